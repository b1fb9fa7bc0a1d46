package transaction

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// everyEvent is one event of each type, none of it filled in.
var everyEvent = []Event{
	Purchased{}, PaymentDeclined{}, Paid{}, LatePaymentRefunded{}, Opened{}, NotesPosted{}, PurchaseLapsed{},
	MessagePosted{}, ScheduleSet{}, FinalDelivered{}, DeliveryApproved{}, DeliveryDeclined{}, TalkroomClosed{},
	CancelRequested{}, CancelWithdrawn{}, CancelRefused{}, CancelAgreed{}, CancelVoided{}, CancelLapsed{},
	TransactionCancelled{}, ReviewSent{}, ReviewGiven{}, ReviewReplied{}, ReviewsEnded{}, ContentHidden{},
	Held{}, Released{}, DeadlineExtended{}, PartRefunded{}, EarningsRefunded{}, Annotated{}, TextShown{}, TextWithheld{}, RefundNoted{},
}

// fillTexts writes a word into every Text and file name of an event, and says
// how many texts MapTexts must show.
func fillTexts(e Event) (Event, int) {
	v := reflect.New(reflect.TypeOf(e)).Elem()
	v.Set(reflect.ValueOf(e))
	texts := 0
	for i := range v.NumField() {
		switch v.Field(i).Interface().(type) {
		case Text:
			v.Field(i).Set(reflect.ValueOf(Text{Body: "secret"}))
			texts++
		case []File:
			v.Field(i).Set(reflect.ValueOf([]File{{ID: "1", Name: "secret"}, {ID: "2", Name: "secret"}}))
			texts++
		}
	}
	return v.Interface().(Event), texts
}

// Every text and file name of every event is shown under a name of its own, and
// what it is replaced by stands in the event.
func TestMapTexts(t *testing.T) {
	t.Parallel()
	for _, empty := range everyEvent {
		e, texts := fillTexts(empty)
		t.Run(reflect.TypeOf(e).Name(), func(t *testing.T) {
			t.Parallel()
			seen := map[string]bool{}
			mapped := MapTexts(e, func(name string, text Text) Text {
				require.False(t, seen[name], "two texts are called %q", name)
				seen[name] = true
				return Text{Body: strings.ReplaceAll(text.Body, "secret", "taken")}
			})
			require.Len(t, seen, texts)
			require.NotContains(t, reflectString(mapped), "secret")
			require.Equal(t, strings.ReplaceAll(reflectString(e), "secret", "taken"), reflectString(mapped))
			again, _ := fillTexts(empty)
			require.Equal(t, again, e, "what is passed in is not changed")
		})
	}
}

// A text that has fewer lines than there are files leaves the other names empty.
func TestMapTexts_FewerNames(t *testing.T) {
	t.Parallel()
	e := MessagePosted{Files: []File{{ID: "1", Name: "a"}, {ID: "2", Name: "b"}}}
	mapped := MapTexts(e, func(string, Text) Text { return Text{} }).(MessagePosted)
	require.Equal(t, []File{{ID: "1"}, {ID: "2"}}, mapped.Files)
}

func reflectString(e Event) string {
	v := reflect.ValueOf(e)
	var b strings.Builder
	for i := range v.NumField() {
		switch f := v.Field(i).Interface().(type) {
		case Text:
			b.WriteString(f.Body + ";")
		case []File:
			for _, file := range f {
				b.WriteString(file.ID + file.Name + ";")
			}
		}
	}
	return b.String()
}
