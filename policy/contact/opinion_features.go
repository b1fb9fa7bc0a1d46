package contact

import "math/bits"

// A feature's salt keeps the kinds of features apart.
const (
	saltBias uint32 = iota + 1
	saltLetters
	saltWord
	saltWords
	saltClass
	saltBehind
	saltAhead
	saltAfter
	saltBefore
	saltRight
	saltLeft
	saltAround
	saltName
	saltClassAfter
	saltClassBefore
)

// mix is a hash of what was mixed before and one thing more.
func mix(h, x uint32) uint32 { return (h ^ x) * 0x01000193 }

// row is the row of weights into which a hash falls.
func row(h uint32) uint32 { return (h ^ h>>15) * 0x85ebca6b >> (32 - opinionBits) }

// seed begins a hash.
func seed(salt uint32) uint32 { return (salt + 0x811c9dc5) * 0x9e3779b1 }

// What stands for a whole address, number, link or name.
const (
	letterLink    = 'Ｌ'
	letterAddress = 'Ａ'
	letterPhone   = 'Ｐ'
	letterHandle  = 'Ｈ'
)

// letters are the runes from..to as an opinion reads them: one sign for an address, a
// number, a link or an account name, 0 for any row of digits, one blank for several.
func (sc *scan) letters(from, to int) []rune {
	sc.letter = sc.letter[:0]
	last := rune(-1)
	for i := from; i < to; i++ {
		r := sc.f.runes[i]
		one := true
		switch in := sc.region(i); {
		case in&inLink != 0:
			r = letterLink
		case in&inAddress != 0:
			r = letterAddress
		case in&inPhone != 0:
			r = letterPhone
		case in&inHandle != 0:
			r = letterHandle
		case r >= '0' && r <= '9':
			r = '0'
		case isBlank(r):
			r = ' '
		default:
			one = false
		}
		if !one || r != last {
			sc.letter = append(sc.letter, r)
		}
		last = r
	}
	return sc.letter
}

func (sc *scan) region(i int) region {
	if sc.mask == nil {
		return 0
	}
	return sc.mask[i]
}

// ofSentence are the features of a sentence: its bias, rows of one to four letters,
// Latin words alone and in pairs, and the classes of its words and of its neighbours'.
func (sc *scan) ofSentence(from, to int) []uint32 {
	list := append(sc.features[:0], row(seed(saltBias)))
	letters := sc.letters(sc.trim(from, to))
	list = letterRows(list, saltLetters, letters)
	list = latin(list, letters)
	list = sc.ofClasses(list, saltClass, from, to)
	before := from
	for ; before > 0 && sc.breaks(before-1); before-- {
	}
	list = sc.ofClasses(list, saltBehind, sc.begin(before, longestSentence/2), before)
	list = sc.ofClasses(list, saltAhead, to, sc.end(to))
	sc.features = list
	return list
}

// ofClasses adds the classes of the words in from..to, each once.
func (sc *scan) ofClasses(list []uint32, salt uint32, from, to int) []uint32 {
	var seen classes
	for k := sc.seek(from); k < len(sc.hits) && sc.hits[k].from < to; k++ {
		if sc.hits[k].to > to {
			continue
		}
		for half, set := range sc.hits[k].classes {
			for rest := set &^ seen[half]; rest != 0; rest &= rest - 1 {
				list = append(list, row(mix(seed(salt), uint32(64*half+bits.TrailingZeros64(rest)))))
			}
			seen[half] |= set
		}
	}
	return list
}

// letterRows adds all rows of one to four letters, with the edges as letters; within a
// Latin word only those of four, as the words say the rest.
func letterRows(list []uint32, salt uint32, letters []rune) []uint32 {
	at := func(i int) uint32 {
		if i < 0 || i == len(letters) {
			return '\n'
		}
		return uint32(letters[i])
	}
	start, inWord := seed(salt), false
	for i := -1; i <= len(letters); i++ {
		h := start
		for n := i; n < i+4 && n <= len(letters); n++ {
			h = mix(h, at(n))
			if !inWord || n == i+3 {
				list = append(list, row(h))
			}
		}
		inWord = i >= 0 && i < len(letters) && letters[i] >= 'a' && letters[i] <= 'z'
	}
	return list
}

// latin adds words in small Latin letters, alone and with the one before.
func latin(list []uint32, letters []rune) []uint32 {
	before := uint32(0)
	for i := 0; i < len(letters); i++ {
		if letters[i] < 'a' || letters[i] > 'z' {
			continue
		}
		h := seed(saltWord)
		for ; i < len(letters) && (letters[i] >= 'a' && letters[i] <= 'z' || letters[i] == '\''); i++ {
			h = mix(h, uint32(letters[i]))
		}
		list = append(list, row(h))
		if before != 0 {
			list = append(list, row(mix(mix(seed(saltWords), before), h)))
		}
		before = h
	}
	return list
}

// How far around a name its features reach, in runes.
const (
	leftOfName, rightOfName = 20, 24
	aroundName              = 60
	anchored                = 8
)

// ofName are the features of a service's name: what stands right before and behind it,
// what stands near, and the sentence.
func (sc *scan) ofName(h hit) []uint32 {
	list := append(sc.features[:0], row(seed(saltBias)+1))
	from := sc.begin(h.from, aroundName)
	to := min(sc.end(h.to), h.to+aroundName)
	name := seed(saltName)
	for i := h.from; i < h.to; i++ {
		name = mix(name, uint32(sc.f.runes[i]))
	}
	list = append(list, row(name))
	list = letterRows(list, saltAround, sc.letters(from, to))

	letters := sc.letters(h.to, min(h.to+rightOfName, len(sc.f.runes)))
	list = letterRows(list, saltRight, letters)
	hash := seed(saltAfter)
	for i := range min(anchored, len(letters)) {
		hash = mix(hash, uint32(letters[i]))
		list = append(list, row(hash))
		if i < 2 {
			list = append(list, row(mix(hash, name)))
		}
	}
	letters = sc.letters(max(h.from-leftOfName, from), h.from)
	list = letterRows(list, saltLeft, letters)
	hash = seed(saltBefore)
	for i := range min(anchored, len(letters)) {
		hash = mix(hash, uint32(letters[len(letters)-1-i]))
		list = append(list, row(hash))
		if i < 2 {
			list = append(list, row(mix(hash, name)))
		}
	}
	for k := sc.seek(from); k < len(sc.hits) && sc.hits[k].from < to; k++ {
		w := sc.hits[k]
		salt, far := saltClassBefore, h.from-w.to
		if w.from >= h.to {
			salt, far = saltClassAfter, w.from-h.to
		}
		if far < 0 || w.to > to {
			continue // a part of the name
		}
		for half, rest := range w.classes {
			for ; rest != 0; rest &= rest - 1 {
				class := mix(seed(salt), uint32(64*half+bits.TrailingZeros64(rest)))
				list = append(list, row(class), row(mix(class, nearness(far))))
			}
		}
	}
	sc.features = list
	return list
}

// nearness is how near a word stands to a name.
func nearness(far int) uint32 {
	switch {
	case far <= 1:
		return 0
	case far < 6:
		return 1
	}
	return 2
}
