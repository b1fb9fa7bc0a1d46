package policy_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// Every preset is a policy without a fault, and two calls share nothing.
func TestPresetsAreWhole(t *testing.T) {
	t.Parallel()
	for _, name := range policy.Presets() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := policy.Preset(name)
			require.NoError(t, err)
			require.Equal(t, name, p.Name)
			require.Empty(t, p.Validate())

			p.Cancel.Reasons[0].ID = "changed"
			p.Cancel.Reasons[0].Agreed.MayReview = nil
			p.Contact.Actions[policy.FoundPhone] = policy.Allow
			again, err := policy.Preset(name)
			require.NoError(t, err)
			require.Equal(t, "duplicate_purchase", again.Cancel.Reasons[0].ID)
			require.Equal(t, policy.Refuse, again.Contact.Actions[policy.FoundPhone])
		})
	}
}

// Both editions hold the numbers of their column of the rule book.
func TestPresetsHoldTheRuleBook(t *testing.T) {
	t.Parallel()
	first, err := policy.Preset("coconala")
	require.NoError(t, err)
	second, err := policy.Preset("coconala-2026")
	require.NoError(t, err)
	hours := func(n int) policy.Window { return policy.Hours(n) }
	rounded := func(n int) policy.Window { return policy.Hours(n).RoundUp(9 * 3600) }
	yen := func(n int64) *money.Money { m := money.New(n, money.JPY); return &m }
	off := policy.Window{}
	for _, row := range []struct {
		name            string
		of              func(*policy.Policy) any
		coconala, later any
	}{
		{"T0.1 zone", func(p *policy.Policy) any { return p.Time }, policy.Time{Zone: "Asia/Tokyo", Offset: 9 * 3600}, policy.Time{Zone: "Asia/Tokyo", Offset: 9 * 3600}},
		{"T1.1 refusals", func(p *policy.Policy) any { return p.Quotation.RefusalReasons }, []string{"content", "budget", "deadline", "other"}, []string{"content", "budget", "deadline", "other"}},
		{"T1.3 lapse", func(p *policy.Policy) any { return p.Quotation.Lapse }, hours(7 * 24), hours(7 * 24)},
		{"T1.4 price", func(p *policy.Policy) any { return p.Quotation.Price }, policy.Limits{}, policy.Limits{Min: yen(500), Max: yen(1_000_000)}},
		{"T1.5 payment due", func(p *policy.Policy) any { return p.Purchase.PaymentDue }, hours(7 * 24), hours(7 * 24)},
		{"T1.7 notes", func(p *policy.Policy) any { return p.Purchase.PostNotes }, true, true},
		{"T1.8 notes", func(p *policy.Policy) any { return p.Purchase.PostNotesOnQuotation }, false, false},
		{"T1.11 seller's fee", func(p *policy.Policy) any { return p.Fees.Seller }, policy.Fee{}, policy.Fee{Rate: money.MustRate("22")}},
		{"T1.11 buyer's fee", func(p *policy.Policy) any { return p.Fees.Buyer }, policy.Fee{}, policy.Fee{Rate: money.MustRate("5.5")}},
		{"T1.12 options", func(p *policy.Policy) any { return p.Purchase.MaxOptions }, 10, 10},
		{"T1.12 until", func(p *policy.Policy) any { return p.Purchase.OptionsUntil }, policy.UntilClose, policy.UntilFirstDelivery},
		{"T1.12 through a quotation", func(p *policy.Policy) any { return p.Purchase.OptionsOnQuotation }, true, false},
		{"T2.1 first contact", func(p *policy.Policy) any { return p.Cancel.FirstContact }, hours(48), hours(48)},
		{"T3.2 seller's silence", func(p *policy.Policy) any { return p.Cancel.SellerSilence }, hours(96), hours(96)},
		{"T3.4 buyer's silence", func(p *policy.Policy) any { return p.Cancel.BuyerSilence }, hours(96), hours(96)},
		{"T3.5 duplicates", func(p *policy.Policy) any { return p.Cancel.DuplicateWithin.Duration() }, 7 * 24 * time.Hour, 7 * 24 * time.Hour},
		{"T3.7 answer", func(p *policy.Policy) any { return p.Cancel.Answer }, hours(24), rounded(24)},
		{"T3.14 hiding", func(p *policy.Policy) any { return p.Cancel.Hide }, off, hours(72)},
		{"T4.2 message first", func(p *policy.Policy) any { return p.Delivery.NeedsMessage }, false, true},
		{"T4.4 close", func(p *policy.Policy) any { return p.Delivery.Close }, hours(24), hours(24)},
		{"T4.5 declines", func(p *policy.Policy) any { return p.Delivery.Declines }, 1, 1},
		{"T4.6 approval", func(p *policy.Policy) any { return p.Delivery.Approval }, hours(72), rounded(72)},
		{"T4.8 inspection", func(p *policy.Policy) any { return p.Delivery.Inspection }, false, true},
		{"T4.9 age limit", func(p *policy.Policy) any { return p.Delivery.AgeLimit }, off, hours(120 * 24)},
		{"T4.11 additional payment", func(p *policy.Policy) any { return p.Purchase.Additional }, policy.Limits{}, policy.Limits{Min: yen(100), Max: yen(99_999)}},
		{"T5.2 window", func(p *policy.Policy) any { return p.Review.Window }, hours(90 * 24), hours(10 * 24)},
		{"T5.3 buyer's items", func(p *policy.Policy) any { return p.Review.BuyerItems }, []string{"clarity", "communication", "quality", "schedule"}, []string{"clarity", "communication", "quality", "schedule"}},
		{"T5.3 seller's items", func(p *policy.Policy) any { return p.Review.SellerItems }, []string{"request_clarity", "communication", "schedule"}, []string{"request_clarity", "communication", "schedule"}},
		{"T5.4 comment needed", func(p *policy.Policy) any { return p.Review.CommentUpTo }, 2, 2},
		{"T5.5 comment length", func(p *policy.Policy) any { return p.Review.CommentMax }, 0, 400},
		{"T5.8 visibility", func(p *policy.Policy) any { return p.Review.Visibility }, policy.OnSend, policy.DoubleBlind},
		{"T5.8 blind", func(p *policy.Policy) any { return p.Review.Blind }, off, off},
		{"T5.11 item averages", func(p *policy.Policy) any { return p.Review.ItemAveragesFrom }, 0, 3},
		{"T7.1 files", func(p *policy.Policy) any { return p.Attachment.MaxFiles }, 5, 5},
		{"T7.2 talkroom", func(p *policy.Policy) any { return p.Attachment.TalkroomBytes }, int64(200_000_000), int64(200_000_000)},
		{"T7.2 message", func(p *policy.Policy) any { return p.Attachment.MessageBytes }, int64(200_000_000), int64(100_000_000)},
		{"T8.5 hosts", func(p *policy.Policy) any { return p.Contact.AllowedHosts }, []string{"gigafile.nu"}, []string{"gigafile.nu"}},
		{"T8.5 a number", func(p *policy.Policy) any { return p.Contact.Actions[policy.FoundPhone] }, policy.Refuse, policy.Refuse},
		{"T8.5 a bare name", func(p *policy.Policy) any { return p.Contact.Actions[policy.FoundServiceName] }, policy.Warn, policy.Warn},
		{"T8.5 an invitation", func(p *policy.Policy) any { return p.Contact.Actions[policy.FoundInvitation] }, policy.Warn, policy.Warn},
		{"T10.5 payout", func(p *policy.Policy) any { return p.Payout }, policy.Payout{}, policy.Payout{Fee: yen(160), FreeFrom: yen(3000)}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, row.coconala, row.of(first))
			require.Equal(t, row.later, row.of(second))
		})
	}
}

// The tables of cancel reasons are those of the rule book: who may review, whether it
// counts, and where an automatic star falls.
func TestPresetsCancelReasons(t *testing.T) {
	t.Parallel()
	both := policy.Outcome{MayReview: []policy.Role{policy.Buyer, policy.Seller}}
	counts := func(o policy.Outcome) policy.Outcome { o.Counts = true; return o }
	only := func(r policy.Role) policy.Outcome { return policy.Outcome{MayReview: []policy.Role{r}} }
	nobody := policy.Outcome{MayReview: []policy.Role{}}
	starOnSeller := policy.Outcome{MayReview: []policy.Role{}, Star: 1, StarOn: policy.Seller, PausesSeller: true, Counts: true}
	starOnBuyer := policy.Outcome{MayReview: []policy.Role{}, Star: 1, StarOn: policy.Buyer}
	type outcomes struct{ agreed, silence policy.Outcome }
	same := func(o policy.Outcome) outcomes { return outcomes{o, o} }
	for _, row := range []struct {
		name, id        string
		by              policy.Role
		condition       policy.Condition
		onSilence       policy.OnSilence
		coconala, later outcomes
	}{
		{"T3.5 duplicate", "duplicate_purchase", policy.Seller, policy.Duplicate, policy.SilenceCancels, same(both), same(only(policy.Seller))},
		{"T3.5 moved", "moved_to_other_service", policy.Seller, policy.OtherTalkroom, policy.SilenceCancels, same(both), same(nobody)},
		{"T3.10 buyer unreachable", "buyer_unreachable", policy.Seller, policy.OtherSilent, policy.SilenceCancels, same(both), outcomes{only(policy.Seller), starOnBuyer}},
		{"T3.1 buyer's reasons", "buyers_reasons", policy.Seller, policy.Always, policy.SilenceCancels, same(both), same(only(policy.Seller))},
		{"T3.1 seller's reasons", "sellers_reasons", policy.Seller, policy.Always, policy.SilenceCancels, same(counts(both)), same(counts(only(policy.Buyer)))},
		{"T3.1 schedule", "schedule", policy.Seller, policy.Always, policy.SilenceCancels, same(counts(both)), same(counts(both))},
		{"T3.1 expectations", "expectations_differ", policy.Seller, policy.Always, policy.SilenceCancels, same(counts(both)), same(counts(both))},
		{"T3.1 trouble", "other_trouble", policy.Seller, policy.Always, policy.SilenceCancels, same(counts(both)), same(counts(both))},
		{"T3.7 mutual agreement", "mutual_agreement", policy.Seller, policy.Always, policy.SilenceLapses, same(both), same(nobody)},
		{"T3.9 seller unreachable", "seller_unreachable", policy.Buyer, policy.OtherSilent, policy.SilenceCancels, outcomes{counts(both), starOnSeller}, outcomes{counts(only(policy.Buyer)), starOnSeller}},
		{"T2.2 no first contact", "no_first_contact", policy.System, policy.NoFirstContact, "", same(counts(both)), same(starOnSeller)},
		{"T3.15 operator", "operator", policy.Operator, policy.OperatorSays, "", same(both), same(both)},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			for name, want := range map[string]outcomes{"coconala": row.coconala, "coconala-2026": row.later} {
				p, err := policy.Preset(name)
				require.NoError(t, err)
				require.Len(t, p.Cancel.Reasons, 12)
				got, ok := p.Cancel.Reason(row.id)
				require.True(t, ok)
				require.Equal(t, &policy.Reason{
					ID: row.id, By: row.by, Condition: row.condition, OnSilence: row.onSilence,
					Agreed: want.agreed, Silence: want.silence,
				}, got, name)
			}
		})
	}
}

// A preset that there is not is an error that names those there are.
func TestPresetUnknown(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "Coconala", "../coconala", "coconala.json"} {
		_, err := policy.Preset(name)
		require.ErrorContains(t, err, "there are coconala, coconala-2026", name)
	}
}

// The ranks are those of T6.3.
func TestPresetsRanks(t *testing.T) {
	t.Parallel()
	yen := func(n int64) *money.Money { m := money.New(n, money.JPY); return &m }
	for _, name := range policy.Presets() {
		p, err := policy.Preset(name)
		require.NoError(t, err)
		require.Equal(t, 3, p.Standing.Months)
		require.Equal(t, []policy.Rank{
			{ID: "regular", SalesEver: 1},
			{ID: "bronze", SalesEver: 10, Completion: money.MustRate("80")},
			{ID: "silver", Sales: 10, Completion: money.MustRate("85")},
			{ID: "gold", Revenue: yen(50_000), Completion: money.MustRate("90"), Rating: 48, IdentityChecked: true, SeenWithinMonths: 1},
			{ID: "platinum", Revenue: yen(100_000), Completion: money.MustRate("90"), Rating: 48, IdentityChecked: true, SeenWithinMonths: 1},
		}, p.Standing.Ranks)
	}
}

// A reminder stands at half of the time, so long before the end, or so long after the
// beginning.
func TestReminders(t *testing.T) {
	t.Parallel()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	start := at(t, "2030-01-10T12:00:00.000001Z")
	var got []string
	for _, r := range p.Notices.Reminders {
		if r.Of == policy.RemindFirstContact {
			got = append(got, r.To.String()+" "+r.At(start, start.Add(48*time.Hour)).Format(time.RFC3339Nano))
		}
	}
	require.Equal(t, []string{
		"seller 2030-01-11T12:00:00.000001Z", // T9.3 at half time
		"seller 2030-01-12T06:00:00.000001Z", // T9.3 6 h before
		"buyer 2030-01-11T12:00:00.000001Z",  // T9.3 the buyer after a day
	}, got)
	half := policy.Reminder{HalfTime: true}
	require.Equal(t, start.Add(time.Microsecond), half.At(start, start.Add(3*time.Microsecond)), "whole microseconds")
}
