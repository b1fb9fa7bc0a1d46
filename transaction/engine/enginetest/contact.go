package enginetest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
)

var contactTests = []test{
	{"T8.2 T8.6 what is refused was never sent", refusedWords},
	{"T8.2 the host's own data is looked through wherever it is written", refusedMetadata},
	{"T8.4 T8.6 what is held counts, and waits for an operator", heldWords},
	{"T8.4 what is warned of is written with what was found", warnedWords},
	{"T1.9 T8.4 the policy in force decides, not the one at the purchase", scannedByPolicyInForce},
}

const (
	withNumber  = "控えは 090-1234-5678 です"
	withService = "LINEで連絡ください"
)

// actions is a preset whose policy does one thing with whatever is found.
func actions(t *testing.T, action policy.Action) *policy.Policy {
	t.Helper()
	p, err := policy.Preset("coconala")
	require.NoError(t, err)
	for kind := range p.Contact.Actions {
		p.Contact.Actions[kind] = action
	}
	return p
}

func refusedWords(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.purchase("1", aoi)
	before := w.view("1")
	w.clock.add(time.Hour)
	_, err := w.Do(w.ctx, "1", transaction.Message{By: ren, Text: withNumber}, engine.Call{Key: "k"})
	no := w.rejected(err, "T8.2", "contact_due")
	require.Equal(t, "first_contact", no.Params["deadline"])
	require.Equal(t, "phone", no.Faults[0].Code)
	require.Equal(t, len(before.Events), len(w.view("1").Events))
	_, err = w.Do(w.ctx, "1", transaction.Message{By: ren, Text: "はじめまして"}, engine.Call{Key: "k"})
	require.NoError(t, err, "a refusal leaves no key behind")
	found, err := w.Scan(withNumber)
	require.NoError(t, err)
	require.Equal(t, policy.FoundPhone, found[0].Kind)
	require.Equal(t, "090-1234-5678", withNumber[found[0].Start:found[0].End])
}

// The other side reads it, so it is no way around the rule: not at a purchase, not
// through a quotation, not later.
func refusedMetadata(t *testing.T, open Open) {
	w := newWorld(t, open(t))
	w.quote("q", request("q"), proposal(7000))
	data := map[string]string{"memo": withNumber}
	for _, o := range []engine.Order{order("1", aoi), through("q")} {
		o.Metadata = data
		_, err := w.Purchase(w.ctx, o, engine.Call{})
		no := w.rejected(err, "T8.2", "contact")
		require.Equal(t, "metadata phone", no.Faults[0].Path+" "+no.Faults[0].Code)
		o.Metadata = map[string]string{"order": "PO-17"}
		_, err = w.Purchase(w.ctx, o, engine.Call{})
		require.NoError(t, err)
	}
	_, err := w.Do(w.ctx, "1", transaction.Annotate{By: ren, Metadata: data}, engine.Call{})
	w.rejected(err, "T8.2", "contact_due")
	w.do("1", transaction.Annotate{By: transaction.Operator("op"), Metadata: data})
}

func heldWords(t *testing.T, open Open) {
	w := newWorld(t, open(t), func(o *engine.Options) {
		o.Policies = []engine.InForce{{Policy: actions(t, policy.Hold)}}
	})
	w.purchase("1", aoi)
	w.clock.add(time.Hour)
	_, err := w.Do(w.ctx, "1", transaction.Message{By: ren, Text: withNumber}, engine.Call{})
	require.NoError(t, err)
	v := w.view("1")
	seq := len(v.Events)
	require.Equal(t, map[int]bool{seq: true}, transaction.Waiting(v.Events))
	require.Equal(t, v.At, v.State.SellerContact)
	w.clock.add(48 * time.Hour)
	require.Equal(t, transaction.Open, w.view("1").State.Phase, "T2.1 a held message is a first contact")
	_, err = w.Do(w.ctx, "1", transaction.OperatorShow{By: transaction.Operator("op"), Reason: "a shop's own number", Seq: seq}, engine.Call{})
	require.NoError(t, err)
	require.Empty(t, transaction.Waiting(w.view("1").Events))
}

func warnedWords(t *testing.T, open Open) {
	w := newWorld(t, open(t), func(o *engine.Options) {
		o.Policies = []engine.InForce{{Policy: actions(t, policy.Warn)}}
	})
	w.purchase("1", aoi)
	_, err := w.Do(w.ctx, "1", transaction.Message{By: ren, Text: withNumber}, engine.Call{})
	require.NoError(t, err)
	v := w.view("1")
	posted, ok := v.Events[len(v.Events)-1].(transaction.MessagePosted)
	require.True(t, ok)
	require.Equal(t, policy.Warn, posted.Text.Found[0].Action)
	require.Equal(t, withNumber, posted.Text.Body)
	require.Empty(t, transaction.Waiting(v.Events))
}

func scannedByPolicyInForce(t *testing.T, open Open) {
	later := start.Add(24 * time.Hour)
	w := newWorld(t, open(t), func(o *engine.Options) {
		o.Policies = []engine.InForce{{Policy: actions(t, policy.Allow)}, {From: later, Policy: actions(t, policy.Refuse)}}
	})
	w.purchase("1", aoi)
	for _, words := range []string{withNumber, withService} {
		_, err := w.Do(w.ctx, "1", transaction.Message{By: ren, Text: words}, engine.Call{})
		require.NoError(t, err)
	}
	w.clock.add(24 * time.Hour)
	_, err := w.Do(w.ctx, "1", transaction.Message{By: ren, Text: withNumber}, engine.Call{})
	w.rejected(err, "T8.2", "contact_due")
}
