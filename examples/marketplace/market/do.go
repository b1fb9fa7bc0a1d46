package market

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
)

// Call says how a command is carried out. The zero Call just does it.
type Call struct {
	// Key is the caller's idempotency key; empty: none. Input is what a repeat
	// must equal.
	Key   string
	Input []byte
	// ExpectedSeq is Talkroom.Seq as the caller has seen it: if something other than a
	// message, a payment or a schedule came after it, the command is a conflict.
	ExpectedSeq *int
	// DryRun answers with what would follow and writes nothing.
	DryRun bool
	// Files are uploaded files that the command names (Market.Upload).
	Files *Upload
}

// Done is what a command led to.
type Done[T any] struct {
	// Value is what the caller sees now.
	Value T
	// JSON is the same as it is answered; for a repeated key, what the first was
	// answered with, byte for byte.
	JSON []byte
	// Repeated: the key had already succeeded.
	Repeated bool
}

// Make builds a command for the part that the caller plays in the transaction.
type Make func(by transaction.Actor) transaction.Command

// Part is what somebody is in a transaction; ErrNotFound for strangers, as if
// there was none.
func (m *Market) Part(ctx context.Context, who Person, id string) (transaction.Actor, error) {
	state, err := m.engine.State(ctx, id)
	if errors.Is(err, engine.ErrNotFound) {
		return transaction.Actor{}, ErrNotFound
	}
	if err != nil {
		return transaction.Actor{}, err
	}
	return part(&state, who)
}

func part(s *transaction.State, who Person) (transaction.Actor, error) {
	role := s.RoleOf(who.ID)
	if role == policy.Nobody && who.Has(policy.Operator) {
		role = policy.Operator
	}
	if role == policy.Nobody {
		return transaction.Actor{}, ErrNotFound
	}
	return transaction.Actor{Role: role, ID: who.ID}, nil
}

// view is a transaction at the clock's now; ErrNotFound if there is none.
func (m *Market) view(ctx context.Context, id string) (engine.View, error) {
	if id == "" || len(id) > 200 {
		return engine.View{}, ErrNotFound
	}
	view, err := m.engine.View(ctx, id)
	if errors.Is(err, engine.ErrNotFound) || errors.Is(err, store.ErrInvalid) {
		return view, ErrNotFound
	}
	return view, err
}

// Talkroom is one transaction as the viewer may see it; ErrNotFound for strangers.
func (m *Market) Talkroom(ctx context.Context, v Viewer, id string) (Talkroom, error) {
	view, err := m.view(ctx, id)
	if err != nil {
		return Talkroom{}, err
	}
	return m.show(ctx, v, &view)
}

// Talkrooms lists the viewer's transactions, newest first; an operator has none
// of his own. which is all, open or finished.
func (m *Market) Talkrooms(ctx context.Context, v Viewer, which engine.Which, cursor string, limit int) (Page[Talkroom], error) {
	page := Page[Talkroom]{Items: []Talkroom{}}
	list, err := m.engine.Transactions(ctx, engine.Query{Party: v.ID, Which: which, Cursor: cursor, Limit: limit})
	if err != nil {
		return page, badCursor(err)
	}
	for i := range list.Items {
		room, err := m.Talkroom(ctx, v, list.Items[i].ID)
		if err != nil {
			return page, err
		}
		page.Items = append(page.Items, room)
	}
	page.NextCursor = cursorOf(list.Next)
	return page, nil
}

// Do gives a command in a transaction. It is refused with a *policy.Rejection,
// with ErrNotFound for strangers, and with engine.ErrKeyReused.
func (m *Market) Do(ctx context.Context, v Viewer, id string, make Make, call Call) (Done[Talkroom], error) {
	by, err := m.Part(ctx, v.Person, id)
	if err != nil {
		return Done[Talkroom]{}, err
	}
	command := make(by)
	if p, ok := atOnce(command); ok && !call.DryRun {
		return m.payAtOnce(ctx, v, id, p, call)
	}
	if _, ok := command.(transaction.Abandon); ok {
		// Not while it is being paid: nobody hears twice that he was first.
		end, err := m.providers.turns.take(ctx, roomTurn(id))
		if err != nil {
			return Done[Talkroom]{}, err
		}
		defer end()
	}
	return m.carryOut(ctx, v, call, func(c engine.Call) (engine.Outcome, error) {
		return m.engine.Do(ctx, id, command, c)
	})
}

// Order is a purchase as a buyer asks for it.
type Order struct {
	// Service is bought directly, or Quotation's proposal: one of the two.
	Service, Quotation string
	// Proposal is the version that the buyer has seen; 0: whichever.
	Proposal int
	// Options are the ids of those bought with it (T1.12).
	Options    []string
	Inspection bool
	// Payment: what the fake provider does at once; Awaited: nothing, it is paid later
	// (Checkout).
	Payment  transaction.Settlement
	Metadata map[string]string
}

// Buy purchases a service. It is refused as Do is.
func (m *Market) Buy(ctx context.Context, v Viewer, o Order, call Call) (Done[Talkroom], error) {
	by, err := m.buyer(ctx, v, o.Quotation)
	if err != nil {
		return Done[Talkroom]{}, err
	}
	order := engine.Order{
		By: by, Service: o.Service, Quotation: o.Quotation, Proposal: o.Proposal, Picked: o.Options, Inspection: o.Inspection,
		Payment: o.Payment, Metadata: o.Metadata,
	}
	if o.Payment != transaction.Awaited && !call.DryRun {
		return m.buyAtOnce(ctx, v, order, call)
	}
	return m.carryOut(ctx, v, call, func(c engine.Call) (engine.Outcome, error) { return m.engine.Purchase(ctx, order, c) })
}

// carryOut gives the engine a call whose answer is what the viewer sees, and
// keeps the files that came with it, or not.
func (m *Market) carryOut(ctx context.Context, v Viewer, call Call, do func(engine.Call) (engine.Outcome, error)) (Done[Talkroom], error) {
	var room Talkroom
	out, err := do(engine.Call{
		Key: scoped(v.Person, call.Key), Input: call.Input, ExpectedSeq: call.ExpectedSeq, DryRun: call.DryRun,
		Answer: func(o engine.Outcome) (_ []byte, err error) {
			if room, err = m.show(ctx, v, &o.View); err != nil {
				return nil, err
			}
			return json.Marshal(room)
		},
		With: call.Files.keep(),
	})
	if err != nil {
		if !refused(err) {
			call.Files.kept() // the commit may have happened; the next start sweeps
		}
		return Done[Talkroom]{}, notFound(err)
	}
	done := Done[Talkroom]{Value: room, JSON: out.Answer, Repeated: out.Repeated}
	if out.Repeated {
		return done, json.Unmarshal(out.Answer, &done.Value)
	}
	if !call.DryRun {
		call.Files.kept()
	}
	return done, nil
}

// refused reports an error after which certainly nothing was written.
func refused(err error) bool {
	var no *policy.Rejection
	return errors.As(err, &no) || errors.Is(err, engine.ErrNotFound) || errors.Is(err, engine.ErrKeyReused) || errors.Is(err, engine.ErrBusy)
}

// notFound turns what is nothing for the caller into ErrNotFound.
func notFound(err error) error {
	var no *policy.Rejection
	if errors.Is(err, engine.ErrNotFound) || errors.As(err, &no) && no.Kind == policy.NotParty {
		return ErrNotFound
	}
	return err
}

// badCursor turns a cursor that nobody gave out into a fault of the input.
func badCursor(err error) error {
	if errors.Is(err, store.ErrInvalid) {
		return Invalid("cursor", "cursor", "is no cursor of this list; take next_cursor of the page before, or none")
	}
	return err
}

// Invalid is a fault of an input that no rule names.
func Invalid(path, code, message string) *policy.Rejection {
	no := policy.Reject(policy.Invalid, "", code)
	no.Faults = []policy.Fault{{Path: path, Code: code, Message: message}}
	return no
}

func cursorOf(next string) *string {
	if next == "" {
		return nil
	}
	return &next
}

// scoped is a key in the caller's own space.
func scoped(who Person, key string) string {
	if key == "" {
		return ""
	}
	return who.ID + "/" + key
}

func digest(input []byte) []byte {
	sum := sha256.Sum256(input)
	return sum[:]
}
