package reconcile_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payment/reconcile"
	"github.com/torikime/torikime/transaction/transfer"
)

// lines is a provider that does nothing and reports what a test says.
type lines struct {
	payment.Provider
	list []payment.Movement
	err  error
}

func newLines(list ...payment.Movement) *lines {
	return &lines{Provider: fake.New(fake.Options{}), list: list}
}

func (l *lines) Movements(_ context.Context, _, _ time.Time, yield func(payment.Movement) error) error {
	for _, m := range l.list {
		if err := yield(m); err != nil {
			return err
		}
	}
	return l.err
}

// book is a ledger of a test's own.
type book []reconcile.Transfer

func (b book) Transfer(_ context.Context, id string) (reconcile.Transfer, bool, error) {
	for i := range b {
		if b[i].Order.ID == id {
			return b[i], true, nil
		}
	}
	return reconcile.Transfer{}, false, nil
}

func (b book) Each(_ context.Context, from, to time.Time, yield func(reconcile.Transfer) error) error {
	for i := range b {
		for _, m := range b[i].Moves {
			if !m.At.Before(from) && m.At.Before(to) {
				if err := yield(b[i]); err != nil {
					return err
				}
				break
			}
		}
	}
	return nil
}

func (book) Check(context.Context, func(reconcile.Difference) error) error { return nil }

func asked(id string, k transfer.Kind, amount money.Money, moves ...reconcile.Move) reconcile.Transfer {
	return reconcile.Transfer{Order: transfer.Order{ID: id, Kind: k, Provider: "fake", Amount: amount}, RequestedAt: start, Moves: moves}
}

func moved(at time.Time, amount money.Money) reconcile.Move {
	return reconcile.Move{At: at, Amount: amount}
}

func options() reconcile.Options {
	return reconcile.Options{From: start, To: start.Add(24 * time.Hour), Now: start.Add(48 * time.Hour)}
}

// T10.1: the window has its beginning and not its end, in any zone; what lies beside it
// only explains what lies in it.
func TestWindow(t *testing.T) {
	t.Parallel()
	o := options()
	jst := time.FixedZone("JST", 9*60*60)
	o.From, o.To = o.From.In(jst), o.To.In(jst)
	line := func(at time.Time) payment.Movement {
		return payment.Movement{Ref: at.String(), Transfer: "none", Kind: transfer.Capture, Amount: price, At: at}
	}
	r, err := reconcile.Run(t.Context(), newLines(
		line(o.From.Add(-time.Microsecond)), line(o.From), line(o.To.Add(-time.Microsecond).In(jst)), line(o.To),
	), book{}, o)
	require.NoError(t, err)
	require.Equal(t, 2, r.Lines)
	require.Equal(t, found{reconcile.UnknownHere: 2}, counts(&r))
	require.Equal(t, time.UTC, r.From.Location())
	require.Equal(t, time.UTC, r.Differences[0].Since.Location())
	require.Equal(t, 2*price.Units(), r.Sums[0].Captured.Theirs.Units())

	noted := asked("1", transfer.Capture, price, moved(o.From, price))
	noted.RequestedAt = start.Add(-60 * 24 * time.Hour)
	early := line(start.Add(-30 * 24 * time.Hour))
	early.Transfer = "1"
	r, err = reconcile.Run(t.Context(), newLines(early), book{noted}, o)
	require.NoError(t, err)
	require.True(t, r.Clean(), "the provider did it a month before we heard of it: %+v", r.Differences)
}

// What cannot be compared says so.
func TestErrors(t *testing.T) {
	t.Parallel()
	o := options()
	_, err := reconcile.Run(t.Context(), struct{ payment.Provider }{fake.New(fake.Options{})}, book{}, o)
	require.ErrorIs(t, err, reconcile.ErrNoReports)
	for _, bad := range []reconcile.Options{{}, {From: start, To: start, Now: start}, {From: start.Add(1000), To: start, Now: start}, {From: start, To: start.Add(1000)}} {
		_, err = reconcile.Run(t.Context(), newLines(), book{}, bad)
		require.ErrorIs(t, err, reconcile.ErrWindow)
	}
	down := newLines()
	down.err = errors.New("down")
	_, err = reconcile.Run(t.Context(), down, book{}, o)
	require.ErrorIs(t, err, down.err)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	one := payment.Movement{Transfer: "1", Kind: transfer.Payout, Amount: price, At: start}
	_, err = reconcile.Run(ctx, newLines(one), book{}, o)
	require.ErrorIs(t, err, context.Canceled)

	o.Heal = func(context.Context, string) error { return down.err }
	r, err := reconcile.Run(t.Context(), newLines(one), book{asked("1", transfer.Payout, price)}, o)
	require.ErrorIs(t, err, down.err)
	require.Equal(t, found{reconcile.NotNoted: 1}, counts(&r), "the report is whole")
}

// A line is matched with the transfer that asked for its amount once, and in time.
func TestByAmount(t *testing.T) {
	t.Parallel()
	at := start.Add(time.Hour)
	nobody := payment.Movement{Kind: transfer.Payout, Amount: price, At: at}
	ours := book{asked("1", transfer.Payout, price, moved(at, price)), asked("2", transfer.Payout, price, moved(at, price))}
	r, err := reconcile.Run(t.Context(), newLines(nobody, nobody, nobody), ours, options())
	require.NoError(t, err)
	require.Equal(t, 2, r.ByAmount)
	require.Equal(t, found{reconcile.UnknownHere: 1}, counts(&r))
	ours[0].RequestedAt, ours[1].RequestedAt = at.Add(time.Hour), at.Add(time.Hour)
	r, err = reconcile.Run(t.Context(), newLines(nobody), ours, options())
	require.NoError(t, err)
	require.Zero(t, r.ByAmount, "before anybody asked for it")
}

// garbage makes lines of bytes: any kind, amount, currency, instant, names that repeat.
func garbage(data []byte) (list []payment.Movement) {
	currencies := []money.Currency{money.JPY, money.USD, {}}
	names := []string{"1", "2", "", "\xff\xfe", "\u202egnp", "nobody", string(make([]byte, 1000))}
	for len(data) >= 16 {
		n := int64(binary.LittleEndian.Uint64(data))
		if data[8]&1 == 0 {
			n = int64(data[0])
		}
		list = append(list, payment.Movement{
			Kind: transfer.Kind(data[9] % 6), Reversal: data[10]&1 == 1, Amount: money.New(n, currencies[data[11]%3]),
			Transfer: names[int(data[12])%len(names)], Ref: names[int(data[13])%len(names)],
			At: start.Add(time.Duration(int16(binary.LittleEndian.Uint16(data[14:]))) * time.Minute),
		})
		data = data[16:]
	}
	return list
}

// Whatever a provider reports: no panic, words that can be shown, sums that can be
// written, and every line of the window is in the sums or among what cannot be read.
func FuzzReport(f *testing.F) {
	f.Add([]byte("1234567890123456"))
	f.Add([]byte("\x0a\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x10\x00\x0a\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x10\x00"))
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\x7f\x01\x01\x00\x00\x00\x00\x10\x00"))
	f.Add([]byte("\xff\xff\x63\xa7\xb3\xb6\xe0\x0d\x01\x01\x00\x00\x05\x00\x10\x00\xff\xff\x63\xa7\xb3\xb6\xe0\x0d\x01\x01\x00\x00\x05\x01\x10\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list := garbage(data)
		ours := book{
			asked("1", transfer.Capture, yen(10), moved(start.Add(time.Hour), yen(10))),
			asked("2", transfer.Refund, yen(10)),
		}
		r, err := reconcile.Run(t.Context(), newLines(list...), ours, options())
		require.NoError(t, err)
		again, err := reconcile.Run(t.Context(), newLines(list...), ours, options())
		require.NoError(t, err)
		require.Equal(t, r, again, "the same each time")
		for i := range r.Differences {
			d := &r.Differences[i]
			for _, text := range []string{d.Ref, d.Transfer, d.Note, d.Text(policy.Japanese), d.ToDo(policy.English)} {
				require.True(t, utf8.ValidString(text))
				require.Less(t, len(text), 6000)
				_, bad := policy.CheckText("text", text, 6000)
				require.False(t, bad, "%q", text)
			}
		}
		for _, s := range r.Sums {
			for _, m := range []money.Money{s.Captured.Ours, s.Captured.Theirs, s.Refunded.Theirs, s.PaidOut.Theirs} {
				_, err := m.MarshalJSON()
				require.NoError(t, err)
			}
		}
		lines := 0
		for _, m := range list {
			if !m.At.Before(r.From) && m.At.Before(r.To) {
				lines++
			}
		}
		require.Equal(t, lines, r.Lines)
	})
}

// 100,000 movements, all of them noted; ns/line and B/line are of one of them.
func BenchmarkRun(b *testing.B) {
	const n = 100_000
	ours := make(indexed, n)
	list := make([]payment.Movement, 0, n)
	for i := range n {
		id, ref, at := fmt.Sprintf("p1.%d", i), fmt.Sprintf("cap_%d", i), start.Add(time.Duration(i)*time.Millisecond)
		t := asked(id, transfer.Capture, price, moved(at, price))
		t.Moves[0].Ref = ref
		ours[id] = t
		list = append(list, payment.Movement{Ref: ref, Transfer: id, Kind: transfer.Capture, Amount: price, At: at})
	}
	p := newLines(list...)
	b.ReportAllocs()
	for b.Loop() {
		r, err := reconcile.Run(b.Context(), p, ours, options())
		if err != nil || !r.Clean() || r.Transfers != n {
			b.Fatal(err, len(r.Differences), r.Transfers)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/line")
}

// indexed is a book that finds a transfer at once.
type indexed map[string]reconcile.Transfer

func (b indexed) Transfer(_ context.Context, id string) (reconcile.Transfer, bool, error) {
	t, ok := b[id]
	return t, ok, nil
}

func (b indexed) Each(_ context.Context, _, _ time.Time, yield func(reconcile.Transfer) error) error {
	for _, t := range b {
		if err := yield(t); err != nil {
			return err
		}
	}
	return nil
}

func (indexed) Check(context.Context, func(reconcile.Difference) error) error { return nil }
