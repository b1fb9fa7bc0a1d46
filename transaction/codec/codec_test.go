package codec_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/codec"
	"github.com/torikime/torikime/transaction/ledger"
)

// entropy is salt that a test can predict.
func entropy(seed byte) *rand.ChaCha8 { return rand.NewChaCha8([32]byte{seed}) }

func (f *filler) find(digest string) (*policy.Terms, error) {
	if digest != f.digest {
		return nil, fmt.Errorf("no terms %q", digest)
	}
	return f.terms, nil
}

// forget takes the digests out of an event, which only decoding fills in.
func forget(e transaction.Event) transaction.Event {
	return transaction.MapTexts(e, func(_ string, t transaction.Text) transaction.Text {
		return transaction.Text{Body: t.Body, Found: t.Found}
	})
}

// Whatever is written is read back, whole with its bodies, and with digests in
// place of words without them; and no word stands in Data.
func checkRoundTrip(t *testing.T, f *filler, e transaction.Event) {
	t.Helper()
	rec, bodies, err := codec.Encode(e, entropy(1))
	require.NoError(t, err, "%#v", e)
	require.NotContains(t, string(rec.Data), secret)
	require.Equal(t, e.When(), rec.At)

	back, err := codec.Decode(rec, bodies, f.find)
	require.NoError(t, err, "%s", rec.Data)
	require.Equal(t, e, forget(back))

	without, err := codec.Decode(rec, nil, f.find)
	require.NoError(t, err)
	words := transaction.MapTexts(back, func(_ string, t transaction.Text) transaction.Text {
		return transaction.Text{Digest: t.Digest, Found: t.Found}
	})
	require.Equal(t, words, without)

	again, none, err := codec.Encode(without, nil)
	require.NoError(t, err)
	require.Empty(t, none, "words that are gone make no body")
	if !bytes.Contains(rec.Data, []byte(`"file_names"`)) {
		require.Equal(t, string(rec.Data), string(again.Data))
	}
}

// Every type of event survives, filled in in many ways.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	require.Len(t, codec.Types(), len(everyEvent))
	for i, e := range everyEvent {
		t.Run(codec.Types()[i], func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(40) {
				f := newFiller(t, seed)
				checkRoundTrip(t, f, f.event(e))
			}
		})
	}
}

func FuzzRoundTrip(f *testing.F) {
	for i := range everyEvent {
		f.Add(uint64(i), byte(i), "words")
	}
	f.Fuzz(func(t *testing.T, seed uint64, which byte, words string) {
		fill := newFiller(t, seed)
		e := fill.event(everyEvent[int(which)%len(everyEvent)])
		if !strings.Contains(words, "\n") {
			e = transaction.MapTexts(e, func(string, transaction.Text) transaction.Text {
				return transaction.Text{Body: secret + words}
			})
			if m, ok := e.(transaction.MessagePosted); ok && len(m.Files) > 0 {
				return // two files cannot have one name's line between them
			}
			if m, ok := e.(transaction.FinalDelivered); ok && len(m.Files) > 0 {
				return
			}
		}
		checkRoundTrip(t, fill, e)
	})
}

// Any bytes are decoded to an event or refused with an error that names the type;
// nothing panics.
func FuzzDecode(f *testing.F) {
	for i, e := range everyEvent {
		rec, _, err := codec.Encode(newFiller(f, uint64(i)).event(e), entropy(1))
		require.NoError(f, err)
		f.Add(byte(i), rec.Data)
	}
	f.Add(byte(0), []byte(`{"terms":"`+frozenDigest()+`","options":[{}],"fees":[0,0,0]}`)) // an option without a price
	f.Fuzz(func(t *testing.T, which byte, data []byte) {
		fill := newFiller(t, 1)
		name := codec.Types()[int(which)%len(everyEvent)]
		rec := codec.Record{Type: name, Version: 1, At: time.Unix(0, 0).UTC(), Data: data}
		e, err := codec.Decode(rec, nil, fill.find)
		if err != nil {
			require.ErrorContains(t, err, name)
			return
		}
		_, _, err = codec.Encode(e, entropy(1))
		require.NoError(t, err)
	})
}

// What goes back by a charge is one string each: an amount, then the charge's id as
// it is, blanks and all. What is none is refused.
func TestDecode_Back(t *testing.T) {
	t.Parallel()
	read := func(back string) (transaction.Event, error) {
		data := `{"by":"kei","amount":"7 JPY","back":` + back + `}`
		return codec.Decode(codec.Record{Type: "earnings_refunded", Version: 1, Data: []byte(data)}, nil, anyTerms)
	}
	e, err := read(`["7 JPY a b\u3042"]`)
	require.NoError(t, err)
	require.Equal(t, []transaction.Back{{Charge: "a bあ", Amount: money.New(7, money.JPY)}}, e.(transaction.EarningsRefunded).Back, "T3.11")
	for _, bad := range []string{`["7 JPY"]`, `["7 JPY "]`, `["x JPY c"]`, `["7 XXQ c"]`, `[7]`, `"7 JPY c"`, `[""]`} {
		_, err := read(bad)
		require.ErrorContains(t, err, "back", bad)
	}
	_, _, err = codec.Encode(transaction.EarningsRefunded{Back: []transaction.Back{{Charge: "\xff", Amount: money.New(7, money.JPY)}}}, entropy(1))
	require.ErrorContains(t, err, "UTF-8")
}

// T9.4 the digest of erased words tells nothing: the same words have another
// digest each time, and each body has a salt of its own.
func TestEncode_Salts(t *testing.T) {
	t.Parallel()
	source := entropy(1)
	e := transaction.ScheduleSet{Titles: transaction.Text{Body: "yes"}, Reason: transaction.Text{Body: "yes"}}
	one, bodies, err := codec.Encode(e, source)
	require.NoError(t, err)
	two, _, err := codec.Encode(e, source)
	require.NoError(t, err)
	require.NotEqual(t, string(one.Data), string(two.Data))
	require.Len(t, bodies, 2)
	require.NotEqual(t, bodies[0].Data[:codec.SaltSize], bodies[1].Data[:codec.SaltSize])
}

// What cannot be stored is refused, with the field that is wrong.
func TestEncode_Refuses(t *testing.T) {
	t.Parallel()
	empty := bytes.NewReader(nil)
	cases := []struct {
		name string
		e    transaction.Event
		want string
	}{
		{"pointer", &transaction.Opened{}, "no stored name for *transaction.Opened"},
		{"nil", nil, "no stored name for <nil>"},
		{"id is no UTF-8", transaction.Purchased{ID: "\xff", Terms: &policy.Terms{}}, "id: is not valid UTF-8"},
		{"entropy fails", transaction.DeliveryDeclined{Text: transaction.Text{Body: "x"}}, "no salt"},
		{"line break in a file name", transaction.MessagePosted{Files: []transaction.File{{Name: "a\nb"}}}, "file 0 has a line break"},
		{"year 10000", transaction.Opened{AgeLimitAt: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}, "age_limit_at"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := codec.Encode(c.e, empty)
			require.ErrorContains(t, err, c.want)
		})
	}
}

// What was not written by this package is refused, with the type and what is wrong.
func TestDecode_Refuses(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, typ, data, want string }{
		{"unknown type", "sold", `{}`, `unknown event type "sold"`},
		{"no JSON", "opened", `nonsense`, "opened version 1: not a JSON object"},
		{"cut off", "opened", `{"first_contact_by":"2030-01`, "not a JSON object"},
		{"cut off inside", "opened", `{"first_contact_by":"2030}`, "not a JSON object"},
		{"unknown field", "opened", `{"first":1}`, `unknown field "first"`},
		{"twice", "opened", `{"age_limit_at":"x","age_limit_at":"x"}`, "stands twice"},
		{"no instant", "opened", `{"age_limit_at":"soon"}`, "age_limit_at: parsing time"},
		{"no string", "opened", `{"age_limit_at":5}`, "age_limit_at: not a string"},
		{"no role", "cancel_agreed", `{}`, "by: missing"},
		{"unknown role", "cancel_agreed", `{"by":"king"}`, `"king" is no role`},
		{"no number", "review_given", `{"by":"buyer","stars":"5"}`, "stars:"},
		{"no terms", "purchased", `{"fees":[0,0,0]}`, "terms: missing"},
		{"unknown terms", "purchased", `{"terms":"abc","fees":[0,0,0]}`, `terms: no terms "abc"`},
		{"no money", "late_payment_refunded", `{"amount":"5"}`, "amount:"},
		{"posting", "late_payment_refunded", `{"postings":["payer nowhere 5 JPY"]}`, "no account"},
		{"comma at the end", "opened", `{"age_limit_at":"2030-01-01T00:00:00Z",}`, "not a JSON object"},
		{"false", "cancelled", `{"by":"buyer","how":"agreed","counts":false}`, "counts: not true"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := codec.Decode(codec.Record{Type: c.typ, Version: 1, Data: []byte(c.data)}, nil, newFiller(t, 1).find)
			require.ErrorContains(t, err, c.want)
		})
	}
	for _, version := range []int{-1, 0, 2} {
		_, err := codec.Decode(codec.Record{Type: "opened", Version: version, Data: []byte("{}")}, nil, nil)
		require.ErrorContains(t, err, "unknown version; 1 to 1 are known")
	}
}

// A body that is not the one that was written is refused: words cannot be changed
// behind the log's back.
func TestDecode_ForeignBody(t *testing.T) {
	t.Parallel()
	rec, bodies, err := codec.Encode(transaction.DeliveryDeclined{Text: transaction.Text{Body: "too small"}}, entropy(1))
	require.NoError(t, err)
	bodies[0].Data[codec.SaltSize] = 'T'
	_, err = codec.Decode(rec, bodies, nil)
	require.ErrorContains(t, err, "text: the body is not the one that was written")
	_, err = codec.Decode(rec, []codec.Body{{Name: "text", Data: []byte("short")}}, nil)
	require.ErrorContains(t, err, "16 of salt")
	rec.Data = []byte("{}")
	_, err = codec.Decode(rec, bodies, nil)
	require.ErrorContains(t, err, "no digest of it")
}

// The order of members does not count: a store may keep JSON in its own order.
func TestDecode_AnyOrder(t *testing.T) {
	t.Parallel()
	data := ` { "stars" : 3 , "by":"seller" } `
	e, err := codec.Decode(codec.Record{Type: "review_given", Version: 1, Data: []byte(data)}, nil, nil)
	require.NoError(t, err)
	require.Equal(t, transaction.ReviewGiven{By: policy.Seller, Stars: 3}, e)
}

// The samples leave no field of any event out for good; otherwise the round trip
// would prove less than it says.
func TestSamples(t *testing.T) {
	t.Parallel()
	for _, e := range everyEvent {
		empty := map[string]bool{}
		for i := range reflect.TypeOf(e).NumField() {
			empty[reflect.TypeOf(e).Field(i).Name] = true
		}
		for seed := range uint64(40) {
			v := reflect.ValueOf(newFiller(t, seed).event(e))
			for i := range v.NumField() {
				if !v.Field(i).IsZero() {
					delete(empty, v.Type().Field(i).Name)
				}
			}
		}
		require.Empty(t, empty, "%T", e)
	}
}

var errTerms = errors.New("no terms in this benchmark")

func BenchmarkEncode(b *testing.B) {
	for name, e := range hot() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			source := entropy(1)
			for b.Loop() {
				if _, _, err := codec.Encode(e, source); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	for name, e := range hot() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			rec, bodies, err := codec.Encode(e, entropy(1))
			require.NoError(b, err)
			for b.Loop() {
				if _, err := codec.Decode(rec, bodies, func(string) (*policy.Terms, error) { return nil, errTerms }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// hot is what an engine writes most.
func hot() map[string]transaction.Event {
	at := time.UnixMicro(1.9e15).UTC()
	amount := money.New(10000, money.JPY)
	return map[string]transaction.Event{
		"message":  transaction.MessagePosted{At: at, By: policy.Buyer, Text: transaction.Text{Body: strings.Repeat("こんにちは。", 20)}},
		"approved": transaction.DeliveryApproved{At: at, By: policy.Buyer, CloseBy: at},
		"paid": transaction.Paid{At: at, Option: -1, Payment: transaction.Payment{Net: 10000}, Amount: amount,
			Postings: []ledger.Posting{{From: ledger.Payer, To: ledger.Held, Amount: amount}}},
	}
}
