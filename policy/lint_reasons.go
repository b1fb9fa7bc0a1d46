package policy

// reasons looks at the table of cancel reasons, as a whole and row by row.
func (l *linter) reasons() {
	usable := map[Role]int{}
	cancels := false
	for i := range l.p.Cancel.Reasons {
		r := &l.p.Cancel.Reasons[i]
		path := index("cancel.reasons", i)
		if r.Condition == OtherSilent && l.silenceOf(r.By.Other()).Off() {
			l.add(silenceRule(r.By), "reason_needs_silence", join(path, "condition"), "reason", r.ID, "window", silencePath(r.By))
		} else {
			usable[r.By]++
		}
		cancels = cancels || r.OnSilence == SilenceCancels
		l.outcomes(path, r)
	}
	if usable[Buyer] == 0 {
		l.add("T3.2", "buyer_no_way_out", "cancel.reasons")
	}
	if usable[Seller] == 0 {
		l.add("T3.1", "seller_no_reason", "cancel.reasons")
	}
	if cancels && l.p.Cancel.Answer.Off() {
		l.add("T3.7", "answer_off", "cancel.answer")
	}
	for _, asker := range []Role{Buyer, Seller} {
		if !l.silenceOf(asker.Other()).Off() && !l.silenceAsked(asker) {
			l.add(silenceRule(asker), "silence_idle", silencePath(asker), "side", asker.String())
		}
	}
}

// silenceAsked: a side has a reason that asks for the other's silence.
func (l *linter) silenceAsked(asker Role) bool {
	for _, r := range l.p.Cancel.Reasons {
		if r.By == asker && r.Condition == OtherSilent {
			return true
		}
	}
	return false
}

func (l *linter) silenceOf(side Role) *Window {
	if side == Seller {
		return &l.p.Cancel.SellerSilence
	}
	return &l.p.Cancel.BuyerSilence
}

// silencePath and silenceRule are of the silence that a side asks for.
func silencePath(asker Role) string {
	if asker == Buyer {
		return "cancel.seller_silence"
	}
	return "cancel.buyer_silence"
}

func silenceRule(asker Role) string {
	if asker == Buyer {
		return "T3.2"
	}
	return "T3.4"
}

func (l *linter) outcomes(path string, r *Reason) {
	l.outcome(join(path, "agreed"), r.ID, &r.Agreed)
	silence := join(path, "silence")
	requested := r.By == Buyer || r.By == Seller
	switch {
	case r.OnSilence == SilenceLapses && (r.Silence.Star > 0 || r.Silence.PausesSeller):
		l.add("T3.7", "silence_outcome_idle", silence, "reason", r.ID)
		return
	case requested && r.Silence.Star > 0 && r.Silence.StarOn == r.By:
		l.add("T3.10", "star_on_sender", join(silence, "star_on"), "reason", r.ID, "side", r.By.String())
	case r.By == Seller && r.Silence.PausesSeller:
		l.add("T3.9", "pause_for_others_silence", join(silence, "pauses_seller"), "reason", r.ID)
	}
	if requested { // nobody else's silence decides anything
		l.outcome(silence, r.ID, &r.Silence)
	}
}

func (l *linter) outcome(path, reason string, o *Outcome) {
	punished := o.Star > 0 && o.StarOn == Seller
	switch {
	case o.Star >= 4:
		l.add("T5.10", "star_praises", join(path, "star"), "reason", reason, "star", itoa(o.Star))
	case punished && !o.PausesSeller:
		l.add("T3.9", "star_without_pause", join(path, "star"), "reason", reason)
	}
	if (punished || o.PausesSeller) && !o.Counts {
		l.add("T6.2", "penalty_uncounted", join(path, "counts"), "reason", reason)
	}
}
