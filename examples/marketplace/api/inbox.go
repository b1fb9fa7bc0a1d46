package api

import (
	"cmp"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/torikime/torikime/examples/marketplace/market"
)

// The bodies of an inbox's calls.
type (
	// ReadNotices marks notices as read.
	ReadNotices struct {
		Common
		UpTo string `json:"up_to" doc:"The id of a notice: it and all before it"`
	}
	// Choose replaces somebody's choices.
	Choose struct {
		Common
		Preferences map[string]map[string]bool `json:"preferences" doc:"By topic and channel; what is not named is on. in_app is always on (T9.2)"`
	}
	// Retry sends a notice again.
	Retry struct {
		Common
		ID string `json:"id" doc:"The notice's"`
	}
)

func (a *API) todo(r *http.Request, v market.Viewer) (any, error) {
	return a.market.ToDos(r.Context(), v)
}

func (a *API) notices(r *http.Request, v market.Viewer, cursor string, limit int) (any, error) {
	after := r.URL.Query().Get("after")
	if cursor != "" && after != "" {
		return nil, invalid("cursor", "several", "is another name of after; give one of them")
	}
	q := market.NoticeQuery{After: cmp.Or(after, cursor), Limit: limit}
	switch r.URL.Query().Get("order") {
	case "", "oldest":
	case "newest":
		q.Newest = true
	default:
		return nil, invalid("order", "unknown", "oldest or newest is right, or none for oldest")
	}
	return a.market.Notices(r.Context(), v, q)
}

func (a *API) readNotices(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	var b ReadNotices
	c, err := inboxForm(w, r, &b)
	if err != nil {
		return err
	}
	done, err := a.market.MarkNotices(r.Context(), v, b.UpTo, c)
	return a.done(w, done.JSON, http.StatusOK, err)
}

func (a *API) preferences(r *http.Request, v market.Viewer) (any, error) {
	return a.market.Preferences(r.Context(), v)
}

func (a *API) choose(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	var b Choose
	c, err := inboxForm(w, r, &b)
	if err != nil {
		return err
	}
	done, err := a.market.Choose(r.Context(), v, b.Preferences, c)
	return a.done(w, done.JSON, http.StatusOK, err)
}

// inboxForm reads a form that is about no stream, so there is nothing of it that
// somebody could have missed.
func inboxForm(w http.ResponseWriter, r *http.Request, into body) (market.Call, error) {
	c, err := form(w, r, into)
	if err == nil && c.ExpectedSeq != nil {
		err = invalid("expected_seq", "several", "belongs to one transaction; leave it out here")
	}
	return c, err
}

func (a *API) outbox(r *http.Request, v market.Viewer, cursor string, limit int) (any, error) {
	return a.market.Outbox(r.Context(), v, r.URL.Query().Get("list"), cursor, limit)
}

// retry is harmless when repeated, so it keeps no key.
func (a *API) retry(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	var b Retry
	c, err := inboxForm(w, r, &b)
	if err != nil {
		return err
	}
	if c.DryRun {
		return invalid("dry_run", "unknown", "leave it out here")
	}
	item, err := a.market.Resend(r.Context(), v, b.ID)
	if err != nil {
		return err
	}
	data, err := json.Marshal(item)
	return a.done(w, data, http.StatusOK, err)
}

// inboxes describes what stands in section 9 of to-dos and notices.
func (d *document) inboxes() {
	text := &huma.Schema{Type: "string"}
	d.add("GET", "/api/v1/todo", "todo", "What the caller owes, most urgent first, with a count (T9.1); a review and a look into a talkroom are voluntary", nil, market.ToDoList{}, 422)
	d.add("GET", "/api/v1/notices", "notices", "What the caller was told, reminders included, the oldest first (T9.2, T9.3): the newest 1,000, derived from what happened", nil, market.NoticePage{}, 422)
	list := d.Paths["/api/v1/notices"].Get
	d.query(list, "after", "next_cursor of the page before, or a notice's id: what comes behind it. Whoever goes on after a cursor misses nothing", text)
	d.query(list, "cursor", "Another name of after, as every other list has it; both at once are refused", text)
	d.query(list, "order", "The oldest first, or the newest", &huma.Schema{Type: "string", Enum: []any{"oldest", "newest"}, Default: "oldest"})
	d.query(list, "limit", "The most on a page", &huma.Schema{Type: "integer", Minimum: pointer(1.0), Maximum: pointer(100.0), Default: 20})
	d.add("POST", "/api/v1/notices/read", "read-notices", "Mark notices as read, up to one; a mark never goes back", ReadNotices{}, market.Unread{})
	d.add("GET", "/api/v1/preferences", "preferences", "Which channels bring the caller which kind of notice (T9.2)", nil, market.Preferences{})
	d.add("POST", "/api/v1/preferences", "choose", "Replace those choices; what is not named is on, and the list in the app can't be switched off (T9.2)", Choose{}, market.Preferences{})
	d.add("GET", "/api/v1/outbox", "outbox", "Notices that did not go out, for operators: unknown ones may have, and are never sent again (T9.2)", nil, market.OutboxPage{}, 403, 422)
	out := d.Paths["/api/v1/outbox"].Get
	d.query(out, "list", "One list; without it the newest of unknown, given_up and rejected", &huma.Schema{Type: "string", Enum: []any{"waiting", "rejected", "given_up", "unknown"}})
	d.list(out)
	d.add("POST", "/api/v1/outbox/retry", "retry", "Send a notice again that was rejected or given up, by an operator; harmless for one that waits", Retry{}, market.OutboxItem{}, 403, 404, 409)
}
