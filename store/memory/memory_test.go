package memory_test

import (
	"testing"

	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/memory"
	"github.com/torikime/torikime/store/storetest"
)

// The store in memory keeps the contract.
func TestMemory(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(*testing.T) store.Store { return memory.New() })
}

func BenchmarkStore(b *testing.B) {
	storetest.Benchmark(b, func(*testing.B) store.Store { return memory.New() })
}
