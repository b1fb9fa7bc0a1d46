package attachment

import (
	"fmt"
	"io"
	"maps"
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
	// Encrypted: it is an archive or an Office file under a password, so nobody has
	// looked inside (T7.4). A PDF is never looked into, so it is never marked.
	Encrypted bool
}

// Judge says whether these files may be attached to one message (T7.1–T7.6).
//
// It is all or nothing: either every file has a verdict, in the order of the
// files, or the rejection's Faults name every bad file. The rejection speaks for
// its gravest fault: too many files, then too many bytes (code "too_large", for
// which a server answers 413), then the first bad file.
//
// Every fault is in the catalogue's words and can be said in its languages
// (policy.Faults.In); its Params name the file and what was found in it.
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
	if len(faults) > 0 {
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
		return badSize("size_negative", "size", decimal(f.Size))
	case f.Size == 0:
		return badKind("empty")
	case f.Size > limit:
		return badSize("file_too_large", "size", decimal(f.Size), "limit", decimal(limit))
	case f.Content == nil:
		return badSize("size_differs", "size", decimal(f.Size))
	}
	return nil
}

// faultList gathers every fault of a message (T7.6).
type faultList []policy.Fault

// message adds the faults that no single file has: count and sum.
func (l *faultList) message(files []File, limit int64, most int) {
	if len(files) > most {
		l.add("files", newProblem("T7.1", codeTooMany, []string{"count", strconv.Itoa(len(files)), "max", strconv.Itoa(most)}))
	}
	if total := sum(files); total > limit {
		l.add("files", badSize(codeTooLarge, "total", decimal(total), "limit", decimal(limit)))
	}
}

// file adds the fault of one file.
func (l *faultList) file(i int, name string, bad *problem) {
	named := &problem{bad.rule, bad.code, maps.Clone(bad.params)}
	named.params["file"] = name
	l.add(fmt.Sprintf("files[%d]", i), named)
}

func (l *faultList) add(path string, bad *problem) {
	*l = append(*l, policy.FaultOf(path, bad.rule, bad.code, bad.params))
}

// rejection speaks for the first fault and carries all.
func (l faultList) rejection() *policy.Rejection {
	r := policy.Reject(policy.Invalid, l[0].Rule, l[0].Code)
	r.Params, r.Faults = maps.Clone(l[0].Params), l
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
