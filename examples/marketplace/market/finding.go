package market

import (
	"context"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/contact"
)

// Finding is one thing that was found in a text (T8.4).
type Finding struct {
	In         string         `json:"in,omitempty" doc:"The text that it stands in, where there are several"`
	Kind       policy.Finding `json:"kind" enum:"address,phone,handle,forbidden_link,service_name,invitation,outside_payment,meeting"`
	Start      int            `json:"start" doc:"First byte of the span, in UTF-8"`
	End        int            `json:"end" doc:"First byte behind it"`
	Confidence int            `json:"confidence" doc:"In percent" minimum:"1" maximum:"100"`
	Action     policy.Action  `json:"action" enum:"allow,warn,hold,refuse" doc:"What follows by the policy"`
	Why        string         `json:"why" doc:"In words, in the caller's language"`
}

// Findings is what CheckText found.
type Findings struct {
	Findings []Finding     `json:"findings"`
	Action   policy.Action `json:"action" enum:"allow,warn,hold,refuse" doc:"The strictest of the findings"`
}

// CheckText says what would be found in a text, and writes nothing (T8.3, T8.4).
func (m *Market) CheckText(v Viewer, text string) (Findings, error) {
	if fault, bad := policy.CheckText("text", text, policy.MaxText); bad {
		return Findings{}, Invalid(fault.Path, fault.Code, fault.Message)
	}
	found, err := m.engine.Scan(text)
	return Findings{Findings: findings(found, v.Language), Action: policy.Strictest(found)}, err
}

// findingsIn are findings in one of several texts.
func findingsIn(name string, found []policy.Found, lang policy.Language) []Finding {
	list := findings(found, lang)
	for i := range list {
		list[i].In = name
	}
	return list
}

// findings are findings as they are shown; never null.
func findings(found []policy.Found, lang policy.Language) []Finding {
	list := make([]Finding, len(found))
	for i, f := range found {
		list[i] = Finding{Kind: f.Kind, Start: f.Start, End: f.End, Confidence: f.Confidence, Action: f.Action, Why: contact.Explain(f, lang)}
	}
	return list
}

// Held is something with words that an operator has to look at (T8.4).
type Held struct {
	Kind string `json:"kind" enum:"transaction,service,quotation,conversation"`
	ID   string `json:"id"`
}

// Held lists what waits for an operator, the newest first. Only operators see it.
func (m *Market) Held(ctx context.Context, v Viewer, cursor string, limit int) (Page[Held], error) {
	page := Page[Held]{Items: []Held{}}
	if !v.Has(policy.Operator) {
		return page, policy.Reject(policy.WrongActor, "T8.4", "wrong_actor").With("command", "held").With("role", "")
	}
	list, err := m.engine.Held(ctx, cursor, limit)
	if err != nil {
		return page, badCursor(err)
	}
	for _, h := range list.Items {
		page.Items = append(page.Items, Held{h.Kind, h.ID})
	}
	page.NextCursor = cursorOf(list.Next)
	return page, nil
}
