package fake_test

import (
	"strconv"
	"testing"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// A payment with its lookup and its refund, in memory.
func BenchmarkPaymentAndRefund(b *testing.B) {
	ctx := b.Context()
	p := fake.New(fake.Options{Clock: newClock().now})
	for i := 0; b.Loop(); i++ {
		id := strconv.Itoa(i)
		call := authorise("", id)
		paid, err := p.Authorise(ctx, call)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := p.Lookup(ctx, call); err != nil {
			b.Fatal(err)
		}
		a, err := p.Refund(ctx, payment.Call{Transfer: "r" + id, Kind: transfer.Refund, Key: transfer.Key("r"+id, 1), Of: paid.Ref, Amount: call.Amount})
		if err != nil || a.Status != transfer.Succeeded {
			b.Fatal(a, err)
		}
	}
}
