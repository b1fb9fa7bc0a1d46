package inbox_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/inbox"
	"github.com/torikime/torikime/transaction/quotation"
)

// Every event of a quotation tells whom it concerns, and nobody what he did
// himself; a type that is new fails here until somebody has decided.
func TestQuotationNotices(t *testing.T) {
	t.Parallel()
	price := money.New(8000, money.JPY)
	rows := []struct {
		e    quotation.Event
		want string
	}{
		{quotation.RequestMade{At: start}, "seller quotation_requested"},
		{quotation.Asked{At: start, By: policy.Seller}, "buyer quotation_asked"},
		{quotation.Asked{At: start, By: policy.Buyer}, "seller quotation_asked"},
		{quotation.ProposalMade{At: start, Version: 1, Price: price}, "buyer quotation_proposed"},
		{quotation.RequestRefused{At: start}, "buyer quotation_refused"},
		{quotation.TakenBack{At: start, By: policy.Seller}, "buyer quotation_withdrawn"},
		{quotation.TakenBack{At: start, By: policy.Buyer}, "seller quotation_withdrawn"},
		{quotation.TakenBack{At: start, By: policy.Operator}, "buyer quotation_closed, seller quotation_closed"},
		{quotation.ProposalLapsed{At: start}, "buyer quotation_lapsed, seller quotation_lapsed"},
		{quotation.TextShown{At: start}, "buyer quotation_text_shown, seller quotation_text_shown"},
		{quotation.TextWithheld{At: start}, "buyer quotation_text_withheld, seller quotation_text_withheld"},
		{quotation.ProposalBought{At: start, Price: price}, ""}, // the transaction's first event tells
		{quotation.TransactionStored{At: start}, ""},            // a matter of the store
	}
	q := inbox.Quoted{ID: "q1", Buyer: "aoi", Seller: "ren", Service: "logo", Lapses: start.Add(168 * h), Price: price}
	known := map[string]bool{}
	for _, row := range rows {
		known[reflect.TypeOf(row.e).Name()] = true
		var got []string
		for _, n := range inbox.QuotationNotices(q, quotation.EntryOf(row.e), 4) {
			got = append(got, n.To.String()+" "+string(n.Kind))
			require.Contains(t, inbox.Kinds(), n.Kind)
			require.Equal(t, "quotation/q1/4/"+n.To.String(), n.ID, "no transaction's notice has it")
			require.Equal(t, "q1", n.Quotation)
			require.Equal(t, map[policy.Role]string{policy.Buyer: "aoi", policy.Seller: "ren"}[n.To], n.Person)
		}
		require.Equal(t, row.want, strings.Join(got, ", "), "T9.2 %T", row.e)
	}
	types := eventTypes(t, "../quotation/*.go")
	require.Len(t, types, len(known))
	for _, name := range types {
		require.True(t, known[name], "T9.2 %s: whom does it tell?", name)
	}
	list := inbox.QuotationNotices(q, quotation.EntryOf(rows[3].e), 4)
	_, body := list[0].Text(inbox.Reader{Language: policy.English})
	require.Equal(t, "ren proposes ¥8,000. You can buy it until Thu 17 January 2030, 0:00 UTC.", body)
}

// A proposal that waits for an operator is told as one that cannot be bought yet, and
// as one that can when he shows it; what he keeps back never is.
func TestQuotationNotices_Held(t *testing.T) {
	t.Parallel()
	q := inbox.Quoted{ID: "q1", Buyer: "aoi", Seller: "ren", Lapses: start.Add(168 * h), Price: money.New(8000, money.JPY)}
	waits, appears := q, q
	waits.Unseen, appears.Appears = true, true
	made := quotation.ProposalMade{At: start, Version: 1, Price: q.Price}
	for _, row := range []struct {
		name string
		q    inbox.Quoted
		e    quotation.Event
		want []string
	}{
		{"T8.4 T9.2 held", waits, made, []string{"ren made you a proposal. It is shown once the platform has checked it, and can be bought then."}},
		{"T8.4 T9.2 shown", appears, quotation.TextShown{At: start, Seq: 2}, []string{
			"ren proposes ¥8,000. You can buy it until Thu 17 January 2030, 0:00 UTC.",
			"The platform has checked a text in the quotation with aoi. It is shown now.",
		}},
		{"T8.4 T9.2 another text is shown", waits, quotation.TextShown{At: start, Seq: 1}, []string{
			"The platform has checked a text in the quotation with ren. It is shown now.",
			"The platform has checked a text in the quotation with aoi. It is shown now.",
		}},
		{"T8.4 T9.2 withheld", waits, quotation.TextWithheld{At: start, Seq: 2}, []string{
			"The platform has checked a text in the quotation with ren and does not show it.",
			"The platform has checked a text in the quotation with aoi and does not show it.",
		}},
	} {
		var told []string
		for _, n := range inbox.QuotationNotices(row.q, quotation.EntryOf(row.e), 4) {
			_, body := n.Text(inbox.Reader{Language: policy.English})
			told = append(told, body)
		}
		require.Equal(t, row.want, told, row.name)
	}
}

// A message outside of a talkroom is told to whom it was sent.
func TestMessageNotice(t *testing.T) {
	t.Parallel()
	n := inbox.MessageNotice("aoi+ren", 7, "aoi", "ren", start)
	require.Equal(t, "ren", n.Person)
	require.Equal(t, "conversation/aoi+ren/7", n.ID)
	require.Equal(t, inbox.Messages, n.Kind.Topic(), "T9.2")
	title, _ := n.Text(inbox.Reader{Language: policy.Japanese})
	require.Equal(t, "aoiさんからメッセージが届きました", title)
	n = inbox.WithheldNotice("aoi+ren", 7, "aoi", "ren", start)
	require.Equal(t, "aoi", n.Person, "T8.4 its author hears of it")
	require.Equal(t, "conversation/aoi+ren/7/withheld", n.ID)
	title, body := n.Text(inbox.Reader{Language: policy.English})
	require.Equal(t, "Your message is not shown", title)
	require.Contains(t, body, "your message to ren")
}
