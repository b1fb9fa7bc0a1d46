package transaction_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

func actionsOf(l *life, who, offset string) map[string]transaction.Action {
	all := map[string]transaction.Action{}
	for _, a := range transaction.Actions(l.s, l.actor(who), l.f, l.at(offset)) {
		all[a.Command] = a
	}
	return all
}

// Actions first lets happen what is due (T0.3), as a command would.
func TestActionsComeAfterDeadlines(t *testing.T) {
	t.Parallel()
	l := newLife(t, fc, nil)
	l.run(`
		0 buyer buy
		1h seller deliver`)
	require.True(t, actionsOf(l, "buyer", "73h-1us")["approve"].Allowed)
	late := actionsOf(l, "buyer", "73h")["approve"]
	require.False(t, late.Allowed)
	require.Equal(t, "T4.10", late.Rejection.Rule)
	require.True(t, actionsOf(l, "buyer", "73h")["review"].Allowed)
}

// For a cancel request each reason of one's own is listed, with what follows.
func TestActionsListReasons(t *testing.T) {
	t.Parallel()
	l := newLife(t, live, nil)
	l.run(`
		0 buyer buy
		1h seller message`)
	ask := actionsOf(l, "seller", "2h")["request-cancel"]
	require.True(t, ask.Allowed)
	reasons := map[string]transaction.ReasonAction{}
	for _, r := range ask.Reasons {
		reasons[r.Reason] = r
	}
	require.Len(t, reasons, 9, "the seller's reasons alone")
	require.True(t, reasons["sellers_reasons"].Allowed)
	require.True(t, reasons["sellers_reasons"].IfAgreed.Counts)
	require.Equal(t, policy.SilenceLapses, reasons["mutual_agreement"].OnSilence)
	unreachable := reasons["buyer_unreachable"]
	require.False(t, unreachable.Allowed)
	require.Equal(t, "T3.4", unreachable.Rejection.Rule)
	require.Equal(t, l.at("96h"), unreachable.Rejection.OpensAt)
	require.Equal(t, 1, unreachable.IfSilent.Star)

	l.run("3h buyer message")
	ask = actionsOf(l, "buyer", "4h")["request-cancel"]
	require.False(t, ask.Allowed)
	require.Equal(t, "T3.2", ask.Rejection.Rule)
	require.Equal(t, l.at("97h"), ask.Rejection.OpensAt)
	require.Len(t, ask.Reasons, 1)
}

// A policy without a reason for a side says so (T3.1).
func TestActionsWithoutReasons(t *testing.T) {
	t.Parallel()
	l := newLife(t, fc, func(t *policy.Terms) {
		var rest []policy.Reason
		for _, r := range t.Cancel.Reasons {
			if r.By != policy.Buyer {
				rest = append(rest, r)
			}
		}
		t.Cancel.Reasons = rest
	})
	l.run("0 buyer buy")
	ask := actionsOf(l, "buyer", "1h")["request-cancel"]
	require.False(t, ask.Allowed)
	require.Equal(t, "T3.1/no_reason", ask.Rejection.Rule+"/"+ask.Rejection.Code)
	require.Empty(t, ask.Reasons)
}

// A listing without options has none to buy; before the payment that is not the
// reason yet (T1.12).
func TestActionsWithoutOptions(t *testing.T) {
	t.Parallel()
	l := newLife(t, fc, nil)
	l.run("0 buyer buy awaited options=0")
	require.Equal(t, "T1.5", actionsOf(l, "buyer", "1h")["buy-option"].Rejection.Rule)
	l.run("1h buyer pay")
	none := actionsOf(l, "buyer", "1h")["buy-option"]
	require.Equal(t, "T1.12/no_options", none.Rejection.Rule+"/"+none.Rejection.Code)
	require.False(t, none.Allowed)
}

// A policy in which five stars need a comment still lets the buyer review (T5.4).
func TestActionsWhereEveryReviewNeedsAComment(t *testing.T) {
	t.Parallel()
	l := newLife(t, fc, func(t *policy.Terms) { t.Review.CommentUpTo = 5 })
	l.run(approved)
	require.True(t, actionsOf(l, "buyer", "4h")["review"].Allowed)
}
