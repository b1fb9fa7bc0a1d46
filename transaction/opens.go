package transaction

import (
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
)

// Foresee completes the refusal of a purchase that a cap or an earlier talkroom
// stands against (T1.10, T1.13): OpensAt is when it would be accepted if nobody did
// anything until then, for the seller's transactions that end by themselves make
// room. open are those of his that have not ended, after everything due has
// happened; lapses is the end of the proposal that is bought (T1.3), zero: none.
// Other refusals stay as they are.
func (c Purchase) Foresee(no *policy.Rejection, f Facts, open []State, lapses time.Time) {
	if no == nil || no.Kind != policy.WrongState || f.Paused {
		return
	}
	for _, ended := range Endings(open) {
		if ended.Seller != c.Seller {
			continue
		}
		if ended.Cancel.PausesSeller || !lapses.IsZero() && !ended.EndedAt.Before(lapses) {
			return // what stops his services, only the seller undoes (T6.4)
		}
		if ended.Service == c.Service {
			f.OpenOrders--
		}
		f.Others = slices.DeleteFunc(slices.Clone(f.Others), func(o Other) bool { return o.ID == ended.ID })
		if mayPurchase(&c, &f) == nil {
			no.Kind, no.OpensAt = policy.TooEarly, ended.EndedAt
			return
		}
	}
}

// Endings are those of some transactions that end by time alone, as they are then,
// the first to end first; of one instant, those that stop the seller's services
// (T3.9).
func Endings(open []State) []State {
	var list []State
	for i := range open {
		if ended, ok := ending(open[i]); ok {
			list = append(list, ended)
		}
	}
	slices.SortStableFunc(list, func(a, b State) int {
		if at := a.EndedAt.Compare(b.EndedAt); at != 0 || a.Cancel.PausesSeller == b.Cancel.PausesSeller {
			return at
		}
		if a.Cancel.PausesSeller {
			return -1
		}
		return 1
	})
	return list
}

// ending walks along the deadlines of a transaction to its end.
func ending(s State) (State, bool) {
	for !s.Phase.Finished() {
		d, ok := next(&s)
		if !ok {
			return s, false
		}
		advance(&s, d.At)
	}
	return s, true
}
