package api

import (
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/quotation"
)

// The bodies of the commands of a quotation.
type (
	// RequestQuotation asks for one.
	RequestQuotation struct {
		Common
		market.RequestDraft
	}
	// Propose makes a proposal, or changes it.
	Propose struct {
		Common
		Price        money.Money `json:"price" doc:"Without options and fees (T1.4)"`
		DeliveryDate policy.Date `json:"delivery_date" format:"date" doc:"By when the seller means to deliver; today or later"`
		Description  string      `json:"description" doc:"What the buyer gets"`
		ServiceID    string      `json:"service_id,omitempty" doc:"One of the seller's own; what the request is about by default"`
	}
	// RefuseRequest refuses a request.
	RefuseRequest struct {
		Common
		Reason  string `json:"reason" doc:"A code of the policy's list: quotation.refusal_reasons"`
		Message string `json:"message,omitempty"`
	}
)

// quotationCommand is one command of a quotation: its path, its form, and what it
// gives the machine.
type quotationCommand struct {
	name, by, summary string
	form              func() body
	make              func(b body, by transaction.Actor) quotation.Command
}

func quoting[B body](by, summary string, build func(*B, transaction.Actor) quotation.Command) quotationCommand {
	return quotationCommand{
		name: build(new(B), transaction.Actor{}).Name(), by: by, summary: summary,
		form: func() body { return any(new(B)).(body) },
		make: func(b body, by transaction.Actor) quotation.Command { return build(any(b).(*B), by) },
	}
}

// quotationCommands is every command of a quotation but the request and the
// purchase, which make something new.
func quotationCommands() []quotationCommand {
	type cmd = quotation.Command
	type act = transaction.Actor
	return []quotationCommand{
		quoting("buyer, seller", "Write to the other side while the quotation runs (T1.1)", func(b *Message, by act) cmd {
			return quotation.Ask{By: by, Text: b.Body}
		}),
		quoting("seller", "Propose, or change the proposal, whose time starts anew (T1.1 to T1.4)", func(b *Propose, by act) cmd {
			return quotation.Propose{By: by, Price: b.Price, Delivery: b.DeliveryDate, Service: b.ServiceID, Text: b.Description}
		}),
		quoting("seller", "Refuse the request (T1.1)", func(b *RefuseRequest, by act) cmd {
			return quotation.Refuse{By: by, Reason: b.Reason, Text: b.Message}
		}),
		quoting("buyer, seller", "Take back the request, or the proposal; it ends the quotation (T1.2)", func(_ *Empty, by act) cmd {
			return quotation.Withdraw{By: by}
		}),
		quoting("operator", "End the quotation (T3.15)", func(b *Operate, by act) cmd {
			return quotation.OperatorClose{By: by, Reason: b.Reason}
		}),
		quoting("operator", "Show words that were held (T8.4)", func(b *OperatorLook, by act) cmd {
			return quotation.OperatorShow{By: by, Reason: b.Reason, Seq: b.Seq}
		}),
		quoting("operator", "Withhold words that were held, for good (T8.4)", func(b *OperatorLook, by act) cmd {
			return quotation.OperatorWithhold{By: by, Reason: b.Reason, Seq: b.Seq}
		}),
	}
}

func (a *API) quotations(r *http.Request, v market.Viewer, cursor string, limit int) (any, error) {
	which, no := whichOf(r)
	if no != nil {
		return nil, no
	}
	return a.market.Quotations(r.Context(), v, which, cursor, limit)
}

func (a *API) quotation(r *http.Request, v market.Viewer) (any, error) {
	return a.market.Quotation(r.Context(), v, r.PathValue("id"))
}

func (a *API) requestQuotation(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	var b RequestQuotation
	c, err := form(w, r, &b)
	if err != nil {
		return err
	}
	done, err := a.market.RequestQuotation(r.Context(), v, b.RequestDraft, c)
	return a.done(w, done.JSON, created(c), err)
}

// quote answers one command of a quotation.
func (a *API) quote(c quotationCommand) handler {
	return func(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
		b := c.form()
		how, err := formAbout(w, r, v, a.market.QuotationPart, b)
		if err != nil {
			return err
		}
		done, err := a.market.Quote(r.Context(), v, r.PathValue("id"), func(by transaction.Actor) quotation.Command { return c.make(b, by) }, how)
		return a.done(w, done.JSON, http.StatusOK, err)
	}
}

// quotations describes the calls.
func (d *document) quotations() {
	const all, one = "/api/v1/quotations", "/api/v1/quotations/{id}"
	d.add("GET", all, "quotations", "The caller's quotations, newest first", nil, market.Page[market.Quotation]{}, 422)
	list := d.Paths[all].Get
	d.query(list, "state", "Those that go on, or those that have ended", &huma.Schema{Type: "string", Enum: []any{"open", "finished"}})
	d.list(list)
	d.add("POST", all, "request-quotation", "Ask a seller for a quotation (T1.1). By buyer", RequestQuotation{}, market.Quotation{}, 403, 404, 409)
	d.add("GET", one, "quotation", "One quotation as the caller may see it", nil, market.Quotation{}, 404)
	for _, c := range quotationCommands() {
		d.add("POST", one+"/"+c.name, "quotation-"+c.name, c.summary+". By "+c.by, reflect.ValueOf(c.form()).Elem().Interface(), market.Quotation{}, 403, 404, 409)
	}
}
