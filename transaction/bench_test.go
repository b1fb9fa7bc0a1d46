package transaction_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

var start = time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC)

func jpy(units int64) money.Money {
	c, err := money.ParseCurrency("JPY")
	if err != nil {
		panic(err)
	}
	return money.New(units, c)
}

// BenchmarkLife is a whole purchase, decided and applied: purchase, message,
// delivery, approval, close, with every rule asked and every posting made.
func BenchmarkLife(b *testing.B) {
	for _, name := range policy.Presets() {
		p, err := policy.Preset(name)
		require.NoError(b, err)
		b.Run(name, func(b *testing.B) {
			buyer, seller := transaction.Buyer("aoi"), transaction.Seller("ren")
			price := jpy(10_000)
			b.ReportAllocs()
			for b.Loop() {
				var s transaction.State
				var f transaction.Facts
				s, _, _ = transaction.Handle(s, transaction.Purchase{By: buyer, ID: "t1", Seller: "ren", Service: "logo", Terms: &p.Terms, Price: price, Payment: transaction.Settled}, f, start)
				s, _, _ = transaction.Handle(s, transaction.Message{By: seller, Text: "Thank you for your order."}, f, start.Add(time.Hour))
				s, _, _ = transaction.Handle(s, transaction.Deliver{By: seller, Text: "Here it is."}, f, start.Add(2*time.Hour))
				s, _, _ = transaction.Handle(s, transaction.Approve{By: buyer}, f, start.Add(3*time.Hour))
				s, _ = transaction.Advance(s, start.Add(28*time.Hour))
				if s.Phase != transaction.Closed {
					b.Fatal(s.Phase)
				}
			}
		})
	}
}

// busy is a talkroom with much in it: options, payments, a delivery that was
// declined, and a request that waits for its answer. at is an instant in it.
func busy(b *testing.B, preset string) (s transaction.State, f transaction.Facts, at time.Time) {
	l := life{t: b, terms: termsOf(b, preset, nil)}
	at = start
	for _, order := range []string{
		"buyer buy notes picked=big", "seller message", "buyer message", "buyer extra 500", "seller deliver",
		"buyer decline", "buyer extra 700", "seller schedule", "seller message", "seller ask mutual_agreement",
	} {
		at = at.Add(time.Hour)
		next, _, no := transaction.Handle(s, l.command(append([]string{"0"}, strings.Fields(order)...)), l.f, at)
		require.Nil(b, no, order)
		s = next
	}
	return s, l.f, at.Add(time.Hour)
}

// BenchmarkActions is what a page asks for each of its readers: every command
// judged, with the instant from which each refusal opens.
func BenchmarkActions(b *testing.B) {
	for _, preset := range policy.Presets() {
		s, f, at := busy(b, preset)
		for _, who := range []transaction.Actor{transaction.Buyer("aoi"), transaction.Seller("ren"), transaction.Operator("kei"), transaction.System()} {
			b.Run(preset+"/"+who.Role.String(), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					transaction.Actions(s, who, f, at)
				}
			})
		}
	}
}

// BenchmarkReplay folds histories of several lengths.
func BenchmarkReplay(b *testing.B) {
	p, err := policy.Preset(policy.Default)
	require.NoError(b, err)
	s, log, no := transaction.Handle(transaction.State{}, transaction.Purchase{By: transaction.Buyer("aoi"), ID: "t1", Seller: "ren", Service: "logo", Terms: &p.Terms, Price: jpy(10_000), Payment: transaction.Settled}, transaction.Facts{}, start)
	require.Nil(b, no)
	sides := []transaction.Actor{transaction.Seller("ren"), transaction.Buyer("aoi")}
	for i := 0; len(log) < 1000; i++ {
		var events []transaction.Event
		s, events, no = transaction.Handle(s, transaction.Message{By: sides[i%2], Text: "words"}, transaction.Facts{}, start.Add(time.Duration(i)*time.Minute))
		require.Nil(b, no)
		log = append(log, events...)
	}
	for _, n := range []int{10, 100, 1000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if got := transaction.Replay(log[:n]); got.Seq != n {
					b.Fatal(got.Seq)
				}
			}
		})
	}
}

// BenchmarkRefusal is one "no": plain, and with the instant from which it is a
// "yes", past deadlines to come.
func BenchmarkRefusal(b *testing.B) {
	s, f, at := busy(b, "coconala-2026")
	for name, c := range map[string]transaction.Command{
		"wrong_actor": transaction.Approve{By: transaction.Seller("ren")},
		"foresight":   transaction.PayAdditional{By: transaction.Buyer("aoi"), Amount: jpy(500), Payment: transaction.Settled},
		"far":         transaction.WriteReview{By: transaction.Seller("ren"), Stars: 5},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, no := transaction.Decide(s, c, f, at); no == nil {
					b.Fatal("accepted")
				}
			}
		})
	}
}
