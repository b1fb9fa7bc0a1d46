package market

import (
	"context"
	"errors"
	"fmt"

	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/policy/money"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/engine"
	"github.com/torikime/torikime/transaction/listing"
)

// demoPeople are who can log in to the demo. Their tokens are known to everybody,
// which is why the demo listens to this machine alone.
var demoPeople = []DemoPerson{
	{Person{"aoi", "葵 Aoi", []policy.Role{policy.Buyer}}, "demo-aoi", "buys for a small bakery"},
	{Person{"haru", "春 Haru", []policy.Role{policy.Buyer}}, "demo-haru", "buys for a band"},
	{Person{"ren", "蓮 Ren", []policy.Role{policy.Seller}}, "demo-ren", "draws logos and illustrations"},
	{Person{"sora", "空 Sora", []policy.Role{policy.Seller}}, "demo-sora", "translates and makes jingles"},
	{Person{"operator", "運営 Operator", []policy.Role{policy.Operator}}, "demo-operator", "works for the marketplace"},
}

// demoServices are what the demo's sellers offer.
var demoServices = []listing.List{
	{
		By: transaction.Seller("ren"), ID: "logo", Title: "お店のロゴを作ります / A logo for your shop",
		Description: "ヒアリングのあと3案をお出しし、選ばれた1案を仕上げます。PNGとAI形式で納品します。\nThree drafts after a short interview, then one of them finished. PNG and AI files.",
		Price:       money.New(10_000, money.JPY),
		Options: []transaction.Option{
			{ID: "rush", Title: "お急ぎ便（3日以内） / Rush, within 3 days", Price: money.New(3_000, money.JPY)},
			{ID: "source", Title: "元データ / Source files", Price: money.New(5_000, money.JPY)},
		},
		Notes: "ご購入後、店名・お好みの色・使う場所をお知らせください。\nAfter the purchase please tell me the shop's name, the colours you like and where the logo will be used.",
	},
	{
		By: transaction.Seller("ren"), ID: "portrait", Title: "似顔絵を描きます / A portrait from a photo",
		Description: "写真1枚から、あたたかい雰囲気の似顔絵を描きます。アイコンにも使えます。\nA warm portrait from one photo, also as an icon.",
		Price:       money.New(3_500, money.JPY),
		Options:     []transaction.Option{{ID: "background", Title: "背景つき / With a background", Price: money.New(1_000, money.JPY)}},
		Notes:       "お顔がはっきり写った写真をトークルームでお送りください。\nPlease send a photo that shows the face clearly in the talkroom.",
	},
	{
		By: transaction.Seller("sora"), ID: "translation", Title: "日本語⇄英語の翻訳をします / Japanese and English translation",
		Description: "1,000文字まで。自然な文章に整えます。専門用語はご相談ください。\nUp to 1,000 characters, in natural language. Ask me about technical terms.",
		Price:       money.New(5_000, money.JPY),
		Options: []transaction.Option{
			{ID: "proof", Title: "ネイティブチェック / Check by a native speaker", Price: money.New(2_000, money.JPY)},
		},
		Notes: "原稿はWordまたはテキストファイルでお送りください。\nPlease send the text as a Word or text file.",
	},
	{
		By: transaction.Seller("sora"), ID: "jingle", Title: "15秒のジングルを作曲します / A jingle of 15 seconds",
		Description: "動画やお店のための短い曲を作ります。MP3とWAVで納品します。\nA short tune for a video or a shop, as MP3 and WAV.",
		Price:       money.New(12_000, money.JPY),
		Options: []transaction.Option{
			{ID: "long", Title: "30秒まで延長 / Up to 30 seconds", Price: money.New(4_000, money.JPY)},
		},
		Notes: "曲の雰囲気が分かる参考曲を1つ教えてください。\nPlease name one tune whose mood you like.",
	},
}

// offerDemo lists the demo's services that are not there yet.
func (m *Market) offerDemo(ctx context.Context) error {
	for _, s := range demoServices {
		_, err := m.engine.Listing(ctx, s.ID)
		if errors.Is(err, engine.ErrNotFound) {
			_, err = m.engine.List(ctx, s, engine.ListingCall{})
		}
		if err != nil {
			return fmt.Errorf("offer the demo's service %s: %w", s.ID, err)
		}
	}
	return nil
}
