package contact_test

import (
	"fmt"
	"strings"
	"testing"
)

// hostile are texts that would make a scanner slow which looks back or ahead
// without an end.
var hostile = map[string]string{
	"ordinary Japanese": "お世話になっております。ロゴのラフを2案お送りします。サイズは1080×1080pxで、納期は12月10日、料金は税込15,000円です。ご確認をお願いいたします。\n",
	"ordinary English":  "Thank you for the order, I will send the first draft of the logo by Friday, 10 December, and we can talk about colours here.\n",
	"at signs":          "@", "digits": "0", "spaced digits": "0 ", "dots": ".", "kanji digits": "〇", "zero-width": "\u200b", "kana digits": "ゼロ", "letters": "a", "labels": "a.", "at and dots": "a@a.", "brackets": "a(dot)", "spelled at": "a at ",
	"names": "LINE ", "names in kana": "ライン", "invitations": "LINEで話しましょう", "IDs": "ID: ", "meetings": "meeting ID 09012345678 ", "pieces": "090、次が", "spaced letters": "l i n e ", "marks": "が\u3099", "hash": "a#1234 ", "quotes": "「あ」で検索", "scheme": "https://", "percent": "%2e", "plus": "+81 ", "seldom words": "次が",
	"invalid": "\xff", "Cyrillic": "а", "blanks": " ", "hyphens": "-", "double": "zero double ",
}

func BenchmarkScan(b *testing.B) {
	s := scanner(b)
	for name, piece := range hostile {
		for _, size := range []int{1 << 10, 100 << 10, 10 << 20} {
			text := strings.Repeat(piece, size/len(piece)+1)[:size]
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				b.SetBytes(int64(size))
				b.ReportAllocs()
				for b.Loop() {
					s.Scan(text)
				}
			})
		}
	}
}
