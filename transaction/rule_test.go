package transaction

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// Every event has a printed name of its own, and a rule that stands in the catalogue.
func TestEveryEventHasNameAndRule(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, e := range everyEvent {
		name := TypeOf(e)
		require.NotEmpty(t, name, "%T", e)
		require.False(t, seen[name], "two events are called %q", name)
		seen[name] = true
		_, ok := policy.FindRule(RuleOf(e))
		require.True(t, ok, "%s names the rule %q", name, RuleOf(e))
		require.Equal(t, name, EntryOf(e).Type)
	}
	require.Empty(t, TypeOf(nil))
}

// What ended a transaction decides who ended it, and by which rule.
func TestRuleOfAnEnd(t *testing.T) {
	t.Parallel()
	tests := []struct {
		e    Event
		by   policy.Role
		rule string
	}{
		{TalkroomClosed{How: ByReview}, policy.Buyer, "T4.4"},
		{TalkroomClosed{How: ByTime}, policy.System, "T4.4"},
		{TalkroomClosed{How: ByAutoApprove}, policy.System, "T4.6"},
		{TalkroomClosed{How: ByAge}, policy.System, "T4.9"},
		{TalkroomClosed{How: ByOperator}, policy.Operator, "T3.15"},
		{TransactionCancelled{By: policy.Buyer, How: BySilence}, policy.Buyer, "T3.7"},
		{TransactionCancelled{By: policy.Seller, How: ByAgreement}, policy.Seller, "T3.6"},
		{TransactionCancelled{By: policy.System, How: BySystem}, policy.System, "T2.1"},
		{TransactionCancelled{By: policy.Operator, How: ByOperator}, policy.Operator, "T3.15"},
		{PurchaseLapsed{How: Unpaid}, policy.System, "T1.5"},
		{PurchaseLapsed{How: Abandoned}, policy.Buyer, "T1.5"},
		{Paid{Kind: Additional}, policy.Buyer, "T4.11"},
		{Paid{Kind: ForOption}, policy.Buyer, "T1.12"},
		{DeliveryApproved{By: policy.System}, policy.System, "T4.6"},
		{DeliveryApproved{By: policy.Buyer}, policy.Buyer, "T4.4"},
		{CancelRequested{By: policy.Buyer}, policy.Buyer, "T3.2"},
	}
	for _, tt := range tests {
		require.Equal(t, tt.rule, RuleOf(tt.e), "%+v", tt.e)
		require.Equal(t, tt.by, ByOf(tt.e), "%+v", tt.e)
	}
}
