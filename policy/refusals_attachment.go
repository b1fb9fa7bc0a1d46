package policy

// attachmentRefusals are the words of package attachment. Each names the file,
// and stands for its fault as well as for the whole refusal.
var attachmentRefusals = union(fileRefusals, archiveRefusals)

// fileRefusals are about number, size and kind (T7.1–T7.3).
var fileRefusals = map[string]words{
	"T7.1/too_many": {
		en: "There are more files than the {max} that a message may carry.",
		ja: "一度に添付できるファイルは{max}個までです。",
	},
	"T7.2/too_large": {
		en: "The files are larger together than the {limit} bytes that a message may carry.",
		ja: "ファイルの合計サイズが上限（{limit}バイト）を超えています。",
	},
	"T7.2/file_too_large": {
		en: "{file} has {size} bytes; all files of a message may have {limit} together.",
		ja: "{file}（{size}バイト）は、1通に添付できる合計サイズの上限（{limit}バイト）を超えています。",
	},
	"T7.2/size_negative": {
		en: "{file} has the size {size}; a size is 0 or more.",
		ja: "{file}のサイズ（{size}）が正しくありません。",
	},
	"T7.2/size_differs": {
		en: "{file} did not arrive with the {size} bytes that it is said to have; send it again.",
		ja: "{file}のサイズが申告（{size}バイト）と一致しません。もう一度お送りください。",
	},
	"T7.3/empty": {
		en: "{file} is empty.",
		ja: "{file}は空です。",
	},
	"T7.3/executable": {
		en: "{file} is a program ({found}); programs are not accepted under any name.",
		ja: "{file}は実行ファイル（{found}）のため、名前にかかわらず送れません。",
	},
	"T7.3/executable_name": {
		en: "{file} is named like a program (.{extension}); programs are not accepted.",
		ja: "{file}は実行ファイルの名前（.{extension}）のため送れません。",
	},
	"T7.3/content_differs": {
		en: "{file} is not what .{extension} stands for; it looks like {found}.",
		ja: "{file}の中身が拡張子（.{extension}）と一致しません（検出された形式：{found}）。",
	},
	"T7.3/encoding": {
		en: "{file} is a text in an encoding that cannot be told; save it as UTF-8.",
		ja: "{file}の文字コードを判別できません。UTF-8で保存し直してください。",
	},
	"T7.3/two_in_one": {
		en: "{file} is of two kinds at once; it also holds {found}. Send each file by itself.",
		ja: "{file}には別の形式（{found}）のデータが含まれています。ファイルを分けてお送りください。",
	},
	"T7.3/truncated": {
		en: "{file} is cut off: it ends within {part}. Send it again as a whole.",
		ja: "{file}は途中で切れています（{part}）。もう一度お送りください。",
	},
	"T7.3/damaged": {
		en: "{file} is damaged: {part} is not as it must be. Save it again, and send that.",
		ja: "{file}は壊れています（{part}）。保存し直してからお送りください。",
	},
	"T7.3/pixels": {
		en: "{file} has {width} × {height} pixels; {max} pixels are the most.",
		ja: "{file}の画素数（{width}×{height}）が多すぎます。上限は{max}画素です。",
	},
	"T7.3/macro": {
		en: "{file} carries macros, which a .{extension} never does; save it without them.",
		ja: "{file}はマクロを含むため、.{extension}としては送れません。マクロなしで保存し直してください。",
	},
	"T7.3/no_extension": {
		en: "{file} has no extension that says what it is; these are accepted: {accepted}.",
		ja: "{file}に拡張子がありません。送れる形式：{accepted}",
	},
	"T7.3/kind": {
		en: "{file} is of a kind (.{extension}) that is not accepted; these are: {accepted}.",
		ja: "{file}の形式（.{extension}）は送れません。送れる形式：{accepted}",
	},
}

// archiveRefusals are about what an archive holds (T7.4).
var archiveRefusals = map[string]words{
	"T7.4/zip_damaged": {
		en: "{file} is a damaged archive: its directory cannot be read.",
		ja: "{file}は壊れた圧縮ファイルです（一覧を読み取れません）。",
	},
	"T7.4/zip_entry": {
		en: "{file} is a damaged archive: {entry} cannot be read.",
		ja: "{file}は壊れた圧縮ファイルです（{entry}を読み取れません）。",
	},
	"T7.4/zip_entries": {
		en: "{file} is an archive of more than {max} entries.",
		ja: "{file}の中のファイルが{max}個を超えています。",
	},
	"T7.4/zip_bomb": {
		en: "{file} is an archive that unpacks to more than {max} bytes.",
		ja: "{file}は展開後のサイズが大きすぎます（上限{max}バイト）。",
	},
	"T7.4/zip_depth": {
		en: "{file} holds {entry}, an archive within {depth} others; that is too deep.",
		ja: "{file}の中の{entry}は{depth}重の圧縮ファイルの中にあり、入れ子が深すぎます。",
	},
	"T7.4/zip_path": {
		en: "{file} holds {entry}, a name that could lead out of its folder; pack it again with plain names.",
		ja: "{file}の中に、フォルダの外を指すおそれのある名前（{entry}）があります。圧縮し直してください。",
	},
	"T7.4/zip_link": {
		en: "{file} holds {entry}, a link to another place; pack the file itself.",
		ja: "{file}の中にリンク（{entry}）があります。リンク先のファイルを直接圧縮してください。",
	},
	"T7.4/zip_method": {
		en: "{file} holds {entry}, packed in a way (method {method}) that cannot be looked into; pack it as an ordinary zip.",
		ja: "{file}の中の{entry}は対応していない圧縮方式（{method}）です。通常のZIPで圧縮し直してください。",
	},
	"T7.4/zip_duplicate": {
		en: "{file} holds {entry} twice.",
		ja: "{file}の中に同じ名前（{entry}）が重複しています。",
	},
	"T7.4/zip_overlap": {
		en: "{file} is an archive whose entries share the same bytes, as only a zip bomb does.",
		ja: "{file}は、複数の項目が同じデータを共有する不正な圧縮ファイルです。",
	},
	"T7.4/zip_differs": {
		en: "{file} says two different things of {entry}: in its directory and beside the entry. Pack it again.",
		ja: "{file}の中の{entry}について、一覧と項目の記載が一致しません。圧縮し直してください。",
	},
	"T7.4/zip_hidden": {
		en: "{file} is an archive with other data before, between or behind its entries. Pack it again.",
		ja: "{file}は、一覧にないデータを含む圧縮ファイルです。圧縮し直してください。",
	},
	"T7.4/zip_nested": {
		en: "{file} holds the archive {entry}, which is damaged or made so that it cannot be looked into.",
		ja: "{file}の中の圧縮ファイル{entry}は、壊れているか、中を確認できない作りになっています。",
	},
}
