package attachment

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/torikime/torikime/policy"
)

// Channel is where a message is sent; each has its own limit of bytes (T7.2).
type Channel string

// The channels.
const (
	Talkroom Channel = "talkroom"
	Message  Channel = "message"
)

// File is one file of a message, as it arrived.
type File struct {
	// Name is the name its sender gave it; it is cleaned before anything else.
	Name string
	// Size is its length in bytes.
	Size int64
	// Content reads it. Judge reads at any offset, some parts twice, and never
	// concurrently. An upload that arrives as a stream is written to its final
	// place first, and judged there.
	Content io.ReaderAt
}

// Verdict is what is known of an accepted file.
type Verdict struct {
	// Name is the cleaned name, distinct within the message (T7.5).
	Name string
	// Kind is the policy's kind, such as "pdf" or "word" (T7.3).
	Kind string
	// Size is its length in bytes.
	Size int64
	// Encrypted: it is locked with a password, so nobody has looked inside (T7.4).
	Encrypted bool
}

// Judge says whether these files may be attached to one message (T7.1–T7.6).
//
// It is all or nothing: either every file has a verdict, in the order of the
// files, or the rejection's Faults name every bad file. The rejection speaks for
// its gravest fault: too many files, then too many bytes (code "too_large", for
// which a server answers 413), then the first bad file.
//
// The error is for what is nobody's fault: a channel that does not exist, or
// Content that could not be read. Memory is bounded by the policy's limits of
// archives, not by the size of the files.
func Judge(files []File, in Channel, p *policy.Attachment) ([]Verdict, *policy.Rejection, error) {
	limit, err := byteLimit(in, p)
	if err != nil {
		return nil, nil, err
	}
	faults := faultList{}
	faults.message(files, limit, p.MaxFiles)
	verdicts := make([]Verdict, len(files))
	for i, f := range files {
		verdict, problem, err := judgeFile(f, limit, p)
		if err != nil {
			return nil, nil, fmt.Errorf("attachment: files[%d] %q: %w", i, verdict.Name, err)
		}
		verdicts[i] = verdict
		if problem != nil {
			faults.file(i, verdict.Name, problem)
		}
	}
	if len(faults.list) > 0 {
		return nil, faults.rejection(), nil
	}
	distinct(verdicts, p.NameMax)
	return verdicts, nil, nil
}

// byteLimit is the most bytes of one message in a channel (T7.2).
func byteLimit(in Channel, p *policy.Attachment) (int64, error) {
	switch in {
	case Talkroom:
		return p.TalkroomBytes, nil
	case Message:
		return p.MessageBytes, nil
	default:
		return 0, fmt.Errorf("attachment: channel %q is unknown; %q and %q exist", in, Talkroom, Message)
	}
}

// judgeFile judges one file by itself. The verdict has the cleaned name even if
// there is a problem.
func judgeFile(f File, limit int64, p *policy.Attachment) (Verdict, *problem, error) {
	verdict := Verdict{Name: CleanName(f.Name, p.NameMax), Size: f.Size}
	if bad := judgeSize(f, limit); bad != nil {
		return verdict, bad, nil
	}
	c, bad, err := open(f)
	if bad != nil || err != nil {
		return verdict, bad, err
	}
	kind, mark, bad := judgeKind(c, verdict.Name, p)
	// A disk that fails looks like a damaged file: it must not be blamed on it.
	if c.failed != nil {
		return verdict, nil, c.failed
	}
	verdict.Kind, verdict.Encrypted = kind, mark.encrypted
	return verdict, bad, nil
}

// judgeSize refuses what need not be read at all.
func judgeSize(f File, limit int64) *problem {
	switch {
	case f.Size < 0:
		return badSize("size_negative", "has the size %d; a size is 0 or more", f.Size)
	case f.Size == 0:
		return badKind("empty", "is empty")
	case f.Size > limit:
		return badSize(codeTooLarge, "has %d bytes; all files of a message may have %d", f.Size, limit)
	case f.Content == nil:
		return badSize("size_differs", "has no content, but is said to have %d bytes", f.Size)
	}
	return nil
}

// The codes that a server answers in its own way.
const (
	codeTooMany  = "too_many"
	codeTooLarge = "too_large"
)

// faultList gathers every fault of a message (T7.6).
type faultList struct {
	list []policy.Fault
	// params fill the text of the first fault.
	params map[string]string
}

// message adds the faults that no single file has: count and sum.
func (l *faultList) message(files []File, limit int64, most int) {
	if len(files) > most {
		l.add("files", &problem{rule: "T7.1", code: codeTooMany,
			text:   fmt.Sprintf("%d files; a message may carry %d", len(files), most),
			params: map[string]string{"count": strconv.Itoa(len(files)), "max": strconv.Itoa(most)}})
	}
	if total := sum(files); total > limit {
		l.add("files", &problem{rule: "T7.2", code: codeTooLarge,
			text: fmt.Sprintf("%d bytes together; a message may carry %d", total, limit),
			params: map[string]string{
				"total": strconv.FormatInt(total, 10), "limit": strconv.FormatInt(limit, 10),
			}})
	}
}

// file adds the fault of one file.
func (l *faultList) file(i int, name string, bad *problem) {
	named := *bad
	named.text = strconv.Quote(name) + " " + bad.text
	named.params = map[string]string{"file": name, "reason": bad.text}
	l.add(fmt.Sprintf("files[%d]", i), &named)
}

func (l *faultList) add(path string, bad *problem) {
	if len(l.list) == 0 {
		l.params = bad.params
	}
	l.list = append(l.list, policy.Fault{Path: path, Code: bad.code, Message: bad.text, Rule: bad.rule})
}

// rejection speaks for the first fault and carries all.
func (l *faultList) rejection() *policy.Rejection {
	r := policy.Reject(policy.Invalid, l.list[0].Rule, l.list[0].Code)
	r.Params, r.Faults = l.params, l.list
	return r
}

// sum adds the sizes; it stays at the largest number instead of turning over.
func sum(files []File) int64 {
	var total int64
	for _, f := range files {
		if f.Size > math.MaxInt64-total {
			return math.MaxInt64
		}
		total += max(f.Size, 0)
	}
	return total
}

// problem is what is wrong with a file; text follows the file's name.
type problem struct {
	rule, code, text string
	params           map[string]string
}

func badSize(code, format string, args ...any) *problem {
	return &problem{rule: "T7.2", code: code, text: fmt.Sprintf(format, args...)}
}

func badKind(code, format string, args ...any) *problem {
	return &problem{rule: "T7.3", code: code, text: fmt.Sprintf(format, args...)}
}

func badArchive(code, format string, args ...any) *problem {
	return &problem{rule: "T7.4", code: code, text: fmt.Sprintf(format, args...)}
}

// isEnd tells the end of a file from a failure to read it.
func isEnd(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}
