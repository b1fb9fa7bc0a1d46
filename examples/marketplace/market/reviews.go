package market

import (
	"context"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
)

// PublicReview is a buyer's review as everybody sees it on the service: stars and
// comment, and the seller's answer (T5.9, T5.7).
type PublicReview struct {
	Stars     int
	Comment   string
	Automatic bool
	SentAt    time.Time
	Reply     *Reply
	// Erased: the comment is gone with its writer's account (T9.4).
	Erased bool
}

// Reviews lists the public reviews of a service, the newest purchase first.
func (m *Market) Reviews(ctx context.Context, service, cursor string, limit int) (Page[PublicReview], error) {
	page := Page[PublicReview]{Items: []PublicReview{}}
	list, err := m.engine.Reviewed(ctx, engine.ReviewQuery{Service: service, Cursor: cursor, Limit: limit})
	if err != nil {
		return page, badCursor(err)
	}
	for i := range list.Items {
		view := &list.Items[i]
		// Looked at as somebody who is no party: what is hidden from him stays hidden.
		l := look{state: &view.State, now: view.At, waiting: transaction.Waiting(view.Events)}
		if r := l.reviewBy(policy.Buyer, view.Events); r != nil && r.Comment != nil {
			page.Items = append(page.Items, PublicReview{Stars: r.Stars, Comment: *r.Comment, Automatic: *r.Automatic, SentAt: *r.SentAt, Reply: r.Reply, Erased: r.Erased})
		}
	}
	page.NextCursor = cursorOf(list.Next)
	return page, nil
}
