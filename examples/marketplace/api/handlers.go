package api

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
)

func (a *API) health(w http.ResponseWriter, r *http.Request) {
	h, ok, err := a.market.Health(r.Context())
	status := http.StatusOK
	if !ok {
		status = http.StatusServiceUnavailable
	}
	if err != nil {
		a.log.ErrorContext(r.Context(), "not healthy", "error", err)
		plain(status, market.LanguageOf(r.Header.Get("Accept-Language"))).write(w)
		return
	}
	data, err := json.Marshal(h)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	_ = answer(w, status, data)
}

func (a *API) me(w http.ResponseWriter, _ *http.Request, v market.Viewer) error {
	return answerWith(w, v.Person)
}

func (a *API) currentPolicy(w http.ResponseWriter, _ *http.Request, _ market.Viewer) error {
	return answer(w, http.StatusOK, a.policy)
}

// checkText writes nothing, so it takes no key.
func (a *API) checkText(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	data, err := readBody(w, r)
	if err != nil {
		return err
	}
	var b CheckText
	if no := decode(data, &b); no != nil {
		return no
	}
	found, err := a.market.CheckText(v, b.Text)
	if err != nil {
		return err
	}
	return answerWith(w, found)
}

func (a *API) clock(*http.Request, market.Viewer) (any, error) { return a.market.Clock() }

func (a *API) moveClock(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	data, err := readBody(w, r)
	if err != nil {
		return err
	}
	var b MoveClock
	c, err := formOf(r, data, &b)
	if err != nil {
		return err
	}
	move, no := b.move()
	if no != nil {
		return no
	}
	done, err := a.market.MoveClock(r.Context(), v, move, c)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, done.JSON)
}

// move is what the form asks for: exactly one thing.
func (b *MoveClock) move() (move market.Move, no *policy.Rejection) {
	asked := 0
	if b.Freeze != nil {
		at := time.Time(*b.Freeze)
		move.Freeze = &at
		asked++
	}
	if b.Advance != nil {
		d := time.Duration(*b.Advance)
		if d < 0 {
			return move, invalid("advance", "negative", "time goes on; a period of 0 or more is right")
		}
		move.Advance = &d
		asked++
	}
	if b.Resume {
		move.Resume = true
		asked++
	}
	if asked != 1 {
		return move, invalid("", "one", "exactly one of freeze, advance and resume (true) is right")
	}
	return move, nil
}

func (a *API) services(r *http.Request, v market.Viewer, cursor string, limit int) (any, error) {
	seller := r.URL.Query().Get("seller")
	switch r.URL.Query().Get("sort") {
	case "", "newest":
		return a.market.Services(r.Context(), v, seller, cursor, limit)
	case "weight":
		return a.market.ServicesByWeight(r.Context(), v, seller, cursor, limit)
	}
	return nil, invalid("sort", "unknown", "newest or weight is right, or none for newest")
}

func (a *API) service(r *http.Request, v market.Viewer) (any, error) {
	return a.market.Service(r.Context(), v, r.PathValue("id"))
}

func (a *API) offer(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	var b Offer
	c, err := form(w, r, &b)
	if err != nil {
		return err
	}
	done, err := a.market.Offer(r.Context(), v, b.ServiceDraft, c)
	return a.done(w, done.JSON, created(c), err)
}

func (a *API) editService(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	var b Offer
	c, err := a.onService(w, r, v, &b)
	if err != nil {
		return err
	}
	done, err := a.market.EditService(r.Context(), v, r.PathValue("id"), b.ServiceDraft, c)
	return a.done(w, done.JSON, http.StatusOK, err)
}

func (a *API) pause(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	c, err := a.onService(w, r, v, &Empty{})
	if err != nil {
		return err
	}
	done, err := a.market.Pause(r.Context(), v, r.PathValue("id"), c)
	return a.done(w, done.JSON, http.StatusOK, err)
}

func (a *API) resume(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	c, err := a.onService(w, r, v, &Empty{})
	if err != nil {
		return err
	}
	done, err := a.market.Resume(r.Context(), v, r.PathValue("id"), c)
	return a.done(w, done.JSON, http.StatusOK, err)
}

func (a *API) showService(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	c, err := a.onService(w, r, v, &Empty{})
	if err != nil {
		return err
	}
	done, err := a.market.ShowService(r.Context(), v, r.PathValue("id"), c)
	return a.done(w, done.JSON, http.StatusOK, err)
}

// onService reads the body of a call on a service, after it is known that the caller
// sees the service.
func (a *API) onService(w http.ResponseWriter, r *http.Request, v market.Viewer, into body) (market.Call, error) {
	data, err := readBody(w, r)
	if err != nil {
		return market.Call{}, err
	}
	if _, err := a.market.Service(r.Context(), v, r.PathValue("id")); err != nil {
		return market.Call{}, err
	}
	return formOf(r, data, into)
}

// held lists what waits for an operator; for anybody else there is no such list.
func (a *API) held(r *http.Request, v market.Viewer, cursor string, limit int) (any, error) {
	return a.market.Held(r.Context(), v, cursor, limit)
}

// created is the status of a call that creates something, unless it only asks
// what would follow.
func created(c market.Call) int {
	if c.DryRun {
		return http.StatusOK
	}
	return http.StatusCreated
}

func (a *API) done(w http.ResponseWriter, body []byte, status int, err error) error {
	if err != nil {
		return err
	}
	return answer(w, status, body)
}

func (a *API) purchase(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	var b Purchase
	c, err := form(w, r, &b)
	if err != nil {
		return err
	}
	switch {
	case b.ServiceID == "" && b.QuotationID == "":
		return invalid("service_id", "missing", "is missing; service_id or quotation_id is right")
	case b.ServiceID != "" && b.QuotationID != "":
		return invalid("service_id", "one", "service_id or quotation_id is right, not both")
	case b.Proposal != 0 && b.QuotationID == "":
		return invalid("proposal", "unknown", "is right with quotation_id alone")
	}
	if b.Payment == "" && !a.market.PaysAtOnce() {
		b.Payment = "later"
	}
	done, err := a.market.Buy(r.Context(), v, market.Order{
		Service: b.ServiceID, Quotation: b.QuotationID, Proposal: b.Proposal, Options: b.Options, Inspection: b.Inspection,
		Payment: b.Payment.settlement(), Metadata: b.Metadata,
	}, c)
	return a.done(w, done.JSON, created(c), err)
}

func (a *API) transactions(r *http.Request, v market.Viewer, cursor string, limit int) (any, error) {
	which, no := whichOf(r)
	if no != nil {
		return nil, no
	}
	return a.market.Talkrooms(r.Context(), v, which, cursor, limit)
}

func (a *API) transaction(r *http.Request, v market.Viewer) (any, error) {
	return a.market.Talkroom(r.Context(), v, r.PathValue("id"))
}

func (a *API) read(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	var b Read
	c, err := formAbout(w, r, v, a.market.Part, &b)
	if err != nil {
		return err
	}
	done, err := a.market.MarkRead(r.Context(), v, r.PathValue("id"), b.Seq, c)
	return a.done(w, done.JSON, http.StatusOK, err)
}

// command answers one command of a transaction.
func (a *API) command(c command) handler {
	return func(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
		if c.files && isForm(r) {
			return a.upload(w, r, v, c)
		}
		b := c.form()
		how, err := formAbout(w, r, v, a.market.Part, b)
		if err != nil {
			return err
		}
		done, err := a.market.Do(r.Context(), v, r.PathValue("id"), func(by transaction.Actor) transaction.Command { return c.make(b, nil, by) }, how)
		return a.done(w, done.JSON, http.StatusOK, err)
	}
}
