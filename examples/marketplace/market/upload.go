package market

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"strconv"

	"github.com/torikime/torikime/attachment"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
)

// mostParts bounds how many files are taken before their number is refused, so
// that the refusal can name the bad ones among them (T7.6).
const mostParts = 64

// Upload is the files of one message on their way: streamed to disk, judged
// there, and removed again unless a commit names them. It belongs to one caller.
type Upload struct {
	market   *Market
	channel  attachment.Channel
	limits   *policy.Attachment
	files    []spooled
	verdicts []attachment.Verdict
	total    int64
	sum      hash.Hash // of names, sizes and bytes, for the idempotency key
	keeps    bool
}

type spooled struct {
	id, name string
	size     int64
	file     *os.File
}

// Upload begins an upload into a talkroom, or with a message outside. The caller
// ends it with Discard.
func (m *Market) Upload(in attachment.Channel) *Upload {
	return &Upload{market: m, channel: in, limits: &m.policy.Attachment, sum: sha256.New()}
}

// Limit is the most bytes that all files may have together (T7.2).
func (u *Upload) Limit() int64 {
	if u.channel == attachment.Message {
		return u.limits.MessageBytes
	}
	return u.limits.TalkroomBytes
}

// Add streams one file to disk. It stops at the first byte too many, with the
// refusal of T7.2.
func (u *Upload) Add(name string, from io.Reader) error {
	if len(u.files) == mostParts {
		return policy.Reject(policy.Invalid, "T7.1", "too_many").With("count", "more than "+strconv.Itoa(mostParts)).With("max", strconv.Itoa(u.limits.MaxFiles))
	}
	id, file, err := u.market.files.create()
	if err != nil {
		return err
	}
	u.files = append(u.files, spooled{id: id, name: name, file: file})
	own := sha256.New()
	size, err := io.Copy(io.MultiWriter(file, own), io.LimitReader(from, u.Limit()-u.total+1))
	if err != nil {
		return err
	}
	u.total += size
	u.files[len(u.files)-1].size = size
	if u.total > u.Limit() {
		limit := strconv.FormatInt(u.Limit(), 10)
		no := policy.Reject(policy.Invalid, "T7.2", "too_large").With("total", "more than "+limit).With("limit", limit)
		no.Faults = []policy.Fault{policy.FaultOf("files", "T7.2", "too_large", no.Params)}
		return no
	}
	fmt.Fprintf(u.sum, "%q %d %x\n", name, size, own.Sum(nil))
	return nil
}

// Sum is a digest of all files with their names.
func (u *Upload) Sum() []byte { return u.sum.Sum(nil) }

// Judge judges the files (T7.1 to T7.6) and makes them durable. What it gives
// belongs into a Message or a Deliver.
func (u *Upload) Judge() ([]transaction.File, error) {
	verdicts, no, err := attachment.Judge(u.arrived(), u.channel, u.limits)
	if err != nil {
		return nil, err
	}
	if no != nil {
		return nil, no
	}
	u.verdicts = verdicts
	for i := range u.files {
		f := &u.files[i]
		err := errors.Join(f.file.Sync(), f.file.Close(), u.market.files.settle(f.id))
		f.file = nil
		if err != nil {
			return nil, err
		}
	}
	return u.attached(), nil
}

// arrived are the files as they lie on disk.
func (u *Upload) arrived() []attachment.File {
	list := make([]attachment.File, len(u.files))
	for i, f := range u.files {
		list[i] = attachment.File{Name: f.name, Size: f.size, Content: f.file}
	}
	return list
}

// FileVerdict is what would be said of one file if it were sent.
type FileVerdict struct {
	Name      string  `json:"name" doc:"As it would be sent; of a bad file as it arrived"`
	Size      int64   `json:"size"`
	Kind      string  `json:"kind" doc:"By content and name together (T7.3); empty for a bad file"`
	Encrypted bool    `json:"encrypted" doc:"Locked with a password, so nobody has looked inside (T7.4)"`
	Errors    []Fault `json:"errors"`
}

// Verdict is what would be said of the files of one message.
type Verdict struct {
	Accepted bool          `json:"accepted"`
	Files    []FileVerdict `json:"files"`
	// Errors of the message as a whole.
	Errors []Fault `json:"errors" doc:"Of the message as a whole: too many files, too many bytes"`
}

// Check says what Judge would say, of each file by itself too, and keeps nothing
// (T7.6). What is wrong stands in a language.
func (u *Upload) Check(lang policy.Language) (Verdict, error) {
	files := u.arrived()
	verdict := Verdict{Accepted: true, Files: make([]FileVerdict, len(files)), Errors: []Fault{}}
	verdicts, no, err := attachment.Judge(files, u.channel, u.limits)
	if err != nil {
		return verdict, err
	}
	if no == nil {
		for i, v := range verdicts {
			verdict.Files[i] = FileVerdict{Name: v.Name, Size: v.Size, Kind: v.Kind, Encrypted: v.Encrypted, Errors: []Fault{}}
		}
		return verdict, nil
	}
	verdict.Accepted = false
	for i := range files {
		verdict.Files[i] = FileVerdict{Name: files[i].Name, Size: files[i].Size, Errors: []Fault{}}
		alone, bad, err := attachment.Judge(files[i:i+1], u.channel, u.limits)
		if err != nil {
			return verdict, err
		}
		if bad == nil {
			verdict.Files[i].Name, verdict.Files[i].Kind, verdict.Files[i].Encrypted = alone[0].Name, alone[0].Kind, alone[0].Encrypted
		}
	}
	for _, fault := range policy.Faults(no.Faults).In(lang) {
		var i int
		if n, _ := fmt.Sscanf(fault.Path, "files[%d]", &i); n == 1 && i < len(files) {
			verdict.Files[i].Errors = append(verdict.Files[i].Errors, fault)
		} else {
			verdict.Errors = append(verdict.Errors, fault)
		}
	}
	return verdict, nil
}

// Discard removes the files unless a commit names them.
func (u *Upload) Discard() {
	for i := range u.files {
		f := &u.files[i]
		if f.file != nil {
			_ = f.file.Close() // nothing of it is kept
			f.file = nil
		}
		if !u.keeps {
			u.market.files.remove(f.id)
		}
	}
	u.files = nil
}

// keep names the files in the commit of the message that carries them.
func (u *Upload) keep() func(context.Context, store.Tx) error {
	if u == nil || len(u.files) == 0 {
		return nil
	}
	return func(ctx context.Context, tx store.Tx) error {
		for _, f := range u.files {
			if _, err := tx.Exec(ctx, "INSERT INTO market_file (id) VALUES (?)", f.id); err != nil {
				return err
			}
		}
		return nil
	}
}

// kept says that the files stay: a commit names them, or may do so.
func (u *Upload) kept() {
	if u != nil {
		u.keeps = true
	}
}
