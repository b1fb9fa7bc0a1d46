package contact

// lookalikes are letters of other scripts that look like a Latin one. They are
// read as Latin only beside Latin letters: a Russian or a Greek word stays one.
var lookalikes = map[rune]rune{
	// Cyrillic, small (the fold has made everything small)
	'а': 'a', 'в': 'b', 'с': 'c', 'ԁ': 'd', 'е': 'e', 'ё': 'e', 'һ': 'h', 'н': 'h', 'і': 'i', 'ї': 'i', 'ј': 'j', 'к': 'k', 'ӏ': 'l', 'м': 'm',
	'и': 'n', 'п': 'n', 'о': 'o', 'р': 'p', 'ԛ': 'q', 'г': 'r', 'ѕ': 's', 'т': 't', 'ц': 'u', 'ѵ': 'v', 'ш': 'w', 'ԝ': 'w', 'х': 'x', 'у': 'y', 'ү': 'y', 'з': 'z',
	// Greek
	'α': 'a', 'β': 'b', 'ς': 'c', 'ϲ': 'c', 'δ': 'd', 'ε': 'e', 'η': 'n', 'ι': 'i', 'ϳ': 'j', 'κ': 'k', 'λ': 'l', 'μ': 'm', 'ν': 'v', 'ο': 'o', 'ρ': 'p',
	'σ': 'o', 'τ': 't', 'υ': 'u', 'ω': 'w', 'χ': 'x', 'γ': 'y', 'ζ': 'z',
	// Latin letters that no decomposition leads back, and small capitals
	'ı': 'i', 'ł': 'l', 'ø': 'o', 'đ': 'd', 'ħ': 'h', 'ŧ': 't', 'ɑ': 'a', 'ɡ': 'g', 'ɩ': 'i', 'ʟ': 'l', 'ɪ': 'i', 'ɴ': 'n', 'ᴇ': 'e', 'ᴀ': 'a', 'ʙ': 'b',
	'ᴄ': 'c', 'ᴅ': 'd', 'ꜰ': 'f', 'ɢ': 'g', 'ʜ': 'h', 'ᴊ': 'j', 'ᴋ': 'k', 'ᴍ': 'm', 'ᴏ': 'o', 'ᴘ': 'p', 'ʀ': 'r', 'ꜱ': 's', 'ᴛ': 't', 'ᴜ': 'u', 'ᴠ': 'v', 'ᴡ': 'w', 'ʏ': 'y', 'ᴢ': 'z',
	// Cherokee, Armenian, signs and kanji
	'ꭺ': 'a', 'ꮮ': 'l', 'ꭵ': 'i', 'ꭼ': 'e', 'օ': 'o', 'ո': 'n', 'ս': 'u', 'ց': 'g', '工': 'i', '丨': 'l', '∣': 'l', '口': 'o', '乚': 'l', '€': 'e', '∩': 'n',
}

// greekCapitals look like other letters than the small ones do; in their place stands one
// that is read as the capital is.
var greekCapitals = map[rune]rune{'Ν': 'ɴ', 'Η': 'ʜ', 'Υ': 'ʏ'}

// replaceLookalikes reads look-alikes as Latin in words that have a Latin letter.
func (f *folded) replaceLookalikes() {
	for i := 0; i < len(f.runes); {
		if f.runes[i] < 0x80 || !isLookalike(f.runes[i]) {
			i++
			continue
		}
		from := i
		for i < len(f.runes) && isLookalike(f.runes[i]) {
			i++
		}
		latin := from > 0 && isLatin(f.runes[from-1]) || i < len(f.runes) && isLatin(f.runes[i])
		for j := from; j < i && latin; j++ {
			f.runes[j] = lookalikes[f.runes[j]]
		}
	}
}

func isLookalike(r rune) bool {
	if r < 0x80 || r >= 0x3040 && r < 0x4e00 {
		return false
	}
	if r >= 0x4e00 && r <= 0x9fff {
		return r == '工' || r == '丨' || r == '口' || r == '乚'
	}
	return lookalikes[r] != 0
}

func isLatin(r rune) bool { return 'a' <= r && r <= 'z' }
