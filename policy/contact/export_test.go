package contact

import "github.com/torikime/torikime/policy"

// Question is what a text asks an opinion of: a sentence, or the name of a service.
type Question struct {
	Name       bool
	Start, End int // in bytes of the text
	Rows       []uint32
}

// Heads and Rows are the form of the weights.
const (
	Heads = int(heads)
	Rows  = 1 << opinionBits
)

// Kind is what a head finds; Names reports the one that is asked of names.
func Kind(head int) policy.Finding { return bound[head].kind }
func Names(q int) bool             { return head(q) == isUsed }

// Bounds are how sure a head has to be.
func Bounds(head int) (yes, no int32) { return bound[head].yes, bound[head].no }

// Questions are all that a text asks an opinion of, and what the rules found in it.
func (s *Scanner) Questions(text string) (list []Question, ruled []policy.Found) {
	if policy.Blank(text) {
		return nil, nil
	}
	sc := s.read(text)
	ask := func(name bool, from, to int, rows []uint32) {
		start, end := sc.f.span(from, to)
		list = append(list, Question{name, start, end, append([]uint32(nil), rows...)})
	}
	for _, h := range sc.hits {
		if sc.asksName(h) {
			ask(true, h.from, h.to, sc.ofName(h))
		}
	}
	for from := 0; from < len(sc.f.runes); {
		to := sc.end(from)
		ask(false, from, to, sc.ofSentence(from, to))
		from = to
	}
	return list, sc.list()
}
