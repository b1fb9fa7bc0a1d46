package market

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// Checkout is a payment on the pages of a provider, as a buyer asks for it.
type Checkout struct {
	For    transaction.PaymentKind
	Option string      // for an option, its id
	Amount money.Money // for an additional payment, without the buyer's fee
	// Provider is one of Market.Providers; empty: the first. Method is the provider's
	// word for how; empty: its default.
	Provider, Method string
}

// CheckedOut is the talkroom, and where the buyer pays.
type CheckedOut struct {
	Talkroom
	Checkout Started `json:"checkout"`
}

// Started is how the payment of a checkout stands.
type Started struct {
	Transfer string `json:"transfer" doc:"The payment's id"`
	URL      string `json:"url" doc:"Where the buyer pays; empty: nowhere, or the provider has not said it yet"`
	State    string `json:"state" enum:"asked,awaits_buyer,pending,confirmed,declined,expired,returned"`
}

// maxMethod is the most bytes of a provider's word.
const maxMethod = 50

// Checkout begins a payment on the pages of a provider, for which the buyer is sent
// to Checkout.URL. It is refused as the payment itself would be now.
func (m *Market) Checkout(ctx context.Context, v Viewer, room string, c Checkout, call Call) (Done[CheckedOut], error) {
	by, err := m.Part(ctx, v.Person, room)
	if err != nil {
		return Done[CheckedOut]{}, err
	}
	provider, ok := m.providers.named(c.Provider)
	if !ok {
		return Done[CheckedOut]{}, Invalid("provider", "unknown", "one of "+strings.Join(m.Providers(), ", ")+" is right")
	}
	profile := provider.Profile()
	if !plainWord(c.Method) {
		return Done[CheckedOut]{}, Invalid("method", "unknown", "a word of the provider's is right, such as checkout, or none")
	}
	if profile.Knows(c.Method) != nil {
		return Done[CheckedOut]{}, Invalid("method", "unknown", "one of "+strings.Join(profile.Methods, ", ")+" is right, or none")
	}
	name := profile.Name
	if m.providers.fake != nil && name == m.providers.fake.Profile().Name && c.Method == "" {
		c.Method = fake.Checkout
	}
	p := pay{m: m, v: v, room: room, key: scoped(v.Person, call.Key), call: call, charge: engine.Charge{
		By: by, Transaction: room, Kind: c.For, Option: c.Option, Amount: c.Amount,
		Provider: name, Method: c.Method, ReturnURL: m.returnURL(),
	}}
	p.commands()
	if call.DryRun {
		return m.wouldCheckOut(ctx, &p)
	}
	p.refused = nil // a provider's no is an answer here
	return once(ctx, m, p.key, call.Input, func(ctx context.Context) (Done[CheckedOut], error) {
		return settle(ctx, &p, func(r Talkroom, t engine.TransferView) CheckedOut { return CheckedOut{r, started(&t.State)} })
	})
}

func plainWord(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' && c != '-' {
			return false
		}
	}
	return len(s) <= maxMethod
}

// wouldCheckOut judges a checkout; nothing is begun, so there is nowhere to pay.
func (m *Market) wouldCheckOut(ctx context.Context, p *pay) (done Done[CheckedOut], err error) {
	_, err = m.engine.Do(ctx, p.room, p.settled, engine.Call{DryRun: true, ExpectedSeq: p.call.ExpectedSeq})
	if err != nil {
		return done, notFound(err)
	}
	p.key = "" // nothing is kept
	return remember(ctx, p, engine.TransferView{}, func(r Talkroom, _ engine.TransferView) CheckedOut {
		return CheckedOut{r, Started{State: transfer.Asked.String()}}
	})
}

func started(t *transfer.State) Started {
	return Started{Transfer: t.Order.ID, URL: t.URL, State: paymentState(t)}
}

// returnURL is where a buyer comes back to from a provider's pages; empty where
// nobody knows the address of the pages.
func (m *Market) returnURL() string {
	if m.providers.url == "" {
		return ""
	}
	return m.providers.url + ReturnPath(engine.TransferID)
}

// ReturnPath is the page to which a buyer comes back from a provider's pages.
func ReturnPath(transferID string) string { return "/payments/" + transferID + "/return" }

// Returned is a payment whose buyer has come back from the provider's pages.
type Returned struct {
	// Transaction is the talkroom that it is for.
	Transaction string
	Payment     Payment
}

// Returned asks the provider how a payment of the viewer's stands, and carries it on;
// who loads the page again within five seconds sees what was known then. ErrNotFound
// if it is not his.
func (m *Market) Returned(ctx context.Context, v Viewer, id string) (Returned, error) {
	t, err := m.engine.Transfer(ctx, id)
	if errors.Is(err, engine.ErrNotFound) || err == nil && (t.State.Order.Kind != transfer.Capture || t.State.Order.Buyer != v.ID) {
		return Returned{}, ErrNotFound
	}
	if err == nil && t.State.Phase < transfer.Confirmed {
		t, err = m.lookAt(ctx, id, m.engine.Hint)
	}
	if err != nil {
		return Returned{}, err
	}
	return Returned{t.State.Order.Transaction, paymentOf(&t.State, true)}, nil
}

// lookAt carries a transfer on after somebody said that it may have changed.
func (m *Market) lookAt(ctx context.Context, id string, said func(context.Context, string) error) (engine.TransferView, error) {
	ctx = context.WithoutCancel(ctx)
	if err := said(ctx, id); err != nil {
		return engine.TransferView{}, err
	}
	return m.heard(ctx, id)
}

// FakeAct is what the buyer, or the world, does at the fake provider.
type FakeAct string

// The acts.
const (
	FakePays     FakeAct = "pay"
	FakeDeclines FakeAct = "decline"
	FakeAbandons FakeAct = "abandon"
	// FakeRefusesRefunds and FakeAllowsRefunds are the provider's: whether refunds of
	// the payment are refused, until it is said otherwise or the program ends.
	FakeRefusesRefunds FakeAct = "refuse-refund"
	FakeAllowsRefunds  FakeAct = "allow-refund"
)

// FakeOnce is Fake for a caller with a key: one that has succeeded is answered again.
func (m *Market) FakeOnce(ctx context.Context, v Viewer, id string, act FakeAct, call Call) (done Done[Payment], err error) {
	call.Key = scoped(v.Person, call.Key)
	if call.Key != "" {
		end, err := m.providers.turns.take(ctx, "key "+call.Key)
		if err != nil {
			return done, err
		}
		defer end()
		done.JSON, err = m.repeated(ctx, call)
		if !isNotFound(err) {
			done.Repeated = err == nil
			return done, err
		}
	}
	if done.Value, err = m.Fake(ctx, v, id, act); err != nil {
		return Done[Payment]{}, err
	}
	if done.JSON, err = json.Marshal(done.Value); err == nil && call.Key != "" {
		done.JSON, done.Repeated, err = m.write(context.WithoutCancel(ctx), m.Now(), call, done.JSON, nil)
	}
	return done, err
}

// Fake does something at the fake provider, mostly in the place of the buyer, and answers
// with the payment after it is known here; ErrNotFound without the demo, and for what
// is not a payment at the fake provider. Whatever cannot be done now is a conflict.
func (m *Market) Fake(ctx context.Context, v Viewer, id string, act FakeAct) (Payment, error) {
	if !m.demo || m.providers.fake == nil {
		return Payment{}, ErrNotFound
	}
	p := m.providers.fake
	do, ok := map[FakeAct]func(string) error{
		FakePays: p.Pay, FakeDeclines: p.Decline, FakeAbandons: p.Abandon,
		FakeRefusesRefunds: func(ref string) error { return p.RefuseRefunds(ref, true) },
		FakeAllowsRefunds:  func(ref string) error { return p.RefuseRefunds(ref, false) },
	}[act]
	if !ok {
		return Payment{}, Invalid("do", "unknown", "pay, decline, abandon, refuse-refund or allow-refund is right")
	}
	t, err := m.engine.Transfer(ctx, id)
	if err != nil {
		return Payment{}, notFound(err)
	}
	if t.State.Order.Kind != transfer.Capture || t.State.Order.Provider != p.Profile().Name {
		return Payment{}, ErrNotFound
	}
	switch err := do(id); {
	case err != nil && (act == FakeRefusesRefunds || act == FakeAllowsRefunds):
		return Payment{}, Invalid("do", "unpaid", "nothing was paid by this yet; a payment that is confirmed is right")
	case errors.Is(err, fake.ErrUnknown), errors.Is(err, fake.ErrNotNow):
		return Payment{}, policy.Reject(policy.Conflict, "T1.5", "received").With("charge", id)
	case err != nil:
		return Payment{}, err
	}
	// It is the provider's own word, as its webhooks are.
	t, err = m.lookAt(ctx, id, func(ctx context.Context, id string) error {
		return m.engine.Notify(ctx, p.Profile().Name, payment.Notice{Transfer: id})
	})
	if err != nil {
		return Payment{}, err
	}
	return paymentOf(&t.State, v.ID == t.State.Order.Buyer), nil
}
