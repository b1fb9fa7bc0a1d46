package policy

import (
	"encoding"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// decoder fills a struct from a tree as its JSON tags say, and goes on after a
// fault so that all of them are found at once.
type decoder struct {
	collector
	// lenient: a field that is missing keeps its zero value.
	lenient bool
}

// fromNode is what a type implements to read itself from a tree.
type fromNode interface {
	fromNode(n *node, path string, c *collector)
}

func (d *decoder) decode(n *node, v reflect.Value, path string) {
	switch own := v.Addr().Interface().(type) {
	case fromNode:
		own.fromNode(n, path, &d.collector)
		return
	case json.Unmarshaler:
		if err := own.UnmarshalJSON(n.raw); err != nil && !d.knowsInside(path) {
			d.add(path, faultValue, "%s", err)
		}
		return
	case encoding.TextUnmarshaler:
		d.text(n, own, path)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.object(n, v, path)
	case reflect.Map:
		d.mapping(n, v, path)
	case reflect.Slice:
		d.list(n, v, path)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.decode(n, v.Elem(), path)
	case reflect.String:
		if d.is(n, isString, path) {
			v.SetString(n.text)
		}
	case reflect.Bool:
		if d.is(n, isBool, path) {
			v.SetBool(n.yes)
		}
	case reflect.Int, reflect.Int64:
		d.integer(n, v, path)
	default:
		panic("policy: a field of kind " + v.Kind().String() + " can't be read: " + path)
	}
}

// knowsInside reports a value in which a doubled name was found already.
func (c *collector) knowsInside(path string) bool {
	return slices.ContainsFunc(c.faults, func(f Fault) bool { return within(f.Path, path) })
}

// is reports a value of the right kind, or says which one would be.
func (c *collector) is(n *node, want nodeKind, path string) bool {
	if n.kind == want {
		return true
	}
	c.add(path, faultType, "is %s; it must be %s", n.kind, want)
	return false
}

func (d *decoder) text(n *node, into encoding.TextUnmarshaler, path string) {
	if !d.is(n, isString, path) {
		return
	}
	if err := into.UnmarshalText([]byte(n.text)); err != nil {
		d.add(path, faultValue, "%s", err)
	}
}

func (d *decoder) integer(n *node, v reflect.Value, path string) {
	if !d.is(n, isNumber, path) {
		return
	}
	i, err := strconv.ParseInt(n.text, 10, 64)
	switch {
	case errors.Is(err, strconv.ErrRange) || err == nil && v.OverflowInt(i):
		d.add(path, faultRange, "%s is too large", cut(n.text))
	case err != nil:
		d.add(path, faultType, "%s is no whole number; write one without a point or an exponent", cut(n.text))
	default:
		v.SetInt(i)
	}
}

func (d *decoder) list(n *node, v reflect.Value, path string) {
	if !d.is(n, isArray, path) {
		return
	}
	items := reflect.MakeSlice(v.Type(), len(n.items), len(n.items))
	for i := range n.items {
		d.decode(&n.items[i], items.Index(i), index(path, i))
	}
	v.Set(items)
}

func (d *decoder) mapping(n *node, v reflect.Value, path string) {
	if !d.is(n, isObject, path) {
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.members)))
	for i := range n.members {
		m := &n.members[i]
		item := reflect.New(v.Type().Elem()).Elem()
		d.decode(&m.value, item, join(path, m.name))
		v.SetMapIndex(reflect.ValueOf(m.name).Convert(v.Type().Key()), item)
	}
}

func (d *decoder) object(n *node, v reflect.Value, path string) {
	if !d.is(n, isObject, path) {
		return
	}
	fields := fieldsOf(v.Type())
	for i := range n.members {
		m := &n.members[i]
		if !slices.ContainsFunc(fields, func(f field) bool { return f.name == m.name }) {
			d.add(join(path, m.name), faultUnknown, "is no field here; known are %s", names(fields))
		}
	}
	for _, f := range fields {
		if value, there := n.member(f.name); there {
			d.decode(value, v.FieldByIndex(f.index), join(path, f.name))
		} else if !f.optional && !d.lenient {
			d.add(join(path, f.name), faultMissing, "is missing; a policy leaves nothing unsaid")
		}
	}
}

// field is one JSON field of a struct, those of an embedded struct included.
type field struct {
	name     string
	index    []int
	optional bool
}

func fieldsOf(t reflect.Type) []field {
	var fields []field
	for _, f := range reflect.VisibleFields(t) {
		if f.Anonymous || !f.IsExported() {
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		fields = append(fields, field{name, f.Index, options != ""})
	}
	return fields
}

func names(fields []field) string {
	all := make([]string, len(fields))
	for i, f := range fields {
		all[i] = f.name
	}
	return strings.Join(all, ", ")
}
