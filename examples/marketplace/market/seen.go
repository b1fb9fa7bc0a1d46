package market

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"time"

	"github.com/torikime/torikime/transaction/inbox"
)

// seen says which notices of a list somebody has had: all before an instant, and
// those that it names at that instant and shortly before. An instant alone would not
// do: the clock may stand still, and what is committed at the same time as somebody
// looks may bear an instant a little older than the last one that he saw.
type seen struct {
	until time.Time
	marks map[uint64]bool
}

// grace is how much later something may be committed than it happened.
const grace = 10 * time.Second

func (s *seen) has(n *inbox.Notice) bool {
	return n.At.Before(s.until.Add(-grace)) || s.marks[markOf(n)]
}

// and is what was seen once more is, from a whole list. what reports it.
func (s *seen) and(all []inbox.Notice, what func(i int) bool) seen {
	had := make([]bool, len(all))
	next := seen{until: s.until, marks: map[uint64]bool{}}
	for i := range all {
		more := what(i)
		had[i] = more || s.has(&all[i])
		if more && all[i].At.After(next.until) {
			next.until = all[i].At
		}
	}
	for i := range all {
		if had[i] && !all[i].At.Before(next.until.Add(-grace)) {
			next.marks[markOf(&all[i])] = true
		}
	}
	return next
}

func markOf(n *inbox.Notice) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(n.ID))
	return h.Sum64()
}

// String is the form in which it is stored, and handed out as a cursor.
func (s *seen) String() string {
	data := binary.BigEndian.AppendUint64(nil, uint64(s.until.UnixMicro())) //nolint:gosec // read back the same way
	for mark := range s.marks {
		data = binary.BigEndian.AppendUint64(data, mark)
	}
	return base64.RawURLEncoding.EncodeToString(data)
}

// readSeen reads the form; false if it is none.
func readSeen(text string) (seen, bool) {
	data, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(data) == 0 || len(data)%8 != 0 {
		return seen{}, false
	}
	s := seen{until: time.UnixMicro(int64(binary.BigEndian.Uint64(data))).UTC(), marks: map[uint64]bool{}} //nolint:gosec // as written
	for data = data[8:]; len(data) > 0; data = data[8:] {
		s.marks[binary.BigEndian.Uint64(data)] = true
	}
	return s, true
}
