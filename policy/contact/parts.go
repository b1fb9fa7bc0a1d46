package contact

import (
	"strings"

	"github.com/torikime/torikime/policy"
)

// reachOfParts is how far, in runes, the parts of an address stand from each other.
const reachOfParts = 60

// beginAddresses are the words beside which a part of an address is looked for.
var beginAddresses = of(isProvider, isCarrier, isAt)

// part is a piece of an address as it stands in the text.
type part struct{ from, to int }

// addressParts finds addresses that are told piece by piece: a local part beside the
// name of a provider (gmailで taro.1990 です), a domain beside a local part and word of
// the sign between them, and addresses that are spelled in kana.
func (sc *scan) addressParts() {
	for _, h := range sc.hits {
		switch {
		case !h.classes.any(beginAddresses), sc.taken(h.from, h.to, inLink|inAddress):
		case h.is(isProvider, isCarrier):
			sc.byProvider(h)
		case h.is(isAt):
			sc.spelled(h)
		}
	}
	for _, d := range sc.domains {
		if !sc.taken(d.from, d.to, inLink|inAddress) {
			sc.byDomain(d)
		}
	}
}

// byProvider finds the local part that goes with a provider's name.
func (sc *scan) byProvider(h hit) {
	if from, to, ok := sc.nameNear(h, 26, 14, true); ok {
		sc.addWith(h, part{from, to})
		return
	}
	if sc.workIn(h.from-reachOfParts, h.to+reachOfParts) && !sc.wordIn(h.from-reachOfParts, h.to+reachOfParts, isSide) ||
		!h.is(isProvider) && !sc.wordIn(h.from-reachOfParts, h.to+reachOfParts, isMail, isAt, isSide, isDot) {
		return
	}
	quoted := sc.wordIn(h.from-reachOfParts, h.to+reachOfParts, isSide, isMail)
	if p, ok := sc.localAfter(h.to, reachOfParts, quoted); ok {
		sc.addWith(h, p)
	} else if p, ok := sc.localBefore(h.from, reachOfParts, quoted); ok {
		sc.addWith(h, p)
	}
}

// workIn reports a word of the work in from..to that is no piece of a name: yuto-edit-0905.
func (sc *scan) workIn(from, to int) bool {
	for k := sc.seek(max(from, 0)); k < len(sc.hits) && sc.hits[k].from < to; k++ {
		if h := sc.hits[k]; h.is(isWork) && !(isLatin(sc.at(h.from)) && (isJoint(sc.at(h.from-1)) && isWord(sc.at(h.from-2)) || isJoint(sc.at(h.to)) && isWord(sc.at(h.to+1)))) {
			return true
		}
	}
	return false
}

func isJoint(r rune) bool { return r == '-' || r == '.' }

// addWith adds a local part, and the domain of its provider if that is written out.
func (sc *scan) addWith(h hit, p part) {
	sc.addPart(p.from, p.to)
	for _, d := range sc.domains {
		if d.from == h.from && !sc.taken(d.from, d.to, inAddress) {
			sc.addPart(d.from, d.to)
		}
	}
}

func (sc *scan) addPart(from, to int) {
	sc.add(policy.FoundAddress, from, to, 78, whyAddressPart)
	sc.take(from, to, inAddress)
}

// byDomain finds the local part that goes with a domain if the text speaks of the
// sign between them, or of putting them together.
func (sc *scan) byDomain(d part) {
	near, end := d.from-reachOfParts, min(d.to+reachOfParts, len(sc.f.runes))
	if !sc.wordIn(near, end, isSide, isJoin) && !sc.hasAt(near, end) || sc.wordIn(near, end, isWork) {
		return
	}
	p, ok := sc.localBefore(d.from, reachOfParts, true)
	if !ok {
		p, ok = sc.localAfter(d.to, reachOfParts, true)
	}
	if ok {
		sc.addPart(p.from, p.to)
		sc.addPart(d.from, d.to)
	}
}

// hasAt reports the sign or a word for it; the plain word "at" is none.
func (sc *scan) hasAt(from, to int) bool {
	for k := sc.seek(max(from, 0)); k < len(sc.hits) && sc.hits[k].from < to; k++ {
		if h := sc.hits[k]; h.is(isAt) && (h.to-h.from > 2 || !isLatin(sc.at(h.from))) {
			return true
		}
	}
	for i := max(from, 0); i < to; i++ {
		if sc.f.runes[i] == '@' {
			return true
		}
	}
	return false
}

// localAfter is the first name behind i that can be a local part. plain: a word
// without digits or signs will do if no English sentence goes on around it.
func (sc *scan) localAfter(i, reach int, plain bool) (part, bool) {
	for at := i; at < len(sc.f.runes) && at-i < reach; at++ {
		if isWord(sc.f.runes[at]) && (!isNameRune(sc.at(at-1)) || sc.at(at-1) == ':') {
			if p, ok := sc.localAt(at, plain); ok {
				return p, true
			}
		}
	}
	return part{}, false
}

// localBefore is the last such name before i.
func (sc *scan) localBefore(i, reach int, plain bool) (part, bool) {
	for at := i - 1; at >= 0 && i-at < reach; at-- {
		if isWord(sc.f.runes[at]) && (!isNameRune(sc.at(at-1)) || sc.at(at-1) == ':') {
			if p, ok := sc.localAt(at, plain); ok && p.to <= i {
				return p, true
			}
		}
	}
	return part{}, false
}

func (sc *scan) localAt(at int, plain bool) (part, bool) {
	from, to, ok := sc.latinName(at)
	if !ok || sc.at(from) == '@' || sc.at(from-1) == '@' {
		return part{}, false
	}
	if !plain && !sc.signed(from, to) {
		return part{}, false
	}
	name := sc.read(from, to)
	if provider, rest, _ := strings.Cut(name, "."); mailProviders[provider] && isTopLevel(rest[strings.LastIndexByte(rest, '.')+1:]) {
		return part{}, false // yahoo.co.jp
	}
	if isMeasure(name) || plainNames[name] || sc.wordAt(from, isAt, isDot, isSide, isProvider, isCarrier, isMail, isService, isOther, isJoin) >= to {
		return part{}, false
	}
	if bioHosts[name] || sc.isCall(to) || sc.isTheme(from, to) || sc.isFile(from, to) || isSuffix(name) {
		return part{}, false
	}
	if isSure(name) && (strings.ContainsAny(name, "0123456789._") || isJapanese(sc.at(sc.blanks(to))) || isJapanese(sc.at(from-1)) && !(sc.at(to) == ' ' && isLatin(sc.at(to+1)))) {
		return part{from, to}, true // ex-colleagues is a word
	}
	alone := func(r rune) bool {
		return r == 0 || r > 0x7f || r == ')' || r == '(' || r == '@' || r == '"' || r == '\n'
	}
	if sc.at(from-1) == ':' && sc.signed(from, to) {
		return part{from, to}, true // 1通目: rosemary.knits
	}
	return part{from, to}, plain && alone(sc.at(from-1)) && alone(sc.at(to)) && !strings.ContainsRune("にをがはもへ", sc.at(to))
}

// bioHosts are pages of links, which look like names.
var bioHosts = set("lit.link linktr.ee bio.site lnk.bio potofu.me carrd.co note.com note.mu ko-fi.com")

// isCall reports code behind a name: plt.xlabel("X"), __init__(self, x).
func (sc *scan) isCall(to int) bool {
	return sc.at(to) == '(' && (isOpenQuote(sc.at(to+1)) || sc.at(to+1) == '\'' || sc.at(to+1) == ')' || isDigit(sc.at(to+1)) && sc.at(to+2) == ',' || codeWords[sc.wordOn(to+1)])
}

// codeWords are what code has in brackets.
var codeWords = set("self this args ctx req res err event none null true false int str string")

// isFile reports the name of a file: estimate_0607.pdf.
func (sc *scan) isFile(from, to int) bool {
	name := sc.read(from, to)
	dot := strings.LastIndexByte(name, '.')
	return dot > 0 && fileEndings[name[dot+1:]]
}

// isSuffix reports the end of a domain alone: co.jp.
func isSuffix(name string) bool {
	for label := range strings.SplitSeq(name, ".") {
		if !isTopLevel(label) {
			return false
		}
	}
	return strings.Contains(name, ".")
}

// signed reports a digit or a sign among letters, without which no name is sure.
func (sc *scan) signed(from, to int) bool {
	for _, r := range sc.f.runes[from:to] {
		if !isLatin(r) {
			return true
		}
	}
	return false
}

// spelled finds an address whose local part or domain is written in kana: エス アンダー
// バー キムラ アット エグザンプル ドット ジェイピー.
func (sc *scan) spelled(h hit) {
	next := h.to
	if isLatin(sc.at(h.from)) {
		if closer(sc.at(h.from-1)) == 0 || sc.at(h.to) != closer(sc.at(h.from-1)) {
			return
		}
		next = h.to + 1 // え・る・あ (at) voice-lab
	}
	to := sc.spelledDomain(next)
	if to == 0 {
		return
	}
	from := h.from
	for from > 0 && h.from-from < 28 && !sc.breaks(from-1) {
		if r := sc.at(from - 1); r == '、' || r == 'は' || r == ':' || r == '→' || r == ',' {
			break
		}
		from--
	}
	if from = sc.blanks(from); h.from-from < 2 {
		return
	}
	sc.add(policy.FoundAddress, from, to, 80, whyAddressDisguised)
	sc.take(from, to, inAddress)
}

// spelledDomain is where a domain ends that follows at i: in letters, or in kana up to
// a word for the top level; 0 for none.
func (sc *scan) spelledDomain(i int) int {
	c := sc.chainAt(sc.blanks(i), &sc.remote)
	sc.spell(c.labels)
	if domain := c.domain(); domain != nil {
		return domain[len(domain)-1].to
	}
	for k := sc.seek(i); k < len(sc.hits) && sc.hits[k].from < i+24; k++ {
		if !sc.hits[k].is(isDot) {
			continue
		}
		at := sc.blanks(sc.hits[k].to)
		if sc.at(at) == '・' {
			at++
		}
		if to := sc.wordAt(at, isTop); to > 0 {
			return to
		}
	}
	return 0
}

// underscored finds name_at_host_dot_com, which is one label to the reader of chains.
func (sc *scan) underscored(l label) bool {
	if l.to-l.from < 10 || l.to-l.from > 80 {
		return false
	}
	name := sc.read(l.from, l.to)
	for _, sign := range []string{"_", "-"} {
		_, host, at := strings.Cut(name, sign+"at"+sign)
		if _, _, dot := strings.Cut(host, sign+"dot"+sign); at && dot {
			sc.add(policy.FoundAddress, l.from, l.to, 84, whyAddressDisguised)
			sc.take(l.from, l.to, inAddress)
			return true
		}
	}
	return false
}
