package transaction

import "github.com/torikime/torikime/policy"

// TypeOf is the stored and printed name of an event's type, such as "delivered";
// empty for what the closed set does not know.
func TypeOf(e Event) string {
	name, _, _ := about(e)
	return name
}

// ByOf is who made an event happen; the system for what time alone brings.
func ByOf(e Event) policy.Role {
	_, by, _ := about(e)
	return by
}

// RuleOf is the rule by which an event happened or was allowed, such as "T4.6";
// empty for what the closed set does not know.
func RuleOf(e Event) string {
	_, _, rule := about(e)
	return rule
}

// about is the table of events: name, who, rule.
func about(e Event) (name string, by policy.Role, rule string) {
	switch e := e.(type) {
	case Purchased:
		return "purchased", policy.Buyer, "T1.9"
	case PaymentDeclined:
		return "payment_declined", policy.System, "T1.5"
	case Paid:
		return "paid", policy.Buyer, paymentRule(e.Kind)
	case LatePaymentRefunded:
		return "late_payment_refunded", policy.System, "T1.5"
	case Opened:
		return "opened", policy.System, "T1.6"
	case NotesPosted:
		return "notes_posted", policy.System, "T1.7"
	case PurchaseLapsed:
		return "lapsed", endedBy(e.How), "T1.5"
	case MessagePosted:
		return "message_posted", e.By, "T4.3"
	case ScheduleSet:
		return "schedule_set", policy.Seller, "T4.12"
	case FinalDelivered:
		return "delivered", policy.Seller, "T4.1"
	case DeliveryApproved:
		if e.By == policy.System {
			return "approved", e.By, "T4.6"
		}
		return "approved", e.By, "T4.4"
	case DeliveryDeclined:
		return "declined", policy.Buyer, "T4.5"
	case TalkroomClosed:
		return "closed", endedBy(e.How), endRule(e.How)
	case ReviewSent:
		return "review_sent", e.By, "T5.1"
	case ReviewGiven:
		return "review_given", e.By, "T5.10"
	case ReviewReplied:
		return "review_replied", policy.Seller, "T5.7"
	case ReviewsEnded:
		return "reviews_ended", policy.System, "T5.2"
	case TextShown:
		return "text_shown", policy.Operator, "T8.4"
	case TextWithheld:
		return "text_withheld", policy.Operator, "T8.4"
	case Annotated:
		return "annotated", e.By, "T1.9"
	}
	return aboutCancel(e)
}

func aboutCancel(e Event) (name string, by policy.Role, rule string) {
	switch e := e.(type) {
	case CancelRequested:
		if e.By == policy.Buyer {
			return "cancel_requested", e.By, "T3.2"
		}
		return "cancel_requested", e.By, "T3.1"
	case CancelWithdrawn:
		return "cancel_withdrawn", e.By, "T3.6"
	case CancelRefused:
		return "cancel_refused", e.By, "T3.6"
	case CancelAgreed:
		return "cancel_agreed", e.By, "T3.6"
	case CancelVoided:
		return "cancel_voided", e.By, "T3.8"
	case CancelLapsed:
		return "cancel_lapsed", policy.System, "T3.7"
	case TransactionCancelled:
		return "cancelled", e.By, endRule(e.How)
	case ContentHidden:
		return "content_hidden", policy.System, "T3.14"
	case Held:
		return "held", policy.Operator, "T3.17"
	case Released:
		return "released", policy.Operator, "T3.17"
	case DeadlineExtended:
		return "deadline_extended", policy.Operator, "T3.15"
	case PartRefunded:
		return "part_refunded", policy.Operator, "T3.15"
	case EarningsRefunded:
		return "earnings_refunded", policy.Operator, "T3.15"
	case RefundNoted:
		return "refund_noted", policy.System, "T10.3"
	}
	return "", policy.Nobody, ""
}

func paymentRule(k PaymentKind) string {
	switch k {
	case ForOption:
		return "T1.12"
	case Additional:
		return "T4.11"
	}
	return "T10.1"
}

func endRule(h How) string {
	switch h {
	case ByAgreement:
		return "T3.6"
	case BySilence:
		return "T3.7"
	case BySystem:
		return "T2.1"
	case ByReview, ByTime:
		return "T4.4"
	case ByAutoApprove:
		return "T4.6"
	case ByAge:
		return "T4.9"
	}
	return "T3.15"
}

func endedBy(h How) policy.Role {
	switch h {
	case ByOperator:
		return policy.Operator
	case ByReview, Abandoned:
		return policy.Buyer
	}
	return policy.System
}
