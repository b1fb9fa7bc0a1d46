// Package fake is a payment provider without a bank: for tests, demonstrations and
// the reference marketplace. No money moves.
//
// It imitates what makes providers hard to use right. A buyer's payment is opened,
// approved by him on a page of the provider (Handler), and captured by a call of its
// own; or it is paid at once, or by bank transfer days later, even after it expired.
// Captured money is refunded in parts or in full, and sellers are paid out. Every
// deed has an idempotency key that is remembered for a time, together with its
// input. Answers are lost before or after the deed, come late, say "pending", or
// turn out wrong; notices (webhooks) are lost, doubled, delayed, out of order and
// before the answer. Faults come by chance from a seed, or as a test says (Next).
// What the provider did stands in its own Books, to be compared with the caller's.
//
// It does not imitate fees, the conversion of currencies, the platform's own balance
// (a payout is never refused for lack of money), disputes beyond money that is taken
// back, identity checks of payees, and logins: everybody may call it.
//
// With Options.Journal it outlives a killed process: each deed is on disk before it
// is answered. Notices that were not delivered are not kept.
package fake

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	randv2 "math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Options are what a Provider is made of; the zero Options work. Which way a payment
// takes is not said here, but by Call.Method: an empty one is Instant, which pays at
// once and sends the buyer nowhere; Checkout has the page.
type Options struct {
	// Name is the provider's name; empty: Profile's, or "fake".
	Name string
	// Clock says what time it is; nil: time.Now.
	Clock func() time.Time
	// Seed decides the ids and what chance brings.
	Seed uint64
	// Profile is what it promises and where its limits are; zero: DefaultProfile.
	Profile payment.Profile
	// Faults are how often things go wrong.
	Faults Faults
	// Delay is how long a Slow call takes, and a NoticeLate notice waits; 0: 50 ms.
	Delay time.Duration
	// PendingFor is how long it takes until what is pending is done, and until what
	// turns out wrong does so; 0: until SettlePending.
	PendingFor time.Duration
	// URL is where Handler is reached; empty: a URL that leads nowhere.
	URL string
	// Merchant is whom the buyer pays, on its pages; empty: a test shop.
	Merchant string
	// Zone is that of the times on its pages; nil: UTC.
	Zone *time.Location
	// Secret signs the notices; empty: one of its own that nobody knows.
	Secret string
	// Journal is the path of a file that keeps everything; empty: memory alone. Only
	// one Provider may use it at a time.
	Journal string
}

// DefaultProfile promises about what large providers do.
func DefaultProfile() payment.Profile {
	const day = 24 * time.Hour
	return payment.Profile{
		Name: "fake", CheckoutLife: 3 * time.Hour, AuthorisationLife: 3 * day, RefundLife: 180 * day,
		KeyLife: 30 * day, MaxKey: 38, Payouts: true,
		Methods:  []string{Checkout, Later, Instant, Hold, Decline},
		Webhooks: payment.WebhookPromise{RetriedFor: 3 * day},
	}
}

// Provider is the provider. Its methods are safe for concurrent use.
type Provider struct {
	o       Options
	secret  []byte
	journal *journal

	mu         sync.Mutex
	rand       *randv2.Rand
	script     map[transfer.Step][]Fault
	n          int // ids given out so far
	payments   map[string]*Payment
	deeds      map[string]*Deed
	order      []string            // ids of the deeds, oldest first
	refunds    map[string][]string // by the capture that they are of
	refusing   map[string]bool     // the captures whose refunds are refused
	keys       map[string]*keyed
	byTransfer map[string]string // the newest payment or deed of a transfer
	waiting    []string          // deeds with something yet to come, oldest first
	movements  []payment.Movement
	violations []Violation

	notices noticeQueue
}

var _ interface {
	payment.Provider
	payment.Webhooks
	payment.Reports
} = (*Provider)(nil)

// New is Open for options that can't fail: it panics if they do.
func New(o Options) *Provider {
	p, err := Open(o)
	if err != nil {
		panic(err)
	}
	return p
}

// Open starts a provider, with everything that its journal remembers. It fails if
// the options contradict themselves, or the journal can't be read or written.
func Open(o Options) (*Provider, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	o.Profile = named(o.Name, o.Profile)
	if o.Delay == 0 {
		o.Delay = 50 * time.Millisecond
	}
	if o.URL == "" {
		o.URL = "https://fake.invalid"
	}
	o.URL = strings.TrimRight(o.URL, "/")
	if err := errors.Join(o.Faults.check(), payment.Validate(o.Profile)); err != nil {
		return nil, fmt.Errorf("payment/fake: %w", err)
	}
	o.Faults = maps.Clone(o.Faults)
	p := &Provider{
		o: o, secret: []byte(o.Secret), rand: randv2.New(randv2.NewPCG(o.Seed, 0x9e3779b97f4a7c15)),
		script: map[transfer.Step][]Fault{}, payments: map[string]*Payment{}, deeds: map[string]*Deed{}, refunds: map[string][]string{},
		refusing: map[string]bool{}, keys: map[string]*keyed{}, byTransfer: map[string]string{},
	}
	if o.Secret == "" {
		p.secret = []byte(rand.Text())
	}
	if o.Journal == "" {
		return p, nil
	}
	j, err := openJournal(o.Journal, p.apply)
	if err != nil {
		return nil, fmt.Errorf("payment/fake: journal: %w", err)
	}
	p.journal = j
	return p, nil
}

func named(name string, profile payment.Profile) payment.Profile {
	if reflect.ValueOf(profile).IsZero() {
		profile = DefaultProfile()
	}
	if name != "" {
		profile.Name = name
	}
	if profile.Name == "" {
		profile.Name = "fake"
	}
	return profile
}

// Close closes the journal. The provider can't be used any more.
func (p *Provider) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.journal == nil {
		return nil
	}
	return p.journal.close()
}

// Profile is what it promises.
func (p *Provider) Profile() payment.Profile { return p.o.Profile }

// ErrKeyReused: a key came a second time with another input. Nothing was done.
var ErrKeyReused = errors.New("payment/fake: the key was used for another deed")

// errLost is how a lost call or answer looks: like a connection that broke.
var errLost = errors.New("payment/fake: the connection was lost")

// now is the provider's clock, as everything here counts time.
func (p *Provider) now() time.Time { return p.o.Clock().UTC().Truncate(time.Microsecond) }

// call is one call: the faults around a deed, and the deed once per key.
func (p *Provider) call(ctx context.Context, step transfer.Step, do func(f Fault, now time.Time) (payment.Answer, error)) (payment.Answer, error) {
	if err := ctx.Err(); err != nil {
		return payment.Answer{}, err
	}
	p.mu.Lock()
	f := p.fault(step)
	p.mu.Unlock()
	if f.has(Slow) {
		if err := sleep(ctx, p.o.Delay); err != nil {
			return payment.Answer{}, err
		}
	}
	if f.has(LostBefore) {
		return payment.Answer{}, errLost
	}
	p.mu.Lock()
	now := p.now()
	err := p.settle(now, false)
	var a payment.Answer
	if err == nil {
		a, err = do(f, now)
	}
	p.mu.Unlock()
	switch {
	case err != nil:
		return payment.Answer{}, err
	case f.has(NoticeFirst):
		_, _ = p.Deliver(ctx) // what is not taken is sent again
	}
	switch {
	case f.has(Hangs):
		<-ctx.Done()
		return payment.Answer{}, ctx.Err()
	case f.has(LostAfter):
		return payment.Answer{}, errLost
	}
	return a, nil
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func failed(reason string) payment.Answer {
	return payment.Answer{Status: transfer.Failed, Reason: reason}
}

// accepts says why an amount can't be moved; empty: it can. The limits are those of
// payments, not of payouts.
func (p *Provider) accepts(m money.Money, limited bool) string {
	if m.Currency() == (money.Currency{}) || m.Sign() <= 0 || m.Units() > money.Max {
		return "amount_invalid"
	}
	profile := p.o.Profile
	if !limited {
		profile.Least, profile.Most = nil, nil
	}
	var no *payment.Error
	if errors.As(profile.Takes(m), &no) {
		return no.Code
	}
	return ""
}
