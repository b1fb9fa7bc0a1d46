package policy

import (
	"strings"
	"time"

	"github.com/torikime/torikime/policy/money"
)

// offsets are zones without summer time that a policy is likely to name; the rules
// never load the table of all.
var offsets = map[string]Offset{
	"UTC": 0, "Etc/UTC": 0, "GMT": 0, "Etc/GMT": 0,
	"Asia/Tokyo": 9 * 3600, "Japan": 9 * 3600, "Asia/Seoul": 9 * 3600,
	"Asia/Shanghai": 8 * 3600, "Asia/Taipei": 8 * 3600, "Asia/Hong_Kong": 8 * 3600, "Asia/Singapore": 8 * 3600,
	"Asia/Kolkata": 19800, "Asia/Jakarta": 7 * 3600, "Asia/Bangkok": 7 * 3600,
}

// windows looks at each window by itself.
func (l *linter) windows() {
	t := &l.p.Time
	if right, known := offsets[t.Zone]; known && right != t.Offset {
		l.add("T0.1", "zone_offset", "time.offset", "zone", t.Zone, "offset", t.Offset.String(), "right", right.String())
	}
	for _, w := range l.p.windows() {
		if code, rule := atOnce(w.path); code != "" && w.window.endsAtOnce() {
			l.add(rule, code, w.path)
		}
		bare := *w.window
		bare.roundUp = false
		if _, most := bare.Bounds(); w.window.Rounds() && most < time.Hour {
			l.found = append(l.found, Advise("T0.5", "round_up_longer", w.path).WithWindow("this", bare))
		}
	}
}

func (w *Window) endsAtOnce() bool {
	_, most := w.Bounds()
	return !w.Off() && most == 0
}

// atOnce is what to say of a window that ends where it begins; nothing where that
// makes sense: a close, a hiding, a blind time.
func atOnce(path string) (code, rule string) {
	switch path {
	case "purchase.payment_due":
		return "ends_at_once", "T1.5"
	case "cancel.first_contact":
		return "ends_at_once", "T2.1"
	case "delivery.age_limit":
		return "ends_at_once", "T4.9"
	case "quotation.lapse":
		return "ends_at_once", "T1.3"
	case "cancel.answer":
		return "no_time", "T3.7"
	case "cancel.seller_silence":
		return "no_time", "T3.2"
	case "cancel.buyer_silence":
		return "no_time", "T3.4"
	case "delivery.approval":
		return "no_time", "T4.6"
	case "review.window":
		return "no_time", "T5.2"
	}
	return "", ""
}

func (l *linter) purchase() {
	b := &l.p.Purchase
	l.fees()
	if b.MaxOptions == 0 && b.OptionsOnQuotation {
		l.add("T1.12", "options_idle", "purchase.options_on_quotation")
	}
	if b.PostNotesOnQuotation && !b.PostNotes {
		l.add("T1.8", "notes_quotation_only", "purchase.post_notes_on_quotation")
	}
	l.nothing("T4.11", "purchase.additional.max", b.Additional.Max)
	l.nothing("T1.4", "quotation.price.max", l.p.Quotation.Price.Max)
	l.currencies()
	highest := b.Additional.Max
	if highest == nil {
		highest = b.Additional.Min
	}
	if most := l.p.Quotation.Price.Max; most != nil && highest != nil {
		if order, err := highest.Cmp(*most); err == nil && order > 0 {
			l.add("T4.11", "additional_above_price", "purchase.additional", "this", highest.String(), "other", most.String())
		}
	}
}

func (l *linter) fees() {
	f := &l.p.Fees
	if f.Seller.Rate == money.MustRate("100") && f.Seller.Max == nil {
		l.add("T1.11", "seller_fee_whole", "fees.seller")
	}
	if floor, least := f.Seller.Min, l.p.Purchase.Additional.Min; floor != nil && !floor.IsZero() {
		if least == nil || least.Units() <= floor.Units() {
			l.add("T1.11", "seller_fee_floor_whole", "fees.seller.min", "floor", floor.String())
		}
	}
	for _, side := range []struct {
		path string
		fee  *Fee
	}{{"fees.seller.max", &f.Seller}, {"fees.buyer.max", &f.Buyer}} {
		if side.fee.Max != nil && side.fee.Max.IsZero() {
			l.add("T1.11", "fee_cap_of_nothing", side.path)
		}
	}
}

// nothing: a greatest amount of nothing.
func (l *linter) nothing(rule, path string, most *money.Money) {
	if most != nil && most.IsZero() {
		l.add(rule, "limit_of_nothing", path)
	}
}

// currencies: a marketplace whose sections speak of several has limits that no
// purchase can keep.
func (l *linter) currencies() {
	type place struct {
		rule, path string
		amount     *money.Money
	}
	list := []place{
		{"T1.11", "fees.seller.min", l.p.Fees.Seller.Min}, {"T1.11", "fees.seller.max", l.p.Fees.Seller.Max},
		{"T1.11", "fees.buyer.min", l.p.Fees.Buyer.Min}, {"T1.11", "fees.buyer.max", l.p.Fees.Buyer.Max},
		{"T1.4", "quotation.price.min", l.p.Quotation.Price.Min}, {"T1.4", "quotation.price.max", l.p.Quotation.Price.Max},
		{"T4.11", "purchase.additional.min", l.p.Purchase.Additional.Min}, {"T4.11", "purchase.additional.max", l.p.Purchase.Additional.Max},
	}
	for i := range l.p.Standing.Ranks {
		list = append(list, place{"T6.3", join(index("standing.ranks", i), "revenue"), l.p.Standing.Ranks[i].Revenue})
	}
	list = append(list, place{"T10.5", "payout.fee", l.p.Payout.Fee})
	var first *place
	for i := range list {
		switch one := &list[i]; {
		case one.amount == nil:
		case first == nil:
			first = one
		case one.amount.Currency() != first.amount.Currency():
			l.add(one.rule, "currencies_differ", one.path, "this", one.amount.Currency().String(), "other", first.amount.Currency().String(), "where", first.path)
		}
	}
}

func (l *linter) cancelWindows() {
	c, age := &l.p.Cancel, l.p.Delivery.AgeLimit
	if surelyLonger(c.FirstContact, c.SellerSilence) && l.silenceAsked(Buyer) {
		l.compare("T2.1", "first_contact_after_silence", "cancel.first_contact", c.FirstContact, c.SellerSilence)
	}
	if surelyLonger(c.FirstContact, age) {
		l.compare("T4.9", "first_contact_after_age", "cancel.first_contact", c.FirstContact, age)
	}
	// A pending request stops the age limit (T3.13), so that only the silence counts.
	for _, s := range []struct {
		path   string
		window Window
	}{{"cancel.seller_silence", c.SellerSilence}, {"cancel.buyer_silence", c.BuyerSilence}} {
		if surelyLonger(s.window, age) {
			l.compare("T4.9", "silence_after_age", s.path, s.window, age)
		}
	}
	if w := l.p.Review.Window; surelyLonger(w, c.Hide) && l.reviewedAfterCancel() {
		l.compare("T3.14", "hide_before_review", "cancel.hide", c.Hide, w)
	}
}

// reviewedAfterCancel: some cancel lets somebody review.
func (l *linter) reviewedAfterCancel() bool {
	for _, r := range l.p.Cancel.Reasons {
		if len(r.Agreed.MayReview)+len(r.Silence.MayReview) > 0 {
			return true
		}
	}
	return false
}

func (l *linter) delivery() {
	d := &l.p.Delivery
	if surelyLonger(d.Close, d.Approval) {
		l.compare("T4.4", "close_after_approval", "delivery.close", d.Close, d.Approval)
	}
	if surelyLonger(d.Approval, d.AgeLimit) {
		l.compare("T4.9", "approval_after_age", "delivery.approval", d.Approval, d.AgeLimit)
	}
	if d.Declines == 0 && !d.Inspection {
		l.add("T4.5", "declines_none", "delivery.declines")
	}
}

// shortComment is a length in which hardly anybody can say what was wrong.
const shortComment = 20

func (l *linter) review() {
	r := &l.p.Review
	number := itoa(r.CommentMax)
	switch {
	case r.CommentMax > 0 && r.CommentMax < shortComment && r.CommentUpTo > 0:
		l.add("T5.5", "comment_too_short", "review.comment_max", "max", number, "stars", itoa(r.CommentUpTo))
	case r.CommentMax > MaxText:
		l.add("T5.5", "comment_max_idle", "review.comment_max", "max", number, "text", itoa(MaxText))
	}
	if r.Visibility == OnSend && !r.Blind.Off() {
		l.add("T5.8", "blind_idle", "review.blind")
	}
	switch {
	case r.ItemAveragesFrom > 0 && len(r.BuyerItems)+len(r.SellerItems) == 0:
		l.add("T5.11", "averages_idle", "review.item_averages_from")
	case r.ItemAveragesFrom == 1:
		l.add("T5.11", "averages_reveal", "review.item_averages_from")
	}
}

func (l *linter) quotation() {
	reasons := l.p.Quotation.RefusalReasons
	if len(reasons) == 0 {
		l.add("T1.1", "refusal_none", "quotation.refusal_reasons")
	}
	l.same("T1.1", "refusal_twice", "quotation.refusal_reasons", reasons, func(s string) string {
		return strings.TrimSuffix(strings.ReplaceAll(s, "_", ""), "s")
	})
}

// same finds texts of a list that are equal once they are folded.
func (l *linter) same(rule, code, path string, texts []string, fold func(string) string) {
	first := map[string]string{}
	for i, text := range texts {
		key := fold(text)
		if before, twice := first[key]; twice {
			l.add(rule, code, index(path, i), "this", cut(text), "other", cut(before))
			continue
		}
		first[key] = text
	}
}

func (l *linter) payout() {
	p := &l.p.Payout
	if p.Fee == nil || p.FreeFrom == nil {
		return
	}
	switch order, err := p.Fee.Cmp(*p.FreeFrom); {
	case err != nil:
	case p.Fee.IsZero():
		l.add("T10.5", "payout_fee_idle", "payout.fee")
	case order >= 0:
		l.add("T10.5", "payout_fee_whole", "payout.fee", "fee", p.Fee.String(), "from", p.FreeFrom.String())
	}
}
