package policy

// listingRefusals are the words of what a seller does with his services.
var listingRefusals = map[string]words{
	"T1.7/wrong_actor": {
		en: "Only its seller edits a service.",
		ja: "サービスの内容を変更できるのは、その出品者だけです。",
	},
}
