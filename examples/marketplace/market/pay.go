package market

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// A payment takes more than one commit, and the process may die between any two of
// them. So each has a key of its own, made from the caller's, and whoever comes again
// with his key goes on where it stopped: the order, the charge, and last the caller's
// own key with the answer. A caller's key has no blank, so no key is like another.
const (
	orderKey  = " order"
	chargeKey = " charge "
)

func subKey(key, sub string) string {
	if key == "" {
		return ""
	}
	return key + sub
}

// pay is one payment on its way to its answer.
type pay struct {
	m    *Market
	v    Viewer
	room string
	key  string // the engine's, of the whole
	call Call
	// charge is what is paid; settled is the same as a command that is judged before,
	// nil: it was judged; refused, as one that the provider has declined, nil: a
	// declined payment is an answer as well (T1.5).
	charge           engine.Charge
	settled, refused transaction.Command
}

// atOnce is a buyer's payment as a charge of the fake provider, which pays without
// its pages; false for every other command.
func atOnce(c transaction.Command) (p pay, ok bool) {
	how := transaction.Awaited
	switch c := c.(type) {
	case transaction.Pay:
		how, p.charge.Kind = c.Payment, transaction.ForPurchase
	case transaction.BuyOption:
		how, p.charge.Kind, p.charge.Option = c.Payment, transaction.ForOption, c.Option
	case transaction.PayAdditional:
		how, p.charge.Kind, p.charge.Amount = c.Payment, transaction.Additional, c.Amount
	}
	p.charge.By = c.Actor()
	p.charge.Method = fake.Instant
	if how == transaction.Refused {
		p.charge.Method = fake.Decline
	}
	p.commands()
	return p, how != transaction.Awaited
}

// commands says what the charge is judged as.
func (p *pay) commands() {
	by := p.charge.By
	switch p.charge.Kind {
	case transaction.ForPurchase:
		p.settled = transaction.Pay{By: by, Payment: transaction.Settled}
	case transaction.ForOption:
		p.settled = transaction.BuyOption{By: by, Option: p.charge.Option, Payment: transaction.Settled}
		p.refused = transaction.BuyOption{By: by, Option: p.charge.Option, Payment: transaction.Refused}
	case transaction.Additional:
		p.settled = transaction.PayAdditional{By: by, Amount: p.charge.Amount, Payment: transaction.Settled}
		p.refused = transaction.PayAdditional{By: by, Amount: p.charge.Amount, Payment: transaction.Refused}
	}
}

// payAtOnce pays by the fake provider.
func (m *Market) payAtOnce(ctx context.Context, v Viewer, room string, p pay, call Call) (Done[Talkroom], error) {
	if m.providers.fake == nil {
		return Done[Talkroom]{}, noFake()
	}
	p.m, p.v, p.room, p.key, p.call = m, v, room, scoped(v.Person, call.Key), call
	p.charge.Transaction, p.charge.Provider = room, m.providers.fake.Profile().Name
	return once(ctx, m, p.key, call.Input, func(ctx context.Context) (Done[Talkroom], error) { return settle(ctx, &p, showRoom) })
}

func noFake() *policy.Rejection {
	return Invalid("payment", "checkout", "only a test provider pays without its pages; later is right, and then a checkout")
}

// showRoom is the answer to most payments: the talkroom.
func showRoom(room Talkroom, _ engine.TransferView) Talkroom { return room }

// buyAtOnce orders, and pays by the fake provider: first the order stands, then it
// is paid. Whatever comes of the payment, the answer is the order as it stands.
func (m *Market) buyAtOnce(ctx context.Context, v Viewer, o engine.Order, call Call) (Done[Talkroom], error) {
	if m.providers.fake == nil {
		return Done[Talkroom]{}, noFake()
	}
	p, _ := atOnce(transaction.Pay{By: o.By, Payment: o.Payment})
	p.m, p.v, p.key, p.call, p.settled = m, v, scoped(v.Person, call.Key), call, nil
	o.Payment = transaction.Awaited
	return once(ctx, m, p.key, call.Input, func(ctx context.Context) (done Done[Talkroom], err error) {
		out, err := m.engine.Purchase(ctx, o, engine.Call{Key: subKey(p.key, orderKey), Input: call.Input, ExpectedSeq: call.ExpectedSeq})
		if err != nil {
			return done, notFound(err)
		}
		p.room = out.ID
		p.charge.Transaction, p.charge.Provider = out.ID, m.providers.fake.Profile().Name
		return settle(context.WithoutCancel(ctx), &p, showRoom)
	})
}

// once does what a key stands for, unless it has succeeded already, and one request
// with it at a time.
func once[T any](ctx context.Context, m *Market, key string, input []byte, work func(context.Context) (Done[T], error)) (done Done[T], err error) {
	if key == "" {
		return work(ctx)
	}
	end, err := m.providers.turns.take(ctx, "key "+key)
	if err != nil {
		return done, err
	}
	defer end()
	done.JSON, done.Repeated, err = m.answered(ctx, key, input)
	switch {
	case err != nil:
		return done, notFound(err)
	case done.Repeated:
		return done, json.Unmarshal(done.JSON, &done.Value)
	}
	return work(ctx)
}

// answered is the answer of a key that has succeeded.
func (m *Market) answered(ctx context.Context, key string, input []byte) (answer []byte, ok bool, err error) {
	first, err := m.store.Command(ctx, key)
	if errors.Is(err, store.ErrNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	room, ok := strings.CutPrefix(first.Stream, transactionStream)
	if !ok {
		return nil, false, engine.ErrKeyReused
	}
	out, err := m.engine.Remember(ctx, room, engine.Call{Key: key, Input: input})
	return out.Answer, err == nil, err
}

// roomTurn is the turn of whoever pays in a talkroom.
func roomTurn(room string) string { return "room " + room }

// settle gets the money, one payment of a talkroom at a time, and answers with what
// answer makes of it.
func settle[T any](ctx context.Context, p *pay, answer func(Talkroom, engine.TransferView) T) (done Done[T], err error) {
	end, err := p.m.providers.turns.take(ctx, roomTurn(p.room))
	if err != nil {
		return done, err
	}
	defer end()
	ctx = context.WithoutCancel(ctx) // whoever hangs up has said what he pays
	t, err := p.money(ctx)
	if err != nil && p.settled != nil {
		return done, notFound(err)
	}
	if err != nil { // the order stands all the same, and can be paid again
		p.m.log.WarnContext(ctx, "an order stands and is not paid", "transaction", p.room, "error", err)
	}
	return remember(ctx, p, t, answer)
}

// money gets the money, or says why there is none.
func (p *pay) money(ctx context.Context) (engine.TransferView, error) {
	t, n, err := p.begun(ctx)
	if err != nil {
		return t, err
	}
	if t.ID == "" {
		if t, err = p.begin(ctx, n); err != nil {
			return t, err
		}
	}
	if t, err = p.m.heard(ctx, t.ID); err != nil {
		return t, err
	}
	if p.refused != nil && t.State.Phase == transfer.Declined && t.State.Status == transfer.Failed {
		_, err = p.m.engine.Do(ctx, p.room, p.refused, engine.Call{DryRun: true}) // T4.11
	}
	return t, err
}

// begin judges what is paid as the rules do, before anybody is charged, and makes the
// charge, the nth of the caller's key.
func (p *pay) begin(ctx context.Context, n int) (engine.TransferView, error) {
	if p.settled != nil {
		_, err := p.m.engine.Do(ctx, p.room, p.settled, engine.Call{DryRun: true, ExpectedSeq: p.call.ExpectedSeq})
		if err != nil {
			return engine.TransferView{}, err
		}
	}
	out, err := p.m.engine.Charge(ctx, p.charge, engine.TransferCall{Key: subKey(p.key, chargeKey+strconv.Itoa(n)), Input: p.call.Input})
	var not *payment.Error
	if errors.As(err, &not) {
		err = Invalid("amount", not.Code, not.Error())
	}
	return out.TransferView, err
}

// begun finds the charge that the caller's key has already made; n is the number of
// the next one. A declined one that is no purchase's has changed nothing, and the key
// is judged from scratch.
func (p *pay) begun(ctx context.Context) (t engine.TransferView, n int, err error) {
	for n = 1; p.key != ""; n++ {
		made, err := p.m.store.Command(ctx, subKey(p.key, chargeKey+strconv.Itoa(n)))
		if errors.Is(err, store.ErrNotFound) {
			break
		}
		if err != nil {
			return t, n, err
		}
		t, err = p.m.engine.Transfer(ctx, strings.TrimPrefix(made.Stream, transferStream))
		if err != nil || p.refused == nil || t.State.Phase != transfer.Declined {
			return t, n, err
		}
	}
	return engine.TransferView{}, max(n, 1), nil
}

// remember renders the answer and keeps it with the caller's key.
func remember[T any](ctx context.Context, p *pay, t engine.TransferView, answer func(Talkroom, engine.TransferView) T) (done Done[T], err error) {
	out, err := p.m.engine.Remember(ctx, p.room, engine.Call{
		Key: p.key, Input: p.call.Input,
		Answer: func(o engine.Outcome) ([]byte, error) {
			room, err := p.m.show(ctx, p.v, &o.View)
			if err != nil {
				return nil, err
			}
			done.Value = answer(room, t)
			return json.Marshal(done.Value)
		},
	})
	if err != nil {
		return Done[T]{}, notFound(err)
	}
	done.JSON, done.Repeated = out.Answer, out.Repeated
	if out.Repeated {
		err = json.Unmarshal(out.Answer, &done.Value)
	}
	return done, err
}
