package contact

import (
	"strings"
)

// nearWork reports a word of the work close by; English words are longer.
func (sc *scan) nearWork(from, to int) bool {
	begin, end := sc.sentence(from, to)
	if isLatin(sc.at(from)) {
		return sc.wordIn(max(begin, from-40), min(end, to+24), isWork)
	}
	return sc.wordIn(max(begin, from-12), min(end, to+14), isWork)
}

// detailNear reports an address, a number, a name or a link close by.
func (sc *scan) detailNear(from, to int) bool {
	return sc.taken(from-60, to+60, inContact|inName)
}

// detailBeside reports one in the same sentence.
func (sc *scan) detailBeside(from, to int) bool {
	begin, end := sc.sentence(from, to)
	return sc.taken(begin, end, inContact|inName)
}

// asksDetail reports that a number, an ID or an account is a person's, and not that of
// an order or a server.
func (sc *scan) asksDetail(h hit) bool {
	if before := sc.at(h.from - 1); isJapanese(sc.at(h.from)) && (isKanji(before) || isKatakana(before)) && before != '話' && before != '絡' || isWord(before) {
		return sc.wordIn(max(h.from-5, 0), h.from, isPhone, isService, isOther)
	}
	if sc.at(h.from) == '番' && sc.wordIn(h.from-40, h.from, isNumberLabel) {
		return false // 注文番号のことですか？それとも別の番号ですか
	}
	begin, _ := sc.sentence(h.from, h.to)
	for i := h.from - 1; i > begin; i-- {
		if sc.at(i) == '、' && sc.at(i-1) == 'が' {
			begin = i // 素材を送りたいのですが、メアド教えて
		}
	}
	return !sc.wordIn(max(begin, h.from-20), min(h.to+6, len(sc.f.runes)), isSystem)
}

// ofWork reports a sentence with a word of the work.
func (sc *scan) ofWork(from, to int) bool {
	begin, end := sc.sentence(from, to)
	return sc.wordIn(begin, end, isWork)
}

// goesOn reports ている and てる behind what was said: it is going on, not proposed.
func (sc *scan) goesOn(to int) bool {
	if sc.at(to-1) == 'い' && sc.at(to-2) == '願' || sc.at(to-1) == 'て' && sc.at(to-3) == '待' {
		return false // お願いしているのですが asks
	}
	for i := to - 1; i < to+2; i++ {
		if sc.at(i) == 'て' && (sc.at(i+1) == 'い' && (sc.at(i+2) == 'る' || sc.at(i+2) == 'た' && sc.at(i+3) != 'だ') || sc.at(i+1) == 'る') {
			return true
		}
	}
	return false
}

// talksOnly reports that the marketplace is left to talk, and not to pay: 通さずに直接
// やりとりできると.
func (sc *scan) talksOnly(first hit, to int) bool {
	begin, end := sc.sentence(first.from, to)
	return first.is(isWithout, isOutside) && sc.wordIn(first.to, min(end, to+6), isTalk) && !sc.wordIn(begin, end, isDeal, isPay, isMeans, isSum, isFee, isCheap, isMoney, isPact, isFriendPrice)
}

// describes reports that what was said goes on in a noun of the work: を促すバナー,
// 用の画像, するシーン.
func (sc *scan) describes(to, end int) bool {
	// 手渡しできるサイズ, LINEで使えるスタンプ, Xで募集したキャラクター
	for i := to - 1; i < to+4; i++ {
		r := sc.at(i)
		if r != 'る' && r != 'た' && r != 'す' && r != 'く' && r != 'う' && r != 'む' {
			continue
		}
		if r == 'る' && sc.at(i+1) == '方' && strings.ContainsRune("のへと", sc.at(i+2)) {
			return true // Zoomで入る方は5名
		}
		if next := sc.at(i + 1); r == 'る' && (next == 'お' || next == 'ご' || isKanji(next)) && sc.wordIn(i+1, end, isMaking) {
			return true // LINEで送るお礼の文を考えて
		}
		for j := i + 1; j < i+8 && (isKanji(sc.at(j)) || isKatakana(sc.at(j)) || isLatin(sc.at(j))); j++ {
			if sc.wordAt(j, isWork, isSubject) > 0 {
				return true
			}
		}
	}
	if last := sc.at(to - 1); (isKanji(last) || isKatakana(last)) && sc.wordAt(to, isWork, isSubject) > 0 && (isKanji(sc.at(to)) || isKatakana(sc.at(to))) {
		return true // 生徒募集チラシ
	}
	if sc.at(to) == '方' && strings.ContainsRune("いきしちにひみりぎじびえけせてねべめれ", sc.at(to-1)) {
		return true // Zoomの入り方
	}
	if sc.purpose(to) || sc.titled(to) || sc.at(to) == 'が' && isDigit(sc.at(to+1)) {
		return true
	}
	stop := min(end, to+12)
	for i := to; i < stop; i++ {
		if r := sc.at(i); r == '、' || r == ',' || r == 'か' || r == 'ね' || r == ' ' {
			stop = i
		}
	}
	first := sc.at(to)
	return (first == 'を' || first == 'の' || first == 'す' || first == '用' || first == 'で' && sc.at(to-1) != 'い' && sc.at(to-1) != 'ん') && sc.before(to, stop, of(isSubject), of(isAsk))
}

// purpose reports ための and a noun behind what was said: 登録してもらうためのチラシ.
func (sc *scan) purpose(to int) bool {
	for i := to - 1; i < to+8; i++ {
		if sc.at(i) == 'た' && sc.at(i+1) == 'め' && sc.at(i+2) == 'の' {
			return true
		}
	}
	return false
}

// titled reports という behind what was said: 「また会いましょう」という曲.
func (sc *scan) titled(to int) bool {
	for i := to; i < to+4; i++ {
		if sc.at(i) == 'と' && sc.at(i+1) == 'い' && sc.at(i+2) == 'う' && sc.at(i+3) != 'こ' && sc.at(i+3) != '形' {
			return true
		}
	}
	return false
}

// before reports a word of the first classes with none of the others before it.
func (sc *scan) before(from, to int, first, others classes) bool {
	for k := sc.seek(from); k < len(sc.hits) && sc.hits[k].to <= to; k++ {
		switch h := sc.hits[k]; {
		case h.to-h.from == 1 && isKanji(sc.at(h.from)) && isKanji(sc.at(h.to)):
			// 用意: no 用
		case h.classes.any(first):
			return true
		case h.classes.any(others):
			return false
		}
	}
	return false
}
