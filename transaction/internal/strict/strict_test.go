package strict_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/transaction/internal/strict"
)

// form has everything that a stored event can have.
type form struct {
	No    int             `json:"no"`
	Name  string          `json:"name,omitempty"`
	Inner *form           `json:"inner,omitempty"`
	List  []form          `json:"list,omitempty"`
	Raw   json.RawMessage `json:"raw,omitempty"`
}

// One object is read, in whatever order its fields stand, and nothing else is.
func TestObject(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, data, want string }{
		{"whole", `{"no":1,"name":"a","inner":{"no":2},"list":[{"no":3},{"no":3}],"raw":{"a":[1]}}`, ""},
		{"other order and space", " {\n\"name\": \"a\", \"no\": 1 }\n", ""},
		{"empty object", `{}`, ""},
		{"one name in two objects", `{"inner":{"no":1},"no":1}`, ""},
		{"a value like a key", `{"name":"no","no":1}`, ""},
		{"texts in a list", `{"raw":["a","a"]}`, ""},
		{"unknown field", `{"no":1,"at":2}`, `unknown field "at"`},
		{"unknown field at depth", `{"list":[{"inner":{"at":2}}]}`, `unknown field "at"`},
		{"twice", `{"no":1,"no":1}`, `"no" stands twice`},
		{"twice, escaped", `{"no":1,"\u006eo":1}`, `"no" stands twice`},
		{"twice at depth", `{"list":[{"no":1},{"inner":{"name":"a","no":1,"name":"a"}}]}`, `"name" stands twice`},
		{"twice behind an object", `{"inner":{"no":1},"inner":{"no":1}}`, `"inner" stands twice`},
		{"twice in what is read later", `{"raw":{"a":{"b":1,"b":2}}}`, `"b" stands twice`},
		{"trailing object", `{"no":1} {}`, "something follows"},
		{"trailing bracket", `{"no":1}}`, "something follows"},
		{"trailing word", `{"no":1}x`, "something follows"},
		{"nothing", ``, "EOF"},
		{"space", ` `, "EOF"},
		{"cut off", `{"no":1`, "EOF"},
		{"comma at the end", `{"no":1,}`, "invalid character"},
		{"null", `null`, "not a JSON object"},
		{"list", `[]`, "cannot unmarshal array"},
		{"text", `"no"`, "cannot unmarshal string"},
		{"number", `1`, "cannot unmarshal number"},
		{"fraction", `{"no":1.5}`, "cannot unmarshal number 1.5"},
		{"too big", `{"no":9223372036854775808}`, "cannot unmarshal number"},
		{"the biggest", `{"no":9223372036854775807}`, ""},
		{"number as text", `{"no":"1"}`, "cannot unmarshal string"},
		{"no number", `{"no":NaN}`, "invalid character"},
		{"no UTF-8", "{\"name\":\"\xff\"}", "not valid UTF-8"},
		{"deep", `{"raw":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + `}`, ""},
		{"too deep", `{"raw":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`, "exceeded max depth"},
		{"deep and cut off", strings.Repeat(`{"inner":`, 20_000), "exceeded max depth"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			err := strict.Object([]byte(c.data), &form{})
			if c.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, c.want)
		})
	}
	var f form
	require.NoError(t, strict.Object([]byte(`{"no":1,"list":[{"name":"a"}]}`), &f))
	require.Equal(t, form{No: 1, List: []form{{Name: "a"}}}, f)
}

// An object is read if it says what would be written of it, in any order.
func TestExact(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, data, want string }{
		{"as written", `{"no":1,"name":"a"}`, ""},
		{"other order", ` {"name": "a", "no": 1} `, ""},
		{"other order at depth", `{"no":1,"inner":{"name":"a","no":2}}`, ""},
		{"escaped", `{"no":1,"name":"\u0061"}`, ""},
		{"too few", `{"name":"a"}`, "a field too many or too few"},
		{"too many", `{"no":1,"name":""}`, "a field too many or too few"},
		{"null", `{"no":1,"name":null}`, "written otherwise"},
		{"another spelling of a name", `{"No":1}`, "written otherwise"},
		{"another spelling of a number", `{"no":-0}`, "written otherwise"},
		{"order of a list", `{"no":1,"list":[{"no":2},{"no":1}]}`, ""},
		{"unknown field", `{"no":1,"at":2}`, `unknown field "at"`},
		{"twice", `{"no":1,"no":1}`, `"no" stands twice`},
		{"trailing", `{"no":1}{}`, "something follows"},
		{"no object", `null`, "not a JSON object"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := strict.Exact[form]([]byte(c.data), json.Marshal)
			if c.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, c.want)
		})
	}
	f, err := strict.Exact[form]([]byte(`{"name":"a","no":1}`), json.Marshal)
	require.NoError(t, err)
	require.Equal(t, form{No: 1, Name: "a"}, f)
}

// What cannot be written cannot have been written.
func TestExact_NotWritten(t *testing.T) {
	t.Parallel()
	no := errors.New("no")
	_, err := strict.Exact[form]([]byte(`{"no":1}`), func(any) ([]byte, error) { return nil, no })
	require.ErrorIs(t, err, no)
}
