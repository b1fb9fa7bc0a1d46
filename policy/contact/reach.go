package contact

import (
	"slices"
	"strings"

	"github.com/torikime/torikime/policy"
)

// reaches finds what is asked beside an address, a number or an account name: nearly
// any request in the same sentence is one to get in touch by it.
func (sc *scan) reaches() {
	for _, d := range slices.Clone(sc.found) {
		switch d.kind {
		case policy.FoundAddress, policy.FoundPhone, policy.FoundHandle:
			sc.beside(d, isAsk, isPlease, isReach, saysReach, isNudge, isReachEN, isActEN)
		case policy.FoundForbiddenLink:
			if !sc.taken(d.from, d.to, inContact) {
				continue // a file
			}
			sc.beside(d, isJoining, isReach)
		}
	}
}

// beside looks for such words behind a detail and before it.
func (sc *scan) beside(d found, asks ...class) {
	begin, end := sc.sentence(d.from, d.to)
	if d.kind == policy.FoundForbiddenLink && begin > 1 && strings.Trim(sc.read(begin, d.from), " \n:/htps") == "" {
		begin, _ = sc.sentence(begin-2, begin-1) // Hop on now? https://…
	}
	reach := 40
	if isLatin(sc.at(begin)) {
		reach = 64 // English words are longer
	}
	begin, end = max(begin, d.from-reach), min(end, d.to+reach)
	last, first := 0, 0
	for k := sc.seek(d.to); k < len(sc.hits) && sc.hits[k].from < end; k++ {
		if h := sc.hits[k]; h.is(asks...) && h.to <= end && sc.wordAt(h.from, isStop) <= h.to && !sc.refused(h.from, min(end, h.to+8)) {
			last = max(last, h.to)
		}
	}
	for k := sc.seek(begin); k < len(sc.hits) && sc.hits[k].to <= d.from; k++ {
		if h := sc.hits[k]; first == 0 && h.is(asks...) && !sc.refused(h.from, d.from) && !sc.taken(h.from, h.to, inDetail) {
			first = h.to
			sc.add(invites, h.from, d.from, 66, whyInviteReach)
		}
	}
	sc.add(invites, d.to, last, 70, whyInviteReach)
}
