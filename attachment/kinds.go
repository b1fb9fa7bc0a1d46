package attachment

import (
	"path"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"github.com/torikime/torikime/policy"
)

// format is one file format: its extensions, and what its content must be.
type format struct {
	// kind is the policy's word for it; several formats may share one.
	kind       string
	extensions []string
	check      check
}

// check looks at the content. The limits bound what is unpacked.
type check func(c *content, limits policy.ZipLimits) (mark, *problem)

// mark is what a check notes about an accepted file.
type mark struct {
	encrypted bool
	// end is where the format's own data ends; 0 if only the file's end tells.
	end int64
}

// formats are all that can be told apart (T7.3). Another one is another line.
func formats() []format {
	return []format{
		{"excel", []string{"xls"}, oleOf("excel")},
		{"excel", []string{"xlsx"}, ooxml("xlsx", "spreadsheetml.sheet")},
		{"word", []string{"doc"}, oleOf("word")},
		{"word", []string{"docx"}, ooxml("docx", "wordprocessingml.document")},
		{"powerpoint", []string{"ppt"}, oleOf("powerpoint")},
		{"powerpoint", []string{"pptx"}, ooxml("pptx", "presentationml.presentation")},
		{"pdf", []string{"pdf"}, plain(checkPDF)},
		{"txt", []string{"txt"}, plain(checkText)},
		{"jpeg", []string{"jpg", "jpeg"}, plain(checkJPEG)},
		{"png", []string{"png"}, plain(checkPNG)},
		{"gif", []string{"gif"}, plain(checkGIF)},
		{"bmp", []string{"bmp"}, plain(checkBMP)},
		{"mpeg", []string{"mpg", "mpeg"}, plain(checkMPEG)},
		{"mp4", []string{"mp4"}, plain(checkMP4)},
		{"mov", []string{"mov"}, plain(checkMOV)},
		{"mp3", []string{"mp3"}, plain(checkMP3)},
		{"wav", []string{"wav"}, plain(checkWAV)},
		{"ai", []string{"ai"}, plain(checkAI)},
		{"psd", []string{"psd"}, plain(checkPSD)},
		{"eps", []string{"eps"}, plain(checkEPS)},
		{"zip", []string{"zip"}, checkZip},
	}
}

// plain makes a check of one that unpacks nothing and tells where the data ends.
func plain(f func(*content) (int64, *problem)) check {
	return func(c *content, _ policy.ZipLimits) (mark, *problem) {
		end, bad := f(c)
		return mark{end: end}, bad
	}
}

// judgeKind judges content and name together (T7.3).
func judgeKind(c *content, name string, p *policy.Attachment) (string, mark, *problem) {
	if what := executable(c); what != "" {
		return "", mark{}, badKind("executable", "found", what)
	}
	f, bad := formatOf(name, p.Kinds)
	if bad != nil {
		return "", mark{}, bad
	}
	m, bad := f.check(c, p.Zip)
	if bad == errOther {
		bad = badKind(errOther.code, "extension", extension(name), "found", look(c))
	}
	// An archive's own check has seen every byte of it.
	if bad == nil && !c.hasPrefix(zipMagic) {
		if other := second(c, m.end); other != "" {
			bad = badKind("two_in_one", "found", other)
		}
	}
	return f.kind, m, bad
}

// formatOf is the format that a name stands for, if the policy allows its kind.
func formatOf(name string, kinds []string) (format, *problem) {
	ext := extension(name)
	if ext == "" {
		return format{}, badKind("no_extension", "accepted", accepted(kinds))
	}
	for _, f := range formats() {
		if slices.Contains(f.extensions, ext) && slices.Contains(kinds, f.kind) {
			return f, nil
		}
	}
	if isProgramName(ext) {
		return format{}, badKind("executable_name", "extension", ext)
	}
	return format{}, badKind("kind", "extension", ext, "accepted", accepted(kinds))
}

// accepted lists the extensions of the kinds.
func accepted(kinds []string) string {
	var list []string
	for _, f := range formats() {
		if slices.Contains(kinds, f.kind) {
			list = append(list, f.extensions...)
		}
	}
	return strings.Join(list, ", ")
}

// known tells whether any format has this extension.
func known(ext string) bool {
	return slices.ContainsFunc(formats(), func(f format) bool { return slices.Contains(f.extensions, ext) })
}

// extension is what follows the last dot, in small letters.
func extension(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
}

// look names what the content seems to be. It serves the words of a refusal
// alone: the verdict must not depend on the process-wide limit of a library.
func look(c *content) string {
	found, _, _ := strings.Cut(mimetype.Detect(c.head).String(), ";")
	return found
}
