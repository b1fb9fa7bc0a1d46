package policy

import (
	"encoding/json"
	"strconv"
	"time"
)

// MarshalJSON writes the window in its one shortest form: "off", "72h", or an
// object with its form, "round_up" and "offset".
func (w Window) MarshalJSON() ([]byte, error) {
	if w.form == formOff {
		return []byte(`"off"`), nil
	}
	if w.form == formElapsed && !w.roundUp {
		return json.Marshal(Period(w.elapsed))
	}
	return json.Marshal(w.object())
}

// windowObject is a window's long form; the field that is set says which it is.
type windowObject struct {
	Elapsed      *Period  `json:"elapsed,omitempty"`
	EndOfDay     *int     `json:"end_of_day,omitempty"`
	BusinessDays *int     `json:"business_days,omitempty"`
	Closed       []Date   `json:"closed,omitempty"`
	EarlierOf    []Window `json:"earlier_of,omitempty"`
	LaterOf      []Window `json:"later_of,omitempty"`
	RoundUp      string   `json:"round_up,omitempty"`
	Offset       *Offset  `json:"offset,omitempty"`
}

func (w *Window) object() windowObject {
	var o windowObject
	switch w.form {
	case formElapsed:
		o.Elapsed = new(Period(w.elapsed))
	case formEndOfDay:
		o.EndOfDay = &w.days
	case formBusinessDays:
		o.BusinessDays, o.Closed = &w.days, w.closed
	case formEarlierOf:
		o.EarlierOf = w.of
	case formLaterOf:
		o.LaterOf = w.of
	}
	if w.roundUp {
		o.RoundUp = "hour"
	}
	if w.usesOffset() && !w.pending {
		o.Offset = &w.in
	}
	return o
}

// usesOffset: the window itself, not one inside it, looks at a clock on the wall.
func (w *Window) usesOffset() bool {
	return w.roundUp || w.form == formEndOfDay || w.form == formBusinessDays
}

// UnmarshalJSON reads every form of a window, strictly. Its error is Faults. A
// window that leaves its offset out is not ready until a policy fills it in: Parse
// does; Validate complains about one that is left.
func (w *Window) UnmarshalJSON(data []byte) error {
	var c collector
	if root, ok := readTree(data, &c); ok {
		w.fromNode(&root, "", &c)
	}
	if len(c.faults) > 0 {
		return c.faults
	}
	return nil
}

const windowForms = `"off", a period such as "72h", or an object with one of elapsed, end_of_day, business_days, earlier_of, later_of`

func (w *Window) fromNode(n *node, path string, c *collector) {
	*w = Window{}
	switch {
	case n.kind == isString && n.text == "off":
	case n.kind == isString:
		w.form, w.elapsed = formElapsed, readPeriod(n, path, c)
	case n.kind == isObject:
		w.fromObject(n, path, c)
		w.inherit()
	default:
		c.add(path, faultType, "is %s; a window is %s", n.kind, windowForms)
	}
}

func (w *Window) fromObject(n *node, path string, c *collector) {
	w.pending = true
	for i := range n.members {
		name, value := n.members[i].name, &n.members[i].value
		at := join(path, name)
		switch name {
		case "elapsed":
			w.be(formElapsed, path, c)
			w.elapsed = readPeriod(value, at, c)
		case "end_of_day":
			w.be(formEndOfDay, path, c)
			w.days = readDays(value, at, c)
		case "business_days":
			w.be(formBusinessDays, path, c)
			w.days = readDays(value, at, c)
		case "closed":
			w.closed = readClosed(value, at, c)
		case "earlier_of":
			w.be(formEarlierOf, path, c)
			w.of = readSeveral(value, at, c)
		case "later_of":
			w.be(formLaterOf, path, c)
			w.of = readSeveral(value, at, c)
		case "round_up":
			w.roundUp = true
			if c.is(value, isString, at) && value.text != "hour" {
				c.add(at, faultValue, `%q is no rounding; "hour" is`, cut(value.text))
			}
		case "offset":
			w.pending = false
			w.in = readOffset(value, at, c)
		default:
			c.add(at, faultUnknown, "is no field of a window; a window is %s, beside them closed, round_up and offset", windowForms)
		}
	}
	w.checkObject(n, path, c)
}

// be takes a form, once.
func (w *Window) be(f form, path string, c *collector) {
	if w.form != formOff {
		c.add(path, faultConflict, "has two forms; a window is %s", windowForms)
	}
	w.form = f
}

// checkObject finds what is wrong with the fields together.
func (w *Window) checkObject(n *node, path string, c *collector) {
	if w.form == formOff {
		c.add(path, faultMissing, "has no form; a window is %s", windowForms)
		return
	}
	if _, there := n.member("closed"); there && w.form != formBusinessDays {
		c.add(join(path, "closed"), faultConflict, "closed days go with business_days alone")
	}
	if !w.pending && !w.usesOffset() && len(w.of) == 0 {
		c.add(join(path, "offset"), faultConflict, "has no effect: elapsed time is the same everywhere")
	}
}

// inherit hands a window's offset on to those inside it that name none.
func (w *Window) inherit() {
	if !w.pending {
		for i := range w.of {
			w.of[i].fill(w.in)
		}
	}
	w.settle()
}

// fill sets the offset of a window that named none, and of those inside it.
func (w *Window) fill(in Offset) {
	if w.pending {
		w.in, w.pending = in, false
	}
	for i := range w.of {
		w.of[i].fill(in)
	}
	w.settle()
}

// settle forgets an offset that the window itself does not use, so that equal
// windows are equal.
func (w *Window) settle() {
	if !w.usesOffset() {
		w.in, w.pending = 0, false
	}
}

func readPeriod(n *node, path string, c *collector) time.Duration {
	if !c.is(n, isString, path) {
		return 0
	}
	p, err := ParsePeriod(n.text)
	if err != nil {
		c.add(path, faultValue, "%s", err)
	}
	return p.Duration()
}

func readDays(n *node, path string, c *collector) int {
	if !c.is(n, isNumber, path) {
		return 0
	}
	days, err := strconv.Atoi(n.text)
	if err != nil || days < 0 || days > mostDays {
		c.add(path, faultRange, "%s is no number of days; 0 to %d are", cut(n.text), mostDays)
		return 0
	}
	return days
}

func readOffset(n *node, path string, c *collector) Offset {
	if !c.is(n, isString, path) {
		return 0
	}
	in, err := ParseOffset(n.text)
	if err != nil {
		c.add(path, faultValue, "%s", err)
	}
	return in
}

func readClosed(n *node, path string, c *collector) []Date {
	if !c.is(n, isArray, path) {
		return nil
	}
	var days []Date
	for i := range n.items {
		item, at := &n.items[i], index(path, i)
		if !c.is(item, isString, at) {
			continue
		}
		day, err := ParseDate(item.text)
		if err != nil {
			c.add(at, faultValue, "%s", err)
			continue
		}
		days = append(days, day)
	}
	return BusinessDays(0, 0, days...).closed
}

func readSeveral(n *node, path string, c *collector) []Window {
	if !c.is(n, isArray, path) {
		return nil
	}
	of := make([]Window, len(n.items))
	for i := range n.items {
		of[i].fromNode(&n.items[i], index(path, i), c)
	}
	return of
}
