package policy

import (
	"slices"
	"strings"

	"github.com/torikime/torikime/policy/money"
)

// mostCount bounds every number that counts something.
const mostCount = 1_000_000

// Validate finds every value that can't be meant. Parse calls it; a policy that a
// program builds should be put to it before it is used.
func (p *Policy) Validate() Faults {
	c := collector{faults: p.Terms.Validate()}
	c.window("quotation.lapse", &p.Quotation.Lapse)
	c.limits("quotation.price", p.Quotation.Price)
	c.ids("quotation.refusal_reasons", p.Quotation.RefusalReasons)
	c.attachment(&p.Attachment)
	c.contact(&p.Contact)
	for i := range p.Notices.Reminders {
		c.reminder(index("notices.reminders", i), &p.Notices.Reminders[i])
	}
	c.standing(&p.Standing)
	c.payout(&p.Payout)
	return c.faults
}

// Validate finds every value of the terms that can't be meant.
func (t *Terms) Validate() Faults {
	var c collector
	if !isID(strings.ReplaceAll(t.Name, "-", "_")) {
		c.add("name", faultValue, "%q is no name: small letters, digits and hyphens are, such as \"coconala\"", cut(t.Name))
	}
	c.zone(t.Time)
	c.fee("fees.seller", &t.Fees.Seller)
	c.fee("fees.buyer", &t.Fees.Buyer)
	for _, w := range t.windows() {
		c.window(w.path, w.window)
	}
	c.count("purchase.max_options", t.Purchase.MaxOptions, 0)
	oneOf(&c, "purchase.options_until", t.Purchase.OptionsUntil, UntilClose, UntilFirstDelivery)
	c.limits("purchase.additional", t.Purchase.Additional)
	if err := checkPeriod(t.Cancel.DuplicateWithin.Duration()); err != "" {
		c.add("cancel.duplicate_within", faultRange, "%s", err)
	}
	c.reasons(t.Cancel.Reasons)
	c.count("delivery.declines", t.Delivery.Declines, 0)
	c.review(&t.Review)
	return c.faults
}

// count: at least so many, and not absurdly many.
func (c *collector) count(path string, n, least int) {
	if n < least || n > mostCount {
		c.add(path, faultRange, "%d is out of range; %d to %d are allowed", n, least, mostCount)
	}
}

func oneOf[T ~string](c *collector, path string, value T, known ...T) {
	if slices.Contains(known, value) {
		return
	}
	all := make([]string, len(known))
	for i, k := range known {
		all[i] = string(k)
	}
	c.add(path, faultValue, "%q is not known; one of %s is", cut(string(value)), strings.Join(all, ", "))
}

// isID: small letters, digits and underscores, 64 at most.
func isID(s string) bool { return plain(s) && len(s) <= 64 }

// ids: names for programs, each once.
func (c *collector) ids(path string, ids []string) {
	for i, id := range ids {
		if !isID(id) {
			c.add(index(path, i), faultValue, "%q is no id: small letters, digits and underscores are, 64 at most", cut(id))
		}
	}
	c.once(path, ids)
}

// once: no text twice.
func (c *collector) once(path string, texts []string) {
	for i, t := range texts {
		if first := slices.Index(texts, t); first < i {
			c.add(index(path, i), faultDuplicate, "%q stands at [%d] already", cut(t), first)
		}
	}
}

func (c *collector) zone(t Time) {
	ok := t.Zone != "" && len(t.Zone) <= 64
	for _, r := range t.Zone {
		ok = ok && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/_+-", r))
	}
	if !ok {
		c.add("time.zone", faultValue, "%q is no zone: a name of the IANA table is, such as \"Asia/Tokyo\"", cut(t.Zone))
	}
	if err := t.Offset.check(); err != nil {
		c.add("time.offset", faultRange, "%s", err)
	}
}

func (c *collector) limits(path string, l Limits) {
	for _, end := range []struct {
		name   string
		amount *money.Money
	}{{"min", l.Min}, {"max", l.Max}} {
		if end.amount != nil {
			c.amount(join(path, end.name), *end.amount)
		}
	}
	if l.Min == nil || l.Max == nil {
		return
	}
	order, err := l.Min.Cmp(*l.Max)
	switch {
	case err != nil:
		c.add(path, faultConflict, "min is in %q and max in %q; give both in one currency", l.Min.Currency(), l.Max.Currency())
	case order > 0:
		c.add(path, faultConflict, "min (%s) is more than max (%s)", l.Min, l.Max)
	}
}

// amount: of a currency, and not negative.
func (c *collector) amount(path string, m money.Money) {
	switch {
	case m.Currency() == money.Currency{}:
		c.add(path, faultMissing, "has no currency")
	case m.Sign() < 0 || m.Units() > money.Max:
		c.add(path, faultRange, "%s is out of range; an amount is not negative and has at most 18 digits", m)
	}
}

func (c *collector) review(r *Review) {
	c.ids("review.buyer_items", r.BuyerItems)
	c.ids("review.seller_items", r.SellerItems)
	if r.CommentUpTo < 0 || r.CommentUpTo > 5 {
		c.add("review.comment_up_to", faultRange, "%d is no number of stars; 0 (never) to 5 are", r.CommentUpTo)
	}
	c.count("review.comment_max", r.CommentMax, 0)
	c.count("review.item_averages_from", r.ItemAveragesFrom, 0)
	oneOf(c, "review.visibility", r.Visibility, OnSend, DoubleBlind)
	switch {
	case r.Visibility == DoubleBlind && r.Blind.Off() && r.Window.Off():
		c.add("review.blind", faultConflict, "is off, as the window is: a review that nobody answers would be hidden for ever")
	case !r.Window.Off() && r.Blind.longest() > r.Window.longest():
		c.add("review.blind", faultConflict, "is longer than review.window: nothing is hidden after the window's end")
	}
}

func (c *collector) attachment(a *Attachment) {
	c.count("attachment.max_files", a.MaxFiles, 1)
	c.bytes("attachment.talkroom_bytes", a.TalkroomBytes)
	c.bytes("attachment.message_bytes", a.MessageBytes)
	if len(a.Kinds) == 0 {
		c.add("attachment.kinds", faultMissing, "is empty; name at least one kind, such as \"pdf\"")
	}
	for i, kind := range a.Kinds {
		oneOf(c, index("attachment.kinds", i), kind, fileKinds...)
	}
	c.once("attachment.kinds", a.Kinds)
	if a.NameMax < 16 || a.NameMax > 255 {
		c.add("attachment.name_max", faultRange, "%d is out of range; 16 to 255 bytes are allowed", a.NameMax)
	}
	c.count("attachment.zip.entries", a.Zip.Entries, 1)
	c.bytes("attachment.zip.bytes", a.Zip.Bytes)
	c.count("attachment.zip.ratio", a.Zip.Ratio, 1)
	if a.Zip.Depth < 1 || a.Zip.Depth > 16 {
		c.add("attachment.zip.depth", faultRange, "%d is out of range; 1 to 16 are allowed", a.Zip.Depth)
	}
}

// bytes: some, and at most a terabyte.
func (c *collector) bytes(path string, n int64) {
	const most = 1_000_000_000_000
	if n < 1 || n > most {
		c.add(path, faultRange, "%d bytes is out of range; 1 to %d are allowed", n, int64(most))
	}
}

func (c *collector) contact(k *Contact) {
	for _, kind := range findings {
		path := join("contact.actions", string(kind))
		if action, there := k.Actions[kind]; there {
			oneOf(c, path, action, actions...)
		} else {
			c.add(path, faultMissing, "is missing; say what follows from every kind of finding")
		}
	}
	for kind := range k.Actions {
		if !slices.Contains(findings, kind) {
			c.add(join("contact.actions", string(kind)), faultUnknown, "is no kind of finding; known are %s", findings)
		}
	}
	c.hosts("contact.allowed_hosts", k.AllowedHosts)
	c.hosts("contact.forbidden_hosts", k.ForbiddenHosts)
	for i, host := range k.AllowedHosts {
		if slices.Contains(k.ForbiddenHosts, host) {
			c.add(index("contact.allowed_hosts", i), faultConflict, "%q is forbidden too", cut(host))
		}
	}
	for i, name := range k.ServiceNames {
		if strings.TrimSpace(name) != name || name == "" || len(name) > 100 {
			c.add(index("contact.service_names", i), faultValue, "%q is no name: write 1 to 100 bytes without blanks around them", cut(name))
		}
	}
	c.once("contact.service_names", k.ServiceNames)
}

// hosts: names such as "gigafile.nu", in small letters, without scheme, port or path.
func (c *collector) hosts(path string, hosts []string) {
	for i, host := range hosts {
		labels := strings.Split(host, ".")
		ok := len(labels) >= 2 && len(host) <= 253
		for _, label := range labels {
			inner := strings.Trim(label, "-") == label
			ok = ok && inner && plain(strings.ReplaceAll(label, "-", "0")) && !strings.Contains(label, "_")
		}
		if !ok {
			c.add(index(path, i), faultValue, "%q is no host: write its name in small letters, such as \"gigafile.nu\"", cut(host))
		}
	}
	c.once(path, hosts)
}

func (c *collector) reminder(path string, r *Reminder) {
	oneOf(c, join(path, "of"), r.Of, subjects...)
	if r.To > Seller {
		c.add(join(path, "to"), faultValue, "%s gets no reminders; buyer and seller do", r.To)
	}
	ways := 0
	if r.HalfTime {
		ways++
	}
	for _, p := range []struct {
		name   string
		period Period
	}{{"before", r.Before}, {"after", r.After}} {
		if err := checkPeriod(p.period.Duration()); err != "" {
			c.add(join(path, p.name), faultRange, "%s", err)
		}
		if p.period != 0 {
			ways++
		}
	}
	if ways != 1 {
		c.add(path, faultConflict, "says %d times when; give exactly one of half_time, before and after, and no \"0s\"", ways)
	}
}

func (c *collector) payout(p *Payout) {
	if (p.Fee == nil) != (p.FreeFrom == nil) {
		c.add("payout", faultConflict, "has one of fee and free_from; give both or none")
		return
	}
	if p.Fee == nil {
		return
	}
	c.amount("payout.fee", *p.Fee)
	c.amount("payout.free_from", *p.FreeFrom)
	order, err := p.Fee.Cmp(*p.FreeFrom)
	switch {
	case err != nil:
		c.add("payout", faultConflict, "fee is in %q and free_from in %q; give both in one currency", p.Fee.Currency(), p.FreeFrom.Currency())
	case order > 0:
		c.add("payout.fee", faultConflict, "is more than free_from: a payout could cost more than it pays")
	}
}
