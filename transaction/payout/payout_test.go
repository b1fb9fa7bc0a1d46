package payout_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/payout"
	"github.com/torikime/torikime/transaction/transfer"
)

var (
	noon     = time.Date(2030, 1, 10, 12, 0, 0, 0, time.UTC)
	ren      = transaction.Seller("ren")
	operator = transaction.Operator("kei")
)

func yen(units int64) money.Money { return money.New(units, money.JPY) }

func terms(t testing.TB, preset string) policy.Payout {
	t.Helper()
	p, err := policy.Preset(preset)
	require.NoError(t, err)
	return p.Payout
}

// account is an account that the tests write to, command by command.
type account struct {
	t      *testing.T
	policy policy.Payout
	state  payout.State
	events []payout.Event
	now    time.Time
}

// newAccount is ren's after transactions closed with these earnings: "1", "2", …
func newAccount(t *testing.T, preset string, earned ...int64) *account {
	a := &account{t: t, policy: terms(t, preset), now: noon}
	var list []payout.Earning
	for i, units := range earned {
		list = append(list, payout.Earning{Transaction: string(rune('1' + i)), Amount: yen(units), ClosedAt: noon.Add(-time.Hour)})
	}
	a.do(payout.Credit{Seller: "ren", Earnings: list})
	return a
}

// do carries a command out that has to be accepted, and counts its events.
func (a *account) do(c payout.Command) []payout.Event {
	a.t.Helper()
	after, events, no := payout.Handle(a.state, c, a.policy, a.now)
	if no != nil {
		require.Fail(a.t, "refused", "%s: %v", c.Name(), no)
	}
	a.state, a.events = after, append(a.events, events...)
	a.now = a.now.Add(time.Minute)
	sound(a.t, a.state)
	require.Equal(a.t, a.state, payout.Replay(a.events), "replay")
	return events
}

func (a *account) refused(c payout.Command, kind policy.Kind, code string) *policy.Rejection {
	a.t.Helper()
	after, events, no := payout.Handle(a.state, c, a.policy, a.now)
	require.NotNil(a.t, no, c.Name())
	require.Equal(a.t, code, no.Rule+"/"+no.Code)
	require.Equal(a.t, kind, no.Kind)
	require.Empty(a.t, events, "T0.9")
	require.Equal(a.t, a.state, after)
	for _, lang := range []policy.Language{policy.English, policy.Japanese} {
		require.NotContains(a.t, no.Text(lang), "{")
	}
	return no
}

func (a *account) stage(no int, stage transfer.Phase) []payout.Event {
	a.t.Helper()
	return a.do(payout.NotePayout{No: no, Stage: stage, Reason: "bank"})
}

func withdraw(units int64) payout.PayOut {
	return payout.PayOut{By: ren, Amount: yen(units), Provider: "fake", To: "acct"}
}

func take(ref, tx string, units int64) payout.TakeBackEarnings {
	return payout.TakeBackEarnings{By: operator, Ref: ref, Transaction: tx, Amount: yen(units), Reason: "broken"}
}

// sound is what holds of every state.
func sound(t testing.TB, s payout.State) {
	t.Helper()
	require.GreaterOrEqual(t, s.Balance().Units(), int64(0), "T10.5 never below zero")
	require.Zero(t, s.Book.Sum(), "T10.1")
	require.GreaterOrEqual(t, s.Book.Balance(ledger.Payouts), int64(0))
	var way int64
	for _, p := range s.Open {
		way += p.Net.Units()
	}
	require.Equal(t, way, s.Book.Balance(ledger.Payouts), "what is on its way is under way")
	list := s.History()
	require.Len(t, list, s.Payouts, "every payout is somewhere, once")
	open := 0
	for i, p := range list {
		require.Equal(t, s.Payouts-i, p.No)
		require.Equal(t, p.Amount.Units(), p.Fee.Units()+p.Net.Units(), "T10.5 net and fee are the amount")
		require.Positive(t, p.Net.Units())
		require.Equal(t, p.UnderWay(), p.EndedAt.IsZero())
		if p.UnderWay() {
			open++
		}
	}
	require.Len(t, s.Open, open)
	require.Equal(t, s.Transactions, len(slices.Collect(s.Credits())))
}

// A closed transaction is credited once, whoever says so how often.
func TestCredit(t *testing.T) {
	t.Parallel()
	t.Run("T10.2 earnings become available", func(t *testing.T) {
		t.Parallel()
		a := newAccount(t, "coconala", 8000, 0, 500)
		require.Equal(t, yen(8500), a.state.Balance())
		require.Equal(t, 3, a.state.Transactions, "one that earned nothing counts too")
		require.Empty(t, a.do(payout.Credit{Seller: "ren", Earnings: []payout.Earning{{Transaction: "1", Amount: yen(9)}, {Transaction: "3", Amount: yen(9)}}}))
		require.Len(t, a.do(payout.Credit{Seller: "ren", Earnings: []payout.Earning{{Transaction: "4", Amount: yen(9)}, {Transaction: "4", Amount: yen(9)}}}), 1)
		require.Equal(t, yen(8509), a.state.Balance())
		require.Empty(t, payout.PostingsOf(a.events[0]), "they stand in the transaction's book")
	})
	t.Run("T10.2 what cannot be", func(t *testing.T) {
		t.Parallel()
		a := newAccount(t, "coconala", 8000)
		earned := func(m money.Money) payout.Credit {
			return payout.Credit{Seller: "ren", Earnings: []payout.Earning{{Transaction: "9", Amount: m}}}
		}
		for path, c := range map[string]payout.Credit{
			"amount":      earned(money.New(1, money.USD)),
			"transaction": {Seller: "ren", Earnings: []payout.Earning{{Amount: yen(1)}}},
			"seller":      {Seller: "haru", Earnings: []payout.Earning{{Transaction: "9", Amount: yen(1)}}},
		} {
			require.Equal(t, path, a.refused(c, policy.Invalid, "T10.2/form").Faults[0].Path)
		}
		for _, m := range []money.Money{{}, yen(-1), yen(money.Max + 1)} {
			a.refused(earned(m), policy.Invalid, "T10.2/form")
		}
		a.refused(earned(yen(money.Max)), policy.Conflict, "T10.2/beyond")
		a.do(earned(yen(money.Max - 8000)))
	})
}

// The fee of the policy in force is taken below its threshold, and not on it.
func TestPayOut_Fee(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, preset     string
		amount, fee, net int64
	}{
		{"T10.5 2,999 yen", "coconala-2026", 2999, 160, 2839},
		{"T10.5 3,000 yen", "coconala-2026", 3000, 0, 3000},
		{"T10.5 3,001 yen", "coconala-2026", 3001, 0, 3001},
		{"T10.5 161 yen leave one", "coconala-2026", 161, 160, 1},
		{"T10.5 no fee", "coconala", 1, 0, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, tt.preset, 5000)
			e := a.do(withdraw(tt.amount))[0].(payout.PayoutRequested)
			require.Equal(t, []money.Money{yen(tt.amount), yen(tt.fee), yen(tt.net)}, []money.Money{e.Amount, e.Fee, e.Net})
			require.Equal(t, yen(5000-tt.amount), a.state.Balance())
			require.Equal(t, tt.net, a.state.Book.Balance(ledger.Payouts))
			require.Equal(t, tt.fee, a.state.Book.Balance(ledger.Fees))
			a.stage(1, transfer.Confirmed)
			require.Equal(t, tt.net, a.state.Book.Balance(ledger.Clearing), "until the transfer's book meets it")
			require.Zero(t, a.state.Book.Balance(ledger.Payouts))
		})
	}
	t.Run("T10.5 a fee in another currency", func(t *testing.T) {
		t.Parallel()
		require.Equal(t, money.New(0, money.USD), payout.FeeOf(terms(t, "coconala-2026"), money.New(1, money.USD)))
	})
}

// What can't be withdrawn is refused with the reason, and with what could be.
func TestPayOut_Refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, "coconala-2026", 5000)
	change := func(f func(*payout.PayOut)) payout.PayOut {
		c := withdraw(1000)
		f(&c)
		return c
	}
	for _, tt := range []struct {
		name, code string
		kind       policy.Kind
		c          payout.PayOut
		said       string
	}{
		{"T10.5 more than there is", "T10.5/more_than_available", policy.Conflict, withdraw(5001), "5,000 JPY"},
		{"T10.5 the fee takes all", "T10.5/fee_takes_all", policy.Invalid, withdraw(160), "161 JPY"},
		{"T10.5 less than the fee", "T10.5/fee_takes_all", policy.Invalid, withdraw(1), "160 JPY"},
		{"T10.5 nothing", "T10.5/form", policy.Invalid, withdraw(0), "amount"},
		{"T10.5 less than nothing", "T10.5/form", policy.Invalid, withdraw(-1), "amount"},
		{"T10.5 no amount", "T10.5/form", policy.Invalid, change(func(c *payout.PayOut) { c.Amount = money.Money{} }), "amount"},
		{"T10.5 beyond", "T10.5/form", policy.Invalid, withdraw(money.Max + 1), "amount"},
		{"T10.5 another currency", "T10.5/form", policy.Invalid, change(func(c *payout.PayOut) { c.Amount = money.New(1000, money.USD) }), "USD"},
		{"T10.5 no provider", "T10.5/form", policy.Invalid, change(func(c *payout.PayOut) { c.Provider = "" }), "provider"},
		{"T10.5 to nowhere", "T10.5/form", policy.Invalid, change(func(c *payout.PayOut) { c.To = "\u202eacct" }), "to"},
		{"T10.5 an operator", "T10.5/wrong_actor", policy.WrongActor, change(func(c *payout.PayOut) { c.By = operator }), ""},
		{"T10.5 as a buyer", "T10.5/wrong_actor", policy.WrongActor, change(func(c *payout.PayOut) { c.By = transaction.Buyer("ren") }), ""},
		{"T10.5 nobody", "T10.5/wrong_actor", policy.WrongActor, change(func(c *payout.PayOut) { c.By = transaction.Actor{} }), ""},
		{"T10.5 another seller", "T0.9/not_party", policy.NotParty, change(func(c *payout.PayOut) { c.By = transaction.Seller("haru") }), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			no := *a // each on the state as it is
			no.t = t
			require.Contains(t, strings.ReplaceAll(no.refused(tt.c, tt.kind, tt.code).Error(), "5000", "5,000"), tt.said)
		})
	}
	a.do(withdraw(5000))
	a.refused(withdraw(1000), policy.Conflict, "T10.5/more_than_available")
	empty := &account{t: t, policy: a.policy, now: noon}
	require.Equal(t, "0 JPY", empty.refused(withdraw(1000), policy.Conflict, "T10.5/more_than_available").Params["max"], "who has earned nothing")
}

// An operator takes back what a transaction earned and nobody has withdrawn; the
// same decision again changes nothing.
func TestTakeBack(t *testing.T) {
	t.Parallel()
	t.Run("T3.15 up to what it earned", func(t *testing.T) {
		t.Parallel()
		a := newAccount(t, "coconala", 5000, 3000)
		require.Equal(t, "3000 JPY", a.refused(take("a", "2", 3001), policy.Invalid, "T3.15/more_than_earned").Params["max"])
		a.do(take("a", "2", 1000))
		require.Equal(t, yen(7000), a.state.Balance())
		require.Empty(t, a.do(take("a", "2", 1000)), "harmless")
		a.refused(take("a", "2", 999), policy.Conflict, "T3.15/taken_back")
		a.refused(take("a", "1", 1000), policy.Conflict, "T3.15/taken_back")
		require.Equal(t, "2000 JPY", a.refused(take("b", "2", 2001), policy.Invalid, "T3.15/more_than_earned").Params["max"])
		a.do(take("b", "2", 2000))
		require.Equal(t, "0 JPY", a.refused(take("c", "2", 1), policy.Invalid, "T3.15/more_than_earned").Params["max"])
		require.Equal(t, "0 JPY", a.refused(take("c", "unknown", 1), policy.Invalid, "T3.15/more_than_earned").Params["max"])
	})
	t.Run("T3.15 not what was paid out", func(t *testing.T) {
		t.Parallel()
		a := newAccount(t, "coconala", 5000, 3000)
		a.do(withdraw(7000))
		require.Equal(t, "1000 JPY", a.refused(take("a", "1", 1001), policy.Invalid, "T3.15/more_than_earned").Params["max"])
		a.do(take("a", "1", 1000))
		a.refused(withdraw(1), policy.Conflict, "T10.5/more_than_available")
		a.stage(1, transfer.Declined)
		require.Equal(t, yen(4000), a.state.Left("1"))
	})
	t.Run("T3.15 copied, or undone", func(t *testing.T) {
		t.Parallel()
		a := newAccount(t, "coconala", 5000)
		a.do(take("a", "1", 1000))
		a.do(take("b", "1", 2000))
		require.Len(t, a.state.Uncopied, 2)
		require.Len(t, a.do(payout.NoteTakenBack{Ref: "a"}), 1)
		require.Empty(t, a.do(payout.NoteTakenBack{Ref: "a"}), "harmless")
		a.refused(payout.UndoTakenBack{Ref: "a"}, policy.WrongState, "T3.15/no_take_back")
		a.refused(payout.NoteTakenBack{Ref: "c"}, policy.WrongState, "T3.15/no_take_back")
		a.do(payout.UndoTakenBack{Ref: "b"})
		a.refused(payout.UndoTakenBack{Ref: "b"}, policy.WrongState, "T3.15/no_take_back")
		a.refused(payout.NoteTakenBack{Ref: "b"}, policy.WrongState, "T3.15/no_take_back")
		require.Empty(t, a.state.Uncopied)
		require.Equal(t, yen(4000), a.state.Balance())
		require.Equal(t, yen(4000), a.state.Left("1"))
		a.do(take("b", "1", 4000)) // decided anew
		require.Zero(t, a.state.Balance().Units())
	})
	t.Run("T3.15 form", func(t *testing.T) {
		t.Parallel()
		a := newAccount(t, "coconala", 5000)
		for path, f := range map[string]func(*payout.TakeBackEarnings){
			"ref":         func(c *payout.TakeBackEarnings) { c.Ref = "" },
			"transaction": func(c *payout.TakeBackEarnings) { c.Transaction = "a\nb" },
			"amount":      func(c *payout.TakeBackEarnings) { c.Amount = money.New(1, money.USD) },
			"reason":      func(c *payout.TakeBackEarnings) { c.Reason = " \u200b" },
		} {
			c := take("a", "1", 1)
			f(&c)
			require.Equal(t, path, a.refused(c, policy.Invalid, "T3.15/form").Faults[0].Path)
		}
		for _, who := range []transaction.Actor{ren, transaction.Buyer("aoi"), {}, {Role: policy.Operator}} {
			c := take("a", "1", 1)
			c.By = who
			a.refused(c, policy.WrongActor, "T3.15/wrong_actor")
		}
	})
}

// An instant before the last event is that event's (T0.6), and what is no command
// is refused.
func TestDecide(t *testing.T) {
	t.Parallel()
	a := newAccount(t, "coconala", 5000)
	a.now = noon.Add(-time.Hour)
	require.Equal(t, noon, a.do(withdraw(1))[0].When(), "T0.6")
	a.refused(&payout.NoteTakenBack{}, policy.Invalid, "T0.9/unknown_command")
	for _, e := range a.events {
		line := payout.EntryOf(e)
		require.NotEmpty(t, line.Type)
		require.NotEmpty(t, line.Rule)
		require.NotNil(t, line.Amount)
	}
	after := payout.Evolve(a.state, nil)
	require.Equal(t, a.state.Balance(), after.Balance(), "what is no event changes nothing")
}
