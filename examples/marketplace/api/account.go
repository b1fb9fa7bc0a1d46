package api

import (
	"net/http"

	"github.com/torikime/torikime/examples/marketplace/market"
)

// leave deletes the caller's account (T9.4). It takes no form: whoever sends one
// means something else.
func (a *API) leave(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	data, err := readBody(w, r)
	if err != nil {
		return err
	}
	if len(data) > 0 {
		var none struct{}
		if no := decode(data, &none); no != nil {
			return no
		}
	}
	gone, err := a.market.Leave(r.Context(), v)
	if err != nil {
		return err
	}
	return answerWith(w, gone)
}
