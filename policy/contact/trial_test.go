package contact_test

import (
	"flag"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/contact"
)

var trial = flag.Bool("trial", false, "say what other bounds of opinions would do")

// T8.3 Opinions find, in texts that their weights do not know, what rules leave unfound,
// and are right as often: every text is judged by weights that were learned from others.
func TestOpinion_Helps(t *testing.T) {
	t.Parallel()
	list := lessons(t)
	all := examples(scanner(t), list)
	scores := crossed(all)
	for head := range contact.Heads {
		texts := judged(list, all, scores, head)
		shown := func(yes, no float64) (recall, precision float64) {
			recall, precision = bounded(texts, yes, no)
			t.Logf("%s, no %.0f yes %.0f: recall %.3f precision %.3f", contact.Kind(head), no, yes, recall, precision)
			return recall, precision
		}
		yes, no := contact.Bounds(head)
		ruled, _ := shown(-never, never)
		recall, precision := shown(float64(yes), float64(no))
		require.Greater(t, recall, ruled+0.04, contact.Kind(head))
		require.Greater(t, recall, 0.86, contact.Kind(head))
		require.Greater(t, precision, 0.91, contact.Kind(head))
		for _, no := range []float64{never, -150, -100, -50, 0} {
			for _, yes := range []float64{-never, 0, 25, 50, 75, 100} {
				if *trial {
					shown(yes, no)
				}
			}
		}
	}
}

// bounded is what bounds do to texts.
func bounded(texts map[int]*judgement, yes, no float64) (recall, precision float64) {
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
	return right / wanted, right / found
}

// never is below every opinion.
const never = -1e9

// crossed are the opinions of every head, by weights that know the other half of the texts.
func crossed(all []example) [][contact.Heads]float64 {
	const parts = 2
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
	// beside: a contact stands near, as far as that counts for the kind; bar is then enough.
	beside bool
	bar    float64
	// said is the surest opinion where the rules found something, unruled elsewhere.
	said, unruled float64
}

func (j *judgement) found(yes, no float64) bool {
	return j.ruled && (j.said >= no || j.beside) || j.unruled > yes || yes < -never && j.unruled > j.bar
}

func judged(list []lesson, all []example, scores [][contact.Heads]float64, head int) map[int]*judgement {
	texts, kind := map[int]*judgement{}, contact.Kind(head)
	for i, e := range all {
		l := &list[e.lesson]
		if e.name != contact.Names(head) || l.set != "voices" {
			continue
		}
		x := texts[e.lesson]
		if x == nil {
			x = &judgement{said: never, unruled: never, bar: -never, open: slices.Contains(l.May, kind)}
			for _, w := range l.Want {
				x.wanted = x.wanted || w.Kind == kind
			}
			texts[e.lesson] = x
		}
		if e.detail && kind == policy.FoundInvitation {
			x.beside, x.bar = true, 0
		}
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
