package inbox

import (
	"fmt"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// PaidOut is what a notice needs to know of a payout (T10.5).
type PaidOut struct {
	// Account is the id of the seller's account in one currency, ID the host's own of
	// the payout.
	Account, ID, Seller string
	// Net goes to the seller, after the Fee.
	Net, Fee money.Money
	// Back is what is available again because of the event told of; zero: nothing is.
	Back money.Money
	// Failed: before that event he was told that the money had not arrived.
	Failed bool
}

// PayoutNotices are what an event of a seller's account tells him (T9.2): how a payout
// ended. It is given as the statement's line for it (payout.EntryOf), with its place
// in the history. He asks for payouts himself, and his transactions tell of what he
// earned and of what was refunded of it. A provider's reason is not repeated: it may be
// an operator's words.
func PayoutNotices(p PaidOut, e transaction.Entry, seq int) []Notice {
	n := Notice{
		ID: fmt.Sprintf("payout/%s/%d/%s", p.Account, seq, policy.Seller), Payout: p.ID, To: policy.Seller, Person: p.Seller,
		At: e.At, Seq: seq,
	}
	switch e.Type {
	case "payout_confirmed":
		n.Kind, n.Amount, n.Fee = "payout_confirmed", &p.Net, &p.Fee
		if p.Failed {
			n.Kind = "payout_arrived"
		}
	case "payout_declined", "payout_returned":
		n.Kind, n.Amount = Kind(e.Type), &p.Back
	default:
		return nil
	}
	return []Notice{n}
}

var payoutKinds = map[Kind]entry{
	"payout_confirmed": {Orders,
		words{"Your withdrawal was paid out", "出金が完了しました"},
		words{"{amount} was sent to your account. The fee was {fee}.", "{amount}を受取口座に送金しました（手数料{fee}）。"}, none},
	"payout_arrived": {Orders,
		words{"A withdrawal has arrived after all", "完了していないとお知らせした出金が完了していました"},
		words{"{amount} of a withdrawal that was said to have failed has reached your account after all (fee: {fee}). It is no longer available to withdraw.", "完了していないとお知らせした出金について、{amount}が受取口座に届いていたことが確認されました（手数料{fee}）。この出金の分は、出金できる金額から改めて差し引きました。"}, none},
	"payout_declined": {Orders,
		words{"Your withdrawal could not be made", "出金できませんでした"},
		words{"The payment provider did not make your withdrawal. {amount} is available again, fee included. Please check your account there; what is known of the reason stands with your earnings.", "決済会社で出金の手続きができませんでした。手数料を含む{amount}は、再び出金できます。受取口座をご確認ください。理由が分かる場合は「売上・出金」に表示されます。"}, none},
	"payout_returned": {Orders,
		words{"Your withdrawal came back", "出金が返送されました"},
		words{"Your withdrawal could not be credited to your account and came back. {amount} is available again, fee included. Please check your account; what is known of the reason stands with your earnings.", "出金が受取口座に入金されず、返送されました。手数料を含む{amount}は、再び出金できます。受取口座をご確認ください。理由が分かる場合は「売上・出金」に表示されます。"}, none},
}
