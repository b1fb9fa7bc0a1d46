package paypal

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Error is what PayPal said to a call that it did not carry out, or that nobody
// knows the end of. It holds nothing of the request but its method and path.
type Error struct {
	Method, Path string
	// Status is the HTTP status.
	Status int
	// Name and Issue are PayPal's own words, such as UNPROCESSABLE_ENTITY and
	// INSTRUMENT_DECLINED; empty if the answer was none of PayPal's.
	Name, Issue string
	// DebugID is what PayPal's support asks for.
	DebugID string
	// RetryAfter is how long PayPal asks to be left alone, with 429 and 503; 0: it did
	// not say.
	RetryAfter time.Duration

	// original is the payout that already has this sender_batch_id.
	original string
}

func (e *Error) Error() string {
	text := fmt.Sprintf("paypal: %s %s: %d", e.Method, e.Path, e.Status)
	if e.Name == "" {
		text += ", not in PayPal's form"
	} else {
		text += " " + e.Name
	}
	if e.Issue != "" {
		text += " (" + e.Issue + ")"
	}
	if e.DebugID != "" {
		text += ", debug id " + e.DebugID
	}
	if e.RetryAfter > 0 {
		text += ", again after " + e.RetryAfter.String()
	}
	return text
}

// refused is PayPal's word for a clear no: the deed was not done, and the same
// again would not be done either. False: nobody knows, or it is worth another try.
func (e *Error) refused() (reason string, ok bool) {
	switch e.Status {
	case http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity:
	default:
		return "", false
	}
	if e.Issue != "" {
		return e.Issue, true
	}
	return e.Name, e.Name != ""
}

func (e *Error) is(issues ...string) bool {
	for _, issue := range issues {
		if e.Issue == issue || e.Name == issue {
			return true
		}
	}
	return false
}

// errorBody is PayPal's form of an error. Payouts writes "link" where the others
// write "links", and the OAuth endpoint has a form of its own.
type errorBody struct {
	Name    string `json:"name"`
	DebugID string `json:"debug_id"`
	Details []struct {
		Field string `json:"field"`
		Issue string `json:"issue"`
		Link  []link `json:"link"`
	} `json:"details"`
	OAuth string `json:"error"`
}

const duplicateBatch = "Batch with given sender_batch_id already exists"

func newError(method, path string, status int, header http.Header, data []byte, now time.Time) *Error {
	e := &Error{Method: method, Path: path, Status: status, RetryAfter: retryAfter(header.Get("Retry-After"), now)}
	e.DebugID = word(header.Get("Paypal-Debug-Id"))
	var body errorBody
	if json.Unmarshal(data, &body) != nil {
		return e
	}
	e.Name = word(body.Name)
	if e.Name == "" {
		e.Name = word(strings.ToUpper(body.OAuth))
	}
	if e.DebugID == "" {
		e.DebugID = word(body.DebugID)
	}
	for _, d := range body.Details {
		if e.Issue == "" {
			e.Issue = word(d.Issue)
		}
		if d.Issue != duplicateBatch {
			continue
		}
		e.Issue = "DUPLICATE_SENDER_BATCH_ID"
		for _, l := range d.Link {
			if id := l.Href[strings.LastIndexByte(l.Href, '/')+1:]; isID(id) {
				e.original = id
			}
		}
	}
	return e
}

// word lets through what is a code, never a sentence: sentences may repeat what was
// sent.
func word(s string) string {
	if isID(s) {
		return s
	}
	return ""
}

func retryAfter(header string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(header); err == nil && seconds > 0 && seconds <= 24*60*60 {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil && at.After(now) {
		return min(at.Sub(now), 24*time.Hour).Round(time.Second)
	}
	return 0
}
