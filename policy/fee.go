package policy

import (
	"encoding/json"
	"reflect"

	"github.com/torikime/torikime/policy/money"
)

// Fees are what is taken of each payment by itself (T1.11).
type Fees struct {
	// Seller is taken from the price at the close.
	Seller Fee `json:"seller"`
	// Buyer is paid on top of the price.
	Buyer Fee `json:"buyer"`
}

// On is both fees on a payment of a price, in smallest units. The seller's is never
// more than the price: he owes nothing for having sold.
func (f *Fees) On(net int64) (seller, buyer int64) {
	return min(f.Seller.OfUnits(net), max(net, 0)), f.Buyer.OfUnits(net)
}

// Fee is a part of a payment, with a floor and a cap if it has them.
type Fee struct {
	Rate money.Rate
	// Min and Max bound the fee of one payment; nil: no bound.
	Min, Max *money.Money
	// Round says what becomes of a part of the smallest unit.
	Round money.Rounding
}

// OfUnits is the fee on a price in smallest units: never below zero, and zero on
// nothing, whatever the floor is.
func (f *Fee) OfUnits(net int64) int64 {
	if net <= 0 {
		return 0
	}
	fee := f.Rate.RoundUnits(net, f.Round)
	if f.Min != nil {
		fee = max(fee, f.Min.Units())
	}
	if f.Max != nil {
		fee = min(fee, f.Max.Units())
	}
	return fee
}

// Of is the same for a price, in the price's currency.
func (f *Fee) Of(price money.Money) money.Money {
	return money.New(f.OfUnits(price.Units()), price.Currency())
}

// None reports that nothing is ever taken.
func (f *Fee) None() bool {
	return f.Rate == money.Rate{} && (f.Min == nil || f.Min.IsZero()) || f.Max != nil && f.Max.IsZero()
}

// plain reports a fee that is a rate alone.
func (f *Fee) plain() bool { return f.Min == nil && f.Max == nil && f.Round == money.HalfUp }

// Words is the fee as a person reads it: "22 %", "5.5 %, at least 100 JPY, at most
// 2000 JPY". How parts of a unit are rounded is left out.
func (f Fee) Words(lang Language) string {
	text := f.Rate.String() + inLanguage(lang, " %", "%")
	var bounds []string
	if f.Min != nil {
		bounds = append(bounds, inLanguage(lang, "at least ", "最低 ")+f.Min.String())
	}
	if f.Max != nil {
		bounds = append(bounds, inLanguage(lang, "at most ", "上限 ")+f.Max.String())
	}
	for _, bound := range bounds {
		text += inLanguage(lang, ", ", "・") + bound
	}
	return text
}

// feeObject is a fee's long form.
type feeObject struct {
	Rate  money.Rate     `json:"rate"`
	Min   *money.Money   `json:"min,omitempty"`
	Max   *money.Money   `json:"max,omitempty"`
	Round money.Rounding `json:"round,omitzero"`
}

// MarshalJSON writes the fee in its shorter form: a rate such as "22", or an object
// with "rate", "min", "max" and "round".
func (f Fee) MarshalJSON() ([]byte, error) {
	if f.plain() {
		return json.Marshal(f.Rate)
	}
	return json.Marshal(feeObject(f))
}

// UnmarshalJSON reads both forms of a fee, strictly. Its error is Faults.
func (f *Fee) UnmarshalJSON(data []byte) error {
	var c collector
	if root, ok := readTree(data, &c); ok {
		f.fromNode(&root, "", &c)
	}
	if len(c.faults) > 0 {
		return c.faults
	}
	return nil
}

func (f *Fee) fromNode(n *node, path string, c *collector) {
	*f = Fee{}
	d := decoder{collector: *c}
	switch n.kind {
	case isString:
		d.text(n, &f.Rate, path)
	case isObject:
		var o feeObject
		d.object(n, reflect.ValueOf(&o).Elem(), path)
		*f = Fee(o)
	default:
		d.add(path, faultType, `is %s; a fee is a rate such as "22", or an object with rate, min, max and round`, n.kind)
	}
	*c = d.collector
}

// fee: bounds that can be kept, and a rounding that is one.
func (c *collector) fee(path string, f *Fee) {
	c.limits(path, Limits{Min: f.Min, Max: f.Max})
	if f.Round > money.Down {
		c.add(join(path, "round"), faultValue, "%s is not known; one of %q is", f.Round, money.Roundings())
	}
}
