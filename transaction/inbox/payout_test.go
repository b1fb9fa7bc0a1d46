package inbox_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/inbox"
	"github.com/torikime/torikime/transaction/payout"
)

// Every end of a payout tells its seller, and nothing else that happens in his account
// does; a type that is new fails here until somebody has decided.
func TestPayoutNotices(t *testing.T) {
	t.Parallel()
	const why = "account_closed"
	rows := []struct {
		e      payout.Event
		failed bool
		kind   inbox.Kind
		en, ja string
		nobody string // why it tells nobody
	}{
		{e: payout.Credited{At: start}, nobody: "the close of the transaction tells"},
		{e: payout.TakenBack{At: start}, nobody: "the transaction's refund tells"},
		{e: payout.TakenBackStored{At: start}, nobody: "a matter of the store"},
		{e: payout.TakenBackUndone{At: start}, nobody: "the refund never came about, and nobody heard of it"},
		{e: payout.PayoutRequested{At: start}, nobody: "the seller's own act"},
		{e: payout.PayoutSent{At: start}, nobody: "nobody knows yet how it ends"},
		{e: payout.PayoutConfirmed{At: start}, kind: "payout_confirmed",
			en: "¥2,839 was sent to your account. The fee was ¥160.", ja: "2,839円を受取口座に送金しました（手数料160円）。"},
		{e: payout.PayoutConfirmed{At: start}, failed: true, kind: "payout_arrived",
			en: "¥2,839 of a withdrawal that was said to have failed has reached your account after all (fee: ¥160). It is no longer available to withdraw.",
			ja: "完了していないとお知らせした出金について、2,839円が受取口座に届いていたことが確認されました（手数料160円）。この出金の分は、出金できる金額から改めて差し引きました。"},
		{e: payout.PayoutDeclined{At: start, Reason: why}, kind: "payout_declined",
			en: "The payment provider did not make your withdrawal. ¥2,999 is available again, fee included. Please check your account there; what is known of the reason stands with your earnings.",
			ja: "決済会社で出金の手続きができませんでした。手数料を含む2,999円は、再び出金できます。受取口座をご確認ください。理由が分かる場合は「売上・出金」に表示されます。"},
		{e: payout.PayoutReturned{At: start, Reason: why}, kind: "payout_returned",
			en: "Your withdrawal could not be credited to your account and came back. ¥2,999 is available again, fee included. Please check your account; what is known of the reason stands with your earnings.",
			ja: "出金が受取口座に入金されず、返送されました。手数料を含む2,999円は、再び出金できます。受取口座をご確認ください。理由が分かる場合は「売上・出金」に表示されます。"},
	}
	known := map[string]bool{}
	for _, row := range rows {
		known[reflect.TypeOf(row.e).Name()] = true
		p := inbox.PaidOut{
			Account: "JPY/ren", ID: "JPY-1", Seller: "ren", Failed: row.failed,
			Net: money.New(2839, money.JPY), Fee: money.New(160, money.JPY), Back: money.New(2999, money.JPY),
		}
		list := inbox.PayoutNotices(p, payout.EntryOf(row.e), 4)
		if row.nobody != "" {
			require.Empty(t, list, "T9.2 %T", row.e)
			continue
		}
		require.Len(t, list, 1, "T9.2 %T", row.e)
		n := list[0]
		require.Equal(t, row.kind, n.Kind)
		require.Contains(t, inbox.Kinds(), n.Kind)
		require.Equal(t, inbox.Orders, n.Kind.Topic())
		require.Equal(t, "payout/JPY/ren/4/seller", n.ID, "no transaction's notice has it")
		require.Equal(t, []any{"JPY-1", "ren", policy.Seller, 4, start}, []any{n.Payout, n.Person, n.To, n.Seq, n.At})
		require.Empty(t, n.Reason, "an operator may have written it")
		for lang, want := range map[policy.Language]string{policy.English: row.en, policy.Japanese: row.ja} {
			_, body := n.Text(inbox.Reader{Language: lang})
			require.Equal(t, want, body, "T9.2 %T", row.e)
		}
	}
	types := eventTypes(t, "../payout/*.go")
	require.Len(t, types, len(known))
	for _, name := range types {
		require.True(t, known[name], "T9.2 %s: whom does it tell?", name)
	}
}
