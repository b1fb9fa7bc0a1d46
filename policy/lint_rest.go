package policy

import (
	"slices"
	"strconv"
	"strings"

	"github.com/torikime/torikime/policy/money"
)

func itoa(n int) string { return strconv.Itoa(n) }

// mostDeflate is the most that the usual compression of a zip can squeeze: nothing
// honest or dishonest goes beyond it in one layer.
const mostDeflate = 1032

func (l *linter) attachment() {
	a := &l.p.Attachment
	if a.MessageBytes > a.TalkroomBytes {
		l.add("T7.2", "message_above_talkroom", "attachment.message_bytes")
	}
	if least := min(a.MessageBytes, a.TalkroomBytes); least < int64(a.MaxFiles) {
		l.add("T7.2", "bytes_below_files", "attachment.max_files", "files", itoa(a.MaxFiles), "bytes", strconv.FormatInt(least, 10))
	}
	var missing []string
	for _, kind := range fileKinds {
		if !slices.Contains(a.Kinds, kind) {
			missing = append(missing, kind)
		}
	}
	if len(missing) > 0 {
		l.add("T7.3", "kinds_left_out", "attachment.kinds", "kinds", strings.Join(missing, ", "))
	}
	if slices.Contains(a.Kinds, "zip") {
		l.zip(a)
	}
}

func (l *linter) zip(a *Attachment) {
	if a.Zip.Bytes < max(a.MessageBytes, a.TalkroomBytes) {
		l.add("T7.4", "zip_below_message", "attachment.zip.bytes")
	}
	switch {
	case a.Zip.Ratio == 1:
		l.add("T7.4", "zip_ratio_one", "attachment.zip.ratio")
	case a.Zip.Ratio > mostDeflate:
		l.add("T7.4", "zip_ratio_idle", "attachment.zip.ratio", "ratio", itoa(a.Zip.Ratio), "most", itoa(mostDeflate))
	}
}

func (l *linter) contact() {
	k := &l.p.Contact
	strict := func(kind Finding) int { return slices.Index(actions, k.Actions[kind]) }
	strictest := 0
	for _, kind := range findings {
		strictest = max(strictest, strict(kind))
	}
	if strictest <= 0 {
		l.add("T8.4", "contact_all_allowed", "contact.actions")
	} else {
		for _, sure := range []Finding{FoundAddress, FoundPhone, FoundHandle} {
			for _, vague := range []Finding{FoundServiceName, FoundInvitation} {
				if strict(sure) < strict(vague) {
					l.add("T8.4", "contact_upside_down", join("contact.actions", string(sure)), "this", string(sure), "other", string(vague))
					break
				}
			}
		}
	}
	l.list(FoundForbiddenLink, "contact.forbidden_hosts", len(k.ForbiddenHosts), strictest)
	l.list(FoundServiceName, "contact.service_names", len(k.ServiceNames), strictest)
	l.hosts(k)
	l.same("T8.2", "service_name_twice", "contact.service_names", k.ServiceNames, foldName)
	for i, name := range k.ServiceNames {
		if len([]rune(name)) == 1 && strict(FoundServiceName) >= slices.Index(actions, Hold) {
			l.add("T8.3", "service_name_short", index("contact.service_names", i), "name", name, "action", string(k.Actions[FoundServiceName]))
		}
	}
}

// list: a list and the action that goes with it need one another.
func (l *linter) list(kind Finding, path string, n, strictest int) {
	allowed := l.p.Contact.Actions[kind] == Allow
	switch {
	case n > 0 && allowed && strictest > 0:
		l.add("T8.4", "contact_list_idle", path, "kind", string(kind))
	case n == 0 && !allowed:
		l.add("T8.4", "contact_action_idle", join("contact.actions", string(kind)), "list", path, "kind", string(kind))
	}
}

func (l *linter) hosts(k *Contact) {
	under := func(host, above string) bool { return strings.HasSuffix(host, "."+above) }
	for i, allowed := range k.AllowedHosts {
		for j, forbidden := range k.ForbiddenHosts {
			if under(allowed, forbidden) {
				l.add("T8.5", "host_both", index("contact.allowed_hosts", i), "this", allowed, "other", forbidden)
			} else if under(forbidden, allowed) {
				l.add("T8.5", "host_both", index("contact.forbidden_hosts", j), "this", forbidden, "other", allowed)
			}
		}
	}
	for _, list := range []struct {
		path  string
		hosts []string
	}{{"contact.allowed_hosts", k.AllowedHosts}, {"contact.forbidden_hosts", k.ForbiddenHosts}} {
		for i, host := range list.hosts {
			if j := slices.IndexFunc(list.hosts, func(above string) bool { return under(host, above) }); j >= 0 {
				l.add("T8.5", "host_twice", index(list.path, i), "this", host, "other", list.hosts[j])
			}
		}
	}
}

// foldName is a name without regard to case, width and blanks.
func foldName(name string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '　':
			return -1
		case r >= '！' && r <= '～': // full-width ASCII
			return r - '！' + '!'
		}
		return r
	}, name))
}

func (l *linter) standing() {
	ranks := l.p.Standing.Ranks
	if len(ranks) == 0 && l.p.Standing.SearchWeight.Rank > 0 {
		l.add("T6.5", "search_idle", "standing.search_weight.rank")
	}
	for i := range ranks {
		path := index("standing.ranks", i)
		if i > 0 {
			if field := descends(&ranks[i-1], &ranks[i]); field != "" {
				l.add("T6.3", "ranks_descend", join(path, field), "this", ranks[i].ID, "other", ranks[i-1].ID)
			}
		}
		for j := i + 1; j < len(ranks); j++ {
			if asksNoMore(&ranks[j], &ranks[i]) {
				l.add("T6.3", "rank_unreachable", path, "this", ranks[i].ID, "other", ranks[j].ID)
				break
			}
		}
	}
}

// demands are what a rank asks for in figures. Sales within the months are sales
// ever; a rank that leaves a figure out asks for another kind of thing.
func (r *Rank) demands() []int64 {
	revenue := int64(0)
	if r.Revenue != nil {
		revenue = r.Revenue.Units()
	}
	// A rate's part of a million is the rate, exactly.
	return []int64{int64(max(r.SalesEver, r.Sales)), int64(r.Sales), revenue, r.Completion.OfUnits(1_000_000), int64(r.Rating)}
}

var demandNames = []string{"sales_ever", "sales", "revenue", "completion", "rating"}

// descends names a figure of which the higher rank asks for less than the lower.
func descends(lower, higher *Rank) string {
	if !sameCurrency(lower.Revenue, higher.Revenue) {
		return ""
	}
	a, b := lower.demands(), higher.demands()
	for i, name := range demandNames {
		if b[i] > 0 && b[i] < a[i] {
			return name
		}
	}
	return ""
}

// asksNoMore: whoever has the lower rank has the higher one too.
func asksNoMore(higher, lower *Rank) bool {
	if !sameCurrency(lower.Revenue, higher.Revenue) || higher.IdentityChecked && !lower.IdentityChecked {
		return false
	}
	// Fewer months are the harder demand; 0 is none.
	if h, w := higher.SeenWithinMonths, lower.SeenWithinMonths; h > 0 && (w == 0 || h < w) {
		return false
	}
	a, b := lower.demands(), higher.demands()
	for i := range a {
		if b[i] > a[i] {
			return false
		}
	}
	return true
}

func sameCurrency(a, b *money.Money) bool {
	return a == nil || b == nil || a.Currency() == b.Currency()
}
