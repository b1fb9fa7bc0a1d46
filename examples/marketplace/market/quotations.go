package market

import (
	"context"
	"encoding/json"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/quotation"
)

// RequestDraft is what a buyer asks for: of a seller, or about a service.
type RequestDraft struct {
	Seller    string `json:"seller,omitempty" doc:"Who is asked; not needed with service_id"`
	ServiceID string `json:"service_id,omitempty" doc:"The service that it is about; not needed with seller"`
	Request   string `json:"request"`
}

// RequestQuotation asks a seller for a quotation (T1.1). It is refused as Do is.
func (m *Market) RequestQuotation(ctx context.Context, v Viewer, d RequestDraft, call Call) (Done[Quotation], error) {
	if d.Seller != "" {
		if err := m.sells(d.Seller); err != nil {
			return Done[Quotation]{}, err
		}
	}
	if d.ServiceID != "" {
		if _, err := m.Service(ctx, v, d.ServiceID); err != nil {
			return Done[Quotation]{}, err
		}
	}
	c := quotation.Request{By: actor(v, policy.Buyer), Seller: d.Seller, Service: d.ServiceID, Text: d.Request}
	return m.onQuotation(ctx, v, "", c, call)
}

// sells refuses somebody who is not there, or sells nothing. Whoever has left is
// for the rules to refuse.
func (m *Market) sells(id string) error {
	p, known := m.Person(id)
	switch {
	case !known:
		return ErrNotFound
	case !p.Has(policy.Seller) && !m.people.left(id):
		return Invalid("seller", "role", "sells nothing; the id of a seller is right")
	}
	return nil
}

// MakeQuote builds a command for the part that the caller plays in the quotation.
type MakeQuote func(by transaction.Actor) quotation.Command

// Quote gives a command in a quotation. It is refused as Do is.
func (m *Market) Quote(ctx context.Context, v Viewer, id string, make MakeQuote, call Call) (Done[Quotation], error) {
	by, err := m.QuotationPart(ctx, v.Person, id)
	if err != nil {
		return Done[Quotation]{}, err
	}
	return m.onQuotation(ctx, v, id, make(by), call)
}

// QuotationPart is what somebody is in a quotation; ErrNotFound for strangers, as
// if there was none.
func (m *Market) QuotationPart(ctx context.Context, who Person, id string) (transaction.Actor, error) {
	state, err := m.engine.QuotationState(ctx, id)
	if err != nil {
		return transaction.Actor{}, notFound(err)
	}
	return quotationPart(&state, who)
}

func quotationPart(s *quotation.State, who Person) (transaction.Actor, error) {
	role := s.RoleOf(who.ID)
	if role == policy.Nobody && who.Has(policy.Operator) {
		role = policy.Operator
	}
	if role == policy.Nobody {
		return transaction.Actor{}, ErrNotFound
	}
	return transaction.Actor{Role: role, ID: who.ID}, nil
}

func (m *Market) onQuotation(ctx context.Context, v Viewer, id string, c quotation.Command, call Call) (Done[Quotation], error) {
	var shown Quotation
	out, err := m.engine.Quote(ctx, id, c, engine.QuotationCall{
		Key: scoped(v.Person, call.Key), Input: call.Input, ExpectedSeq: call.ExpectedSeq, DryRun: call.DryRun,
		Answer: func(o engine.QuotationOutcome) (_ []byte, err error) {
			if shown, err = m.showQuotation(ctx, v, &o.QuotationView); err != nil {
				return nil, err
			}
			return json.Marshal(shown)
		},
	})
	if err != nil {
		return Done[Quotation]{}, notFound(err)
	}
	done := Done[Quotation]{Value: shown, JSON: out.Answer, Repeated: out.Repeated}
	if out.Repeated {
		return done, json.Unmarshal(out.Answer, &done.Value)
	}
	return done, nil
}

// Quotation is one quotation as the viewer may see it; ErrNotFound for strangers.
func (m *Market) Quotation(ctx context.Context, v Viewer, id string) (Quotation, error) {
	view, err := m.engine.Quotation(ctx, id)
	if err != nil {
		return Quotation{}, notFound(err)
	}
	return m.showQuotation(ctx, v, &view)
}

// Quotations lists the viewer's quotations, asked for or asked of him, newest
// first; an operator has none of his own. which is all, open or finished.
func (m *Market) Quotations(ctx context.Context, v Viewer, which engine.Which, cursor string, limit int) (Page[Quotation], error) {
	page := Page[Quotation]{Items: []Quotation{}}
	list, err := m.engine.Quotations(ctx, engine.QuotationQuery{Party: v.ID, Which: which, Cursor: cursor, Limit: limit})
	if err != nil {
		return page, badCursor(err)
	}
	for i := range list.Items {
		q, err := m.Quotation(ctx, v, list.Items[i].ID)
		if err != nil {
			return page, err
		}
		page.Items = append(page.Items, q)
	}
	page.NextCursor = cursorOf(list.Next)
	return page, nil
}

// showQuotation is a quotation as the viewer may see it; ErrNotFound for strangers.
func (m *Market) showQuotation(ctx context.Context, v Viewer, view *engine.QuotationView) (Quotation, error) {
	s := &view.State
	by, err := quotationPart(s, v.Person)
	if err != nil {
		return Quotation{}, err
	}
	shown := Quotation{
		ID: s.ID, Buyer: s.Buyer, Seller: s.Seller, ServiceID: nullable(s.Service), Seq: s.Seq, Role: by.Role, Phase: s.Phase.String(),
		Thread: []Question{}, Reason: nullable(s.Reason), RequestedAt: s.RequestedAt.UTC(), EndedAt: instant(s.EndedAt),
		TransactionID: nullable(s.Bought()), NotesPosted: view.Facts.Policy.Purchase.PostNotesOnQuotation,
		Deadlines: []QuotationDeadline{}, Actions: []Action{}, Timeline: []QuotationEntry{},
	}
	if s.Phase.Finished() {
		shown.EndedBy = &s.EndedBy
	}
	if due, ok := quotation.Next(*s); ok {
		shown.Deadlines = append(shown.Deadlines, QuotationDeadline{Kind: "lapse", At: due.UTC(), Outcome: "lapsed"})
	}
	shown.propose(s)
	for _, a := range quotation.Actions(*s, by, view.Facts, view.At) {
		shown.Actions = append(shown.Actions, Action{Command: a.Command, Allowed: a.Allowed, Rejection: RefusalOf(a.Rejection, v.Language)})
	}
	shown.tell(view.Events, by, v.Language)
	if by.Role == policy.Seller && !s.Phase.Finished() && !shown.NotesPosted {
		warning := inLanguage(v.Language, notesWarning, notesWarningJa)
		shown.Warning = &warning
	}
	shown.Title, err = m.title(ctx, s.Service)
	return shown, err
}

// propose fills in the last proposal.
func (q *Quotation) propose(s *quotation.State) {
	p := s.Proposal
	if p.Version == 0 {
		return
	}
	q.Price, q.DeliveryDate = &p.Price, &p.Delivery
	q.Proposal = &Proposal{
		Version: p.Version, Price: p.Price, DeliveryDate: p.Delivery, ServiceID: nullable(p.Service),
		ProposedAt: p.At.UTC(), LapsesAt: instant(p.Lapses),
	}
}

// tell fills in what only the history knows, as far as the viewer may see it: words
// that wait for an operator are their writer's and the operators' alone (T8.4).
func (q *Quotation) tell(events []quotation.Event, by transaction.Actor, lang policy.Language) {
	waiting := quotation.Waiting(events)
	for i, e := range events {
		if _, ok := e.(quotation.TransactionStored); ok {
			continue // a matter of the store's
		}
		line := quotationEntry(i+1, e)
		writer := by.Role == policy.Operator || by.Role == line.By
		quotation.MapText(e, func(t transaction.Text) transaction.Text {
			line.Body, line.Erased = t.Body, t.Body == "" && t.Digest != ""
			if writer && len(t.Found) > 0 {
				line.Findings = findings(t.Found, lang)
			}
			return t
		})
		if waiting[line.Seq] {
			line.Waiting, line.Hidden = writer, !writer
		}
		if line.Hidden {
			line.Body = ""
		}
		q.Timeline = append(q.Timeline, line)
		q.note(e, &line)
	}
}

// note fills in what an event says of the quotation as a whole.
func (q *Quotation) note(e quotation.Event, line *QuotationEntry) {
	switch e := e.(type) {
	case quotation.RequestMade:
		q.Request = line.Body
	case quotation.Asked:
		q.Thread = append(q.Thread, Question{line.Seq, line.At, line.By, line.Body, line.Hidden, line.Waiting, line.Erased})
	case quotation.ProposalMade:
		q.Description = nil
		if !line.Hidden {
			q.Description = &line.Body
		}
	case quotation.ProposalBought: // by the terms that were frozen
		for _, begins := range e.Begins {
			if bought, ok := begins.(transaction.Purchased); ok {
				q.NotesPosted = bought.Terms.Purchase.PostNotesOnQuotation
			}
		}
	}
}

func quotationEntry(seq int, e quotation.Event) QuotationEntry {
	said := quotation.EntryOf(e)
	line := QuotationEntry{Seq: seq, At: said.At.UTC(), Type: said.Type, By: said.By, Rule: said.Rule, Reason: said.Reason, Amount: said.Amount}
	switch e := e.(type) {
	case quotation.ProposalMade:
		line.Version, line.DeliveryDate = e.Version, &e.Delivery
	case quotation.ProposalBought:
		line.Version = e.Version
	case quotation.TextShown:
		line.Of = e.Seq
	case quotation.TextWithheld:
		line.Of = e.Seq
	}
	return line
}

// buyer is who buys: in the part that he plays in a quotation, if there is one.
func (m *Market) buyer(ctx context.Context, v Viewer, quotationID string) (transaction.Actor, error) {
	if quotationID != "" {
		return m.QuotationPart(ctx, v.Person, quotationID)
	}
	return actor(v, policy.Buyer), nil
}
