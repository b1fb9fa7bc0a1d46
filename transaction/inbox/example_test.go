package inbox_test

import (
	"fmt"
	"log"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/inbox"
)

// What a seller owes after a purchase, and what he was told by the evening of the
// next day.
func Example() {
	p, err := policy.Preset("coconala")
	if err != nil {
		log.Fatal(err)
	}
	now := time.Date(2030, 1, 10, 0, 0, 0, 0, time.UTC)
	state, events, no := transaction.Handle(transaction.State{}, transaction.Purchase{
		By: transaction.Buyer("aoi"), ID: "t1", Seller: "ren", Service: "logo", Terms: &p.Terms,
		Price: money.New(10000, money.JPY), Payment: transaction.Settled,
	}, transaction.Facts{}, now)
	if no != nil {
		log.Fatal(no)
	}
	for _, item := range inbox.ToDos(state, policy.Seller, 0, now.Add(30*time.Hour)) {
		fmt.Println(item.Urgency, item.What, item.What.Text(policy.English))
	}
	reader := inbox.Reader{Language: policy.English, Platform: inbox.FixedZone(p.Time.Offset)}
	for _, n := range inbox.Feed(events, policy.Seller, &p.Notices, now.Add(30*time.Hour)) {
		title, _ := n.Text(reader)
		fmt.Println(n.At.Format(time.DateTime), title)
	}
	// Output:
	// today first_contact Write to the buyer for the first time.
	// later deliver Make the final delivery.
	// 2030-01-10 00:00:00 The talkroom is open: logo
	// 2030-01-11 00:00:00 Reminder: please write to aoi
}
