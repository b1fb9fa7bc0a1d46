package transaction

import (
	"github.com/torikime/torikime/policy"
)

// roles and phases are sets.
type (
	roles  uint8
	phases uint16
)

const (
	buyer    = roles(1 << policy.Buyer)
	seller   = roles(1 << policy.Seller)
	operator = roles(1 << policy.Operator)
	system   = roles(1 << policy.System)
	parties  = buyer | seller

	awaiting = phases(1 << AwaitingPayment)
	talkroom = phases(1<<Open | 1<<Delivered | 1<<Approved)
	closed   = phases(1 << Closed)
	ended    = phases(1<<Closed | 1<<Cancelled)
	anyPhase = awaiting | talkroom | ended | phases(1<<Lapsed)
)

func (r roles) has(role policy.Role) bool { return r&(1<<role) != 0 }
func (p phases) has(phase Phase) bool     { return p&(1<<phase) != 0 }

// gate is what every command passes before its own rules are asked: who may
// give it, in which phases, and whether it waits while a cancel request is
// pending (T3.16). rule says no to a phase of a talkroom that is not among them.
type gate struct {
	by     roles
	phases phases
	rule   string
	waits  bool
}

// gates is the table of commands. Read it as the summary of sections 1 to 5.
var gates = [verbs]gate{
	vPurchase:         {by: buyer, phases: phases(1 << None), rule: "T1.6"},
	vPay:              {by: buyer | system, phases: awaiting | phases(1<<Lapsed), rule: "T1.5"},
	vAbandon:          {by: buyer, phases: awaiting, rule: "T1.5"},
	vMessage:          {by: parties, phases: talkroom, rule: "T4.3"},
	vDeliver:          {by: seller, phases: phases(1 << Open), rule: "T4.1", waits: true},
	vApprove:          {by: buyer, phases: phases(1 << Delivered), rule: "T4.3", waits: true},
	vDecline:          {by: buyer, phases: phases(1 << Delivered), rule: "T4.3", waits: true},
	vRequestCancel:    {by: parties, phases: talkroom, rule: "T3.1", waits: true},
	vWithdrawCancel:   {by: parties, phases: talkroom, rule: "T3.6"},
	vAgreeCancel:      {by: parties, phases: talkroom, rule: "T3.6"},
	vRefuseCancel:     {by: parties, phases: talkroom, rule: "T3.6"},
	vPayAdditional:    {by: buyer, phases: talkroom, rule: "T4.11", waits: true},
	vBuyOption:        {by: buyer, phases: talkroom, rule: "T1.12", waits: true},
	vReview:           {by: parties, phases: talkroom | ended, rule: "T5.1", waits: true},
	vReplyReview:      {by: seller, phases: ended, rule: "T5.7"},
	vSchedule:         {by: seller, phases: talkroom, rule: "T4.12", waits: true},
	vOperatorCancel:   {by: operator, phases: awaiting | talkroom, rule: "T3.15"},
	vOperatorClose:    {by: operator, phases: talkroom, rule: "T3.15"},
	vOperatorHold:     {by: operator, phases: awaiting | talkroom, rule: "T3.17"},
	vOperatorRelease:  {by: operator, phases: awaiting | talkroom, rule: "T3.17"},
	vOperatorRefund:   {by: operator, phases: talkroom | closed, rule: "T3.15"},
	vOperatorExtend:   {by: operator, phases: awaiting | talkroom, rule: "T3.15"},
	vOperatorShow:     {by: operator, phases: talkroom | ended, rule: "T8.4"},
	vOperatorWithhold: {by: operator, phases: talkroom | ended, rule: "T8.4"},
	vReceive:          {by: system, phases: anyPhase, rule: "T10.3"},
	vNoteRefund:       {by: system, phases: anyPhase, rule: "T10.3"},
	vAnnotate:         {by: parties | operator, phases: anyPhase, rule: "T1.9"},
}

// party refuses somebody who has nothing to do with the transaction: for him
// there is no such thing.
func party(s *State, who Actor) *policy.Rejection {
	known := false
	switch who.Role {
	case policy.Buyer:
		known = who.ID == s.Buyer
	case policy.Seller:
		known = who.ID == s.Seller
	case policy.Operator:
		known = who.ID != ""
	case policy.System:
		known = true
	}
	if !known || s.Phase == None {
		return policy.Reject(policy.NotParty, "T0.9", "not_party")
	}
	return nil
}

// pass judges actor, phase and pending request, in this order.
func (g *gate) pass(s *State, v verb, who Actor) *policy.Rejection {
	if !g.by.has(who.Role) {
		return policy.Reject(policy.WrongActor, g.rule, "wrong_actor").With("command", verbNames[v]).With("role", who.Role.String())
	}
	if !g.phases.has(s.Phase) {
		return wrongPhase(s, v, g)
	}
	answers := v == vDeliver && s.Request.By == policy.Buyer // T3.8
	if g.waits && s.Request.By != policy.Nobody && !answers {
		if v == vRequestCancel {
			return policy.Reject(policy.Conflict, "T3.6", "pending")
		}
		return policy.Reject(policy.Conflict, "T3.16", "pending")
	}
	return nil
}

// wrongPhase says which rule shut the command out, and whether for good.
func wrongPhase(s *State, v verb, g *gate) *policy.Rejection {
	switch s.Phase {
	case None:
		return policy.Reject(policy.NotParty, "T0.9", "not_party")
	case AwaitingPayment:
		return policy.Reject(policy.WrongState, "T1.5", "awaiting_payment")
	case Closed:
		if v == vRequestCancel || v == vOperatorCancel || v == vAgreeCancel || v == vWithdrawCancel || v == vRefuseCancel {
			return policy.Reject(policy.TooLate, "T3.12", "closed")
		}
		return policy.Reject(policy.TooLate, "T4.10", "closed")
	case Cancelled:
		return policy.Reject(policy.TooLate, "T3.14", "cancelled")
	case Lapsed:
		return policy.Reject(policy.TooLate, "T1.5", "lapsed")
	}
	if v == vPay || v == vAbandon {
		return policy.Reject(policy.TooLate, "T1.5", "paid")
	}
	return policy.Reject(policy.WrongState, g.rule, "phase").With("phase", s.Phase.String())
}
