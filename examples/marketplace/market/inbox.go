package market

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/inbox"
	"github.com/torikime/torikime/transaction/quotation"
)

// ToDo is one thing that somebody owes (T9.1).
type ToDo struct {
	TransactionID *string    `json:"transaction_id" doc:"null: it is about a quotation"`
	QuotationID   *string    `json:"quotation_id" doc:"null: it is about a transaction"`
	What          string     `json:"what" enum:"pay,answer_cancel,first_contact,answer_delivery,keep_in_touch,schedule_missed,deliver,check_talkroom,review,answer_quotation,answer_question,decide_proposal"`
	Due           *time.Time `json:"due" doc:"By when; null: there is no instant, or it stands still (T3.13, T3.17)"`
	Urgency       string     `json:"urgency" enum:"overdue,today,soon,later" doc:"today: within 24 hours; soon: within 72 hours, or to be looked at; later: after that, or never"`
	Text          string     `json:"text" doc:"What is to be done, in one sentence"`
	Title         string     `json:"title" doc:"What it is about: the service's title"`
	With          string     `json:"with" doc:"The other side's id"`
}

// ToDoList is everything that somebody owes, most urgent first.
type ToDoList struct {
	Items []ToDo `json:"items"`
	Count int    `json:"count"`
	// NextCursor is there because every list has one.
	NextCursor *string `json:"next_cursor" doc:"Always null: the list is whole"`
}

// The acts that are owed in a quotation, beside those of package inbox.
const (
	answerQuotation inbox.What = "answer_quotation" // the seller proposes, asks back or refuses
	answerQuestion  inbox.What = "answer_question"  // the buyer was asked back
	decideProposal  inbox.What = "decide_proposal"  // the buyer buys it, or lets it lapse
)

var quotationActs = map[inbox.What][2]string{
	answerQuotation: {"Answer the request for a quotation: propose, ask back or refuse.", "見積り相談に、提案・質問・お断りのいずれかでお答えください。"},
	answerQuestion:  {"Answer the seller's question about your request.", "見積り相談について、出品者からの質問にお答えください。"},
	decideProposal:  {"Decide on the proposal: buy it before it lapses, or withdraw the request.", "提案を検討し、期限までに購入するか、相談を取り下げてください。"},
}

// owed is a to-do with what has to be known to show it. quotation: the id is that
// of a quotation.
type owed struct {
	inbox.ToDo
	quotation     bool
	service, with string
}

// ToDos is what the viewer owes in his transactions and quotations, most urgent
// first (T9.1); in an ended transaction it is a review alone. Messages outside of
// talkrooms are never owed: an answer is voluntary (T8.1).
func (m *Market) ToDos(ctx context.Context, v Viewer) (ToDoList, error) {
	list := ToDoList{Items: []ToDo{}}
	kept, err := m.inboxOf(ctx, v.Person)
	if err != nil {
		return list, err
	}
	for i := range kept.todos {
		o := &kept.todos[i]
		shown := ToDo{What: string(o.What), Due: o.Due, Urgency: o.Urgency.String(), Text: o.What.Text(v.Language), With: o.with}
		if words, ok := quotationActs[o.What]; ok {
			shown.Text = inLanguage(v.Language, words[0], words[1])
		}
		if o.quotation {
			shown.QuotationID = &o.Transaction
		} else {
			shown.TransactionID = &o.Transaction
		}
		if shown.Title, err = m.titleOf(ctx, o.service, v.Language); err != nil {
			return list, err
		}
		list.Items = append(list.Items, shown)
	}
	list.Count = len(list.Items)
	return list, nil
}

// titleOf is what a transaction or a quotation is about, in words.
func (m *Market) titleOf(ctx context.Context, service string, lang policy.Language) (string, error) {
	if service == "" {
		return inLanguage(lang, quotedTitle, quotedTitleJa), nil
	}
	return m.title(ctx, service)
}

// owedInQuotation is what a side owes in a quotation that goes on. Whoever was
// written to last owes the answer; a proposal waits for the buyer beside that.
func owedInQuotation(s *quotation.State, events []quotation.Event, side policy.Role, at time.Time) []owed {
	var last policy.Role
	var what string
	for _, e := range events {
		switch said := quotation.EntryOf(e); said.Type {
		case "requested", "asked", "proposed":
			last, what = said.By, said.Type
		}
	}
	o := owed{ToDo: inbox.ToDo{Transaction: s.ID, Urgency: inbox.Soon}, quotation: true, service: s.Service, with: s.Seller}
	switch {
	case s.Phase.Finished():
		return nil
	case side == policy.Seller && last == policy.Buyer:
		o.What, o.with = answerQuotation, s.Buyer
	case side == policy.Buyer && s.Proposal.Unseen && what == "proposed": // not yet his to decide (T8.4)
		return nil
	case side == policy.Buyer && s.Phase == quotation.Proposed && !s.Proposal.Unseen:
		o.What = decideProposal
		if lapses := s.Proposal.Lapses; !lapses.IsZero() {
			o.Due, o.Urgency = &lapses, urgency(lapses.Sub(at))
		}
	case side == policy.Buyer && last == policy.Seller:
		o.What = answerQuestion
	default:
		return nil
	}
	return []owed{o}
}

// The lengths of time that change how urgent something is.
var urgencies = []struct {
	left time.Duration
	is   inbox.Urgency
}{{0, inbox.Overdue}, {24 * time.Hour, inbox.Today}, {72 * time.Hour, inbox.Soon}}

func urgency(left time.Duration) inbox.Urgency {
	for _, u := range urgencies {
		if left <= u.left {
			return u.is
		}
	}
	return inbox.Later
}

// ReadTo notes that somebody has seen a talkroom up to an event, as one who opens
// its page has. It is no event and no contact, and a mark never goes back (T9.1).
func (m *Market) ReadTo(ctx context.Context, v Viewer, id string, seq int) error {
	by, err := m.Part(ctx, v.Person, id)
	if err != nil || by.Role == policy.Operator {
		return err
	}
	_, _, err = m.write(ctx, m.Now(), Call{}, nil, markRead(v.ID, id, seq))
	m.inboxes.drop(v.ID)
	return err
}

// sortOwed puts the most urgent first.
func sortOwed(list []owed) {
	slices.SortFunc(list, func(a, b owed) int { return inbox.CompareToDos(a.ToDo, b.ToDo) })
}

// readMarks are how far somebody has read each talkroom.
func (m *Market) readMarks(ctx context.Context, person string) (marks map[string]int, err error) {
	rows, err := m.db.QueryContext(ctx, "SELECT talkroom, seq FROM market_read WHERE person = ?", person)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	marks = map[string]int{}
	for rows.Next() {
		var id string
		var seq int
		if err := rows.Scan(&id, &seq); err != nil {
			return nil, err
		}
		marks[id] = seq
	}
	return marks, rows.Err()
}
