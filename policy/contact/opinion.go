package contact

import (
	_ "embed"
	"math"
	"slices"

	"github.com/torikime/torikime/policy"
)

// The rules know what people have been seen to write; an opinion says how much a
// sentence is like those that say something, and so finds other wordings, and doubts
// rules that misread one. It is a sum: every feature of a sentence (a short row of
// letters, a class of the lexicon) weighs for or against each head. The weights are
// learned from the labelled texts: go test ./policy/contact -run Opinion -learn.

// head is one question of an opinion.
type head int

const (
	// Three ask of a sentence whether it says this.
	saysInvite head = iota
	saysPay
	saysMeet
	// isUsed asks of the name of a service whether it stands for a way to get in touch.
	isUsed
	heads
)

// opinionBits is the logarithm of the number of rows of weights; every feature falls
// into one by its hash.
const opinionBits = 17

// opinionWeights has a row of one signed byte for each head, in 1/256, for every hash.
//
//go:embed opinion.bin
var opinionWeights string

// bounds are how sure an opinion has to be, in 1/256: above yes it finds what no rule
// found, below no it takes back what a rule did; beside, if it is not zero, stands for yes
// where an address, a number, an account or a channel stands near, and no doubt is left.
// They are chosen on texts that the weights do not know.
type bounds struct {
	kind            policy.Finding
	why             why
	yes, no, beside int32
}

var bound = [heads]bounds{
	saysInvite: {policy.FoundInvitation, whyInviteLike, 75, 0, 1},
	saysPay:    {policy.FoundOutsidePayment, whyPayLike, 75, -50, 0},
	saysMeet:   {policy.FoundMeeting, whyMeetLike, 50, -50, 0},
	isUsed:     {policy.FoundServiceName, whyName, 75, 0, 0},
}

// ruled and doubted are what runes stand in: a finding of the rules, and something of
// which the opinion says that it is none.
func (q head) ruled() region   { return firstRuled << q }
func (q head) doubted() region { return firstDoubted << q }

// opine asks for an opinion of every name and every sentence.
func (sc *scan) opine() {
	for _, c := range sc.found {
		for q, b := range bound {
			if c.kind == b.kind {
				sc.take(c.from, c.to, head(q).ruled())
			}
		}
		if c.kind == policy.FoundServiceName {
			sc.take(c.from, c.to, inContact)
		}
	}
	for _, h := range sc.hits {
		if sc.asksName(h) {
			sc.opineName(h)
		}
	}
	beside := sc.allContacts()
	for from := 0; from < len(sc.f.runes); {
		to := sc.end(from)
		sc.opineSentence(from, to, beside.near(from, to))
		from = to
	}
	sc.found = slices.DeleteFunc(sc.found, sc.doubted)
}

// opineName decides whether a name is a way to get in touch.
func (sc *scan) opineName(h hit) {
	b, sum := &bound[isUsed], weigh(sc.ofName(h))[isUsed]
	switch ruled := sc.taken(h.from, h.to, isUsed.ruled()); {
	case ruled && sum < b.no:
		sc.take(h.from, h.to, isUsed.doubted())
		for i := h.from; i < h.to; i++ {
			sc.mask[i] &^= inContact
		}
	case !ruled && sum > b.yes:
		sc.opined(isUsed, h.from, h.to, sum)
		sc.take(h.from, h.to, inContact)
	}
}

// besides is how many letters a sentence has that are no part of a contact.
func (sc *scan) besides(from, to int) (n int) {
	for i := from; i < to; i++ {
		if sc.region(i)&(inContact|inDetail) == 0 && !isBlank(sc.f.runes[i]) {
			n++
		}
	}
	return n
}

// leastWords is how many letters it takes to ask for something beside a contact.
const leastWords = 8

// linked is how much surer an invitation has to be in a sentence with a link.
const linked = 100

// opineSentence decides what a sentence says.
func (sc *scan) opineSentence(from, to int, beside bool) {
	sum := weigh(sc.ofSentence(from, to))
	for q := saysInvite; q <= saysMeet; q++ {
		b := &bound[q]
		yes, no := b.yes, b.no
		switch {
		case q == saysInvite && sc.taken(from, to, inLink):
			yes += linked // a link alone draws, wherever it leads
		case beside && b.beside != 0 && sc.besides(from, to) >= leastWords:
			yes, no = b.beside, math.MinInt32
		}
		switch ruled := sc.taken(from, to, q.ruled()); {
		case ruled && sum[q] < no:
			sc.take(from, to, q.doubted())
		case !ruled && sum[q] > yes && surest(sum, q):
			begin, end := sc.trim(from, to)
			sc.opined(q, begin, end, sum[q])
		}
	}
}

// surest reports that a sentence says nothing else more surely.
func surest(sum [heads]int32, q head) bool {
	for other := saysInvite; other <= saysMeet; other++ {
		if sum[other] > max(sum[q], bound[other].yes) {
			return false
		}
	}
	return true
}

// opined adds a finding of an opinion.
func (sc *scan) opined(q head, from, to int, sum int32) {
	if b := &bound[q]; from < to {
		sc.found = append(sc.found, found{b.kind, from, to, 60 + min(max(int(sum-b.yes)/16, 0), 25), b.why})
	}
}

// contacts are where addresses, numbers, accounts and channels begin; it is asked of one
// sentence after another.
type contacts []int

func (sc *scan) allContacts() (list contacts) {
	for i, in := range sc.mask {
		if in&inContact != 0 && (i == 0 || sc.mask[i-1]&inContact == 0) {
			list = append(list, i)
		}
	}
	return list
}

// near reports one within reach of from..to.
func (b *contacts) near(from, to int) bool {
	for len(*b) > 0 && (*b)[0] < from-longestSentence {
		*b = (*b)[1:]
	}
	return len(*b) > 0 && (*b)[0] < to+longestSentence
}

// doubted reports a finding of which the sentences at both its ends are doubted. Who
// asks beside a detail that is given needs no telling words, so that is not doubted.
func (sc *scan) doubted(c found) bool {
	if c.why == whyInviteReach || c.why == whyInviteThere {
		return false
	}
	for q, b := range bound {
		if c.kind == b.kind {
			in := head(q).doubted()
			return sc.taken(c.from, c.from+1, in) && sc.taken(c.to-1, c.to, in)
		}
	}
	return false
}

// asksName reports the name of a service of which an opinion is asked.
func (sc *scan) asksName(h hit) bool {
	return h.is(isService) && !sc.taken(h.from, h.to, inLink|inAddress|inHandle)
}

// weigh adds up what features weigh.
func weigh(features []uint32) (sum [heads]int32) {
	for _, f := range features {
		row := opinionWeights[int(f)*int(heads) : int(f)*int(heads)+int(heads)]
		for q := range sum {
			sum[q] += int32(int8(row[q]))
		}
	}
	return sum
}

// trim leaves out what a sentence only begins or ends with.
func (sc *scan) trim(from, to int) (int, int) {
	empty := func(i int) bool { return isBlank(sc.f.runes[i]) || sc.f.runes[i] == '\n' || sc.breaks(i) }
	for ; from < to && empty(from); from++ {
	}
	for ; from < to && empty(to-1); to-- {
	}
	return from, to
}

// longestSentence is where a sentence ends in any case, in runes.
const longestSentence = 200

// end is where the sentence ends that begins at from.
func (sc *scan) end(from int) int {
	to, most := from, min(len(sc.f.runes), from+longestSentence)
	for ; to < most && !sc.breaks(to); to++ {
	}
	for ; to < most && sc.breaks(to); to++ {
	}
	return to
}

// begin is where the sentence begins in which i stands, at most so far before.
func (sc *scan) begin(i, most int) int {
	from := i
	for ; from > 0 && i-from < most && !sc.breaks(from-1); from-- {
	}
	return from
}
