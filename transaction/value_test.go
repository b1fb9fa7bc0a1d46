package transaction

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
)

// Every event counts and moves the state's last instant, also one of a closed set
// that is yet to grow: a type that Evolve forgets fails here.
func TestEvolveKnowsEveryEvent(t *testing.T) {
	t.Parallel()
	at := epoch.Add(time.Hour)
	for _, e := range everyEvent {
		v := reflect.New(reflect.TypeOf(e)).Elem()
		v.FieldByName("At").Set(reflect.ValueOf(at))
		e := v.Interface().(Event)
		s := Evolve(State{}, e)
		require.Equal(t, 1, s.Seq, "%T is not counted", e)
		require.Equal(t, at, s.LastAt, "%T does not move the last instant", e)
		require.Equal(t, at, e.When(), "%T", e)
	}
	require.Equal(t, State{Seq: 1}, Evolve(State{}, nil), "what is no event changes nothing but the count")
}

// A state belongs to nobody else: whoever changes the slices and maps of a command
// or an event afterwards changes no state and no event (T1.9).
func TestStatesShareNothingThatIsWritten(t *testing.T) {
	t.Parallel()
	terms := presetTerms(t, "coconala")
	options := []Option{{ID: "fast", Title: "Faster", Price: yen(313)}}
	picked := []string{"fast"}
	buy := Purchase{
		By: Buyer("aoi"), ID: "t1", Seller: "ren", Service: "logo", Terms: terms, Price: yen(1000),
		Options: options, Picked: picked, Payment: Settled, Metadata: map[string]string{"a": "b"},
	}
	s, events, no := Handle(State{}, buy, Facts{}, epoch)
	require.Nil(t, no)
	before := fingerprint(nil, &s)
	options[0].ID, picked[0] = "changed", "changed"
	buy.Metadata["a"] = "changed"
	require.Equal(t, before, fingerprint(nil, &s), "the command's slices")
	bought := events[0].(Purchased)
	require.Equal(t, "fast", bought.Options[0].ID)
	require.Equal(t, `{"a":"b"}`, bought.Metadata.Body)
	bought.Options[0].ID, bought.Lines[0] = "changed", 9
	require.Equal(t, before, fingerprint(nil, &s), "the event's slices")

	s, events, no = Handle(s, OperatorRefund{By: Operator("kei"), Reason: "words", Amount: yen(5)}, Facts{}, epoch)
	require.Nil(t, no)
	before = fingerprint(nil, &s)
	events[0].(PartRefunded).Payments[0].Net = 7
	require.Equal(t, before, fingerprint(nil, &s), "a refund's payments")

	files := []File{{ID: "f1"}}
	events, no = Decide(s, Message{By: Buyer("aoi"), Files: files}, Facts{}, epoch)
	require.Nil(t, no)
	files[0].ID = "changed"
	require.Equal(t, "f1", events[0].(MessagePosted).Files[0].ID)
}

// Evolve leaves the state that it is given as it is, also where states share what
// lies behind them.
func TestEvolveCopies(t *testing.T) {
	t.Parallel()
	s, _, no := Handle(State{}, Purchase{By: Buyer("aoi"), ID: "t1", Seller: "ren", Service: "logo", Terms: presetTerms(t, "coconala"), Price: yen(1000), Payment: Settled}, Facts{}, epoch)
	require.Nil(t, no)
	for range 4 { // until a slice that grows by doubling has room to spare
		s, _, no = Handle(s, PayAdditional{By: Buyer("aoi"), Amount: yen(5), Payment: Settled}, Facts{}, epoch)
		require.Nil(t, no)
	}
	parent := fingerprint(nil, &s)
	pay := func(units int64) State {
		next, _, no := Handle(s, PayAdditional{By: Buyer("aoi"), Amount: yen(units), Payment: Settled}, Facts{}, epoch)
		require.Nil(t, no)
		return next
	}
	one, two := pay(1), pay(2)
	require.True(t, bytes.Equal(parent, fingerprint(nil, &s)))
	require.Equal(t, Payment{Net: 1}, one.Payments[5])
	require.Equal(t, Payment{Net: 2}, two.Payments[5])
}

// What no codec could write is refused when it is decided.
func TestFormsOfIDs(t *testing.T) {
	t.Parallel()
	good := Purchase{By: Buyer("aoi"), ID: "t1", Seller: "ren", Service: "logo", Terms: presetTerms(t, "coconala"), Price: yen(1000), Payment: Settled}
	tests := []struct {
		name, path string
		change     func(*Purchase)
	}{
		{"T1.12 option id of broken UTF-8", "options[0].id", func(c *Purchase) { c.Options = []Option{{ID: "\xff", Price: yen(1)}} }},
		{"T1.12 option title of broken UTF-8", "options[0].title", func(c *Purchase) { c.Options = []Option{{ID: "a", Title: "\xff", Price: yen(1)}} }},
		{"T1.12 option without a price", "options[0].price", func(c *Purchase) { c.Options = []Option{{ID: "a"}} }},
		{"T1.12 option twice", "options[1].id", func(c *Purchase) { c.Options = []Option{{ID: "a", Price: yen(1)}, {ID: "a", Price: yen(1)}} }},
		{"T1.12 no id", "id", func(c *Purchase) { c.ID = "" }},
		{"T1.12 no buyer", "buyer", func(c *Purchase) { c.By.ID = "" }},
		{"T1.12 a quotation with a control character", "quotation", func(c *Purchase) { c.Quotation = "q\x00" }},
		{"T1.12 no price", "price", func(c *Purchase) { c.Price = yen(0) }},
		{"T1.12 a payment that is neither", "payment", func(c *Purchase) { c.Payment = 9 }},
		{"T1.12 metadata without a key", "metadata", func(c *Purchase) { c.Metadata = map[string]string{"": "x"} }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := good
			tt.change(&c)
			_, no := Decide(State{}, c, Facts{}, epoch)
			require.NotNil(t, no)
			require.Equal(t, policy.Invalid, no.Kind)
			require.Equal(t, tt.path, no.Faults[0].Path)
		})
	}
	s, _, no := Handle(State{}, good, Facts{}, epoch)
	require.Nil(t, no)
	for name, f := range map[string]File{"id": {ID: "\xff"}, "no id": {}, "name": {ID: "f1", Name: "\xff"}, "size": {ID: "f1", Size: -1}} {
		_, no := Decide(s, Message{By: Buyer("aoi"), Files: []File{f}}, Facts{}, epoch)
		require.NotNil(t, no, name)
		require.Equal(t, policy.Invalid, no.Kind)
	}
}
