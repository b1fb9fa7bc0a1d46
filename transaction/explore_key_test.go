package transaction

import (
	"encoding/binary"
	"hash/maphash"
	"math"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/ledger"
)

// writer writes what a state holds as bytes, to compare and to count states.
type writer struct {
	b []byte
	// origin is subtracted from every instant: 0, or now for states that differ by
	// a shift of time alone.
	origin int64
}

func (w *writer) int(n int64) { w.b = binary.LittleEndian.AppendUint64(w.b, uint64(n)) }

func (w *writer) at(t time.Time) {
	if t.IsZero() {
		w.int(math.MinInt64)
		return
	}
	w.int(t.UnixMicro() - w.origin)
}

func (w *writer) text(s string) {
	w.int(int64(len(s)))
	w.b = append(w.b, s...)
}

func (w *writer) bools(list ...bool) {
	for _, b := range list {
		if b {
			w.b = append(w.b, 1)
		} else {
			w.b = append(w.b, 0)
		}
	}
}

func (w *writer) money(m money.Money) {
	w.int(m.Units())
	w.text(m.Currency().String())
}

func (w *writer) review(r *Review) {
	w.at(r.At)
	w.int(int64(r.Stars))
	w.bools(r.Automatic)
	w.at(r.RepliedAt)
}

func (w *writer) payment(p Payment) {
	w.int(p.Net)
	w.int(p.BuyerFee)
	w.int(p.SellerFee)
}

// whole writes every field of a state (TestFingerprintSeesEveryField).
func (w *writer) whole(s *State) {
	for _, id := range []string{s.ID, s.Buyer, s.Seller, s.Service, s.Quotation} {
		w.text(id)
	}
	if s.Terms != nil {
		w.text(s.Terms.Name)
	}
	w.int(int64(s.Seq))
	w.int(int64(s.ContactSeq))
	for _, d := range s.Schedule {
		w.text(d.String())
	}
	w.at(s.LastAt)
	w.at(s.EndedAt)
	w.at(s.PurchasedAt)
	w.at(s.OpenedAt)
	w.at(s.DeliveredAt)
	w.at(s.ApprovedAt)
	w.money(s.Price)
	w.text(s.Book.Currency().String())
	w.options(s)
	for _, r := range s.Refunds {
		w.int(int64(r.Seq))
	}
	w.rules(s)
}

func (w *writer) options(s *State) {
	for i := range s.Options {
		w.text(s.Options[i].ID)
		w.text(s.Options[i].Title)
		w.money(s.Options[i].Price)
	}
}

// rules writes what decisions depend on, whatever the ids and the date are.
func (w *writer) rules(s *State) {
	w.b = append(w.b, byte(s.Phase), byte(s.LastContact), byte(s.Request.By), byte(s.Cancel.By), byte(s.Cancel.How))
	w.bools(s.Inspection, s.EverDelivered, s.SellerWrote, s.Hidden, s.ReviewsOver, s.HasSchedule, s.HasNotes, s.Quotation != "")
	w.bools(s.Cancel.BuyerMay, s.Cancel.SellerMay, s.Cancel.Counts, s.Cancel.PausesSeller)
	w.int(int64(s.Declined))
	w.int(int64(s.Bought))
	w.at(s.BuyerContact)
	w.at(s.SellerContact)
	w.int(int64(len(s.HeldTexts)))
	for _, seq := range s.HeldTexts {
		w.int(int64(seq))
	}
	w.text(s.Request.Reason)
	w.at(s.Request.At)
	w.at(s.HeldAt)
	w.text(s.Cancel.Reason)
	w.review(&s.BuyerReview)
	w.review(&s.SellerReview)
	w.at(s.BlindUntil)
	w.int(int64(len(s.Payments)))
	for _, p := range s.Payments {
		w.payment(p)
	}
	w.charges(s)
	for a := ledger.Payer; a <= ledger.Payee; a++ {
		w.int(s.Book.Balance(a))
	}
	w.money(s.Paid)
	w.payment(s.bill)
	for k := range deadlineKinds {
		if s.clocks[k] == unset {
			w.at(time.Time{})
		} else {
			w.at(s.clocks[k].time())
		}
	}
	w.at(s.stoppedAt)
}

func (w *writer) charges(s *State) {
	w.int(int64(len(s.Charges)))
	for _, c := range s.Charges {
		w.text(c.ID)
		w.int(c.In)
		w.int(c.Back)
		w.int(int64(c.payment))
	}
	w.int(int64(len(s.Refunds)))
	for _, r := range s.Refunds {
		w.text(r.Charge)
		w.money(r.Amount)
		w.int(int64(r.Stage))
	}
	for _, ref := range s.TakenBack {
		w.text(ref)
	}
}

// fingerprint is every field of a state as bytes.
func fingerprint(b []byte, s *State) []byte {
	w := writer{b: b[:0]}
	w.whole(s)
	return w.b
}

var seeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}

// keyOf is the same for two states at their nows from which the same histories
// follow, shifted in time: ids, the date and the log's length are left out, and
// what no decision asks for after the end.
func keyOf(b []byte, s *State, now time.Time) ([16]byte, []byte) {
	w := writer{b: b[:0], origin: now.UnixMicro()}
	if s.Terms.Cancel.Answer.Rounds() || s.Terms.Delivery.Approval.Rounds() {
		w.int(w.origin % time.Hour.Microseconds())
	}
	switch {
	case s.Phase == AwaitingPayment:
		w.at(s.PurchasedAt)
	case s.Phase.Talkroom():
		w.at(s.OpenedAt)
		w.at(s.DeliveredAt)
		w.at(s.ApprovedAt)
	}
	w.rules(s)
	var key [16]byte
	binary.LittleEndian.PutUint64(key[:8], maphash.Bytes(seeds[0], w.b))
	binary.LittleEndian.PutUint64(key[8:], maphash.Bytes(seeds[1], w.b))
	return key, w.b
}

// The fingerprint is no use if it forgets a field: changing any one changes it.
func TestFingerprintSeesEveryField(t *testing.T) {
	t.Parallel()
	jpy, err := money.ParseCurrency("JPY")
	require.NoError(t, err)
	plain := fingerprint(nil, &State{})
	changes := map[string]func(*State){
		"Terms":    func(s *State) { s.Terms = &policy.Terms{Name: "x"} },
		"Price":    func(s *State) { s.Price = money.New(1, jpy) },
		"Paid":     func(s *State) { s.Paid = money.New(1, jpy) },
		"Payments": func(s *State) { s.Payments = []Payment{{Net: 1}} },
		"Book": func(s *State) {
			s.Book = s.Book.Post([]ledger.Posting{{From: ledger.Payer, To: ledger.Held, Amount: money.New(1, jpy)}})
		},
		"Charges":   func(s *State) { s.Charges = []Charged{{ID: "x"}} },
		"Refunds":   func(s *State) { s.Refunds = []Refund{{Seq: 1}} },
		"TakenBack": func(s *State) { s.TakenBack = []string{"x"} },
		"Options":   func(s *State) { s.Options = []Option{{ID: "x"}} },
		"bill":      func(s *State) { s.bill.SellerFee = 1 },
		"HeldTexts": func(s *State) { s.HeldTexts = []int{1} },
		"Schedule":  func(s *State) { s.Schedule = []policy.Date{{Year: 2030, Month: 1, Day: 10}} },
		"stoppedAt": func(s *State) { s.stoppedAt = time.Unix(1, 0) },
		"clocks":    func(s *State) { s.clocks[Hide] = clockAt(time.Unix(1, 0)) },
	}
	typ := reflect.TypeFor[State]()
	for i := range typ.NumField() {
		name := typ.Field(i).Name
		var s State
		if change, ok := changes[name]; ok {
			change(&s)
		} else {
			fill(t, reflect.ValueOf(&s).Elem().Field(i))
		}
		require.NotEqual(t, plain, fingerprint(nil, &s), name)
	}
}

// fill writes something into a field, and into every field of a struct.
func fill(t *testing.T, v reflect.Value) {
	if at, ok := v.Addr().Interface().(*time.Time); ok {
		*at = time.Unix(1, 0)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i))
		}
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(7)
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(2)
	default:
		require.Fail(t, "a kind of field that this test does not know", v.Kind())
	}
}
