package policy

import "slices"

var conditions = []Condition{Always, OtherSilent, Duplicate, OtherTalkroom, NoFirstContact, OperatorSays}

// reasons checks the table of cancel reasons, row by row and as a whole.
func (c *collector) reasons(rows []Reason) {
	ids := make([]string, len(rows))
	found := map[Condition]int{}
	for i := range rows {
		r := &rows[i]
		path := index("cancel.reasons", i)
		ids[i] = r.ID
		found[r.Condition]++
		if !isID(r.ID) {
			c.add(join(path, "id"), faultValue, "%q is no id: small letters, digits and underscores are, 64 at most", cut(r.ID))
		} else if first := slices.Index(ids[:i], r.ID); first >= 0 {
			c.add(join(path, "id"), faultDuplicate, "%q stands at [%d] already", r.ID, first)
		}
		c.reason(path, r)
	}
	// The machine itself cancels for these two, and looks for their row.
	for _, own := range []Condition{NoFirstContact, OperatorSays} {
		if n := found[own]; n != 1 {
			c.add("cancel.reasons", faultIncomplete, "has %d rows with the condition %q; it needs exactly one", n, own)
		}
	}
}

func (c *collector) reason(path string, r *Reason) {
	if !slices.Contains([]Role{Buyer, Seller, Operator, System}, r.By) {
		c.add(join(path, "by"), faultValue, "%s can't cancel; one of buyer, seller, operator, system can", r.By)
		return
	}
	oneOf(c, join(path, "condition"), r.Condition, conditions...)
	owner, owned := map[Condition]Role{NoFirstContact: System, OperatorSays: Operator}[r.Condition]
	requested := r.By == Buyer || r.By == Seller
	switch {
	case owned && r.By != owner:
		c.add(join(path, "condition"), faultConflict, "%q is for %s alone, and by is %s", r.Condition, owner, r.By)
	case !owned && !requested:
		c.add(join(path, "condition"), faultConflict, "%q is for a party, and by is %s", cut(string(r.Condition)), r.By)
	}
	if requested {
		oneOf(c, join(path, "on_silence"), r.OnSilence, SilenceCancels, SilenceLapses)
	} else if r.OnSilence != "" {
		c.add(join(path, "on_silence"), faultConflict, "is for requests, and %s makes none; leave it out", r.By)
	}
	c.outcome(join(path, "agreed"), &r.Agreed)
	c.outcome(join(path, "silence"), &r.Silence)
}

func (c *collector) outcome(path string, o *Outcome) {
	for i, side := range o.MayReview {
		at := index(join(path, "may_review"), i)
		if side != Buyer && side != Seller {
			c.add(at, faultValue, "%s writes no reviews; buyer and seller do", side)
		} else if slices.Contains(o.MayReview[:i], side) {
			c.add(at, faultDuplicate, "%s stands there already", side)
		}
	}
	switch {
	case o.Star == 0 && o.StarOn != Nobody:
		c.add(join(path, "star_on"), faultConflict, "names %s, and no star is given", o.StarOn)
	case o.Star == 0:
	case o.Star < 1 || o.Star > 5:
		c.add(join(path, "star"), faultRange, "%d is no number of stars; 1 to 5 are, 0 gives none", o.Star)
	case o.StarOn != Buyer && o.StarOn != Seller:
		c.add(join(path, "star_on"), faultMissing, "is %s; say whether buyer or seller receives the star", o.StarOn)
	case o.May(o.StarOn.Other()):
		// The automatic star is that side's review (T5.10).
		c.add(join(path, "may_review"), faultConflict, "allows the %s, whose review the automatic star is", o.StarOn.Other())
	}
}
