package contact

// The classes of what people say about money.
const (
	// Payment.
	isPay class = lastContactClass + iota
	isMeans
	isPayTail
	isPayMood
	isAccount
	isGiven
	isFee
	isSaving
	isCheaper
	isDeal
	isNoPay
	isPayEN
	isPayByEN
	isMeansEN
	isFineEN
	isSkipEN
	isFeeEN
	isOwnEN
	isNextDeal
	isDirectEnd
	isCheap
	isShop
	isBuying
	saysPayment
	// isMoney is talk of paying.
	isMoney
	// isIf is なら behind a shop; isWithout leaves the marketplace out, isSum is a price.
	isIf
	isWithout
	isSum

	// What is due: isByHand is how it changes hands, isWallet what one has for it, isHave the question
	// whether one has; isPact is a deal that isTie closes; isSettled says that it was paid on the
	// marketplace.
	isDues
	isByHand
	isWallet
	isHave
	isFriendPrice
	isPact
	isTie
	isSettled
	isSelling
	// isDueTalk says all by itself, apart from work; isRepeat are orders to come; isByHandSure changes
	// hands outside in any case.
	isDueTalk
	isRepeat
	isByHandSure
	isDirectIf
	isWorth
	isWalletEN
	isShopEN
	isBuyEN
	isCheapEN
	// isDoEN does the next job.
	isDoEN
	// isAtOnce is the spot on which one pays, isYen the sum's unit, isTake that it is taken; isBetween
	// leaves two people alone with a deal; isBank and isBankNo are what an account has.
	isAtOnce
	isYen
	isTake
	isBetween
	isBank
	isBankNo
	// isNotes is money one can hold, isEnvelope what it goes in, isSend that it goes; isOccasion is
	// when it is handed over, isReceive that it is taken; isWishList is where gifts are chosen, isGift
	// that one is; isLedger is talk of money in books and articles.
	isNotes
	isEnvelope
	isSend
	isOccasion
	isReceive
	isWishList
	isGift
	isNotesEN
	isEnvelopeEN
	// isAdvance is money one lays out oneself, isBilled what a company pays by instead.
	isLedger
	isAdvance
	// isSpokenJA is what people do without money.
	isSpokenJA
	isCardEN
	isBilled

	// isPurse is a means of paying that is outside in any case, isOuterPay pays apart from the order
	// that isCallOff calls off; isBetterSo prefers what was said, isShared leaves the marketplace a
	// part. isPayLink is the link of a payment, isLinkGiven that it is handed over; isOwnGoods pays in
	// kind, isFormJA makes a way of it.
	isPurse
	isOuterPay
	isCallOff
	isBetterSo
	isShared
	isPayLink
	isLinkGiven
	isOwnGoods
	isFormJA
	// isBankAt is where isWillPay sends it from; isInReturn asks for the work in exchange.
	isBankAt
	isWillPay
	isInReturn
	isSendIt
	// The same in English: isTakeEN takes or gives what isPurseEN is, isSuitsEN says that it will do.
	isPurseEN
	isTakeEN
	isSuitsEN
	isWithoutEN
	isPayYouEN
	isIsEN
	isOkayEN
	isOkayWithEN
	isMyselfEN
	isSettleEN
	isWhenMetEN
	isInReturnEN

	lastPayClass
)
