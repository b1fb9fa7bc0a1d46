// Package market is the reference marketplace without its faces: who takes part,
// what time it is, where files lie, and what somebody sees of a transaction. The
// API and the pages both stand on it, and neither of them knows a rule.
package market

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/store/outbox"
	"github.com/torikime/torikime/store/sqlstore"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/inbox/mail"
	"github.com/torikime/torikime/transaction/payment"

	_ "modernc.org/sqlite" // the driver
)

// Errors beside the refusals of rules (*policy.Rejection) and the engine's own;
// compare with errors.Is.
var (
	// ErrNotFound: there is no such thing for whoever asks.
	ErrNotFound = errors.New("market: no such thing")
	// ErrTooLarge: the files of a message, or its words, are over the limit.
	ErrTooLarge = errors.New("market: too large")
	// ErrNewer: the database was written by a newer version of this program.
	ErrNewer = errors.New("market: the database is newer than this program")
)

// Options of Open; Data and Policy are needed.
type Options struct {
	// Data is the folder of the database and the files; it is made if need be.
	Data string
	// Demo brings the demo people, their services and the movable clock.
	Demo bool
	// Policy is in force for everybody who purchases from now on (T1.9).
	Policy *policy.Policy
	// Mail sends notices as mail (T9.2); its Recipient and Link are the marketplace's.
	// nil: there is no mail.
	Mail *mail.Options
	// URL is where the pages are, for links in mails: "https://example.com".
	URL string
	// DemoMail is the address of demo people, with {id} in the place of an id, such as
	// "{id}@localhost"; empty: they have none.
	DemoMail string
	// Providers carry payments out, the default first; in the demo the test provider
	// comes before them. TestProvider brings it without the demo. One is needed.
	Providers    []payment.Provider
	TestProvider bool
	// Log hears of what goes wrong on its own; nil: nobody.
	Log *slog.Logger
}

// Market is a running marketplace. Its methods are safe for concurrent use.
type Market struct {
	engine  *engine.Engine
	store   *sqlstore.Store
	db      *sql.DB
	lock    *lock
	clock   *Clock
	people  *People
	files   *files
	policy  *policy.Policy
	zone    *time.Location // the platform's (T9.5)
	log     *slog.Logger
	demo    bool
	secret  string
	titles  titles
	seen    sync.Map // the day on which somebody was last noted to be there, by id
	inboxes inboxes
	outbox  *outbox.Outbox // of mails; nil: there are none
	swept   atomic.Int64   // when the last sweep ended, in the machine's time

	providers providers
}

// Open opens the marketplace of a data folder. It fails if another process has
// it open, if the folder cannot be written to, and with ErrNewer.
func Open(ctx context.Context, o Options) (m *Market, err error) {
	if o.Policy == nil {
		return nil, errors.New("market: Options.Policy: none; a marketplace needs one")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	m = &Market{policy: o.Policy, zone: homeZone(&o.Policy.Time), log: o.Log, demo: o.Demo}
	defer func() {
		if err != nil {
			err = errors.Join(err, m.Close())
		}
	}()
	if m.lock, err = lockFolder(o.Data); err != nil {
		return m, err
	}
	if err = m.openStore(ctx, filepath.Join(o.Data, "marketplace.db")); err != nil {
		return m, err
	}
	if m.people, m.secret, err = openPeople(o.Data, o.Demo, o.DemoMail); err != nil {
		return m, err
	}
	if err = m.readDeleted(ctx); err != nil {
		return m, err
	}
	if m.clock, err = openClock(ctx, m.db, o.Demo); err != nil {
		return m, err
	}
	if m.files, err = openFiles(ctx, filepath.Join(o.Data, "files"), m.db, m.log); err != nil {
		return m, err
	}
	if err = m.openProviders(&o); err != nil {
		return m, err
	}
	timeout, again := m.providers.calls()
	m.engine, err = engine.New(m.store, engine.Options{
		Policies:    []engine.InForce{{Policy: o.Policy}},
		Clock:       m.clock,
		KeepKeys:    keepKeys,
		Person:      m.knownOf,
		Providers:   m.providers.list,
		CallTimeout: timeout,
		CallAgain:   again,
		Describe:    m.describe,
		Log:         o.Log,
		Hooks: engine.Hooks{Sweep: func(_ engine.Swept, _ time.Duration, err error) {
			if err == nil {
				m.swept.Store(time.Now().UnixMicro())
			}
		}},
	})
	m.swept.Store(time.Now().UnixMicro())
	if err != nil {
		return m, err
	}
	if err = m.setLabels(ctx); err != nil {
		return m, err
	}
	// The folder is ours alone: whoever called a provider before is gone.
	if _, err = m.engine.GiveUpCalls(ctx); err != nil {
		return m, err
	}
	if err = m.openInboxes(ctx); err != nil {
		return m, err
	}
	if err = m.openOutbox(ctx, &o); err != nil {
		return m, err
	}
	if err = m.finishDeletions(ctx); err != nil {
		return m, err
	}
	if o.Demo {
		err = m.offerDemo(ctx)
	}
	return m, err
}

// openStore opens the database and brings the tables of the library and of the
// marketplace up to date.
func (m *Market) openStore(ctx context.Context, file string) (err error) {
	// The store sets what makes writes durable; readers need the patience alone.
	if m.db, err = sql.Open("sqlite", "file:"+uriPath(file)+"?_pragma=busy_timeout(5000)"); err != nil {
		return fmt.Errorf("open %s: %w", file, err)
	}
	m.db.SetMaxOpenConns(8)
	m.store, err = sqlstore.Open(ctx, m.db, sqlstore.SQLite, sqlstore.Options{})
	if errors.Is(err, sqlstore.ErrNewer) {
		return fmt.Errorf("%w: %s: %w", ErrNewer, file, err)
	}
	if err != nil {
		return fmt.Errorf("open %s: %w", file, err)
	}
	return migrate(ctx, m.db, file)
}

// Close stops nothing that runs: end Run first. It closes the database and gives
// the folder back.
func (m *Market) Close() error {
	errs := []error{m.providers.close()}
	if m.engine != nil {
		errs = append(errs, m.engine.Close())
	}
	if m.store != nil {
		errs = append(errs, m.store.Close())
	}
	if m.db != nil {
		errs = append(errs, m.db.Close())
	}
	if m.lock != nil {
		errs = append(errs, m.lock.Close())
	}
	return errors.Join(errs...)
}

// Run lets deadlines happen, carries payments, refunds and payouts on, and sends what
// is to be sent, until the context ends.
func (m *Market) Run(ctx context.Context) error {
	sent := make(chan error, 1)
	go func() { sent <- m.runOutbox(ctx) }()
	var delivering sync.WaitGroup
	defer delivering.Wait()
	delivering.Go(func() { m.providers.run(ctx) })
	err := m.engine.Run(ctx)
	if sending := <-sent; err == nil {
		err = sending
	}
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Now is the marketplace's time, in UTC.
func (m *Market) Now() time.Time { return m.engine.Now() }

// Demo reports whether there are demo people and a movable clock.
func (m *Market) Demo() bool { return m.demo }

// Policy is the one in force. It is shared: nobody changes it.
func (m *Market) Policy() *policy.Policy { return m.policy }

// FirstToken is the token of the operator that was made at the very first start
// without demo people; empty at every other start. Only its digest is kept.
func (m *Market) FirstToken() string { return m.secret }

// Health says how the marketplace does.
type Health struct {
	Status        string     `json:"status" enum:"ok,sweeps stopped"`
	LastSweep     *time.Time `json:"last_sweep" doc:"In the marketplace's time; null: none yet"`
	OldestOverdue *time.Time `json:"oldest_overdue" doc:"The oldest deadline that is not stored yet; null: none"`
	Parked        int        `json:"parked" doc:"Transactions that could not be moved on and are tried again"`
	Stuck         int        `json:"stuck" doc:"Movements of money that an operator has to look at (T10.3)"`
}

// sweepsStopped is how long no sweep may end before something is wrong.
const sweepsStopped = 30 * time.Second

// Health fails if the store cannot be reached. Whether sweeps run is measured in
// the machine's time: the marketplace's may stand still.
func (m *Market) Health(ctx context.Context) (h Health, ok bool, err error) {
	got, err := m.engine.Health(ctx)
	if err != nil {
		return h, false, err
	}
	h = Health{Status: "ok", LastSweep: instant(got.LastSweep), OldestOverdue: instant(got.OldestOverdue), Parked: got.Parked, Stuck: got.Stuck}
	if time.Since(time.UnixMicro(m.swept.Load())) > sweepsStopped {
		h.Status = "sweeps stopped"
		return h, false, nil
	}
	return h, true, nil
}

// write runs statements of the marketplace's own in one commit, and records the
// call's key with it, in the same space as the engine's keys.
func (m *Market) write(ctx context.Context, at time.Time, call Call, answer []byte, with func(context.Context, store.Tx) error) (done []byte, repeated bool, err error) {
	batch := store.Batch{Stream: "market/own", With: with}
	if call.Key != "" {
		batch.Command = &store.Command{ID: call.Key, Digest: digest(call.Input), Result: answer, At: at}
	}
	results, err := m.store.Append(ctx, batch)
	if err == nil {
		err = results[0].Err
	}
	if errors.Is(err, store.ErrRepeated) {
		done, err := m.repeated(ctx, call)
		return done, true, err
	}
	return answer, false, err
}

// repeated is what a key was answered with, if its input was the same.
func (m *Market) repeated(ctx context.Context, call Call) ([]byte, error) {
	first, err := m.store.Command(ctx, call.Key)
	if err != nil {
		return nil, err
	}
	if string(first.Digest) != string(digest(call.Input)) {
		return nil, engine.ErrKeyReused
	}
	return first.Result, nil
}
