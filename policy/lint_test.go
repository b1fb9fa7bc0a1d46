package policy

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
)

// yen is an amount for a table.
func yen(n int64) *money.Money { return new(money.New(n, money.JPY)) }

// lintRows are, for every code, a change of the default preset that brings exactly
// the advice named, at its path.
var lintRows = []struct {
	name   string
	change func(*Policy)
	want   []string
}{
	{"T0.1 a zone of another offset", func(p *Policy) { p.Time.Offset = 0 }, []string{"zone_offset time.offset"}},
	{"T1.5 no time to pay", func(p *Policy) {
		p.Purchase.PaymentDue, p.Notices.Reminders = Hours(0), p.Notices.Reminders[1:]
	}, []string{"ends_at_once purchase.payment_due", "unreminded notices.reminders"}},
	{"T5.2 no time to review", func(p *Policy) { p.Review.Window = Hours(0) }, []string{"no_time review.window"}},
	{"T0.5 a rounding longer than the time", func(p *Policy) { p.Delivery.Close = Elapsed(30 * time.Minute).RoundUp(0) }, []string{"round_up_longer delivery.close"}},
	{"T1.11 a fee of everything", func(p *Policy) { p.Fees.Seller.Rate = money.MustRate("100") }, []string{"seller_fee_whole fees.seller"}},
	{"T1.11 a fee of everything up to a cap", func(p *Policy) { p.Fees.Seller = Fee{Rate: money.MustRate("100"), Max: yen(500)} }, nil},
	{"T1.11 a floor below the least payment", func(p *Policy) { p.Fees.Seller.Min, p.Purchase.Additional.Min = yen(99), yen(100) }, nil},
	{"T1.11 a floor as high as the least payment", func(p *Policy) { p.Fees.Seller.Min, p.Purchase.Additional.Min = yen(100), yen(100) }, []string{"seller_fee_floor_whole fees.seller.min"}},
	{"T1.11 a cap of nothing", func(p *Policy) { p.Fees.Buyer.Max = yen(0) }, []string{"fee_cap_of_nothing fees.buyer.max"}},
	{"T1.12 options of no listing", func(p *Policy) { p.Purchase.MaxOptions = 0 }, []string{"options_idle purchase.options_on_quotation"}},
	{"T1.8 notes on quotations alone", func(p *Policy) { p.Purchase.PostNotes, p.Purchase.PostNotesOnQuotation = false, true }, []string{"notes_quotation_only purchase.post_notes_on_quotation"}},
	{"T1.4 a greatest price of nothing", func(p *Policy) { p.Quotation.Price.Max = yen(0) }, []string{"limit_of_nothing quotation.price.max"}},
	{"T4.11 a greatest payment of nothing", func(p *Policy) { p.Purchase.Additional.Max = yen(0) }, []string{"limit_of_nothing purchase.additional.max"}},
	{"T10.5 a fee in another currency", func(p *Policy) {
		usd, err := money.ParseCurrency("USD")
		if err != nil {
			panic(err)
		}
		p.Payout = Payout{Fee: new(money.New(1, usd)), FreeFrom: new(money.New(100, usd))}
	}, []string{"currencies_differ payout.fee"}},
	{"T4.11 an additional payment above the greatest price", func(p *Policy) {
		p.Quotation.Price.Max, p.Purchase.Additional.Max = yen(1000), yen(1001)
	}, []string{"additional_above_price purchase.additional"}},
	{"T2.1 the first contact after the silence", func(p *Policy) { p.Cancel.FirstContact = Hours(97) }, []string{"first_contact_after_silence cancel.first_contact"}},
	{"T4.9 the first contact after the end", func(p *Policy) {
		aged(p, 47)
		p.Cancel.SellerSilence, p.Cancel.BuyerSilence, p.Delivery.Approval = Hours(47), Hours(47), Hours(47)
		p.Cancel.FirstContact = Hours(48)
	}, []string{"first_contact_after_age cancel.first_contact", "first_contact_after_silence cancel.first_contact"}},
	{"T4.9 a silence after the end", func(p *Policy) { aged(p, 200); p.Cancel.SellerSilence = Hours(201) }, []string{"silence_after_age cancel.seller_silence"}},
	{"T3.14 hidden before it is reviewed", func(p *Policy) { p.Cancel.Hide = Hours(72) }, []string{"hide_before_review cancel.hide"}},
	{"T4.4 an approval that takes longer than none", func(p *Policy) { p.Delivery.Close = Hours(73) }, []string{"close_after_approval delivery.close"}},
	{"T4.9 an approval after the end", func(p *Policy) { aged(p, 200); p.Delivery.Approval = Hours(201) }, []string{"approval_after_age delivery.approval"}},
	{"T4.5 no declines", func(p *Policy) { p.Delivery.Declines = 0 }, []string{"declines_none delivery.declines"}},
	{"T5.5 a comment of a word", func(p *Policy) { p.Review.CommentMax = 19 }, []string{"comment_too_short review.comment_max"}},
	{"T5.5 a comment longer than any text", func(p *Policy) { p.Review.CommentMax = MaxText + 1 }, []string{"comment_max_idle review.comment_max"}},
	{"T5.8 blind, and shown at once", func(p *Policy) { p.Review.Blind = Hours(1) }, []string{"blind_idle review.blind"}},
	{"T5.11 averages of nothing", func(p *Policy) {
		p.Review.BuyerItems, p.Review.SellerItems, p.Review.ItemAveragesFrom = nil, nil, 3
	}, []string{"averages_idle review.item_averages_from"}},
	{"T5.11 an average of one", func(p *Policy) { p.Review.ItemAveragesFrom = 1 }, []string{"averages_reveal review.item_averages_from"}},
	{"T1.1 no reason to refuse with", func(p *Policy) { p.Quotation.RefusalReasons = nil }, []string{"refusal_none quotation.refusal_reasons"}},
	{"T1.1 one reason twice", func(p *Policy) { p.Quotation.RefusalReasons = []string{"other", "others"} }, []string{"refusal_twice quotation.refusal_reasons[1]"}},
	{"T10.5 a fee of everything", func(p *Policy) { p.Payout = Payout{Fee: yen(160), FreeFrom: yen(160)} }, []string{"payout_fee_whole payout.fee"}},
	{"T10.5 a fee of nothing", func(p *Policy) { p.Payout = Payout{Fee: yen(0), FreeFrom: yen(160)} }, []string{"payout_fee_idle payout.fee"}},

	{"T3.2 a reason that waits for ever", func(p *Policy) { p.Cancel.SellerSilence = Window{} }, []string{"reason_needs_silence cancel.reasons[9].condition", "buyer_no_way_out cancel.reasons"}},
	{"T3.4 the same of the seller's", func(p *Policy) { p.Cancel.BuyerSilence = Window{} }, []string{"reason_needs_silence cancel.reasons[2].condition"}},
	{"T3.1 no reason of the seller's", func(p *Policy) {
		p.Cancel.Reasons, p.Cancel.BuyerSilence = p.Cancel.Reasons[9:], Window{}
	}, []string{"seller_no_reason cancel.reasons"}},
	{"T3.7 silence decides, and never comes", func(p *Policy) { p.Cancel.Answer = Window{} }, []string{"answer_off cancel.answer", "reminder_off notices.reminders[5]"}},
	{"T3.4 a silence nobody asks for", func(p *Policy) { p.Cancel.Reasons = slices.Delete(p.Cancel.Reasons, 2, 3) }, []string{"silence_idle cancel.buyer_silence"}},
	{"T3.7 a star by a silence that lapses", func(p *Policy) { p.Cancel.Reasons[9].OnSilence = SilenceLapses }, []string{"silence_outcome_idle cancel.reasons[9].silence"}},
	{"T3.10 a star on the sender", func(p *Policy) {
		p.Cancel.Reasons[9].Silence = Outcome{Star: 1, StarOn: Buyer}
	}, []string{"star_on_sender cancel.reasons[9].silence.star_on"}},
	{"T3.9 a pause for the buyer's silence", func(p *Policy) {
		p.Cancel.Reasons[2].Silence = Outcome{PausesSeller: true, Counts: true}
	}, []string{"pause_for_others_silence cancel.reasons[2].silence.pauses_seller"}},
	{"T5.10 a star that praises", func(p *Policy) { p.Cancel.Reasons[9].Silence.Star = 4 }, []string{"star_praises cancel.reasons[9].silence.star"}},
	{"T3.9 a star without a pause", func(p *Policy) { p.Cancel.Reasons[9].Silence.PausesSeller = false }, []string{"star_without_pause cancel.reasons[9].silence.star"}},
	{"T6.2 a penalty that does not count", func(p *Policy) { p.Cancel.Reasons[9].Silence.Counts = false }, []string{"penalty_uncounted cancel.reasons[9].silence.counts"}},

	{"T7.2 more outside than inside", func(p *Policy) { p.Attachment.MessageBytes++ }, []string{"message_above_talkroom attachment.message_bytes"}},
	{"T7.2 fewer bytes than files", func(p *Policy) { p.Attachment.MessageBytes = 4 }, []string{"bytes_below_files attachment.max_files"}},
	{"T7.3 kinds left out", func(p *Policy) { p.Attachment.Kinds = []string{"pdf", "txt"} }, []string{"kinds_left_out attachment.kinds"}},
	{"T7.4 an archive below a message", func(p *Policy) { p.Attachment.Zip.Bytes = 199_999_999 }, []string{"zip_below_message attachment.zip.bytes"}},
	{"T7.4 an archive that may not pack", func(p *Policy) { p.Attachment.Zip.Ratio = 1 }, []string{"zip_ratio_one attachment.zip.ratio"}},
	{"T7.4 a ratio beyond all packing", func(p *Policy) { p.Attachment.Zip.Ratio = 1033 }, []string{"zip_ratio_idle attachment.zip.ratio"}},
	{"T8.4 everything allowed", func(p *Policy) {
		for kind := range p.Contact.Actions {
			p.Contact.Actions[kind] = Allow
		}
	}, []string{"contact_all_allowed contact.actions"}},
	{"T8.4 a guess above what is sure", func(p *Policy) { p.Contact.Actions[FoundPhone] = Allow }, []string{"contact_upside_down contact.actions.phone"}},
	{"T8.4 a list of what is allowed", func(p *Policy) { p.Contact.Actions[FoundForbiddenLink] = Allow }, []string{"contact_list_idle contact.forbidden_hosts"}},
	{"T8.4 an action and nothing to find", func(p *Policy) { p.Contact.ServiceNames = nil }, []string{"contact_action_idle contact.actions.service_name"}},
	{"T8.5 an allowed host under a forbidden one", func(p *Policy) { p.Contact.AllowedHosts = []string{"docs.github.io"} }, []string{"host_both contact.allowed_hosts[0]"}},
	{"T8.5 a forbidden host under an allowed one", func(p *Policy) {
		p.Contact.AllowedHosts = []string{"zoom.us", "google.com"}
		p.Contact.ForbiddenHosts = []string{"meet.google.com"}
	}, []string{"host_both contact.forbidden_hosts[0]"}},
	{"T8.5 a host under another", func(p *Policy) { p.Contact.AllowedHosts = append(p.Contact.AllowedHosts, "1.gigafile.nu") }, []string{"host_twice contact.allowed_hosts[1]"}},
	{"T8.2 a name in another width", func(p *Policy) { p.Contact.ServiceNames = []string{"LINE", "ｌｉｎｅ"} }, []string{"service_name_twice contact.service_names[1]"}},
	{"T8.3 one letter that stops a text", func(p *Policy) {
		p.Contact.Actions[FoundServiceName] = Hold
		p.Contact.ServiceNames = []string{"X"}
	}, []string{"service_name_short contact.service_names[0]"}},

	{"T9.3 a reminder of nothing", func(p *Policy) { p.Purchase.PaymentDue = Window{} }, []string{"reminder_off notices.reminders[0]"}},
	{"T9.3 a reminder at the start", func(p *Policy) { p.Notices.Reminders[0].Before = p.Notices.Reminders[0].Before * 7 }, []string{"reminder_never notices.reminders[0]"}},
	{"T9.3 a reminder at the end", func(p *Policy) {
		p.Notices.Reminders[3].After = Period(48 * time.Hour)
	}, []string{"reminder_never notices.reminders[3]"}},
	{"T9.3 one instant twice", func(p *Policy) {
		p.Notices.Reminders[2].Before = Period(24 * time.Hour) // half of 48 h
	}, []string{"reminder_twice notices.reminders[2]"}},
	{"T9.3 a deadline without a reminder", func(p *Policy) { p.Notices.Reminders = slices.Delete(p.Notices.Reminders, 6, 7) }, []string{"unreminded notices.reminders"}},
	{"T6.5 a search by no rank", func(p *Policy) { p.Standing.Ranks = nil }, []string{"search_idle standing.search_weight.rank"}},
	{"T6.3 platinum for less than gold", func(p *Policy) { p.Standing.Ranks[4].Revenue = yen(49_999) }, []string{"ranks_descend standing.ranks[4].revenue", "rank_unreachable standing.ranks[3]"}},
	{"T6.3 a rank below that asks for more", func(p *Policy) { p.Standing.Ranks[1].Completion = money.MustRate("86") }, []string{"ranks_descend standing.ranks[2].completion"}},
}

// quiet is the default preset without its one note: a reminder of the age limit,
// which is off.
func quiet(t *testing.T) *Policy {
	t.Helper()
	p, err := Preset(Default)
	require.NoError(t, err)
	p.Notices.Reminders = slices.Delete(p.Notices.Reminders, 7, 8)
	return p
}

// aged gives a policy an age limit with its reminder.
func aged(p *Policy, hours int) {
	p.Delivery.AgeLimit = Hours(hours)
	p.Notices.Reminders = append(p.Notices.Reminders, Reminder{Of: RemindAgeLimit, Before: Period(time.Hour)})
}

func codes(list []Advice) []string {
	all := make([]string, len(list))
	for i, a := range list {
		all[i] = a.Code + " " + a.Path
	}
	return all
}

// A changed value brings exactly the advice it should, beside what is said of the
// preset anyhow; and each policy is one that Validate takes.
func TestLint(t *testing.T) {
	t.Parallel()
	for _, row := range lintRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			p := quiet(t)
			require.Empty(t, Lint(p))
			row.change(p)
			require.Empty(t, p.Validate())
			require.ElementsMatch(t, row.want, codes(Lint(p)))
		})
	}
}

// Every code of this package has a row that brings it, and every row's rule exists.
func TestEveryAdviceIsProved(t *testing.T) {
	t.Parallel()
	proved := map[string]bool{}
	for _, row := range lintRows {
		for _, want := range row.want {
			code, _, _ := strings.Cut(want, " ")
			proved[code] = true
		}
	}
	for code := range advices {
		if _, machine := machineAdvice[code]; !machine {
			require.True(t, proved[code], "no policy of the table brings %s", code)
		}
	}
}

// Just inside a boundary nothing is said.
func TestLintBoundaries(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*Policy){
		"T2.1 first contact and silence at one instant": func(p *Policy) { p.Cancel.FirstContact = p.Cancel.SellerSilence },
		"T4.4 close and approval alike":                 func(p *Policy) { p.Delivery.Close = p.Delivery.Approval },
		"T5.5 twenty code points":                       func(p *Policy) { p.Review.CommentMax = 20 },
		"T5.5 the longest text":                         func(p *Policy) { p.Review.CommentMax = MaxText },
		"T9.3 a microsecond after the start":            func(p *Policy) { p.Notices.Reminders[0].Before = Period(168*time.Hour - time.Microsecond) },
		"T0.5 an hour, rounded":                         func(p *Policy) { p.Delivery.Close = Hours(1).RoundUp(0) },
		"T7.4 a ratio of deflate":                       func(p *Policy) { p.Attachment.Zip.Ratio = 1032 },
		"T3.14 hidden when nobody may review": func(p *Policy) {
			p.Cancel.Hide = Hours(72)
			for i := range p.Cancel.Reasons {
				p.Cancel.Reasons[i].Agreed.MayReview, p.Cancel.Reasons[i].Silence.MayReview = nil, nil
			}
		},
		"T4.4 days that may be longer and may not": func(p *Policy) { p.Delivery.Close = EndOfDay(2, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := quiet(t)
			change(p)
			require.Empty(t, codes(Lint(p)))
		})
	}
}

// Every advice has words in both languages whose placeholders are filled, names a
// rule of the catalogue, and is the same list each time.
func TestAdviceSpeaks(t *testing.T) {
	t.Parallel()
	hole := regexp.MustCompile(`\{[a-z]+\}`)
	for code, w := range advices {
		for _, text := range []string{w.what.en, w.what.ja, w.instead.en, w.instead.ja} {
			require.NotEmpty(t, text, code)
		}
		require.ElementsMatch(t, unique(hole.FindAllString(w.what.en+w.instead.en, -1)), unique(hole.FindAllString(w.what.ja+w.instead.ja, -1)), code)
		require.Contains(t, severities, w.severity, code)
	}
	for _, row := range lintRows {
		p, err := Preset("coconala-2026")
		require.NoError(t, err)
		row.change(p)
		list := Lint(p)
		require.Equal(t, list, Lint(p))
		for _, a := range list {
			_, known := FindRule(a.Rule)
			require.True(t, known, a.Rule)
			for _, lang := range []Language{English, Japanese} {
				require.NotRegexp(t, hole, a.Text(lang)+a.Instead(lang))
			}
		}
	}
}

func unique(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// The advice about the presets is known, and none of it is an error.
func TestLintOfPresets(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"coconala":      {"reminder_off notices.reminders[7]"},
		"coconala-2026": {"hide_before_review cancel.hide"},
	} {
		p, err := Preset(name)
		require.NoError(t, err)
		list := Lint(p)
		require.Equal(t, want, codes(list))
		for _, a := range list {
			require.NotEqual(t, LintError, a.Severity)
		}
	}
}

// A list with many rows is in the order of their numbers.
func TestAdviceOrder(t *testing.T) {
	t.Parallel()
	list := []Advice{{LintNote, "a", "x[2]", "", nil, nil}, {LintWarning, "b", "x[10]", "", nil, nil}, {LintWarning, "b", "x[9].y", "", nil, nil}, {LintError, "c", "z", "", nil, nil}}
	SortAdvice(list)
	require.Equal(t, []string{"c z", "b x[9].y", "b x[10]", "a x[2]"}, codes(list))
}

// Windows say in both languages how long they are, and between what bounds.
func TestWindowWords(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		window      Window
		en, ja      string
		least, most time.Duration
	}{
		{Window{}, "off", "なし", 0, 0},
		{Hours(0), "0 h", "0時間", 0, 0},
		{Hours(48), "48 h", "48時間", 48 * time.Hour, 48 * time.Hour},
		{Hours(168), "7 days", "7日", 168 * time.Hour, 168 * time.Hour},
		{Elapsed(90 * time.Minute), "1 h 30 min", "1時間30分", 90 * time.Minute, 90 * time.Minute},
		{Hours(72).RoundUp(0), "72 h, up to the full hour", "72時間（正時に切り上げ）", 72 * time.Hour, 73*time.Hour - time.Microsecond},
		{EndOfDay(3, 0), "the end of day 3", "3日後の終わりまで", 72*time.Hour + time.Microsecond, 96 * time.Hour},
		{EarlierOf(Hours(2), Hours(1)), "the earlier of 2 h and 1 h", "早い方：2時間・1時間", time.Hour, time.Hour},
		{LaterOf(Hours(2), Hours(1)), "the later of 2 h and 1 h", "遅い方：2時間・1時間", 2 * time.Hour, 2 * time.Hour},
	} {
		require.Equal(t, row.en, row.window.Words(English))
		require.Equal(t, row.ja, row.window.Words(Japanese))
		least, most := row.window.Bounds()
		require.Equal(t, []time.Duration{row.least, row.most}, []time.Duration{least, most}, row.en)
	}
}
