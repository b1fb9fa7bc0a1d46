package transaction

import (
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction/internal/stamp"
)

// Action is one command as somebody could give it now.
type Action struct {
	// Command is its name.
	Command string
	// Allowed: some input would be accepted now.
	Allowed bool
	// Rejection says why not, and from when; nil if allowed.
	Rejection *policy.Rejection
	// Reasons lists the cancel reasons of this side, for request-cancel.
	Reasons []ReasonAction
}

// ReasonAction is one cancel reason as a side could use it now, and what would
// follow.
type ReasonAction struct {
	Reason    string
	Allowed   bool
	Rejection *policy.Rejection
	OnSilence policy.OnSilence
	// IfAgreed and IfSilent follow from the other side's answer or silence.
	IfAgreed, IfSilent policy.Outcome
}

// Actions lists every command that the caller's role can ever give after the
// purchase, and asks Decide whether some input would be accepted now. A button,
// a to-do list and a handler ask here; no rule is written twice.
func Actions(s State, who Actor, f Facts, now time.Time) []Action {
	s, _ = Advance(s, now)
	if party(&s, who) != nil {
		return nil
	}
	at := stamp.At(now, s.LastAt)
	list := make([]Action, 0, 14)
	for v := vPay; v < verbs; v++ {
		if !gates[v].by.has(who.Role) {
			continue
		}
		action := Action{Command: verbNames[v]}
		switch {
		case v == vRequestCancel:
			action.Reasons, action.Rejection = reasonActions(&s, who, &f, at)
		case v == vBuyOption && len(s.Options) == 0:
			action.Rejection = noOptions(&s, who)
		default:
			action.Rejection = tryAll(&s, samples(&s, v, who), &f, at)
		}
		action.Allowed = action.Rejection == nil
		list = append(list, action)
	}
	return list
}

// tryAll is nil if any of the commands would be accepted, else the rejection of
// the first, or of the first that time alone opens.
func tryAll(s *State, commands []Command, f *Facts, at time.Time) *policy.Rejection {
	var first *policy.Rejection
	for _, c := range commands {
		_, no := decide(s, c, f, at)
		if no == nil {
			return nil
		}
		no = foresee(s, c, f, at, no)
		if first == nil || first.OpensAt.IsZero() && !no.OpensAt.IsZero() {
			first = no
		}
	}
	return first
}

func reasonActions(s *State, who Actor, f *Facts, at time.Time) ([]ReasonAction, *policy.Rejection) {
	var list []ReasonAction
	var first *policy.Rejection
	allowed := false
	for i := range s.Terms.Cancel.Reasons {
		r := &s.Terms.Cancel.Reasons[i]
		if r.By != who.Role {
			continue
		}
		no := tryAll(s, []Command{RequestCancel{By: who, Reason: r.ID}}, f, at)
		list = append(list, ReasonAction{Reason: r.ID, Allowed: no == nil, Rejection: no, OnSilence: r.OnSilence, IfAgreed: r.Agreed, IfSilent: r.Silence})
		allowed = allowed || no == nil
		if first == nil || no != nil && first.OpensAt.IsZero() && !no.OpensAt.IsZero() {
			first = no
		}
	}
	if allowed {
		return list, nil
	}
	if first == nil {
		first = policy.Reject(policy.WrongState, "T3.1", "no_reason")
	}
	return list, first
}

// samples are inputs of a command that are right in form, one of which is
// accepted if any input is.
func samples(s *State, v verb, who Actor) []Command {
	const word = "."
	one := money.New(1, s.Currency())
	switch v {
	case vPay:
		return []Command{Pay{By: who, Payment: Settled}}
	case vAbandon:
		return []Command{Abandon{By: who}}
	case vMessage:
		return []Command{Message{By: who, Text: word}}
	case vDeliver:
		return []Command{Deliver{By: who, Text: word}}
	case vApprove:
		return []Command{Approve{By: who}}
	case vDecline:
		return []Command{Decline{By: who}}
	case vWithdrawCancel:
		return []Command{WithdrawCancel{By: who}}
	case vAgreeCancel:
		return []Command{AgreeCancel{By: who}}
	case vRefuseCancel:
		return []Command{RefuseCancel{By: who}}
	case vPayAdditional:
		if least := s.Terms.Purchase.Additional.Min; least != nil {
			one = *least
		}
		return []Command{PayAdditional{By: who, Amount: one, Payment: Settled}}
	case vBuyOption:
		return optionSamples(s, who)
	case vReview:
		return []Command{WriteReview{By: who, Stars: 5, Comment: word}}
	case vReplyReview:
		return []Command{ReplyReview{By: who, Text: word}}
	case vSchedule:
		return []Command{SetSchedule{By: who, Reason: word, Steps: []Step{{Title: word, Date: policy.Date{Year: 2000, Month: 1, Day: 1}}}}}
	case vOperatorCancel:
		return []Command{OperatorCancel{By: who, Reason: word}}
	case vOperatorClose:
		return []Command{OperatorClose{By: who, Reason: word}}
	case vOperatorHold:
		return []Command{OperatorHold{By: who, Reason: word}}
	case vOperatorRelease:
		return []Command{OperatorRelease{By: who, Reason: word}}
	case vOperatorRefund:
		return []Command{OperatorRefund{By: who, Reason: word, Amount: one}}
	case vOperatorExtend:
		list := make([]Command, 0, deadlineKinds)
		for k := range deadlineKinds {
			list = append(list, OperatorExtend{By: who, Reason: word, Deadline: k, Later: time.Hour})
		}
		return list
	case vOperatorShow, vOperatorWithhold:
		return heldSamples(s, v, who)
	case vAnnotate:
		return []Command{Annotate{By: who}}
	case vReceive:
		paid := charge(s.Terms, 1)
		return []Command{Receive{By: who, Charge: unusedCharge, Kind: Additional, Net: one, Amount: money.New(paid.Net+paid.BuyerFee, s.Currency())}}
	case vNoteRefund:
		if len(s.Refunds) > 0 {
			return []Command{NoteRefund{By: who, Seq: s.Refunds[0].Seq, Charge: s.Refunds[0].Charge, Stage: RefundConfirmed}}
		}
		return []Command{NoteRefund{By: who, Seq: 1, Charge: unusedCharge, Stage: RefundConfirmed}}
	}
	return nil
}

// heldSamples is one look at the first text that waits; if none does, one at
// nothing.
func heldSamples(s *State, v verb, who Actor) []Command {
	seq := 1
	if len(s.HeldTexts) > 0 {
		seq = s.HeldTexts[0]
	}
	if v == vOperatorShow {
		return []Command{OperatorShow{By: who, Reason: ".", Seq: seq}}
	}
	return []Command{OperatorWithhold{By: who, Reason: ".", Seq: seq}}
}

func optionSamples(s *State, who Actor) []Command {
	list := make([]Command, 0, len(s.Options))
	for i := range s.Options {
		list = append(list, BuyOption{By: who, Option: s.Options[i].ID, Payment: Settled})
	}
	return list
}

// noOptions is the refusal of every option of a listing that has none.
func noOptions(s *State, who Actor) *policy.Rejection {
	if no := gates[vBuyOption].pass(s, vBuyOption, who); no != nil {
		return no
	}
	return policy.Reject(policy.WrongState, "T1.12", "no_options")
}
