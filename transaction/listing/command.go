package listing

import (
	"time"

	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// Command is what a seller wants of a service. The set is closed: List, Pause,
// Resume, Withdraw, as values.
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
}

// Pause stops accepting orders.
type Pause struct{ By transaction.Actor }

// Resume accepts orders again, also after an automatic pause (T6.4).
type Resume struct{ By transaction.Actor }

// Withdraw stops accepting orders for good (T9.4).
type Withdraw struct{ By transaction.Actor }

func (List) Name() string     { return "list" }
func (Pause) Name() string    { return "pause" }
func (Resume) Name() string   { return "resume" }
func (Withdraw) Name() string { return "withdraw" }

func (c List) Actor() transaction.Actor     { return c.By }
func (c Pause) Actor() transaction.Actor    { return c.By }
func (c Resume) Actor() transaction.Actor   { return c.By }
func (c Withdraw) Actor() transaction.Actor { return c.By }

func (List) command()     {}
func (Pause) command()    {}
func (Resume) command()   {}
func (Withdraw) command() {}

// Event is a fact about a service. The set is closed: Listed, Paused, Resumed,
// Withdrawn, as values.
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
}

// Paused: the service no longer accepts orders.
type Paused struct{ At time.Time }

// Resumed: it does again.
type Resumed struct{ At time.Time }

// Withdrawn: it never will again.
type Withdrawn struct{ At time.Time }

func (e Listed) When() time.Time    { return e.At }
func (e Paused) When() time.Time    { return e.At }
func (e Resumed) When() time.Time   { return e.At }
func (e Withdrawn) When() time.Time { return e.At }

func (Listed) event()    {}
func (Paused) event()    {}
func (Resumed) event()   {}
func (Withdrawn) event() {}
