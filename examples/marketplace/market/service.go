package market

import (
	"fmt"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// Service is what a seller offers.
type Service struct {
	ID          string          `json:"id"`
	Seller      string          `json:"seller"`
	Title       string          `json:"title"`
	Description string          `json:"description"`
	Price       money.Money     `json:"price"`
	Options     []ServiceOption `json:"options"`
	Notes       string          `json:"notes_for_buyers" doc:"Posted into the talkroom at a direct purchase (T1.7)"`
	Accepting   bool            `json:"accepting" doc:"Accepts orders: not paused, and below its cap (T1.10)"`
	Waiting     bool            `json:"waiting,omitempty" doc:"Its texts wait for an operator; only its seller and operators see it (T8.4)"`
	Findings    []Finding       `json:"findings,omitempty" doc:"What was found in its texts, for its seller and operators (T8.4)"`
	Paused      bool            `json:"paused" doc:"Stopped by its seller or by a cancel (T3.9)"`
	Seq         int             `json:"seq" doc:"Number of events so far, for expected_seq"`
	OpenOrders  int             `json:"open_orders"`
	Capacity    int             `json:"capacity" doc:"The most open orders at a time; 0: no cap (T1.10)"`
	// RequireFinished is T1.13.
	RequireFinished bool     `json:"require_finished" doc:"A buyer's earlier talkroom with the seller must be finished first (T1.13)"`
	Rating          *float64 `json:"rating" doc:"Mean of the service's published stars, one decimal (T5.9, T6.1); null: none yet"`
	Reviews         int      `json:"reviews" doc:"Number of published reviews"`
	CompletionRate  *float64 `json:"completion_rate" doc:"The seller's, 0 to 1 (T6.2); null: nothing has ended yet"`
	Rank            *string  `json:"rank" doc:"The seller's (T6.3); null: none"`
	SellerRating    *float64 `json:"seller_rating" doc:"Mean of the published stars of all the seller's services (T6.1); null: none yet"`
	// ItemAverages hold what may be shown of private items (T5.11).
	ItemAverages map[string]float64 `json:"item_averages" doc:"Averages of the private items that enough published reviews rated, one decimal (T5.11)"`
}

// ServiceOption is a paid option that a listing carries (T1.12).
type ServiceOption struct {
	ID    string      `json:"id"`
	Title string      `json:"title"`
	Price money.Money `json:"price"`
}

// ServiceDraft is a service as its seller writes it.
type ServiceDraft struct {
	Title       string        `json:"title"`
	Description string        `json:"description"`
	Price       money.Money   `json:"price"`
	Notes       string        `json:"notes_for_buyers"`
	Options     []OptionDraft `json:"options,omitempty" doc:"Paid options (T1.12)"`
	// Capacity is the most open orders at a time; 0: no cap (T1.10).
	Capacity        int  `json:"capacity,omitempty" minimum:"0" doc:"The most open orders at a time; 0: no cap (T1.10)"`
	RequireFinished bool `json:"require_finished,omitempty" doc:"T1.13"`
}

// options are the draft's, those without an id numbered by their places; a number
// that is taken gives way to the next.
func (d *ServiceDraft) options() []transaction.Option {
	taken := map[string]bool{}
	for _, o := range d.Options {
		taken[o.ID] = true
	}
	var list []transaction.Option
	for i, o := range d.Options {
		for n := i + 1; o.ID == ""; n++ {
			if id := fmt.Sprintf("option-%d", n); !taken[id] {
				o.ID, taken[id] = id, true
			}
		}
		list = append(list, transaction.Option{ID: o.ID, Title: o.Title, Price: o.Price})
	}
	return list
}

// OptionDraft is a paid option as its seller writes it; without an id it is numbered.
type OptionDraft struct {
	ID    string      `json:"id,omitempty"`
	Title string      `json:"title"`
	Price money.Money `json:"price"`
}
