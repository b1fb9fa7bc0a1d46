package market

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/conversation"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/inbox"
)

// T9.2 a new message is told however long ago its conversation was begun, and however
// many were begun since.
func TestNotices_OldConversation(t *testing.T) {
	t.Parallel()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	ctx := t.Context()
	m, err := Open(ctx, Options{Data: t.TempDir(), Demo: true, Policy: p})
	require.NoError(t, err)
	defer func() { require.NoError(t, m.Close()) }()
	ren, _ := m.Person("ren")
	write := func(who string) {
		_, err := m.engine.Send(ctx, conversation.Send{By: transaction.Buyer(who), To: "ren", Text: "hello"}, engine.ConversationCall{})
		require.NoError(t, err)
	}
	write("first")
	for i := range mostConversations {
		write(fmt.Sprintf("later-%d", i))
	}
	told := func() []string {
		all, _, err := m.noticesOf(ctx, ren)
		require.NoError(t, err)
		ids := make([]string, len(all))
		for i := range all {
			ids[i] = all[i].ID
		}
		return ids
	}
	require.Len(t, told(), mostConversations, "it stays bounded")
	write("first")
	again := told()
	require.Equal(t, inbox.MessageNotice(conversation.ID("first", "ren"), 2, "first", "ren", m.Now()).ID, again[len(again)-1])
	require.False(t, slices.Contains(again, inbox.MessageNotice(conversation.ID("later-0", "ren"), 1, "later-0", "ren", m.Now()).ID))
}
