package market

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/payment"
	"github.com/torikime/torikime/transaction/payment/fake"
	"github.com/torikime/torikime/transaction/transfer"
)

// with opens a marketplace with a provider of its own beside the demo's.
func with(t *testing.T, bank *fake.Provider) *Market {
	t.Helper()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	m, err := Open(t.Context(), Options{Data: t.TempDir(), Demo: true, Policy: p, Providers: []payment.Provider{bank}, URL: "https://market.example.com"})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, m.Close()) })
	return m
}

func viewer(t *testing.T, m *Market, id string) Viewer {
	t.Helper()
	p, ok := m.Person(id)
	require.True(t, ok)
	return Viewer{Person: p}
}

// awaited is an order of aoi's that awaits its payment.
func awaited(t *testing.T, m *Market) string {
	t.Helper()
	done, err := m.Buy(t.Context(), viewer(t, m, "aoi"), Order{Service: "logo"}, Call{})
	require.NoError(t, err)
	return done.Value.ID
}

// T10.4: a provider's notice may come before the answer, twice, and about what is
// not ours; it is only a hint, and the provider is asked what is true.
func TestWebhook(t *testing.T) {
	t.Parallel()
	bank := fake.New(fake.Options{Name: "bank"})
	m := with(t, bank)
	require.Equal(t, []string{"fake", "bank"}, m.Providers())
	id := awaited(t, m)
	tell := func(transferID string, status transfer.Status) {
		header, body, err := bank.Sign(payment.Notice{ID: "n", Transfer: transferID, Status: status})
		require.NoError(t, err)
		require.NoError(t, m.Webhook(t.Context(), "bank", header, body))
		require.ErrorIs(t, m.Webhook(t.Context(), "fake", header, body), payment.ErrSignature, "signed by another")
		require.ErrorIs(t, m.Webhook(t.Context(), "bank", http.Header{}, body), payment.ErrSignature)
		require.ErrorIs(t, m.Webhook(t.Context(), "", header, body), ErrNotFound)
	}
	tell("nothing", transfer.Succeeded)
	tell("p1."+id, transfer.Succeeded) // earlier than the payment itself
	out, err := m.Checkout(t.Context(), viewer(t, m, "aoi"), id, Checkout{Provider: "bank", Method: fake.Checkout}, Call{})
	require.NoError(t, err)
	require.Equal(t, awaitsBuyer, out.Value.Checkout.State)
	pay, err := bank.Payment(out.Value.Checkout.Transfer)
	require.NoError(t, err)
	require.Equal(t, "https://market.example.com/payments/"+out.Value.Checkout.Transfer+"/return", pay.ReturnURL)
	tell(out.Value.Checkout.Transfer, transfer.Succeeded) // it says so, and it is not true
	room := func() Talkroom {
		room, err := m.Talkroom(t.Context(), viewer(t, m, "aoi"), id)
		require.NoError(t, err)
		return room
	}
	m.providers.working.Wait()
	require.Equal(t, "awaiting_payment", room().Phase)
	require.NoError(t, bank.Approve(out.Value.Checkout.Transfer))
	for range 3 {
		tell(out.Value.Checkout.Transfer, transfer.Authorised)
	}
	require.Eventually(t, func() bool { return room().Phase == "open" }, time.Minute, 5*time.Millisecond)
	require.Equal(t, room().Price.Units(), bank.Books().Totals[room().Price.Currency()].Captured, "captured once")
	require.Empty(t, bank.Violations())
}

// T1.5: whoever comes back from the provider's pages sees how his payment stands;
// nobody else sees it.
func TestReturned(t *testing.T) {
	t.Parallel()
	bank := fake.New(fake.Options{Name: "bank"})
	m := with(t, bank)
	id := awaited(t, m)
	out, err := m.Checkout(t.Context(), viewer(t, m, "aoi"), id, Checkout{Provider: "bank", Method: fake.Checkout}, Call{})
	require.NoError(t, err)
	pay := out.Value.Checkout.Transfer
	for _, who := range []string{"haru", "ren", "operator"} {
		_, err := m.Returned(t.Context(), viewer(t, m, who), pay)
		require.ErrorIs(t, err, ErrNotFound, who)
	}
	_, err = m.Returned(t.Context(), viewer(t, m, "aoi"), "nothing")
	require.ErrorIs(t, err, ErrNotFound)
	back, err := m.Returned(t.Context(), viewer(t, m, "aoi"), pay)
	require.NoError(t, err)
	require.Equal(t, awaitsBuyer, back.Payment.State, "he came back without paying")
	require.NoError(t, bank.Approve(pay))
	rest := 5 * time.Second
	_, err = m.MoveClock(t.Context(), viewer(t, m, "aoi"), Move{Advance: &rest}, Call{})
	require.NoError(t, err)
	back, err = m.Returned(t.Context(), viewer(t, m, "aoi"), pay)
	require.NoError(t, err)
	require.Equal(t, []string{id, "confirmed"}, []string{back.Transaction, back.Payment.State})
}

// T10.3: an answer that is lost is looked up while the buyer waits for his, and the
// deed is done once.
func TestPaymentHeard(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]fake.Fault{"lost before": fake.LostBefore, "lost after": fake.LostAfter} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := open(t)
			m.providers.fake.Next(transfer.Authorise, fault)
			bought, err := m.Buy(t.Context(), viewer(t, m, "aoi"), Order{Service: "logo", Payment: transaction.Settled}, Call{Key: "k", Input: []byte("x")})
			require.NoError(t, err)
			require.Equal(t, "open", bought.Value.Phase)
			require.Equal(t, bought.Value.Price.Units(), m.providers.fake.Books().Totals[bought.Value.Price.Currency()].Captured)
		})
	}
}

// T10.3: an answer that does not come in time, or is no "no" yet: the order stands, the
// answer says that the payment is under way, and nobody pays twice.
func TestPaymentUnknown(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]fake.Fault{"lost before": fake.LostBefore, "lost after": fake.LostAfter, "pending": fake.PendingFirst} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := open(t)
			m.providers.fake.Next(transfer.Authorise, fault)
			call := Call{Key: "k", Input: []byte("x")}
			aoi := viewer(t, m, "aoi")
			now := m.clock.Now().Add(time.Second)
			_, err := m.MoveClock(t.Context(), aoi, Move{Freeze: &now}, Call{})
			require.NoError(t, err)
			bought, err := m.Buy(t.Context(), aoi, Order{Service: "logo", Payment: transaction.Settled}, call)
			require.NoError(t, err)
			require.Equal(t, "awaiting_payment", bought.Value.Phase)
			require.Equal(t, pendingPayment, bought.Value.Payments[0].State)
			again, err := m.Do(t.Context(), aoi, bought.Value.ID, func(by transaction.Actor) transaction.Command {
				return transaction.Pay{By: by, Payment: transaction.Settled}
			}, Call{})
			require.NoError(t, err)
			require.Len(t, again.Value.Payments, 1, "the one that is under way")
			require.NoError(t, m.providers.fake.SettlePending())
			for range 2 { // it is looked up, and then tried again
				hour := time.Hour
				_, err = m.MoveClock(t.Context(), aoi, Move{Advance: &hour}, Call{})
				require.NoError(t, err)
			}
			room, err := m.Talkroom(t.Context(), aoi, bought.Value.ID)
			require.NoError(t, err)
			require.Equal(t, "open", room.Phase)
			repeat, err := m.Buy(t.Context(), aoi, Order{Service: "logo", Payment: transaction.Settled}, call)
			require.NoError(t, err)
			require.Equal(t, string(bought.JSON), string(repeat.JSON))
			require.Equal(t, room.Price.Units(), m.providers.fake.Books().Totals[room.Price.Currency()].Captured)
		})
	}
}

// T10.3: a key goes on where the process died: after the order, and after the charge
// whose answer nobody heard.
func TestKeyGoesOn(t *testing.T) {
	t.Parallel()
	m := open(t)
	aoi := viewer(t, m, "aoi")
	call := Call{Key: "k", Input: []byte("x")}
	order := Order{Service: "logo", Payment: transaction.Settled}
	first, err := m.Buy(t.Context(), aoi, order, call)
	require.NoError(t, err)
	forget := func(keys ...string) {
		for _, key := range keys {
			_, err := m.db.Exec("DELETE FROM torikime_command WHERE id = ?", "aoi/"+key)
			require.NoError(t, err)
		}
	}
	for _, forgotten := range [][]string{{"k"}, {"k", "k charge 1"}} {
		forget(forgotten...)
		again, err := m.Buy(t.Context(), aoi, order, call)
		require.NoError(t, err)
		require.Equal(t, first.Value.ID, again.Value.ID)
		require.Len(t, again.Value.Payments, 1)
	}
	_, err = m.Buy(t.Context(), aoi, order, Call{Key: "k", Input: []byte("y")})
	require.Error(t, err)
	require.Equal(t, first.Value.Price.Units(), m.providers.fake.Books().Totals[first.Value.Price.Currency()].Captured)
}

// T10.3: a refund that the provider refuses again and again is an operator's, who
// sees why; what he decides is carried on.
func TestTakeOver(t *testing.T) {
	t.Parallel()
	m := open(t)
	aoi, operator := viewer(t, m, "aoi"), viewer(t, m, "operator")
	bought, err := m.Buy(t.Context(), aoi, Order{Service: "logo", Payment: transaction.Settled}, Call{})
	require.NoError(t, err)
	require.NoError(t, m.providers.fake.SetFaults(fake.Faults{fake.Refused: 1}))
	_, err = m.Do(t.Context(), operator, bought.Value.ID, func(by transaction.Actor) transaction.Command {
		return transaction.OperatorCancel{By: by, Reason: "x"}
	}, Call{})
	require.NoError(t, err)
	for range 15 {
		hour := 2 * time.Hour
		_, err = m.MoveClock(t.Context(), aoi, Move{Advance: &hour}, Call{})
		require.NoError(t, err)
	}
	stuck, err := m.Transfers(t.Context(), operator, TransferQuery{Stuck: true, Limit: 10})
	require.NoError(t, err)
	require.Len(t, stuck.Items, 1)
	require.Contains(t, stuck.Items[0].Reason, "refused")
	h, _, err := m.Health(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, h.Stuck)
	id := stuck.Items[0].ID
	_, err = m.TakeOver(t.Context(), operator, id, transfer.Abandon, "x", Call{})
	require.Error(t, err, "a refund is owed")
	dry, err := m.TakeOver(t.Context(), operator, id, transfer.Settle, "by bank transfer", Call{DryRun: true})
	require.NoError(t, err)
	require.Equal(t, "confirmed", dry.Value.State)
	require.NoError(t, m.providers.fake.SetFaults(nil))
	call := Call{Key: "k", Input: []byte("x")}
	first, err := m.TakeOver(t.Context(), operator, id, transfer.Retry, "the bank says it works again", call)
	require.NoError(t, err)
	again, err := m.TakeOver(t.Context(), operator, id, transfer.Retry, "the bank says it works again", call)
	require.NoError(t, err)
	require.Equal(t, string(first.JSON), string(again.JSON))
	m.providers.working.Wait()
	room, err := m.Talkroom(t.Context(), aoi, bought.Value.ID)
	require.NoError(t, err)
	require.Equal(t, "confirmed", room.Refunds[0].State)
	books := m.providers.fake.Books().Totals[room.Price.Currency()]
	require.Equal(t, books.Captured, books.Refunded)
}

// Where there is no test provider nobody pays without a provider's pages, and a
// seller without an account to pay out to is told so.
func TestWithoutTestProvider(t *testing.T) {
	t.Parallel()
	p, err := policy.Preset(policy.Default)
	require.NoError(t, err)
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "people.json"), []byte(`[{"id":"mika","name":"Mika","roles":["buyer","seller"],
		"token_sha256":"0000000000000000000000000000000000000000000000000000000000000000"}]`), 0o600))
	m, err := Open(t.Context(), Options{Data: folder, Policy: p, Providers: []payment.Provider{fake.New(fake.Options{Name: "bank"})}})
	require.NoError(t, err)
	defer func() { require.NoError(t, m.Close()) }()
	mika := viewer(t, m, "mika")
	require.False(t, m.PaysAtOnce())
	require.Nil(t, m.TestProvider())
	_, err = m.Buy(t.Context(), mika, Order{Service: "logo", Payment: transaction.Settled}, Call{})
	require.ErrorContains(t, err, "checkout")
	_, err = m.PayOut(t.Context(), mika, demoServices[0].Price, Call{})
	require.ErrorContains(t, err, "payout_to")
	_, err = m.Fake(t.Context(), mika, "x", FakePays)
	require.ErrorIs(t, err, ErrNotFound)
}

// A policy that a provider cannot keep does not start, and two providers of one name
// neither.
func TestProviders_Refused(t *testing.T) {
	t.Parallel()
	p, err := policy.Preset("coconala-2026")
	require.NoError(t, err)
	profile := fake.DefaultProfile()
	profile.HoldLife = 24 * time.Hour
	for name, bank := range map[string]*fake.Provider{
		"contradict": fake.New(fake.Options{Name: "bank", Profile: profile}), "a name of its own": fake.New(fake.Options{}),
	} {
		_, err := Open(t.Context(), Options{Data: t.TempDir(), Demo: true, Policy: p, Providers: []payment.Provider{bank}})
		require.ErrorContains(t, err, name)
	}
}

// T9.4, T10.5: whoever has a payout under way can't leave, and is told so; what has
// arrived stands in nobody's way.
func TestLeaveWithPayout(t *testing.T) {
	t.Parallel()
	m := open(t)
	ren := viewer(t, m, "ren")
	bought, err := m.Buy(t.Context(), viewer(t, m, "aoi"), Order{Service: "logo", Payment: transaction.Settled}, Call{})
	require.NoError(t, err)
	_, err = m.Do(t.Context(), viewer(t, m, "operator"), bought.Value.ID, func(by transaction.Actor) transaction.Command {
		return transaction.OperatorClose{By: by, Reason: "x"}
	}, Call{})
	require.NoError(t, err)
	m.providers.fake.Next(transfer.Send, fake.PendingFirst)
	_, err = m.PayOut(t.Context(), ren, bought.Value.Earned, Call{})
	require.Error(t, err, "nothing was earned at the purchase")
	_, err = m.PayOut(t.Context(), ren, bought.Value.Price, Call{})
	require.NoError(t, err)
	m.providers.working.Wait()
	_, err = m.Leave(t.Context(), ren)
	var no *policy.Rejection
	require.ErrorAs(t, err, &no)
	require.Equal(t, "T9.4", no.Rule)
	require.Contains(t, no.Error()+no.Faults[0].Path+no.Faults[0].Message+no.Faults[0].Code, "payout")

	require.NoError(t, m.providers.fake.SettlePending())
	hour := time.Hour
	_, err = m.MoveClock(t.Context(), ren, Move{Advance: &hour}, Call{})
	require.NoError(t, err)
	_, err = m.Leave(t.Context(), ren)
	require.NoError(t, err)
}
