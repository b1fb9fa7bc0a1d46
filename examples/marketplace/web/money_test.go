package web

import (
	"context"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/ledger"
	providers "github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// Every state, step and account that money can be in has words.
func TestMoneyHasWords(t *testing.T) {
	t.Parallel()
	for _, a := range ledger.Accounts() {
		require.True(t, known("ledger."+a.String()) && known("ledger."+a.String()+".what"), a)
	}
	for k := transfer.Capture; k <= transfer.Payout; k++ {
		require.True(t, known("transfer.kind."+k.String()) && known("transfer.title."+k.String()), k)
		for how := transfer.Retry; how <= transfer.Abandon; how++ {
			require.True(t, known("takeover."+how.String()+"."+k.String()), "%s %s", how, k)
			require.True(t, known("takeover.name."+how.String()) && known("done.takeover."+how.String()), how)
		}
	}
	for p := transfer.Asked; p <= transfer.Returned; p++ {
		require.True(t, known("transfer.state."+p.String()) && known("payout.state."+p.String()), p)
	}
	for s := transfer.Unknown; s <= transfer.Reversed; s++ {
		require.True(t, known("transfer.said."+s.String()), s)
	}
	for s := transfer.Authorise; s <= transfer.Look; s++ {
		require.True(t, known("transfer.step."+s.String()), s)
	}
	for _, name := range []string{"requested", "sent", "answered", "missed", "due", "hinted", "expired", "told", "given_up"} {
		require.True(t, known("transfer.event."+name), name)
	}
	for _, state := range []string{"asked", "awaits_buyer", "pending", "confirmed", "declined", "expired", "returned", "unused", "going", "gone", "moot"} {
		require.True(t, known("payment.state."+state), state)
	}
	for s := transaction.RefundAsked; s <= transaction.RefundReturned; s++ {
		require.True(t, known("refund."+s.String()), s)
	}
	for kind := range payments {
		require.True(t, known("receipt.for."+payments[kind].String()) && known("payment.for."+payments[kind].String()), kind)
	}
}

// T1.11 the checkout shows what is paid with both fees before anything is ordered, and
// nothing is ordered by looking at it.
func TestCheckout(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala-2026")
	b := w.as("aoi", "ja")
	b.get("/services/logo/checkout?options=rush&key=once")
	require.Equal(t, 200, b.code)
	for _, words := range []string{"10,000円", "3,000円", "715円", "13,715円", "2,860円", `name="key" value="once"`, `name="payment" value="checkout"`, "お支払い期限"} {
		require.Contains(t, b.page, words)
	}
	require.NotContains(t, b.get("/talkrooms").page, "お店のロゴ", "nothing was ordered")
	require.Equal(t, 401, w.as("", "en").get("/services/logo/checkout").code)
	require.Equal(t, 404, b.get("/services/none/checkout").code)
	require.Equal(t, 422, b.get("/services/logo/checkout?options=none").code)
	require.Equal(t, 403, w.as("ren", "en").get("/services/logo/checkout").code, "T1.10")

	b.buy("logo", "payment", "decline")
	require.Contains(t, b.page, "お支払いは完了していません")
	require.Contains(t, b.page, "不成立", "T1.5 a declined payment can be tried again")
	room := b.buy("logo", "options", "rush", "payment", "later", "key", "once")
	require.Contains(t, b.page, "入金をお待ちしています")
	require.Contains(t, b.page, "支払い待ち")
	b.get(room + "/checkout?for=pay")
	require.Contains(t, b.page, "13,715円")
	require.Equal(t, 404, b.get(room+"/checkout?for=review").code)
	require.Equal(t, 404, w.as("haru", "en").get(room+"/checkout?for=pay").code, "strangers find nothing")
	require.Equal(t, 409, b.get(room+"/checkout?for=pay-additional&amount=100").code, "T4.11")
	require.Equal(t, 422, b.get(room+"/checkout?for=pay-additional&amount=x").code)
	b.post(room+"/pay", "payment", "nobody")
	require.Equal(t, 422, b.code, "a provider that is not there")
	b.post(room+"/pay", "payment", "instant", "key", "twice")
	require.Contains(t, b.page, "お支払いが完了しました。")
	b.post(room+"/pay", "payment", "instant", "key", "twice")
	require.Equal(t, 200, b.code, "T10.3 sent twice, paid once")
	require.Contains(t, b.get(room+"/checkout?for=pay-additional&amount=1,000").page, "1,055円")
}

// What was paid is named as what it is; what a cancel sends back is not called paid, and
// the papers say the same (T3.11, T10.1).
func TestMoneyOfARoom(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala-2026")
	buyer, seller, operator := w.as("aoi", "en"), w.as("ren", "en"), w.as("operator", "en")
	room := buyer.buy("logo")
	paper := "/transactions/" + room[len("/talkrooms/"):] + "/receipt"
	require.Contains(t, buyer.get(room).page, `<span class="badge good">paid</span>`)
	require.Contains(t, buyer.get(paper).page, "<h1>Receipt</h1>")
	require.Contains(t, buyer.page, "¥10,550")
	require.NotContains(t, buyer.page, "¥2,200", "the seller's fee is his")
	require.Contains(t, seller.get(paper).page, "<h1>Earnings statement</h1>")
	require.Contains(t, seller.page, "not earned yet")
	require.Contains(t, seller.page, "−¥2,200")
	require.Contains(t, operator.get(paper).page, "earnings")
	require.Equal(t, 404, w.as("haru", "en").get(paper).code, "strangers find nothing")
	require.Equal(t, 401, w.as("", "en").get(paper).code)

	operator.post(room+"/operator-refund", "amount", "5000", "reason", "half of it")
	require.Contains(t, buyer.get(room).page, "of it ¥5,275 goes back")
	require.Contains(t, buyer.get(paper).page, "Paid after refunds")
	operator.post(room+"/operator-cancel", "reason", "mistake")
	require.NotContains(t, buyer.get(room).page, `<span class="badge good">paid</span>`)
	require.Contains(t, buyer.page, "in full")
	require.Contains(t, buyer.get(paper).page, "<h1>Statement of payments</h1>")
	require.Regexp(t, regexp.MustCompile(`Paid after refunds</dt><dd class="total">¥0<`), buyer.page)
	require.Contains(t, seller.get(paper).page, `<dd class="total">¥0<`)
}

// The desk is the operators' alone, and earnings are a seller's (T10.3, T10.5).
func TestMoneyIsForThoseItConcerns(t *testing.T) {
	t.Parallel()
	w := open(t, "coconala-2026")
	buyer, seller, operator, nobody := w.as("aoi", "en"), w.as("ren", "en"), w.as("operator", "en"), w.as("", "en")
	for _, path := range []string{"/desk/money", "/desk/transfers", "/desk/books", "/desk/reconciliation"} {
		require.Equal(t, 401, nobody.get(path).code, path)
		require.Equal(t, 404, seller.get(path).code, path)
		require.Equal(t, 200, operator.get(path).code, path)
	}
	require.Equal(t, 404, operator.get("/desk/transfers/none").code)
	require.Equal(t, 404, operator.post("/desk/transfers/none/retry", "reason", "x").code)
	require.Equal(t, 422, operator.get("/desk/transfers?person=a&transaction=b").code)
	require.Equal(t, 422, operator.get("/desk/reconciliation?from=tomorrow").code)
	require.Equal(t, 401, nobody.get("/earnings").code)
	require.Equal(t, 403, buyer.get("/earnings").code)
	require.NotContains(t, buyer.page, `href="/earnings"`)
	require.Contains(t, seller.get("/earnings").page, "nothing to withdraw")
	require.Contains(t, seller.page, `href="/earnings"`)
	seller.post("/earnings", "amount", "1", "currency", "JPY")
	require.Equal(t, 409, seller.code)
	require.Contains(t, seller.page, "T10.5")
	require.Equal(t, 400, seller.post("/earnings", "amount", "1", "currency", "none").code)
	require.Equal(t, 404, seller.get("/earnings?currency=none").code)

	room := buyer.buy("logo")
	id := regexp.MustCompile(`<code class="small soft">([^<]+)<`).FindStringSubmatch(buyer.get("/transactions/" + room[len("/talkrooms/"):] + "/receipt").page)[1]
	require.Equal(t, room, buyer.get("/payments/"+id+"/return").path)
	require.Contains(t, buyer.page, "it is paid")
	require.Equal(t, 404, seller.get("/payments/"+id+"/return").code, "another's payment")
	require.Contains(t, operator.get("/desk/transfers/"+id).page, say(policy.English, "transfer.calm"))
	operator.post("/desk/transfers/"+id+"/retry", "reason", "x")
	require.Equal(t, 409, operator.code, "T10.3 nothing is stuck")
	require.Contains(t, operator.get("/desk/books").page, "The books agree")
}

// paged is a provider of another site, who sends every buyer to a page of his.
type paged struct{ *fake.Provider }

func (p paged) Authorise(ctx context.Context, call providers.Call) (providers.Answer, error) {
	call.Method = fake.Checkout
	return p.Provider.Authorise(ctx, call)
}

// T10.4 another provider stands beside the others; his page of another site is reached
// by a page in between, and whoever comes back from there finds his order paid.
func TestLeaving(t *testing.T) {
	t.Parallel()
	bank, err := fake.Open(fake.Options{Name: "bank", URL: "https://pay.example"})
	require.NoError(t, err)
	w := openFor(t, market.Options{Providers: []providers.Provider{paged{bank}}}, "coconala")
	b := w.as("aoi", "en")
	require.Contains(t, b.get("/services/logo/checkout").page, `name="payment" value="bank"`)
	b.post("/services/logo/buy", "payment", "bank")
	require.Equal(t, 200, b.code)
	require.Contains(t, b.page, `href="https://pay.example/pay/`)
	room := regexp.MustCompile(`/talkrooms/([a-z0-9]+)"`).FindStringSubmatch(b.get("/talkrooms").page)[1]
	require.Contains(t, b.get("/talkrooms/"+room).page, `href="https://pay.example/pay/`)
	require.Empty(t, bank.Books().Deeds, "nothing was taken yet")
	back := regexp.MustCompile(`https://pay\.example/pay/([^"]+)"`).FindStringSubmatch(b.page)[1]
	p, err := bank.Payment(back)
	require.NoError(t, err)
	require.Contains(t, b.get("/payments/"+p.Transfer+"/return").page, "not paid yet")
	require.NoError(t, bank.Approve(back))
	b.post("/clock", "move", "1h", "back", "/services") // nobody asks a provider twice in one instant
	require.Equal(t, "/talkrooms/"+room, b.get("/payments/"+p.Transfer+"/return").path)
	require.Contains(t, b.page, "it is paid")
	require.Contains(t, b.page, "In progress")
}

// No address but a web page's is a link.
func TestPayURL(t *testing.T) {
	t.Parallel()
	require.Equal(t, "https://pay.example/1?a=b", string(payURL("https://pay.example/1?a=b")))
	for _, bad := range []string{"javascript:alert(1)", "data:text/html,x", "ftp://example", "\x7f"} {
		require.Empty(t, payURL(bad), bad)
	}
}
