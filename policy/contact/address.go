package contact

import "github.com/torikime/torikime/policy"

// atSign is how an @ is written.
type atSign int

const (
	noAt      atSign = iota
	plainAt          // @, with blanks or brackets
	markedAt         // アットマーク, (at), [あっと]
	wordAt           // the English word at, without brackets
	symbolAt         // a ☆ between two parts
	bracketAt        // anything in brackets, where the text says that it is an @
)

// atAt reads what stands for an @ behind a local part.
func (sc *scan) atAt(i int) (next int, kind atSign) {
	r, n := sc.f.runes, len(sc.f.runes)
	at := sc.blanks(i)
	spaced := at > i
	if at >= n {
		return 0, noAt
	}
	closing := closer(r[at])
	if closing != 0 {
		at = sc.blanks(at + 1)
	}
	if at >= n {
		return 0, noAt
	}
	switch word := sc.wordAt(at, isAt); {
	case r[at] == '@':
		for kind = plainAt; sc.at(at) == '@'; at++ {
		}
		if to := max(sc.wordAt(at, isAt), sc.wordAt(at, isAtTail)); to > 0 {
			at = to // ＠マーク
		}
	case word > 0:
		kind = markedAt
		if isLatin(r[at]) && closing == 0 {
			if !spaced {
				return 0, noAt
			}
			kind = wordAt
		}
		at = word
	case closing != 0 && r[at] == 'a' && at+1 < n && r[at+1] == closing:
		at, kind = at+1, markedAt
	case closing == 0 && !spaced && isAtSymbol(r[at]):
		for k := 0; k < 3 && isAtSymbol(sc.at(at)); k++ {
			at++
		}
		return at, symbolAt
	case closing != 0 && !spaced && r[i] == '*' && isLabel(sc.at(i+1)):
		return i + 1, symbolAt
	default:
		if to := sc.bracketed(at, closing); to > 0 {
			return sc.blanks(to), bracketAt
		}
		return 0, noAt
	}
	if closing != 0 {
		at = sc.blanks(at)
		if at >= n || r[at] != closing {
			return 0, noAt
		}
		at++
	}
	return sc.blanks(at), kind
}

// bracketed is where a bracket ends that has a few words in it; 0 for none.
func (sc *scan) bracketed(at int, closing rune) int {
	if closing != ']' && closing != ')' && closing != '>' && closing != '}' && closing != '】' && closing != '」' {
		return 0
	}
	for to := at; to-at < 24; to++ {
		switch r := sc.at(to); {
		case r == closing && to > at:
			return to + 1
		case r == 0 || closer(r) != 0 && r != '-' || isDigit(r):
			return 0
		}
	}
	return 0
}

// shouted reports AT between small letters: hello AT the-rusty-pen.com.
func (sc *scan) shouted(local, remote chain) bool {
	at := sc.blanks(local.to)
	return sc.isUpper(at) && sc.isUpper(at+1) && !sc.isUpper(local.to-1) && !sc.isUpper(remote.from) && !joinsParts[local.labels[0].name]
}

// isAtSymbol reports signs that people put in the place of an @.
func isAtSymbol(r rune) bool {
	return r >= 0x2190 && r <= 0x2bff || r == masked || r == '◯' || r == '#' || r == '*' || r == '!' || r == '※' || r == '〆' || r == 'あ' || r >= 0x1f000
}

// address reads an address whose local part is given; 0 if it is none.
func (sc *scan) address(local chain) int {
	next, kind := sc.atAt(local.to)
	if kind == noAt || next >= len(sc.f.runes) {
		return 0
	}
	c := sc.chainAt(next, &sc.remote)
	if len(c.labels) == 0 {
		return 0
	}
	sc.spell(local.labels)
	sc.spell(c.labels)
	domain := c.domain()
	provider := mailProviders[c.labels[0].name]
	if sc.at(local.from-1) == '@' {
		// @name@host is an account of a federated service.
		if domain != nil {
			sc.add(policy.FoundHandle, local.from-1, domain[len(domain)-1].to, 85, whyHandle)
			sc.take(local.from-1, domain[len(domain)-1].to, inAddress)
			return domain[len(domain)-1].to
		}
		return 0
	}
	if kind == plainAt && isBlank(sc.at(local.to)) && (sc.wordIn(local.from-24, local.to, isService, isOther, isAdding) ||
		!isBlank(sc.at(next-1)) && key(sc.at(local.from-1)) == '\'' && sc.wordIn(c.to, c.to+24, isService, isOther)) {
		return 0 // my Instagram is @sunny.side.art
	}
	if kind == plainAt && isBlank(sc.at(local.to)) && len(local.labels) == 1 && joinsParts[local.labels[0].name] {
		return 0 // the second half is @example.com
	}
	if kind == symbolAt && local.labels[0].to-local.labels[0].from < 3 {
		return 0 // C→G→Am
	}
	if begin, end := sc.sentence(local.from, c.to); dummyLocals[local.labels[0].name] && sc.wordIn(begin, end, isDummy) {
		return c.to // user@example.com はダミー
	}
	from, whole := local.from, len(local.labels) > 1 || hasSign(local.labels[0].name)
	switch {
	case kind == symbolAt && domain == nil && sc.symbolTop(c.to) > 0:
		to := sc.symbolTop(c.to)
		sc.add(policy.FoundAddress, local.from, to, 76, whyAddressDisguised)
		sc.take(local.from, to, inAddress)
		return to
	case domain == nil && !provider, kind == symbolAt && domain == nil:
		return 0
	case kind == symbolAt && sc.at(local.to) == '*' && !sc.wordIn(local.from-60, min(c.to+60, len(sc.f.runes)), isAt):
		return 0 // width*rate.in
	case kind == bracketAt && !(c.disguised && sc.wordIn(c.to, min(c.to+40, len(sc.f.runes)), isAt)):
		return 0
	case domain != nil && kind == plainAt && sc.s.hosts.judge(domain) == forbidden && local.labels[0].name == "git":
		return 0 // git@github.com:… is a link
	case kind == wordAt && !provider && !c.disguised && !whole && !sc.shouted(local, c):
		return 0 // "we looked at example.com"
	case kind == wordAt && domain != nil && sc.s.hosts.judge(domain) == forbidden:
		return 0 // "portfolio at name.github.io"
	case kind == wordAt && domain == nil && !whole:
		return 0
	}
	to, confidence, why := c.labels[0].to, 85, whyAddress
	if domain != nil {
		to, confidence = domain[len(domain)-1].to, 98
	}
	if kind != plainAt || c.disguised || local.disguised {
		confidence, why = confidence-8, whyAddressDisguised
	}
	sc.add(policy.FoundAddress, from, to, confidence, why)
	sc.take(from, to, inAddress)
	return to
}

// symbolTop is where a top-level domain ends behind a sign that stands for its dot:
// nemu⦿example⦾jp; 0 for none.
func (sc *scan) symbolTop(i int) int {
	if !isAtSymbol(sc.at(i)) {
		return 0
	}
	l, ok := sc.labelAt(i + 1)
	if !ok || !isTopLevel(readLabel(sc.f.runes[l.from:l.to])) {
		return 0
	}
	return l.to
}

// hasSign reports a name that is not a plain word: it has a digit or a sign in it.
func hasSign(name string) bool {
	for _, r := range name {
		if !isLatin(r) && r < 0x80 {
			return true
		}
	}
	return false
}

// bareDomain reads "@example.ne.jp" that has no local part before it, and the
// part which stands a little earlier, as in 前半：…, 後半：@….
func (sc *scan) bareDomain(i int) int {
	if i > 0 && isLabel(sc.f.runes[i-1]) {
		return i + 1
	}
	c := sc.chainAt(sc.blanks(i+1), &sc.remote)
	sc.spell(c.labels)
	domain := c.domain()
	if len(domain) < 2 {
		if len(c.labels) == 1 && mailProviders[c.labels[0].name] && sc.at(c.labels[0].to) != '_' {
			domain = c.labels
		} else {
			return i + 1
		}
	}
	// An account name may look like a domain: insta: @taro.art.
	if sc.at(c.to) == '(' || sc.at(c.to) == '/' || sc.wordIn(max(i-20, 0), min(c.to+20, len(sc.f.runes)), isService, isOther, isAdding, isDM) {
		return i + 1
	}
	from, to := i, domain[len(domain)-1].to
	if behind, ok := sc.localBehind(to); ok {
		sc.addPart(behind.from, behind.to)
		sc.addPart(from, to)
		return behind.to
	}
	// The nearest Latin word before it, on this line or the one before.
	for j := i - 1; j >= 0 && i-j <= 30; j-- {
		if !isLabel(sc.f.runes[j]) {
			continue
		}
		begin := j
		for begin > 0 && j-begin < 64 && (isLabel(sc.f.runes[begin-1]) || sc.f.runes[begin-1] == '.') {
			begin--
		}
		if joinsParts[sc.read(begin, j+1)] {
			j = begin
			continue
		}
		if i-j <= 16 || hasSign(sc.read(begin, j+1)) {
			sc.add(policy.FoundAddress, begin, j+1, 75, whyAddressPart)
			sc.take(begin, j+1, inAddress)
		}
		break
	}
	sc.add(policy.FoundAddress, from, to, 75, whyAddressPart)
	sc.take(from, to, inAddress)
	return to
}

// localBehind is a local part behind a domain that is to be put after it: just put
// @gmail.com after sunny.sideup.voice.
func (sc *scan) localBehind(i int) (part, bool) {
	p, ok := sc.localAfter(i, 24, false)
	if !ok {
		return part{}, false
	}
	between := sc.wordOn(sc.blanks(i))
	return p, between == "after" || between == "behind" || between == "onto" || between == "to" || sc.at(i) == 'を' && sc.wordIn(p.to, p.to+10, isSide, isJoin)
}

// joinsParts are the English words between the parts of an address.
var joinsParts = set("part one two three 1 2 3 here here's next final goes just put add is the then and first second last half part after before comes it with it's that's")
