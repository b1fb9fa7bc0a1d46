package policy

// conversationRefusals are the words of package conversation.
var conversationRefusals = map[string]words{
	"T8.1/self": {
		en: "Nobody writes to himself.",
		ja: "自分自身にメッセージを送ることはできません。",
	},
	"T8.1/no_person": {
		en: "Only people write messages, not {role}.",
		ja: "メッセージを送れるのは利用者だけです（{role}は送れません）。",
	},
	"T8.4/no_operator": {
		en: "Only an operator decides on a message that waits.",
		ja: "確認待ちのメッセージを扱えるのは運営だけです。",
	},
}
