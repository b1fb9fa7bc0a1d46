package contact

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text as the rules read it: small letters, one width, without
// accents and without what nobody sees. Every rune knows where it comes from.
type folded struct {
	text  string
	runes []rune
	// at is where in the text each rune begins, in bytes.
	at []int
}

// fold reads a text. Bytes that are not UTF-8 become U+FFFD, one each.
func fold(text string) *folded {
	n := utf8.RuneCountInString(text)
	f := &folded{text: text, runes: make([]rune, 0, n), at: make([]int, 0, n)}
	for at := 0; at < len(text); {
		if c := text[at]; c < utf8.RuneSelf {
			if c == '%' && f.isEncodedAt(text, at) {
				f.add('@', at)
				at += 3
				continue
			}
			if c == '&' {
				if r, size := entity(text[at:]); size > 0 {
					f.add(r, at)
					at += size
					continue
				}
			}
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			if c >= ' ' || c == '\n' || c == '\r' || c == '\t' {
				f.add(rune(c), at)
			}
			at++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		f.wide(r, at)
		at += size
	}
	f.replaceLookalikes()
	f.squeeze()
	f.lengthen()
	return f
}

// lengthen reads a dash within a word in katakana as its long vowel: ズ―ム.
func (f *folded) lengthen() {
	for i := 1; i+1 < len(f.runes); i++ {
		if f.runes[i] == '-' && isKatakana(f.runes[i-1]) && isKatakana(f.runes[i+1]) {
			f.runes[i] = 'ー'
		}
	}
}

func (f *folded) add(r rune, at int) {
	f.runes = append(f.runes, r)
	f.at = append(f.at, at)
}

// wide folds a rune beyond ASCII.
func (f *folded) wide(r rune, at int) {
	switch {
	case r >= 0x3041 && r <= 0x3096, r >= 0x30a1 && r <= 0x30ff, r >= 0x4e00 && r <= 0x9fff:
		f.add(r, at) // kana and kanji stand for themselves: the common case
	case r == 0x3099 || r == 0x309a || r == 0xff9e || r == 0xff9f:
		f.voice(r, at)
	case r >= 0xff01 && r <= 0xff5e:
		f.add(unicode.ToLower(r-0xfee0), at)
	case r == 0x3000 || r == 0x2028 || r == 0x2029:
		f.add(' ', at)
	case r >= 0x3001 && r <= 0x3003, r == 0x300c, r == 0x300d, r == utf8.RuneError:
		f.add(r, at)
	case isDash(r):
		f.add('-', at)
	case unseen(r):
	case r >= 0x1f150 && r <= 0x1f169: // negative circled letters
		f.add('a'+r-0x1f150, at)
	case r >= 0x1f170 && r <= 0x1f189: // negative squared letters
		f.add('a'+r-0x1f170, at)
	case r >= 0x1f1e6 && r <= 0x1f1ff: // letters of flags
		f.add('a'+r-0x1f1e6, at)
	case r >= 0x2776 && r <= 0x277f: // negative circled digits
		f.number(r-0x2775, at)
	case r >= 0x24eb && r <= 0x24f4:
		f.number(r-0x24eb+11, at)
	case r == 0x24ff || r == 0x1f10c:
		f.add('0', at)
	default:
		f.decompose(r, at)
	}
}

// number writes a number from 1 to 20 in digits.
func (f *folded) number(n rune, at int) {
	if n >= 10 {
		f.add('0'+n/10, at)
	}
	f.add('0'+n%10, at)
}

// decompose takes a rune apart as NFKD does, one by one, so that no run of marks
// is ever held back, and leaves out the accents.
func (f *folded) decompose(r rune, at int) {
	var buf [utf8.UTFMax]byte
	parts := norm.NFKD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).Decomposition()
	if parts == nil {
		f.part(r, at)
		return
	}
	for len(parts) > 0 {
		p, size := utf8.DecodeRune(parts)
		f.part(p, at)
		parts = parts[size:]
	}
}

func (f *folded) part(r rune, at int) {
	switch {
	case r == 0x3099 || r == 0x309a:
		f.voice(r, at)
	case isDash(r):
		f.add('-', at)
	case unicode.Is(unicode.M, r) || unseen(r):
	case unicode.IsSpace(r):
		f.add(' ', at)
	case r > 0x7f && unicode.Is(unicode.Nd, r):
		f.add(digitOf(r), at)
	case r == 'Ν' || r == 'Η' || r == 'Υ':
		f.add(greekCapitals[r], at)
	default:
		f.add(unicode.ToLower(r), at)
	}
}

// digitOf reads a digit of another script; each has its ten in a row.
func digitOf(r rune) rune {
	value := rune(0)
	for value < 9 && unicode.Is(unicode.Nd, r-value-1) {
		value++
	}
	return '0' + value
}

// voice puts a voicing mark on the kana before it.
func (f *folded) voice(mark rune, _ int) {
	if len(f.runes) == 0 {
		return
	}
	last := &f.runes[len(f.runes)-1]
	kana := *last
	if kana >= 0x30a1 {
		kana -= 0x60
	}
	switch {
	case mark == 0x3099 || mark == 0xff9e:
		if (kana >= 'か' && kana <= 'ち' && (kana-'か')%2 == 0) || kana == 'つ' || kana == 'て' || kana == 'と' ||
			(kana >= 'は' && kana <= 'ほ' && (kana-'は')%3 == 0) {
			*last++
		} else if kana == 'う' {
			*last += 'ゔ' - 'う'
		}
	case kana >= 'は' && kana <= 'ほ' && (kana-'は')%3 == 0:
		*last += 2
	}
}

// unseen reports runes that show nothing: format characters such as zero-width
// spaces, variation selectors, the frame of a keycap, fillers, and controls.
func unseen(r rune) bool {
	switch {
	case r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0000 && r <= 0xe0fff, r == 0x20e3, r == 0x034f,
		r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0, r == 0x17b4, r == 0x17b5, r == 0x2800:
		return true
	}
	return r < 0xa0 && r >= 0x7f || unicode.Is(unicode.Cf, r)
}

// isDash reports the many strokes that stand for a hyphen. The long vowel mark ー
// is a letter; between digits the rules for numbers read it as a dash.
func isDash(r rune) bool {
	switch r {
	case '‐', '‑', '‒', '–', '—', '―', '−', '⁃', '﹘', '﹣', '─', '━', '➖', '〰', '⸺', '⸻', 'ᅳ', 'ㅡ', '╌', '┄', '┈', '╴', '⎯', '֊', '᐀':
		return true
	}
	return false
}

// span is where the runes from..to (to excluded) stand in the text, in bytes.
func (f *folded) span(from, to int) (start, end int) {
	start, end = f.at[from], f.at[to-1]
	_, size := utf8.DecodeRuneInString(f.text[end:])
	end += size
	// A mark on the last rune belongs to it: a voicing mark, a keycap's frame.
	for range 4 {
		r, size := utf8.DecodeRuneInString(f.text[end:])
		if !unicode.Is(unicode.M, r) && r != 0xff9e && r != 0xff9f {
			break
		}
		end += size
	}
	return start, end
}
