package fake

import (
	"fmt"
	"maps"
	"math"
	"math/bits"

	"github.com/torikime/torikime/transaction/transfer"
)

// Fault is something that goes wrong with one call; several are joined by |.
type Fault uint16

// The faults.
const (
	// LostBefore: the call never arrives. An error; nothing was done.
	LostBefore Fault = 1 << iota
	// LostAfter: the answer never arrives. An error, although it was done.
	LostAfter
	// Hangs: it is done, and no answer comes until the caller gives up.
	Hangs
	// Slow: it takes Options.Delay before anything is done.
	Slow
	// PendingFirst: it is accepted, and done later (Options.PendingFor, SettlePending).
	PendingFirst
	// Refused: the provider says no.
	Refused
	// FailsThenSucceeds: the provider says no to a buyer's payment, and it is captured
	// later all the same. Refunds and payouts don't do that: a no is a no.
	FailsThenSucceeds
	// SucceedsThenFails: it is done, and comes back later.
	SucceedsThenFails
	// Partial: less is captured than was asked for.
	Partial
	// WrongCurrency: it is captured in another currency.
	WrongCurrency
	// NoticeLost: the notices of what this call does are never sent.
	NoticeLost
	// NoticeDoubled: they are sent twice.
	NoticeDoubled
	// NoticeLate: they are sent after Options.Delay, so that later ones come first.
	NoticeLate
	// NoticeReordered: they are sent before those that already wait.
	NoticeReordered
	// NoticeFirst: they are sent before the call is answered.
	NoticeFirst
)

var faultNames = []string{
	"LostBefore", "LostAfter", "Hangs", "Slow", "PendingFirst", "Refused", "FailsThenSucceeds", "SucceedsThenFails",
	"Partial", "WrongCurrency", "NoticeLost", "NoticeDoubled", "NoticeLate", "NoticeReordered", "NoticeFirst",
}

// Faults are how often each fault happens to a call: from 0, never, to 1, always.
type Faults map[Fault]float64

func (f Faults) check() error {
	for fault, chance := range f {
		if bits.OnesCount16(uint16(fault)) != 1 || bits.TrailingZeros16(uint16(fault)) >= len(faultNames) {
			return fmt.Errorf("%#x is not one of the faults", uint16(fault))
		}
		if math.IsNaN(chance) || chance < 0 || chance > 1 {
			return fmt.Errorf("the chance of %s is %v; from 0 to 1 is right", faultNames[bits.TrailingZeros16(uint16(fault))], chance)
		}
	}
	return nil
}

func (f Fault) has(one Fault) bool { return f&one != 0 }

// Next scripts the faults of the next calls of one step, one each; step 0 are calls of
// any step. Fault 0 is a call without one. Calls beyond the script are left to chance.
func (p *Provider) Next(step transfer.Step, faults ...Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.script[step] = append(p.script[step], faults...)
}

// SetFaults says from now on how often things go wrong.
func (p *Provider) SetFaults(faults Faults) error {
	if err := faults.check(); err != nil {
		return fmt.Errorf("payment/fake: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.o.Faults = maps.Clone(faults)
	return nil
}

// fault is what goes wrong with the call at hand. Chance is asked in one order,
// so that a seed decides everything.
func (p *Provider) fault(step transfer.Step) Fault {
	for _, scripted := range []transfer.Step{step, 0} {
		if script := p.script[scripted]; len(script) > 0 {
			p.script[scripted] = script[1:]
			return script[0]
		}
	}
	var f Fault
	for i := range faultNames {
		one := Fault(1) << i
		if chance := p.o.Faults[one]; chance > 0 && p.rand.Float64() < chance {
			f |= one
		}
	}
	return f
}
