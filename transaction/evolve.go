package transaction

import (
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// Evolve is the state after one event. It is total: no error, no clock, no
// date or fee is computed. An event that the closed set does not know changes
// nothing but the count. The state that is handed in is not changed.
func Evolve(s State, e Event) State {
	s.apply(e)
	return s
}

// Replay folds a history.
func Replay(events []Event) State {
	var s State
	for _, e := range events {
		s.apply(e)
	}
	return s
}

// apply is Evolve in place. Slices of the state are never written to, only
// replaced, since states share them.
func (s *State) apply(e Event) {
	s.Seq++
	switch e := e.(type) {
	case Purchased:
		s.purchased(&e)
	case PaymentDeclined:
		s.LastAt = e.At
	case Paid:
		s.LastAt = e.At
		s.paid(&e)
	case LatePaymentRefunded:
		s.LastAt = e.At
		s.latePaid(&e)
	case Opened:
		s.LastAt, s.OpenedAt, s.Phase = e.At, e.At, Open
		s.clocks[FirstContact], s.clocks[AgeLimit] = clockAt(e.FirstContactBy), clockAt(e.AgeLimitAt)
		s.clocks[PaymentDue] = unset
	case NotesPosted:
		s.LastAt = e.At
	case PurchaseLapsed:
		s.finish(e.At, Lapsed)
	case MessagePosted:
		s.contacted(e.By, e.At)
		s.heldText(&e.Text)
		s.SellerWrote = s.SellerWrote || e.By == policy.Seller
	case ScheduleSet:
		s.LastAt, s.HasSchedule, s.Schedule = e.At, true, slices.Clone(e.Dates)
		s.heldText(&e.Titles, &e.Reason)
	case FinalDelivered:
		s.contacted(policy.Seller, e.At)
		s.heldText(&e.Text)
		s.Phase, s.DeliveredAt, s.EverDelivered = Delivered, e.At, true
		s.clocks[Approval] = clockAt(e.ApproveBy)
	case DeliveryApproved:
		s.LastAt, s.ApprovedAt, s.Phase = e.At, e.At, Approved
		s.clocks[Approval], s.clocks[Close] = unset, clockAt(e.CloseBy)
	case DeliveryDeclined:
		s.contacted(policy.Buyer, e.At)
		s.heldText(&e.Text)
		s.Phase, s.DeliveredAt = Open, time.Time{}
		s.Declined++
		s.clocks[Approval] = unset
	case TalkroomClosed:
		s.finish(e.At, Closed)
		s.Book = s.Book.Post(e.Postings)
		s.clocks[ReviewEnd], s.BlindUntil = clockAt(e.ReviewBy), e.BlindUntil
	case CancelRequested:
		s.contacted(e.By, e.At)
		s.heldText(&e.Text)
		s.Request = Request{By: e.By, Reason: e.Reason, At: e.At}
		s.clocks[CancelAnswer] = clockAt(e.AnswerBy)
		if s.stoppedAt.IsZero() {
			s.stoppedAt = e.At
		}
	case CancelWithdrawn:
		s.contacted(e.By, e.At)
		s.requestOver(e.Resumed)
	case CancelRefused:
		s.contacted(e.By, e.At)
		s.heldText(&e.Text)
		s.requestOver(e.Resumed)
	case CancelAgreed:
		s.contacted(e.By, e.At)
		s.heldText(&e.Text)
	case CancelVoided:
		s.LastAt = e.At
		s.requestOver(e.Resumed)
	case CancelLapsed:
		s.LastAt = e.At
		s.requestOver(e.Resumed)
	case TransactionCancelled:
		s.cancelled(&e)
	case ReviewSent:
		s.LastAt = e.At
		*s.ReviewBy(e.By) = Review{At: e.At, Stars: e.Stars}
		s.heldText(&e.Comment)
	case ReviewGiven:
		s.LastAt = e.At
		*s.ReviewBy(e.By) = Review{At: e.At, Stars: e.Stars, Automatic: true}
	case ReviewReplied:
		s.LastAt, s.BuyerReview.RepliedAt = e.At, e.At
		s.heldText(&e.Text)
	case ReviewsEnded:
		s.LastAt, s.ReviewsOver = e.At, true
		s.clocks[ReviewEnd] = unset
	case ContentHidden:
		s.LastAt, s.Hidden = e.At, true
		s.clocks[Hide] = unset
	case Held:
		s.LastAt, s.HeldAt = e.At, e.At
		if s.stoppedAt.IsZero() {
			s.stoppedAt = e.At
		}
	case Released:
		s.LastAt, s.HeldAt = e.At, time.Time{}
		s.resumed(e.Resumed)
		if s.Request.By == policy.Nobody {
			s.stoppedAt = time.Time{}
		}
	case DeadlineExtended:
		s.LastAt = e.At
		if e.Kind < deadlineKinds {
			s.clocks[e.Kind] = clockAt(e.End)
		}
	case PartRefunded:
		s.LastAt, s.Payments = e.At, slices.Clone(e.Payments)
		s.Book = s.Book.Post(e.Postings)
		s.owed(e.Back)
	case EarningsRefunded:
		s.LastAt = e.At
		s.Book = s.Book.Post(e.Postings)
		s.owed(e.Back)
		if e.Ref != "" {
			s.TakenBack = append(slices.Clip(s.TakenBack), e.Ref)
		}
	case RefundNoted:
		s.LastAt = e.At
		s.refundNoted(&e)
	case TextShown:
		s.LastAt = e.At
		s.lookedAt(e.Seq)
	case TextWithheld:
		s.LastAt = e.At
		s.lookedAt(e.Seq)
	case Annotated:
		s.LastAt = e.At
	}
}

// heldText notes the event that was just counted if words of it wait for an
// operator (T8.4).
func (s *State) heldText(texts ...*Text) {
	for _, t := range texts {
		if len(t.Found) > 0 && t.Held() {
			s.HeldTexts = append(slices.Clip(s.HeldTexts), s.Seq)
			return
		}
	}
}

// lookedAt: the words of an event wait no longer.
func (s *State) lookedAt(seq int) {
	if i := slices.Index(s.HeldTexts, seq); i >= 0 {
		s.HeldTexts = slices.Concat(s.HeldTexts[:i], s.HeldTexts[i+1:])
	}
}

// purchased fills the empty state, field by field: a literal would be written
// twice.
func (s *State) purchased(e *Purchased) {
	s.ID, s.Buyer, s.Seller, s.Service, s.Quotation = e.ID, e.Buyer, e.Seller, e.Service, e.Quotation
	s.Terms, s.Phase, s.Inspection = e.Terms, AwaitingPayment, e.Inspection
	s.LastAt, s.PurchasedAt = e.At, e.At
	s.Price, s.Paid, s.bill = e.Price, money.New(0, e.Price.Currency()), e.Fees
	s.Options, s.HasNotes = slices.Clone(e.Options), !e.Notes.None()
	s.clocks[PaymentDue] = clockAt(e.PayBy)
	for _, i := range e.Lines {
		s.Bought |= 1 << i
	}
}

func (s *State) paid(e *Paid) {
	s.Payments = append(slices.Clip(s.Payments), e.Payment)
	s.Book = s.Book.Post(e.Postings)
	s.Paid = money.New(s.Paid.Units()+e.Amount.Units(), e.Amount.Currency())
	if e.Charge != "" {
		s.Charges = append(slices.Clip(s.Charges), Charged{ID: e.Charge, In: e.Amount.Units(), payment: len(s.Payments)})
	}
	if e.Kind == ForOption {
		s.Bought |= 1 << e.Option
	}
}

// contacted notes a side's contact (T3.3); the seller's first one stops the
// clock of T2.1 for good.
func (s *State) contacted(side policy.Role, at time.Time) {
	s.LastAt, s.LastContact, s.ContactSeq = at, side, s.Seq
	if side == policy.Seller {
		s.SellerContact = at
		s.clocks[FirstContact] = unset
	} else {
		s.BuyerContact = at
	}
}

// requestOver ends the pending request; the other clocks run on, unless an
// operator holds the transaction (T3.13, T3.17).
func (s *State) requestOver(resumed []Resumed) {
	s.Request = Request{}
	s.clocks[CancelAnswer] = unset
	s.resumed(resumed)
	if s.HeldAt.IsZero() {
		s.stoppedAt = time.Time{}
	}
}

func (s *State) resumed(list []Resumed) {
	for _, r := range list {
		if r.Kind < deadlineKinds && s.clocks[r.Kind] != unset {
			s.clocks[r.Kind] = clockAt(r.End)
		}
	}
}

func (s *State) cancelled(e *TransactionCancelled) {
	s.finish(e.At, Cancelled)
	s.Book = s.Book.Post(e.Postings)
	s.owed(e.Back)
	s.Payments = nil
	s.Cancel = Cancel{By: e.By, Reason: e.Reason, How: e.How, BuyerMay: e.BuyerMay, SellerMay: e.SellerMay, Counts: e.Counts, PausesSeller: e.PausesSeller}
	s.clocks[ReviewEnd], s.clocks[Hide], s.BlindUntil = clockAt(e.ReviewBy), clockAt(e.HideAt), e.BlindUntil
}

// finish ends the transaction: no clock of its life runs on, no request or hold
// is left.
func (s *State) finish(at time.Time, phase Phase) {
	s.LastAt, s.EndedAt, s.Phase = at, at, phase
	s.clocks = [deadlineKinds]clock{}
	s.Request, s.HeldAt, s.stoppedAt = Request{}, time.Time{}, time.Time{}
}
