package codec_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/ledger"
)

// everyEvent is one event of each type, none of it filled in, in the order of
// the table of stored names.
var everyEvent = []transaction.Event{
	transaction.Purchased{}, transaction.PaymentDeclined{}, transaction.Paid{}, transaction.LatePaymentRefunded{},
	transaction.Opened{}, transaction.NotesPosted{}, transaction.PurchaseLapsed{}, transaction.MessagePosted{},
	transaction.ScheduleSet{}, transaction.FinalDelivered{}, transaction.DeliveryApproved{}, transaction.DeliveryDeclined{},
	transaction.TalkroomClosed{}, transaction.CancelRequested{}, transaction.CancelWithdrawn{}, transaction.CancelRefused{},
	transaction.CancelAgreed{}, transaction.CancelVoided{}, transaction.CancelLapsed{}, transaction.TransactionCancelled{},
	transaction.ReviewSent{}, transaction.ReviewGiven{}, transaction.ReviewReplied{}, transaction.ReviewsEnded{},
	transaction.ContentHidden{}, transaction.Held{}, transaction.Released{}, transaction.DeadlineExtended{},
	transaction.PartRefunded{}, transaction.EarningsRefunded{}, transaction.Annotated{},
	transaction.TextShown{}, transaction.TextWithheld{}, transaction.RefundNoted{},
}

// secret begins every word that people write in a sample.
const secret = "ひみつ"

// filler fills events in with anything that a rule could have led to.
type filler struct {
	rand   *rand.Rand
	terms  *policy.Terms
	digest string
	texts  int
}

// frozen is parsed once for all tests.
var frozen = sync.OnceValues(func() (*policy.Policy, error) { return policy.Preset("coconala") })

var frozenDigest = sync.OnceValue(func() string {
	p, err := frozen()
	if err != nil {
		return ""
	}
	return p.Terms.Digest()
})

func newFiller(t testing.TB, seed uint64) *filler {
	t.Helper()
	p, err := frozen()
	require.NoError(t, err)
	return &filler{rand: rand.New(rand.NewPCG(seed, 1)), terms: &p.Terms, digest: frozenDigest()}
}

func (f *filler) event(e transaction.Event) transaction.Event {
	v := reflect.New(reflect.TypeOf(e)).Elem()
	for i := range v.NumField() {
		f.fill(v.Type().Field(i).Name, v.Field(i))
	}
	if p, ok := v.Addr().Interface().(*transaction.Purchased); ok {
		p.Terms, p.Digest = f.terms, f.digest
	}
	return v.Interface().(transaction.Event)
}

func (f *filler) fill(name string, v reflect.Value) {
	if name != "At" && f.rand.IntN(4) == 0 && v.Kind() != reflect.Uint8 { // names are never left out
		if _, payment := v.Interface().(transaction.Payment); !payment {
			return
		}
	}
	switch v.Addr().Interface().(type) {
	case *time.Time:
		v.Set(reflect.ValueOf(time.UnixMicro(f.rand.Int64N(4e15)).UTC()))
	case *money.Money:
		v.Set(reflect.ValueOf(f.money()))
	case *transaction.Text:
		f.texts++
		text := transaction.Text{Body: fmt.Sprint(secret, "\x00<\"", f.rand.Uint64())}
		if f.rand.IntN(2) == 0 {
			text.Found = []policy.Found{{Kind: policy.FoundPhone, Start: 1, End: 3, Confidence: 90, Why: "digits", Action: policy.Hold}}
		}
		v.Set(reflect.ValueOf(text))
	case *policy.Role:
		v.Set(reflect.ValueOf(policy.Role(1 + f.rand.IntN(4))))
	case *transaction.How:
		v.Set(reflect.ValueOf(transaction.How(f.rand.IntN(11))))
	case *transaction.PaymentKind:
		v.Set(reflect.ValueOf(transaction.PaymentKind(f.rand.IntN(3))))
	case *transaction.RefundStage:
		v.Set(reflect.ValueOf(transaction.RefundStage(f.rand.IntN(4))))
	case *transaction.DeadlineKind:
		v.Set(reflect.ValueOf(transaction.DeadlineKinds()[f.rand.IntN(8)]))
	case *ledger.Account:
		v.Set(reflect.ValueOf(ledger.Account(1 + f.rand.IntN(8))))
	case *policy.Date:
		v.Set(reflect.ValueOf(policy.Date{Year: 2030, Month: 2, Day: 1 + f.rand.IntN(28)}))
	case *map[string]int:
		v.Set(reflect.ValueOf(map[string]int{"quality": 1 + f.rand.IntN(5), "schedule": 2}))
	case *[]transaction.File:
		f.texts++
		v.Set(reflect.ValueOf([]transaction.File{
			{ID: "f1", Name: secret + "<1>.pdf", Size: f.rand.Int64N(1e9), Kind: "pdf"},
			{ID: "f2", Name: secret + "2", Kind: "zip", Encrypted: true},
		}))
	case *[]transaction.Option:
		v.Set(reflect.ValueOf([]transaction.Option{{ID: "o\n1", Title: "急ぎ", Price: f.money()}}))
	case **policy.Terms:
	default:
		f.plain(name, v)
	}
}

func (f *filler) plain(name string, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint([]string{"id-", "日本語\t", `"\/`, "  x"}[f.rand.IntN(4)], f.rand.IntN(1000)))
	case reflect.Int, reflect.Int64:
		v.SetInt(f.rand.Int64N(2e9) - 1e9)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1+f.rand.IntN(3), 3))
		for i := range v.Len() {
			f.all(v.Index(i))
		}
	case reflect.Struct:
		f.all(v)
	default:
		panic(fmt.Sprintf("no sample for %s %s", name, v.Type()))
	}
}

// all fills a value in without leaving anything out.
func (f *filler) all(v reflect.Value) {
	if v.Kind() != reflect.Struct || v.Type() == reflect.TypeOf(policy.Date{}) || v.Type() == reflect.TypeOf(money.Money{}) {
		f.fill("At", v)
		return
	}
	for i := range v.NumField() {
		f.fill("At", v.Field(i))
	}
}

func (f *filler) money() money.Money {
	return money.New(f.rand.Int64N(money.Max), []money.Currency{money.JPY, money.USD}[f.rand.IntN(2)])
}
