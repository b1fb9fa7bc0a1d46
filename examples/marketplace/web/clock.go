package web

import (
	"strings"
	"time"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
)

// moveClock moves the demo's clock and leads back to where somebody was.
func (v *visit) moveClock() error {
	f, err := v.form()
	if err != nil {
		return err
	}
	move, said, no := v.move(f)
	if no != nil {
		return no
	}
	if _, err := v.market.MoveClock(v.r.Context(), v.viewer(), move, v.call(f, nil)); err != nil {
		return err
	}
	return v.goTo(local(f.Get("back")), said)
}

// farthest is the most that one step moves the clock; the marketplace knows its
// own end of time.
const farthest = 10 * 365 * 24 * time.Hour

// move reads what a button of the clock says: freeze, resume, custom, until:AN
// INSTANT, or a period.
func (v *visit) move(f form) (market.Move, string, *policy.Rejection) {
	word := f.Get("move")
	now := v.market.Now()
	switch until, ok := strings.CutPrefix(word, "until:"); {
	case ok:
		at, err := time.Parse(time.RFC3339Nano, until)
		if err != nil {
			return market.Move{}, "", market.Invalid("move", "instant", "an instant is right")
		}
		step := max(at.Sub(now), 0)
		return market.Move{Advance: &step}, "said.clock", nil
	case word == "freeze":
		// The next full second: this one has been seen already.
		at := now.Truncate(time.Second).Add(time.Second)
		return market.Move{Freeze: &at}, "said.frozen", nil
	case word == "resume":
		return market.Move{Resume: true}, "said.running", nil
	case word == "custom":
		return v.custom(f)
	}
	step, err := time.ParseDuration(word)
	if err != nil || step < 0 || step > farthest {
		return market.Move{}, "", market.Invalid("move", "period", "a period such as 24h is right")
	}
	return market.Move{Advance: &step}, "said.clock", nil
}

func (v *visit) custom(f form) (market.Move, string, *policy.Rejection) {
	n, no := f.whole(v.lang, "amount")
	unit, ok := map[string]time.Duration{"minutes": time.Minute, "hours": time.Hour, "days": 24 * time.Hour}[f.Get("unit")]
	if no == nil && (!ok || n < 0 || n > int(farthest/unit)) {
		no = market.Invalid("amount", "range", v.say("offer.number", "value", f.Get("amount")))
	}
	if no != nil {
		return market.Move{}, "", no
	}
	step := time.Duration(n) * unit
	return market.Move{Advance: &step}, "said.clock", nil
}
