package codec

import (
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
)

// kinds is the table of stored names. It is only ever appended to: a name that
// was written once is read for ever.
var kinds = [...]kind{
	of("purchased", purchased),
	of("payment_declined", func(c *coder, e *transaction.PaymentDeclined) { c.when(&e.At) }),
	of("paid", paid),
	of("late_payment_refunded", latePaymentRefunded),
	of("opened", opened),
	of("notes_posted", func(c *coder, e *transaction.NotesPosted) { c.when(&e.At) }),
	of("lapsed", lapsed),
	of("message_posted", messagePosted),
	of("schedule_set", scheduleSet),
	of("delivered", delivered),
	of("approved", approved),
	of("declined", declined),
	of("closed", closed),
	of("cancel_requested", cancelRequested),
	of("cancel_withdrawn", cancelWithdrawn),
	of("cancel_refused", cancelRefused),
	of("cancel_agreed", cancelAgreed),
	of("cancel_voided", cancelVoided),
	of("cancel_lapsed", cancelLapsed),
	of("cancelled", cancelled),
	of("review_sent", reviewSent),
	of("review_given", reviewGiven),
	of("review_replied", reviewReplied),
	of("reviews_ended", func(c *coder, e *transaction.ReviewsEnded) { c.when(&e.At) }),
	of("content_hidden", func(c *coder, e *transaction.ContentHidden) { c.when(&e.At) }),
	of("held", held),
	of("released", released),
	of("deadline_extended", deadlineExtended),
	of("part_refunded", partRefunded),
	of("earnings_refunded", earningsRefunded),
	of("annotated", annotated),
	of("text_shown", textShown),
	of("text_withheld", textWithheld),
	of("refund_noted", refundNoted),
}

func purchased(c *coder, e *transaction.Purchased) {
	c.when(&e.At)
	c.string("id", &e.ID)
	c.string("buyer", &e.Buyer)
	c.string("seller", &e.Seller)
	c.string("service", &e.Service)
	c.string("quotation", &e.Quotation)
	c.frozen("terms", &e.Digest, &e.Terms)
	c.money("price", &e.Price)
	optional(c, "lines", &e.Lines, len(e.Lines) > 0)
	optional(c, "options", &e.Options, len(e.Options) > 0)
	for i := range e.Options {
		if c.reading && e.Options[i].Price == (money.Money{}) {
			c.fail("options", errMissing) // a price that nobody could write again
		}
	}
	c.payment("fees", &e.Fees)
	c.bool("inspection", &e.Inspection)
	c.time("pay_by", &e.PayBy)
	c.text("notes", &e.Notes)
	c.text("metadata", &e.Metadata)
	c.int("open_orders", &e.OpenOrders)
	c.int("capacity", &e.Capacity)
}

func paid(c *coder, e *transaction.Paid) {
	c.when(&e.At)
	c.name("kind", e.Kind.String(), &e.Kind)
	c.int("option", &e.Option)
	c.payment("payment", &e.Payment)
	c.money("amount", &e.Amount)
	c.string("charge", &e.Charge)
	c.postings("postings", &e.Postings)
}

func latePaymentRefunded(c *coder, e *transaction.LatePaymentRefunded) {
	c.when(&e.At)
	c.money("amount", &e.Amount)
	c.string("charge", &e.Charge)
	c.back("back", &e.Back)
	c.postings("postings", &e.Postings)
}

func opened(c *coder, e *transaction.Opened) {
	c.when(&e.At)
	c.time("first_contact_by", &e.FirstContactBy)
	c.time("age_limit_at", &e.AgeLimitAt)
}

func lapsed(c *coder, e *transaction.PurchaseLapsed) {
	c.when(&e.At)
	c.name("how", e.How.String(), &e.How)
	c.text("reason", &e.Reason)
}

func messagePosted(c *coder, e *transaction.MessagePosted) {
	c.when(&e.At)
	c.name("by", e.By.String(), &e.By)
	c.text("text", &e.Text)
	c.files(&e.Files)
}

func scheduleSet(c *coder, e *transaction.ScheduleSet) {
	c.when(&e.At)
	optional(c, "dates", &e.Dates, len(e.Dates) > 0)
	c.text("titles", &e.Titles)
	c.text("reason", &e.Reason)
}

func delivered(c *coder, e *transaction.FinalDelivered) {
	c.when(&e.At)
	c.text("text", &e.Text)
	c.files(&e.Files)
	c.time("approve_by", &e.ApproveBy)
}

func approved(c *coder, e *transaction.DeliveryApproved) {
	c.when(&e.At)
	c.name("by", e.By.String(), &e.By)
	c.time("close_by", &e.CloseBy)
}

func declined(c *coder, e *transaction.DeliveryDeclined) {
	c.when(&e.At)
	c.text("text", &e.Text)
}

func closed(c *coder, e *transaction.TalkroomClosed) {
	c.when(&e.At)
	c.name("how", e.How.String(), &e.How)
	c.text("reason", &e.Reason)
	c.money("fee", &e.Fee)
	c.money("earned", &e.Earned)
	c.time("review_by", &e.ReviewBy)
	c.time("blind_until", &e.BlindUntil)
	c.postings("postings", &e.Postings)
}

func cancelRequested(c *coder, e *transaction.CancelRequested) {
	c.when(&e.At)
	c.name("by", e.By.String(), &e.By)
	c.string("reason", &e.Reason)
	c.text("text", &e.Text)
	c.time("answer_by", &e.AnswerBy)
}

func cancelWithdrawn(c *coder, e *transaction.CancelWithdrawn) {
	c.when(&e.At)
	c.name("by", e.By.String(), &e.By)
	c.resumed("resumed", &e.Resumed)
}

func cancelRefused(c *coder, e *transaction.CancelRefused) {
	c.when(&e.At)
	c.name("by", e.By.String(), &e.By)
	c.text("text", &e.Text)
	c.resumed("resumed", &e.Resumed)
}

func cancelAgreed(c *coder, e *transaction.CancelAgreed) {
	c.when(&e.At)
	c.name("by", e.By.String(), &e.By)
	c.text("text", &e.Text)
}

func cancelVoided(c *coder, e *transaction.CancelVoided) {
	c.when(&e.At)
	c.name("by", e.By.String(), &e.By)
	c.resumed("resumed", &e.Resumed)
}

func cancelLapsed(c *coder, e *transaction.CancelLapsed) {
	c.when(&e.At)
	c.resumed("resumed", &e.Resumed)
}

func cancelled(c *coder, e *transaction.TransactionCancelled) {
	c.when(&e.At)
	c.name("by", e.By.String(), &e.By)
	c.string("reason", &e.Reason)
	c.name("how", e.How.String(), &e.How)
	c.text("text", &e.Text)
	c.bool("buyer_may", &e.BuyerMay)
	c.bool("seller_may", &e.SellerMay)
	c.bool("counts", &e.Counts)
	c.bool("pauses_seller", &e.PausesSeller)
	c.money("refunded", &e.Refunded)
	c.time("review_by", &e.ReviewBy)
	c.time("blind_until", &e.BlindUntil)
	c.time("hide_at", &e.HideAt)
	c.back("back", &e.Back)
	c.postings("postings", &e.Postings)
}

func reviewSent(c *coder, e *transaction.ReviewSent) {
	c.when(&e.At)
	c.name("by", e.By.String(), &e.By)
	c.int("stars", &e.Stars)
	c.text("comment", &e.Comment)
	optional(c, "items", &e.Items, len(e.Items) > 0)
}

func reviewGiven(c *coder, e *transaction.ReviewGiven) {
	c.when(&e.At)
	c.name("by", e.By.String(), &e.By)
	c.int("stars", &e.Stars)
}

func reviewReplied(c *coder, e *transaction.ReviewReplied) {
	c.when(&e.At)
	c.text("text", &e.Text)
}

func held(c *coder, e *transaction.Held) {
	c.when(&e.At)
	c.string("by", &e.By)
	c.text("reason", &e.Reason)
}

func released(c *coder, e *transaction.Released) {
	c.when(&e.At)
	c.string("by", &e.By)
	c.text("reason", &e.Reason)
	c.resumed("resumed", &e.Resumed)
}

func deadlineExtended(c *coder, e *transaction.DeadlineExtended) {
	c.when(&e.At)
	c.string("by", &e.By)
	c.name("kind", e.Kind.String(), &e.Kind)
	c.time("end", &e.End)
	c.text("reason", &e.Reason)
}

func partRefunded(c *coder, e *transaction.PartRefunded) {
	c.when(&e.At)
	c.string("by", &e.By)
	c.text("reason", &e.Reason)
	c.money("amount", &e.Amount)
	optional(c, "payments", &e.Payments, len(e.Payments) > 0)
	c.back("back", &e.Back)
	c.postings("postings", &e.Postings)
}

func earningsRefunded(c *coder, e *transaction.EarningsRefunded) {
	c.when(&e.At)
	c.string("by", &e.By)
	c.text("reason", &e.Reason)
	c.money("amount", &e.Amount)
	c.string("ref", &e.Ref)
	c.back("back", &e.Back)
	c.postings("postings", &e.Postings)
}

func annotated(c *coder, e *transaction.Annotated) {
	c.when(&e.At)
	c.name("by", e.By.String(), &e.By)
	c.text("metadata", &e.Metadata)
}

func textShown(c *coder, e *transaction.TextShown) {
	c.when(&e.At)
	c.string("by", &e.By)
	c.int("seq", &e.Seq)
	c.text("reason", &e.Reason)
}

func textWithheld(c *coder, e *transaction.TextWithheld) {
	c.when(&e.At)
	c.string("by", &e.By)
	c.int("seq", &e.Seq)
	c.text("reason", &e.Reason)
}

func refundNoted(c *coder, e *transaction.RefundNoted) {
	c.when(&e.At)
	c.int("seq", &e.Seq)
	c.string("charge", &e.Charge)
	c.money("amount", &e.Amount)
	c.name("stage", e.Stage.String(), &e.Stage)
	c.postings("postings", &e.Postings)
}
