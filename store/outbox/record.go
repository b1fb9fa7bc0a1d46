package outbox

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/torikime/torikime/store"
)

// Status says how far an item has come.
type Status string

// The statuses. Those of a List are found by it.
const (
	StatusWaiting   Status = "waiting"   // to be sent, or sent again
	StatusSending   Status = "sending"   // a channel has it
	StatusDelivered Status = "delivered" // it went out
	StatusUnwanted  Status = "unwanted"  // nobody wanted it any more
	StatusRejected  Status = "rejected"  // the channel will never take it
	StatusGivenUp   Status = "given_up"  // it failed too often
	StatusUnknown   Status = "unknown"   // perhaps it went out
)

// List names the items that somebody may want to look at.
type List string

// The lists.
const (
	Waiting     List = "waiting" // waiting or sending
	RejectedOut List = "rejected"
	GivenUp     List = "given_up"
	Lost        List = "unknown"
)

// listOf is the list on which an item of a status stands; empty: on none.
func listOf(s Status) List {
	switch s {
	case StatusWaiting, StatusSending:
		return Waiting
	case StatusRejected:
		return RejectedOut
	case StatusGivenUp:
		return GivenUp
	case StatusUnknown:
		return Lost
	}
	return ""
}

// Record is an item and what became of it.
type Record struct {
	Item   Item   `json:"item"`
	Status Status `json:"status"`
	// Attempts is how often a channel was given it, since an operator last asked for it.
	Attempts int `json:"attempts"`
	// Detail is what the channel said last.
	Detail string `json:"detail,omitempty"`
	// Next is when a waiting item is sent; Changed when it came to its status.
	Next    time.Time `json:"next,omitzero"`
	Changed time.Time `json:"changed"`

	stream  string
	version int
	by      string // whose the last attempt is
}

// The stored events of an item.
const (
	typeQueued    = "outbox.queued"
	typeAttempted = "outbox.attempted"
	typeAnswered  = "outbox.answered"
	typeRetried   = "outbox.retried"
)

type queued struct {
	Item Item `json:"item"`
}

type attempted struct {
	By string `json:"by"`
}

type answered struct {
	Status Status    `json:"status"`
	Detail string    `json:"detail,omitempty"`
	Next   time.Time `json:"next,omitzero"`
}

type retried struct{}

func event(name string, at time.Time, data any) (store.Event, error) {
	encoded, err := json.Marshal(data)
	if err != nil {
		return store.Event{}, fmt.Errorf("outbox: %s: %w", name, err)
	}
	return store.Event{Type: name, Version: 1, At: at, Data: encoded}, nil
}

// read folds an item's stream.
func read(st *store.Stream) (Record, error) {
	r := Record{stream: st.ID, version: st.Version}
	for i, e := range st.Events {
		if err := r.apply(&e); err != nil {
			return r, fmt.Errorf("outbox: %s, event %d: %w", st.ID, i+1, err)
		}
		r.Changed = e.At
	}
	return r, nil
}

func (r *Record) apply(e *store.Event) error {
	if e.Version != 1 {
		return fmt.Errorf("%.50q has version %d; 1 is known", e.Type, e.Version)
	}
	switch e.Type {
	case typeQueued:
		var q queued
		err := json.Unmarshal(e.Data, &q)
		r.Item, r.Status, r.Next = q.Item, StatusWaiting, e.At
		return err
	case typeAttempted:
		var a attempted
		err := json.Unmarshal(e.Data, &a)
		r.Status, r.by, r.Next = StatusSending, a.By, time.Time{}
		r.Attempts++
		return err
	case typeAnswered:
		var a answered
		err := json.Unmarshal(e.Data, &a)
		r.Status, r.Detail, r.Next = a.Status, a.Detail, a.Next
		return err
	case typeRetried:
		r.Status, r.Attempts, r.Next = StatusWaiting, 0, e.At
		return nil
	}
	return fmt.Errorf("%.50q is no event of an outbox", e.Type)
}

// change is the write that brings an item from one status to another by an event.
func (b *Outbox) change(r *Record, to Status, e store.Event) store.Batch {
	batch := store.Batch{Stream: r.stream, Expected: r.version, Events: []store.Event{e}}
	was, is := listOf(r.Status), listOf(to)
	if was == is {
		return batch
	}
	if was != "" {
		batch.Unlabel = []string{b.label(was)}
	}
	if is != "" {
		batch.Label = []string{b.label(is)}
	}
	return batch
}

// judged is the event that follows from a channel's answer.
func (b *Outbox) judged(r *Record, a Answer, now time.Time) answered {
	verdict := answered{Detail: detail(a.Detail), Status: StatusUnknown}
	switch a.Outcome {
	case Delivered:
		verdict.Status = StatusDelivered
	case Rejected:
		verdict.Status = StatusRejected
	case Unwanted:
		verdict.Status = StatusUnwanted
	case Failed:
		verdict.Status = StatusGivenUp
		if r.Attempts < b.o.Attempts {
			verdict.Status, verdict.Next = StatusWaiting, now.Add(b.pause(r))
		}
	}
	return verdict
}

// pause is how long a failed item waits: doubling, up to a limit, and for each
// item a little different, so that what failed together is not tried together.
func (b *Outbox) pause(r *Record) time.Duration {
	d := b.o.MaxRetry
	if n := r.Attempts - 1; n < 32 && b.o.RetryAfter < b.o.MaxRetry>>n {
		d = b.o.RetryAfter << n
	}
	h := fnv.New32a()
	_, _ = fmt.Fprintf(h, "%s/%d", r.Item.ID, r.Attempts)
	return (d*3/4 + time.Duration(float64(d/2)*float64(h.Sum32())/(1<<32))).Truncate(time.Microsecond)
}

// maxDetail is how much of what a channel says is kept, in bytes.
const maxDetail = 1000

func detail(s string) string {
	if len(s) > maxDetail {
		s = s[:maxDetail]
	}
	return s
}

func latest(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
