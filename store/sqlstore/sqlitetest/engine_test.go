package sqlitetest

import (
	"testing"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction/engine/enginetest"
)

// The engine keeps every promise over SQLite that it keeps over memory.
func TestEngine(t *testing.T) {
	t.Parallel()
	enginetest.Run(t, func(t testing.TB) store.Store { return open(t, database(t, file(t), "")) })
}

// BenchmarkStanding is what a view of a seller's standing costs over SQLite.
func BenchmarkStanding(b *testing.B) {
	enginetest.BenchmarkStanding(b, func(t testing.TB) store.Store { return open(t, database(t, file(t), "")) })
}
