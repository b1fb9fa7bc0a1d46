package engine

import (
	"context"
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/quotation"
)

// endQuotations ends the quotations of somebody who has left, as he would have
// himself. They are nothing that anybody has agreed to or paid for, so they don't
// keep an account; and left running they would promise what nobody can give.
func (e *Engine) endQuotations(ctx context.Context, person string) error {
	for items, err := range e.labelled(ctx, openQuotingLabel(person)) {
		if err != nil {
			return err
		}
		for _, item := range items {
			if err := e.endQuotation(ctx, e.quotations.id(item.Stream), person); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *Engine) endQuotation(ctx context.Context, id, person string) error {
	now := e.Now()
	inForce, err := e.Policy(now)
	if err != nil {
		return err
	}
	w := e.quotationWork(id, quotation.Withdraw{}.Name(), now, QuotationCall{})
	w.judge = func(s quotation.State, at time.Time) (quotation.State, []quotation.Event, *policy.Rejection) {
		if s.Phase.Finished() {
			return s, nil, nil // time was faster, or the other side
		}
		return quotation.Handle(s, leaving(&s, person, inForce), quotation.Facts{Policy: inForce}, at)
	}
	_, err = w.do(ctx)
	return err
}

// leaving is how somebody who leaves ends a quotation: a seller who has proposed
// nothing yet refuses the request, for no particular reason.
func leaving(s *quotation.State, person string, p *policy.Policy) quotation.Command {
	by := transaction.Actor{Role: s.RoleOf(person), ID: person}
	if by.Role == policy.Seller && s.Phase == quotation.Requested {
		reasons := p.Quotation.RefusalReasons
		reason := ""
		if slices.Contains(reasons, "other") {
			reason = "other"
		} else if len(reasons) > 0 {
			reason = reasons[len(reasons)-1]
		}
		return quotation.Refuse{By: by, Reason: reason}
	}
	return quotation.Withdraw{By: by}
}
