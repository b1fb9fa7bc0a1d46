package market

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/store"
)

// ReadMark is how far somebody has read a talkroom.
type ReadMark struct {
	Seq int `json:"seq"`
}

// MarkRead notes that the viewer has read a talkroom up to an event. It is no
// event and no contact (T9.1), and a mark never goes back.
func (m *Market) MarkRead(ctx context.Context, v Viewer, id string, seq int, call Call) (Done[Talkroom], error) {
	view, err := m.view(ctx, id)
	if err != nil {
		return Done[Talkroom]{}, err
	}
	by, err := part(&view.State, v.Person)
	if err != nil {
		return Done[Talkroom]{}, err
	}
	if seq < 0 || seq > view.State.Seq {
		return Done[Talkroom]{}, Invalid("seq", "range", fmt.Sprintf("%d is no event of this talkroom; 0 to %d are", seq, view.State.Seq))
	}
	if by.Role == policy.Operator {
		return Done[Talkroom]{}, policy.Reject(policy.WrongActor, "T9.1", "wrong_actor").With("command", "read").With("role", by.Role.String())
	}
	call.Key = scoped(v.Person, call.Key)
	if call.ExpectedSeq != nil {
		if no := m.engine.Unseen(view, *call.ExpectedSeq); no != nil {
			return m.readBefore(ctx, call, no)
		}
	}
	room, err := m.show(ctx, v, &view)
	if err != nil {
		return Done[Talkroom]{}, err
	}
	room.ReadSeq = max(room.ReadSeq, seq)
	answer, err := json.Marshal(room)
	if err != nil || call.DryRun {
		return Done[Talkroom]{Value: room, JSON: answer}, err
	}
	answer, repeated, err := m.write(ctx, view.At, call, answer, markRead(v.ID, id, seq))
	m.inboxes.drop(v.ID)
	if err != nil {
		return Done[Talkroom]{}, err
	}
	done := Done[Talkroom]{JSON: answer, Repeated: repeated}
	return done, json.Unmarshal(answer, &done.Value)
}

// markRead writes a mark, in a commit; it never goes back.
func markRead(person, id string, seq int) func(context.Context, store.Tx) error {
	return func(ctx context.Context, tx store.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO market_read (person, talkroom, seq) VALUES (?, ?, ?)
			ON CONFLICT (person, talkroom) DO UPDATE SET seq = max(seq, excluded.seq)`, person, id, seq)
		return err
	}
}

// readBefore answers a repeated key as the first time; no is for whoever has none.
func (m *Market) readBefore(ctx context.Context, call Call, no error) (Done[Talkroom], error) {
	if call.Key == "" {
		return Done[Talkroom]{}, no
	}
	answer, err := m.repeated(ctx, call)
	if errors.Is(err, store.ErrNotFound) {
		return Done[Talkroom]{}, no
	}
	if err != nil {
		return Done[Talkroom]{}, err
	}
	done := Done[Talkroom]{JSON: answer, Repeated: true}
	return done, json.Unmarshal(answer, &done.Value)
}

func (m *Market) readMark(ctx context.Context, person, id string) (seq int, err error) {
	err = m.db.QueryRowContext(ctx, "SELECT seq FROM market_read WHERE person = ? AND talkroom = ?", person, id).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return seq, err
}

func isNotFound(err error) bool {
	return errors.Is(err, ErrNotFound) || errors.Is(err, store.ErrNotFound)
}
