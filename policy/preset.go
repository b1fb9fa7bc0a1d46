package policy

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

// Default is the preset that a marketplace begins with.
const Default = "coconala"

//go:embed presets/*.json
var presetFiles embed.FS

//go:embed schema.json
var schema []byte

// Presets lists the names of the policies that come with the library, the default
// first.
func Presets() []string { return []string{Default, "coconala-2026"} }

// Preset is a fresh copy of a policy that comes with the library; the caller may
// change it.
func Preset(name string) (*Policy, error) {
	if !slices.Contains(Presets(), name) {
		return nil, fmt.Errorf("policy: there is no preset %q; there are %s", cut(name), strings.Join(Presets(), ", "))
	}
	data, err := presetFiles.ReadFile("presets/" + name + ".json")
	if err != nil {
		return nil, err
	}
	return Parse(data)
}

// Schema is the JSON Schema (2020-12) of a policy, for editors and other programs.
// Parse is stricter: it also compares values with one another.
func Schema() []byte { return slices.Clone(schema) }
