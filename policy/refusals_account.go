package policy

// accountRefusals are the words around the deletion of an account.
var accountRefusals = map[string]words{
	"T9.4/open": {
		en: "The account cannot be deleted yet: {count} still stand open.",
		ja: "完了していない手続きが{count}件あるため、アカウントはまだ削除できません。",
	},
	"T9.4/left": {
		en: "The account of {person} was deleted.",
		ja: "{person}さんは退会しています。",
	},
	"T9.4/withdrawn": {
		en: "This service was withdrawn for good.",
		ja: "このサービスの提供は終了しました。",
	},
	"T9.4/last_operator": {
		en: "Somebody has to operate the marketplace; the last operator cannot leave.",
		ja: "運営担当者が一人もいなくなるため、このアカウントは削除できません。",
	},
}
