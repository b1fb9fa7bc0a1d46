package codec

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

var (
	errMissing = errors.New("missing")
	errObject  = errors.New("not a JSON object")
)

// member is one member of an object; its value is as it stands there.
type member struct {
	name, value string
	used        bool
}

// open finds the members of the object that data is. Their order does not count.
// Values are only cut out here; whoever takes one looks into it.
func (c *coder) open(data []byte) {
	rest := strings.TrimSpace(string(data))
	if len(rest) < 2 || rest[0] != '{' || rest[len(rest)-1] != '}' {
		c.err = errObject
		return
	}
	rest = strings.TrimSpace(rest[1 : len(rest)-1])
	for rest != "" {
		var m member
		if m, rest, c.err = cutMember(rest); c.err != nil {
			return
		}
		for i := range c.in {
			if c.in[i].name == m.name {
				c.err = fmt.Errorf("%q stands twice", m.name)
				return
			}
		}
		if c.in == nil {
			c.in = make([]member, 0, 12)
		}
		c.in = append(c.in, m)
	}
}

// close makes a member that nobody asked for an error.
func (c *coder) close() {
	for i := range c.in {
		if !c.in[i].used && c.err == nil {
			c.err = fmt.Errorf("unknown field %.50q", c.in[i].name)
		}
	}
}

// take gives a member's value. Members mostly come in the order in which they
// are asked for.
func (c *coder) take(name string) (string, bool) {
	for i := c.used; i < len(c.in); i++ {
		if c.in[i].name == name {
			c.in[i].used = true
			c.used = i + 1
			return c.in[i].value, true
		}
	}
	for i := range c.used {
		if c.in[i].name == name {
			c.in[i].used = true
			return c.in[i].value, true
		}
	}
	return "", false
}

// cutMember cuts the first member off, with the comma behind it.
func cutMember(s string) (member, string, error) {
	name, rest, err := cutValue(s)
	if err != nil || name[0] != '"' {
		return member{}, "", errObject
	}
	rest = strings.TrimLeft(rest, " \t\r\n")
	if !strings.HasPrefix(rest, ":") {
		return member{}, "", errObject
	}
	value, rest, err := cutValue(strings.TrimLeft(rest[1:], " \t\r\n"))
	if err != nil {
		return member{}, "", err
	}
	key, err := unquote(name)
	if err != nil {
		return member{}, "", err
	}
	rest = strings.TrimLeft(rest, " \t\r\n")
	if rest == "" {
		return member{name: key, value: value}, "", nil
	}
	next := strings.TrimLeft(rest[1:], " \t\r\n")
	if rest[0] != ',' || next == "" {
		return member{}, "", errObject
	}
	return member{name: key, value: value}, next, nil
}

// cutValue cuts the first value off: a string, a nest of brackets, or what goes
// up to the next comma.
func cutValue(s string) (value, rest string, err error) {
	depth, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case quoted && b == '\\':
			i++
			continue
		case b == '"':
			quoted = !quoted
		case quoted:
			continue
		case b == '[' || b == '{':
			depth++
			continue
		case b == ']' || b == '}':
			depth--
		case depth == 0 && (b == ',' || b == ':' || b <= ' '):
			if i == 0 {
				return "", "", errObject
			}
			return s[:i], s[i:], nil
		default:
			continue
		}
		// A string or a nest may have ended here.
		if !quoted && depth == 0 && (s[0] == '"' || s[0] == '[' || s[0] == '{') {
			return s[:i+1], s[i+1:], nil
		}
	}
	if s == "" || quoted || depth != 0 {
		return "", "", errObject
	}
	return s, "", nil
}

// unquote reads a JSON string.
func unquote(raw string) (string, error) {
	if len(raw) < 2 || raw[0] != '"' || raw[len(raw)-1] != '"' {
		return "", errors.New("not a string")
	}
	body := raw[1 : len(raw)-1]
	if plain(body) {
		return body, nil
	}
	var s string
	if !utf8.ValidString(raw) {
		return "", errUTF8
	}
	err := json.Unmarshal([]byte(raw), &s)
	return s, err
}

// appendQuoted writes a JSON string; s is valid UTF-8.
func appendQuoted(b []byte, s string) []byte {
	if plain(s) {
		b = append(b, '"')
		b = append(b, s...)
		return append(b, '"')
	}
	quoted, _ := json.Marshal(s) // a string: it cannot fail
	return append(b, quoted...)
}

// plain reports ASCII that stands in a JSON string as it is.
func plain(s string) bool {
	for i := range len(s) {
		if b := s[i]; b < ' ' || b > '~' || b == '"' || b == '\\' {
			return false
		}
	}
	return true
}
