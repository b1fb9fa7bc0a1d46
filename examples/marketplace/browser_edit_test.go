package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// In a real browser a seller comes from his service to its form, filled in, saves it,
// and reads that running orders keep what they were bought
// with (T1.7); every page fits a small screen and brings no complaint.
func TestBrowserEditsAService(t *testing.T) {
	t.Parallel()
	b := browse(t)
	url := start(t, "-policy", "coconala").url
	room := b.order(url)

	b.be(url, "ren", "/services/logo")
	b.album("edit-service")
	b.press(`a[href="/services/logo/edit"]`)
	b.see(`main > .soft`, "keep the price")
	require.Contains(t, run1(b, chromedp.Value(chromedp.CSS(`#notes`))), "店名")
	require.Equal(t, "10000", run1(b, chromedp.Value(chromedp.CSS(`#price`))))
	b.album("edit-form")
	b.fill(`#title`, "看板のロゴ")
	b.fill(`#notes`, "寸法をお知らせください。")
	b.press(`form.card button`)
	b.see(`h1`, "看板のロゴ")
	b.see(`main`, "寸法をお知らせください。")
	b.album("edit-saved")

	b.be(url, "aoi", room)
	b.see(`h1`, "看板のロゴ")
	b.see(`.talk`, "店名・お好みの色")
	require.Empty(t, b.complaints())
	b.be(url, "ren", "/services/logo/edit")
	b.press(`button[lang="ja"]`)
	b.album("edit-form-ja")
	b.do(chromedp.Navigate(url + "/services/logo"))
	b.press(`form[action$="/pause"] button`)
	b.album("edit-service-paused-ja")
}
