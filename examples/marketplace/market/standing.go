package market

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/review/standing"
	"github.com/torikime/torikime/store"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
)

// Standing is how a seller stands (rule section 6).
type Standing struct {
	Seller         string     `json:"seller"`
	At             time.Time  `json:"at"`
	Rating         *float64   `json:"rating" doc:"Mean of all published stars, rounded half up to one decimal (T6.1); null: none yet"`
	Reviews        int64      `json:"reviews" doc:"Number of published reviews of all services"`
	CompletionRate *float64   `json:"completion_rate" doc:"completed / (completed + cancels that count), 0 to 1 (T6.2); null: nothing has ended yet"`
	Completed      int64      `json:"completed"`
	Cancelled      int64      `json:"cancelled" doc:"Cancels that count"`
	Rank           *string    `json:"rank" doc:"Since the last recompute (T6.3); null: none"`
	RecomputedAt   time.Time  `json:"recomputed_at"`
	NextRecompute  time.Time  `json:"next_recompute"`
	Window         RankWindow `json:"window" doc:"The full calendar months that the rank looks at"`
	SearchWeight   int        `json:"search_weight" doc:"0 to 1,000,000, the larger the further in front (T6.5)"`
	Figures        *Figures   `json:"figures" doc:"The numbers that led to the rank, for the seller and operators; null for others"`
	Pause          *Pause     `json:"pause" doc:"The last automatic pause, for the seller and operators (T3.9); null: none, or not for the caller"`
}

// RankWindow is [From, To).
type RankWindow struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Figures are the numbers that led to a rank: those of the window, but SalesEver.
type Figures struct {
	SalesEver       int64         `json:"sales_ever"`
	Sales           int64         `json:"sales"`
	Revenue         []money.Money `json:"revenue" doc:"What was sold, before fees, less what was refunded by the close; one for each currency"`
	CompletionRate  *float64      `json:"completion_rate"`
	Rating          *float64      `json:"rating" doc:"As it is shown; a rank compares the exact mean"`
	Reviews         int64         `json:"reviews"`
	IdentityChecked bool          `json:"identity_checked"`
	SeenAt          *time.Time    `json:"seen_at" doc:"When the seller was last there before the recompute"`
}

// Pause is an automatic pause and the services that do not accept orders now,
// whoever stopped them. The seller resumes each, or all at once (T6.4).
type Pause struct {
	At       time.Time `json:"at"`
	Services []string  `json:"services"`
}

// Standing is how a seller stands; ErrNotFound for whoever is no seller.
func (m *Market) Standing(ctx context.Context, v Viewer, seller string) (Standing, error) {
	if p, ok := m.Person(seller); !ok || !p.Has(policy.Seller) {
		return Standing{}, ErrNotFound
	}
	view, err := m.engine.Standing(ctx, seller)
	if err != nil {
		return Standing{}, err
	}
	shown := Standing{
		Seller: seller, At: view.At, Rating: rating(view.Rating), Reviews: view.Rating.Count,
		CompletionRate: completionRate(view.Completion), Completed: view.Completion.Completed,
		Cancelled: view.Completion.Of - view.Completion.Completed,
		Rank:      nullable(view.Rank), RecomputedAt: view.Month.At, NextRecompute: view.Next,
		Window: RankWindow{view.Month.From, view.Month.To}, SearchWeight: view.Weight,
	}
	if v.ID != seller && !v.Has(policy.Operator) {
		return shown, nil
	}
	f := &view.Figures
	shown.Figures = &Figures{
		SalesEver: f.SalesEver, Sales: f.Sales, Revenue: append([]money.Money{}, f.Revenue...),
		CompletionRate: completionRate(f.Completion), Rating: rating(f.Rating), Reviews: f.Rating.Count,
		IdentityChecked: f.IdentityChecked, SeenAt: instant(f.SeenAt),
	}
	if !view.LastPause.IsZero() {
		shown.Pause = &Pause{At: view.LastPause}
		shown.Pause.Services, err = m.paused(ctx, seller)
	}
	return shown, err
}

// paused are the ids of a seller's services that do not accept orders.
func (m *Market) paused(ctx context.Context, seller string) ([]string, error) {
	ids := []string{}
	for cursor := ""; ; {
		list, err := m.engine.Listings(ctx, engine.ListingQuery{Seller: seller, Cursor: cursor})
		if err != nil {
			return nil, err
		}
		for i := range list.Items {
			if !list.Items[i].Accepting {
				ids = append(ids, list.Items[i].ID)
			}
		}
		if cursor = list.Next; cursor == "" {
			return ids, nil
		}
	}
}

// rating is a mean as it is answered; null for none.
func rating(mean standing.Mean) *float64 {
	if mean.None() {
		return nil
	}
	tenths := float64(mean.Stars()) / 10
	return &tenths
}

// completionRate is a rate as it is answered, 0 to 1; null for none.
func completionRate(r standing.Ratio) *float64 {
	if r.None() {
		return nil
	}
	rate := float64(r.Completed) / float64(r.Of)
	return &rate
}

// stand fills in what is known of services from what their sellers have done.
func (m *Market) stand(ctx context.Context, services ...*Service) error {
	sellers := map[string]engine.SellerView{}
	for _, s := range services {
		view, known := sellers[s.Seller]
		if !known {
			var err error
			if view, err = m.engine.Standing(ctx, s.Seller); err != nil {
				return err
			}
			sellers[s.Seller] = view
		}
		own := view.Services[s.ID]
		s.Rating, s.SellerRating = rating(own.Rating), rating(view.Rating)
		s.CompletionRate, s.Rank = completionRate(view.Completion), nullable(view.Rank)
		s.ItemAverages = map[string]float64{}
		for id, mean := range own.Items {
			s.ItemAverages[id] = *rating(mean)
		}
	}
	return nil
}

// ServicesByWeight lists what is offered by the sellers' weights in a search, the
// largest first (T6.5).
func (m *Market) ServicesByWeight(ctx context.Context, v Viewer, seller, cursor string, limit int) (Page[Service], error) {
	list, err := m.engine.ListingsByWeight(ctx, engine.ListingQuery{Seller: seller, Cursor: cursor, Limit: limit})
	if err != nil {
		return Page[Service]{}, badCursor(err)
	}
	return m.servicesOf(ctx, v, list)
}

// buyerRating is a buyer's average, for his seller and operators (T5.9); null for
// others, and while there is none.
func (m *Market) buyerRating(ctx context.Context, by transaction.Actor, buyer string) (*float64, error) {
	if by.Role != policy.Seller && by.Role != policy.Operator {
		return nil, nil
	}
	mean, err := m.engine.BuyerRating(ctx, by, buyer)
	return rating(mean), err
}

// Resumed says how many services accept orders again.
type Resumed struct {
	Resumed int `json:"resumed" doc:"Services that did not accept orders before; 0 when all did"`
}

// ResumeAll lets every service of the viewer's accept orders again, also after an
// automatic pause (T6.4); harmless when all do.
func (m *Market) ResumeAll(ctx context.Context, v Viewer, call Call) (Done[Resumed], error) {
	by := actor(v, policy.Seller)
	if by.Role != policy.Seller {
		return Done[Resumed]{}, policy.Reject(policy.WrongActor, "T6.4", "wrong_actor").With("command", "resume-all").With("role", by.Role.String())
	}
	call.Key = scoped(v.Person, call.Key)
	if call.Key != "" && !call.DryRun {
		first, err := m.repeated(ctx, call)
		if err == nil {
			return resumedBefore(first)
		}
		if !errors.Is(err, store.ErrNotFound) {
			return Done[Resumed]{}, err
		}
	}
	if call.DryRun {
		stopped, err := m.paused(ctx, v.ID)
		if err != nil {
			return Done[Resumed]{}, err
		}
		done := Done[Resumed]{Value: Resumed{len(stopped)}}
		done.JSON, err = json.Marshal(done.Value)
		return done, err
	}
	n, err := m.engine.ResumeAll(ctx, by)
	if err != nil {
		return Done[Resumed]{}, err
	}
	// Each service is resumed in a commit of its own, and only then is the key
	// recorded: a repeat after a crash resumes the rest.
	answer, err := json.Marshal(Resumed{n})
	if err != nil || call.Key == "" {
		return Done[Resumed]{Value: Resumed{n}, JSON: answer}, err
	}
	answer, repeated, err := m.write(ctx, m.Now(), call, answer, nil)
	if err != nil {
		return Done[Resumed]{}, err
	}
	done, err := resumedBefore(answer)
	done.Repeated = repeated
	return done, err
}

func resumedBefore(answer []byte) (Done[Resumed], error) {
	done := Done[Resumed]{JSON: answer, Repeated: true}
	return done, json.Unmarshal(answer, &done.Value)
}

// Saw notes once a day that somebody was there, which a rank may ask for (T6.3).
// Whoever comes in is let in whether or not it could be noted.
func (m *Market) Saw(ctx context.Context, who Person) {
	now := m.Now()
	day := m.policy.Time.Offset.Date(now)
	if noted, ok := m.seen.Load(who.ID); ok && noted == day {
		return
	}
	_, _, err := m.write(ctx, now, Call{}, nil, func(ctx context.Context, tx store.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO market_seen (person, at) VALUES (?, ?) ON CONFLICT DO NOTHING", who.ID, now.UnixMicro())
		return err
	})
	if err != nil {
		m.log.WarnContext(ctx, "not noted that somebody was there", "person", who.ID, "error", err)
		return
	}
	m.seen.Store(who.ID, day)
}

// knownOf is what the marketplace knows of somebody beside his transactions, as it
// was just before an instant. The demo's people have shown who they are; elsewhere
// this program checks nobody's identity.
func (m *Market) knownOf(ctx context.Context, person string, before time.Time) (known standing.Person, err error) {
	if m.demo {
		known.CheckedAt = time.Unix(0, 0).UTC()
	}
	var at sql.NullInt64
	err = m.db.QueryRowContext(ctx, "SELECT max(at) FROM market_seen WHERE person = ? AND at < ?", person, before.UnixMicro()).Scan(&at)
	if at.Valid {
		known.Seen = []time.Time{time.UnixMicro(at.Int64).UTC()}
	}
	return known, err
}
