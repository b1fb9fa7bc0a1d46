package market

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store/sqlstore"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/payment/reconcile"
)

// Reconciliation is a provider's own books compared with the marketplace's.
type Reconciliation struct {
	Provider    string          `json:"provider"`
	From        *time.Time      `json:"from" doc:"Null: the beginning"`
	To          time.Time       `json:"to" doc:"The window ends before it"`
	At          time.Time       `json:"at" doc:"When it was made"`
	Clean       bool            `json:"clean" doc:"Nothing differs"`
	Lines       int             `json:"lines" doc:"Lines of the provider's report in the window"`
	Transfers   int             `json:"transfers" doc:"Our movements of money that were compared"`
	Grace       string          `json:"grace" doc:"For how long something may differ before it is a difference, as 15m0s"`
	Young       int             `json:"young" doc:"What differs for less than the grace period: not yet a difference"`
	ByAmount    int             `json:"by_amount" doc:"Lines without a name that were matched by their amount"`
	Hinted      int             `json:"hinted" doc:"Movements of money that are looked up again"`
	Sums        []ReconciledSum `json:"sums"`
	Differences []Difference    `json:"differences"`
	Settled     []Difference    `json:"settled" doc:"What operators decided about; expected"`
}

// ReconciledSum is what moved in one currency, less what came back.
type ReconciledSum struct {
	Currency string    `json:"currency"`
	Captured BothSides `json:"captured"`
	Refunded BothSides `json:"refunded"`
	PaidOut  BothSides `json:"paid_out"`
}

// BothSides is one sum in both books.
type BothSides struct {
	Ours   money.Money `json:"ours"`
	Theirs money.Money `json:"theirs"`
}

// Difference is one thing in which the books differ, or contradict themselves.
type Difference struct {
	Kind        string       `json:"kind" enum:"twice,unknown_here,missing_there,came_back,not_reversed,not_noted,amount,currency,other_provider,duplicate_line,unreadable_line,off_balance,clearing,held,refund_owed,settled_by_operator"`
	Title       string       `json:"title" doc:"The kind in words"`
	Text        string       `json:"text" doc:"What differs"`
	ToDo        string       `json:"to_do" doc:"What an operator does about it"`
	Provider    string       `json:"provider,omitempty"`
	Transfer    *string      `json:"transfer"`
	Transaction *string      `json:"transaction"`
	Ref         string       `json:"ref,omitempty" doc:"The provider's own id"`
	Deed        string       `json:"deed,omitempty" enum:"capture,refund,payout"`
	Ours        *money.Money `json:"ours"`
	Theirs      *money.Money `json:"theirs"`
	Since       *time.Time   `json:"since"`
	Note        string       `json:"note,omitempty" doc:"A detail for engineers, in English"`
	Heals       bool         `json:"heals" doc:"It goes away once it was looked up (POST /reconciliation/heal)"`
}

// ReconcileQuery says what is compared: a provider's books, the default's if it is
// empty, in a window [From, To); a zero From is the beginning, a zero To now.
type ReconcileQuery struct {
	Provider string
	From, To time.Time
	// Grace is for how long something may differ before it is a difference, up to
	// MaxGrace; 0: reconcile.DefaultGrace, below: none (NoGrace).
	Grace time.Duration
}

const (
	// NoGrace lets nothing differ.
	NoGrace time.Duration = -1
	// MaxGrace is more than any provider needs for its report.
	MaxGrace = 30 * 24 * time.Hour
)

// asked is what the engine is asked.
func (q *ReconcileQuery) asked() engine.Reconciliation {
	return engine.Reconciliation{Provider: q.Provider, From: q.From, To: q.To, Grace: q.Grace}
}

// grace is the grace period in words.
func (q *ReconcileQuery) grace() string {
	return max(cmp.Or(q.Grace, reconcile.DefaultGrace), 0).String()
}

// Reconcile compares a provider's own books with ours, for operators (T10.1, T10.3).
func (m *Market) Reconcile(ctx context.Context, v Viewer, q ReconcileQuery) (Reconciliation, error) {
	return m.reconcile(ctx, v, &q, false)
}

// Heal is Reconcile, and has everything looked up that the provider can say more about.
// Done again, it is harmless.
func (m *Market) Heal(ctx context.Context, v Viewer, q ReconcileQuery) (Reconciliation, error) {
	return m.reconcile(ctx, v, &q, true)
}

func (m *Market) reconcile(ctx context.Context, v Viewer, q *ReconcileQuery, heal bool) (Reconciliation, error) {
	if !v.Has(policy.Operator) {
		return Reconciliation{}, ErrNotFound
	}
	if _, ok := m.providers.named(q.Provider); !ok {
		return Reconciliation{}, Invalid("provider", "unknown", "one of GET /providers is right")
	}
	if q.Grace > MaxGrace {
		return Reconciliation{}, Invalid("grace", "range", "from 0s to "+MaxGrace.String()+" is right")
	}
	r := q.asked()
	r.Heal = heal
	report, err := m.engine.Reconcile(ctx, r)
	switch {
	case errors.Is(err, reconcile.ErrWindow):
		return Reconciliation{}, Invalid("to", "window", "an instant after from is right, and a from before now")
	case errors.Is(err, reconcile.ErrNoReports):
		return Reconciliation{}, Invalid("provider", "no_reports", "this provider keeps no books that can be read")
	}
	return reconciliationOf(&report, q, v.Language), err
}

func reconciliationOf(r *reconcile.Report, q *ReconcileQuery, lang policy.Language) Reconciliation {
	c := Reconciliation{
		Provider: r.Provider, From: instant(r.From), To: r.To, At: r.At, Clean: r.Clean(), Lines: r.Lines, Transfers: r.Transfers,
		Grace: q.grace(), Young: r.Young, ByAmount: r.ByAmount, Hinted: r.Hinted, Sums: []ReconciledSum{},
		Differences: differencesOf(r.Differences, lang), Settled: differencesOf(r.Settled, lang),
	}
	for i := range r.Sums {
		s := &r.Sums[i]
		c.Sums = append(c.Sums, ReconciledSum{s.Currency.String(), BothSides(s.Captured), BothSides(s.Refunded), BothSides(s.PaidOut)})
	}
	return c
}

func differencesOf(found []reconcile.Difference, lang policy.Language) []Difference {
	list := make([]Difference, len(found))
	for i := range found {
		d := &found[i]
		list[i] = Difference{
			Kind: string(d.Kind), Title: d.Kind.Text(lang), Text: d.Text(lang), ToDo: d.ToDo(lang), Provider: d.Provider,
			Transfer: nullable(d.Transfer), Transaction: nullable(d.Transaction), Ref: d.Ref, Since: instant(d.Since), Note: d.Note, Heals: d.Kind.Heals(),
		}
		if d.Deed != 0 {
			list[i].Deed = d.Deed.String()
		}
		if d.Ours.Currency() != (money.Currency{}) {
			list[i].Ours = &d.Ours
		}
		if d.Theirs.Currency() != (money.Currency{}) {
			list[i].Theirs = &d.Theirs
		}
	}
	return list
}

var (
	// ErrNoBooks: a data folder has no marketplace, or none whose payments went to the
	// test provider.
	ErrNoBooks = errors.New("market: no books to compare")
	// ErrInUse: another process has the data folder open.
	ErrInUse = errors.New("market: the data folder is in use")
)

const (
	databaseFile = "marketplace.db"
	journalFile  = "test-provider.jsonl"
)

// ReconcileStopped compares the books of a data folder that nobody has open. It works
// on a copy beside the folder's own files, which stay as they are. It fails with
// ErrNoBooks and ErrInUse.
func ReconcileStopped(ctx context.Context, data string, q ReconcileQuery, lang policy.Language) (c Reconciliation, err error) {
	for _, file := range []string{databaseFile, journalFile} {
		if _, err := os.Stat(filepath.Join(data, file)); err != nil {
			return c, fmt.Errorf("%w: %w", ErrNoBooks, err)
		}
	}
	l, err := lockFolder(data)
	if err != nil {
		return c, fmt.Errorf("%w: %w", ErrInUse, err)
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	copied, err := os.MkdirTemp("", "torikime-reconcile-*")
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(copied)) }()
	for _, file := range []string{databaseFile, databaseFile + "-wal", journalFile} {
		if err := copyFile(filepath.Join(copied, file), filepath.Join(data, file)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return c, err
		}
	}
	return reconcileFolder(ctx, copied, q, lang)
}

func reconcileFolder(ctx context.Context, folder string, q ReconcileQuery, lang policy.Language) (c Reconciliation, err error) {
	db, err := sql.Open("sqlite", "file:"+uriPath(filepath.Join(folder, databaseFile)))
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	st, err := sqlstore.Open(ctx, db, sqlstore.SQLite, sqlstore.Options{})
	if errors.Is(err, sqlstore.ErrNewer) {
		return c, fmt.Errorf("%w: %w", ErrNewer, err)
	}
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	clock, err := openClock(ctx, db, true)
	if err != nil {
		return c, err
	}
	provider, err := fake.Open(fake.Options{Clock: clock.Now, Journal: filepath.Join(folder, journalFile)})
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, provider.Close()) }()
	anything, err := policy.Preset(policy.Default) // transactions have their own
	if err != nil {
		return c, err
	}
	e, err := engine.New(st, engine.Options{
		Policies: []engine.InForce{{Policy: anything}}, Clock: clock, Providers: []payment.Provider{provider},
	})
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	r, err := e.Reconcile(ctx, q.asked())
	if err != nil {
		return c, err
	}
	return reconciliationOf(&r, &q, lang), nil
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
