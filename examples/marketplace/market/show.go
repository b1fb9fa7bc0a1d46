package market

import (
	"context"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
)

// show is a transaction as the viewer may see it; ErrNotFound for strangers.
func (m *Market) show(ctx context.Context, v Viewer, view *engine.View) (Talkroom, error) {
	s := &view.State
	by, err := part(s, v.Person)
	if err != nil {
		return Talkroom{}, err
	}
	room := Talkroom{
		ID: s.ID, Buyer: s.Buyer, Seller: s.Seller, ServiceID: nullable(s.Service), QuotationID: nullable(s.Quotation),
		Policy: s.Terms.Name, Seq: s.Seq, Role: by.Role, Phase: s.Phase.String(),
		Price: s.Price, ToPay: s.Price, Paid: paid(s), Held: s.Held(), Fee: s.Fee(), Refunded: s.Refunded(), Earned: s.Earned(),
		Silence:    Silence{Buyer: silent(s, policy.Buyer), Seller: silent(s, policy.Seller)},
		Inspection: s.Inspection, Hidden: s.Hidden,
		PurchasedAt: instant(s.PurchasedAt), OpenedAt: instant(s.OpenedAt), DeliveredAt: instant(s.DeliveredAt),
		ApprovedAt: instant(s.ApprovedAt), HeldSince: instant(s.HeldAt),
		Options: options(s), Refunds: []Refund{}, Schedule: []Step{}, Metadata: map[string]string{},
		Deadlines: deadlines(s), Cancel: request(s),
		Actions: actions(s, by, view.Facts, view.At, v.Language),
	}
	room.ended(s)
	if n := s.DeclinesLeft(); n >= 0 {
		room.DeclinesLeft = &n
	}
	room.Timeline = timeline(s, view.Events, by, view.At, v.Language)
	room.derive(view, look{state: s, by: by, now: view.At, lang: v.Language, waiting: transaction.Waiting(view.Events)})
	if room.Payments, err = m.payments(ctx, s, by); err != nil {
		return room, err
	}
	if room.Title, err = m.title(ctx, s.Service); err != nil {
		return room, err
	}
	if s.Service == "" {
		room.Title = inLanguage(v.Language, quotedTitle, quotedTitleJa)
	}
	if room.BuyerRating, err = m.buyerRating(ctx, by, s.Buyer); err != nil {
		return room, err
	}
	if by.Role != policy.Operator {
		room.ReadSeq, err = m.readMark(ctx, v.ID, s.ID)
	}
	return room, err
}

// paid is what was paid; before the first payment, nothing in the right currency.
func paid(s *transaction.State) money.Money {
	return money.New(s.Paid.Units(), s.Currency())
}

func nullable(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (r *Talkroom) ended(s *transaction.State) {
	switch s.Phase {
	case transaction.Closed:
		r.ClosedAt = instant(s.EndedAt)
	case transaction.Cancelled:
		r.CancelledAt = instant(s.EndedAt)
		r.CancelledBy = &CancelledBy{By: s.Cancel.By, Reason: s.Cancel.Reason, How: s.Cancel.How.String()}
	}
}

// derive fills in what only the history knows.
func (r *Talkroom) derive(view *engine.View, l look) {
	for i, e := range view.Events {
		switch e := e.(type) {
		case transaction.Purchased:
			r.ToPay = money.New(e.Fees.Net+e.Fees.BuyerFee, e.Price.Currency())
			r.annotate(e.Metadata, &l)
		case transaction.Annotated:
			r.annotate(e.Metadata, &l)
		case transaction.ScheduleSet:
			if l.content() && l.shown(i+1, e) {
				r.Schedule = steps(&e, l.state, l.now)
			}
		case transaction.LatePaymentRefunded:
			r.refund(l.state, i+1, e.Amount)
		case transaction.TransactionCancelled:
			r.refund(l.state, i+1, e.Refunded)
		case transaction.PartRefunded:
			r.refund(l.state, i+1, e.Amount)
		case transaction.EarningsRefunded:
			r.refund(l.state, i+1, e.Amount)
		}
	}
	r.Reviews = Reviews{Buyer: l.reviewBy(policy.Buyer, view.Events), Seller: l.reviewBy(policy.Seller, view.Events)}
}

// annotate notes the host's own data, which is hidden with the rest (T3.14).
func (r *Talkroom) annotate(t transaction.Text, l *look) {
	r.Metadata = map[string]string{}
	if m := metadata(t); m != nil && l.content() {
		r.Metadata = m
	}
}

func options(s *transaction.State) []Option {
	list := make([]Option, len(s.Options))
	for i, o := range s.Options {
		list[i] = Option{ID: o.ID, Title: o.Title, Price: o.Price, Bought: s.Bought&(1<<i) != 0}
	}
	return list
}

func silent(s *transaction.State, side policy.Role) Silent {
	return Silent{Since: instant(s.SilentSince(side)), OtherMayCancelFrom: instant(s.SilentEnough(side))}
}

func deadlines(s *transaction.State) []Deadline {
	list := []Deadline{}
	for _, d := range transaction.Deadlines(*s) {
		list = append(list, Deadline{Kind: d.Kind.String(), At: d.At.UTC(), Outcome: s.Outcome(d.Kind)})
	}
	return list
}

func request(s *transaction.State) *CancelRequest {
	if s.Request.By == policy.Nobody {
		return nil
	}
	r := &CancelRequest{By: s.Request.By, Reason: s.Request.Reason, RequestedAt: s.Request.At.UTC()}
	for _, d := range transaction.Deadlines(*s) {
		if d.Kind == transaction.CancelAnswer {
			r.AnswerBy = instant(d.At)
		}
	}
	return r
}

// actions asks the machine for every command, and adds the read mark, which is
// the marketplace's own and always allowed.
func actions(s *transaction.State, by transaction.Actor, f transaction.Facts, now time.Time, lang policy.Language) []Action {
	var list []Action
	for _, a := range transaction.Actions(*s, by, f, now) {
		action := Action{Command: a.Command, Allowed: a.Allowed, Rejection: RefusalOf(a.Rejection, lang)}
		for _, r := range a.Reasons {
			action.Reasons = append(action.Reasons, reasonAction(&r, lang))
		}
		list = append(list, action)
	}
	if by.Role != policy.Operator {
		list = append(list, Action{Command: "read", Allowed: true})
	}
	return list
}

func reasonAction(r *transaction.ReasonAction, lang policy.Language) ReasonAction {
	action := ReasonAction{
		Reason: r.Reason, Allowed: r.Allowed, Rejection: RefusalOf(r.Rejection, lang), OnSilence: string(r.OnSilence),
		MayReview: sides(r.IfAgreed.MayReview), Counts: r.IfAgreed.Counts,
		IfSilent: Consequences{
			MayReview: sides(r.IfSilent.MayReview), Counts: r.IfSilent.Counts,
			Star: r.IfSilent.Star, PausesSeller: r.IfSilent.PausesSeller,
		},
	}
	if r.IfSilent.Star != 0 {
		action.IfSilent.StarOn = r.IfSilent.StarOn.String()
	}
	return action
}

func sides(of []policy.Role) []policy.Role { return append([]policy.Role{}, of...) }

// reviewBy is one side's review as far as it is shown (T5.3, T5.8).
func (l *look) reviewBy(side policy.Role, events []transaction.Event) *Review {
	state := l.state.ReviewBy(side)
	if !state.Sent() {
		return nil
	}
	if !l.review(side) {
		return &Review{Sent: true}
	}
	comment := ""
	shown := &Review{Sent: true, Stars: state.Stars, Comment: &comment, Automatic: &state.Automatic, SentAt: instant(state.At)}
	for i, e := range events {
		switch e := e.(type) {
		case transaction.ReviewSent:
			if e.By == side {
				if l.shown(i+1, e) {
					comment, shown.Erased = e.Comment.Body, l.erased(e)
				}
				if l.by.Role == side || l.by.Role == policy.Operator {
					shown.Items = e.Items
				}
			}
		case transaction.ReviewReplied:
			if side == policy.Buyer && l.shown(i+1, e) {
				shown.Reply = &Reply{Comment: e.Text.Body, SentAt: e.At.UTC(), Erased: l.erased(e)}
			}
		}
	}
	return shown
}
