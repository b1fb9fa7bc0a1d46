package contact

import (
	"slices"
	"strings"

	"github.com/torikime/torikime/policy"
)

// backwards finds addresses and numbers of which the text says that they are to be read
// from their end: moc.elpmaxe@oakan（逆から読む）.
func (sc *scan) backwards() {
	if !sc.wordIn(0, len(sc.f.runes), isReversed) {
		return
	}
	for i, r := range sc.f.runes {
		switch {
		case r == '@':
			sc.backwardsAddress(i)
		case isDigit(r) && !isWord(sc.at(i-1)) && sc.at(i-1) != '-':
			sc.backwardsNumber(i)
		}
	}
}

func (sc *scan) backwardsAddress(i int) {
	inName := func(r rune) bool { return isLabel(r) || r == '.' }
	from, to := i, i+1
	for inName(sc.at(from-1)) && i-from < 64 {
		from--
	}
	for inName(sc.at(to)) && to-i < 64 {
		to++
	}
	domain := turned(sc.read(from, i))
	dot := strings.LastIndexByte(domain, '.')
	if dot > 0 && to > i+2 && isTopLevel(domain[dot+1:]) && !sc.taken(from, to, inDetail) {
		sc.add(policy.FoundAddress, from, to, 80, whyAddressDisguised)
		sc.take(from, to, inAddress)
	}
}

func (sc *scan) backwardsNumber(i int) {
	to, digits := i, ""
	for isDigit(sc.at(to)) || (sc.at(to) == '-' || sc.at(to) == ' ') && isDigit(sc.at(to+1)) {
		if r := sc.at(to); isDigit(r) {
			digits += string(r)
		}
		if to++; len(digits) > 11 {
			return
		}
	}
	number := turned(digits)
	if len(number) == 11 && number[0] == '0' && number[1] >= '5' && number[2] == '0' && !sc.taken(i, to, inDetail) {
		sc.add(policy.FoundPhone, i, to, 78, whyPhoneSpoken)
		sc.take(i, to, inPhone)
	}
}

// turned is a text from its end.
func turned(text string) string {
	runes := []rune(text)
	slices.Reverse(runes)
	return string(runes)
}
