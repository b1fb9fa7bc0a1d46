package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
)

// Parse reads a policy. It is strict: every field must be there (a limit or a row's
// flag that says nothing may be left out), and no other. Windows that name no
// offset get the policy's own. The error is Faults: everything that is wrong, each
// with its path in the file, such as "cancel.reasons[3].condition".
func Parse(data []byte) (*Policy, error) {
	p := new(Policy)
	var d decoder
	if !d.read(data, reflect.ValueOf(p).Elem()) {
		return nil, d.faults
	}
	for _, w := range p.windows() {
		w.window.fill(p.Time.Offset)
	}
	// What could not be read has no value that could be wrong as well.
	for _, f := range p.Validate() {
		if !d.covers(f) {
			d.faults = append(d.faults, f)
		}
	}
	if len(d.faults) > 0 {
		return nil, d.faults
	}
	return p, nil
}

// ParseTerms reads terms that a purchase froze. Types and fields are as strict as
// Parse's; values that a newer Validate would refuse are kept, because a running
// transaction keeps what it began with (T1.9). A field that is missing, because it
// came later than the terms, has its zero value.
func ParseTerms(data []byte) (*Terms, error) {
	t := new(Terms)
	d := decoder{lenient: true}
	d.read(data, reflect.ValueOf(t).Elem())
	if len(d.faults) > 0 {
		return nil, d.faults
	}
	for _, w := range t.windows() {
		w.window.fill(t.Time.Offset)
	}
	return t, nil
}

// read fills a struct; false if the document is no JSON or no object.
func (d *decoder) read(data []byte, into reflect.Value) bool {
	root, ok := readTree(data, &d.collector)
	if !ok || !d.is(&root, isObject, "") {
		return false
	}
	d.object(&root, into, "")
	return true
}

// covers reports a fault that only follows from one that is known: at its path,
// below it, or above it. What a table lacks stays lacking, whatever is in its rows.
func (c *collector) covers(f Fault) bool {
	return slices.ContainsFunc(c.faults, func(known Fault) bool {
		return within(f.Path, known.Path) || f.Code != faultIncomplete && within(known.Path, f.Path)
	})
}

func within(inner, outer string) bool {
	rest, ok := strings.CutPrefix(inner, outer)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// JSON is the policy in the form that Parse reads, its fields in a fixed order.
func (p *Policy) JSON() ([]byte, error) {
	canonical := *p
	canonical.Terms = p.Terms.canonical()
	return json.Marshal(canonical)
}

// JSON is the terms' canonical form: equal terms have equal bytes. It fails if a
// value can't be written, which Validate finds first.
func (t *Terms) JSON() ([]byte, error) { return json.Marshal(t.canonical()) }

// Digest is the SHA-256 of JSON, in hexadecimal; a transaction names its frozen
// terms by it (T1.9). It is empty for terms that can't be written. (A Policy's Digest
// is that of its terms too: the other sections are not frozen.)
func (t *Terms) Digest() string {
	data, err := t.JSON()
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// canonical is a copy in which lists that say the same look the same.
func (t *Terms) canonical() Terms {
	c := *t
	c.Review.BuyerItems = list(t.Review.BuyerItems)
	c.Review.SellerItems = list(t.Review.SellerItems)
	c.Cancel.Reasons = list(t.Cancel.Reasons)
	for i := range c.Cancel.Reasons {
		r := &c.Cancel.Reasons[i]
		r.Agreed.MayReview = sides(r.Agreed.MayReview)
		r.Silence.MayReview = sides(r.Silence.MayReview)
	}
	return c
}

// list is a copy that is empty rather than nil.
func list[T any](of []T) []T { return append(make([]T, 0, len(of)), of...) }

// sides is a copy in the order buyer, seller.
func sides(of []Role) []Role {
	c := list(of)
	slices.Sort(c)
	return c
}

// place is a window and where it stands.
type place struct {
	path   string
	window *Window
}

// windows are all windows of the terms.
func (t *Terms) windows() []place {
	return []place{
		{"purchase.payment_due", &t.Purchase.PaymentDue},
		{"cancel.first_contact", &t.Cancel.FirstContact},
		{"cancel.seller_silence", &t.Cancel.SellerSilence},
		{"cancel.buyer_silence", &t.Cancel.BuyerSilence},
		{"cancel.answer", &t.Cancel.Answer},
		{"cancel.hide", &t.Cancel.Hide},
		{"delivery.close", &t.Delivery.Close},
		{"delivery.approval", &t.Delivery.Approval},
		{"delivery.age_limit", &t.Delivery.AgeLimit},
		{"review.window", &t.Review.Window},
		{"review.blind", &t.Review.Blind},
	}
}

// windows are all windows of the policy.
func (p *Policy) windows() []place {
	return append(p.Terms.windows(), place{"quotation.lapse", &p.Quotation.Lapse})
}
