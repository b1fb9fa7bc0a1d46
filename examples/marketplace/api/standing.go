package api

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/torikime/torikime/examples/marketplace/market"
)

func (a *API) standing(r *http.Request, v market.Viewer) (any, error) {
	return a.market.Standing(r.Context(), v, r.PathValue("id"))
}

func (a *API) resumeAll(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	var b Empty
	c, err := form(w, r, &b)
	if err != nil {
		return err
	}
	if c.ExpectedSeq != nil {
		return invalid("expected_seq", "several", "belongs to one service; resume one by its own path to say what was seen of it")
	}
	done, err := a.market.ResumeAll(r.Context(), v, c)
	return a.done(w, done.JSON, http.StatusOK, err)
}

// standings describes what stands in section 6.
func (d *document) standings() {
	d.query(d.Paths["/api/v1/services"].Get, "sort", "newest, or by the sellers' search weights, the largest first (T6.5)",
		&huma.Schema{Type: "string", Enum: []any{"newest", "weight"}, Default: "newest"})
	d.add("GET", "/api/v1/sellers/{id}/standing", "standing", "How a seller stands: rating, completion rate, rank and what led to it, pause (T6.1 to T6.5)", nil, market.Standing{}, 404)
	d.add("POST", "/api/v1/services/resume-all", "resume-all", "Accept orders again in all of the caller's services, also after an automatic pause (T6.4)", Empty{}, market.Resumed{}, 403)
}
