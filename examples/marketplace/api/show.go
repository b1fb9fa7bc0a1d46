package api

import (
	"encoding/json"
	"net/http"

	"github.com/torikime/torikime/examples/marketplace/market"
)

// find looks something up for a viewer, who is shown it as JSON.
type find func(r *http.Request, v market.Viewer) (any, error)

// shown answers with what is found.
func shown(find find) handler {
	return func(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
		found, err := find(r, v)
		if err != nil {
			return err
		}
		return answerWith(w, found)
	}
}

// listed shows one page of a list.
func listed(find func(r *http.Request, v market.Viewer, cursor string, limit int) (any, error)) handler {
	return shown(func(r *http.Request, v market.Viewer) (any, error) {
		cursor, limit, err := page(r)
		if err != nil {
			return nil, err
		}
		return find(r, v, cursor, limit)
	})
}

// whole shows a list that is all on one page, so that no cursor was ever given out.
func whole(find find) handler {
	return shown(func(r *http.Request, v market.Viewer) (any, error) {
		if r.URL.Query().Get("cursor") != "" {
			return nil, invalid("cursor", "cursor", "is no cursor of this list, which is whole; leave it out")
		}
		return find(r, v)
	})
}

func answerWith(w http.ResponseWriter, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, data)
}
