package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction/engine"
)

// refusedStatus is the status of a page that says no, the same as the API's.
func refusedStatus(no *policy.Rejection) int {
	switch no.Kind {
	case policy.Invalid:
		return http.StatusUnprocessableEntity
	case policy.WrongActor:
		return http.StatusForbidden
	case policy.NotParty:
		return http.StatusNotFound
	}
	return http.StatusConflict
}

func otherStatus(err error) int {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.Is(err, market.ErrNotFound), errors.Is(err, engine.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, market.ErrTooLarge), errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, engine.ErrKeyReused):
		return http.StatusUnprocessableEntity
	case errors.Is(err, engine.ErrBusy):
		return http.StatusConflict
	case errors.Is(err, engine.ErrClosed), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// code2key is the part of a text's key for a status; an unknown one is a 500.
func code2key(code int) string {
	if key := strconv.Itoa(code); known("error." + key) {
		return key
	}
	return "500"
}

// failure is a refusal as a page shows it beside the form that it is about.
type failure struct {
	// Command is the form's; Typed what the person had written.
	Command string
	Typed   form
	// Detail says no, by a rule or by the pages themselves.
	Rule, Detail string
	Opens        *moment
	Faults       []policy.Fault
	// Found are words that the policy refuses; Due is what still runs, DueWhat its
	// name (T8.2, T8.6).
	Found   []found
	Due     *moment
	DueWhat string
	// Changed are the events that came while the person was looking.
	Changed []line
	Status  int
}

// failed makes a failure of an error that belongs beside a form; false if it is
// one for a page of its own.
func (v *visit) failed(command string, typed form, err error) (*failure, bool) {
	f := &failure{Command: command, Typed: typed, Status: statusOf(err)}
	var no *policy.Rejection
	if errors.As(err, &no) && no.Kind != policy.NotParty {
		said := market.RefusalOf(no, v.lang)
		f.Rule, f.Faults, f.Opens = said.Rule, said.Errors, v.maybe(said.OpensAt)
		f.Detail = said.Detail
		if said.Rule == "" {
			f.Detail = v.say("error.422")
		} else if v.lang == policy.English {
			f.Faults = nil // the detail names them
		}
		if no, is := isForbidden(err); is {
			v.forbidden(f, no)
		}
		return f, true
	}
	if errors.Is(err, engine.ErrKeyReused) {
		f.Detail = v.say("error.reused")
		return f, true
	}
	switch f.Status {
	case http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity, http.StatusConflict, http.StatusBadRequest:
		f.Detail = v.say("error." + code2key(f.Status) + ".more")
		return f, true
	}
	return nil, false
}
