package main

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/torikime/torikime/examples/marketplace/api"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

// fields are a JSON object as a client would write it.
type fields map[string]any

// bodyOf is a command as the API takes it. The language of scripts knows no files.
func bodyOf(c transaction.Command) (fields, error) {
	switch c := c.(type) {
	case transaction.Abandon, transaction.Approve, transaction.WithdrawCancel, transaction.AgreeCancel, transaction.RefuseCancel:
		return nil, nil
	case transaction.Pay:
		return fields{"payment": payments[c.Payment]}, nil
	case transaction.Message:
		return fields{"body": c.Text}, nil
	case transaction.Deliver:
		return fields{"message": c.Text}, nil
	case transaction.Decline:
		return fields{"message": c.Text}, nil
	case transaction.RequestCancel:
		return fields{"reason": c.Reason, "message": c.Text}, nil
	case transaction.PayAdditional:
		return fields{"amount": c.Amount, "payment": payments[c.Payment]}, nil
	case transaction.BuyOption:
		return fields{"option": c.Option, "payment": payments[c.Payment]}, nil
	case transaction.WriteReview:
		body := fields{"stars": c.Stars, "comment": c.Comment}
		if len(c.Items) > 0 {
			body["items"] = c.Items
		}
		return body, nil
	case transaction.ReplyReview:
		return fields{"comment": c.Text}, nil
	case transaction.SetSchedule:
		steps := []fields{}
		for _, s := range c.Steps {
			steps = append(steps, fields{"title": s.Title, "date": s.Date})
		}
		return fields{"steps": steps, "reason": c.Reason}, nil
	case transaction.Annotate:
		return fields{"metadata": c.Metadata}, nil
	}
	return operatorBody(c)
}

func operatorBody(c transaction.Command) (fields, error) {
	switch c := c.(type) {
	case transaction.OperatorCancel:
		return fields{"reason": c.Reason, "reviews": append([]policy.Role{}, c.Reviews...), "counts": c.Counts}, nil
	case transaction.OperatorClose:
		return fields{"reason": c.Reason}, nil
	case transaction.OperatorHold:
		return fields{"reason": c.Reason}, nil
	case transaction.OperatorRelease:
		return fields{"reason": c.Reason}, nil
	case transaction.OperatorRefund:
		return fields{"reason": c.Reason, "amount": c.Amount}, nil
	case transaction.OperatorExtend:
		return fields{"reason": c.Reason, "deadline": c.Deadline, "by": c.Later.String()}, nil
	}
	return nil, fmt.Errorf("%s has no body here", c.Name())
}

func (w *httpWorld) get(who, path string, into any) error {
	return answered(w.server.get(who, "/api/v1/"+path), into)
}

func (w *httpWorld) post(who, path string, body fields, into any) error {
	text := []byte{}
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			return err
		}
	}
	return answered(w.server.post(who, "/api/v1/"+path, string(text)), into)
}

// answered reads an answer, or the rule's "no" from a problem. Where somebody
// looks for what is not his the server names no rule: for him there is no such
// thing, which is T0.9.
func answered(r reply, into any) error {
	if r.status < http.StatusBadRequest {
		if into == nil {
			return nil
		}
		return json.Unmarshal(r.body, into)
	}
	var p api.Problem
	if err := json.Unmarshal(r.body, &p); err != nil {
		return fmt.Errorf("%d without a problem: %s", r.status, r.body)
	}
	switch {
	case r.status == http.StatusNotFound:
		return policy.Reject(policy.NotParty, "T0.9", "not_party")
	case p.Rule == "":
		return fmt.Errorf("%d without a rule: %s %+v", r.status, p.Detail, p.Errors)
	}
	return rejection(p.Rule, p.Kind, p.OpensAt, p.Errors)
}
