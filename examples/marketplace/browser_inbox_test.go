package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// In a real browser, T9.1, T9.2: the bell counts on every page, a look into the
// talkroom takes "check the talkroom" off the list, reading is marked once, a choice
// of channels is kept; in both languages, on a wide screen and a small one.
func TestBrowserShowsTheInbox(t *testing.T) {
	t.Parallel()
	b := browse(t)
	s := start(t, "-policy", "coconala")
	s.freeze()
	room := s.buy(`{"service_id":"logo"}`)
	s.do("aoi", room.ID, "message", `{"body":"hello?"}`).ok()
	s.advance("30h")

	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(s.url+"/"))
	b.press(`form:has(input[value="demo-ren"]) button`)
	b.see(`.bell .count`, "3") // opening, message, reminder
	b.see(`.bell .todos`, "To do 3")
	b.press(`.bell`)
	b.see(`main h1`, "To-dos and notices")
	b.see(`[aria-labelledby="todo"] li:first-child .badge`, "Within 24 hours")
	b.see(`[aria-labelledby="todo"] li:first-child`, "Write to the buyer for the first time.")
	require.Contains(t, b.text(`[aria-labelledby="todo"] li:first-child .moment`), "JST")
	require.Regexp(t, `\(.+\)$`, b.text(`[aria-labelledby="todo"] li:first-child .moment .other`), "T9.5")
	b.see(`[aria-labelledby="notices"] li:first-child`, "Reminder: please write to 葵 Aoi")
	b.picture("20-inbox")

	b.press(`form[action="/inbox/read"] button`)
	b.see(`.said`, "All notices are marked as read.")
	require.False(t, run1(b, chromedp.Evaluate[bool](`!!document.querySelector(".bell .count")`)))
	b.press(`[aria-labelledby="todo"] li a`)
	b.see(`main h1`, "ロゴ")
	b.press(`.bell`)
	b.see(`.bell .todos`, "To do 2")

	b.press(`a[href="/preferences"]`)
	b.see(`main h1`, "Notice settings")
	b.do(chromedp.Click(chromedp.CSS(`input[name="mail.messages"]`)))
	b.press(`main form button`)
	b.see(`.said`, "Your choices are saved.")
	require.False(t, run1(b, chromedp.Evaluate[bool](`document.querySelector('[name="mail.messages"]').checked`)))
	require.True(t, run1(b, chromedp.Evaluate[bool](`document.querySelector('[name="mail.orders"]').checked`)))
	b.picture("21-preferences")

	b.press(`button[lang="ja"]`)
	b.do(chromedp.EmulateViewport(375, 800))
	b.see(`main h1`, "通知設定")
	b.picture("22-preferences-ja-small")
	b.press(`.bell`)
	b.see(`main h1`, "やることとお知らせ")
	require.False(t, run1(b, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > innerWidth`)), "a small screen scrolls in one direction alone")
	b.picture("23-inbox-ja-small")
}
