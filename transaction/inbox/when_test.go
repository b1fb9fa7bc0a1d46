package inbox_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/inbox"
)

// An instant is shown in the platform's zone and in the reader's own, once where
// both clocks say the same.
func TestWhen(t *testing.T) {
	t.Parallel()
	jst, pst := time.FixedZone("JST", 9*3600), time.FixedZone("PST", -8*3600)
	for _, c := range []struct {
		name          string
		lang          policy.Language
		at            time.Time
		platform, own *time.Location
		want          string
	}{
		{"T9.5 two zones", policy.English, start, jst, pst, "Thu 10 January 2030, 9:00 JST (Wed 9 January 2030, 16:00 PST your time)"},
		{"T9.5 two zones in Japanese", policy.Japanese, start, jst, pst, "2030年1月10日(木) 9:00 JST（現地時間 2030年1月9日(水) 16:00 PST）"},
		{"T9.5 one zone", policy.English, start, jst, jst, "Thu 10 January 2030, 9:00 JST"},
		{"T9.5 another name of the same clock", policy.English, start, jst, time.FixedZone("KST", 9*3600), "Thu 10 January 2030, 9:00 JST"},
		{"T9.5 no zone of one's own", policy.Japanese, start, jst, nil, "2030年1月10日(木) 9:00 JST"},
		{"T9.5 no zone at all", policy.English, start, nil, nil, "Thu 10 January 2030, 0:00 UTC"},
		{"T9.5 the instant may come in any zone", policy.English, start.In(pst), jst, nil, "Thu 10 January 2030, 9:00 JST"},
		{"T9.5 seconds only where there are any", policy.English, start.Add(61 * time.Second), jst, nil, "Thu 10 January 2030, 9:01:01 JST"},
		{"T9.5 a policy's offset", policy.English, start, inbox.FixedZone(9 * 3600), nil, "Thu 10 January 2030, 9:00 UTC+09:00"},
		{"T9.5 a zone without letters", policy.English, start, time.FixedZone("-03", -3*3600), nil, "Wed 9 January 2030, 21:00 UTC-03"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, inbox.When(c.lang, c.at, c.platform, c.own))
		})
	}
}

// Everything is on until somebody chooses otherwise; the list in the app cannot be
// switched off, and every fault is named.
func TestPreferences(t *testing.T) {
	t.Parallel()
	var none inbox.Preferences
	require.Nil(t, none.Check())
	require.True(t, none.Wants("message", inbox.Mail), "T9.2")
	chosen := inbox.Preferences{inbox.Messages: {inbox.Mail: false, inbox.InApp: true}}
	require.Nil(t, chosen.Check())
	require.False(t, chosen.Wants("message", inbox.Mail), "T9.2 a topic's channel is off")
	require.True(t, chosen.Wants("message", inbox.Push))
	require.True(t, chosen.Wants("delivered", inbox.Mail))

	chosen[inbox.Cancels] = map[inbox.Channel]bool{inbox.InApp: false}
	require.True(t, chosen.Wants("cancel_requested", inbox.InApp), "T9.2")
	no := chosen.Check()
	require.NotNil(t, no)
	require.Equal(t, "T9.2", no.Rule)
	require.Equal(t, "in_app", no.Code)
	require.Equal(t, policy.Invalid, no.Kind)
	require.Equal(t, "cancels.in_app", no.Faults[0].Path)
	require.Contains(t, no.Text(policy.English), "cannot be switched off")
	require.Contains(t, no.Text(policy.Japanese), "オフにできません")

	unknown := inbox.Preferences{"gossip": {inbox.Mail: true}, inbox.Orders: {"fax": false}}
	no = unknown.Check()
	require.NotNil(t, no)
	require.Equal(t, "preferences", no.Code)
	require.Len(t, no.Faults, 2)
	require.Equal(t, "gossip", no.Faults[0].Path)
	require.Equal(t, "orders.fax", no.Faults[1].Path)
}
