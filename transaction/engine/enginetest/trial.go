package enginetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/payment/fake"
)

var trialTests = []test{
	{"T10.1 nothing was posted yet", trialEmpty},
	{"T10.1 the trial is what all books say together, and adds up to zero", trialAll},
	{"T10.1 what a quotation copied is counted once", trialQuotation},
	{"T10.1 over many pages", trialPages},
	{"T10.1 an event that cannot be read is named", trialBroken},
}

// trial is the platform's, which is sound.
func (w *world) trial() ledger.Trial {
	w.t.Helper()
	trial, err := w.TrialBalance(w.ctx)
	require.NoError(w.t, err)
	require.NoError(w.t, trial.Check())
	return trial
}

func trialEmpty(t *testing.T, open Open) {
	trial := newWorld(t, open(t)).trial()
	require.Empty(t, trial.Currencies())
}

func trialAll(t *testing.T, open Open) {
	s := newShop(t, open)
	s.ordered("kept")
	kept := s.charge("kept", fake.Instant)
	s.ordered("cancelled")
	s.charge("cancelled", fake.Instant)
	trial := s.trial()
	require.Equal(t, []money.Currency{money.JPY}, trial.Currencies())
	require.Equal(t, -2*price.Units(), trial.Balance(money.JPY, ledger.Payer))
	require.Equal(t, 2*price.Units(), trial.Balance(money.JPY, ledger.Held))
	require.Zero(t, trial.Balance(money.JPY, ledger.Clearing), "everybody has been told")

	s.do("cancelled", transaction.OperatorCancel{By: transaction.Operator("op"), Reason: "x"})
	trial = s.trial()
	require.Equal(t, price.Units(), trial.Balance(money.JPY, ledger.Refunds))
	s.react()
	trial = s.trial()
	require.Equal(t, -price.Units(), trial.Balance(money.JPY, ledger.Payer))
	require.Zero(t, trial.Balance(money.JPY, ledger.Refunds))
	require.Zero(t, trial.Balance(money.JPY, ledger.Clearing))
	var back int64
	refund, err := s.Transfers(s.ctx, engine.TransferQuery{Transaction: "cancelled"})
	require.NoError(t, err)
	for _, a := range ledger.Accounts() {
		sum := s.state("kept").Book.Balance(a) + s.state("cancelled").Book.Balance(a) + kept.Book.Balance(a)
		for i := range refund.Items {
			sum += refund.Items[i].State.Book.Balance(a)
			back++
		}
		require.Equal(t, sum, trial.Balance(money.JPY, a), a.String())
	}
	require.NotZero(t, back)
	books := s.fake.Books().Totals[money.JPY]
	require.Equal(t, -trial.Balance(money.JPY, ledger.Payer), books.Captured-books.Refunded)
}

func trialQuotation(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.quote("q", request("q"), proposal(8000))
	_, err := w.Purchase(w.ctx, through("q"), engine.Call{})
	require.NoError(t, err)
	trial := w.trial()
	require.Equal(t, int64(8000), trial.Balance(money.JPY, ledger.Held))
}

func trialPages(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	const n = 300 // of four events each and more
	for i := range n {
		_, err := w.Purchase(w.ctx, engine.Order{By: aoi, ID: fmt.Sprint(i), Service: "logo", Payment: transaction.Settled}, engine.Call{})
		require.NoError(t, err)
	}
	entries, err := w.st.Tail(w.ctx, 0, 1_000_000)
	require.NoError(t, err)
	require.Greater(t, len(entries), 1000, "more than a page")
	trial := w.trial()
	require.Equal(t, n*price.Units(), trial.Balance(money.JPY, ledger.Held))
}

func trialBroken(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	_, err := w.st.Append(w.ctx, store.Batch{Stream: "transfer/bad", Events: []store.Event{{
		Type: "answered", Version: 1, At: start.Add(time.Hour), Data: []byte(`{"postings":[{"from":"bank","to":"payee","amount":{"amount":"1","currency":"JPY"}}]}`),
	}}})
	require.NoError(t, err)
	_, err = w.TrialBalance(w.ctx)
	require.ErrorContains(t, err, "transfer/bad, event 1")
}
