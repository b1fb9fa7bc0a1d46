package api

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// moneyForm is money.Money as it stands in JSON.
type moneyForm struct {
	Amount   string `json:"amount" doc:"A decimal with all digits of the currency" example:"10000"`
	Currency string `json:"currency" doc:"ISO 4217" example:"JPY"`
}

// document collects the description of the API. The schemas come from the Go
// types that are really read and written.
type document struct {
	huma.OpenAPI
	types huma.Registry
}

// describe writes the whole API down.
func describe() *huma.OpenAPI {
	types := huma.NewMapRegistry("#/components/schemas/", schemaName)
	types.RegisterTypeAlias(reflect.TypeFor[money.Money](), reflect.TypeFor[moneyForm]())
	d := &document{types: types, OpenAPI: huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{
			Title: "torikime marketplace", Version: "1",
			Description: intro,
		},
		Components: &huma.Components{
			Schemas: types,
			SecuritySchemes: map[string]*huma.SecurityScheme{
				"token": {Type: "http", Scheme: "bearer", Description: "In the demo: demo-aoi, demo-haru (buyers), demo-ren, demo-sora (sellers), demo-operator."},
			},
		},
		Security: []map[string][]string{{"token": {}}},
	}}
	d.own()
	d.shops()
	d.standings()
	d.quotations()
	d.talkrooms()
	d.moneys()
	d.reconciliations()
	d.outside()
	d.inboxes()
	d.finish()
	return &d.OpenAPI
}

const intro = "A skill marketplace. Instants are RFC 3339 in UTC with at most microseconds, periods are in Go's form (72h), amounts are decimal texts. " +
	"Unknown fields are refused. Every command may carry expected_seq and dry_run. A request is judged in this order: token (401), size (413), existence (404), " +
	"form (422), actor (403), phase, pending request, time, limits (409)."

// schemaName keeps names as they are in Go, without their packages; pages of a
// list are named after their items.
func schemaName(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == reflect.TypeFor[moneyForm]() {
		return "Money"
	}
	if name, generic, ok := strings.Cut(t.Name(), "["); ok {
		return name + strings.TrimSuffix(generic[strings.LastIndex(generic, ".")+1:], "]")
	}
	if t.PkgPath() == reflect.TypeFor[Common]().PkgPath() && t.Name() != "Problem" && t.Kind() == reflect.Struct {
		return t.Name() + "Body"
	}
	return huma.DefaultSchemaNamer(t, hint)
}

func (d *document) own() {
	d.add("GET", "/healthz", "health", "Whether the store can be reached and sweeps run", nil, market.Health{}, 503)
	d.add("GET", "/api/openapi.json", "document", "This document", nil, map[string]any{})
	for _, path := range []string{"/healthz", "/api/openapi.json"} {
		d.Paths[path].Get.Security = []map[string][]string{}
	}
	d.add("GET", "/api/v1/me", "me", "Who the caller is", nil, market.Person{})
	d.add("GET", "/api/v1/policies/current", "policy", "The policy in force", nil, policyForm{})
	d.add("GET", "/api/v1/policies/current/lint", "lint", "Values of the policy in force that contradict one another, in the caller's language", nil, Lint{})
	d.add("POST", "/api/v1/check-text", "check-text", "What would be found in a text (T8.3, T8.4); writes nothing", CheckText{}, market.Findings{})
	d.add("GET", "/api/v1/dev/clock", "clock", "What the demo's clock shows; 404 without the demo", nil, market.Time{}, 404)
	d.add("POST", "/api/v1/dev/clock", "move-clock", "Move the demo's clock: exactly one of freeze, advance, resume. Answers after everything due by then has happened", MoveClock{}, market.Time{}, 404, 409)
}

// policyForm is the policy; its own JSON Schema says what stands in it.
type policyForm map[string]any

func (d *document) shops() {
	d.add("GET", "/api/v1/services", "services", "What is offered, newest first", nil, market.Page[market.Service]{}, 422)
	d.list(d.Paths["/api/v1/services"].Get)
	d.query(d.Paths["/api/v1/services"].Get, "seller", "One seller's alone", &huma.Schema{Type: "string"})
	d.add("GET", "/api/v1/services/{id}", "service", "One service", nil, market.Service{}, 404)
	d.add("POST", "/api/v1/services", "offer", "Offer a service, by a seller", Offer{}, market.Service{}, 403)
	d.add("POST", "/api/v1/services/{id}/edit", "edit-service", "Replace everything that its seller wrote of a service; harmless when nothing changes. What was bought before keeps its price, options and notes (T1.7, T1.9)", Offer{}, market.Service{}, 403, 404, 409)
	d.add("POST", "/api/v1/services/{id}/pause", "pause", "Stop accepting orders, by its seller; harmless when already so", Empty{}, market.Service{}, 403, 404)
	d.add("POST", "/api/v1/services/{id}/resume", "resume", "Accept orders again, by its seller, also after an automatic pause (T6.4)", Empty{}, market.Service{}, 403, 404)
	d.add("POST", "/api/v1/services/{id}/show", "show-service", "Let everybody see a service whose texts were held, by an operator (T8.4)", Empty{}, market.Service{}, 403, 404, 409)
	d.add("GET", "/api/v1/held", "held", "What has words that wait for an operator, newest first; for operators (T8.4)", nil, market.Page[market.Held]{}, 403, 422)
	d.list(d.Paths["/api/v1/held"].Get)
	d.add("POST", "/api/v1/purchases", "purchase", "Buy a service, or a quotation's proposal (T1.2, T1.5 to T1.13)", Purchase{}, market.Talkroom{}, 403, 404, 409)
}

func (d *document) talkrooms() {
	const one = "/api/v1/transactions/{id}"
	d.add("GET", "/api/v1/transactions", "transactions", "The caller's transactions, newest first", nil, market.Page[market.Talkroom]{}, 422)
	list := d.Paths["/api/v1/transactions"].Get
	d.query(list, "state", "Those that go on, or those that have ended", &huma.Schema{Type: "string", Enum: []any{"open", "finished"}})
	d.list(list)
	d.add("GET", one, "transaction", "One transaction as the caller may see it", nil, market.Talkroom{}, 404)
	d.add("GET", one+"/files/{file}", "download", "An attached file, for the parties and operators alone", nil, nil, 404)
	d.Paths[one+"/files/{file}"].Get.Responses["200"].Content = map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}},
	}
	d.add("POST", one+"/read", "read", "Set a read mark: no event, no contact (T9.1). By buyer, seller", Read{}, market.Talkroom{}, 403, 404)
	for _, c := range commands() {
		d.add("POST", one+"/"+c.name, c.name, c.summary+". By "+c.by, reflect.ValueOf(c.form()).Elem().Interface(), market.Talkroom{}, 403, 404, 409, 413)
		if c.files {
			d.files(d.Paths[one+"/"+c.name].Post, c.text)
		}
	}
	d.describeTimeline()
}

// add describes one call. Errors that every call can give are added by finish.
func (d *document) add(method, path, id, summary string, body, answer any, errors ...int) {
	op := &huma.Operation{Method: method, Path: path, OperationID: id, Summary: summary, Errors: errors, Responses: map[string]*huma.Response{}}
	tag, _, _ := strings.Cut(strings.TrimPrefix(path, "/api/v1/"), "/")
	op.Tags = []string{strings.Trim(tag, "/")}
	for _, part := range strings.Split(path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			op.Parameters = append(op.Parameters, &huma.Param{Name: strings.TrimSuffix(name, "}"), In: "path", Required: true, Schema: &huma.Schema{Type: "string"}})
		}
	}
	ok := &huma.Response{Description: "Done"}
	if answer != nil {
		ok.Content = map[string]*huma.MediaType{"application/json": {Schema: d.types.Schema(reflect.TypeOf(answer), true, id)}}
	}
	op.Responses["200"] = ok
	if id == "offer" || id == "purchase" || id == "send-message" || id == "request-quotation" || id == "pay-out" {
		op.Responses["201"] = &huma.Response{Description: "Created", Content: ok.Content}
		ok.Description = "dry_run: what would be created"
	}
	if body != nil {
		schema := d.types.Schema(reflect.TypeOf(body), true, id)
		required := len(d.types.SchemaFromRef(schema.Ref).Required) > 0
		op.RequestBody = &huma.RequestBody{Required: required, Content: map[string]*huma.MediaType{"application/json": {Schema: schema}}}
		op.Errors = append(op.Errors, 413, 415, 422)
		op.Parameters = append(op.Parameters, &huma.Param{Name: "Idempotency-Key", In: "header",
			Description: "Scoped to the caller and kept 30 days: a repeat is answered with the first success, with another body it is 422",
			Schema:      &huma.Schema{Type: "string", MinLength: pointer(1), MaxLength: pointer(maxKey)}})
	}
	op.Parameters = append(op.Parameters, &huma.Param{Name: "Accept-Language", In: "header", Description: "ja for refusals in Japanese; English otherwise", Schema: &huma.Schema{Type: "string"}})
	d.AddOperation(op)
}

func pointer[T any](v T) *T { return &v }

func (d *document) query(op *huma.Operation, name, text string, schema *huma.Schema) {
	op.Parameters = append(op.Parameters, &huma.Param{Name: name, In: "query", Description: text, Schema: schema})
}

func (d *document) list(op *huma.Operation) {
	d.query(op, "cursor", "next_cursor of the page before", &huma.Schema{Type: "string"})
	d.query(op, "limit", "The most on a page", &huma.Schema{Type: "integer", Minimum: pointer(1.0), Maximum: pointer(100.0), Default: 20})
}

// files adds the multipart form of a body.
func (d *document) files(op *huma.Operation, text string) {
	op.RequestBody.Content["multipart/form-data"] = &huma.MediaType{Schema: &huma.Schema{Type: "object", Properties: map[string]*huma.Schema{
		text:           {Type: "string"},
		"files":        {Type: "array", Items: &huma.Schema{Type: "string", Format: "binary"}, Description: "One part each (T7.1 to T7.6)"},
		"expected_seq": {Type: "integer"},
		"dry_run":      {Type: "boolean"},
	}}}
}

// entries is every event and what stands in its entry of a timeline beside seq,
// at, type, by and rule.
var entries = []struct {
	event transaction.Event
	with  string
}{
	{transaction.Purchased{}, "amount (the price), metadata"},
	{transaction.PaymentDeclined{}, ""},
	{transaction.Paid{}, "for (purchase, option, additional), amount, option, payment"},
	{transaction.LatePaymentRefunded{}, "amount, payment"},
	{transaction.Opened{}, ""},
	{transaction.NotesPosted{}, "body"},
	{transaction.PurchaseLapsed{}, "how, body (an operator's reason)"},
	{transaction.MessagePosted{}, "body, files"},
	{transaction.ScheduleSet{}, "steps, body (the reason)"},
	{transaction.FinalDelivered{}, "body, files"},
	{transaction.DeliveryApproved{}, ""},
	{transaction.DeliveryDeclined{}, "body"},
	{transaction.TalkroomClosed{}, "how, amount (earned), fee, body (an operator's reason)"},
	{transaction.CancelRequested{}, "reason, body"},
	{transaction.CancelWithdrawn{}, ""},
	{transaction.CancelRefused{}, "body"},
	{transaction.CancelAgreed{}, "body"},
	{transaction.CancelVoided{}, ""},
	{transaction.CancelLapsed{}, ""},
	{transaction.TransactionCancelled{}, "how, reason, amount (refunded), may_review, counts, pauses_seller, body (an operator's reason)"},
	{transaction.ReviewSent{}, "stars, body, items (for their writer and operators); hidden while it is not shown (T5.8)"},
	{transaction.ReviewGiven{}, "stars"},
	{transaction.ReviewReplied{}, "body"},
	{transaction.ReviewsEnded{}, ""},
	{transaction.ContentHidden{}, ""},
	{transaction.Held{}, "body"},
	{transaction.Released{}, "body"},
	{transaction.DeadlineExtended{}, "for (the deadline), until, body"},
	{transaction.PartRefunded{}, "amount, body"},
	{transaction.EarningsRefunded{}, "amount, body"},
	{transaction.RefundNoted{}, "for (sent, confirmed, returned), amount"},
	{transaction.TextShown{}, "of, body"},
	{transaction.TextWithheld{}, "of, body"},
	{transaction.Annotated{}, "metadata"},
}

// describeTimeline writes down every type of entry.
func (d *document) describeTimeline() {
	entry := d.types.Map()["Entry"]
	kind := entry.Properties["type"]
	text := make([]string, len(entries))
	for i, e := range entries {
		text[i] = transaction.TypeOf(e.event)
		kind.Enum = append(kind.Enum, text[i])
		if e.with != "" {
			text[i] += ": " + e.with
		}
	}
	kind.Description = "Beside seq, at, type, by and rule: " + strings.Join(text, ". ") + "."
	entry.Properties["hidden"].Description = "There is more, which the caller may not see (T3.14, T5.8)"
	entry.Properties["body"].Description = "Words that somebody wrote"
}

// finish adds what is the same for every call.
func (d *document) finish() {
	problem := d.types.Schema(reflect.TypeFor[Problem](), true, "Problem")
	for name, schema := range d.types.Map() {
		d.tidy(name, schema)
	}
	for _, item := range d.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Delete} {
			if op == nil {
				continue
			}
			list := op.Errors
			if op.Security == nil {
				list = append(list, 401)
			}
			for _, status := range append(list, 500) {
				w := words[status]
				op.Responses[strconv.Itoa(status)] = &huma.Response{Description: w.title, Content: map[string]*huma.MediaType{"application/problem+json": {Schema: problem}}}
			}
		}
	}
}

// tidy says what a schema made from a Go type cannot know by itself: lists are
// never null, pointers may be, and answers may grow.
func (d *document) tidy(name string, schema *huma.Schema) {
	if !strings.HasSuffix(name, "Body") {
		schema.AdditionalProperties = nil
	}
	for _, p := range schema.Properties {
		if p.Type == huma.TypeArray {
			p.Nullable = false
		}
	}
	d.fields(schema, d.types.TypeFromRef("#/components/schemas/"+name))
}

// fields goes through a struct's fields, those of embedded structs included.
func (d *document) fields(schema *huma.Schema, t reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			d.fields(schema, f.Type)
			continue
		}
		field, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		p := schema.Properties[field]
		if p == nil {
			continue
		}
		switch {
		case f.Type == reflect.TypeFor[policy.Role]():
			p.Enum = roles
		case f.Type == reflect.TypeFor[[]policy.Role](): // huma takes a list of small numbers for bytes
			schema.Properties[field] = &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString, Enum: roles}, Description: p.Description}
		case p.Ref != "" && f.Type.Kind() == reflect.Pointer && options != "omitempty":
			schema.Properties[field] = &huma.Schema{AnyOf: []*huma.Schema{{Ref: p.Ref}, {Type: "null"}}, Description: p.Description}
		}
	}
}

var roles = []any{"buyer", "seller", "operator", "system"}

// encodeDocument writes the document with sorted keys, the same each time.
func encodeDocument(o *huma.OpenAPI) ([]byte, error) {
	data, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, data, "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}
