package payment

import (
	"cmp"
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// Validate says what is wrong with a profile by itself: policy.Faults, or nil.
func Validate(p Profile) error {
	var faults policy.Faults
	add := func(path, code, message string) {
		faults = append(faults, policy.Fault{Path: path, Code: code, Message: message})
	}
	if fault, bad := policy.CheckID("name", p.Name); bad {
		faults = append(faults, fault)
	}
	for _, d := range []struct {
		path string
		d    time.Duration
	}{
		{"checkout_life", p.CheckoutLife}, {"authorisation_life", p.AuthorisationLife}, {"hold_life", p.HoldLife},
		{"refund_life", p.RefundLife}, {"key_life", p.KeyLife}, {"webhooks.retried_for", p.Webhooks.RetriedFor},
	} {
		if d.d < 0 {
			add(d.path, "range", "a time is above zero, or zero for no limit")
		}
	}
	if p.MaxKey < 0 {
		add("max_key", "range", "a length is above zero, or zero for no limit")
	}
	for i, m := range p.Methods {
		switch {
		case m == "":
			add("methods", "empty", "there is an empty method among them, which is always right")
		case slices.Contains(p.Methods[:i], m):
			add("methods", "double", m+" stands there twice")
		}
	}
	for i, c := range p.Currencies {
		switch {
		case c == (money.Currency{}):
			add("currencies", "currency", "there is an empty currency among them")
		case slices.Contains(p.Currencies[:i], c):
			add("currencies", "double", c.String()+" stands there twice")
		}
	}
	for _, c := range currencies(p.Least, p.Most) {
		for _, side := range []struct {
			path   string
			limits map[money.Currency]int64
		}{{"least", p.Least}, {"most", p.Most}} {
			if units, ok := side.limits[c]; ok && (units <= 0 || units > money.Max) {
				add(side.path+"."+c.String(), "range", "an amount is above zero, in the currency's smallest unit")
			}
		}
		least, most := p.Least[c], p.Most[c]
		if _, ok := p.Most[c]; ok && least > most {
			add("least."+c.String(), "range", "it is more than the most")
		}
		if len(p.Currencies) > 0 && !slices.Contains(p.Currencies, c) {
			add("currencies", "currency", "there is a limit in "+c.String()+", which is not among them")
		}
	}
	if faults == nil {
		return nil
	}
	return faults
}

// currencies are those that any of several tables of limits names, by code.
func currencies(tables ...map[money.Currency]int64) []money.Currency {
	var all []money.Currency
	for _, table := range tables {
		for c := range table {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b money.Currency) int { return cmp.Compare(a.String(), b.String()) })
	return slices.Compact(all)
}
