package web

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/torikime/torikime/policy"
)

// rulesPage is the catalogue of rules, and the numbers of the policy in force.
type rulesPage struct {
	Sections []section
	Policy   string
	Values   []value
	Reasons  []reasonValue
	JSON     string
}

type section struct {
	ID    string
	Name  string
	Rules []ruleWords
}

type ruleWords struct{ ID, Words string }

type value struct{ Name, Rule, Value string }

type reasonValue struct {
	Name, By, Silence, Agreed, Silent string
	Counts                            bool
}

func (v *visit) rules() error {
	page, err := v.rulesPage()
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, "rules", "rules.title", page)
}

func (v *visit) rulesPage() (rulesPage, error) {
	p := v.market.Policy()
	page := rulesPage{Policy: p.Name, Values: v.values(p)}
	for _, r := range policy.Rules() {
		last := len(page.Sections) - 1
		if last < 0 || page.Sections[last].ID != r.Section {
			page.Sections = append(page.Sections, section{ID: r.Section, Name: v.section(r.Section)})
			last++
		}
		words := r.English
		if v.lang == policy.Japanese {
			words = r.Japanese
		}
		page.Sections[last].Rules = append(page.Sections[last].Rules, ruleWords{r.ID, words})
	}
	for i := range page.Sections {
		page.Sections[i].ID = "section-" + strconv.Itoa(i)
	}
	for _, r := range p.Cancel.Reasons {
		row := reasonValue{
			Name: reasonWords(v.lang, r.ID), By: v.say("role." + r.By.String()), Silence: "–",
			Agreed: v.roles(r.Agreed.MayReview), Silent: v.roles(r.Silence.MayReview), Counts: r.Agreed.Counts,
		}
		if r.OnSilence != "" {
			row.Silence = v.say("silence." + string(r.OnSilence))
		}
		if r.Silence.Star > 0 {
			row.Silent += " ★" + strconv.Itoa(r.Silence.Star) + " → " + v.say("role."+r.Silence.StarOn.String())
		}
		page.Reasons = append(page.Reasons, row)
	}
	whole, err := json.MarshalIndent(p, "", "  ")
	page.JSON = string(whole)
	return page, err
}

// section is a heading of the catalogue; one without a translation stays as it is.
func (v *visit) section(name string) string {
	if key := "section." + name; known(key) {
		return v.say(key)
	}
	return name
}

// values are the numbers that people ask for, each with its rule.
func (v *visit) values(p *policy.Policy) []value {
	w := func(window policy.Window) string { return limit(v.lang, window) }
	yes := func(b bool) string {
		if b {
			return v.say("yes")
		}
		return v.say("no")
	}
	most := strconv.Itoa(p.Review.CommentMax)
	if p.Review.CommentMax == 0 {
		most = v.say("unlimited")
	}
	list := []value{
		{"zone", "T0.1", p.Time.Zone + " (UTC" + p.Time.Offset.String() + ")"},
		{"payment_due", "T1.5", w(p.Purchase.PaymentDue)},
		{"seller_fee", "T1.11", p.Fees.Seller.Words(v.lang)},
		{"buyer_fee", "T1.11", p.Fees.Buyer.Words(v.lang)},
		{"first_contact", "T2.1", w(p.Cancel.FirstContact)},
		{"seller_silence", "T3.2", w(p.Cancel.SellerSilence)},
		{"buyer_silence", "T3.4", w(p.Cancel.BuyerSilence)},
		{"answer", "T3.7", w(p.Cancel.Answer)},
		{"hide", "T3.14", w(p.Cancel.Hide)},
		{"needs_message", "T4.2", yes(p.Delivery.NeedsMessage)},
		{"close", "T4.4", w(p.Delivery.Close)},
		{"declines", "T4.5", strconv.Itoa(p.Delivery.Declines)},
		{"approval", "T4.6", w(p.Delivery.Approval)},
		{"inspection", "T4.8", yes(p.Delivery.Inspection)},
		{"age_limit", "T4.9", w(p.Delivery.AgeLimit)},
		{"review", "T5.2", w(p.Review.Window)},
		{"comment_up_to", "T5.4", strings.Repeat("★", p.Review.CommentUpTo)},
		{"comment_max", "T5.5", most},
		{"visibility", "T5.8", v.say("visibility." + string(p.Review.Visibility))},
		{"files", "T7.1", strconv.Itoa(p.Attachment.MaxFiles)},
		{"bytes", "T7.2", size(p.Attachment.TalkroomBytes)},
	}
	for i := range list {
		list[i].Name = v.say("policy." + list[i].Name)
	}
	return list
}
