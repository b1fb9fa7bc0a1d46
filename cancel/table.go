package cancel

import (
	"fmt"
	"strings"

	"github.com/torikime/torikime/policy"
)

// Table prints the whole decision table of a policy as Markdown: every reason,
// who may use it, when, what silence does, and what follows either way.
func Table(name string, c *policy.Cancel) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n", name)
	fmt.Fprintf(&b, "First contact within %s (T2.1); silence of the seller %s (T3.2), of the buyer %s (T3.4); answer within %s (T3.7); duplicates within %s (T3.5); hidden after %s (T3.14).\n\n",
		window(&c.FirstContact), window(&c.SellerSilence), window(&c.BuyerSilence), window(&c.Answer), c.DuplicateWithin, window(&c.Hide))
	b.WriteString("| reason | by | condition | silence | a message answers | agreed: may review | star | counts | pauses | silence: may review | star | counts | pauses |\n")
	b.WriteString("|---|---|---|---|---|---|---|---|---|---|---|---|---|\n")
	for i := range c.Reasons {
		r := &c.Reasons[i]
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n",
			r.ID, r.By, condition(r), silence(r), answered(r),
			sides(r.Agreed), star(r.Agreed), yes(r.Agreed.Counts), yes(r.Agreed.PausesSeller),
			sides(r.Silence), star(r.Silence), yes(r.Silence.Counts), yes(r.Silence.PausesSeller))
	}
	return b.String()
}

// window is a window as the policy's JSON has it.
func window(w *policy.Window) string {
	data, err := w.MarshalJSON()
	if err != nil {
		return err.Error()
	}
	return strings.Trim(string(data), `"`)
}

func condition(r *policy.Reason) string {
	switch r.Condition {
	case policy.OtherSilent:
		if r.By == policy.Buyer {
			return "the seller is silent, the last contact is the buyer's (T3.2)"
		}
		return "the buyer is silent, the last contact is the seller's (T3.4)"
	case policy.Duplicate:
		return "another purchase of the same service (T3.5)"
	case policy.OtherTalkroom:
		return "another open talkroom between the two (T3.5)"
	case policy.NoFirstContact:
		return "no first contact (T2.1)"
	case policy.OperatorSays:
		return "an operator's reason (T3.15)"
	}
	return "always"
}

func silence(r *policy.Reason) string {
	if r.OnSilence == "" {
		return "–"
	}
	return string(r.OnSilence)
}

func answered(r *policy.Reason) string {
	if r.OnSilence == "" {
		return "–"
	}
	return yes(AnsweredByMessage(r))
}

func sides(o policy.Outcome) string {
	if len(o.MayReview) == 0 {
		return "nobody"
	}
	names := make([]string, len(o.MayReview))
	for i, r := range o.MayReview {
		names[i] = r.String()
	}
	return strings.Join(names, ", ")
}

func star(o policy.Outcome) string {
	if o.Star == 0 {
		return "–"
	}
	return fmt.Sprintf("★%d on the %s", o.Star, o.StarOn)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
