package web

import (
	"net/http"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// earningsPage is what a seller has earned, and what became of it (T10.2, T10.5).
type earningsPage struct {
	market.Balance
	Currency money.Currency
	Rows     []earningRow
	Next     string
	First    bool
	// Amount is what stands in the form; Costs and Net are the fee of a withdrawal of
	// all, and what arrives of it.
	Amount     string
	Costs, Net money.Money
	Failed     *failure
}

// earningRow is one line of the history.
type earningRow struct {
	market.BalanceEntry
	At    moment
	Ended *moment
	// Title is the transaction's; Badge the colour of a payout's state.
	Title, Badge string
}

func (v *visit) earnings() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	return v.earningsPage(nil)
}

func (v *visit) earningsPage(f *failure) error {
	q := v.r.URL.Query()
	var cur money.Currency
	if code := q.Get("currency"); code != "" {
		var err error
		if cur, err = money.ParseCurrency(code); err != nil {
			return status(http.StatusNotFound)
		}
	}
	b, err := v.market.Balance(v.r.Context(), v.viewer(), cur, q.Get("cursor"), pageSize)
	if err != nil {
		return err
	}
	page := earningsPage{Balance: b, Currency: b.Available.Currency(), First: q.Get("cursor") == "", Amount: b.Available.Amount(), Failed: f}
	page.Costs, page.Net = costs(&b)
	if b.NextCursor != nil {
		page.Next = *b.NextCursor
	}
	for i := range b.Items {
		row, err := v.earningRow(&b.Items[i])
		if err != nil {
			return err
		}
		page.Rows = append(page.Rows, row)
	}
	code := http.StatusOK
	if f != nil {
		code, page.Amount = f.Status, f.Typed.Get("amount")
	}
	v.back = "/earnings"
	return v.show(code, "earnings", "earnings.title", page)
}

// costs is the fee of withdrawing all that is available, and what arrives of it.
func costs(b *market.Balance) (fee, net money.Money) {
	all := b.Available.Units()
	fee = money.New(0, b.Available.Currency())
	if b.Fee != nil && b.FreeFrom != nil && b.Fee.Currency() == b.Available.Currency() && all < b.FreeFrom.Units() {
		fee = *b.Fee
	}
	return fee, money.New(max(all-fee.Units(), 0), b.Available.Currency())
}

// payoutBadges are the colours of a payout's states.
var payoutBadges = map[string]string{"asked": "warn", "sent": "warn", "confirmed": "good", "declined": "bad", "returned": "bad"}

func (v *visit) earningRow(e *market.BalanceEntry) (earningRow, error) {
	row := earningRow{BalanceEntry: *e, At: v.moment(e.At)}
	if e.Payout != nil {
		row.Badge, row.Ended = payoutBadges[e.Payout.State], v.maybe(e.Payout.EndedAt)
	}
	if e.Transaction == "" {
		return row, nil
	}
	room, err := v.market.Talkroom(v.r.Context(), v.viewer(), e.Transaction)
	row.Title = room.Title
	return row, err
}

// withdraw asks for a payout.
func (v *visit) withdraw() error {
	f, err := v.post()
	if err != nil {
		return err
	}
	cur, err := money.ParseCurrency(f.Get("currency"))
	if err != nil {
		return status(http.StatusBadRequest)
	}
	amount, no := f.money(v.lang, "amount", cur)
	if no == nil {
		if _, err = v.market.PayOut(v.r.Context(), v.viewer(), amount, v.call(f, nil)); err == nil {
			return v.goTo("/earnings", "said.withdrawn")
		}
	} else {
		err = no
	}
	if failed, ok := v.failed("withdraw", f, err); ok && v.me.Has(policy.Seller) {
		return v.earningsPage(failed)
	}
	return err
}

// underWay are the viewer's payouts of which nobody knows yet how they end; they keep
// his account from being deleted (T9.4).
func (v *visit) underWay() ([]market.Payout, error) {
	if !v.me.Has(policy.Seller) {
		return nil, nil
	}
	list, err := v.market.Payouts(v.r.Context(), v.viewer())
	var open []market.Payout
	for _, p := range list.Items {
		if p.State == "asked" || p.State == "sent" {
			open = append(open, p)
		}
	}
	return open, err
}
