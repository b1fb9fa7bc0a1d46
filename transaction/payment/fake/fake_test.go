package fake_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// clock is a clock that a test moves.
type clock struct{ at time.Time }

func newClock() *clock { return &clock{time.Date(2026, 4, 1, 3, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time       { return c.at }
func (c *clock) pass(d time.Duration) { c.at = c.at.Add(d) }

func yen(n int64) money.Money { return money.New(n, money.JPY) }

func authorise(method, id string) payment.Call {
	return payment.Call{Transfer: id, Kind: transfer.Capture, Key: transfer.Key(id, 1), Amount: yen(3000), Method: method, Description: "ロゴ制作"}
}

// Everything that a provider did is still there after its process was killed.
func TestJournalKeepsEverything(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), newClock()
	o := fake.Options{Clock: c.now, Seed: 7, Journal: filepath.Join(t.TempDir(), "journal")}
	p := fake.New(o)
	open, err := p.Authorise(ctx, authorise(fake.Checkout, "a"))
	require.NoError(t, err)
	require.Equal(t, transfer.AwaitsBuyer, open.Status)
	require.NoError(t, p.Approve("a"))
	take := authorise("", "a")
	take.Key, take.Ref = transfer.Key("a", 2), open.Ref
	taken, err := p.Capture(ctx, take)
	require.NoError(t, err)
	require.Equal(t, transfer.Succeeded, taken.Status)
	back := payment.Call{Transfer: "r", Kind: transfer.Refund, Key: transfer.Key("r", 1), Of: taken.Ref, Amount: yen(1000)}
	_, err = p.Refund(ctx, back)
	require.NoError(t, err)

	again := fake.New(o) // without Close: as if it had been killed
	require.Equal(t, p.Books(), again.Books())
	require.Equal(t, fake.Totals{Captured: 3000, Refunded: 1000}, again.Books().Totals[money.JPY])
	repeated, err := again.Capture(ctx, take)
	require.NoError(t, err)
	require.Equal(t, taken, repeated)
	_, err = again.Refund(ctx, back)
	require.NoError(t, err)
	require.Equal(t, p.Books(), again.Books())
	require.Empty(t, again.Violations())
}
