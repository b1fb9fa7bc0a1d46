package web

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// Money is written as each language writes it.
func TestAmounts(t *testing.T) {
	t.Parallel()
	usd, err := money.ParseCurrency("USD")
	require.NoError(t, err)
	for _, row := range []struct {
		m      money.Money
		en, ja string
	}{
		{money.New(0, money.JPY), "¥0", "0円"},
		{money.New(999, money.JPY), "¥999", "999円"},
		{money.New(10_000, money.JPY), "¥10,000", "10,000円"},
		{money.New(-1_234_567, money.JPY), "−¥1,234,567", "−1,234,567円"},
		{money.New(105_050, usd), "USD 1,050.50", "1,050.50 USD"},
	} {
		require.Equal(t, row.en, amount(policy.English, row.m))
		require.Equal(t, row.ja, amount(policy.Japanese, row.m))
	}
}

// Instants and periods read as people say them.
func TestTimes(t *testing.T) {
	t.Parallel()
	jst := time.FixedZone("JST", 9*60*60)
	at := time.Date(2030, 1, 10, 9, 0, 0, 0, jst)
	require.Equal(t, "2030年1月10日(木) 9:00", dayAndTime(policy.Japanese, at))
	require.Equal(t, "Thu 10 January 2030, 9:00", dayAndTime(policy.English, at))
	require.Equal(t, "1月10日(木) 9:00", brief(policy.Japanese, at, at))
	require.Equal(t, "Thu 10 January, 9:00", brief(policy.English, at, at))
	for _, row := range []struct {
		d      time.Duration
		en, ja string
	}{
		{0, "now", "今"},
		{51 * time.Hour, "in 2 days 3 h", "あと2日3時間"},
		{24 * time.Hour, "in 1 day", "あと1日"},
		{48*time.Hour + 5*time.Minute, "in 2 days", "あと2日"},
		{-90 * time.Minute, "1 h 30 min ago", "1時間30分前"},
		{-2 * time.Second, "2 s ago", "2秒前"},
	} {
		require.Equal(t, row.en, relative(policy.English, at, at.Add(row.d)))
		require.Equal(t, row.ja, relative(policy.Japanese, at, at.Add(row.d)))
	}
	require.Equal(t, "1.2 MB", size(1_200_000))
	require.Equal(t, "200 MB", size(200_000_000))
}

// A form's way back never leaves the site.
func TestWayBack(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/talkrooms/1": "/talkrooms/1", "/rules#T3.2": "/rules#T3.2", "": "/services", "//evil.example": "/services",
		"https://evil.example/": "/services", `/\evil.example`: "/services", "javascript:alert(1)": "/services", "/x\ny": "/services",
	} {
		require.Equal(t, want, local(path), path)
	}
}
