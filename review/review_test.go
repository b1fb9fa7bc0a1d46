package review_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/review"
)

// What a draft may say, fault by fault: rule, place and code of each.
func TestCheck(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, preset string
		draft        review.Draft
		want         []string
	}{
		{"T5.3 five stars and nothing else", "coconala", review.Draft{By: policy.Buyer, Stars: 5}, nil},
		{"T5.3 one star is the least", "coconala", review.Draft{By: policy.Buyer, Stars: 0, Comment: "words"}, []string{"T5.3 stars range"}},
		{"T5.3 five stars are the most", "coconala", review.Draft{By: policy.Buyer, Stars: 6}, []string{"T5.3 stars range"}},
		{"T5.3 below zero", "coconala", review.Draft{By: policy.Buyer, Stars: -1}, []string{"T5.3 stars range"}},
		{"T5.3 the buyer's items", "coconala", review.Draft{By: policy.Buyer, Stars: 5, Items: map[string]int{"clarity": 1, "communication": 2, "quality": 4, "schedule": 5}}, nil},
		{"T5.3 the seller's items", "coconala", review.Draft{By: policy.Seller, Stars: 5, Items: map[string]int{"request_clarity": 1, "communication": 2, "schedule": 5}}, nil},
		{"T5.3 an item of the other side", "coconala", review.Draft{By: policy.Seller, Stars: 5, Items: map[string]int{"quality": 5}}, []string{"T5.3 items.quality unknown"}},
		{"T5.3 an item that is none", "coconala", review.Draft{By: policy.Buyer, Stars: 5, Items: map[string]int{"": 5}}, []string{"T5.3 items. unknown"}},
		{"T5.3 an item out of range", "coconala", review.Draft{By: policy.Buyer, Stars: 5, Items: map[string]int{"quality": 0, "schedule": 6}}, []string{"T5.3 items.quality range", "T5.3 items.schedule range"}},
		{"T5.3 broken UTF-8", "coconala", review.Draft{By: policy.Buyer, Stars: 5, Comment: "a\xff"}, []string{"T5.3 comment utf8"}},
		{"T5.3 a control character", "coconala", review.Draft{By: policy.Buyer, Stars: 5, Comment: "a\x00b"}, []string{"T5.3 comment control"}},
		{"T5.4 two stars need a comment", "coconala", review.Draft{By: policy.Buyer, Stars: 2}, []string{"T5.4 comment needed"}},
		{"T5.4 one star too", "coconala", review.Draft{By: policy.Seller, Stars: 1}, []string{"T5.4 comment needed"}},
		{"T5.4 three do not", "coconala", review.Draft{By: policy.Buyer, Stars: 3}, nil},
		{"T5.4 blanks are none", "coconala", review.Draft{By: policy.Buyer, Stars: 2, Comment: " \n\t\u3000 "}, []string{"T5.4 comment needed"}},
		{"T5.4 invisible characters are none", "coconala", review.Draft{By: policy.Buyer, Stars: 2, Comment: "\u200b\ufeff"}, []string{"T5.4 comment needed"}},
		{"T5.3 direction-changing characters", "coconala", review.Draft{By: policy.Buyer, Stars: 5, Comment: "good\u202edoog"}, []string{"T5.3 comment direction"}},
		{"T5.4 one character is one", "coconala", review.Draft{By: policy.Buyer, Stars: 2, Comment: "悪"}, nil},
		{"T5.5 no limit of the policy's", "coconala", review.Draft{By: policy.Buyer, Stars: 5, Comment: strings.Repeat("語", policy.MaxText)}, nil},
		{"T5.5 but the one of every text", "coconala", review.Draft{By: policy.Buyer, Stars: 5, Comment: strings.Repeat("語", policy.MaxText+1)}, []string{"T5.3 comment too_long"}},
		{"T5.5 code points, not bytes", "coconala-2026", review.Draft{By: policy.Buyer, Stars: 5, Comment: strings.Repeat("語", 400)}, nil},
		{"T5.5 one too many", "coconala-2026", review.Draft{By: policy.Buyer, Stars: 5, Comment: strings.Repeat("語", 401)}, []string{"T5.5 comment too_long"}},
		{"T5.5 trimmed first", "coconala-2026", review.Draft{By: policy.Buyer, Stars: 5, Comment: "\n" + strings.Repeat("語", 400) + "  "}, nil},
		{"T5.3 all faults at once", "coconala-2026", review.Draft{By: policy.Buyer, Stars: 9, Comment: strings.Repeat("語", 401), Items: map[string]int{"quality": 9}},
			[]string{"T5.3 stars range", "T5.5 comment too_long", "T5.3 items.quality range"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p, err := policy.Preset(tt.preset)
			require.NoError(t, err)
			no := tt.draft.Check(&p.Review)
			if tt.want == nil {
				require.Nil(t, no)
				return
			}
			require.NotNil(t, no)
			var got []string
			for _, f := range no.Faults {
				got = append(got, f.Rule+" "+f.Path+" "+f.Code)
				require.NotEmpty(t, f.Message)
			}
			require.Equal(t, tt.want, got)
			require.Equal(t, policy.Invalid, no.Kind)
			require.Equal(t, no.Faults[0].Rule, no.Rule)
		})
	}
}

// T5.8, the whole truth table: shown is what was sent, and at once unless double
// blind; blind until the other side has reviewed or cannot, or the time is over;
// an automatic star is never blind.
func TestShown(t *testing.T) {
	t.Parallel()
	both := []bool{false, true}
	for _, v := range []policy.Visibility{policy.OnSend, policy.DoubleBlind} {
		for _, sent := range both {
			for _, automatic := range both {
				for _, otherSent := range both {
					for _, otherMay := range both {
						for _, over := range both {
							blind := v == policy.DoubleBlind && !automatic && otherMay && !otherSent && !over
							got := review.Shown(v, review.Side{Sent: sent, Automatic: automatic}, review.Side{Sent: otherSent, May: otherMay}, over)
							require.Equal(t, sent && !blind, got, "T5.8 %s sent=%t automatic=%t other sent=%t may=%t over=%t", v, sent, automatic, otherSent, otherMay, over)
						}
					}
				}
			}
		}
	}
}

// T5.8 and T5.10, the one case that a reader asks about: the system's star on a
// silent seller is seen at once, though the seller may still review; the same
// review by the buyer's own hand would wait for him.
func TestShown_Automatic(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		mine review.Side
		want bool
	}{
		{"T5.8 an automatic star is shown though the other side may still review", review.Side{Sent: true, Automatic: true}, true},
		{"T5.8 a review that somebody wrote is not", review.Side{Sent: true}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, review.Shown(policy.DoubleBlind, tt.mine, review.Side{May: true}, false))
		})
	}
}
