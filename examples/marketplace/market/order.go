package market

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/torikime/torikime/transaction/inbox"
)

// sortNotices puts notices in order: by their instants, and those of one instant as
// they were committed, so that what comes while the clock stands still comes behind what
// somebody has seen. Reminders come last; nobody commits them.
func (m *Market) sortNotices(ctx context.Context, list []inbox.Notice) error {
	slices.SortFunc(list, inbox.Compare)
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && list[to].At.Equal(list[from].At) {
			to++
		}
		if err := m.sortByCommit(ctx, list[from:to]); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// sortByCommit sorts notices of one instant. Those of one stream are in order already.
func (m *Market) sortByCommit(ctx context.Context, tied []inbox.Notice) error {
	if !slices.ContainsFunc(tied, func(n inbox.Notice) bool { return streamOf(&n) != streamOf(&tied[0]) }) {
		return nil
	}
	position := map[string]int64{}
	for i := range tied {
		n := &tied[i]
		if n.Seq == 0 {
			position[n.ID] = math.MaxInt64
			continue
		}
		var at int64
		err := m.db.QueryRowContext(ctx, "SELECT position FROM torikime_event WHERE stream = (SELECT no FROM torikime_stream WHERE id = ?) AND seq = ?", streamOf(n), n.Seq).Scan(&at)
		if errors.Is(err, sql.ErrNoRows) {
			at = math.MaxInt64 // due, and not written down yet
		} else if err != nil {
			return fmt.Errorf("the order of notices: %w", err)
		}
		position[n.ID] = at
	}
	slices.SortStableFunc(tied, func(a, b inbox.Notice) int { return cmp.Compare(position[a.ID], position[b.ID]) })
	return nil
}

// streamOf is the stream of the event that a notice tells of.
func streamOf(n *inbox.Notice) string {
	switch {
	case n.Quotation != "":
		return quotationStream + n.Quotation
	case n.Conversation != "":
		return conversationStream + n.Conversation
	case n.Payout != "":
		return accountStream + accountID(n.Amount.Currency(), n.Person)
	}
	return transactionStream + n.Transaction
}
