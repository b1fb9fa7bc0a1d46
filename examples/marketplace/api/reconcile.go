package api

import (
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/torikime/torikime/examples/marketplace/market"
)

// Heal says which books are compared, and what differs in them is looked up again.
type Heal struct {
	Provider string   `json:"provider,omitempty" doc:"One of GET /providers; the first of them by default"`
	From     *instant `json:"from,omitempty" doc:"The beginning by default"`
	To       *instant `json:"to,omitempty" doc:"The window ends before it; now by default"`
}

func (a *API) reconciliation(r *http.Request, v market.Viewer) (any, error) {
	query := r.URL.Query()
	q := market.ReconcileQuery{Provider: query.Get("provider")}
	for name, into := range map[string]*time.Time{"from": &q.From, "to": &q.To} {
		text := query.Get(name)
		if text == "" {
			continue
		}
		at, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return nil, invalid(name, "instant", "an instant such as 2026-04-01T09:00:00+09:00 is right (in a URL, + is %2B)")
		}
		*into = at
	}
	if text := query.Get("grace"); text != "" {
		var err error
		if q.Grace, err = time.ParseDuration(text); err != nil || q.Grace < 0 {
			return nil, invalid("grace", "duration", "a duration such as 15m or 3h is right")
		}
		if q.Grace == 0 {
			q.Grace = market.NoGrace
		}
	}
	return a.market.Reconcile(r.Context(), v, q)
}

// heal takes no key: done again, it looks things up again.
func (a *API) heal(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	data, err := readBody(w, r)
	if err != nil {
		return err
	}
	var b Heal
	if no := decode(data, &b); no != nil {
		return no
	}
	q := market.ReconcileQuery{Provider: b.Provider}
	if b.From != nil {
		q.From = time.Time(*b.From)
	}
	if b.To != nil {
		q.To = time.Time(*b.To)
	}
	c, err := a.market.Heal(r.Context(), v, q)
	if err != nil {
		return err
	}
	return answerWith(w, c)
}

// reconciliations describes the comparison with providers' books.
func (d *document) reconciliations() {
	const one = "/api/v1/reconciliation"
	d.add("GET", one, "reconciliation", "A provider's own books compared with ours (T10.1, T10.3), for operators; reads the whole history", nil, market.Reconciliation{}, 404, 422)
	get := d.Paths[one].Get
	instant := &huma.Schema{Type: "string", Format: "date-time"}
	d.query(get, "provider", "One of GET /providers; the first of them by default", &huma.Schema{Type: "string"})
	d.query(get, "from", "The beginning by default", instant)
	d.query(get, "to", "The window ends before it; now by default", instant)
	d.query(get, "grace", "For how long something may differ before it is a difference, such as 3h, which PayPal's reports need; 15m by default, at most 720h", &huma.Schema{Type: "string"})
	d.add("POST", one+"/heal", "heal", "Compare, and have everything looked up again that the provider can say more about; by an operator, and harmless when done again", Heal{}, market.Reconciliation{}, 404)
}
