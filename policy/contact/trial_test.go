package contact_test

import (
	"flag"
	"slices"
	"strings"
	"testing"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/contact"
)

var trial = flag.String("trial", "", "try bounds of opinions on these sets, separated by commas")

// TestOpinion_Trial says what bounds do to texts that the weights do not know: each is
// judged by weights that were learned without it. Sets that the rules do not know either
// tell the most.
func TestOpinion_Trial(t *testing.T) {
	if *trial == "" {
		return
	}
	list := lessons(t)
	all := examples(scanner(t), list)
	scores := crossed(all)
	for head := range contact.Heads {
		texts := judged(list, all, scores, head)
		for _, no := range []float64{never, -200, -150, -100, -50, 0} {
			for _, yes := range []float64{-never, 0, 25, 50, 75, 100, 150} {
				var wanted, found, right float64
				for _, x := range texts {
					hit := x.found(yes, no)
					switch {
					case x.wanted && hit:
						wanted, found, right = wanted+1, found+1, right+1
					case x.wanted:
						wanted++
					case hit && !x.open:
						found++
					}
				}
				t.Logf("%s in %d texts, no %.0f yes %.0f: recall %.3f precision %.3f", contact.Kind(head), len(texts), no, yes, right/wanted, right/found)
			}
		}
	}
}

// never is below every opinion.
const never = -1e9

// crossed are the opinions of every head, by weights that know another five sixths of
// the texts.
func crossed(all []example) [][contact.Heads]float64 {
	const parts = 6
	scores := make([][contact.Heads]float64, len(all))
	for part := range parts {
		var known []example
		for _, e := range all {
			if e.lesson%parts != part {
				known = append(known, e)
			}
		}
		for head := range contact.Heads {
			w := learned(head, known)
			for i, e := range all {
				for _, f := range e.features {
					if e.lesson%parts == part {
						scores[i][head] += float64(rounded(w[f.row])) * f.count
					}
				}
			}
		}
	}
	return scores
}

// judgement is what labels, rules and opinions say of one text.
type judgement struct {
	// wanted: the labels want it; open: they leave it open; ruled: a rule finds it.
	wanted, open, ruled bool
	// beside: a contact stands near, as far as that counts for the kind.
	beside bool
	// said is the surest opinion where the rules found something, unruled elsewhere.
	said, unruled float64
}

func (j *judgement) found(yes, no float64) bool {
	return j.ruled && (j.said >= no || j.beside) || j.unruled > yes || j.beside && j.unruled > 0
}

func judged(list []lesson, all []example, scores [][contact.Heads]float64, head int) map[int]*judgement {
	sets, texts, kind := strings.Split(*trial, ","), map[int]*judgement{}, contact.Kind(head)
	for i, e := range all {
		l := &list[e.lesson]
		if e.name != contact.Names(head) || !slices.Contains(sets, l.set) {
			continue
		}
		x := texts[e.lesson]
		if x == nil {
			x = &judgement{said: never, unruled: never, open: slices.Contains(l.May, kind)}
			for _, w := range l.Want {
				x.wanted = x.wanted || w.Kind == kind
			}
			texts[e.lesson] = x
		}
		x.beside = x.beside || e.detail && kind == policy.FoundInvitation
		if e.ruled[head] {
			x.ruled, x.said = true, max(x.said, scores[i][head])
		} else if e.name || surest(scores[i], head) {
			x.unruled = max(x.unruled, scores[i][head])
		}
	}
	return texts
}

// surest reports a sentence that says nothing else more surely.
func surest(s [contact.Heads]float64, head int) bool {
	for other := range s {
		if yes, _ := contact.Bounds(other); !contact.Names(other) && s[other] > max(s[head], float64(yes)) {
			return false
		}
	}
	return true
}
