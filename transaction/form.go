package transaction

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/review"
)

// The limits of what no rule of a marketplace limits.
const (
	maxFiles        = 100
	maxSteps        = 50
	maxTitle        = 200
	maxMetadata     = 16
	maxMetadataKey  = 64
	maxMetadataText = 500
	maxOptions      = 64
	maxExtension    = 10 * 366 * 24 * time.Hour
)

// faults collects everything that is wrong with the form of a command.
type faults struct{ list policy.Faults }

func (f *faults) add(path, code, message string) {
	f.list = append(f.list, policy.Fault{Path: path, Code: code, Message: message})
}

// text checks a text; needed: it has to say something.
func (f *faults) text(path, text string, max int, needed bool) {
	if fault, bad := policy.CheckText(path, text, max); bad {
		f.list = append(f.list, fault)
	} else if needed && policy.Blank(text) {
		f.add(path, "empty", "is empty; it has to say something")
	}
}

// line checks a text that stands on one line, such as a file name: the log keeps
// several of them as one text, a line for each.
func (f *faults) line(path, text string, max int) {
	if at := strings.IndexAny(text, "\n\r\t"); at >= 0 {
		f.add(path, "control", fmt.Sprintf("control character U+%04X at byte %d; none is allowed here", text[at], at))
		return
	}
	f.text(path, text, max, false)
}

func (f *faults) id(path, id string) {
	if fault, bad := policy.CheckID(path, id); bad {
		f.list = append(f.list, fault)
	}
}

// amount checks that an amount is above zero and in the right currency.
func (f *faults) amount(path string, m money.Money, want money.Currency) {
	switch {
	case m.Currency() != want:
		f.add(path, "currency", fmt.Sprintf("is in %s; %s is right", m.Currency(), want))
	case m.Sign() <= 0:
		f.add(path, "amount", fmt.Sprintf("%s is not above zero", m))
	case m.Units() > money.Max:
		f.add(path, "amount", fmt.Sprintf("%s is more than any payment can be", m))
	}
}

func (f *faults) files(files []File) {
	if len(files) > maxFiles {
		f.add("files", "too_many", fmt.Sprintf("%d files; at most %d are allowed", len(files), maxFiles))
		return
	}
	for i := range files {
		path := fmt.Sprintf("files[%d]", i)
		f.id(path+".id", files[i].ID)
		f.line(path+".name", files[i].Name, policy.MaxText)
		f.line(path+".kind", files[i].Kind, maxTitle)
		if files[i].Size < 0 {
			f.add(path+".size", "size", "is below zero; a size in bytes is right")
		}
	}
}

func (f *faults) metadata(m map[string]string) {
	if len(m) > maxMetadata {
		f.add("metadata", "too_many", fmt.Sprintf("%d entries; at most %d are allowed", len(m), maxMetadata))
	}
	for k, v := range m {
		if k == "" || len(k) > maxMetadataKey {
			f.add("metadata", "key", fmt.Sprintf("a key has 1 to %d bytes", maxMetadataKey))
		}
		f.text("metadata", k, maxMetadataKey, false)
		f.text("metadata."+k, v, maxMetadataText, false)
	}
}

func (f *faults) settlement(s Settlement, allowed ...Settlement) {
	if !slices.Contains(allowed, s) {
		f.add("payment", "settlement", "the payment was settled or refused")
	}
}

func (f *faults) reject(rule string) *policy.Rejection {
	if len(f.list) == 0 {
		return nil
	}
	no := policy.Reject(policy.Invalid, rule, "form")
	no.Faults = f.list
	return no
}

// form judges what can never be right, whatever the state.
func form(s *State, c Command) *policy.Rejection {
	var f faults
	switch c := c.(type) {
	case Pay:
		f.settlement(c.Payment, Settled, Refused)
	case Message:
		f.text("body", c.Text, policy.MaxText, len(c.Files) == 0)
		f.files(c.Files)
	case Deliver:
		f.text("message", c.Text, policy.MaxText, true)
		f.files(c.Files)
	case Decline:
		f.text("message", c.Text, policy.MaxText, false)
	case RequestCancel:
		f.text("message", c.Text, policy.MaxText, false)
		if _, ok := s.Terms.Cancel.Reason(c.Reason); !ok {
			f.add("reason", "unknown", fmt.Sprintf("%.50q is no reason of the policy's table", c.Reason))
		}
	case AgreeCancel:
		f.text("message", c.Text, policy.MaxText, false)
	case RefuseCancel:
		f.text("message", c.Text, policy.MaxText, false)
	case PayAdditional:
		f.amount("amount", c.Amount, s.Currency())
		f.settlement(c.Payment, Settled, Refused)
	case BuyOption:
		if optionIndex(s.Options, c.Option) < 0 {
			f.add("option", "unknown", fmt.Sprintf("%.50q is no option of the listing at the purchase", c.Option))
		}
		f.settlement(c.Payment, Settled, Refused)
	case WriteReview:
		return review.Draft{By: c.By.Role, Stars: c.Stars, Comment: c.Comment, Items: c.Items}.Check(&s.Terms.Review)
	case ReplyReview:
		f.text("comment", c.Text, policy.MaxText, true)
	case SetSchedule:
		f.schedule(&c, s.HasSchedule)
	case OperatorCancel:
		f.text("reason", c.Reason, policy.MaxText, true)
		f.sides(c.Reviews)
	case OperatorClose:
		f.text("reason", c.Reason, policy.MaxText, true)
	case OperatorHold:
		f.text("reason", c.Reason, policy.MaxText, true)
	case OperatorRelease:
		f.text("reason", c.Reason, policy.MaxText, true)
	case OperatorRefund:
		f.text("reason", c.Reason, policy.MaxText, true)
		f.amount("amount", c.Amount, s.Currency())
		if c.Ref != "" {
			f.id("ref", c.Ref)
		}
	case OperatorExtend:
		f.text("reason", c.Reason, policy.MaxText, true)
		f.extension(&c)
	case OperatorShow:
		f.look(c.Reason, c.Seq)
	case OperatorWithhold:
		f.look(c.Reason, c.Seq)
	case Annotate:
		f.metadata(c.Metadata)
	case Receive:
		f.received(s, &c)
	case NoteRefund:
		f.noted(&c)
	}
	if len(f.list) == 0 {
		return nil
	}
	return f.reject(gates[c.command()].rule)
}

func (f *faults) schedule(c *SetSchedule, before bool) {
	if len(c.Steps) == 0 || len(c.Steps) > maxSteps {
		f.add("steps", "count", fmt.Sprintf("%d steps; 1 to %d are right", len(c.Steps), maxSteps))
	}
	for i, step := range c.Steps {
		path := fmt.Sprintf("steps[%d]", i)
		f.text(path+".title", step.Title, maxTitle, true)
		for _, r := range step.Title {
			if r == '\n' || r == '\r' {
				f.add(path+".title", "line", "a title is one line")
				break
			}
		}
		if _, err := step.Date.MarshalText(); err != nil {
			f.add(path+".date", "date", "a date such as 2030-01-20 is right")
		}
	}
	f.text("reason", c.Reason, policy.MaxText, before)
}

// look checks an operator's decision on the words of an event (T8.4).
func (f *faults) look(reason string, seq int) {
	f.text("reason", reason, policy.MaxText, true)
	if seq < 1 {
		f.add("seq", "range", "events are counted from 1")
	}
}

func (f *faults) sides(sides []policy.Role) {
	for i, r := range sides {
		if r != policy.Buyer && r != policy.Seller {
			f.add(fmt.Sprintf("reviews[%d]", i), "role", "buyer or seller is right")
		} else if slices.Contains(sides[:i], r) {
			f.add(fmt.Sprintf("reviews[%d]", i), "duplicate", r.String()+" stands there twice")
		}
	}
}

func (f *faults) extension(c *OperatorExtend) {
	if c.Deadline >= deadlineKinds {
		f.add("deadline", "unknown", fmt.Sprintf("one of %v is right", deadlineNames))
	}
	if c.Later <= 0 || c.Later > maxExtension || c.Later%time.Microsecond != 0 {
		f.add("by", "period", "a deadline moves to later only, by whole microseconds and at most ten years")
	}
}

// purchaseForm judges the form of a purchase (T1.5 to T1.12).
func purchaseForm(c *Purchase) *policy.Rejection {
	if c.Terms == nil {
		return policy.Reject(policy.Invalid, "T1.9", "no_terms")
	}
	if c.Inspection && !c.Terms.Delivery.Inspection {
		return policy.Reject(policy.Invalid, "T4.8", "off")
	}
	if len(c.Picked) > 0 && c.Quotation != "" && !c.Terms.Purchase.OptionsOnQuotation {
		return policy.Reject(policy.Invalid, "T1.12", "quotation")
	}
	var f faults
	f.id("id", c.ID)
	f.id("buyer", c.By.ID)
	f.id("seller", c.Seller)
	if c.Quotation == "" || c.Service != "" { // a proposal may be about none
		f.id("service", c.Service)
	}
	f.amount("price", c.Price, c.Price.Currency())
	if c.Price.Currency() == (money.Currency{}) {
		f.add("price", "currency", "a price has a currency")
	}
	f.limitCurrency(c)
	if c.Quotation != "" {
		f.id("quotation", c.Quotation)
	}
	f.text("notes", c.Notes, policy.MaxText, false)
	f.metadata(c.Metadata)
	f.settlement(c.Payment, Awaited, Settled, Refused)
	f.options(c)
	return f.reject("T1.12")
}

// limitCurrency refuses a price in another currency than the policy's limits of
// a payment (T4.11) and of its fees (T1.11): they could not be kept.
func (f *faults) limitCurrency(c *Purchase) {
	limits, fees := &c.Terms.Purchase.Additional, &c.Terms.Fees
	for _, limit := range [...]*money.Money{limits.Min, limits.Max, fees.Seller.Min, fees.Seller.Max, fees.Buyer.Min, fees.Buyer.Max} {
		if limit != nil && limit.Currency() != c.Price.Currency() {
			f.add("price", "currency", fmt.Sprintf("is in %s; the policy limits payments in %s", c.Price.Currency(), limit.Currency()))
			return
		}
	}
}

func (f *faults) options(c *Purchase) {
	if n := len(c.Options); n > maxOptions || n > c.Terms.Purchase.MaxOptions {
		f.add("options", "too_many", fmt.Sprintf("%d options; at most %d are allowed", n, min(maxOptions, c.Terms.Purchase.MaxOptions)))
		return
	}
	for i := range c.Options {
		path := fmt.Sprintf("options[%d]", i)
		f.id(path+".id", c.Options[i].ID)
		f.text(path+".title", c.Options[i].Title, policy.MaxText, false)
		f.amount(path+".price", c.Options[i].Price, c.Price.Currency())
		if optionIndex(c.Options, c.Options[i].ID) != i {
			f.add(path+".id", "duplicate", "an option's id stands once")
		}
	}
	for i, id := range c.Picked {
		path := fmt.Sprintf("options[%d]", i)
		if optionIndex(c.Options, id) < 0 {
			f.add(path, "unknown", fmt.Sprintf("%.50q is no option of the listing", id))
		} else if slices.Contains(c.Picked[:i], id) {
			f.add(path, "duplicate", fmt.Sprintf("%.50q is picked twice", id))
		}
	}
}

// metadataText is the host's own data as the log keeps it: a JSON object with
// sorted keys; empty for none.
func metadataText(m map[string]string) Text {
	if len(m) == 0 {
		return Text{}
	}
	data, err := json.Marshal(m) // a map of strings: it cannot fail
	if err != nil {
		return Text{}
	}
	return Text{Body: string(data)}
}

// filesOf are the files of a command that may carry some.
func filesOf(c Command) []File {
	switch c := c.(type) {
	case Message:
		return c.Files
	case Deliver:
		return c.Files
	}
	return nil
}

// CheckFiles refuses more files than one message may carry (T7.1), and more bytes
// together (T7.2); a limit of 0 is none.
func CheckFiles(files []File, maxFiles int, maxBytes int64) *policy.Rejection {
	if maxFiles > 0 && len(files) > maxFiles {
		return policy.Reject(policy.Invalid, "T7.1", "too_many").With("count", strconv.Itoa(len(files))).With("max", strconv.Itoa(maxFiles))
	}
	left := maxBytes
	for i := range files {
		if maxBytes > 0 && files[i].Size > left {
			limit := strconv.FormatInt(maxBytes, 10)
			no := policy.Reject(policy.Invalid, "T7.2", "too_large").With("total", "more than "+limit).With("limit", limit)
			no.Faults = []policy.Fault{policy.FaultOf("files", "T7.2", "too_large", no.Params)}
			return no
		}
		left -= files[i].Size
	}
	return nil
}
