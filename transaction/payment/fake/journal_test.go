package fake_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

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

// A last line that was cut off is left out, as if its deed had never arrived; what
// comes after it is kept.
func TestTornJournal(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "journal")
	o := fake.Options{Clock: newClock().now, Journal: path}
	p := fake.New(o)
	for _, id := range []string{"a", "b"} {
		_, err := p.Authorise(t.Context(), authorise("", id))
		require.NoError(t, err)
	}
	require.NoError(t, p.Close())
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	first := strings.IndexByte(string(whole), '\n') + 1
	for cut := first; cut < len(whole); cut += 7 {
		require.NoError(t, os.WriteFile(path, whole[:cut], 0o600))
		torn := fake.New(o)
		require.Equal(t, int64(3000), torn.Books().Totals[money.JPY].Captured)
		_, err := torn.Authorise(t.Context(), authorise("", "b"))
		require.NoError(t, err)
		require.NoError(t, torn.Close())
		again := fake.New(o)
		require.Equal(t, torn.Books(), again.Books())
		require.Equal(t, int64(6000), again.Books().Totals[money.JPY].Captured)
		require.NoError(t, again.Close())
	}
}

// A journal with a broken line in it, and one that can't be opened, are errors that
// say where.
func TestBrokenJournal(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "journal")
	require.NoError(t, os.WriteFile(path, []byte("{}\n{\"deed\":7}\n{}\n"), 0o600))
	_, err := fake.Open(fake.Options{Journal: path})
	require.ErrorContains(t, err, "line 2")
	_, err = fake.Open(fake.Options{Journal: filepath.Join(path, "below", "a", "file")})
	require.Error(t, err)
}

// A deed that can't be written down is not done.
func TestJournalThatFails(t *testing.T) {
	t.Parallel()
	p := fake.New(fake.Options{Clock: newClock().now, Journal: filepath.Join(t.TempDir(), "journal")})
	_, _ = opened(t, p, fake.Checkout, "a")
	require.NoError(t, p.Close())
	_, err := p.Authorise(t.Context(), authorise("", "b"))
	require.ErrorIs(t, err, os.ErrClosed)
	require.ErrorIs(t, p.Approve("a"), os.ErrClosed)
	require.Empty(t, p.Books().Deeds)
	pay, err := p.Payment("a")
	require.NoError(t, err)
	require.Equal(t, fake.AwaitsBuyer, pay.Stage)
	_, err = p.Payment("b")
	require.ErrorIs(t, err, fake.ErrUnknown)
}

// childJournal names the journal of the process that TestKilled kills.
const childJournal = "FAKE_PROVIDER_JOURNAL"

// A process that is killed at any instant has done what it answered, and does nothing
// twice when it is asked again.
func TestKilled(t *testing.T) {
	if path := os.Getenv(childJournal); path != "" {
		pay(t, path)
		return
	}
	t.Parallel()
	path := filepath.Join(t.TempDir(), "journal")
	answered := 0
	for round := range 8 {
		child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilled$")
		child.Env = append(os.Environ(), childJournal+"="+path)
		out, err := child.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, child.Start())
		killed := time.AfterFunc(time.Duration(60+17*round)*time.Millisecond, func() { _ = child.Process.Kill() })
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if _, n, ok := strings.Cut(lines.Text(), "paid "); ok {
				i, err := strconv.Atoi(n)
				require.NoError(t, err)
				answered = max(answered, i)
			}
		}
		_ = child.Wait() // it was killed
		killed.Stop()
	}
	require.Positive(t, answered)
	p := fake.New(fake.Options{Journal: path})
	done := map[string]int{}
	for _, d := range p.Books().Deeds {
		done[d.Transfer]++
	}
	for i := 1; i <= answered; i++ {
		require.Equal(t, 1, done[fmt.Sprint(i)], "payment %d", i)
	}
	require.LessOrEqual(t, len(done), answered+1, "one may have been done and not answered")
	require.Empty(t, p.Violations())
}

// pay pays one transfer after the other, from the first, and says so.
func pay(t *testing.T, path string) {
	p := fake.New(fake.Options{Journal: path})
	for i := 1; ; i++ {
		a, err := p.Authorise(t.Context(), authorise("", fmt.Sprint(i)))
		require.NoError(t, err)
		require.Equal(t, transfer.Succeeded, a.Status)
		fmt.Println("paid", i)
	}
}
