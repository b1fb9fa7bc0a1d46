package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// MaxID is how long a stream id, label, command id, digest, event type or
// name of a body may be, in bytes.
const MaxID = 1024

// Check tells whether a store can take the batch at all; the error is
// ErrInvalid and says what is wrong, where, and what would be right. It is for
// those who write a Store: every Store refuses the same batches.
func (b Batch) Check() error {
	if err := checkID("Stream", b.Stream); err != nil {
		return err
	}
	if b.Expected < 0 {
		return invalid("Expected: %d is negative; want the number of events that the stream has", b.Expected)
	}
	if b.Expected == 0 && len(b.Events) == 0 && (!b.Wake.IsZero() || len(b.Label) > 0 || len(b.Unlabel) > 0) {
		return invalid("Events: none, so the batch creates no stream that could carry a wake or a label")
	}
	if err := checkEvents(b.Events); err != nil {
		return err
	}
	if err := checkBodies(b); err != nil {
		return err
	}
	if !b.Wake.IsZero() {
		if err := checkInstant("Wake", b.Wake); err != nil {
			return err
		}
	}
	if err := checkLabels(b); err != nil {
		return err
	}
	if c := b.Command; c != nil {
		if err := checkID("Command.ID", c.ID); err != nil {
			return err
		}
		if err := checkInstant("Command.At", c.At); err != nil {
			return err
		}
	}
	for i, d := range b.Documents {
		if err := checkID(fmt.Sprintf("Documents[%d].Digest", i), d.Digest); err != nil {
			return err
		}
	}
	return nil
}

func checkEvents(events []Event) error {
	for i, e := range events {
		at := fmt.Sprintf("Events[%d]", i)
		if err := checkID(at+".Type", e.Type); err != nil {
			return err
		}
		if e.Version < 0 {
			return invalid("%s.Version: %d is negative", at, e.Version)
		}
		if len(e.Data) == 0 {
			return invalid("%s.Data: empty; an event has data", at)
		}
		if err := checkInstant(at+".At", e.At); err != nil {
			return err
		}
		if i > 0 && e.At.Before(events[i-1].At) {
			return invalid("%s.At: %s is before the event in front of it, %s", at, show(e.At), show(events[i-1].At))
		}
	}
	return nil
}

func checkBodies(b Batch) error {
	type key struct {
		seq  int
		name string
	}
	var seen map[key]bool
	if len(b.Bodies) > 1 {
		seen = make(map[key]bool, len(b.Bodies))
	}
	for i, body := range b.Bodies {
		at := fmt.Sprintf("Bodies[%d]", i)
		if body.Seq <= b.Expected || body.Seq > b.Expected+len(b.Events) {
			return invalid("%s.Seq: %d is no event of this batch, whose events are %d to %d",
				at, body.Seq, b.Expected+1, b.Expected+len(b.Events))
		}
		if err := checkText(at+".Name", body.Name); err != nil {
			return err
		}
		k := key{body.Seq, body.Name}
		if seen[k] {
			return invalid("%s: event %d has two bodies named %q", at, body.Seq, body.Name)
		}
		if seen != nil {
			seen[k] = true
		}
	}
	return nil
}

func checkLabels(b Batch) error {
	for i, l := range b.Label {
		if err := checkID(fmt.Sprintf("Label[%d]", i), l); err != nil {
			return err
		}
	}
	for i, l := range b.Unlabel {
		at := fmt.Sprintf("Unlabel[%d]", i)
		if err := checkID(at, l); err != nil {
			return err
		}
		for _, added := range b.Label {
			if added == l {
				return invalid("%s: %q is added and taken away by one batch", at, l)
			}
		}
	}
	return nil
}

// Check is like Batch.Check, for DueQuery.
func (q DueQuery) Check() error {
	if q.Label != "" {
		if err := checkID("Label", q.Label); err != nil {
			return err
		}
	}
	if err := checkRange("Until", q.Until); err != nil {
		return err
	}
	return CheckLimit(q.Limit)
}

// Check is like Batch.Check, for ListQuery. A store checks the cursor, which
// it made, itself.
func (q ListQuery) Check() error {
	if err := checkID("Label", q.Label); err != nil {
		return err
	}
	return CheckLimit(q.Limit)
}

// Check is like Batch.Check, for Parked. It gives back what a store keeps: an
// error text may hold anything, so what is no text in it is replaced.
func (p Parked) Check() (Parked, error) {
	if err := checkID("Stream", p.Stream); err != nil {
		return p, err
	}
	if p.Attempts < 0 {
		return p, invalid("Attempts: %d is negative", p.Attempts)
	}
	if err := checkInstant("Since", p.Since); err != nil {
		return p, err
	}
	if err := checkInstant("Retry", p.Retry); err != nil {
		return p, err
	}
	p.Error = strings.ReplaceAll(strings.ToValidUTF8(p.Error, "\uFFFD"), "\x00", "\uFFFD")
	p.Since, p.Retry = p.Since.UTC(), p.Retry.UTC()
	return p, nil
}

// CheckLimit refuses a limit that is not positive: "all of them" is a
// request that grows until it fails.
func CheckLimit(limit int) error {
	if limit <= 0 {
		return invalid("limit: %d; want 1 or more", limit)
	}
	return nil
}

// CheckText refuses an id, a prefix or an "after" that nothing in a store can have.
func CheckText(name, s string) error { return checkText(name, s) }

// CheckAfter refuses a negative place in the feed; 0 is before the first.
func CheckAfter(after int64) error {
	if after < 0 {
		return invalid("after: %d is negative; 0 is before the first event", after)
	}
	return nil
}

// CursorNumber reads a cursor that is the number of a place, counted from 1, as
// strconv writes it. Whatever else stands there was never given out: ErrInvalid.
func CursorNumber(cursor string) (int64, error) {
	n, err := strconv.ParseInt(cursor, 10, 64)
	if err != nil || n < 1 || strconv.FormatInt(n, 10) != cursor {
		return 0, invalid("cursor: %.100q is none that was given out", cursor)
	}
	return n, nil
}

// CheckBefore refuses an instant that no store can compare, for Store.Forget.
func CheckBefore(before time.Time) error { return checkRange("before", before) }

// CheckBackwards refuses an event that is stamped before the last stored event
// of its stream.
func CheckBackwards(first, last time.Time) error {
	if first.Before(last) {
		return invalid("Events[0].At: %s is before the stream's last event, %s", show(first), show(last))
	}
	return nil
}

func checkID(name, s string) error {
	if s == "" {
		return invalid("%s: empty", name)
	}
	return checkText(name, s)
}

func checkText(name, s string) error {
	switch {
	case len(s) > MaxID:
		return invalid("%s: %d bytes; want at most %d", name, len(s), MaxID)
	case !utf8.ValidString(s):
		return invalid("%s: %q is not valid UTF-8", name, s)
	case strings.IndexByte(s, 0) >= 0:
		return invalid("%s: %q holds a NUL", name, s)
	}
	return nil
}

func checkInstant(name string, t time.Time) error {
	if t.IsZero() {
		return invalid("%s: no instant", name)
	}
	if t.Nanosecond()%1000 != 0 {
		return invalid("%s: %s is finer than a microsecond; truncate it", name, show(t))
	}
	return checkRange(name, t)
}

func checkRange(name string, t time.Time) error {
	if y := t.UTC().Year(); y < 1 || y > 9999 {
		return invalid("%s: the year %d; want 1 to 9999", name, y)
	}
	return nil
}

func show(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrInvalid, fmt.Sprintf(format, args...))
}

// Check is like Batch.Check, for Store.Load.
func (o LoadOptions) Check(ids []string) error {
	if o.After < 0 {
		return invalid("After: %d is negative; 0 leaves out nothing", o.After)
	}
	for i, id := range ids {
		if err := checkID(fmt.Sprintf("ids[%d]", i), id); err != nil {
			return err
		}
	}
	return nil
}
