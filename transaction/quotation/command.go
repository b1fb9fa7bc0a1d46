package quotation

import (
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// Command is what somebody wants of a quotation. The set is closed; the variants
// are the struct types of this file, as values.
type Command interface {
	// Name is the command's name, as in the API's paths.
	Name() string
	// Actor is who gives it.
	Actor() transaction.Actor
	verb() verb
}

// Request asks a seller for a quotation (T1.1).
type Request struct {
	// By is the buyer, ID the new quotation's id; an engine makes one if it is empty.
	By transaction.Actor
	ID string
	// Seller is asked, about a Service of his. One of the two is enough.
	Seller, Service string
	Text            string
}

// Ask writes to the other side while the quotation is open: the seller asks back,
// the buyer answers, or the other way round (T1.1).
type Ask struct {
	By   transaction.Actor
	Text string
}

// Propose makes the seller's proposal, or puts another in its place and starts its
// time anew (T1.1, T1.2, T1.3).
type Propose struct {
	By transaction.Actor
	// Price is without options and fees (T1.4).
	Price money.Money
	// Delivery is the day by which the seller means to deliver; not a past one.
	Delivery policy.Date
	// Service is one of the seller's; empty: what the request is about.
	Service string
	// Text describes what the buyer gets.
	Text string
}

// Refuse refuses the request, with a reason of the policy's list (T1.1); with none
// where the list is empty. The text is optional.
type Refuse struct {
	By           transaction.Actor
	Reason, Text string
}

// Withdraw ends the quotation: the buyer takes his request back, or the seller his
// proposal (T1.2). Neither can be undone.
type Withdraw struct{ By transaction.Actor }

// Buy buys the proposal (T1.2).
type Buy struct {
	By transaction.Actor
	// Version is the one of the proposal that the buyer has seen; 0: whichever.
	Version int
	// Begins are the first events of the transaction that follows; they come from
	// the engine, never from the buyer.
	Begins []transaction.Event
}

// OperatorClose ends the quotation, with a written reason (T3.15).
type OperatorClose struct {
	By     transaction.Actor
	Reason string
}

// OperatorShow lets the other side see the words of an event that were held (T8.4).
type OperatorShow struct {
	By     transaction.Actor
	Reason string
	// Seq is the event's place in the history, from 1.
	Seq int
}

// OperatorWithhold keeps held words from the other side for good (T8.4).
type OperatorWithhold struct {
	By     transaction.Actor
	Reason string
	// Seq is the event's place in the history, from 1.
	Seq int
}

// verb tells the commands apart.
type verb uint8

const (
	vRequest verb = iota
	vAsk
	vPropose
	vRefuse
	vWithdraw
	vBuy
	vOperatorClose
	vOperatorShow
	vOperatorWithhold
	verbs
)

var verbNames = [verbs]string{"request", "ask", "propose", "refuse", "withdraw", "purchase", "operator-close", "operator-show", "operator-withhold"}

func (Request) Name() string          { return verbNames[vRequest] }
func (Ask) Name() string              { return verbNames[vAsk] }
func (Propose) Name() string          { return verbNames[vPropose] }
func (Refuse) Name() string           { return verbNames[vRefuse] }
func (Withdraw) Name() string         { return verbNames[vWithdraw] }
func (Buy) Name() string              { return verbNames[vBuy] }
func (OperatorClose) Name() string    { return verbNames[vOperatorClose] }
func (OperatorShow) Name() string     { return verbNames[vOperatorShow] }
func (OperatorWithhold) Name() string { return verbNames[vOperatorWithhold] }

func (c Request) Actor() transaction.Actor          { return c.By }
func (c Ask) Actor() transaction.Actor              { return c.By }
func (c Propose) Actor() transaction.Actor          { return c.By }
func (c Refuse) Actor() transaction.Actor           { return c.By }
func (c Withdraw) Actor() transaction.Actor         { return c.By }
func (c Buy) Actor() transaction.Actor              { return c.By }
func (c OperatorClose) Actor() transaction.Actor    { return c.By }
func (c OperatorShow) Actor() transaction.Actor     { return c.By }
func (c OperatorWithhold) Actor() transaction.Actor { return c.By }

func (Request) verb() verb          { return vRequest }
func (Ask) verb() verb              { return vAsk }
func (Propose) verb() verb          { return vPropose }
func (Refuse) verb() verb           { return vRefuse }
func (Withdraw) verb() verb         { return vWithdraw }
func (Buy) verb() verb              { return vBuy }
func (OperatorClose) verb() verb    { return vOperatorClose }
func (OperatorShow) verb() verb     { return vOperatorShow }
func (OperatorWithhold) verb() verb { return vOperatorWithhold }

// Writings are the texts of a buyer's or seller's command, which are looked
// through before anything is written (T8.2). Each event has one text, called "text".
func Writings(c Command) []transaction.Writing {
	path, text := "", ""
	switch c := c.(type) {
	case Request:
		path, text = "request", c.Text
	case Ask:
		path, text = "body", c.Text
	case Propose:
		path, text = "description", c.Text
	case Refuse:
		path, text = "message", c.Text
	}
	if text == "" {
		return nil
	}
	return []transaction.Writing{{Name: textName, Path: path, Text: text}}
}

const textName = "text"
