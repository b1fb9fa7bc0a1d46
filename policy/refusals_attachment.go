package policy

// attachmentRefusals are the words of package attachment.
var attachmentRefusals = map[string]words{
	"T7.1/too_many": {
		en: "{count} files; a message may carry {max}.",
		ja: "ファイルは{max}個までです（{count}個あります）。",
	},
	"T7.2/too_large": {
		en: "The files are larger than one message may carry.",
		ja: "ファイルの合計サイズが上限を超えています。",
	},
	"T7.2/size_negative": {
		en: "{file} has an impossible size.",
		ja: "{file}のサイズが正しくありません。",
	},
	"T7.2/size_differs": {
		en: "{file} did not arrive whole.",
		ja: "{file}のサイズが申告と一致しません。",
	},
	"T7.3/empty": {
		en: "{file} is empty.",
		ja: "{file}は空です。",
	},
	"T7.3/executable": {
		en: "{file} is a program.",
		ja: "{file}は実行ファイルのため送れません。",
	},
	"T7.3/content_differs": {
		en: "{file} is not what its name says.",
		ja: "{file}の中身が拡張子と一致しません。",
	},
	"T7.3/macro": {
		en: "{file} carries macros.",
		ja: "{file}はマクロを含むため送れません。",
	},
	"T7.3/no_extension": {
		en: "{file} has no extension.",
		ja: "{file}に拡張子がありません。",
	},
	"T7.3/kind": {
		en: "{file} is of a kind that is not accepted.",
		ja: "{file}の形式は送れません。",
	},
	"T7.4/zip_damaged": {
		en: "{file} is damaged.",
		ja: "{file}は壊れています。",
	},
	"T7.4/zip_entries": {
		en: "{file} holds too many entries.",
		ja: "{file}の中のファイルが多すぎます。",
	},
	"T7.4/zip_bomb": {
		en: "{file} unpacks to too much.",
		ja: "{file}は展開後のサイズが大きすぎます。",
	},
	"T7.4/zip_depth": {
		en: "{file} nests archives too deep.",
		ja: "{file}の圧縮が何重にもなっています。",
	},
	"T7.4/zip_path": {
		en: "{file} holds an unsafe name.",
		ja: "{file}の中に危険なファイル名があります。",
	},
	"T7.4/zip_link": {
		en: "{file} holds a link.",
		ja: "{file}の中にリンクがあります。",
	},
	"T7.4/zip_method": {
		en: "{file} is packed in an unusual way; use an ordinary zip.",
		ja: "{file}は対応していない圧縮方式です。",
	},
	"T7.4/zip_duplicate": {
		en: "{file} holds a name twice.",
		ja: "{file}の中に同じ名前が重複しています。",
	},
	"T7.4/zip_overlap": {
		en: "{file} is made like a zip bomb.",
		ja: "{file}は不正な構造の圧縮ファイルです。",
	},
	"T7.4/zip_nested": {
		en: "An archive in {file} cannot be looked into.",
		ja: "{file}の中の圧縮ファイルを確認できません。",
	},
}
