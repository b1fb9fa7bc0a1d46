package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// lists are the paths that answer with pages, as the published document has them.
func (s *server) lists() []string {
	s.t.Helper()
	var doc struct {
		Paths map[string]struct {
			Get struct {
				Responses map[string]struct {
					Content map[string]struct {
						Schema struct {
							Ref string `json:"$ref"`
						}
					}
				}
			}
		}
		Components struct {
			Schemas map[string]struct{ Properties map[string]json.RawMessage }
		}
	}
	require.NoError(s.t, json.Unmarshal(s.send("GET", "/api/openapi.json", nil, nil).body, &doc))
	var paths []string
	for path, item := range doc.Paths {
		ref := item.Get.Responses["200"].Content["application/json"].Schema.Ref
		schema := doc.Components.Schemas[ref[strings.LastIndex(ref, "/")+1:]]
		if _, ok := schema.Properties["next_cursor"]; ok {
			paths = append(paths, path)
		}
	}
	return paths
}

// No list takes a cursor that it cannot have given out for the end, or for the
// beginning: whoever has mistyped one would miss things or read them twice.
func TestLists_BadCursor(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	s.buy(`{"service_id":"logo"}`)
	paths := s.lists()
	require.Subset(t, paths, []string{
		"/api/v1/services", "/api/v1/transactions", "/api/v1/quotations", "/api/v1/transfers", "/api/v1/held", "/api/v1/balance", "/api/v1/payouts",
		"/api/v1/conversations", "/api/v1/conversations/{user}/messages", "/api/v1/todo", "/api/v1/notices", "/api/v1/outbox",
	})
	for _, path := range append(paths, "/api/v1/services?sort=weight", "/api/v1/transactions?state=open", "/api/v1/quotations?state=finished", "/api/v1/transfers?stuck=true", "/api/v1/notices?order=newest") {
		path, query, _ := strings.Cut(strings.ReplaceAll(path, "{user}", "aoi"), "?")
		who := "ren"
		switch path {
		case "/api/v1/held", "/api/v1/transfers":
			who = "operator"
		case "/api/v1/outbox":
			who, query = "operator", "list=rejected"
		}
		path += "?" + query
		require.Equal(t, 200, s.get(who, path).status, path)
		for _, bad := range []string{"-1", "0", "01", "%2B1", "1.5", "x", "%20", "99999999999999999999999", "-1/logo", "1/", "%00", "%FF"} {
			p := s.get(who, path+"&cursor="+bad).no(422)
			require.Len(t, p.Errors, 1, "%s %s", path, bad)
			require.Contains(t, []string{"cursor", "after"}, p.Errors[0].Path, "%s %s", path, bad)
			require.Contains(t, p.Errors[0].Message, "no cursor of this list", "%s %s", path, bad)
		}
	}
}
