package payment

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/transfer"
)

// shortOutage is an outage that a marketplace should live through.
const shortOutage = 24 * time.Hour

// Check says what a policy promises and a provider does not keep, the gravest first:
// how long money is held and can go back, which amounts are taken, and whether keys
// are long enough. A time that the policy limits beyond the provider's is an error;
// where the policy sets no limit it is a warning, and the marketplace has to look
// after it. Both have passed their Validate.
func Check(p *policy.Policy, prof Profile) []Finding {
	c := checker{p: p, prof: &prof, keyLength: len(transfer.Key("", 1))}
	c.times()
	c.amounts()
	c.keys()
	if !prof.Payouts {
		c.add("no_payouts", "")
	}
	slices.SortStableFunc(c.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Code, b.Code))
	})
	return c.found
}

type checker struct {
	p         *policy.Policy
	prof      *Profile
	keyLength int
	found     []Finding
}

// add takes a finding, to be filled in through the result.
func (c *checker) add(code, path string) Finding {
	f := Finding{
		Severity: findings[code].severity, Code: code, Path: path, Provider: c.prof.Name,
		Params: map[string]string{}, times: map[string]time.Duration{},
	}
	c.found = append(c.found, f)
	return f // its maps are those of the list
}

// times compares what the policy lets take long with the provider's clocks. They
// begin with the buyer's payment, which opens the talkroom.
func (c *checker) times() {
	c.life("hold", c.prof.HoldLife)
	c.life("refund", c.prof.RefundLife)
	if hold := c.prof.HoldLife; hold > 0 {
		c.add("hold_until_withdrawal", "payout").lasting("limit", hold)
	}
	if refund := c.prof.RefundLife; refund > 0 {
		c.add("refund_after_close", "payout").lasting("limit", refund)
	}
	if life := c.prof.AuthorisationLife; life > 0 && life < shortOutage && !c.prof.CapturesAtOnce {
		c.add("authorisation_short", "").lasting("limit", life)
	}
	due := c.p.Purchase.PaymentDue
	if least, _ := due.Bounds(); !due.Off() && c.prof.CheckoutLife > least {
		c.add("checkout_after_due", "purchase.payment_due").lasting("limit", c.prof.CheckoutLife).lasting("due", least)
	}
}

// life compares the longest life of a talkroom with one clock. T4.9 limits it, and
// T3.13 stops that limit while a cancel request is open.
func (c *checker) life(what string, limit time.Duration) {
	if limit == 0 {
		return
	}
	const path = "delivery.age_limit"
	_, life := c.p.Delivery.AgeLimit.Bounds()
	_, answer := c.p.Cancel.Answer.Bounds()
	switch {
	case c.p.Delivery.AgeLimit.Off():
		c.add(what+"_without_end", path).lasting("limit", limit)
	case life > limit:
		c.add(what+"_too_short", path).lasting("life", life).lasting("limit", limit)
	case life+answer > limit:
		c.add(what+"_tight", path).lasting("life", life).lasting("answer", answer).lasting("limit", limit)
	}
}

// amounts compares the amounts that the policy names with those that are taken.
func (c *checker) amounts() {
	for _, limits := range []struct {
		path string
		policy.Limits
	}{{"purchase.additional", c.p.Purchase.Additional}, {"quotation.price", c.p.Quotation.Price}} {
		var named *money.Money
		if least := limits.Min; least != nil {
			named = least
			c.least(limits.path+".min", *least)
		}
		if most := limits.Max; most != nil {
			c.most(limits.path+".max", *most)
		} else if named != nil {
			c.unlimited(limits.path+".max", named.Currency())
		}
	}
	for path, m := range map[string]*money.Money{"payout.fee": c.p.Payout.Fee, "payout.free_from": c.p.Payout.FreeFrom} {
		if m != nil {
			c.taken(path, *m)
		}
	}
}

// taken reports a currency that the provider takes.
func (c *checker) taken(path string, m money.Money) bool {
	if len(c.prof.Currencies) == 0 || slices.Contains(c.prof.Currencies, m.Currency()) {
		return true
	}
	c.add("currency", path).with("amount", m.String())
	return false
}

func (c *checker) least(path string, m money.Money) {
	if !c.taken(path, m) {
		return
	}
	paid := c.withFee(m)
	if limit, ok := c.prof.Least[m.Currency()]; ok && paid.Units() < limit {
		c.add("amount_too_little", path).with("amount", paid.String()).with("limit", money.New(limit, m.Currency()).String())
	}
}

func (c *checker) most(path string, m money.Money) {
	if !c.taken(path, m) {
		return
	}
	paid := c.withFee(m)
	if limit, ok := c.prof.Most[m.Currency()]; ok && paid.Units() > limit {
		c.add("amount_too_much", path).with("amount", paid.String()).with("limit", money.New(limit, m.Currency()).String())
	}
}

func (c *checker) unlimited(path string, cur money.Currency) {
	if limit, ok := c.prof.Most[cur]; ok {
		c.add("amount_unlimited", path).with("limit", money.New(limit, cur).String())
	}
}

// withFee is what a buyer pays for an amount (T1.11).
func (c *checker) withFee(m money.Money) money.Money {
	sum, err := m.Add(money.New(c.p.Fees.Buyer.OfUnits(m.Units()), m.Currency()))
	if err != nil {
		return m // beyond every limit anyway
	}
	return sum
}

// keys compares our keys with those that the provider takes and remembers.
func (c *checker) keys() {
	if most := c.prof.MaxKey; most > 0 && most < c.keyLength {
		c.add("key_too_short", "").with("limit", strconv.Itoa(most)).with("needed", strconv.Itoa(c.keyLength))
	}
	if life := c.prof.KeyLife; life > 0 && life < shortOutage {
		c.add("key_forgotten", "").lasting("limit", life)
	}
}
