package main

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// In a real browser the writer reads that his words wait (T8.6), the other side
// sees a neutral line, and an operator comes from his desk to the words and decides
// (T8.4); every page fits a small screen and brings no complaint of the browser.
func TestBrowserSeesHeldWords(t *testing.T) {
	t.Parallel()
	b := browse(t)
	url := start(t, "-policy", holding(t)).url
	room := b.order(url)

	b.be(url, "ren", room)
	b.fill(`#message-text`, "完成データができました。\nこちらは taro@example.com です。")
	b.press(`#do-message form button`)
	b.see(`.bubble.mine .told`, "it counts as your contact")
	b.see(`.bubble.mine mark`, "taro@example.com")
	b.album("held-writer")

	b.be(url, "aoi", room)
	b.see(`.bubble.theirs`, "This is being looked at")
	b.album("held-other")

	b.be(url, "operator", "/desk")
	b.see(`main mark`, "taro@example.com")
	b.album("desk")
	b.press(`main .list h2 a`)
	b.see(`.told`, "Waits for your decision")
	b.album("held-operator")
	b.do(chromedp.Focus(chromedp.CSS(`.told textarea`)))
	for _, next := range []string{"Show it", "Keep it hidden"} {
		b.do(chromedp.KeyEvent(kb.Tab))
		require.Equal(t, next, run1(b, chromedp.Evaluate[string](`document.activeElement.textContent`)), "the keyboard goes the way that the eye goes")
	}
	b.fill(`.told textarea`, "宛先の記載のため表示しません。")
	b.press(`.told button.danger`)
	require.Regexp(t, `#e\d+$`, run1(b, chromedp.Evaluate[string](`location.hash`)), "back at the words")
	b.see(`.event.weighty:last-child`, "Reason: 宛先の記載のため表示しません。")
	b.album("withheld-operator")

	b.be(url, "ren", "/services/new")
	for field, words := range map[string]string{"title": "アイコン", "description": "ご連絡は 090-1234-5678 まで", "price": "3000"} {
		b.fill("#"+field, words)
	}
	b.press(`main form.card button`)
	b.see(`.care`, "wait for an operator")
	b.album("held-service")
	require.Empty(t, b.complaints())
}

// What is refused comes back with what was found and the deadline that runs on
// (T8.2, T8.6); a schedule grows, changes with a reason and shows missed dates
// (T4.12); both sides see a hold with the clocks that stand still (T3.17).
func TestBrowserSeesRefusalScheduleAndHold(t *testing.T) {
	t.Parallel()
	b := browse(t)
	url := start(t, "-policy", "coconala-2026").url
	room := b.order(url)

	b.be(url, "ren", room)
	b.fill(`#message-text`, "はじめまして。090-1234-5678 までお電話ください。")
	b.press(`#do-message form button`)
	b.see(`.no`, "was not sent")
	b.see(`.no`, "first contact")
	require.Contains(t, run1(b, chromedp.Value(chromedp.CSS(`#message-text`))), "090-1234-5678")
	b.album("refused")
	b.fill(`#message-text`, "はじめまして。よろしくお願いします。")
	b.press(`#do-message form button`)

	b.do(chromedp.Click(chromedp.CSS(`#do-schedule summary`)))
	b.fill(`#do-schedule .steps-form input[name="title"]`, "ラフ案")
	b.press(`#do-schedule button[name="more"]`)
	require.Equal(t, 8, run1(b, chromedp.Evaluate[int](`document.querySelectorAll('#do-schedule input[type="date"]').length`)))
	require.Equal(t, "ラフ案", run1(b, chromedp.Value(chromedp.CSS(`#do-schedule .steps-form input[name="title"]`))))
	b.day(`#do-schedule .steps-form input[name="date"]`, 1)
	b.album("schedule-form")
	b.press(`#do-schedule button:not([name])`)
	b.album("schedule-posted")
	b.press(`button[value="48h"]`)
	b.album("schedule-missed")
	b.see(`.room-side [aria-labelledby="schedule"] .badge`, "the day has gone by")
	b.fill(`#schedule-reason`, "体調不良のため、日程を変更します。")
	b.day(`#do-schedule .steps-form input[name="date"]`, 9)
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#do-schedule").open = true`))
	b.press(`#do-schedule button:not([name])`)
	b.see(`.talk`, "The schedule was changed")

	b.be(url, "operator", room)
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#do-operator-hold").open = true`))
	b.fill(`#operator-hold-reason`, "ご報告の内容を確認しています。")
	b.album("operator")
	b.press(`#do-operator-hold form button`)
	b.be(url, "aoi", room)
	b.see(`.room-top .care`, "left")
	b.album("on-hold")
	complaints := b.complaints()
	require.Len(t, complaints, 1, "the refusal alone")
	require.Contains(t, complaints[0], "422")
}

// T9.5 times stand in the platform's zone and in the reader's own, and the page
// says which those are; a reader in the platform's zone reads each once.
func TestBrowserSaysTheReadersZone(t *testing.T) {
	t.Parallel()
	b := browse(t)
	url := start(t, "-policy", "coconala").url
	for zone, want := range map[string]string{"Europe/Berlin": "In brackets: Europe/Berlin", "America/St_Johns": "In brackets: America/St_Johns", "Asia/Tokyo": ""} {
		b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: zone})
			return err
		}), chromedp.Navigate(url+"/services"))
		require.Contains(t, b.text(`.clock .moment`), "JST")
		b.see(`footer`, "Times are in JST.")
		require.Equal(t, want, run1(b, chromedp.Evaluate[string](`document.getElementById("zone")?.textContent.trim() ?? ""`)), zone)
		shown := run1(b, chromedp.Evaluate[bool](`document.querySelector(".clock .moment .other") !== null`))
		require.Equal(t, want != "", shown, zone)
	}
	require.Empty(t, b.complaints())
}

// order buys the logo as Aoi with the clock standing still, and gives back the
// talkroom's path.
func (b *browser) order(url string) string {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(1280, 900), colours("light"))
	b.be(url, "aoi", "/services/logo")
	b.press(`button[value="freeze"]`)
	b.do(chromedp.Navigate(url + "/services/logo"))
	b.press(`form[action$="/checkout"] button`)
	b.press(`form[action$="/buy"] button`)
	return run1(b, chromedp.Evaluate[string](`location.pathname`))
}

// be becomes somebody, in English, and goes to a page.
func (b *browser) be(url, who, path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(url + "/?back=" + path))
	b.press(fmt.Sprintf(`form:has(input[value="demo-%s"]) button`, who))
}

func (b *browser) fill(selector, words string) {
	b.t.Helper()
	b.do(chromedp.SetValue(chromedp.CSS(selector), words))
}

// day fills in a date, some days after the page's now.
func (b *browser) day(selector string, days int) {
	b.t.Helper()
	now := run1(b, chromedp.Evaluate[string](`document.querySelector(".clock time").dateTime`))
	at, err := time.Parse(time.RFC3339Nano, now)
	require.NoError(b.t, err)
	b.fill(selector, at.AddDate(0, 0, days).Format("2006-01-02"))
}

// album requires that a page fits small screens, and keeps pictures of it, large
// and small, light and dark, in both languages, where pictures are wanted.
func (b *browser) album(name string) {
	b.t.Helper()
	fits := func() {
		b.do(chromedp.EmulateViewport(375, 800))
		require.False(b.t, run1(b, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > innerWidth`)), "%s scrolls sideways", name)
	}
	fits()
	if os.Getenv("TORIKIME_PICTURES") != "" {
		b.picture(name + "-375")
		b.do(colours("dark"))
		b.picture(name + "-375-dark")
		b.do(chromedp.EmulateViewport(1280, 900))
		b.picture(name + "-1280-dark")
		b.do(colours("light"))
		b.picture(name + "-1280")
	}
	b.do(chromedp.EmulateViewport(1280, 900))
}

// colours asks the pages for their light or dark colours, and to scroll at once: a
// click must not fall beside what still moves.
func colours(scheme string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{
				{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
			},
		})
		return err
	})
}
