package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// A person in a real browser buys, the seller stays silent, and after 48 hours the
// page says that the order was cancelled, by which rule, and that the money goes
// back; in both languages, without a single complaint of the browser (T2.1, T3.11).
func TestBrowserSeesTheSilentSellersCancel(t *testing.T) {
	t.Parallel()
	b := browse(t)
	url := start(t, "-policy", "coconala").url

	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(url+"/"))
	b.see(`main h1`, "Who would you like to be?")
	b.picture("1-people")
	b.press(`form:has(input[value="demo-aoi"]) button`)
	b.see(`main h1`, "Services")
	b.press(`button[value="freeze"]`) // so that 48 hours are 48 hours
	b.see(`.clock .badge`, "standing still")
	b.picture("2-services")

	b.press(`a[href="/services/logo"]`)
	b.do(chromedp.Click(chromedp.CSS(`input[value="rush"]`)))
	b.picture("3-service")
	b.press(`form[action$="/checkout"] button`)
	b.see(`.sums .total + dd`, "¥13,000")
	b.picture("3-checkout")
	b.press(`form[action$="/buy"] button`)
	b.see(`.state`, "In progress")
	b.see(`.room-next`, "in 2 days")
	require.Contains(t, b.text(`.room-next .moment`), "JST")
	require.Regexp(t, `\(.+\)$`, b.text(`.room-next .moment .other`), "the reader's own time stands beside JST")
	b.picture("4-talkroom")

	b.press(`button[value="48h"]`)
	b.see(`.state`, "Cancelled")
	b.see(`.talk`, "The seller did not write in time: the order is cancelled. ¥13,000 goes back to the buyer.")
	b.see(`.talk a[href="/rules#T2.1"]`, "T2.1")
	b.see(`[aria-labelledby="money"]`, "¥13,000 went back to the buyer")
	b.picture("5-cancelled")

	b.press(`button[lang="ja"]`)
	b.see(`.state`, "キャンセル")
	b.see(`.talk`, "13,000円を購入者に返金します。")
	b.do(chromedp.EmulateViewport(360, 800))
	require.False(t, run1(b, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > innerWidth`)), "a small screen scrolls in one direction alone")
	b.picture("6-cancelled-ja-small")

	b.press(`.talk a[href="/rules#T2.1"]`)
	b.see(`#T2\.1`, "T2.1")
	require.Empty(t, b.complaints())
}

// browser is a Chromium with one tab.
type browser struct {
	t        *testing.T
	ctx      context.Context
	pictures string

	mu    sync.Mutex
	wrong []string
}

// browse starts a Chromium, or skips where there is none; a CI must have one.
func browse(t *testing.T) *browser {
	t.Helper()
	path := chromium()
	if path == "" {
		const how = "no chromium on this machine; on Debian: apt-get install --no-install-recommends chromium fonts-noto-cjk"
		if os.Getenv("CI") != "" {
			t.Fatal(how)
		}
		t.Skip(how)
	}
	pictures := os.Getenv("TORIKIME_PICTURES")
	if pictures == "" {
		pictures = t.TempDir()
	}
	require.NoError(t, os.MkdirAll(pictures, 0o750))
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("lang", "en-US"),
		chromedp.Flag("force-prefers-reduced-motion", true), // a click must not miss what still scrolls
	)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &browser{t: t, ctx: ctx, pictures: pictures}
	b.do() // the browser starts
	require.NoError(t, chromedp.Listen(ctx, b.hear))
	return b
}

func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// hear notes what the browser complains of: exceptions, console errors, what the
// content security policy refused, files that are missing.
func (b *browser) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.wrong = append(b.wrong, fmt.Sprintf("exception: %+v", e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" {
			b.wrong = append(b.wrong, fmt.Sprintf("console: %+v", e.Args))
		}
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == "error" || e.Entry.Level == "warning" {
			b.wrong = append(b.wrong, "log: "+e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

func (b *browser) complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.wrong
}

// steady does something again whose element the browser numbered anew while it
// was looked for: what failed so was not done.
func steady(do func() error) error {
	for try := 0; ; try++ {
		err := do()
		if err == nil || try == 5 || !strings.Contains(err.Error(), "No node with given id") {
			return err
		}
	}
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	for _, step := range steps {
		require.NoError(b.t, steady(func() error { return chromedp.Do(b.ctx, step) }))
	}
}

func run1[T any](b *browser, a chromedp.Action[T]) T {
	b.t.Helper()
	var v T
	require.NoError(b.t, steady(func() (err error) {
		v, err = chromedp.Run(b.ctx, a)
		return err
	}))
	return v
}

// press clicks what leads to another page, and waits for that page.
func (b *browser) press(selector string) {
	b.t.Helper()
	require.NoError(b.t, steady(func() error {
		_, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(selector)))
		return err
	}), selector)
}

func (b *browser) text(selector string) string {
	b.t.Helper()
	return run1(b, chromedp.Text(chromedp.CSS(selector)))
}

// see requires words in the first element that the selector finds.
func (b *browser) see(selector, words string) {
	b.t.Helper()
	require.Contains(b.t, b.text(selector), words)
}

// picture keeps a picture of the whole page.
func (b *browser) picture(name string) {
	b.t.Helper()
	data := run1(b, chromedp.FullScreenshot(100))
	require.NoError(b.t, os.WriteFile(filepath.Join(b.pictures, name+".png"), data, 0o600))
}
