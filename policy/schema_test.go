package policy

import (
	"encoding"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy/money"
)

type schemaNode = map[string]any

// The published schema has every field of the structs, and no other: its "required"
// are exactly those that can't be left out.
func TestSchemaHasTheFieldsOfTheStructs(t *testing.T) {
	t.Parallel()
	root := schemaRoot(t)
	sameFields(t, root, root, reflect.TypeFor[Policy](), "policy")
	window := resolve(root, schemaNode{"$ref": "#/$defs/window_object"})
	sameFields(t, root, window, reflect.TypeFor[windowObject](), "window")
	fee := resolve(root, schemaNode{"$ref": "#/$defs/fee_object"})
	sameFields(t, root, fee, reflect.TypeFor[feeObject](), "fee")
}

func schemaRoot(t *testing.T) schemaNode {
	t.Helper()
	var root schemaNode
	require.NoError(t, json.Unmarshal(Schema(), &root))
	require.Equal(t, "https://json-schema.org/draft/2020-12/schema", root["$schema"])
	return root
}

func sameFields(t *testing.T, root, at schemaNode, typ reflect.Type, path string) {
	t.Helper()
	at = resolve(root, at)
	for typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if readsItself(typ) {
		return
	}
	switch typ.Kind() {
	case reflect.Slice:
		require.Equal(t, "array", at["type"], path)
		sameFields(t, root, at["items"].(schemaNode), typ.Elem(), path+"[]")
		return
	case reflect.Struct:
	default:
		return
	}
	require.Equal(t, "object", at["type"], path)
	require.Equal(t, false, at["additionalProperties"], path)
	properties := at["properties"].(schemaNode)
	var all, required []string
	for _, f := range fieldsOf(typ) {
		all = append(all, f.name)
		if !f.optional {
			required = append(required, f.name)
		}
		property, ok := properties[f.name].(schemaNode)
		require.True(t, ok, "%s.%s is not in the schema", path, f.name)
		sameFields(t, root, property, typ.FieldByIndex(f.index).Type, path+"."+f.name)
	}
	for name := range properties {
		require.Contains(t, all, name, "%s is in the schema, and no field of %s", name, path)
	}
	listed := []string{}
	for _, name := range at["required"].([]any) {
		listed = append(listed, name.(string))
	}
	require.ElementsMatch(t, required, listed, path)
}

func readsItself(typ reflect.Type) bool {
	switch reflect.New(typ).Interface().(type) {
	case fromNode, json.Unmarshaler, encoding.TextUnmarshaler:
		return true
	}
	return false
}

// The schema's closed lists of words are those of the code.
func TestSchemaHasTheWordsOfTheCode(t *testing.T) {
	t.Parallel()
	root := schemaRoot(t)
	for path, want := range map[string]any{
		"reason/condition": conditions, "reminder/of": subjects,
		"reason/on_silence": []OnSilence{SilenceCancels, SilenceLapses},
	} {
		def, name, _ := strings.Cut(path, "/")
		property := resolve(root, schemaNode{"$ref": "#/$defs/" + def})["properties"].(schemaNode)[name].(schemaNode)
		sameWords(t, property["enum"], want)
	}
	properties := root["properties"].(schemaNode)
	sameWords(t, resolve(root, schemaNode{"$ref": "#/$defs/fee_object"})["properties"].(schemaNode)["round"].(schemaNode)["enum"], money.Roundings())
	sameWords(t, resolve(root, schemaNode{"$ref": "#/$defs/action"})["enum"], actions)
	sameWords(t, properties["attachment"].(schemaNode)["properties"].(schemaNode)["kinds"].(schemaNode)["items"].(schemaNode)["enum"], fileKinds)
	sameWords(t, properties["contact"].(schemaNode)["properties"].(schemaNode)["actions"].(schemaNode)["required"], findings)
}

func sameWords(t *testing.T, schema, code any) {
	t.Helper()
	want, err := json.Marshal(code)
	require.NoError(t, err)
	got, err := json.Marshal(schema)
	require.NoError(t, err)
	require.JSONEq(t, string(want), string(got))
}

func resolve(root, at schemaNode) schemaNode {
	if ref, ok := at["$ref"].(string); ok {
		return root["$defs"].(schemaNode)[strings.TrimPrefix(ref, "#/$defs/")].(schemaNode)
	}
	return at
}

// Both presets, as they stand in their files and as they are written again, satisfy
// the schema; so do windows of every form.
func TestPresetsSatisfyTheSchema(t *testing.T) {
	t.Parallel()
	root := schemaRoot(t)
	for _, name := range Presets() {
		file, err := os.ReadFile("presets/" + name + ".json")
		require.NoError(t, err)
		require.Empty(t, against(root, root, decoded(t, file), ""))

		p, err := Preset(name)
		require.NoError(t, err)
		p.Fees.Buyer = Fee{Rate: money.MustRate("5.5"), Min: yen(100), Max: yen(2000), Round: money.HalfEven}
		p.Delivery.Close = EarlierOf(EndOfDay(3, 0), BusinessDays(2, -3600, Date{2030, 1, 1})).RoundUp(9 * 3600)
		written, err := p.JSON()
		require.NoError(t, err)
		require.Empty(t, against(root, root, decoded(t, written), ""))
	}
}

// The checker of this file can say no, so that a schema that allows everything would
// be noticed.
func TestSchemaRefuses(t *testing.T) {
	t.Parallel()
	root := schemaRoot(t)
	for _, change := range []struct{ old, replaced, at string }{
		{`"name": "coconala"`, `"name": "coconala", "extra": 1`, "/extra"},
		{`"declines": 1,`, ``, "/delivery/declines"},
		{`"declines": 1,`, `"declines": -1,`, "/delivery/declines"},
		{`"visibility": "on_send"`, `"visibility": "secret"`, "/review/visibility"},
		{`"seller": "0"`, `"seller": "101"`, "/fees/seller"},
		{`"close": "24h"`, `"close": {"elapsed": "24h", "end_of_day": 1}`, "/delivery/close"},
		{`"seller": "0"`, `"seller": {"min": {"amount": "100", "currency": "JPY"}}`, "/fees/seller"},
		{`"seller": "0"`, `"seller": {"rate": "5", "round": "banker"}`, "/fees/seller"},
		{`"close": "24h"`, `"close": 24`, "/delivery/close"},
		{`"max_files": 5`, `"max_files": 0`, "/attachment/max_files"},
		{`"phone": "refuse"`, `"phone": "shout"`, "/contact/actions/phone"},
	} {
		text := replaceOnce(t, presetText(t, Default), change.old, change.replaced)
		faults := against(root, root, decoded(t, []byte(text)), "")
		require.Len(t, faults, 1, "%s: %s", change.replaced, faults)
		require.Contains(t, faults[0], change.at+":")
	}
}

func presetText(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("presets/" + name + ".json")
	require.NoError(t, err)
	return string(data)
}

func replaceOnce(t *testing.T, text, old, replaced string) string {
	t.Helper()
	require.Contains(t, text, old)
	return strings.Replace(text, old, replaced, 1)
}

func decoded(t *testing.T, data []byte) any {
	t.Helper()
	var v any
	require.NoError(t, json.Unmarshal(data, &v))
	return v
}

// against is as much of JSON Schema as the published one uses.
func against(root, s schemaNode, v any, path string) []string {
	if ref, ok := s["$ref"]; ok {
		return against(root, resolve(root, schemaNode{"$ref": ref}), v, path)
	}
	var faults []string
	bad := func(format string, args ...any) { faults = append(faults, path+": "+fmt.Sprintf(format, args...)) }
	if any, ok := s["anyOf"].([]any); ok && satisfied(root, any, v) == 0 {
		bad("none of anyOf")
	}
	if one, ok := s["oneOf"].([]any); ok && satisfied(root, one, v) != 1 {
		bad("not one of oneOf")
	}
	if enum, ok := s["enum"].([]any); ok && !slices.Contains(enum, v) {
		bad("%v is not in the enum", v)
	}
	if c, ok := s["const"]; ok && c != v {
		bad("is not %v", c)
	}
	if typ, ok := s["type"].(string); ok && typeOf(v) != typ {
		bad("is %s, not %s", typeOf(v), typ)
		return faults
	}
	switch v := v.(type) {
	case string:
		if pattern, ok := s["pattern"].(string); ok && !regexp.MustCompile(pattern).MatchString(v) {
			bad("%q does not match %s", v, pattern)
		}
	case float64:
		if least, ok := s["minimum"].(float64); ok && v < least {
			bad("is too small")
		}
		if most, ok := s["maximum"].(float64); ok && v > most {
			bad("is too large")
		}
	case []any:
		if least, ok := s["minItems"].(float64); ok && len(v) < int(least) {
			bad("has too few items")
		}
		for i, item := range v {
			faults = append(faults, against(root, s["items"].(schemaNode), item, fmt.Sprintf("%s/%d", path, i))...)
		}
	case schemaNode:
		faults = append(faults, objectAgainst(root, s, v, path)...)
	}
	return faults
}

func objectAgainst(root, s, v schemaNode, path string) []string {
	var faults []string
	required, _ := s["required"].([]any)
	for _, name := range required {
		if _, there := v[name.(string)]; !there {
			faults = append(faults, fmt.Sprintf("%s/%s: is missing", path, name))
		}
	}
	properties, _ := s["properties"].(schemaNode)
	for name, value := range v {
		if property, known := properties[name].(schemaNode); known {
			faults = append(faults, against(root, property, value, path+"/"+name)...)
		} else if s["additionalProperties"] == false {
			faults = append(faults, fmt.Sprintf("%s/%s: is not known", path, name))
		}
	}
	return faults
}

func satisfied(root schemaNode, schemas []any, v any) int {
	n := 0
	for _, s := range schemas {
		if len(against(root, s.(schemaNode), v, "")) == 0 {
			n++
		}
	}
	return n
}

func typeOf(v any) string {
	switch v := v.(type) {
	case string:
		return "string"
	case bool:
		return "boolean"
	case []any:
		return "array"
	case schemaNode:
		return "object"
	case float64:
		if v == float64(int64(v)) {
			return "integer"
		}
		return "number"
	}
	return "null"
}
