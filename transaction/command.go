package transaction

import (
	"fmt"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// Actor is who gives a command: his role and the host's id of him. The system
// has no id.
type Actor struct {
	Role policy.Role
	ID   string
}

// Buyer is the buyer with an id.
func Buyer(id string) Actor { return Actor{policy.Buyer, id} }

// Seller is the seller with an id.
func Seller(id string) Actor { return Actor{policy.Seller, id} }

// Operator is one of the platform's people.
func Operator(id string) Actor { return Actor{policy.Operator, id} }

// System is the platform itself, such as a payment provider's word.
func System() Actor { return Actor{Role: policy.System} }

// Command is what somebody wants. The set is closed; the variants are the
// struct types of this file, as values.
type Command interface {
	// Name is the command's name, as in the API's paths.
	Name() string
	// Actor is who gives it.
	Actor() Actor
	command() verb
}

// Settlement says how a payment went.
type Settlement uint8

// The settlements. The zero Settlement waits for the payment.
const (
	// Awaited: the payment comes later, until its due date (T1.5).
	Awaited Settlement = iota
	// Settled: the payment is complete.
	Settled
	// Refused: the provider declined it.
	Refused
)

// Purchase buys a service. By is the buyer; what the listing says (seller,
// price, options, notes) comes from the host, never from the buyer.
type Purchase struct {
	By Actor
	// ID is the new transaction's id.
	ID        string
	Seller    string
	Service   string
	Quotation string
	// Terms are the policy sections in force; they are frozen (T1.9).
	Terms *policy.Terms
	// Price is the listing's, without options and fees.
	Price money.Money
	// Options are the listing's, Picked the ids of those bought with it (T1.12).
	Options []Option
	Picked  []string
	// Notes are the listing's notes for buyers (T1.7).
	Notes string
	// Inspection asks for declines without limit (T4.8).
	Inspection bool
	Payment    Settlement
	Metadata   map[string]string
}

// Pay completes the payment that is awaited: given by the buyer who pays, or by
// the system when the provider reports it (T1.5).
type Pay struct {
	By      Actor
	Payment Settlement // Settled or Refused
}

// Receive brings money that a provider has captured: given by the system alone,
// once for every charge. If it can pay for nothing any more it is owed back (T1.5).
type Receive struct {
	By Actor
	// Charge is the id of the movement that brought it.
	Charge string
	Kind   PaymentKind
	Option string // the option's id, for ForOption
	// Net is the price of what is paid for, Amount what was captured: Net and the
	// buyer's fee on it.
	Net, Amount money.Money
}

// NoteRefund says how far a provider is with money that goes back: given by the
// system alone (T10.3). What is known already leaves no event and is no error.
type NoteRefund struct {
	By Actor
	// Seq and Charge name it, as Refund does.
	Seq    int
	Charge string
	Stage  RefundStage // RefundSent, RefundConfirmed or RefundReturned
}

// Abandon gives the purchase up before the payment (T1.5).
type Abandon struct{ By Actor }

// Message writes in the talkroom; text, files or both.
type Message struct {
	By    Actor
	Text  string
	Files []File
}

// Deliver makes a final delivery (T4.1). The text is not empty.
type Deliver struct {
	By    Actor
	Text  string
	Files []File
}

// Approve approves the delivery (T4.4).
type Approve struct{ By Actor }

// Decline declines the delivery (T4.5).
type Decline struct {
	By   Actor
	Text string
}

// RequestCancel asks to cancel, with a reason of the policy's table (T3.1, T3.2).
type RequestCancel struct {
	By     Actor
	Reason string
	Text   string
}

// WithdrawCancel takes one's own request back (T3.6).
type WithdrawCancel struct{ By Actor }

// AgreeCancel agrees to the other side's request (T3.6).
type AgreeCancel struct {
	By   Actor
	Text string
}

// RefuseCancel refuses the other side's request (T3.6).
type RefuseCancel struct {
	By   Actor
	Text string
}

// PayAdditional makes an additional payment (T4.11). A refused one changes nothing.
type PayAdditional struct {
	By      Actor
	Amount  money.Money
	Payment Settlement // Settled or Refused
}

// BuyOption buys a paid option in the talkroom (T1.12).
type BuyOption struct {
	By      Actor
	Option  string
	Payment Settlement // Settled or Refused
}

// WriteReview sends one's review, once and for good (T5.1, T5.6).
type WriteReview struct {
	By      Actor
	Stars   int
	Comment string
	Items   map[string]int
}

// ReplyReview answers the buyer's review (T5.7).
type ReplyReview struct {
	By   Actor
	Text string
}

// Step is one line of a delivery schedule (T4.12).
type Step struct {
	Title string
	Date  policy.Date
}

// SetSchedule posts the delivery schedule, or changes it with a reason (T4.12).
type SetSchedule struct {
	By     Actor
	Steps  []Step
	Reason string
}

// OperatorCancel cancels; the operator says who may review and whether it counts (T3.15).
type OperatorCancel struct {
	By      Actor
	Reason  string
	Reviews []policy.Role
	Counts  bool
}

// OperatorClose closes; the seller is paid (T3.15).
type OperatorClose struct {
	By     Actor
	Reason string
}

// OperatorHold stops every deadline (T3.17).
type OperatorHold struct {
	By     Actor
	Reason string
}

// OperatorRelease ends the hold (T3.17).
type OperatorRelease struct {
	By     Actor
	Reason string
}

// OperatorRefund sends a part of what is held back, or after the close a part of
// the earnings (T3.15).
type OperatorRefund struct {
	By     Actor
	Reason string
	Amount money.Money
	// Ref is the decision of the seller's account that a refund of earnings follows,
	// and makes a second one of the same decision a conflict; empty for a host
	// without such accounts.
	Ref string
}

// OperatorExtend moves a running deadline to later (T3.15).
type OperatorExtend struct {
	By       Actor
	Reason   string
	Deadline DeadlineKind
	Later    time.Duration
}

// OperatorShow lets the other side see the words of an event that were held (T8.4).
type OperatorShow struct {
	By     Actor
	Reason string
	// Seq is the event's place in the history, from 1.
	Seq int
}

// OperatorWithhold keeps held words from the other side for good (T8.4).
type OperatorWithhold struct {
	By     Actor
	Reason string
	// Seq is the event's place in the history, from 1.
	Seq int
}

// Annotate replaces the host's own data on the transaction; no effect on rules.
type Annotate struct {
	By       Actor
	Metadata map[string]string
}

// verb indexes the table of gates.
type verb uint8

const (
	vPurchase verb = iota
	vPay
	vAbandon
	vMessage
	vDeliver
	vApprove
	vDecline
	vRequestCancel
	vWithdrawCancel
	vAgreeCancel
	vRefuseCancel
	vPayAdditional
	vBuyOption
	vReview
	vReplyReview
	vSchedule
	vOperatorCancel
	vOperatorClose
	vOperatorHold
	vOperatorRelease
	vOperatorRefund
	vOperatorExtend
	vAnnotate
	vOperatorShow
	vOperatorWithhold
	vReceive
	vNoteRefund
	verbs
)

var verbNames = [verbs]string{
	"purchase", "pay", "abandon", "message", "deliver", "approve", "decline",
	"request-cancel", "withdraw-cancel", "agree-cancel", "refuse-cancel",
	"pay-additional", "buy-option", "review", "reply-review", "schedule",
	"operator-cancel", "operator-close", "operator-hold", "operator-release",
	"operator-refund", "operator-extend", "annotate", "operator-show", "operator-withhold",
	"receive", "note-refund",
}

func (c Purchase) Name() string        { return verbNames[vPurchase] }
func (c Pay) Name() string             { return verbNames[vPay] }
func (c Abandon) Name() string         { return verbNames[vAbandon] }
func (c Message) Name() string         { return verbNames[vMessage] }
func (c Deliver) Name() string         { return verbNames[vDeliver] }
func (c Approve) Name() string         { return verbNames[vApprove] }
func (c Decline) Name() string         { return verbNames[vDecline] }
func (c RequestCancel) Name() string   { return verbNames[vRequestCancel] }
func (c WithdrawCancel) Name() string  { return verbNames[vWithdrawCancel] }
func (c AgreeCancel) Name() string     { return verbNames[vAgreeCancel] }
func (c RefuseCancel) Name() string    { return verbNames[vRefuseCancel] }
func (c PayAdditional) Name() string   { return verbNames[vPayAdditional] }
func (c BuyOption) Name() string       { return verbNames[vBuyOption] }
func (c WriteReview) Name() string     { return verbNames[vReview] }
func (c ReplyReview) Name() string     { return verbNames[vReplyReview] }
func (c SetSchedule) Name() string     { return verbNames[vSchedule] }
func (c OperatorCancel) Name() string  { return verbNames[vOperatorCancel] }
func (c OperatorClose) Name() string   { return verbNames[vOperatorClose] }
func (c OperatorHold) Name() string    { return verbNames[vOperatorHold] }
func (c OperatorRelease) Name() string { return verbNames[vOperatorRelease] }
func (c OperatorRefund) Name() string  { return verbNames[vOperatorRefund] }
func (c OperatorExtend) Name() string  { return verbNames[vOperatorExtend] }
func (c Annotate) Name() string        { return verbNames[vAnnotate] }

func (c OperatorShow) Name() string     { return verbNames[vOperatorShow] }
func (c OperatorWithhold) Name() string { return verbNames[vOperatorWithhold] }
func (c Receive) Name() string          { return verbNames[vReceive] }
func (c NoteRefund) Name() string       { return verbNames[vNoteRefund] }

func (c Purchase) Actor() Actor        { return c.By }
func (c Pay) Actor() Actor             { return c.By }
func (c Abandon) Actor() Actor         { return c.By }
func (c Message) Actor() Actor         { return c.By }
func (c Deliver) Actor() Actor         { return c.By }
func (c Approve) Actor() Actor         { return c.By }
func (c Decline) Actor() Actor         { return c.By }
func (c RequestCancel) Actor() Actor   { return c.By }
func (c WithdrawCancel) Actor() Actor  { return c.By }
func (c AgreeCancel) Actor() Actor     { return c.By }
func (c RefuseCancel) Actor() Actor    { return c.By }
func (c PayAdditional) Actor() Actor   { return c.By }
func (c BuyOption) Actor() Actor       { return c.By }
func (c WriteReview) Actor() Actor     { return c.By }
func (c ReplyReview) Actor() Actor     { return c.By }
func (c SetSchedule) Actor() Actor     { return c.By }
func (c OperatorCancel) Actor() Actor  { return c.By }
func (c OperatorClose) Actor() Actor   { return c.By }
func (c OperatorHold) Actor() Actor    { return c.By }
func (c OperatorRelease) Actor() Actor { return c.By }
func (c OperatorRefund) Actor() Actor  { return c.By }
func (c OperatorExtend) Actor() Actor  { return c.By }
func (c Annotate) Actor() Actor        { return c.By }

func (c OperatorShow) Actor() Actor     { return c.By }
func (c OperatorWithhold) Actor() Actor { return c.By }
func (c Receive) Actor() Actor          { return c.By }
func (c NoteRefund) Actor() Actor       { return c.By }

func (Purchase) command() verb        { return vPurchase }
func (Pay) command() verb             { return vPay }
func (Abandon) command() verb         { return vAbandon }
func (Message) command() verb         { return vMessage }
func (Deliver) command() verb         { return vDeliver }
func (Approve) command() verb         { return vApprove }
func (Decline) command() verb         { return vDecline }
func (RequestCancel) command() verb   { return vRequestCancel }
func (WithdrawCancel) command() verb  { return vWithdrawCancel }
func (AgreeCancel) command() verb     { return vAgreeCancel }
func (RefuseCancel) command() verb    { return vRefuseCancel }
func (PayAdditional) command() verb   { return vPayAdditional }
func (BuyOption) command() verb       { return vBuyOption }
func (WriteReview) command() verb     { return vReview }
func (ReplyReview) command() verb     { return vReplyReview }
func (SetSchedule) command() verb     { return vSchedule }
func (OperatorCancel) command() verb  { return vOperatorCancel }
func (OperatorClose) command() verb   { return vOperatorClose }
func (OperatorHold) command() verb    { return vOperatorHold }
func (OperatorRelease) command() verb { return vOperatorRelease }
func (OperatorRefund) command() verb  { return vOperatorRefund }
func (OperatorExtend) command() verb  { return vOperatorExtend }
func (Annotate) command() verb        { return vAnnotate }

func (OperatorShow) command() verb     { return vOperatorShow }
func (OperatorWithhold) command() verb { return vOperatorWithhold }
func (Receive) command() verb          { return vReceive }
func (NoteRefund) command() verb       { return vNoteRefund }

func unknownName(what, name string, known []string) error {
	return fmt.Errorf("transaction: no %s %q; one of %q is right", what, name, known)
}
