package enginetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/conversation"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
	"github.com/torikime/torikime/transaction/quotation"
)

func eraseRace(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	for round := range 20 {
		buyer := transaction.Buyer(fmt.Sprintf("buyer-%d", round))
		var wg sync.WaitGroup
		var bought, refused atomic.Int32
		var gone atomic.Bool
		for i := range 4 {
			wg.Go(func() {
				_, err := w.Purchase(w.ctx, order(fmt.Sprintf("%d-%d", round, i), buyer), engine.Call{})
				var no *policy.Rejection
				switch {
				case err == nil:
					bought.Add(1)
				case errors.As(err, &no) && no.Rule == "T9.4":
					refused.Add(1)
				}
			})
		}
		wg.Go(func() {
			_, err := w.Erase(w.ctx, buyer.ID, nil)
			var no *policy.Rejection
			gone.Store(err == nil)
			if err != nil && errors.As(err, &no) {
				require.Equal(w.t, "T9.4/open", no.Rule+"/"+no.Code)
			}
		})
		wg.Wait()
		require.EqualValues(t, 4, bought.Load()+refused.Load())
		open, err := w.Open(w.ctx, buyer.ID)
		require.NoError(t, err)
		require.Len(t, open, int(bought.Load()))
		if gone.Load() {
			require.Zero(t, bought.Load(), "who has left has nothing open")
		} else {
			require.Zero(t, refused.Load())
		}
	}
}

func eraseNobody(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	for _, person := range []string{"", "\xff", "a\nb"} {
		_, err := w.Erase(w.ctx, person, nil)
		require.Equal(t, policy.Invalid, w.rejected(err, "T9.4", "form").Kind)
	}
	ended, cancel := context.WithCancel(w.ctx)
	cancel()
	_, err := w.Erase(ended, "aoi", nil)
	require.ErrorIs(t, err, context.Canceled)
	w.purchase("1", aoi)
}

// The store takes the purchase, and fails at the transaction that follows: until
// it is there, neither side can leave.
func eraseUnstored(t *testing.T, open Open) {
	f := &faulty{Store: open(t)}
	w := newWorld(t, f)
	w.quote("q", request("q"), proposal(7000))
	f.set(func(f *faulty) { f.refused = map[string]bool{"transaction/q": true} })
	_, err := w.Purchase(w.ctx, through("q"), engine.Call{})
	require.NoError(t, err)
	for _, person := range []string{"aoi", "ren"} {
		_, err = w.Erase(w.ctx, person, nil)
		no := w.rejected(err, "T9.4", "open")
		require.Equal(t, "transactions/q", no.Faults[0].Path)
	}
	f.set(func(f *faulty) { f.refused = nil })
	w.clock.add(hour) // the parked stream is tried again
	_, err = w.Sweep(w.ctx)
	require.NoError(t, err)
	page, err := w.Quotations(w.ctx, engine.QuotationQuery{Party: "aoi", Which: engine.Finished})
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	_, err = w.Erase(w.ctx, "aoi", nil)
	w.rejected(err, "T9.4", "open")
	w.do("q", transaction.OperatorCancel{By: transaction.Operator("op"), Reason: "x"})
	w.erase("aoi")
}

func eraseThenRepeat(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	call := engine.Call{Key: "k", Input: []byte("logo")}
	_, err := w.Purchase(w.ctx, order("1", aoi), call)
	require.NoError(t, err)
	w.do("1", transaction.OperatorCancel{By: transaction.Operator("op"), Reason: "x"})
	w.erase("ren")
	again, err := w.Purchase(w.ctx, order("1", aoi), call)
	require.NoError(t, err)
	require.True(t, again.Repeated)
	_, err = w.Purchase(w.ctx, order("2", aoi), engine.Call{Key: "other"})
	w.rejected(err, "T9.4", "left")
}

// Each command succeeds once; then one of the two leaves, and the same key and input
// get the recorded answer, while another input under it, or another key, is refused.
func eraseThenRepeatAll(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	w.quote("asked", request("asked"))
	propose := quotation.Propose{By: ren, Price: price, Delivery: policy.Date{Year: 2030, Month: 2, Day: 1}, Text: "proposal of ren"}
	edit := listing.Edit{By: ren, Title: "edited", Price: price}
	type given struct {
		answer   []byte
		repeated bool
	}
	type give func(e *engine.Engine, key, input string) (given, error)
	commands := map[string]give{
		"send": func(e *engine.Engine, key, input string) (given, error) {
			o, err := e.Send(w.ctx, conversation.Send{By: ren, To: "aoi", Text: "x"}, answered[engine.ConversationOutcome](key, input))
			return given{o.Answer, o.Repeated}, err
		},
		"request": func(e *engine.Engine, key, input string) (given, error) {
			o, err := e.Quote(w.ctx, "", quotation.Request{By: aoi, Service: "logo", Text: "x"}, answered[engine.QuotationOutcome](key, input))
			return given{o.Answer, o.Repeated}, err
		},
		"propose": func(e *engine.Engine, key, input string) (given, error) {
			o, err := e.Quote(w.ctx, "asked", propose, answered[engine.QuotationOutcome](key, input))
			return given{o.Answer, o.Repeated}, err
		},
		"list": func(e *engine.Engine, key, input string) (given, error) {
			o, err := e.List(w.ctx, listing.List{By: ren, Title: "x", Price: price}, answered[engine.ListingOutcome](key, input))
			return given{o.Answer, o.Repeated}, err
		},
		"edit": func(e *engine.Engine, key, input string) (given, error) {
			o, err := e.Edit(w.ctx, "logo", edit, answered[engine.ListingOutcome](key, input))
			return given{o.Answer, o.Repeated}, err
		},
		"do": func(e *engine.Engine, key, input string) (given, error) {
			o, err := e.Do(w.ctx, "1", transaction.Annotate{By: ren, Metadata: map[string]string{"a": "b"}}, answered[engine.Outcome](key, input))
			return given{o.Answer, o.Repeated}, err
		},
	}
	for name, command := range commands {
		first, err := command(w.Engine, name, "input")
		require.NoError(t, err, name)
		require.Equal(t, given{[]byte("input"), false}, first, name)
	}
	w.do("1", transaction.OperatorCancel{By: transaction.Operator("op"), Reason: "x"})
	w.erase("ren")
	for name, command := range commands {
		for _, e := range []*engine.Engine{w.Engine, w.process()} {
			again, err := command(e, name, "input")
			require.NoError(t, err, name)
			require.Equal(t, given{[]byte("input"), true}, again, name)
			_, err = command(e, name, "another")
			require.ErrorIs(t, err, engine.ErrKeyReused, name)
		}
		_, err := command(w.Engine, "new "+name, "input")
		code := "left"
		if name == "edit" {
			code = "withdrawn"
		}
		w.rejected(err, "T9.4", code)
	}
}

// answered is a call that is answered with its input.
func answered[O any](key, input string) engine.CallOf[O] {
	return engine.CallOf[O]{Key: key, Input: []byte(input), Answer: func(O) ([]byte, error) { return []byte(input), nil }}
}
