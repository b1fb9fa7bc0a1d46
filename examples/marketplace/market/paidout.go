package market

import (
	"context"
	"strings"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/inbox"
	"github.com/torikime/torikime/transaction/ledger"
	"github.com/torikime/torikime/transaction/payout"
)

// accountStream is the kind of streams that sellers' accounts are: one for each
// currency and seller.
const accountStream = "payout/"

// accountOf is whose account a stream is, and in which currency; false: it is none.
func accountOf(stream string) (seller string, cur money.Currency, ok bool) {
	id, ok := strings.CutPrefix(stream, accountStream)
	if !ok {
		return "", cur, false
	}
	code, seller, _ := strings.Cut(id, "/")
	cur, err := money.ParseCurrency(code)
	return seller, cur, err == nil
}

func accountID(cur money.Currency, seller string) string { return cur.String() + "/" + seller }

// untold reports an event of a seller's account that no notice tells: he has heard of
// what he earned by his transactions.
func untold(e *store.Entry) bool {
	return strings.HasPrefix(e.Stream, accountStream) && !strings.HasPrefix(e.Event.Type, "payout_")
}

// derivePayouts adds what a seller was told of his withdrawals.
func (m *Market) derivePayouts(ctx context.Context, d *derived, person string) error {
	accounts, err := m.engine.Accounts(ctx, person)
	for i := range accounts {
		d.notices = append(d.notices, payoutNotices(&accounts[i])...)
	}
	return err
}

// payoutNotices are what the events of an account tell its seller, in order.
func payoutNotices(v *engine.AccountView) (list []inbox.Notice) {
	account := accountID(v.Currency, v.Seller)
	known := map[int]*inbox.PaidOut{}
	for i, e := range v.Events {
		no := 0
		failed := false
		switch e := e.(type) {
		case payout.PayoutRequested:
			known[e.No] = &inbox.PaidOut{Account: account, ID: payoutID(v.Currency, e.No), Seller: v.Seller, Net: e.Net, Fee: e.Fee}
		case payout.PayoutConfirmed:
			no = e.No
		case payout.PayoutDeclined:
			no, failed = e.No, true
		case payout.PayoutReturned:
			no, failed = e.No, true
		}
		p := known[no]
		if p == nil {
			continue
		}
		p.Back = available(e, v.Currency)
		list = append(list, inbox.PayoutNotices(*p, payout.EntryOf(e), i+1)...)
		p.Failed = failed
	}
	return list
}

// available is what an event of an account lets its seller withdraw again.
func available(e payout.Event, cur money.Currency) money.Money {
	var units int64
	for _, p := range payout.PostingsOf(e) {
		if p.To == ledger.Available {
			units += p.Amount.Units()
		}
	}
	return money.New(units, cur)
}

// payoutNotice tells of one event of an account.
func (s source) payoutNotice(ctx context.Context, e *store.Entry) ([]inbox.Notice, error) {
	seller, cur, ok := accountOf(e.Stream)
	if !ok || untold(e) {
		return nil, nil
	}
	account, err := s.m.engine.Account(ctx, seller, cur)
	if err != nil {
		return nil, err
	}
	for _, n := range payoutNotices(&account) {
		if n.Seq == e.Seq {
			return []inbox.Notice{n}, nil
		}
	}
	return nil, nil
}
