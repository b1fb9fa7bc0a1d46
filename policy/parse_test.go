package policy_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

func presetText(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("presets/coconala.json")
	require.NoError(t, err)
	return string(data)
}

// edited is the default preset with pieces of its text replaced: old, new, old, new.
func edited(t *testing.T, pairs ...string) []byte {
	t.Helper()
	text := presetText(t)
	for i := 0; i < len(pairs); i += 2 {
		require.Equal(t, 1, strings.Count(text, pairs[i]), "%q must stand once", pairs[i])
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return []byte(text)
}

// faultsOf are the faults of a text that is no policy.
func faultsOf(t *testing.T, data []byte) policy.Faults {
	t.Helper()
	p, err := policy.Parse(data)
	require.Nil(t, p)
	var faults policy.Faults
	require.ErrorAs(t, err, &faults)
	for _, f := range faults {
		require.NotEmpty(t, f.Message)
		require.NotEmpty(t, f.Code)
	}
	return faults
}

// One mistake is one fault, at its place in the file.
func TestParseNamesThePlace(t *testing.T) {
	t.Parallel()
	const (
		firstReason = `"id": "duplicate_purchase", "by": "seller", "condition": "duplicate_purchase", "on_silence": "cancels",`
		star        = `"silence": {"may_review": [], "star": 1, "star_on": "seller", "pauses_seller": true, "counts": true}`
		noFirst     = `"id": "no_first_contact", "by": "system", "condition": "no_first_contact",`
		operator    = `"id": "operator", "by": "operator", "condition": "operator",`
		yen         = `"currency": "JPY"}`
	)
	for _, row := range []struct {
		name, old, replaced string
		path, code          string
	}{
		{"unknown section", `"fees":`, `"extra": {}, "fees":`, "extra", "unknown_field"},
		{"another spelling", `"declines": 1`, `"Declines": 2, "declines": 1`, `delivery["Declines"]`, "unknown_field"},
		{"unknown in a row", firstReason, firstReason + `"x": 1,`, "cancel.reasons[0].x", "unknown_field"},
		{"missing section", `"fees": {"seller": "0", "buyer": "0"},`, ``, "fees", "missing"},
		{"missing field", `"declines": 1,`, ``, "delivery.declines", "missing"},
		{"twice", `"declines": 1,`, `"declines": 1, "declines": 1,`, "delivery.declines", "duplicate"},
		{"null", `"declines": 1,`, `"declines": null,`, "delivery.declines", "wrong_type"},
		{"text for a number", `"declines": 1,`, `"declines": "1",`, "delivery.declines", "wrong_type"},
		{"fraction", `"declines": 1,`, `"declines": 1.0,`, "delivery.declines", "wrong_type"},
		{"exponent", `"declines": 1,`, `"declines": 1e0,`, "delivery.declines", "wrong_type"},
		{"huge", `"declines": 1,`, `"declines": 99999999999999999999,`, "delivery.declines", "out_of_range"},
		{"negative", `"declines": 1,`, `"declines": -1,`, "delivery.declines", "out_of_range"},
		{"number for a flag", `"inspection": false`, `"inspection": 0`, "delivery.inspection", "wrong_type"},
		{"list for an object", `"fees": {"seller": "0", "buyer": "0"}`, `"fees": []`, "fees", "wrong_type"},
		{"object for a list", `["content", "budget", "deadline", "other"]`, `{}`, "quotation.refusal_reasons", "wrong_type"},

		{"name", `"name": "coconala"`, `"name": ""`, "name", "invalid_value"},
		{"name with direction change", `"name": "coconala"`, `"name": "coco\u202enala"`, "name", "invalid_value"},
		{"zone", `"Asia/Tokyo"`, `"Asia/ Tokyo"`, "time.zone", "invalid_value"},
		{"T0.1 offset", `"+09:00"`, `"+15:00"`, "time.offset", "invalid_value"},
		{"T1.11 rate over 100 %", `"seller": "0"`, `"seller": "100.1"`, "fees.seller", "invalid_value"},
		{"T1.11 negative rate", `"seller": "0"`, `"seller": "-1"`, "fees.seller", "invalid_value"},
		{"T1.11 rate as a number", `"seller": "0"`, `"seller": 22`, "fees.seller", "wrong_type"},
		{"T1.5 negative period", `"payment_due": "168h"`, `"payment_due": "-168h"`, "purchase.payment_due", "invalid_value"},
		{"T1.5 more than ten years", `"payment_due": "168h"`, `"payment_due": "87601h"`, "purchase.payment_due", "invalid_value"},
		{"T1.12 options until", `"options_until": "close"`, `"options_until": "never"`, "purchase.options_until", "invalid_value"},
		{"T1.12 options", `"max_options": 10`, `"max_options": -1`, "purchase.max_options", "out_of_range"},
		{"T4.11 min over max", `"additional": {}`, `"additional": {"min": {"amount": "2", ` + yen + `, "max": {"amount": "1", ` + yen + `}`, "purchase.additional", "conflict"},
		{"T4.11 two currencies", `"additional": {}`, `"additional": {"min": {"amount": "1", ` + yen + `, "max": {"amount": "2", "currency": "USD"}}`, "purchase.additional", "conflict"},
		{"T4.11 negative", `"additional": {}`, `"additional": {"min": {"amount": "-1", ` + yen + `}`, "purchase.additional.min", "out_of_range"},
		{"T4.11 amount", `"additional": {}`, `"additional": {"min": {"amount": "x", ` + yen + `, "max": {"amount": "1", ` + yen + `}`, "purchase.additional.min", "invalid_value"},
		{"T4.11 twice in an amount", `"additional": {}`, `"additional": {"min": {"amount": "1", "amount": "1", ` + yen + `}`, "purchase.additional.min.amount", "duplicate"},
		{"T1.4 limits null", `"price": {}`, `"price": {"min": null}`, "quotation.price.min", "invalid_value"},

		{"T3.5 duplicates", `"duplicate_within": "168h"`, `"duplicate_within": "-1h"`, "cancel.duplicate_within", "invalid_value"},
		{"T3.7 inside a window", `"answer": "24h"`, `"answer": {"later_of": ["24h", {"elapsed": "x"}]}`, "cancel.answer.later_of[1].elapsed", "invalid_value"},
		{"T3.7 off inside", `"answer": "24h"`, `"answer": {"later_of": ["24h", "off"]}`, "cancel.answer.later_of[1]", "conflict"},
		{"T3.7 one of one", `"answer": "24h"`, `"answer": {"later_of": ["24h"]}`, "cancel.answer.later_of", "out_of_range"},
		{"T0.5 rounded inside", `"answer": "24h"`, `"answer": {"later_of": ["24h", {"elapsed": "1h", "round_up": "hour"}]}`, "cancel.answer.later_of[1]", "conflict"},
		{"reason's condition", `"condition": "duplicate_purchase"`, `"condition": "full_moon"`, "cancel.reasons[0].condition", "invalid_value"},
		{"reason twice", `"id": "duplicate_purchase"`, `"id": "operator"`, "cancel.reasons[11].id", "duplicate"},
		{"reason's id", `"id": "duplicate_purchase"`, `"id": "Duplicate Purchase"`, "cancel.reasons[0].id", "invalid_value"},
		{"reason by nobody", firstReason, strings.Replace(firstReason, `"by": "seller"`, `"by": "nobody"`, 1), "cancel.reasons[0].by", "invalid_value"},
		{"reason by a stranger", firstReason, strings.Replace(firstReason, `"by": "seller"`, `"by": "stranger"`, 1), "cancel.reasons[0].by", "invalid_value"},
		{"T3.7 what silence does", firstReason, strings.Replace(firstReason, `"cancels"`, `"sleeps"`, 1), "cancel.reasons[0].on_silence", "invalid_value"},
		{"T3.7 silence left out", firstReason, strings.Replace(firstReason, ` "on_silence": "cancels",`, ``, 1), "cancel.reasons[0].on_silence", "invalid_value"},
		{"T2.1 silence of nobody", noFirst, noFirst + ` "on_silence": "lapses",`, "cancel.reasons[10].on_silence", "conflict"},
		{"T2.1 the system's reason for a party", noFirst, strings.Replace(noFirst, `"by": "system"`, `"by": "seller", "on_silence": "cancels"`, 1), "cancel.reasons[10].condition", "conflict"},
		{"T3.15 the operator's reason for a party", operator, strings.Replace(operator, `"by": "operator"`, `"by": "buyer", "on_silence": "cancels"`, 1), "cancel.reasons[11].condition", "conflict"},
		{"T2.1 row missing", noFirst, strings.NewReplacer(`"by": "system"`, `"by": "seller", "on_silence": "lapses"`, `"condition": "no_first_contact"`, `"condition": "always"`).Replace(noFirst), "cancel.reasons", "incomplete"},
		{"T3.9 star out of range", star, strings.Replace(star, `"star": 1`, `"star": 6`, 1), "cancel.reasons[9].silence.star", "out_of_range"},
		{"T3.9 star on nobody", star, strings.Replace(star, `"star_on": "seller", `, ``, 1), "cancel.reasons[9].silence.star_on", "missing"},
		{"T3.9 side without a star", star, strings.Replace(star, `"star": 1, `, ``, 1), "cancel.reasons[9].silence.star_on", "conflict"},
		{"T5.10 a review beside the star", star, strings.Replace(star, `[]`, `["buyer"]`, 1), "cancel.reasons[9].silence.may_review", "conflict"},
		{"review by an operator", star, strings.Replace(star, `[]`, `["operator"]`, 1), "cancel.reasons[9].silence.may_review[0]", "invalid_value"},

		{"T5.3 item twice", `["request_clarity", "communication", "schedule"]`, `["schedule", "schedule"]`, "review.seller_items[1]", "duplicate"},
		{"T5.3 item's id", `["request_clarity", "communication", "schedule"]`, `[""]`, "review.seller_items[0]", "invalid_value"},
		{"T5.4 stars", `"comment_up_to": 2`, `"comment_up_to": 6`, "review.comment_up_to", "out_of_range"},
		{"T5.5 length", `"comment_max": 0`, `"comment_max": -1`, "review.comment_max", "out_of_range"},
		{"T5.8 visibility", `"on_send"`, `"in_secret"`, "review.visibility", "invalid_value"},
		{"T5.8 blind for too long", `"blind": "off"`, `"blind": "2161h"`, "review.blind", "conflict"},
		{"T5.11 averages", `"item_averages_from": 0`, `"item_averages_from": -1`, "review.item_averages_from", "out_of_range"},
		{"T7.1 no files", `"max_files": 5`, `"max_files": 0`, "attachment.max_files", "out_of_range"},
		{"T7.2 no bytes", `"talkroom_bytes": 200000000`, `"talkroom_bytes": 0`, "attachment.talkroom_bytes", "out_of_range"},
		{"T7.3 kind", `"excel",`, `"exe",`, "attachment.kinds[0]", "invalid_value"},
		{"T7.3 kind twice", `"excel",`, `"zip",`, "attachment.kinds[17]", "duplicate"},
		{"T7.4 entries", `"entries": 10000`, `"entries": 0`, "attachment.zip.entries", "out_of_range"},
		{"T7.4 bytes", `"bytes": 2000000000`, `"bytes": -1`, "attachment.zip.bytes", "out_of_range"},
		{"T7.4 ratio", `"ratio": 200`, `"ratio": 0`, "attachment.zip.ratio", "out_of_range"},
		{"T7.4 depth", `"depth": 3`, `"depth": 0`, "attachment.zip.depth", "out_of_range"},
		{"T7.5 length", `"name_max": 200`, `"name_max": 3`, "attachment.name_max", "out_of_range"},
		{"T8.4 action", `"phone": "refuse"`, `"phone": "shout"`, "contact.actions.phone", "invalid_value"},
		{"T8.4 kind missing", `"phone": "refuse",`, ``, "contact.actions.phone", "missing"},
		{"T8.4 kind unknown", `"phone": "refuse",`, `"phone": "refuse", "pigeon": "warn",`, "contact.actions.pigeon", "unknown_field"},
		{"T8.5 host", `"gigafile.nu"`, `"https://gigafile.nu/"`, "contact.allowed_hosts[0]", "invalid_value"},
		{"T8.5 host allowed and forbidden", `"gigafile.nu"`, `"github.com"`, "contact.allowed_hosts[0]", "conflict"},
		{"T8.2 name", `"LINE"`, `" "`, "contact.service_names[0]", "invalid_value"},
		{"T9.3 subject", `{"of": "approval"`, `{"of": "birthday"`, "notices.reminders[6].of", "invalid_value"},
		{"T9.3 no time", `{"of": "silence", "before": "24h"}`, `{"of": "silence"}`, "notices.reminders[4]", "conflict"},
		{"T9.3 two times", `"half_time": true`, `"half_time": true, "before": "1h"`, "notices.reminders[1]", "conflict"},
		{"T9.3 to an operator", `"to": "seller", "half_time"`, `"to": "operator", "half_time"`, "notices.reminders[1].to", "invalid_value"},
		{"T6.3 months", `"months": 3`, `"months": 0`, "standing.months", "out_of_range"},
		{"T6.3 day", `"recompute_day": 1`, `"recompute_day": 31`, "standing.recompute_day", "out_of_range"},
		{"T6.3 rank twice", `"id": "bronze"`, `"id": "regular"`, "standing.ranks[1]", "duplicate"},
		{"T6.3 completion", `"completion": "80"`, `"completion": "180"`, "standing.ranks[1].completion", "invalid_value"},
		{"T6.5 weight", `"search_weight": {"rank": 40, "completion": 30, "rating": 30}`, `"search_weight": {"rank": 0, "completion": 0, "rating": 0}`, "standing.search_weight", "conflict"},
		{"T6.3 no id", `"id": "bronze"`, `"id": "Bronze!"`, "standing.ranks[1].id", "invalid_value"},
		{"T6.3 revenue", `"revenue": {"amount": "50000"`, `"revenue": {"amount": "-50000"`, "standing.ranks[3].revenue", "out_of_range"},
		{"T6.3 rating", `"completion": "80"`, `"rating": "5.5"`, "standing.ranks[1].rating", "invalid_value"},
		{"T7.3 no kinds", `"max_files": 5`, `"max_files": 5, "other": 0`, "attachment.other", "unknown_field"},
		{"reviewer twice", star, strings.Replace(star, `[], "star": 1, "star_on": "seller"`, `["buyer", "buyer"]`, 1), "cancel.reasons[9].silence.may_review[1]", "duplicate"},
		{"kind of condition", firstReason, strings.NewReplacer(`"by": "seller"`, `"by": "system"`, ` "on_silence": "cancels",`, ``).Replace(firstReason), "cancel.reasons[0].condition", "conflict"},
		{"T10.5 fee alone", `"payout": {}`, `"payout": {"fee": {"amount": "160", ` + yen + `}`, "payout", "conflict"},
		{"T10.5 two currencies", `"payout": {}`, `"payout": {"fee": {"amount": "160", ` + yen + `, "free_from": {"amount": "3000", "currency": "USD"}}`, "payout", "conflict"},
		{"T10.5 fee over threshold", `"payout": {}`, `"payout": {"fee": {"amount": "160", ` + yen + `, "free_from": {"amount": "100", ` + yen + `}`, "payout.fee", "conflict"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			faults := faultsOf(t, edited(t, row.old, row.replaced))
			require.Len(t, faults, 1, "%v", faults)
			require.Equal(t, row.path, faults[0].Path)
			require.Equal(t, row.code, faults[0].Code)
		})
	}
}

// Every mistake is found at once, those of types beside those of values.
func TestParseFindsEverythingAtOnce(t *testing.T) {
	t.Parallel()
	faults := faultsOf(t, edited(t,
		`"declines": 1`, `"declines": "one"`,
		`"fees": {"seller": "0"`, `"fees": {"seller": "200"`,
		`"condition": "duplicate_purchase"`, `"condition": "full_moon"`,
		`"id": "operator", "by": "operator", "condition": "operator",`, `"id": "operator", "by": "buyer", "condition": "always", "on_silence": "lapses",`,
		`"window": "2160h"`, `"window": "1h"`,
		`"blind": "off"`, `"blind": "2h"`,
		`"payout": {}`, `"payout": {}, "bonus": true`,
	))
	var paths []string
	for _, f := range faults {
		paths = append(paths, f.Path)
	}
	require.ElementsMatch(t, []string{
		"bonus", "delivery.declines", "fees.seller", "cancel.reasons[0].condition", "cancel.reasons", "review.blind",
	}, paths)
	require.Contains(t, faults.Error(), "6 faults:\n")
	require.Contains(t, faults.Error(), `cancel.reasons[0].condition: "full_moon" is not known; one of always,`)
}

// What is no JSON object at all is one fault, with its line where there is one.
func TestParseRefusesWhatIsNoDocument(t *testing.T) {
	t.Parallel()
	whole := presetText(t)
	for text, says := range map[string]string{
		"":                                   "ends too early",
		"  \n":                               "ends too early",
		"null":                               "must be an object",
		"[]":                                 "must be an object",
		`"off"`:                              "must be an object",
		whole[:len(whole)/2]:                 "ends too early",
		whole + "{}":                         "something follows",
		whole + "x":                          "something follows",
		"{\n\"name\": \"a\",\n,}":            "line 3",
		"{\"name\": \"\xff\"}":               "valid UTF-8",
		strings.Repeat("[", 100_000):         "in one another",
		strings.Repeat(" ", 1<<20) + "{}":    "are read",
		"\ufeff{}":                           "line 1",
		`{"name": 'coconala'}`:               "line 1",
		"{\"name\": \"a\"} // and a comment": "something follows",
	} {
		faults := faultsOf(t, []byte(text))
		require.Len(t, faults, 1)
		require.Contains(t, faults[0].Message, says)
		require.Less(t, len(faults[0].Message), 200)
	}
}

// A window that names no offset counts in the policy's; one that names its own keeps it.
func TestParseFillsTheOffset(t *testing.T) {
	t.Parallel()
	p, err := policy.Parse(edited(t,
		`"answer": "24h"`, `"answer": {"earlier_of": [{"end_of_day": 1}, {"end_of_day": 2, "offset": "-05:00"}], "round_up": "hour"}`,
		`"approval": "72h"`, `"approval": {"business_days": 3, "closed": ["2030-01-01"]}`,
	))
	require.NoError(t, err)
	require.Equal(t, policy.EarlierOf(policy.EndOfDay(1, tokyo), policy.EndOfDay(2, newYork)).RoundUp(tokyo), p.Cancel.Answer)
	require.Equal(t, policy.BusinessDays(3, tokyo, policy.Date{Year: 2030, Month: 1, Day: 1}), p.Delivery.Approval)
}

// A policy that a program builds is checked as one from a file is.
func TestValidateWhatAProgramBuilt(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]struct {
		do   func(*policy.Policy)
		path string
	}{
		"negative window":        {func(p *policy.Policy) { p.Delivery.Close = policy.Hours(-1) }, "delivery.close"},
		"absurd window":          {func(p *policy.Policy) { p.Delivery.Close = policy.Hours(1 << 20) }, "delivery.close"},
		"too fine":               {func(p *policy.Policy) { p.Delivery.Close = policy.Elapsed(1) }, "delivery.close"},
		"negative days":          {func(p *policy.Policy) { p.Delivery.Close = policy.EndOfDay(-1, tokyo) }, "delivery.close"},
		"offset out of range":    {func(p *policy.Policy) { p.Delivery.Close = policy.EndOfDay(1, 15*3600) }, "delivery.close"},
		"offset of seconds":      {func(p *policy.Policy) { p.Time.Offset = 1 }, "time.offset"},
		"a closed day of no day": {func(p *policy.Policy) { p.Delivery.Close = policy.BusinessDays(1, 0, policy.Date{2030, 2, 30}) }, "delivery.close"},
		"rounded off":            {func(p *policy.Policy) { p.Delivery.Close = policy.Window{}.RoundUp(tokyo) }, "delivery.close"},
		"negative inside":        {func(p *policy.Policy) { p.Quotation.Lapse = policy.LaterOf(policy.Hours(1), policy.Hours(-1)) }, "quotation.lapse.later_of[1]"},
		"negative period":        {func(p *policy.Policy) { p.Cancel.DuplicateWithin = -1000 }, "cancel.duplicate_within"},
		"far too many closed days": {func(p *policy.Policy) {
			var days []policy.Date
			for i := range 3651 {
				days = append(days, utc.Date(policy.Date{Year: 2030, Month: 1, Day: 1}.Start(utc).AddDate(0, 0, i)))
			}
			p.Delivery.Close = policy.BusinessDays(1, 0, days...)
		}, "delivery.close"},
		"no kinds":                  {func(p *policy.Policy) { p.Attachment.Kinds = nil }, "attachment.kinds"},
		"amount without a currency": {func(p *policy.Policy) { p.Quotation.Price.Min = new(money.Money) }, "quotation.price.min"},
		"amount of too many digits": {func(p *policy.Policy) { m := money.New(money.Max+1, money.JPY); p.Quotation.Price.Max = &m }, "quotation.price.max"},
		"seen":                      {func(p *policy.Policy) { p.Standing.Ranks[3].SeenWithinMonths = -1 }, "standing.ranks[3].seen_within_months"},
		"reminder":                  {func(p *policy.Policy) { p.Notices.Reminders[2].Before = -3600e9 }, "notices.reminders[2].before"},
		"rating":                    {func(p *policy.Policy) { p.Standing.Ranks[3].Rating = 51 }, "standing.ranks[3].rating"},
		"hidden for ever": {func(p *policy.Policy) {
			p.Review.Visibility, p.Review.Window = policy.DoubleBlind, policy.Window{}
		}, "review.blind"},
		"no actions": {func(p *policy.Policy) { delete(p.Contact.Actions, policy.FoundPhone) }, "contact.actions.phone"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := policy.Preset(policy.Default)
			require.NoError(t, err)
			change.do(p)
			faults := p.Validate()
			require.Len(t, faults, 1, "%v", faults)
			require.Equal(t, change.path, faults[0].Path)
		})
	}
	require.NotEmpty(t, new(policy.Policy).Validate(), "the empty policy is none")
}

// A blind period is compared with a review window of any form, by the longest that
// each can last.
func TestValidateComparesWindows(t *testing.T) {
	t.Parallel()
	days := policy.BusinessDays(5, tokyo, policy.Date{Year: 2030, Month: 1, Day: 1})
	for _, row := range []struct {
		window, blind policy.Window
		ok            bool
	}{
		{policy.Hours(240), policy.Hours(240), true},
		{policy.Hours(240), policy.Elapsed(240*time.Hour + time.Microsecond), false},
		{policy.EndOfDay(9, tokyo), policy.Hours(240), true},
		{policy.EndOfDay(9, tokyo), policy.Hours(241), false},
		{days, days, true},
		{policy.Hours(264), days, true},
		{policy.Hours(263), days, false},
		{policy.Hours(72), days, false},
		{policy.Hours(72), policy.EarlierOf(days, policy.Hours(72)), true},
		{policy.Hours(72), policy.LaterOf(days, policy.Hours(72)), false},
		{policy.Window{}, policy.Hours(72), true},
	} {
		p, err := policy.Preset(policy.Default)
		require.NoError(t, err)
		p.Review.Window, p.Review.Blind = row.window, row.blind
		require.Equal(t, row.ok, len(p.Validate()) == 0, "%+v in %+v", row.blind, row.window)
	}
}

// A policy is read back as it was written, and its terms alone by the digest under
// which a purchase freezes them.
func TestTermsComeBack(t *testing.T) {
	t.Parallel()
	digests := map[string]bool{}
	for _, name := range policy.Presets() {
		p, err := policy.Preset(name)
		require.NoError(t, err)
		written, err := p.JSON()
		require.NoError(t, err)
		again, err := policy.Parse(written)
		require.NoError(t, err)
		require.Equal(t, p, again)

		frozen, err := p.Terms.JSON()
		require.NoError(t, err)
		terms, err := policy.ParseTerms(frozen)
		require.NoError(t, err)
		require.Equal(t, &p.Terms, terms, "T1.9 the terms come back")
		require.Equal(t, p.Terms.Digest(), terms.Digest())
		require.Len(t, terms.Digest(), 64)
		digests[terms.Digest()] = true
	}
	require.Len(t, digests, len(policy.Presets()), "two editions have two digests")
}

// Terms that say the same have one digest; a section that decides no transaction has
// no part in it.
func TestDigest(t *testing.T) {
	t.Parallel()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	before := p.Terms.Digest()

	p.Payout, p.Contact, p.Standing = policy.Payout{}, policy.Contact{}, policy.Standing{}
	p.Cancel.Reasons[0].Agreed.MayReview = []policy.Role{policy.Seller, policy.Buyer}
	p.Cancel.Reasons[9].Silence.MayReview = nil
	p.Delivery.Approval = policy.Elapsed(72 * 3600 * 1e9)
	require.Equal(t, before, p.Terms.Digest(), "T1.9 the same terms")
	require.Equal(t, []policy.Role{policy.Seller, policy.Buyer}, p.Cancel.Reasons[0].Agreed.MayReview, "nothing was moved")

	p.Delivery.Declines = 2
	require.NotEqual(t, before, p.Terms.Digest(), "T1.9 other terms")
}

// Frozen terms are strict on fields and types, but a value that is refused today and
// a field that came later don't stop a running transaction.
func TestParseTerms(t *testing.T) {
	t.Parallel()
	terms, err := policy.ParseTerms([]byte(`{"name":"old","time":{"zone":"Asia/Tokyo","offset":"+09:00"},"delivery":{"declines":-7,"close":{"end_of_day":1}}}`))
	require.NoError(t, err)
	require.Equal(t, -7, terms.Delivery.Declines)
	require.Equal(t, policy.EndOfDay(1, tokyo), terms.Delivery.Close)
	require.True(t, terms.Cancel.Answer.Off())
	for _, text := range []string{``, `[]`, `{"name":1}`, `{"name":"a","name":"b"}`, `{"payout":{}}`, `{"delivery":{"declines":"1"}}`, `{} {}`} {
		_, err := policy.ParseTerms([]byte(text))
		require.Error(t, err, text)
	}
}

// Whatever Parse takes it writes and takes again, to the same policy.
func FuzzParse(f *testing.F) {
	for _, name := range policy.Presets() {
		data, err := os.ReadFile("presets/" + name + ".json")
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(`{"cancel":{"reasons":[{"by":"seller"}],"answer":{"later_of":[{},"off"]}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := policy.Parse(data)
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		written, err := p.JSON()
		require.NoError(t, err)
		again, err := policy.Parse(written)
		require.NoError(t, err)
		rewritten, err := again.JSON()
		require.NoError(t, err)
		require.Equal(t, string(written), string(rewritten))
	})
}

func BenchmarkParse(b *testing.B) {
	data, err := os.ReadFile("presets/coconala-2026.json")
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = policy.Parse(data)
	}
}

func BenchmarkDigest(b *testing.B) {
	p, err := policy.Preset(policy.Default)
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		p.Terms.Digest()
	}
}
