package market

import (
	"context"
	"encoding/json"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/transfer"
)

// Transfer is one movement of money at a provider, as an operator sees it.
type Transfer struct {
	ID          string       `json:"id"`
	Kind        string       `json:"kind" enum:"capture,refund,payout"`
	State       string       `json:"state" enum:"asked,sent,confirmed,declined,returned"`
	Work        string       `json:"work" enum:"idle,to_call,calling,waits,stuck" doc:"What is to be done; stuck: an operator has to look at it"`
	Provider    string       `json:"provider"`
	Method      string       `json:"method,omitempty"`
	Amount      money.Money  `json:"amount" doc:"What was asked for"`
	Moved       *money.Money `json:"moved" doc:"What the provider has moved; null: nothing"`
	Buyer       *string      `json:"buyer"`
	Seller      *string      `json:"seller"`
	Transaction *string      `json:"transaction"`
	For         string       `json:"for,omitempty" enum:"purchase,option,additional" doc:"Of a capture"`
	Option      string       `json:"option,omitempty"`
	Of          string       `json:"of,omitempty" doc:"Of a refund: the capture whose money goes back"`
	Said        string       `json:"said" enum:"unknown,not_found,awaits_buyer,authorised,pending,succeeded,failed,reversed" doc:"The provider's last word"`
	Reason      string       `json:"reason,omitempty" doc:"Its reason, or ours for giving up"`
	Ref         string       `json:"ref,omitempty" doc:"The provider's id of what the buyer authorised"`
	DoneRef     string       `json:"done_ref,omitempty" doc:"The provider's id of the movement"`
	Key         string       `json:"key" doc:"The idempotency key of the deed"`
	Attempts    int          `json:"attempts" doc:"Calls in a row that led nowhere"`
	Told        bool         `json:"told" doc:"Whoever asked for it knows how it stands"`
	RequestedAt time.Time    `json:"requested_at"`
	SentAt      *time.Time   `json:"sent_at" doc:"First, under this key; null: not yet"`
	NextAt      *time.Time   `json:"next_at" doc:"When it is called again, or an answer is given up; null: not by time"`
}

// TransferDetail is a movement of money with its history.
type TransferDetail struct {
	Transfer
	Events []TransferEntry `json:"events"`
}

// TransferEntry is one line of its history.
type TransferEntry struct {
	Seq    int          `json:"seq"`
	At     time.Time    `json:"at"`
	Type   string       `json:"type" enum:"requested,sent,answered,missed,due,hinted,expired,told,given_up,taken_over"`
	Step   string       `json:"step,omitempty" doc:"The call"`
	Said   string       `json:"said,omitempty" doc:"The provider's word"`
	Ref    string       `json:"ref,omitempty"`
	Amount *money.Money `json:"amount,omitempty"`
	Reason string       `json:"reason,omitempty"`
	By     string       `json:"by,omitempty" doc:"The operator"`
	How    string       `json:"how,omitempty" enum:"retry,settle,abandon"`
	State  string       `json:"state,omitempty" doc:"What whoever asked was told"`
}

// TransferQuery asks for one of Transaction's, Person's and those that are Stuck; or
// for all.
type TransferQuery struct {
	Transaction, Person string
	Stuck               bool
	Cursor              string
	Limit               int
}

// Transfers lists movements of money, newest first, for operators; for anybody else
// there is no such list.
func (m *Market) Transfers(ctx context.Context, v Viewer, q TransferQuery) (Page[Transfer], error) {
	page := Page[Transfer]{Items: []Transfer{}}
	if !v.Has(policy.Operator) {
		return page, ErrNotFound
	}
	named := 0
	for _, is := range []bool{q.Transaction != "", q.Person != "", q.Stuck} {
		if is {
			named++
		}
	}
	if named > 1 {
		return page, Invalid("", "one", "one of stuck, transaction and person is right")
	}
	list, err := m.engine.Transfers(ctx, engine.TransferQuery(q))
	if err != nil {
		return page, badCursor(err)
	}
	for i := range list.Items {
		page.Items = append(page.Items, transferOf(&list.Items[i].State))
	}
	page.NextCursor = cursorOf(list.Next)
	return page, nil
}

// Transfer is one movement of money, for operators.
func (m *Market) Transfer(ctx context.Context, v Viewer, id string) (TransferDetail, error) {
	if !v.Has(policy.Operator) {
		return TransferDetail{}, ErrNotFound
	}
	t, err := m.engine.Transfer(ctx, id)
	if err != nil {
		return TransferDetail{}, notFound(err)
	}
	return detail(&t), nil
}

// TakeOver is an operator's decision about a movement of money that is stuck. What
// follows from it is carried on at once.
func (m *Market) TakeOver(ctx context.Context, v Viewer, id string, how transfer.Takeover, reason string, call Call) (done Done[TransferDetail], err error) {
	if !v.Has(policy.Operator) {
		return done, ErrNotFound
	}
	out, err := m.engine.TakeOver(ctx, id, transfer.TakeOver{By: transaction.Operator(v.ID), How: how, Reason: reason}, engine.TransferCall{
		Key: scoped(v.Person, call.Key), Input: call.Input, ExpectedSeq: call.ExpectedSeq, DryRun: call.DryRun,
		Answer: func(o engine.TransferOutcome) ([]byte, error) {
			done.Value = detail(&o.TransferView)
			return json.Marshal(done.Value)
		},
	})
	if err != nil {
		return Done[TransferDetail]{}, notFound(err)
	}
	done.JSON, done.Repeated = out.Answer, out.Repeated
	if out.Repeated {
		return done, json.Unmarshal(done.JSON, &done.Value)
	}
	if !call.DryRun {
		m.providers.background(func(ctx context.Context) { _, _ = m.carry(ctx, id) })
	}
	return done, nil
}

func transferOf(s *transfer.State) Transfer {
	o := &s.Order
	t := Transfer{
		ID: o.ID, Kind: o.Kind.String(), State: s.Phase.String(), Work: s.Work.String(), Provider: o.Provider, Method: o.Method,
		Amount: o.Amount, Buyer: nullable(o.Buyer), Seller: nullable(o.Seller), Transaction: nullable(o.Transaction), Option: o.Option, Of: o.Of,
		Said: s.Status.String(), Reason: s.Reason, Ref: s.Ref, DoneRef: s.DoneRef, Key: s.Key(), Attempts: s.Attempts,
		Told: s.Phase < transfer.Confirmed || s.Told == s.Phase, RequestedAt: s.RequestedAt.UTC(), SentAt: instant(s.FirstSent), NextAt: instant(s.WakeAt),
	}
	if o.Kind == transfer.Capture {
		t.For = o.For.String()
	}
	if s.Moved != (money.Money{}) {
		t.Moved = &s.Moved
	}
	return t
}

func detail(v *engine.TransferView) TransferDetail {
	d := TransferDetail{Transfer: transferOf(&v.State), Events: make([]TransferEntry, len(v.Events))}
	for i, e := range v.Events {
		d.Events[i] = transferEntry(i+1, e)
	}
	return d
}

func transferEntry(seq int, e transfer.Event) TransferEntry {
	line := TransferEntry{Seq: seq, At: e.When().UTC(), Type: transfer.TypeOf(e)}
	switch e := e.(type) {
	case transfer.Requested:
		line.Amount = &e.Order.Amount
	case transfer.Sent:
		line.Step = e.Step.String()
	case transfer.Answered:
		line.Step, line.Said, line.Ref, line.Reason = e.Step.String(), e.Status.String(), e.Ref, e.Reason
		if e.Amount != (money.Money{}) {
			line.Amount = &e.Amount
		}
	case transfer.Told:
		line.State = e.Phase.String()
	case transfer.GivenUp:
		line.Reason = e.Reason
	case transfer.TakenOver:
		line.By, line.How, line.Reason = e.By, e.How.String(), e.Reason
	}
	return line
}

// TrialBalance is what stands in each account of the ledger over all books (T10.1).
type TrialBalance struct {
	Sound      bool            `json:"sound" doc:"Nothing was created or lost, and nobody holds less than nothing"`
	Fault      string          `json:"fault,omitempty" doc:"What is wrong with the books"`
	Currencies []CurrencyTrial `json:"currencies"`
}

// CurrencyTrial is the trial balance in one currency.
type CurrencyTrial struct {
	Currency string         `json:"currency"`
	Accounts []AccountTrial `json:"accounts"`
}

// AccountTrial is what stands in one account over all books.
type AccountTrial struct {
	Account string      `json:"account"`
	Balance money.Money `json:"balance"`
}

// TrialBalance adds all books up, for operators.
func (m *Market) TrialBalance(ctx context.Context, v Viewer) (TrialBalance, error) {
	b := TrialBalance{Currencies: []CurrencyTrial{}}
	if !v.Has(policy.Operator) {
		return b, ErrNotFound
	}
	trial, err := m.engine.TrialBalance(ctx)
	if err != nil {
		return b, err
	}
	fault := trial.Check()
	b.Sound = fault == nil
	if fault != nil {
		b.Fault = fault.Error()
	}
	for _, cur := range trial.Currencies() {
		one := CurrencyTrial{Currency: cur.String()}
		for _, a := range ledger.Accounts() {
			one.Accounts = append(one.Accounts, AccountTrial{a.String(), money.New(trial.Balance(cur, a), cur)})
		}
		b.Currencies = append(b.Currencies, one)
	}
	return b, nil
}
