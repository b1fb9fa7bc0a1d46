package attachment

import (
	"errors"
	"io"
	"strconv"
)

// problem is what is wrong with a file: a refusal's rule and code, and what fills
// its words. The words themselves are the catalogue's, in package policy.
type problem struct {
	rule, code string
	params     map[string]string
}

// The codes that a server answers in its own way.
const (
	codeTooMany  = "too_many"
	codeTooLarge = "too_large"
)

// errOther says that the content is of another format; judgeKind finds the words.
var errOther = badKind("content_differs")

// newProblem takes its parameters in pairs: key, value.
func newProblem(rule, code string, pairs []string) *problem {
	params := make(map[string]string, len(pairs)/2+1)
	for i := 0; i+1 < len(pairs); i += 2 {
		params[pairs[i]] = pairs[i+1]
	}
	return &problem{rule, code, params}
}

func badSize(code string, pairs ...string) *problem    { return newProblem("T7.2", code, pairs) }
func badKind(code string, pairs ...string) *problem    { return newProblem("T7.3", code, pairs) }
func badArchive(code string, pairs ...string) *problem { return newProblem("T7.4", code, pairs) }

// badEntry is about one entry of an archive.
func badEntry(code, name string, pairs ...string) *problem {
	return badArchive(code, append(pairs, "entry", entryName(name))...)
}

// truncated: the file ends within a part that should go on. damaged: a part
// contradicts its format. Parts have the names that their formats give them,
// which are the same in every language.
func truncated(part string) *problem { return badKind("truncated", "part", part) }
func damaged(part string) *problem   { return badKind("damaged", "part", part) }

// Error lets a problem travel up through readers.
func (p *problem) Error() string { return p.rule + "/" + p.code }

// asProblem finds the problem in an error.
func asProblem(err error) *problem {
	var known *problem
	if errors.As(err, &known) {
		return known
	}
	return badArchive("zip_damaged")
}

// isEnd tells the end of a file from a failure to read it.
func isEnd(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
