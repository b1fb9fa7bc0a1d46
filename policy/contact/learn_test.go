package contact_test

import (
	"crypto/sha256"
	"encoding/binary"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/contact"
)

var learn = flag.Bool("learn", false, "learn the weights of opinions from the labelled texts")

// lesson is a text to learn from.
type lesson struct {
	labelled
	set string
	// only: nothing is known of other kinds.
	only policy.Finding
	// weight is how much it costs to get it wrong.
	weight float64
}

// lessons are all labelled texts but those that are set aside, the ordinary ones, and
// the sentences of the other tests.
func lessons(t testing.TB) (list []lesson) {
	t.Helper()
	names, err := filepath.Glob("testdata/*/*.jsonl")
	require.NoError(t, err)
	for _, name := range names {
		set := strings.TrimSuffix(filepath.Base(name), ".jsonl")
		if strings.HasPrefix(set, "held_out") {
			continue
		}
		texts, err := readCorpus(name)
		require.NoError(t, err)
		for _, l := range texts {
			list = append(list, lesson{labelled: l, set: set, weight: 1})
		}
	}
	for _, text := range lines(t, "innocent") {
		list = append(list, lesson{labelled: labelled{Text: text}, set: "innocent", weight: tested})
	}
	for _, text := range lines(t, "invitations") {
		list = append(list, lesson{labelled: labelled{Text: text}, set: "invitations", only: policy.FoundInvitation, weight: tested})
	}
	for _, line := range lines(t, "outside") {
		kind, text, _ := strings.Cut(line, " ")
		list = append(list, lesson{labelled: labelled{Text: text}, set: "outside", only: policy.Finding(kind), weight: tested})
	}
	for _, v := range variants {
		var all []string
		fill(v.sentence, func(text string) { all = append(all, text) })
		const most = 60
		for i := 0; i < len(all); i += 1 + len(all)/most {
			list = append(list, lesson{labelled: labelled{Text: all[i]}, set: "variants", only: v.kind, weight: tested})
		}
	}
	return list
}

// says is how the labels answer a question: 1 yes, -1 no, 0 one way or the other.
func (l *lesson) says(head int, q *contact.Question) int8 {
	kind, wanted := contact.Kind(head), false
	switch {
	case q.Name != contact.Names(head):
		return 0
	case l.only == kind:
		return 1
	case l.only != "":
		return 0
	}
	for _, w := range l.Want {
		if w.Kind == kind {
			wanted = true
			if at := strings.Index(l.Text, w.Match); at < q.End && q.Start < at+len(w.Match) {
				return 1
			}
		}
	}
	if wanted && q.Name || slices.Contains(l.May, kind) {
		return 0 // a name that stands twice is labelled once
	}
	return -1
}

// example is a question with its answers.
type example struct {
	lesson   int
	name     bool
	detail   bool // the text has a contact
	weight   float64
	features []feature
	says     [contact.Heads]int8
	ruled    [contact.Heads]bool
}

type feature struct {
	row   uint32
	count float64
}

// examples are all that the lessons ask.
func examples(s *contact.Scanner, list []lesson) (all []example) {
	for i := range list {
		questions, found := s.Questions(list[i].Text)
		detail := slices.ContainsFunc(found, func(f policy.Found) bool {
			return f.Kind == policy.FoundAddress || f.Kind == policy.FoundPhone || f.Kind == policy.FoundHandle || f.Kind == policy.FoundServiceName
		})
		for _, q := range questions {
			e := example{lesson: i, name: q.Name, detail: detail, weight: list[i].weight, features: counted(q.Rows)}
			for head := range contact.Heads {
				e.says[head] = list[i].says(head, &q)
				e.ruled[head] = slices.ContainsFunc(found, func(f policy.Found) bool {
					return f.Kind == contact.Kind(head) && f.Start < q.End && q.Start < f.End
				})
			}
			all = append(all, e)
		}
	}
	return all
}

func counted(rows []uint32) (list []feature) {
	slices.Sort(rows)
	for _, r := range rows {
		if n := len(list); n > 0 && list[n-1].row == r {
			list[n-1].count++
			continue
		}
		list = append(list, feature{r, 1})
	}
	return list
}

// cost is how much a wrong answer costs against large weights; tested is how many times
// as much for what another test insists on.
const (
	cost   = 0.03
	tested = 5
)

// learned are the weights of one head: a support vector machine with squared losses,
// solved by dual coordinate descent (Hsieh et al., 2008); all that say yes weigh as
// much as all that say no.
func learned(head int, all []example) []float64 {
	var asked []int
	var yes float64
	for i := range all {
		if all[i].says[head] != 0 {
			asked = append(asked, i)
		}
		if all[i].says[head] > 0 {
			yes++
		}
	}
	no := float64(len(asked)) - yes
	slack := map[int8]float64{1: yes / (cost * (yes + no)), -1: no / (cost * (yes + no))}
	w := make([]float64, contact.Rows)
	alpha := make([]float64, len(all))
	order := rand.New(rand.NewPCG(1, uint64(head)))
	for range 40 {
		order.Shuffle(len(asked), func(i, j int) { asked[i], asked[j] = asked[j], asked[i] })
		for _, i := range asked {
			e := &all[i]
			y, d := float64(e.says[head]), slack[e.says[head]]/e.weight
			dot, norm := 0.0, d
			for _, f := range e.features {
				dot += w[f.row] * f.count
				norm += f.count * f.count
			}
			next := max(alpha[i]-(y*dot-1+d*alpha[i])/norm, 0)
			if step := (next - alpha[i]) * y; step != 0 {
				for _, f := range e.features {
					w[f.row] += step * f.count
				}
			}
			alpha[i] = next
		}
	}
	return w
}

// rounded is a weight in 1/256.
func rounded(w float64) int8 { return int8(max(-127, min(127, math.Round(256*w)))) }

// weights are those of all heads as the scanner reads them.
func weights(all []example) []byte {
	data := make([]byte, contact.Heads*contact.Rows)
	for head := range contact.Heads {
		for row, w := range learned(head, all) {
			data[row*contact.Heads+head] = byte(rounded(w))
		}
	}
	return data
}

// digest is of all that is learned from: features and answers.
func digest(all []example) string {
	sum := sha256.New()
	for _, e := range all {
		for _, f := range e.features {
			sum.Write(binary.LittleEndian.AppendUint32(nil, f.row))
			sum.Write([]byte{byte(f.count)})
		}
		for _, says := range e.says {
			sum.Write([]byte{byte(says)})
		}
	}
	return fmt.Sprintf("%x\n", sum.Sum(nil)[:16])
}

// T8.3 The weights are those which the texts and the lexicon teach as they are now.
func TestOpinion_IsLearned(t *testing.T) {
	t.Parallel()
	all := examples(scanner(t), lessons(t))
	of := filepath.Join("testdata", "lessons", "DIGEST")
	if *learn {
		require.NoError(t, os.WriteFile("opinion.bin", weights(all), 0o644))
		require.NoError(t, os.WriteFile(of, []byte(digest(all)), 0o644))
	}
	from, err := os.ReadFile(of)
	require.NoError(t, err)
	require.Equal(t, string(from), digest(all), "texts or lexicon changed: go test ./policy/contact -run Opinion -learn")
}
