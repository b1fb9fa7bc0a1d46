package bench_test

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/ledger"
)

// BenchmarkTrialBalance adds up the books of a platform over SQLite. TRIAL_TRANSACTIONS
// says of how many transactions (1,000,000 takes minutes to write and some GB of
// disk); each is bought, talked in and cancelled. heap-MB is the most that the heap
// grew while the feed was read.
func BenchmarkTrialBalance(b *testing.B) {
	n := 10_000
	if given := os.Getenv("TRIAL_TRANSACTIONS"); given != "" {
		var err error
		n, err = strconv.Atoi(given)
		require.NoError(b, err)
	}
	st := openStore(b, openFile(b))
	e := newEngine(b, st)
	copyTransaction(b, st, n)
	var peak uint64
	b.ResetTimer()
	for range b.N {
		stop := watchHeap(&peak)
		trial, err := e.TrialBalance(context.Background())
		stop()
		require.NoError(b, err)
		require.NoError(b, trial.Check())
		require.Equal(b, int64(n)*10_000, trial.Balance(money.JPY, ledger.Refunds))
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "transactions/s")
	b.ReportMetric(float64(peak)/1e6, "heap-MB")
}

// copyTransaction writes the events of one real transaction under n ids.
func copyTransaction(b *testing.B, st store.Store, n int) {
	b.Helper()
	rec := &recorder{Store: memory.New()}
	e := newEngine(b, rec)
	rec.batches = nil
	id := purchase(b, e)
	require.NoError(b, say(e, id, "a key"))
	_, err := e.Do(context.Background(), id, transaction.OperatorCancel{By: transaction.Operator("op"), Reason: "both want it"}, engine.Call{})
	require.NoError(b, err)
	var events []store.Event
	for _, batch := range rec.batches {
		if batch.Stream == "transaction/"+id {
			events = append(events, batch.Events...)
		}
	}
	const page = 500
	for i := 0; i < n; i += page {
		batches := make([]store.Batch, min(page, n-i))
		for k := range batches {
			batches[k] = store.Batch{Stream: fmt.Sprintf("transaction/t%09d", i+k), Events: events}
		}
		results, err := st.Append(context.Background(), batches...)
		require.NoError(b, err)
		for _, r := range results {
			require.NoError(b, r.Err)
		}
	}
}

// watchHeap keeps the most that the heap grows, until it is stopped.
func watchHeap(peak *uint64) (stop func()) {
	runtime.GC()
	var at runtime.MemStats
	runtime.ReadMemStats(&at)
	begin := at.HeapAlloc
	var ended atomic.Bool
	done := make(chan struct{})
	go func() {
		defer close(done)
		var now runtime.MemStats
		for !ended.Load() {
			runtime.ReadMemStats(&now)
			if now.HeapAlloc > begin {
				*peak = max(*peak, now.HeapAlloc-begin)
			}
			time.Sleep(10 * time.Millisecond)
		}
	}()
	return func() { ended.Store(true); <-done }
}
