package policy

// inboxRefusals are the words of T9.2.
var inboxRefusals = map[string]words{
	"T9.2/in_app": {
		en: "The notices in the app cannot be switched off; mail and push can.",
		ja: "アプリ内のお知らせはオフにできません。メールとプッシュ通知はオフにできます。",
	},
	"T9.2/preferences": {
		en: "These choices name a kind of notice or a channel that does not exist.",
		ja: "存在しないお知らせの種類、または通知方法が指定されています。",
	},
	"T9.2/maybe_sent": {
		en: "Perhaps this notice was sent: it is not sent again.",
		ja: "このお知らせはすでに送信された可能性があるため、再送できません。",
	},
	"T9.2/not_failed": {
		en: "This notice has gone out, or is going out now. Only one that was rejected or given up can be sent again.",
		ja: "このお知らせは送信済みか、送信中です。再送できるのは、受け付けられなかったものと送信を断念したものだけです。",
	},
}
