package attachment

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"path"
	"strings"

	"github.com/torikime/torikime/policy"
)

const (
	typesPart = "[Content_Types].xml"
	// maxTypes bounds the list of parts that is parsed.
	maxTypes = 4 << 20
	// officeTypes begins the content type of every main part.
	officeTypes = "application/vnd.openxmlformats-officedocument."
)

// contentTypes is the list in which an Office file says what its parts are.
type contentTypes struct {
	Defaults []struct {
		Type string `xml:"ContentType,attr"`
	} `xml:"Default"`
	Overrides []struct {
		Part string `xml:"PartName,attr"`
		Type string `xml:"ContentType,attr"`
	} `xml:"Override"`
}

// ooxml makes a check: an Office file with a main part of a type and without
// macros, sound as an archive (T7.4), or one under a password.
func ooxml(extension, main string) check {
	return func(c *content, limits policy.ZipLimits) (mark, *problem) {
		if c.hasPrefix(oleMagic) {
			return oleLocked(c)
		}
		if !c.hasPrefix(zipMagic) {
			return mark{}, errOther
		}
		archive, bad := openZip(c, limits)
		if bad != nil {
			return mark{}, bad
		}
		if bad := checkParts(archive, extension, officeTypes+main+".main+xml"); bad != nil {
			return mark{}, bad
		}
		return inspect(c, archive, limits, true)
	}
}

// checkParts looks for the main part, and for macros.
func checkParts(archive *zip.Reader, extension, main string) *problem {
	types, ok := readTypes(archive)
	if !ok {
		return errOther
	}
	part := ""
	for _, f := range archive.File {
		if strings.EqualFold(path.Base(f.Name), "vbaProject.bin") {
			return badMacro(extension)
		}
	}
	for _, o := range types.Overrides {
		if hasMacros(o.Type) {
			return badMacro(extension)
		}
		if o.Type != main && strings.HasPrefix(o.Type, officeTypes) && strings.HasSuffix(o.Type, ".main+xml") {
			return errOther // the main part of another kind
		}
		if o.Type == main && part == "" {
			part = strings.TrimPrefix(o.Part, "/")
		}
	}
	for _, d := range types.Defaults {
		if hasMacros(d.Type) {
			return badMacro(extension)
		}
	}
	if part == "" || findPart(archive, part) == nil {
		return errOther
	}
	return nil
}

func hasMacros(contentType string) bool {
	low := strings.ToLower(contentType)
	return strings.Contains(low, "macroenabled") || strings.Contains(low, "vbaproject")
}

func badMacro(extension string) *problem { return badKind("macro", "extension", extension) }

func readTypes(archive *zip.Reader) (contentTypes, bool) {
	var types contentTypes
	part := findPart(archive, typesPart)
	if part == nil || locked(part.Flags) {
		return types, false
	}
	in, err := part.Open()
	if err != nil {
		return types, false
	}
	defer in.Close()
	err = xml.NewDecoder(io.LimitReader(in, maxTypes)).Decode(&types)
	return types, err == nil
}

// findPart: Office compares the names of parts without regard to case.
func findPart(archive *zip.Reader, name string) *zip.File {
	for _, f := range archive.File {
		if strings.EqualFold(f.Name, name) {
			return f
		}
	}
	return nil
}
