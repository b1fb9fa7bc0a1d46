package transaction_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// approved is the beginning of most lives below: approved at 3h, closed at 27h.
const approved = `
	0 buyer buy
	1h seller message
	2h seller deliver
	3h buyer approve`

// Section 5: who reviews, when, and what is seen of it.
func TestReviews(t *testing.T) {
	t.Parallel()
	runRows(t, []row{
		{name: "T5.1 the buyer from the approval on", script: `
			0 buyer buy
			1h seller message
			2h buyer review 5 -> T5.1 wrong_state before_buyer opens=never
			2h seller deliver
			3h buyer review 5 -> T5.1 too_early before_buyer opens=74h
			3h buyer approve
			3h buyer review 5 | phase=closed`, preset: fc},
		{name: "T5.1 in an open talkroom that will close by age", preset: live, script: `
			0 buyer buy
			1h seller message
			2h buyer review 5 -> T5.1 too_early before_buyer opens=2880h
			2h seller review 5 -> T5.1 too_early before_seller opens=2880h`},
		{name: "T5.1 the seller from the close on", script: approved + `
			4h seller review 5 -> T5.1 too_early before_seller opens=27h
			27h-1us seller review 5 -> T5.1 too_early before_seller opens=27h
			27h seller review 5 | stars=buyer:-,seller:5`},
		{name: "T5.1 without an approval, from the close on", script: `
			0 buyer buy
			1h operator close
			1h buyer review 5
			1h seller review 4 | stars=buyer:5,seller:4`},
		{name: "T5.1 nobody else", script: approved + `
			28h operator review 5 -> T5.1 wrong_actor wrong_actor
			28h system review 5 -> T5.1 wrong_actor wrong_actor
			28h stranger review 5 -> T0.9 not_party not_party
			28h nobody review 5 -> T0.9 not_party not_party`},
		{name: "T5.1 optional", script: approved + `
			9000h see | phase=closed stars=buyer:-,seller:-`},
		{name: "T5.2 ninety days after the close", preset: fc, script: approved + `
			2187h-1us buyer review 5
			2187h seller review 5 -> T5.2 too_late over opens=never`},
		{name: "T5.2 ten days after the close", preset: live, script: approved + `
			267h-1us buyer review 5
			267h seller review 5 -> T5.2 too_late over opens=never`},
		{name: "T5.2 or after the cancel", preset: live, script: `
			0 buyer buy
			1h operator cancel buyer seller
			241h-1us buyer review 5
			241h seller review 5 -> T5.2 too_late over`},
		{name: "T5.2 no window", preset: fc, tweak: func(t *policy.Terms) { t.Review.Window = policy.Window{} }, script: approved + `
			90000h buyer review 5`},
		{name: "T5.4 two stars need a comment", script: approved + `
			28h buyer review 2 -> T5.4 invalid draft
			28h buyer review 1 -> T5.4 invalid draft
			28h buyer review 3 | stars=buyer:3,seller:-
			28h seller review 2 words | stars=buyer:3,seller:2`},
		{name: "T5.3 whole stars from one to five", script: approved + `
			28h buyer review 0 words -> T5.3 invalid draft
			28h buyer review 6 words -> T5.3 invalid draft
			28h buyer review -1 words -> T5.3 invalid draft`},
		{name: "T5.6 once, and for good", script: approved + `
			28h buyer review 5
			29h buyer review 1 words -> T5.6 conflict sent opens=never`},
		{name: "T5.7 the seller answers once, without a deadline", preset: fc, script: approved + `
			28h seller reply -> T5.7 wrong_state no_review opens=never
			28h buyer review 4
			28h buyer reply -> T5.7 wrong_actor wrong_actor
			9000h seller reply
			9001h seller reply -> T5.7 conflict replied opens=never`},
		{name: "T5.7 not in the talkroom", script: approved + `
			4h seller reply -> T5.7 wrong_state phase opens=never`},
		{name: "T5.7 only what is visible", preset: live, script: approved + `
			28h buyer review 4 | shown=buyer:false,seller:false
			29h seller reply -> T5.7 too_early hidden opens=267h
			267h seller reply`},
		{name: "T5.8 on_send: at once", preset: fc, script: approved + `
			28h buyer review 4 | shown=buyer:true,seller:false
			29h seller review 4 | shown=buyer:true,seller:true`},
		{name: "T5.8 double_blind: when the other side has reviewed", preset: live, script: approved + `
			28h seller review 4 | shown=buyer:false,seller:false
			29h buyer review 4 | shown=buyer:true,seller:true`},
		{name: "T5.8 double_blind: when the window ends", preset: live, script: approved + `
			28h buyer review 4
			267h-1us see | shown=buyer:false,seller:false
			267h see | shown=buyer:true,seller:false events=reviews_ended@267h`},
		{name: "T5.8 double_blind: when the other side cannot", preset: live, script: `
			0 buyer buy
			1h operator cancel buyer
			2h buyer review 4 | shown=buyer:true,seller:false`},
		{name: "T5.8 double_blind: a shorter blind time", preset: live, tweak: func(t *policy.Terms) { t.Review.Blind = policy.Hours(24) }, script: approved + `
			28h buyer review 4
			51h-1us see | shown=buyer:false,seller:false
			51h-1us seller reply -> T5.7 too_early hidden opens=51h
			51h see | shown=buyer:true,seller:false events=
			51h seller reply`},
		{name: "T5.8 double_blind: a review that closes the talkroom", preset: live, script: approved + `
			4h buyer review 4 | phase=closed shown=buyer:false,seller:false
			244h-1us see | shown=buyer:false,seller:false
			244h see | shown=buyer:true,seller:false`},
		{name: "T5.8 an automatic star at once", preset: live, script: `
			0 buyer buy
			48h see | stars=buyer:1auto,seller:- shown=buyer:true,seller:false`},
		{name: "T5.10 that side's review, and it may be answered", preset: live, script: `
			0 buyer buy
			48h see | stars=buyer:1auto,seller:-
			49h buyer review 5 -> T5.10 conflict automatic opens=never
			50h seller reply
			51h seller reply -> T5.7 conflict replied`},
		{name: "T5.10 the seller's", preset: live, script: `
			0 buyer buy
			1h seller message
			96h seller ask buyer_unreachable
			121h see | stars=buyer:-,seller:1auto shown=buyer:false,seller:true
			122h seller review 1 words -> T5.10 conflict automatic
			122h buyer review 1 words -> T5.1 too_late not_after_cancel
			122h seller reply -> T5.7 wrong_state no_review`},
	})
}

// T5.3 to T5.5: what a review may say, as the transaction asks package review.
func TestReviewDrafts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, preset string
		by           transaction.Actor
		comment      string
		items        map[string]int
		rule         string
	}{
		{"T5.3 items of the buyer", fc, transaction.Buyer("aoi"), "", map[string]int{"clarity": 1, "quality": 5}, ""},
		{"T5.3 items of the seller", fc, transaction.Seller("ren"), "", map[string]int{"request_clarity": 3}, ""},
		{"T5.3 an item of the other side", fc, transaction.Seller("ren"), "", map[string]int{"quality": 3}, "T5.3"},
		{"T5.3 an item out of range", fc, transaction.Buyer("aoi"), "", map[string]int{"quality": 6}, "T5.3"},
		{"T5.5 no limit", fc, transaction.Buyer("aoi"), strings.Repeat("語", 401), nil, ""},
		{"T5.5 four hundred code points", live, transaction.Buyer("aoi"), strings.Repeat("語", 400), nil, ""},
		{"T5.5 one more", live, transaction.Buyer("aoi"), strings.Repeat("語", 401), nil, "T5.5"},
		{"T5.5 blanks around it do not count", live, transaction.Buyer("aoi"), " " + strings.Repeat("語", 400) + "\n", nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := newLife(t, tt.preset, nil)
			l.run(approved + "\n28h see | phase=closed")
			_, no := transaction.Decide(l.s, transaction.WriteReview{By: tt.by, Stars: 5, Comment: tt.comment, Items: tt.items}, l.f, l.at("28h"))
			if tt.rule == "" {
				require.Nil(t, no)
				return
			}
			require.NotNil(t, no)
			require.Equal(t, tt.rule, no.Rule)
			require.Equal(t, policy.Invalid, no.Kind)
		})
	}
}
