package paypal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/transfer"
)

// Transaction Search answers for at most 31 days and 10,000 lines at once.
const (
	reportPath = "/v1/reporting/transactions"
	maxSpan    = 31 * 24 * time.Hour
	reportLife = 3 * 365 * 24 * time.Hour
	minSpan    = time.Second
	pageSize   = 200
	maxPages   = 10_000 / pageSize
)

var errTooManyLines = errors.New("paypal: more lines than one report holds")

// line is what a report says of one transaction.
type line struct {
	Info struct {
		ID      string `json:"transaction_id"`
		Code    string `json:"transaction_event_code"`
		At      string `json:"transaction_initiation_date"`
		Status  string `json:"transaction_status"`
		Amount  amount `json:"transaction_amount"`
		Custom  string `json:"custom_field"`
		Invoice string `json:"invoice_id"`
	} `json:"transaction_info"`
}

type reportPage struct {
	Lines []line `json:"transaction_details"`
	Pages *int   `json:"total_pages"`
}

// codes are the transaction event codes that move our money: what it is, and
// whether the account's balance grows by it. Fees, holds, conversions and
// withdrawals to a bank are not movements of a transfer.
var codes = map[string]struct {
	kind     transfer.Kind
	reversal bool
	in       bool
}{
	"T0006": {transfer.Capture, false, true}, // PayPal Checkout
	"T1106": {transfer.Capture, true, false}, // reversed by PayPal
	"T1201": {transfer.Capture, true, false}, // chargeback
	"T1107": {transfer.Refund, false, false}, // refunded by us
	"T0001": {transfer.Payout, false, false}, // mass payment
	"T1114": {transfer.Payout, true, true},   // mass payment reversed
	"T1115": {transfer.Payout, true, true},   // mass payment refunded
}

// Movements tells what PayPal's books say. A transaction may take three hours until
// it stands there, and stands there for three years: nothing older is told. Its Ref
// is PayPal's id of the transaction: that of a capture and of a refund is their own;
// that of a payout is not the batch's, and Transfer may be empty there.
func (p *Provider) Movements(ctx context.Context, from, to time.Time, yield func(payment.Movement) error) error {
	now := p.clock.Now()
	if oldest := now.Add(-reportLife); from.Before(oldest) {
		from = oldest
	}
	if soon := now.Add(24 * time.Hour); to.After(soon) {
		to = soon
	}
	for from.Before(to) {
		end := to
		if limit := from.Add(maxSpan); limit.Before(to) {
			end = limit
		}
		if err := p.span(ctx, from, end, yield); err != nil {
			return err
		}
		from = end
	}
	return nil
}

// span reads one report; one that is too long is read in halves. Nothing is yielded
// before the report is whole, so that no line is told twice.
func (p *Provider) span(ctx context.Context, from, to time.Time, yield func(payment.Movement) error) error {
	lines, err := p.report(ctx, from, to)
	var said *Error
	tooMany := errors.Is(err, errTooManyLines) || errors.As(err, &said) && said.is("RESULTSET_TOO_LARGE")
	if tooMany && to.Sub(from) > 2*minSpan {
		middle := from.Add(to.Sub(from) / 2).Truncate(time.Second)
		if err := p.span(ctx, from, middle, yield); err != nil {
			return err
		}
		return p.span(ctx, middle, to, yield)
	}
	if err != nil {
		return err
	}
	for i := range lines {
		m, ok, err := lines[i].movement()
		if err != nil {
			return err
		}
		if !ok || m.At.Before(from) || !m.At.Before(to) {
			continue
		}
		if err := yield(m); err != nil {
			return err
		}
	}
	return nil
}

func (p *Provider) report(ctx context.Context, from, to time.Time) ([]line, error) {
	var lines []line
	for page := 1; ; page++ {
		query := url.Values{ // whole seconds; what is outside is left out when it is read
			"start_date": {from.UTC().Format(time.RFC3339)}, "end_date": {to.Add(time.Second - 1).UTC().Format(time.RFC3339)},
			"fields": {"transaction_info"}, "balance_affecting_records_only": {"Y"},
			"page_size": {strconv.Itoa(pageSize)}, "page": {strconv.Itoa(page)},
		}
		var said reportPage
		if err := p.call(ctx, http.MethodGet, reportPath+"?"+query.Encode(), "", nil, &said); err != nil {
			return nil, err
		}
		if said.Pages == nil || *said.Pages < 0 {
			return nil, errors.New("paypal: a report that does not say how many pages it has")
		}
		lines = append(lines, said.Lines...)
		if *said.Pages > maxPages {
			return nil, errTooManyLines
		}
		if page >= *said.Pages {
			return lines, nil
		}
	}
}

// movement is a line's movement; false: it is none.
func (l *line) movement() (payment.Movement, bool, error) {
	kind, known := codes[l.Info.Code]
	// S: done. V: done, and taken back by a line of its own. P and D have moved nothing.
	if !known || l.Info.Status != "S" && l.Info.Status != "V" {
		return payment.Movement{}, false, nil
	}
	moved, err := l.Info.Amount.signed()
	if err != nil {
		return payment.Movement{}, false, fmt.Errorf("paypal: report: transaction %.40q: %w", l.Info.ID, err)
	}
	if moved.Sign() == 0 || (moved.Sign() > 0) != kind.in {
		return payment.Movement{}, false, nil // something that this account did as somebody's customer
	}
	at, err := reportTime(l.Info.At)
	if err != nil || !isID(l.Info.ID) {
		return payment.Movement{}, false, fmt.Errorf("paypal: report: transaction %.40q of %.40q can't be read", l.Info.ID, l.Info.At)
	}
	if moved.Sign() < 0 {
		moved = moved.Neg()
	}
	return payment.Movement{
		Ref: l.Info.ID, Transfer: transferOf(l.Info.Custom), Kind: kind.kind, Reversal: kind.reversal, Amount: moved, At: at,
	}, true, nil
}

// reportTime reads "2026-07-01T03:00:00+0000", as reports have it, and RFC 3339.
func reportTime(s string) (time.Time, error) {
	at, err := time.Parse("2006-01-02T15:04:05Z0700", s)
	if err != nil {
		at, err = time.Parse(time.RFC3339, s)
	}
	return at.UTC().Truncate(time.Microsecond), err
}
