package transaction_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// The instant from which a review is shown is the one at which it begins to be
// shown: not a microsecond before, and for ever after (T5.8).
func TestReviewShownFrom(t *testing.T) {
	t.Parallel()
	const hour = time.Hour
	begin := time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC)
	aoi, ren := transaction.Buyer("aoi"), transaction.Seller("ren")
	type deed struct {
		after time.Duration
		c     transaction.Command
	}
	review := func(by transaction.Actor) transaction.Command {
		return transaction.WriteReview{By: by, Stars: 4, Comment: "fine"}
	}
	closed := []deed{
		{hour, transaction.Message{By: ren, Text: "hello"}}, {hour, transaction.Deliver{By: ren, Text: "here"}},
		{2 * hour, transaction.Approve{By: aoi}}, {2 * hour, review(aoi)},
	}
	window := 240 * hour
	cases := []struct {
		name          string
		visibility    policy.Visibility
		blind         policy.Window
		deeds         []deed
		buyer, seller time.Duration // from when each is shown; 0: never
	}{
		{"T5.8 on_send", policy.OnSend, policy.Window{}, append(closed[:4:4], deed{5 * hour, review(ren)}), 2 * hour, 5 * hour},
		{"T5.8 blind, both have reviewed", policy.DoubleBlind, policy.Window{}, append(closed[:4:4], deed{5 * hour, review(ren)}), 5 * hour, 5 * hour},
		{"T5.8 blind to the end of the window", policy.DoubleBlind, policy.Window{}, closed, 2*hour + window, 0},
		{"T5.8 a shorter blind time", policy.DoubleBlind, policy.Hours(24), closed, 26 * hour, 0},
		{"T5.8 a review before the end of it", policy.DoubleBlind, policy.Hours(24), append(closed[:4:4], deed{26*hour - time.Microsecond, review(ren)}), 26*hour - time.Microsecond, 26*hour - time.Microsecond},
		{"T5.8 a review after the end of it", policy.DoubleBlind, policy.Hours(24), append(closed[:4:4], deed{30 * hour, review(ren)}), 26 * hour, 30 * hour},
		{"T5.8 T5.10 an automatic star, at once", policy.DoubleBlind, policy.Window{}, nil, 48 * hour, 0},
		{"T5.8 the other side cannot review", policy.DoubleBlind, policy.Window{}, []deed{
			{hour, transaction.RequestCancel{By: ren, Reason: "sellers_reasons"}}, {hour, transaction.AgreeCancel{By: aoi}}, {3 * hour, review(aoi)},
		}, 3 * hour, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, err := policy.Preset("coconala-2026")
			require.NoError(t, err)
			p.Review.Visibility, p.Review.Blind = c.visibility, c.blind
			s, events, no := transaction.Handle(transaction.State{}, transaction.Purchase{
				By: aoi, ID: "1", Seller: "ren", Service: "logo", Terms: &p.Terms, Price: money.New(1000, money.JPY), Payment: transaction.Settled,
			}, transaction.Facts{}, begin)
			require.Nil(t, no)
			for _, d := range c.deeds {
				after, more, no := transaction.Handle(s, d.c, transaction.Facts{}, begin.Add(d.after))
				require.Nil(t, no, d.c.Name())
				s, events = after, append(events, more...)
			}
			_, more := transaction.Advance(s, begin.Add(1000*hour))
			events = append(events, more...)
			for by, want := range map[policy.Role]time.Duration{policy.Buyer: c.buyer, policy.Seller: c.seller} {
				from := transaction.ReviewShownFrom(events, by)
				if want == 0 {
					require.Zero(t, from, by)
					continue
				}
				require.Equal(t, begin.Add(want), from, by)
				require.False(t, shownAt(events, by, from.Add(-time.Microsecond)))
				require.True(t, shownAt(events, by, from))
				require.True(t, shownAt(events, by, from.Add(1000*hour)))
			}
		})
	}
	require.Zero(t, transaction.ReviewShownFrom(nil, policy.Buyer))
}

// shownAt asks the rule itself, of what had happened by an instant.
func shownAt(events []transaction.Event, by policy.Role, at time.Time) bool {
	var s transaction.State
	for _, e := range events {
		if !e.When().After(at) {
			s = transaction.Evolve(s, e)
		}
	}
	return transaction.ReviewShown(&s, by, at)
}
