package contact

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/torikime/torikime/policy"
)

// scan is the work on one text.
type scan struct {
	s     *Scanner
	f     *folded
	hits  []hit
	found []found
	// cursor is near where words were looked for last.
	cursor int
	// mask says of every rune in what it stands; nil as long as nothing is found.
	mask []region
	// local and remote are the buffers of chains.
	local, remote []label
	tokens        []token
	// letter and features are the buffers of opinions.
	letter   []rune
	features []uint32
	// domains are the hosts nothing is known of.
	domains []part
}

// found is a finding by runes.
type found struct {
	kind       policy.Finding
	from, to   int
	confidence int
	why        why
}

// region is a set of things in which a rune may stand.
type region uint32

const (
	inLink region = 1 << iota
	inAddress
	inPhone
	inHandle
	// inMeeting is the number of a meeting, which may look like one to dial.
	inMeeting
	// inPay is talk of a payment, inName a name told as a channel, inContact what
	// people can get in touch by.
	inPay
	inName
	inContact
	// inInvite is an invitation found before.
	inInvite
	// inMeet is talk of meeting in person.
	inMeet
	// firstRuled and firstDoubted begin a row of one for each head of an opinion.
	firstRuled
	firstDoubted = firstRuled << heads
	// inDetail is any of them: what one gets in touch by.
	inDetail = inLink | inAddress | inPhone | inHandle
)

// threshold is the least confidence of a finding that is told.
const threshold = 50

func (sc *scan) add(kind policy.Finding, from, to, confidence int, w why) {
	if confidence >= threshold && from < to {
		sc.found = append(sc.found, found{kind, from, to, min(confidence, 100), w})
		switch kind {
		case policy.FoundAddress, policy.FoundPhone, policy.FoundHandle:
			sc.take(from, to, inContact)
		case policy.FoundOutsidePayment:
			sc.take(from, to, inPay)
		case policy.FoundMeeting:
			sc.take(from, to, inMeet)
		case policy.FoundInvitation:
			sc.take(from, to, inInvite)
		}
	}
}

// take marks runes as read.
func (sc *scan) take(from, to int, in region) {
	if sc.mask == nil {
		sc.mask = make([]region, len(sc.f.runes))
	}
	for i := from; i < to; i++ {
		sc.mask[i] |= in
	}
}

// taken reports whether any rune is read as one of these.
func (sc *scan) taken(from, to int, in region) bool {
	if sc.mask == nil {
		return false
	}
	for i := max(from, 0); i < to && i < len(sc.mask); i++ {
		if sc.mask[i]&in != 0 {
			return true
		}
	}
	return false
}

// at is the rune at i; 0 beyond the text.
func (sc *scan) at(i int) rune {
	if i < 0 || i >= len(sc.f.runes) {
		return 0
	}
	return sc.f.runes[i]
}

// seek moves the cursor to the first hit that begins at i or later. Whoever looks
// for words moves on slowly, so that it never goes far.
func (sc *scan) seek(i int) int {
	for sc.cursor < len(sc.hits) && sc.hits[sc.cursor].from < i {
		sc.cursor++
	}
	for sc.cursor > 0 && sc.hits[sc.cursor-1].from >= i {
		sc.cursor--
	}
	return sc.cursor
}

// wordAt is where the longest word of a class ends that begins at i; 0 for none.
func (sc *scan) wordAt(i int, list ...class) int { return sc.longest(i, of(list...)) }

func (sc *scan) longest(i int, want classes) int {
	to := 0
	for k := sc.seek(i); k < len(sc.hits) && sc.hits[k].from == i; k++ {
		if sc.hits[k].classes.any(want) {
			to = sc.hits[k].to
		}
	}
	return to
}

// wordIn reports a word of a class that lies in from..to.
func (sc *scan) wordIn(from, to int, list ...class) bool {
	want := of(list...)
	for k := sc.seek(max(from, 0)); k < len(sc.hits) && sc.hits[k].from < to; k++ {
		if sc.hits[k].classes.any(want) && sc.hits[k].to <= to {
			return true
		}
	}
	return false
}

// sentence is the stretch of text around from..to, at most so long on each side,
// without a break.
func (sc *scan) sentence(from, to int) (begin, end int) {
	const most = 90
	for begin = from; begin > 0 && from-begin < most && !sc.breaks(begin-1); begin-- {
	}
	for end = to; end < len(sc.f.runes) && end-to < most && !sc.breaks(end); end++ {
	}
	return begin, end
}

// breaks reports the end of a sentence.
func (sc *scan) breaks(i int) bool {
	switch sc.f.runes[i] {
	case '。', '!', '?', '\n', ';':
		return true
	case '.':
		return isBlank(sc.at(i+1)) || sc.at(i+1) == 0
	}
	return false
}

// isEmoji reports a picture, with which many end a sentence.
func isEmoji(r rune) bool {
	return r >= 0x1f300 && r <= 0x1faff || r == '♪' || r == '♡' || r == '♥'
}

// list turns the findings into bytes, in order, without overlaps in a kind.
func (sc *scan) list() []policy.Found {
	slices.SortStableFunc(sc.found, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), a.from-b.from, b.confidence-a.confidence)
	})
	var list []policy.Found
	last := found{}
	for _, c := range sc.found {
		if sc.outdone(c) {
			continue
		}
		start, end := sc.f.span(c.from, c.to)
		if n := len(list); n > 0 && last.kind == c.kind && start < list[n-1].End {
			// The surer of two says why; both together say where.
			list[n-1].End = max(list[n-1].End, end)
			if c.confidence > list[n-1].Confidence {
				list[n-1].Confidence, list[n-1].Why = c.confidence, string(c.why)
			}
			continue
		}
		last = c
		list = append(list, policy.Found{Kind: c.kind, Start: start, End: end, Confidence: c.confidence, Why: string(c.why), Action: sc.s.actions[c.kind]})
	}
	slices.SortStableFunc(list, func(a, b policy.Found) int {
		return cmp.Or(a.Start-b.Start, cmp.Compare(a.Kind, b.Kind))
	})
	return list
}

func upperAt(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r) || r >= 'Ａ' && r <= 'Ｚ' || unicode.Is(unicode.So, r) // Ⓛ is written to be seen
}

// outdone reports a finding that another one explains better: the number of a
// meeting is none to dial; to pay outside is not to write outside, and cash in
// hand no meeting.
func (sc *scan) outdone(c found) bool {
	switch c.kind {
	case policy.FoundPhone:
		return sc.taken(c.from, c.to, inMeeting)
	case policy.FoundInvitation:
		if c.why != whyInviteOutside {
			return false
		}
		_, end := sc.sentence(c.from, c.to)
		return sc.taken(c.from, c.from+1, inPay|inMeet) || sc.wordAt(c.from, isDirect) > 0 && sc.taken(c.from, end, inMeet)
	case policy.FoundMeeting:
		return c.why != whyMeetLike && sc.taken(c.from, c.to, inPay) && (sc.wordAt(c.from, isMutual, isMetWhen) == 0 || sc.taken(c.from-1, c.from, inPay))
	}
	return false
}
