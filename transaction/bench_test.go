package transaction_test

import (
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
