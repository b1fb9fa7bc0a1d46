package listing

import (
	"slices"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// Command is what a seller wants of a service. The set is closed: List, Edit,
// Pause, Resume, Withdraw, Show, as values.
type Command interface {
	// Name is the command's name, as in the API's paths.
	Name() string
	// Actor is who gives it.
	Actor() transaction.Actor
	command()
}

// List offers a new service.
type List struct {
	// By is its seller.
	By transaction.Actor
	// ID is the new service's id.
	ID                 string
	Title, Description string
	Price              money.Money
	Options            []transaction.Option
	Notes              string
	Capacity           int
	RequireFinished    bool
	// MaxOptions is the most options that the policy in force allows (T1.12); it
	// comes from the engine, never from the seller.
	MaxOptions int
	// Found is what was found in the texts (T8.2), by Writing.Name; it comes from
	// the engine too.
	Found map[string][]policy.Found
}

// Writings are the texts of a service that are looked through before it is
// offered (T8.2).
func (c *List) Writings() []transaction.Writing {
	titles, ids := make([]string, len(c.Options)), make([]string, len(c.Options))
	for i := range c.Options {
		titles[i], ids[i] = c.Options[i].Title, c.Options[i].ID
	}
	list := []transaction.Writing{
		{Name: "title", Path: "title", Text: c.Title},
		{Name: "description", Path: "description", Text: c.Description},
		{Name: "notes", Path: "notes_for_buyers", Text: c.Notes},
		{Name: "options", Path: "options", Text: strings.Join(titles, "\n")},
		{Name: "option_ids", Path: "options", Text: strings.Join(ids, "\n")}, // the seller's words too, and buyers see them
	}
	return slices.DeleteFunc(list, func(w transaction.Writing) bool { return w.Text == "" })
}

// Edit replaces everything that the seller wrote of a service, by himself. What was
// bought before keeps what it was bought with (T1.7, T1.9).
type Edit struct {
	// By is its seller.
	By                 transaction.Actor
	Title, Description string
	// Price stays in the service's currency: a proposal may wait in it.
	Price           money.Money
	Options         []transaction.Option
	Notes           string
	Capacity        int
	RequireFinished bool
	// MaxOptions and Found are as in List.
	MaxOptions int
	Found      map[string][]policy.Found
}

// Writings are the texts that are looked through, as at the listing (T8.2).
func (c *Edit) Writings() []transaction.Writing {
	l := c.anew(&State{})
	return l.Writings()
}

// anew is the listing that an edit makes of a service, as if its seller offered it
// now.
func (c *Edit) anew(s *State) List {
	return List{
		By: transaction.Seller(s.Seller), ID: s.ID, Title: c.Title, Description: c.Description, Price: c.Price, Options: c.Options, Notes: c.Notes,
		Capacity: c.Capacity, RequireFinished: c.RequireFinished, MaxOptions: c.MaxOptions, Found: c.Found,
	}
}

// Pause stops accepting orders.
type Pause struct{ By transaction.Actor }

// Resume accepts orders again, also after an automatic pause (T6.4).
type Resume struct{ By transaction.Actor }

// Withdraw stops accepting orders for good (T9.4).
type Withdraw struct{ By transaction.Actor }

// Show lets everybody see a service whose texts were held (T8.4); by an operator.
type Show struct{ By transaction.Actor }

func (List) Name() string     { return "list" }
func (Edit) Name() string     { return "edit" }
func (Pause) Name() string    { return "pause" }
func (Resume) Name() string   { return "resume" }
func (Withdraw) Name() string { return "withdraw" }

func (Show) Name() string { return "show" }

func (c List) Actor() transaction.Actor     { return c.By }
func (c Edit) Actor() transaction.Actor     { return c.By }
func (c Pause) Actor() transaction.Actor    { return c.By }
func (c Resume) Actor() transaction.Actor   { return c.By }
func (c Withdraw) Actor() transaction.Actor { return c.By }

func (c Show) Actor() transaction.Actor { return c.By }

func (List) command()     {}
func (Edit) command()     {}
func (Pause) command()    {}
func (Resume) command()   {}
func (Withdraw) command() {}
func (Show) command()     {}

// Event is a fact about a service. The set is closed: Listed, Edited, Paused,
// Resumed, Withdrawn, Shown, as values.
type Event interface {
	// When is the instant at which it happened.
	When() time.Time
	event()
}

// Listed: the service is offered.
type Listed struct {
	At                 time.Time
	ID, Seller         string
	Title, Description string
	Price              money.Money
	Options            []transaction.Option
	Notes              string
	Capacity           int
	RequireFinished    bool
	// Digest stands for the words in the log: Title, Description, Options and Notes
	// are empty where they were erased or not asked for (T9.4). Filled when the event
	// is read back.
	Digest string
	// Found is what was found in the texts (T8.4), by Writing.Name.
	Found map[string][]policy.Found
	// Held are the texts that an operator has to look at (T8.4), by Writing.Name,
	// sorted: decided when they were written, so that a replay needs no words.
	Held []string
	// inLog: read from the form that had the words in the log, and not yet Held.
	inLog bool
}

// Edited: its seller replaced everything that he had written. ID and Seller are
// what they were.
type Edited Listed

// Paused: the service no longer accepts orders.
type Paused struct{ At time.Time }

// Resumed: it does again.
type Resumed struct{ At time.Time }

// Withdrawn: it never will again.
type Withdrawn struct{ At time.Time }

// Shown: an operator let everybody see it.
type Shown struct {
	At time.Time
	By string
}

func (e Shown) When() time.Time     { return e.At }
func (e Listed) When() time.Time    { return e.At }
func (e Edited) When() time.Time    { return e.At }
func (e Paused) When() time.Time    { return e.At }
func (e Resumed) When() time.Time   { return e.At }
func (e Withdrawn) When() time.Time { return e.At }

func (Shown) event()     {}
func (Listed) event()    {}
func (Edited) event()    {}
func (Paused) event()    {}
func (Resumed) event()   {}
func (Withdrawn) event() {}
