package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// In a real browser a buyer asks (T1.1), the seller is told that his notes are not
// posted and takes them over (T1.8), proposes within the limits (T1.4) and changes
// it (T1.2), the time to buy is shown (T1.3), and the purchase leads into a talkroom.
func TestBrowserQuotation(t *testing.T) {
	t.Parallel()
	b := browse(t)
	url := start(t, "-policy", "coconala-2026").url
	b.do(chromedp.EmulateViewport(1280, 900))
	b.be(url, "aoi", "/services/logo")
	b.press(`button[value="freeze"]`)
	b.album("service-ask")
	b.press(`a[href="/quotations/new?service=logo"]`)
	b.fill(`#request`, "小さなパン屋のロゴをお願いしたいです。\n看板と紙袋に使います。2週間ほどで、予算は15,000円くらいです。")
	b.album("request")
	b.press(`main form.card button`)
	b.see(`.state`, "The seller has your request")
	page := run1(b, chromedp.Evaluate[string](`location.pathname`))
	b.album("quotation-requested-buyer")

	b.be(url, "ren", page)
	b.see(`#do-propose .care`, "does not post your notes for buyers")
	b.fill(`#propose-price`, "400")
	b.day(`#propose-date`, 14)
	b.do(chromedp.Click(chromedp.CSS(`#do-propose .care summary`)))
	b.album("quotation-propose")
	b.press(`#do-propose button[name="notes"]`)
	require.Contains(t, run1(b, chromedp.Value(chromedp.CSS(`#propose-words`))), "店名・お好みの色")
	b.press(`#do-propose form > .buttons button`)
	b.see(`#do-propose .no`, "500")
	b.album("quotation-limit")
	b.fill(`#propose-price`, "14,000")
	b.press(`#do-propose form > .buttons button`)
	b.see(`.state`, "You have proposed")
	b.album("quotation-proposed-seller")

	b.be(url, "aoi", page)
	b.see(`[aria-labelledby="proposal"]`, "in 7 days")
	require.Contains(t, b.text(`[aria-labelledby="proposal"] .moment`), "JST")
	require.Regexp(t, `\(.+\)$`, b.text(`[aria-labelledby="proposal"] .moment .other`), "T9.5 the reader's own zone too")
	b.fill(`#ask-text`, "ロゴは横長と正方形の両方をいただけますか？")
	b.press(`#do-ask form button`)
	b.album("quotation-proposed-buyer")
	b.press(`button[lang="ja"]`)
	b.album("quotation-proposed-buyer-ja")
	b.do(chromedp.Navigate(url + "/quotations"))
	b.album("quotations-ja")
	b.press(`button[lang="en"]`)
	b.do(chromedp.Navigate(url + page))
	b.press(`#do-purchase form button`)
	b.album("quotation-checkout")
	b.press(`form[action$="/purchase"] button`)
	b.see(`.state`, "In progress")
	b.album("quoted-room")
	b.do(chromedp.Navigate(url + page))
	b.see(`.state`, "You bought the proposal")
	b.album("quotation-purchased")
	require.Len(t, b.complaints(), 1, "the refused price alone")
}

// In a real browser two people write to each other outside of talkrooms, and while
// they have an open one the page says that this is no contact there (T2.1, T8.1).
func TestBrowserMessages(t *testing.T) {
	t.Parallel()
	b := browse(t)
	url := start(t, "-policy", "coconala").url
	b.do(chromedp.EmulateViewport(1280, 900))
	b.be(url, "aoi", "/services/logo")
	b.press(`a[href="/messages/ren"]`)
	b.album("messages-empty")
	b.fill(`#message-text`, "はじめまして。ロゴの色はあとから変えられますか？")
	b.press(`#do-message form button`)
	b.see(`.bubble.mine`, "ロゴの色")
	room := b.order(url)
	b.album("room-outside")
	b.do(chromedp.Navigate(url + "/messages/ren"))
	b.see(`main .care`, "no contact in a talkroom")
	require.Equal(t, room, run1(b, chromedp.Evaluate[string](`new URL(document.querySelector("main .care li a").href).pathname`)))
	b.album("messages-room")
	b.be(url, "ren", "/messages")
	b.album("messages-list")
	b.press(`main .list h2 a`)
	b.fill(`#message-text`, "はい、2回まで無料で変更できます。")
	b.press(`#do-message form button`)
	b.press(`button[lang="ja"]`)
	b.album("messages-seller-ja")
	require.Empty(t, b.complaints())
}

// By the keyboard alone, without a mouse and on a small screen, a buyer asks (T1.1)
// and buys a proposal (T1.2), and writes outside of the talkroom (T8.1).
func TestBrowserQuotationByKeyboard(t *testing.T) {
	t.Parallel()
	b := browse(t)
	url := start(t, "-policy", "coconala").url
	b.do(chromedp.EmulateViewport(375, 800))
	b.be(url, "aoi", "/services/logo")
	b.enter(`a[href="/quotations/new?service=logo"]`)
	b.tab(`#request`)
	b.do(chromedp.KeyEvent("A sign for a bakery"))
	b.enter(`main form.card button`)
	b.see(`.state`, "The seller has your request")
	page := run1(b, chromedp.Evaluate[string](`location.pathname`))

	b.be(url, "ren", page)
	b.day(`#propose-date`, 3)
	b.tab(`#do-propose .care summary`)
	b.do(chromedp.KeyEvent(" "))
	b.see(`#do-propose .care .excerpt`, "店名・お好みの色")
	b.tab(`#propose-price`)
	b.do(chromedp.KeyEvent("9000"))
	b.tab(`#propose-words`)
	b.do(chromedp.KeyEvent("Two drafts"))
	b.enter(`#do-propose form > .buttons button`)
	b.see(`.state`, "You have proposed")

	b.be(url, "aoi", page)
	b.enter(`#do-purchase form button`)
	b.enter(`form[action$="/purchase"] button`)
	b.see(`.state`, "In progress")
	b.enter(`a[href="/messages/ren"]`)
	b.tab(`#message-text`)
	b.do(chromedp.KeyEvent("Thank you"))
	b.enter(`#do-message button`)
	b.see(`.bubble.mine`, "Thank you")
	require.Empty(t, b.complaints())
}

// tab goes to an element as somebody without a mouse does, from where he is; what he
// is on can be seen.
func (b *browser) tab(selector string) {
	b.t.Helper()
	for range 60 {
		b.do(chromedp.KeyEvent(kb.Tab))
		if run1(b, chromedp.Evaluate[bool](fmt.Sprintf(`document.activeElement.matches(%q)`, selector))) {
			require.NotEqual(b.t, "none", run1(b, chromedp.Evaluate[string](`getComputedStyle(document.activeElement).outlineStyle`)))
			return
		}
	}
	b.t.Fatalf("no key leads to %s", selector)
}

// enter goes to an element by the keyboard and presses it, and waits for the page.
func (b *browser) enter(selector string) {
	b.t.Helper()
	b.tab(selector)
	_, err := chromedp.RunResponse(b.ctx, chromedp.KeyEvent(kb.Enter))
	require.NoError(b.t, err, selector)
}

// Whoever deletes his account reads what stands open, types his id, and is then
// nobody (T9.4).
func TestBrowserAccount(t *testing.T) {
	t.Parallel()
	b := browse(t)
	url := start(t, "-policy", "coconala").url
	room := b.order(url)
	b.do(chromedp.Navigate(url + "/account"))
	b.see(`#leave .care`, "stands open")
	b.do(chromedp.Focus(chromedp.CSS(`#leave input[name="id"]`)), chromedp.SendKeys(chromedp.CSS(`#leave input[name="id"]`), "aoi\r"))
	b.see(`#leave .no`, "1 still stand open")
	b.album("account-open")
	b.be(url, "operator", room)
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#do-operator-close").open = true`))
	b.fill(`#operator-close-reason`, "双方の合意により完了します。")
	b.press(`#do-operator-close form button`)
	b.be(url, "ren", room)
	b.album("room-closed-outside")
	b.be(url, "aoi", "/account")
	b.press(`button[lang="ja"]`)
	b.album("account-ja")
	b.fill(`#id`, "aoi")
	b.press(`#leave button.danger`)
	b.see(`[role="status"]`, "アカウントを削除しました")
	require.NotContains(t, b.text(`main`), "葵 Aoi")
	b.album("left")
	b.be(url, "ren", room)
	b.see(`.room-top`, "退会した利用者")
	b.album("room-left")
}
