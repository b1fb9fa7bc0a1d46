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
}
