package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// A buyer in a real browser sees what an order costs with its fees (T1.11), goes to the
// provider's page, is declined, leaves, comes back and pays; to load the way back again,
// to go back and to send the order again pays nothing twice (T1.5, T10.3).
func TestBrowserPays(t *testing.T) {
	t.Parallel()
	b := browse(t)
	url := start(t, "-policy", "coconala-2026").url
	b.do(chromedp.EmulateViewport(1280, 900), colours("light"))
	b.be(url, "aoi", "/services/logo")
	b.press(`button[value="freeze"]`)
	b.do(chromedp.Navigate(url+"/services/logo"), chromedp.Click(chromedp.CSS(`input[value="rush"]`)))
	b.press(`form[action$="/checkout"] button`)
	b.see(`.sums`, "¥3,000")
	b.see(`.sums .total + dd`, "¥13,715")
	b.pages("checkout")
	checkout := run1(b, chromedp.Evaluate[string](`location.href`))

	b.choose("checkout")
	b.press(`form[action$="/buy"] button`)
	b.see(`h1`, "Payment")
	b.press(`button[value="decline"]`)
	b.see(`.said`, "It was not paid")
	room := run1(b, chromedp.Evaluate[string](`location.pathname`))
	b.see(`.state`, "Awaiting payment")
	b.see(`[aria-labelledby="money"] .list`, "not made")
	b.pages("declined")

	b.press(`#do-pay form button`)
	b.pages("pay-now")
	b.choose("later")
	b.press(`main form button`)
	b.see(`.said`, "waits for your money")
	b.pages("pay-later")
	require.Equal(t, room, run1(b, chromedp.Evaluate[string](`location.pathname`)))
	b.press(`[aria-labelledby="money"] a.button`)
	b.see(`h1`, "Bank transfer")
	b.do(chromedp.Navigate(url + room))

	b.press(`#do-pay form button`)
	b.choose("checkout")
	b.press(`main form button`)
	b.press(`button[value="abandon"]`)
	b.see(`.said`, "It was not paid")
	b.press(`#do-pay form button`)
	b.choose("checkout")
	b.press(`main form button`)
	b.press(`button[value="pay"]`)
	b.see(`.said`, "Thank you, it is paid.")
	b.see(`.state`, "In progress")
	b.pages("paid")
	paid := b.text(`[aria-labelledby="money"]`)
	receipt := url + "/transactions/" + room[len("/talkrooms/"):] + "/receipt"
	b.do(chromedp.Navigate(receipt))
	back := url + "/payments/" + b.text(`.figures code`) + "/return"
	for range 2 {
		b.do(chromedp.Navigate(back))
		require.Equal(t, room, run1(b, chromedp.Evaluate[string](`location.pathname`)))
		b.see(`.said`, "it is paid")
	}
	b.do(chromedp.Navigate(checkout))
	b.press(`form[action$="/buy"] button`)
	b.see(`.said`, "already placed this order")
	require.Equal(t, room, run1(b, chromedp.Evaluate[string](`location.pathname`)))
	require.Equal(t, paid, b.text(`[aria-labelledby="money"]`), "nothing was paid again")

	b.do(chromedp.Navigate(receipt))
	b.see(`h1`, "Receipt")
	b.see(`.result`, "¥13,715")
	b.pages("receipt")
	require.Empty(t, b.complaints())
}

// In the talkroom the buyer pays more and buys an option on the provider's page (T4.11,
// T1.12); both sides cancel, and everything goes back by the way it came and is shown as
// what it is (T3.11). Money that comes after that goes back too, and says so (T1.5).
func TestBrowserPaysMoreAndIsRefunded(t *testing.T) {
	t.Parallel()
	b := browse(t)
	url := start(t, "-policy", "coconala-2026").url
	room := b.order(url)
	b.do(chromedp.Navigate(url + room))
	b.unfold("#do-pay-additional")
	b.fill(`#pay-additional-amount`, "2,000")
	b.press(`#do-pay-additional form button`)
	b.see(`.sums .total + dd`, "¥2,110")
	b.pages("pay-additional")
	b.choose("checkout")
	b.press(`main form button`)
	b.press(`button[value="pay"]`)
	b.see(`.said`, "it is paid")
	b.see(`.talk`, "paid ¥2,110 more")

	b.unfold("#do-buy-option")
	b.do(chromedp.Click(chromedp.CSS(`#do-buy-option input[value="rush"]`)))
	b.press(`#do-buy-option form button`)
	b.choose("later")
	b.press(`main form button`)
	b.see(`.said`, "waits for your money")
	late := run1(b, chromedp.Evaluate[string](`document.querySelector('[aria-labelledby="money"] a.button').getAttribute("href")`))

	b.be(url, "ren", room)
	b.unfold("#do-request-cancel")
	b.do(chromedp.Click(chromedp.CSS(`input[value="sellers_reasons"]`)))
	b.press(`#do-request-cancel form button`)
	b.be(url, "aoi", room)
	b.press(`#do-agree-cancel form button`)
	b.do(chromedp.Navigate(url + late))
	b.press(`button[value="pay"]`)
	b.see(`.said`, "came too late")
	var money string
	require.Eventually(t, func() bool { // three payments, and each goes back by a call of its own
		b.do(chromedp.Navigate(url + room))
		money = b.text(`[aria-labelledby="money"]`)
		return strings.Contains(money, "Sent back") && !strings.Contains(money, "goes back")
	}, 30*time.Second, 200*time.Millisecond, "not everything is shown as sent back")
	require.NotRegexp(t, `(?m)^paid$`, money, "what went back is not called paid")
	require.Contains(t, money, "went back in full")
	require.Contains(t, money, "went back to the buyer")
	require.Contains(t, money, "sent back")
	b.pages("refunded")
	b.do(chromedp.Navigate(url + "/transactions/" + room[len("/talkrooms/"):] + "/receipt"))
	b.see(`h1`, "Statement of payments")
	b.pages("receipt-refunded")
	b.do(chromedp.Navigate(url + "/inbox"))
	b.pages("refund-notices")
	require.Empty(t, b.complaints())
}

// A seller in a real browser sees what he has earned, is told the fee beforehand and the
// refusal in words, withdraws, and sees the payout arrive (T10.2, T10.5).
func TestBrowserWithdraws(t *testing.T) {
	t.Parallel()
	b := browse(t)
	url := start(t, "-policy", "coconala-2026").url
	room := b.order(url)
	b.be(url, "ren", "/earnings")
	b.see(`main`, "nothing to withdraw")
	b.pages("earnings-empty")
	b.do(chromedp.Navigate(url + room))
	for _, words := range []string{"はじめまして。", "納品します。"} {
		field, form := `#message-text`, `#do-message form button`
		if words == "納品します。" {
			b.unfold("#do-deliver")
			field, form = `#deliver-text`, `#do-deliver form button`
		}
		b.fill(field, words)
		b.press(form)
	}
	b.be(url, "aoi", room)
	b.press(`#do-approve form button`)
	b.press(`button[value="24h"]`)
	b.be(url, "ren", "/earnings")
	b.see(`.figures-row`, "¥7,800")
	b.fill(`#amount`, "100")
	b.press(`main form[action^="/earnings"] button`)
	b.see(`.no`, "160 JPY")
	b.album("earnings-refused")
	b.fill(`#amount`, "2000")
	b.press(`main form[action^="/earnings"] button`)
	b.see(`.said`, "asked for")
	b.until(url+"/earnings", `.list`, "paid out")
	b.see(`.list`, "¥1,840 to your account, fee ¥160")
	b.pages("earnings")
	b.do(chromedp.Navigate(url + "/transactions/" + room[len("/talkrooms/"):] + "/receipt"))
	b.see(`h1`, "Earnings statement")
	b.see(`.result`, "¥7,800")
	b.pages("statement")
	b.be(url, "operator", "/desk/books")
	b.see(`main > .said`, "The books agree")
	b.pages("books")
	b.do(chromedp.Navigate(url + "/desk/transfers"))
	b.pages("transfers")
	b.do(chromedp.Navigate(url + "/desk/reconciliation"))
	b.see(`main > .said`, "Everything agrees")
	b.pages("reconciliation")
	b.do(chromedp.Navigate(url + "/desk/money"))
	b.see(`main`, "Nothing needs a decision")
	complaints := b.complaints()
	require.Len(t, complaints, 1, "the refused amount alone")
	require.Contains(t, complaints[0], "422")
}

// A refund that the provider refuses again and again waits on the operator's desk with
// everything that is known; a decision needs a reason and says what follows, giving up
// is no way, and tried again the money goes back once (T10.3).
func TestBrowserDecidesAboutAStuckRefund(t *testing.T) {
	t.Parallel()
	b := browse(t)
	url, bank := startWithBank(t)
	bank.Next(transfer.Return, slices.Repeat([]fake.Fault{fake.Refused}, 12)...)
	b.do(chromedp.EmulateViewport(1280, 900), colours("light"))
	b.be(url, "aoi", "/services/logo")
	b.press(`button[value="freeze"]`)
	b.do(chromedp.Navigate(url + "/services/logo"))
	b.press(`form[action$="/checkout"] button`)
	b.choose("bank")
	b.press(`form[action$="/buy"] button`)
	room := run1(b, chromedp.Evaluate[string](`location.pathname`))
	b.see(`[aria-labelledby="money"] .list`, "bank")
	b.press(`button[value="96h"]`)
	b.be(url, "operator", "/desk/money")
	for range 14 { // it is tried again and again, ever more rarely
		b.press(`button[value="24h"]`)
	}
	b.until(url+"/desk/money", `main`, "Look and decide")
	b.pages("desk-money")
	b.press(`main .list a.button`)
	b.see(`main`, "owed")
	b.unfold("#do-retry")
	b.pages("transfer-stuck")
	b.unfold("#do-retry")
	b.album("transfer-decide")
	b.fill(`#retry-reason`, "銀行に確認しました。再送します。")
	b.press(`#do-retry form button`)
	b.see(`.said`, "tried again")
	b.until(run1(b, chromedp.Evaluate[string](`location.href.split("#")[0]`)), `.headline .badge`, "done")
	b.pages("transfer-done")
	b.be(url, "aoi", room)
	b.until(url+room, `[aria-labelledby="money"]`, "Sent back")
	require.EqualValues(t, 10_000, bank.Books().Totals[money.JPY].Refunded, "once")
}

// startWithBank serves a marketplace with a second provider, whose faults the test
// writes.
func startWithBank(t *testing.T) (string, *fake.Provider) {
	t.Helper()
	p, err := policy.Preset("coconala")
	require.NoError(t, err)
	bank, err := fake.Open(fake.Options{Name: "bank"})
	require.NoError(t, err)
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	m, err := market.Open(t.Context(), market.Options{Data: t.TempDir(), Demo: true, Policy: p, Log: log, Providers: []payment.Provider{bank}})
	require.NoError(t, err)
	pages, err := routes(m, log)
	require.NoError(t, err)
	server := httptest.NewServer(pages)
	ctx, end := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- m.Run(ctx) }()
	t.Cleanup(func() {
		server.Close()
		end()
		require.NoError(t, errors.Join(<-ended, m.Close(), bank.Close()))
	})
	return server.URL, bank
}

// choose picks a way to pay.
func (b *browser) choose(method string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(`input[name="payment"][value="` + method + `"]`)))
}

// unfold opens a folded form.
func (b *browser) unfold(selector string) {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("` + selector + `").open = true`))
}

// until loads a page until it says something: what providers do is booked beside it.
func (b *browser) until(url, selector, words string) {
	b.t.Helper()
	require.Eventually(b.t, func() bool {
		b.do(chromedp.Navigate(url))
		return strings.Contains(b.text(selector), words)
	}, 30*time.Second, 200*time.Millisecond, "%s: %s", url, words)
}

// pages requires that a page fits small screens in both languages, and keeps pictures.
func (b *browser) pages(name string) {
	b.t.Helper()
	for _, lang := range []string{"ja", "en"} {
		b.do(chromedp.Evaluate[chromedp.Void](`document.cookie = "lang=` + lang + `; path=/"`))
		b.do(chromedp.Navigate(run1(b, chromedp.Evaluate[string](`location.href.split("#")[0]`))))
		for _, wide := range []int64{390, 1280} {
			b.do(chromedp.EmulateViewport(wide, 900))
			require.False(b.t, run1(b, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > innerWidth`)), "%s scrolls sideways at %d, %s", name, wide, lang)
			if os.Getenv("TORIKIME_PICTURES") != "" {
				b.picture(name + "-" + lang + "-" + map[int64]string{390: "390", 1280: "1280"}[wide])
			}
		}
	}
}
