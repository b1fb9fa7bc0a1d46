package api

import (
	"bytes"
	_ "embed"
	"html/template"
	"sort"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed page.html
var pageText string

// call is one call as the page shows it.
type shownCall struct {
	Method, Path, Summary, Body, Answer string
	Statuses                            []string
}

type shownSchema struct {
	Name   string
	Fields []shownField
}

type shownField struct {
	Name, Kind, Text string
	Required         bool
}

// renderPage makes the readable page of the document; it needs nothing from
// anywhere else.
func renderPage(o *huma.OpenAPI) ([]byte, error) {
	t, err := template.New("page").Parse(pageText)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = t.Execute(&out, map[string]any{
		"Title": o.Info.Title, "Intro": o.Info.Description, "Calls": shownCalls(o), "Schemas": shownSchemas(o),
	})
	return out.Bytes(), err
}

func shownCalls(o *huma.OpenAPI) []shownCall {
	var list []shownCall
	for path, item := range o.Paths {
		for method, op := range map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "DELETE": item.Delete} {
			if op == nil {
				continue
			}
			c := shownCall{Method: method, Path: path, Summary: op.Summary, Answer: refName(op.Responses["200"].Content)}
			if op.RequestBody != nil {
				c.Body = refName(op.RequestBody.Content)
			}
			for status := range op.Responses {
				c.Statuses = append(c.Statuses, status)
			}
			sort.Strings(c.Statuses)
			list = append(list, c)
		}
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].Path != list[j].Path {
			return list[i].Path < list[j].Path
		}
		return list[i].Method < list[j].Method
	})
	return list
}

// refName is the name of the schema of a JSON content, if it has one.
func refName(content map[string]*huma.MediaType) string {
	json := content["application/json"]
	if json == nil || json.Schema == nil {
		return ""
	}
	return json.Schema.Ref[strings.LastIndex(json.Schema.Ref, "/")+1:]
}

func shownSchemas(o *huma.OpenAPI) []shownSchema {
	var list []shownSchema
	for name, schema := range o.Components.Schemas.Map() {
		s := shownSchema{Name: name}
		required := map[string]bool{}
		for _, field := range schema.Required {
			required[field] = true
		}
		for field, p := range schema.Properties {
			s.Fields = append(s.Fields, shownField{Name: field, Kind: kindName(p), Text: p.Description, Required: required[field]})
		}
		sort.Slice(s.Fields, func(i, j int) bool { return s.Fields[i].Name < s.Fields[j].Name })
		list = append(list, s)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list
}

// kindName names a field's type in few words.
func kindName(s *huma.Schema) string {
	switch {
	case s == nil:
		return ""
	case s.Ref != "":
		return s.Ref[strings.LastIndex(s.Ref, "/")+1:]
	case s.Items != nil:
		return "list of " + kindName(s.Items)
	case s.Format != "":
		return s.Format
	}
	return s.Type
}
