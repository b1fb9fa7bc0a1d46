package market

import (
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
)

// Quotation is one quotation as somebody may see it at one instant.
type Quotation struct {
	ID        string      `json:"id"`
	Buyer     string      `json:"buyer"`
	Seller    string      `json:"seller"`
	ServiceID *string     `json:"service_id" doc:"What the request is about; null: none of the seller's services"`
	Title     string      `json:"title" doc:"The service's title; empty without a service"`
	Seq       int         `json:"seq" doc:"Number of events so far; send it back as expected_seq"`
	Role      policy.Role `json:"role" doc:"What the caller is here"`
	Phase     string      `json:"phase" enum:"requested,proposed,refused,withdrawn,lapsed,purchased"`

	Request  string    `json:"request" doc:"Empty if the caller may not see it, or it was erased"`
	Proposal *Proposal `json:"proposal" doc:"The last one; null: none yet"`
	// The proposal's own fields once more, as the commands have them.
	Price        *money.Money `json:"price" doc:"The proposal's, without options and fees; null: none yet (T1.4)"`
	DeliveryDate *policy.Date `json:"delivery_date" doc:"The proposal's; null: none yet"`
	Description  *string      `json:"description" doc:"The proposal's; null: none yet, or not for the caller to see"`
	Thread       []Question   `json:"thread" doc:"What both sides asked and answered, oldest first (T1.1)"`

	Reason        *string             `json:"reason" doc:"Of a refused request: a code of the policy's list (T1.1)"`
	EndedBy       *policy.Role        `json:"ended_by" enum:"buyer,seller,operator,system" doc:"null while it runs"`
	RequestedAt   time.Time           `json:"requested_at"`
	EndedAt       *time.Time          `json:"ended_at"`
	TransactionID *string             `json:"transaction_id" doc:"What the proposal became; null: it was not bought"`
	NotesPosted   bool                `json:"notes_posted" doc:"Whether the purchase posts the seller's notes for buyers into the talkroom (T1.8)"`
	Warning       *string             `json:"warning" doc:"For the seller while it runs: what he should know before he proposes"`
	Deadlines     []QuotationDeadline `json:"deadlines"`
	Actions       []Action            `json:"actions" doc:"Every command that the caller's role can ever give; purchase is POST /purchases"`
	Timeline      []QuotationEntry    `json:"timeline" doc:"Everything that happened, in order"`
}

// Proposal is what the seller offers.
type Proposal struct {
	Version      int         `json:"version" doc:"Counts the proposal and its changes from 1; send it back as proposal in a purchase (T1.2)"`
	Price        money.Money `json:"price"`
	DeliveryDate policy.Date `json:"delivery_date"`
	ServiceID    *string     `json:"service_id" doc:"The service whose options and cap count; null: none"`
	ProposedAt   time.Time   `json:"proposed_at"`
	LapsesAt     *time.Time  `json:"lapses_at" doc:"null: never (T1.3)"`
}

// Question is what one side wrote to the other.
type Question struct {
	Seq     int         `json:"seq"`
	At      time.Time   `json:"at"`
	By      policy.Role `json:"by"`
	Body    string      `json:"body"`
	Hidden  bool        `json:"hidden,omitempty" doc:"There is more, which the caller may not see (T8.4)"`
	Waiting bool        `json:"waiting,omitempty" doc:"The other side does not see it (T8.4); for its writer and operators"`
	Erased  bool        `json:"erased,omitempty" doc:"The words are gone with their writer's account (T9.4)"`
}

// QuotationDeadline is when a proposal lapses (T1.3).
type QuotationDeadline struct {
	Kind    string    `json:"kind" enum:"lapse"`
	At      time.Time `json:"at"`
	Outcome string    `json:"outcome" enum:"lapsed"`
}

// QuotationEntry is one line of a quotation's timeline.
type QuotationEntry struct {
	Seq          int          `json:"seq"`
	At           time.Time    `json:"at"`
	Type         string       `json:"type" enum:"requested,asked,proposed,refused,withdrawn,lapsed,purchased,text_shown,text_withheld"`
	By           policy.Role  `json:"by"`
	Rule         string       `json:"rule" doc:"Why it happened, or what allowed it"`
	Reason       string       `json:"reason,omitempty" doc:"Of a refusal"`
	Amount       *money.Money `json:"amount,omitempty" doc:"The price that was proposed, or bought"`
	DeliveryDate *policy.Date `json:"delivery_date,omitempty"`
	Version      int          `json:"version,omitempty" doc:"Of the proposal"`
	Body         string       `json:"body,omitempty" doc:"Words that somebody wrote"`
	Of           int          `json:"of,omitempty" doc:"The entry whose words an operator decided on (T8.4)"`
	Hidden       bool         `json:"hidden,omitempty" doc:"There is more, which the caller may not see (T8.4)"`
	Waiting      bool         `json:"waiting,omitempty" doc:"The other side does not see the words (T8.4); for their writer and operators"`
	Erased       bool         `json:"erased,omitempty" doc:"The words are gone with their writer's account (T9.4)"`
	Findings     []Finding    `json:"findings,omitempty" doc:"In the words, for their writer and operators (T8.4)"`
}

// The warning of a seller whose notes for buyers are not posted (T1.8), and the
// title of a talkroom that is about none of the seller's services.
const (
	notesWarning   = "A purchase through a quotation does not post your notes for buyers. Write into the description whatever the buyer has to know."
	notesWarningJa = "見積りからの購入では「購入にあたってのお願い」は投稿されません。購入者に伝えたいことは、提案の内容に書いてください。"
	quotedTitle    = "As quoted"
	quotedTitleJa  = "見積りによるご依頼"
)

// inLanguage picks a text of the marketplace's own.
func inLanguage(lang policy.Language, english, japanese string) string {
	if lang == policy.Japanese {
		return japanese
	}
	return english
}
