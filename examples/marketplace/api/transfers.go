package api

import (
	"net/http"
	"strconv"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/transaction/transfer"
)

// TakeOver is an operator's decision about a movement of money.
type TakeOver struct {
	Common
	How    transfer.Takeover `json:"how" enum:"retry,settle,abandon" doc:"retry: try again; settle: it was done by another way; abandon: give it up (no refund: it is owed)"`
	Reason string            `json:"reason" doc:"Kept with it"`
}

func (a *API) transfers(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	cursor, limit, err := page(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	of := market.TransferQuery{Transaction: q.Get("transaction"), Person: q.Get("person"), Cursor: cursor, Limit: limit}
	if text := q.Get("stuck"); text != "" {
		if of.Stuck, err = strconv.ParseBool(text); err != nil {
			return invalid("stuck", "bool", "true or false is right")
		}
	}
	list, err := a.market.Transfers(r.Context(), v, of)
	if err != nil {
		return err
	}
	return answerWith(w, list)
}

func (a *API) transfer(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	t, err := a.market.Transfer(r.Context(), v, r.PathValue("id"))
	if err != nil {
		return err
	}
	return answerWith(w, t)
}

func (a *API) takeOver(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	data, err := readBody(w, r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	if _, err := a.market.Transfer(r.Context(), v, id); err != nil {
		return err
	}
	var b TakeOver
	c, err := formOf(r, data, &b)
	if err != nil {
		return err
	}
	done, err := a.market.TakeOver(r.Context(), v, id, b.How, b.Reason, c)
	return a.done(w, done.JSON, http.StatusOK, err)
}

func (a *API) trialBalance(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	b, err := a.market.TrialBalance(r.Context(), v)
	if err != nil {
		return err
	}
	return answerWith(w, b)
}
