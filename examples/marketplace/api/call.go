package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
)

// readBody reads a JSON body of at most maxBody bytes.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	// Before the reader that knows the limit closes the connection: whoever is
	// told 413 has to be able to hear it.
	if r.ContentLength > maxBody {
		return nil, market.ErrTooLarge
	}
	deadline(w, bodyTime)
	data, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil, plain(http.StatusRequestTimeout, market.LanguageOf(r.Header.Get("Accept-Language")))
	}
	if err != nil {
		return nil, plain(http.StatusBadRequest, market.LanguageOf(r.Header.Get("Accept-Language")))
	}
	if len(data) > maxBody {
		return nil, market.ErrTooLarge
	}
	return data, nil
}

// The time that a body may take to arrive: a slow line still brings 200 MB.
const (
	bodyTime   = 30 * time.Second
	uploadTime = time.Hour
)

// deadline bounds how long the body may take. A connection that knows no
// deadlines has none.
func deadline(w http.ResponseWriter, d time.Duration) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(d))
}

// isForm reports a body in a form that no command but a message takes.
func isForm(r *http.Request) bool {
	return kindOf(r) == "multipart/form-data"
}

// call is how a command is carried out, by its key and what every body may carry.
func call(r *http.Request, input []byte, c Common) (market.Call, error) {
	key, err := idempotencyKey(r)
	if err != nil {
		return market.Call{}, err
	}
	// The method and the path belong to the input: one key stands for one call.
	full := append([]byte(r.Method+" "+r.URL.Path+"\n"), input...)
	return market.Call{Key: key, Input: full, ExpectedSeq: c.ExpectedSeq, DryRun: c.DryRun}, nil
}

func idempotencyKey(r *http.Request) (string, error) {
	values := r.Header.Values("Idempotency-Key")
	if len(values) == 0 {
		return "", nil
	}
	key := values[0]
	plain := key != "" && len(key) <= maxKey && len(values) == 1
	for i := range len(key) {
		plain = plain && key[i] > ' ' && key[i] < 0x7f
	}
	if !plain {
		return "", invalid("Idempotency-Key", "key", "one key of 1 to "+strconv.Itoa(maxKey)+" printable ASCII characters without blanks is right")
	}
	return key, nil
}

// form reads the body of a call that has no files into a form.
func form(w http.ResponseWriter, r *http.Request, into body) (market.Call, error) {
	data, err := readBody(w, r)
	if err != nil {
		return market.Call{}, err
	}
	return formOf(r, data, into)
}

// formAbout is form for a call about something that the caller has a part in, which
// is known before his body is looked at.
func formAbout(w http.ResponseWriter, r *http.Request, v market.Viewer, part partOf, into body) (market.Call, error) {
	data, err := readBody(w, r)
	if err != nil {
		return market.Call{}, err
	}
	if _, err := part(r.Context(), v.Person, r.PathValue("id")); err != nil {
		return market.Call{}, err
	}
	return formOf(r, data, into)
}

// partOf is who somebody is in something.
type partOf func(ctx context.Context, who market.Person, id string) (transaction.Actor, error)

// formOf reads a body into a form, which is a pointer.
func formOf(r *http.Request, data []byte, into body) (market.Call, error) {
	if isForm(r) {
		return market.Call{}, plain(http.StatusUnsupportedMediaType, market.LanguageOf(r.Header.Get("Accept-Language")))
	}
	if no := decode(data, into); no != nil {
		return market.Call{}, no
	}
	return call(r, data, into.common())
}

// page reads cursor and limit of a list.
func page(r *http.Request) (cursor string, limit int, err error) {
	q := r.URL.Query()
	limit = 20
	if text := q.Get("limit"); text != "" {
		limit, err = strconv.Atoi(text)
		if err != nil || limit < 1 || limit > 100 {
			return "", 0, invalid("limit", "range", "1 to 100 is right")
		}
	}
	return q.Get("cursor"), limit, nil
}

// whichOf reads the state of a list of transactions.
func whichOf(r *http.Request) (engine.Which, *policy.Rejection) {
	switch state := r.URL.Query().Get("state"); state {
	case "":
		return engine.All, nil
	case "open":
		return engine.Unended, nil
	case "finished":
		return engine.Finished, nil
	default:
		return "", invalid("state", "unknown", "open or finished is right, or none for all")
	}
}
