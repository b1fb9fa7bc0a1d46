package payment_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
)

const day = 24 * time.Hour

// preset is a policy that comes with the library, changed a little.
func preset(t *testing.T, name string, edit func(p *policy.Policy)) *policy.Policy {
	p, err := policy.Preset(name)
	require.NoError(t, err)
	edit(p)
	return p
}

// generous is a provider without limits.
func generous() payment.Profile {
	return payment.Profile{Name: "bank", Payouts: true}
}

func ptr(m money.Money) *money.Money { return &m }

func codes(list []payment.Finding) []string {
	all := []string{}
	for _, f := range list {
		all = append(all, string(f.Severity)+" "+f.Code)
	}
	return all
}

// A provider without limits keeps every promise.
func TestCheckFindsNothing(t *testing.T) {
	t.Parallel()
	for _, name := range policy.Presets() {
		require.Empty(t, payment.Check(preset(t, name, func(*policy.Policy) {}), generous()))
	}
}

// Each promise that is not kept is found, and one that is just kept is not.
func TestCheck(t *testing.T) {
	t.Parallel()
	yen := func(n int64) map[money.Currency]int64 { return map[money.Currency]int64{money.JPY: n} }
	for _, c := range []struct {
		name    string
		policy  func(p *policy.Policy)
		profile func(p *payment.Profile)
		want    []string
	}{
		{"T4.9 a hold that ends before the life", nil, func(p *payment.Profile) { p.HoldLife = 90 * day }, []string{"error hold_too_short", "warning hold_until_withdrawal"}},
		{"T4.9 a hold a microsecond short", nil, func(p *payment.Profile) { p.HoldLife = 120*day - time.Microsecond }, []string{"error hold_too_short", "warning hold_until_withdrawal"}},
		{"T3.13 a hold as long as the life", nil, func(p *payment.Profile) { p.HoldLife = 120 * day }, []string{"warning hold_tight", "warning hold_until_withdrawal"}},
		{"T3.13 a hold for one cancel request more", nil, func(p *payment.Profile) { p.HoldLife = 122 * day }, []string{"warning hold_until_withdrawal"}},
		{"T4.9 a hold, and a life without end", func(p *policy.Policy) { p.Delivery.AgeLimit = policy.Window{} }, func(p *payment.Profile) { p.HoldLife = 90 * day }, []string{"warning hold_without_end", "warning hold_until_withdrawal"}},
		{"T3.11 refunds that end before the life", nil, func(p *payment.Profile) { p.RefundLife = 119 * day }, []string{"error refund_too_short", "warning refund_after_close"}},
		{"T3.13 refunds that end in a cancel request", nil, func(p *payment.Profile) { p.RefundLife = 120 * day }, []string{"warning refund_tight", "warning refund_after_close"}},
		{"T3.15 refunds that outlive the talkroom", nil, func(p *payment.Profile) { p.RefundLife = 180 * day }, []string{"warning refund_after_close"}},
		{"T3.11 refunds, and a life without end", func(p *policy.Policy) { p.Delivery.AgeLimit = policy.Window{} }, func(p *payment.Profile) { p.RefundLife = 180 * day }, []string{"warning refund_without_end", "warning refund_after_close"}},
		{"an authorisation of a day", nil, func(p *payment.Profile) { p.AuthorisationLife = day }, nil},
		{"an authorisation of an hour", nil, func(p *payment.Profile) { p.AuthorisationLife = time.Hour }, []string{"warning authorisation_short"}},
		{"an authorisation that nobody needs", nil, func(p *payment.Profile) { p.AuthorisationLife, p.CapturesAtOnce = time.Hour, true }, nil},
		{"T1.5 a checkout as long as the payment is due", nil, func(p *payment.Profile) { p.CheckoutLife = 7 * day }, nil},
		{"T1.5 a checkout that outlives the due date", nil, func(p *payment.Profile) { p.CheckoutLife = 8 * day }, []string{"warning checkout_after_due"}},
		{"T1.5 a checkout without a due date", func(p *policy.Policy) { p.Purchase.PaymentDue = policy.Window{} }, func(p *payment.Profile) { p.CheckoutLife = 8 * day }, nil},
		{"a currency that is not taken", nil, func(p *payment.Profile) { p.Currencies = []money.Currency{money.USD} },
			[]string{"error currency", "error currency", "error currency", "error currency"}},
		{"a currency that is", nil, func(p *payment.Profile) { p.Currencies = []money.Currency{money.USD, money.JPY} }, nil},
		{"T4.11 the least amount, with the buyer's fee", nil, func(p *payment.Profile) { p.Least = yen(106) }, nil},
		{"T4.11 less than the least amount", nil, func(p *payment.Profile) { p.Least = yen(107) }, []string{"error amount_too_little"}},
		{"T1.11 the greatest amount, with the buyer's fee", nil, func(p *payment.Profile) { p.Most = yen(105_499) }, nil},
		{"T1.11 more than the greatest amount", nil, func(p *payment.Profile) { p.Most = yen(105_498) }, []string{"error amount_too_much"}},
		{"T4.11 no greatest amount", func(p *policy.Policy) { p.Purchase.Additional.Max = nil }, func(p *payment.Profile) { p.Most = yen(100_000) }, []string{"warning amount_unlimited"}},
		{"a proposal's price above the greatest amount", func(p *policy.Policy) { p.Quotation.Price.Max = ptr(money.New(200_000, money.JPY)) }, func(p *payment.Profile) { p.Most = yen(210_999) },
			[]string{"error amount_too_much"}},
		{"T10.3 keys that fit", nil, func(p *payment.Profile) { p.MaxKey = 26 }, nil},
		{"T10.3 keys that do not fit", nil, func(p *payment.Profile) { p.MaxKey = 25 }, []string{"error key_too_short"}},
		{"T10.3 keys that are forgotten", nil, func(p *payment.Profile) { p.KeyLife = day - time.Second }, []string{"warning key_forgotten"}},
		{"T10.3 keys that are remembered for a day", nil, func(p *payment.Profile) { p.KeyLife = day }, nil},
		{"T10.5 no payouts", nil, func(p *payment.Profile) { p.Payouts = false }, []string{"warning no_payouts"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := preset(t, "coconala-2026", func(p *policy.Policy) {
				p.Quotation.Price.Max, p.Quotation.Price.Min = nil, nil
				if c.policy != nil {
					c.policy(p)
				}
			})
			profile := generous()
			c.profile(&profile)
			found := payment.Check(p, profile)
			require.ElementsMatch(t, c.want, codes(found))
			for _, f := range found {
				for _, lang := range []policy.Language{policy.English, policy.Japanese} {
					require.NotEmpty(t, f.Text(lang))
					require.False(t, strings.ContainsAny(f.Text(lang), "{}"), f.Text(lang))
				}
			}
		})
	}
}

// A finding is readable, names its place and its provider, and comes in order.
func TestFindingText(t *testing.T) {
	t.Parallel()
	p := preset(t, "coconala-2026", func(*policy.Policy) {})
	profile := generous()
	profile.HoldLife, profile.KeyLife = 90*day, time.Hour
	found := payment.Check(p, profile)
	require.Equal(t, []string{"error hold_too_short", "warning key_forgotten", "warning hold_until_withdrawal"}, codes(found))
	require.Equal(t, "error delivery.age_limit (bank): A talkroom may live 120 days, this provider's hold ends at 90 days: "+
		"the money would have to be paid out while the work is under way.", found[0].String())
	require.Equal(t, "トークルームは最長120日続きますが、この決済事業者が代金を預かれるのは90日までです。取引の途中で支払いを迫られることになります。", found[0].Text(policy.Japanese))
	require.Equal(t, map[string]string{"life": "120 days", "limit": "90 days"}, found[0].Params)
}

// A profile that contradicts itself is refused, with everything that is wrong.
func TestValidate(t *testing.T) {
	t.Parallel()
	require.NoError(t, payment.Validate(generous()))
	for name, c := range map[string]struct {
		edit func(p *payment.Profile)
		want string
	}{
		"no name":            {func(p *payment.Profile) { p.Name = "" }, "name"},
		"an unseen name":     {func(p *payment.Profile) { p.Name = "a\u200bb" }, "name"},
		"a negative time":    {func(p *payment.Profile) { p.RefundLife = -1 }, "refund_life"},
		"negative retries":   {func(p *payment.Profile) { p.Webhooks.RetriedFor = -1 }, "webhooks.retried_for"},
		"a negative length":  {func(p *payment.Profile) { p.MaxKey = -1 }, "max_key"},
		"an empty currency":  {func(p *payment.Profile) { p.Currencies = []money.Currency{{}} }, "currencies"},
		"a doubled currency": {func(p *payment.Profile) { p.Currencies = []money.Currency{money.JPY, money.JPY} }, "JPY stands there twice"},
		"an empty method":    {func(p *payment.Profile) { p.Methods = []string{"card", ""} }, "methods"},
		"a doubled method":   {func(p *payment.Profile) { p.Methods = []string{"card", "card"} }, "card stands there twice"},
		"a limit of nothing": {func(p *payment.Profile) { p.Most = map[money.Currency]int64{money.JPY: 0} }, "most.JPY"},
		"a huge limit":       {func(p *payment.Profile) { p.Most = map[money.Currency]int64{money.JPY: money.Max + 1} }, "most.JPY"},
		"crossed limits": {func(p *payment.Profile) {
			p.Least, p.Most = map[money.Currency]int64{money.JPY: 2}, map[money.Currency]int64{money.JPY: 1}
		}, "least.JPY"},
		"a limit of another currency": {func(p *payment.Profile) {
			p.Currencies, p.Least = []money.Currency{money.JPY}, map[money.Currency]int64{money.USD: 1}
		}, "a limit in USD"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := generous()
			c.edit(&p)
			err := payment.Validate(p)
			var faults policy.Faults
			require.ErrorAs(t, err, &faults)
			require.ErrorContains(t, err, c.want)
		})
	}
}

// A method that a provider does not name is refused with those that it does; none is
// right everywhere, and any where the provider does not say.
func TestKnows(t *testing.T) {
	t.Parallel()
	p := payment.Profile{Name: "bank", Methods: []string{"card", "konbini"}}
	for _, method := range []string{"", "card", "konbini"} {
		require.NoError(t, p.Knows(method), method)
	}
	for _, method := range []string{"cards", "Card", " card", "\u200b"} {
		err := p.Knows(method)
		var no *payment.Error
		require.ErrorAs(t, err, &no)
		require.Equal(t, payment.Error{Provider: "bank", Code: "method", Method: method, Methods: []string{"card", "konbini"}}, *no)
		require.ErrorContains(t, err, "card, konbini, or none, is right")
	}
	silent := payment.Profile{Name: "bank"}
	require.NoError(t, silent.Knows("cash"))
}

// Amounts at a provider's limits are taken, those beyond are not, and the error says
// what would be right.
func TestTakes(t *testing.T) {
	t.Parallel()
	p := payment.Profile{
		Name: "bank", Currencies: []money.Currency{money.JPY, money.EUR},
		Least: map[money.Currency]int64{money.JPY: 50}, Most: map[money.Currency]int64{money.JPY: 100},
	}
	for _, c := range []struct {
		amount money.Money
		code   string
		limit  money.Money
	}{
		{money.New(50, money.JPY), "", money.Money{}}, {money.New(100, money.JPY), "", money.Money{}}, {money.New(1, money.EUR), "", money.Money{}},
		{money.New(49, money.JPY), "too_little", money.New(50, money.JPY)}, {money.New(101, money.JPY), "too_much", money.New(100, money.JPY)},
		{money.New(70, money.USD), "currency", money.Money{}}, {money.Money{}, "currency", money.Money{}},
	} {
		err := p.Takes(c.amount)
		if c.code == "" {
			require.NoError(t, err)
			continue
		}
		var no *payment.Error
		require.ErrorAs(t, err, &no)
		require.Equal(t, payment.Error{Provider: "bank", Code: c.code, Amount: c.amount, Limit: c.limit}, *no)
	}
}
