package bench_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/conversation"
	"github.com/torikime/torikime/transaction/engine"
)

// BenchmarkConversation reads pages of 50 messages of a conversation of 10,000
// messages over SQLite: the newest, one in the middle, the oldest; and writes one
// more, as a host does that keeps answers.
func BenchmarkConversation(b *testing.B) {
	ctx := context.Background()
	const messages = 10_000
	st := openStore(b, openFile(b))
	e := newEngine(b, st)
	hello := conversation.Send{By: transaction.Buyer("aoi"), To: "ren"}
	for i := range messages {
		hello.Text = fmt.Sprintf("message %d, of an ordinary length: could you draw a cat that sits on a chair?", i)
		_, err := e.Send(ctx, hello, engine.ConversationCall{})
		require.NoError(b, err)
	}
	for name, before := range map[string]string{"newest": "", "middle": strconv.Itoa(messages / 2), "oldest": "51"} {
		b.Run("page/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				page, err := e.Conversation(ctx, engine.MessageQuery{A: "ren", B: "aoi", Cursor: before, Limit: 50})
				require.NoError(b, err)
				require.Len(b, page.Items, 50)
			}
		})
	}
	answer := func(engine.ConversationOutcome) ([]byte, error) { return []byte("{}"), nil }
	b.Run("send", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, err := e.Send(ctx, hello, engine.ConversationCall{Answer: answer})
			require.NoError(b, err)
		}
	})
}
