package market

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// TestPages is where the pages of the provider without a bank are.
const TestPages = "/test-provider"

// providers are those that carry payments out, and what goes on with them beside
// the requests.
type providers struct {
	list []payment.Provider
	fake *fake.Provider // nil: there is none
	url  string         // of the marketplace's pages

	turns   turns
	working sync.WaitGroup
	free    chan struct{} // one place for each transfer that is carried on in the background
	life    context.Context
	end     context.CancelFunc
}

const (
	// deliverEvery is how often the fake provider sends its notices.
	deliverEvery = 200 * time.Millisecond
	// patience is how long an answer waits for a transfer that somebody else is
	// carrying on; it then says that the payment is under way.
	patience = 20 * time.Second
	// backgroundWorks is how many transfers are carried on at a time because of notices.
	backgroundWorks = 8
)

// openProviders brings the fake provider to those that are configured: in the demo
// always, and else only where it is asked for.
func (m *Market) openProviders(o *Options) (err error) {
	p := &m.providers
	p.url, p.free = o.URL, make(chan struct{}, backgroundWorks)
	p.life, p.end = context.WithCancel(context.Background())
	names := map[string]bool{}
	if !o.Demo && !o.TestProvider && len(o.Providers) == 0 {
		return errors.New("market: Options.Providers: none; one that carries payments out is right, or TestProvider")
	}
	if o.Demo || o.TestProvider {
		if !o.Demo {
			m.log.Warn("the test provider takes the payments: they are made up, and nobody is charged")
		}
		p.fake, err = fake.Open(fake.Options{
			Clock: m.clock.Now, URL: o.URL + TestPages, Merchant: "torikime", Journal: filepath.Join(o.Data, "test-provider.jsonl"),
		})
		if err != nil {
			return fmt.Errorf("open the test provider: %w", err)
		}
		p.list = append(p.list, p.fake)
		name := p.fake.Profile().Name
		p.fake.SendTo(func(ctx context.Context, header http.Header, body []byte) error {
			return m.Webhook(ctx, name, header, body)
		})
	}
	p.list = append(p.list, o.Providers...)
	for _, provider := range p.list {
		name := provider.Profile().Name
		if name == "" || names[name] {
			return fmt.Errorf("market: Options.Providers: %q: a name of its own is right", name)
		}
		names[name] = true
	}
	return p.check(o.Policy, m.log)
}

// runProviders sends the fake provider's notices until the context ends.
func (p *providers) run(ctx context.Context) {
	if p.fake != nil {
		p.fake.Run(ctx, deliverEvery)
	}
}

// close ends what is carried on in the background.
func (p *providers) close() error {
	if p.end == nil {
		return nil
	}
	p.end()
	p.working.Wait()
	if p.fake == nil {
		return nil
	}
	p.fake.SendTo(nil)
	return p.fake.Close()
}

// named finds a provider; empty: the first.
func (p *providers) named(name string) (payment.Provider, bool) {
	for _, provider := range p.list {
		if name == "" || provider.Profile().Name == name {
			return provider, true
		}
	}
	return nil, false
}

// names are those of the providers, the default first.
func (p *providers) names() []string {
	list := make([]string, len(p.list))
	for i, provider := range p.list {
		list[i] = provider.Profile().Name
	}
	return list
}

// TestProvider are the pages of the provider without a bank, for TestPages; nil: there
// is none.
func (m *Market) TestProvider() http.Handler {
	if m.providers.fake == nil {
		return nil
	}
	return http.StripPrefix(TestPages, m.providers.fake.Handler())
}

// PaysAtOnce reports that there is a provider that pays without its pages (Order.Payment).
func (m *Market) PaysAtOnce() bool { return m.providers.fake != nil }

// calls are how long a call to a provider may take, and the pause before it is called
// again; zero: the engine's defaults. The one without a bank answers at once, so that
// nobody waits long for what a killed process was about to hear.
func (p *providers) calls() (timeout, again time.Duration) {
	if p.fake != nil && len(p.list) == 1 {
		return 2 * time.Second, 500 * time.Millisecond
	}
	return 0, 0
}

// check compares the policy with what the providers promise: what cannot be kept is
// an error, what may come to that is logged.
func (p *providers) check(of *policy.Policy, log *slog.Logger) error {
	var faults policy.Faults
	for _, provider := range p.list {
		for _, f := range payment.Check(of, provider.Profile()) {
			if f.Severity == policy.LintError && provider != payment.Provider(p.fake) {
				faults = append(faults, policy.Fault{Path: f.Path, Code: f.Code, Message: f.Text(policy.English)})
				continue
			}
			log.Warn("provider", "provider", f.Provider, "path", f.Path, "code", f.Code, "says", f.Text(policy.English))
		}
	}
	if len(faults) > 0 {
		return fmt.Errorf("the policy and a payment provider contradict each other: %w", faults)
	}
	return nil
}

// Providers are the names of those who carry payments out, the default first.
func (m *Market) Providers() []string { return m.providers.names() }

// Webhook takes a request of a provider. It fails with payment.ErrSignature if the
// provider did not sign it, and with ErrNotFound for a provider that is not there
// or sends none. What it tells is only a hint: every transfer that it names is
// looked up, in the background.
func (m *Market) Webhook(ctx context.Context, provider string, header http.Header, body []byte) error {
	p, ok := m.providers.named(provider)
	hooks, sends := p.(payment.Webhooks)
	if !ok || !sends || provider == "" {
		return ErrNotFound
	}
	notices, err := hooks.Webhook(ctx, header, body)
	if err != nil {
		return err
	}
	for _, n := range notices {
		err := m.engine.Notify(ctx, provider, n)
		if errors.Is(err, engine.ErrNotFound) {
			m.log.Info("a notice about no transfer of ours", "provider", provider, "transfer", n.Transfer)
			continue
		}
		if err != nil {
			return err
		}
		m.providers.background(func(ctx context.Context) { _, _ = m.carry(ctx, n.Transfer) })
	}
	return nil
}

// background carries something on beside the request, if there is a free place;
// else the next reaction does.
func (p *providers) background(do func(context.Context)) {
	select {
	case p.free <- struct{}{}:
	default:
		return
	}
	p.working.Go(func() {
		defer func() { <-p.free }()
		do(p.life)
	})
}

// carry carries a transfer on until nobody here can do anything more about it. If it
// cannot, for whatever reason, the reactions finish it.
func (m *Market) carry(ctx context.Context, id string) (engine.TransferView, error) {
	ctx, end := context.WithTimeout(ctx, patience)
	defer end()
	for pause := time.Millisecond; ; pause = min(2*pause, 50*time.Millisecond) {
		v, err := m.engine.Work(ctx, id)
		if err != nil {
			m.log.WarnContext(ctx, "transfer not carried on yet", "transfer", id, "error", err)
			return m.engine.Transfer(context.WithoutCancel(ctx), id)
		}
		if v.State.Work != transfer.Calling && !v.State.Ready() {
			return v, nil
		}
		select { // somebody else is at it
		case <-ctx.Done():
			return m.engine.Transfer(context.WithoutCancel(ctx), id)
		case <-time.After(pause):
		}
	}
}

// heard carries a transfer on, and waits for the next attempt where it is unclear what
// became of the last one: whoever waits for an answer gets one, also after the process
// died in the middle, or when a call took too long.
func (m *Market) heard(ctx context.Context, id string) (engine.TransferView, error) {
	ctx, end := context.WithTimeout(ctx, patience)
	defer end()
	for {
		t, err := m.carry(ctx, id)
		unclear := t.State.Status == transfer.Unknown || t.State.Status == transfer.NotFound
		if err != nil || t.State.Work != transfer.Waits || !unclear || !m.clock.wait(ctx, t.State.WakeAt) {
			return t, err
		}
	}
}

// describe is what a buyer reads on a provider's pages: what he buys. Titles stand in
// both languages in the demo, and in the seller's own elsewhere.
func (m *Market) describe(ctx context.Context, o transfer.Order) string {
	state, err := m.engine.State(ctx, o.Transaction)
	if err != nil {
		return ""
	}
	title, err := m.titleOf(ctx, state.Service, policy.Japanese)
	if err != nil {
		return ""
	}
	return title
}
