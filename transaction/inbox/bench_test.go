package inbox_test

import (
	"math/rand/v2"
	"testing"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/inbox"
)

// busy is a life of some thirty events.
func busy(b *testing.B) *life {
	p, err := policy.Preset("coconala")
	if err != nil {
		b.Fatal(err)
	}
	best := &life{}
	for seed := range 50 {
		l := wildOf(p, rand.New(rand.NewPCG(5, uint64(seed))))
		if len(l.events) > len(best.events) {
			best = l
		}
	}
	return best
}

func BenchmarkToDos(b *testing.B) {
	l := busy(b)
	s := transaction.Replay(l.events[:len(l.events)/2])
	for b.Loop() {
		inbox.ToDos(s, policy.Seller, 0, s.LastAt)
	}
}

func BenchmarkFeed(b *testing.B) {
	l := busy(b)
	b.ReportMetric(float64(len(l.events)), "events")
	for b.Loop() {
		inbox.Feed(l.events, policy.Seller, &l.p.Notices, start.Add(far))
	}
}
