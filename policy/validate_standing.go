package policy

func (c *collector) standing(s *Standing) {
	if s.Months < 1 || s.Months > 120 {
		c.add("standing.months", faultRange, "%d is out of range; 1 to 120 months are allowed", s.Months)
	}
	if s.RecomputeDay < 1 || s.RecomputeDay > 28 {
		c.add("standing.recompute_day", faultRange, "%d is no day that every month has; 1 to 28 are", s.RecomputeDay)
	}
	ids := make([]string, len(s.Ranks))
	for i := range s.Ranks {
		ids[i] = s.Ranks[i].ID
		c.rank(index("standing.ranks", i), &s.Ranks[i])
	}
	for i, id := range ids {
		if !isID(id) {
			c.add(join(index("standing.ranks", i), "id"), faultValue, "%q is no id: small letters, digits and underscores are", cut(id))
		}
	}
	c.once("standing.ranks", ids)
	w := s.SearchWeight
	c.count("standing.search_weight.rank", w.Rank, 0)
	c.count("standing.search_weight.completion", w.Completion, 0)
	c.count("standing.search_weight.rating", w.Rating, 0)
	if w == (SearchWeight{}) {
		c.add("standing.search_weight", faultConflict, "counts nothing; give at least one part")
	}
}

func (c *collector) rank(path string, r *Rank) {
	c.count(join(path, "sales_ever"), r.SalesEver, 0)
	c.count(join(path, "sales"), r.Sales, 0)
	if r.Revenue != nil {
		c.amount(join(path, "revenue"), *r.Revenue)
	}
	if r.Rating < 0 || r.Rating > 50 {
		c.add(join(path, "rating"), faultRange, "%d tenths of a star is out of range; 0 to 50 are allowed", r.Rating)
	}
	if r.SeenWithinMonths < 0 || r.SeenWithinMonths > 120 {
		c.add(join(path, "seen_within_months"), faultRange, "%d is out of range; 0 to 120 months are allowed", r.SeenWithinMonths)
	}
}
