package contact

// dictated takes out what stands around the signs of an address that is read out with
// pauses or in quotation marks: ohki、アットマーク、ohki-tekko、ドット、jp; 「taro」アット
// 「example」; mika, then the at sign, then outlook. It reports whether there was any.
func (sc *scan) dictated() bool {
	var cut []part
	at, dot, end := false, false, 0
	for k, h := range sc.hits {
		if !h.classes.any(dictatedSigns) || h.from < end || k+1 < len(sc.hits) && sc.hits[k+1].from == h.from && sc.hits[k+1].is(isAt, isDot, isUnderscore) {
			continue
		}
		from, to := sc.pauseBefore(h.from), sc.pauseAfter(h.to)
		if from == h.from && to == h.to || from == 0 || !isLabel(sc.at(from-1)) || !isLabel(sc.at(to)) {
			continue
		}
		at, dot, end = at || h.is(isAt), dot || h.is(isDot), to
		cut = append(cut, part{from, h.from}, part{h.to, to})
	}
	if !at || !dot {
		return false
	}
	out, next := 0, 0
	for i := 0; i < len(sc.f.runes); i++ {
		for next < len(cut) && i >= cut[next].to {
			next++
		}
		if next < len(cut) && i >= cut[next].from {
			if i > cut[next].from {
				continue
			}
			sc.f.runes[i] = ' '
		}
		sc.f.runes[out], sc.f.at[out] = sc.f.runes[i], sc.f.at[i]
		out++
	}
	sc.f.runes, sc.f.at = sc.f.runes[:out], sc.f.at[:out]
	return true
}

// dictatedSigns are the words for signs of addresses.
var dictatedSigns = of(isAt, isDot, isUnderscore)

// pauseBefore is where the pause begins that ends before i; i if there is none.
func (sc *scan) pauseBefore(i int) int {
	from := i
	for from > 0 && i-from < 16 {
		if word := sc.wordBefore(from); pauses[word] {
			from -= len(word)
		} else if isPause(sc.at(from - 1)) {
			from--
		} else {
			break
		}
	}
	for _, after := range behind {
		if sc.read(from-len(after), from) == string(after) {
			return from - len(after)
		}
	}
	return from
}

// behind says that a sign follows what was read out: rikuのあとにアットマーク.
var behind = [][]rune{[]rune("のあとに"), []rune("の後に"), []rune("のあと"), []rune("の後"), []rune("の次に"), []rune("の次が")}

// pauseAfter is where the pause ends that begins at i.
func (sc *scan) pauseAfter(i int) int {
	to := i
	for to-i < 16 {
		if word := sc.wordOn(to); pauses[word] {
			to += len(word)
		} else if isPause(sc.at(to)) {
			to++
		} else {
			break
		}
	}
	return to
}

// pauses are words between the pieces of what is read out.
var pauses = set("then the and a")

func isPause(r rune) bool {
	switch r {
	case '、', ',', '+', '・', '「', '」', '『', '』', '"', '“', '”', ' ':
		return true
	}
	return false
}
