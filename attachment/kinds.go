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
	kind string
	// title is what people call it.
	title      string
	extensions []string
	// check looks at the content. The limits bound what is unpacked.
	check func(c *content, limits policy.ZipLimits) (mark, *problem)
}

// mark is what a check notes about an accepted file.
type mark struct{ encrypted bool }

// formats are all that can be told apart (T7.3). Another one is another line.
func formats() []format {
	return []format{
		{"excel", "an Excel 97 workbook", []string{"xls"}, ole("Workbook", "Book")},
		{"excel", "an Excel workbook", []string{"xlsx"}, ooxml("spreadsheetml.sheet")},
		{"word", "a Word 97 document", []string{"doc"}, ole("WordDocument")},
		{"word", "a Word document", []string{"docx"}, ooxml("wordprocessingml.document")},
		{"powerpoint", "a PowerPoint 97 presentation", []string{"ppt"}, ole("PowerPoint Document")},
		{"powerpoint", "a PowerPoint presentation", []string{"pptx"}, ooxml("presentationml.presentation")},
		{"pdf", "a PDF", []string{"pdf"}, looks(isPDF)},
		{"txt", "a text (UTF-8, UTF-16 with a byte order mark, or Shift_JIS)", []string{"txt"}, looks(isText)},
		{"jpeg", "a JPEG", []string{"jpg", "jpeg"}, looks(isJPEG)},
		{"png", "a PNG", []string{"png"}, looks(isPNG)},
		{"gif", "a GIF", []string{"gif"}, looks(isGIF)},
		{"bmp", "a BMP", []string{"bmp"}, looks(isBMP)},
		{"mpeg", "an MPEG video", []string{"mpg", "mpeg"}, looks(isMPEG)},
		{"mp4", "an MP4", []string{"mp4"}, looks(isMP4)},
		{"mov", "a QuickTime movie", []string{"mov"}, looks(isMOV)},
		{"mp3", "an MP3", []string{"mp3"}, looks(isMP3)},
		{"wav", "a WAV", []string{"wav"}, looks(isWAV)},
		{"ai", "an Illustrator file", []string{"ai"}, looks(isAI)},
		{"psd", "a Photoshop file", []string{"psd"}, looks(isPSD)},
		{"eps", "an EPS", []string{"eps"}, looks(isEPS)},
		{"zip", "a zip", []string{"zip"}, checkZip},
	}
}

// looks makes a check of a question about the content.
func looks(is func(*content) bool) func(*content, policy.ZipLimits) (mark, *problem) {
	return func(c *content, _ policy.ZipLimits) (mark, *problem) {
		if !is(c) {
			return mark{}, errOther
		}
		return mark{}, nil
	}
}

// errOther says that the content is of another format; judgeKind finds the words.
var errOther = &problem{rule: "T7.3", code: "content_differs"}

// judgeKind judges content and name together (T7.3).
func judgeKind(c *content, name string, p *policy.Attachment) (string, mark, *problem) {
	if what := executable(c); what != "" {
		return "", mark{}, badKind("executable", "is %s; programs are not accepted under any name", what)
	}
	f, bad := formatOf(name, p.Kinds)
	if bad != nil {
		return "", mark{}, bad
	}
	m, bad := f.check(c, p.Zip)
	if bad == errOther {
		bad = badKind(errOther.code, "is not %s, as its name says; it looks like %s", f.title, look(c))
	}
	return f.kind, m, bad
}

// formatOf is the format that a name stands for, if the policy allows its kind.
func formatOf(name string, kinds []string) (format, *problem) {
	ext := extension(name)
	if ext == "" {
		return format{}, badKind("no_extension", "has no extension that says what it is; these are accepted: %s", accepted(kinds))
	}
	for _, f := range formats() {
		if slices.Contains(f.extensions, ext) && slices.Contains(kinds, f.kind) {
			return f, nil
		}
	}
	return format{}, badKind("kind", "is of a kind (.%s) that is not accepted; these are: %s", ext, accepted(kinds))
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
	found := mimetype.Detect(c.head).String()
	if found == "application/octet-stream" {
		return "unknown data"
	}
	return found
}
