package engine_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"github.com/benbjohnson/clock"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
)

// webhooks hands a provider's notices to the engine: the adapter verifies the
// signature over the header and the body as they came, and the engine looks up what is
// true. A provider sends again whatever was not answered with a 2xx.
func webhooks(market *engine.Engine, provider interface {
	payment.Provider
	payment.Webhooks
}) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 256<<10))
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		notices, err := provider.Webhook(r.Context(), r.Header, body)
		if errors.Is(err, payment.ErrSignature) {
			w.WriteHeader(http.StatusBadRequest) // not the provider's
			return
		}
		for _, n := range notices {
			if e := market.Notify(r.Context(), provider.Profile().Name, n); !errors.Is(e, engine.ErrNotFound) { // else another system's
				err = errors.Join(err, e)
			}
		}
		if err != nil {
			w.WriteHeader(http.StatusServiceUnavailable) // it comes again
		}
	}
}

// A webhook opens the talkroom: verified by the adapter, noted by Notify, looked up by
// React (or Run, in the background). What nobody signed changes nothing.
func ExampleEngine_Notify() {
	ctx := context.Background()
	now := clock.NewMock()
	rules, err := policy.Preset("coconala")
	check(err)
	bank := fake.New(fake.Options{Clock: now.Now})
	market, err := engine.New(memory.New(), engine.Options{
		Clock: now, Policies: []engine.InForce{{Policy: rules}}, Providers: []payment.Provider{bank},
	})
	check(err)
	_, err = market.List(ctx, listing.List{By: transaction.Seller("ren"), ID: "logo", Title: "A logo", Price: money.New(10_000, money.JPY)}, engine.ListingCall{})
	check(err)
	aoi := transaction.Buyer("aoi")
	order, err := market.Purchase(ctx, engine.Order{By: aoi, Service: "logo", Payment: transaction.Awaited}, engine.Call{})
	check(err)
	charge, err := market.Charge(ctx, engine.Charge{By: aoi, Transaction: order.ID, Method: fake.Later, ReturnURL: "https://example.com/back"}, engine.TransferCall{})
	check(err)
	_, err = market.Work(ctx, charge.ID)
	check(err)
	check(bank.Pay(charge.ID)) // the buyer's money comes in; nobody looks

	mux := http.NewServeMux()
	mux.Handle("POST /webhooks/fake", webhooks(market, bank))
	post := func(header http.Header, body []byte) int {
		r := httptest.NewRequest(http.MethodPost, "/webhooks/fake", bytes.NewReader(body))
		r.Header = header
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		return w.Code
	}
	header, body, err := bank.Sign(payment.Notice{ID: "n1", Transfer: charge.ID})
	check(err)
	fmt.Println("forged:", post(http.Header{}, body))
	fmt.Println("signed:", post(header, body), "and again:", post(header, body))
	header, body, err = bank.Sign(payment.Notice{ID: "n2", Transfer: "not-ours"})
	check(err)
	fmt.Println("not ours:", post(header, body))

	_, err = market.React(ctx)
	check(err)
	view, err := market.View(ctx, order.ID)
	check(err)
	fmt.Println(view.State.Phase, view.State.Held())
	// Output:
	// forged: 400
	// signed: 200 and again: 200
	// not ours: 200
	// open 10000 JPY
}
