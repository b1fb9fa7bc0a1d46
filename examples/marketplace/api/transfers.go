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

func (a *API) transfers(r *http.Request, v market.Viewer, cursor string, limit int) (any, error) {
	q := r.URL.Query()
	of := market.TransferQuery{Transaction: q.Get("transaction"), Person: q.Get("person"), Cursor: cursor, Limit: limit}
	if text := q.Get("stuck"); text != "" {
		var err error
		if of.Stuck, err = strconv.ParseBool(text); err != nil {
			return nil, invalid("stuck", "bool", "true or false is right")
		}
	}
	return a.market.Transfers(r.Context(), v, of)
}

func (a *API) transfer(r *http.Request, v market.Viewer) (any, error) {
	return a.market.Transfer(r.Context(), v, r.PathValue("id"))
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

func (a *API) trialBalance(r *http.Request, v market.Viewer) (any, error) {
	return a.market.TrialBalance(r.Context(), v)
}
