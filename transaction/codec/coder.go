package codec

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/ledger"
)

// coder goes through the fields of one event, to write them or to read them:
// one list of fields serves both ways, so that what is written is what is read.
// encoding/json would take four times as long, and an engine does little else.
//
// The first fault is kept in err; what comes after it is of no meaning. A field
// that is empty is not written, except for names.
type coder struct {
	reading bool
	err     error

	out     []byte // writing: the object so far
	entropy io.Reader

	in    []member // reading: the object's members
	used  int
	at    time.Time
	terms func(digest string) (*policy.Terms, error)

	bodies []Body // writing: those made; reading: those at hand
}

func (c *coder) fail(name string, err error) {
	if c.err == nil {
		c.err = fmt.Errorf("%s: %w", name, err)
	}
}

// when is the event's instant: it stands beside Data, in the record.
func (c *coder) when(at *time.Time) {
	if c.reading {
		*at = c.at
	}
}

// key begins a member.
func (c *coder) key(name string) {
	if len(c.out) > 1 {
		c.out = append(c.out, ',')
	}
	c.out = append(c.out, '"')
	c.out = append(c.out, name...)
	c.out = append(c.out, '"', ':')
}

// plain writes a member whose value needs no escapes.
func (c *coder) plain(name, value string) {
	c.key(name)
	c.out = append(c.out, '"')
	c.out = append(c.out, value...)
	c.out = append(c.out, '"')
}

// word reads a member that is a string; false if there is none.
func (c *coder) word(name string) (string, bool) {
	raw, ok := c.take(name)
	if !ok {
		return "", false
	}
	s, err := unquote(raw)
	if err != nil {
		c.fail(name, err)
		return "", false
	}
	return s, true
}

func (c *coder) string(name string, v *string) {
	switch {
	case c.reading:
		*v, _ = c.word(name)
	case *v == "":
	case !utf8.ValidString(*v):
		c.fail(name, errUTF8)
	default:
		c.key(name)
		c.out = appendQuoted(c.out, *v)
	}
}

func (c *coder) int(name string, v *int) {
	if !c.reading {
		if *v != 0 {
			c.key(name)
			c.out = strconv.AppendInt(c.out, int64(*v), 10)
		}
		return
	}
	if raw, ok := c.take(name); ok {
		n, err := strconv.Atoi(raw)
		if err != nil {
			c.fail(name, err)
		}
		*v = n
	}
}

func (c *coder) bool(name string, v *bool) {
	if !c.reading {
		if *v {
			c.key(name)
			c.out = append(c.out, "true"...)
		}
		return
	}
	if raw, ok := c.take(name); ok {
		if raw != "true" {
			c.fail(name, errors.New("not true; what is false is left out"))
		}
		*v = true
	}
}

func (c *coder) time(name string, v *time.Time) {
	if !c.reading {
		if v.IsZero() {
			return
		}
		c.key(name)
		c.out = append(c.out, '"')
		out, err := v.UTC().AppendText(c.out)
		if err != nil {
			c.fail(name, err)
			return
		}
		c.out = append(out, '"')
		return
	}
	if s, ok := c.word(name); ok {
		at, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			c.fail(name, err)
		}
		*v = at.UTC()
	}
}

// name is one of a closed set. It is always written; given is its name.
func (c *coder) name(name, given string, v encoding.TextUnmarshaler) {
	if !c.reading {
		c.plain(name, given)
		return
	}
	s, ok := c.word(name)
	if !ok {
		c.fail(name, errMissing)
		return
	}
	if err := v.UnmarshalText([]byte(s)); err != nil {
		c.fail(name, err)
	}
}

// money is "10000 JPY", in smallest units: stored amounts never depend on how
// many digits a currency has.
func (c *coder) money(name string, v *money.Money) {
	if !c.reading {
		if *v != (money.Money{}) {
			c.key(name)
			c.out = append(c.out, '"')
			c.out = appendMoney(c.out, *v)
			c.out = append(c.out, '"')
		}
		return
	}
	if s, ok := c.word(name); ok {
		m, err := readMoney(s)
		if err != nil {
			c.fail(name, err)
		}
		*v = m
	}
}

func appendMoney(b []byte, m money.Money) []byte {
	b = strconv.AppendInt(b, m.Units(), 10)
	b = append(b, ' ')
	return append(b, m.Currency().String()...)
}

func readMoney(s string) (money.Money, error) {
	number, code, _ := strings.Cut(s, " ")
	units, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return money.Money{}, err
	}
	currency, err := money.ParseCurrency(code)
	return money.New(units, currency), err
}

// payment is its three amounts in smallest units: net, buyer's fee, seller's fee.
func (c *coder) payment(name string, p *transaction.Payment) {
	if !c.reading {
		c.key(name)
		for i, n := range [3]int64{p.Net, p.BuyerFee, p.SellerFee} {
			c.out = append(c.out, "[,,"[i])
			c.out = strconv.AppendInt(c.out, n, 10)
		}
		c.out = append(c.out, ']')
		return
	}
	raw, ok := c.take(name)
	if !ok {
		c.fail(name, errMissing)
		return
	}
	var n []int64
	if err := json.Unmarshal([]byte(raw), &n); err != nil || len(n) != 3 {
		c.fail(name, errors.New("three amounts are right: net, buyer's fee, seller's fee"))
		return
	}
	*p = transaction.Payment{Net: n[0], BuyerFee: n[1], SellerFee: n[2]}
}

// postings are "payer held 10000 JPY" each: from, to, how much.
func (c *coder) postings(name string, v *[]ledger.Posting) {
	each(c, name, v, func(b []byte, p *ledger.Posting) []byte {
		b = append(b, p.From.String()...)
		b = append(b, ' ')
		b = append(b, p.To.String()...)
		b = append(b, ' ')
		return appendMoney(b, p.Amount)
	}, func(s string, p *ledger.Posting) error {
		from, rest, _ := strings.Cut(s, " ")
		to, amount, _ := strings.Cut(rest, " ")
		m, err := readMoney(amount)
		p.Amount = m
		return errors.Join(err, p.From.UnmarshalText([]byte(from)), p.To.UnmarshalText([]byte(to)))
	})
}

// back are "10000 JPY c7" each: how much, and by which charge.
func (c *coder) back(name string, v *[]transaction.Back) {
	var list []string
	for i := range *v {
		b := &(*v)[i]
		if !utf8.ValidString(b.Charge) {
			c.fail(name, errUTF8)
		}
		list = append(list, string(appendMoney(nil, b.Amount))+" "+b.Charge)
	}
	optional(c, name, &list, len(list) > 0)
	if !c.reading || len(list) == 0 {
		return
	}
	*v = make([]transaction.Back, len(list))
	for i, s := range list {
		units, rest, _ := strings.Cut(s, " ")
		code, charge, _ := strings.Cut(rest, " ")
		m, err := readMoney(units + " " + code)
		if err == nil && charge == "" {
			err = errMissing
		}
		if err != nil {
			c.fail(name, err)
		}
		(*v)[i] = transaction.Back{Charge: charge, Amount: m}
	}
}

// resumed are "approval 2030-01-02T03:04:05Z" each: which clock, and its new end.
func (c *coder) resumed(name string, v *[]transaction.Resumed) {
	each(c, name, v, func(b []byte, r *transaction.Resumed) []byte {
		b = append(b, r.Kind.String()...)
		b = append(b, ' ')
		return r.End.UTC().AppendFormat(b, time.RFC3339Nano)
	}, func(s string, r *transaction.Resumed) error {
		kind, end, _ := strings.Cut(s, " ")
		at, err := time.Parse(time.RFC3339Nano, end)
		r.End = at.UTC()
		return errors.Join(err, r.Kind.UnmarshalText([]byte(kind)))
	})
}

// each is a list of values that are one string each.
func each[T any](c *coder, name string, v *[]T, write func([]byte, *T) []byte, read func(string, *T) error) {
	if !c.reading {
		if len(*v) == 0 {
			return
		}
		c.key(name)
		for i := range *v {
			c.out = append(c.out, "[,"[min(i, 1)], '"')
			c.out = append(write(c.out, &(*v)[i]), '"')
		}
		c.out = append(c.out, ']')
		return
	}
	raw, ok := c.take(name)
	if !ok {
		return
	}
	var list []string
	if err := json.Unmarshal([]byte(raw), &list); err != nil {
		c.fail(name, err)
		return
	}
	*v = make([]T, len(list))
	for i, s := range list {
		if err := read(s, &(*v)[i]); err != nil {
			c.fail(name, err)
		}
	}
}

// optional is a value that is rarely there, in its own JSON.
func optional[T any](c *coder, name string, v *T, there bool) {
	if c.reading {
		if raw, ok := c.take(name); ok {
			if err := json.Unmarshal([]byte(raw), v); err != nil {
				c.fail(name, err)
			}
		}
		return
	}
	if !there {
		return
	}
	data, err := json.Marshal(*v)
	if err != nil {
		c.fail(name, err)
		return
	}
	c.key(name)
	c.out = append(c.out, data...)
}

// frozen is the digest of the terms, and the terms themselves when they are read.
func (c *coder) frozen(name string, digest *string, terms **policy.Terms) {
	if !c.reading && *digest == "" && *terms != nil {
		d := (*terms).Digest()
		digest = &d
	}
	c.string(name, digest)
	if !c.reading || c.err != nil {
		return
	}
	if *digest == "" {
		c.fail(name, errMissing)
		return
	}
	t, err := c.terms(*digest)
	if err != nil {
		c.fail(name, err)
	}
	*terms = t
}
