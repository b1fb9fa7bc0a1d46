package main

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy/money"
)

func (s *server) todo(who string) market.ToDoList {
	s.t.Helper()
	r := s.get(who, "/api/v1/todo")
	require.Equal(s.t, 200, r.status, string(r.body))
	return into[market.ToDoList](r)
}

// whats are the acts of a list, with their urgency.
func whats(list market.ToDoList) []string {
	acts := []string{}
	for _, item := range list.Items {
		acts = append(acts, item.What+" "+item.Urgency)
	}
	return acts
}

func (s *server) notices(who, query string) market.NoticePage {
	s.t.Helper()
	r := s.get(who, "/api/v1/notices"+query)
	require.Equal(s.t, 200, r.status, string(r.body))
	return into[market.NoticePage](r)
}

func kinds(page market.NoticePage) []string {
	list := []string{}
	for _, n := range page.Items {
		list = append(list, n.Kind)
	}
	return list
}

// T9.1: each side's list says what it owes, by when and how urgent; a read mark
// takes "check the talkroom" away, and is no contact.
func TestToDo(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	require.Equal(t, market.ToDoList{Items: []market.ToDo{}}, s.todo("ren"))
	require.JSONEq(t, `{"items":[],"count":0,"next_cursor":null}`, string(s.get("ren", "/api/v1/todo").body))
	room := s.buy(`{"service_id":"logo"}`)
	list := s.todo("ren")
	require.Equal(t, []string{"first_contact soon", "deliver later"}, whats(list), "T9.1")
	require.Equal(t, 2, list.Count)
	first := list.Items[0]
	require.Equal(t, room.ID, *first.TransactionID)
	require.True(t, first.Due.Equal(at(48*time.Hour)))
	require.Equal(t, "Write to the buyer for the first time.", first.Text)
	require.Equal(t, "aoi", first.With)
	require.Contains(t, first.Title, "ロゴ")
	require.Empty(t, s.todo("aoi").Items)
	require.Empty(t, s.todo("operator").Items)
	s.get("", "/api/v1/todo").no(401)

	s.advance("23h")
	require.Equal(t, "soon", s.todo("ren").Items[0].Urgency, "T9.1 25 h are left")
	s.advance("1h")
	require.Equal(t, "today", s.todo("ren").Items[0].Urgency, "T9.1 24 h are left")

	room = s.do("aoi", room.ID, "message", `{"body":"are you there?"}`).ok()
	require.Contains(t, whats(s.todo("ren")), "check_talkroom soon", "T9.1")
	s.do("ren", room.ID, "read", fmt.Sprintf(`{"seq":%d}`, room.Seq)).ok()
	require.Equal(t, []string{"first_contact today", "deliver later"}, whats(s.todo("ren")), "T9.1 the mark is no contact")
	s.do("ren", room.ID, "message", `{"body":"hello"}`).ok()
	require.Equal(t, []string{"deliver later"}, whats(s.todo("ren")))
	require.Equal(t, []string{"keep_in_touch later", "check_talkroom soon"}, sorted(whats(s.todo("aoi"))), "T9.1 silence is counted for both sides")

	s.do("ren", room.ID, "deliver", `{"message":"here"}`).ok()
	require.Contains(t, whats(s.todo("aoi")), "answer_delivery soon")
	s.do("aoi", room.ID, "approve", ``).ok()
	require.Contains(t, whats(s.todo("aoi")), "review later", "T9.1")
	s.do("aoi", room.ID, "review", `{"stars":5}`).ok()
	require.Equal(t, []string{"review later"}, whats(s.todo("ren")), "T9.1 an ended transaction owes nothing but a review that nobody has to write")
	s.advance("2160h")
	require.Empty(t, s.todo("ren").Items, "T5.2")
}

func sorted(list []string) []string {
	if len(list) == 2 && list[0] < list[1] {
		return []string{list[1], list[0]}
	}
	return list
}

// T9.1: whose purchase awaits its payment is led to where he pays; the seller, and an
// operator, owe nothing meanwhile, and nobody does once it has lapsed.
func TestToDo_Pay(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	room := s.buy(`{"service_id":"logo","payment":"later"}`)
	require.Equal(t, []string{"pay later"}, whats(s.todo("aoi")), "T9.1")
	require.Contains(t, s.page("aoi", "/inbox"), `href="/talkrooms/`+room.ID+`#do-pay"`)
	require.Regexp(t, `id="do-pay"(?s:.*?)action="/talkrooms/`+room.ID+`/checkout"`, s.page("aoi", "/talkrooms/"+room.ID), "where it leads, he pays")
	for _, who := range []string{"ren", "operator"} {
		require.Empty(t, s.todo(who).Items, who)
	}
	s.advance("168h")
	require.Empty(t, s.todo("aoi").Items)
}

// T1.1, T9.1: in a quotation whoever was written to last owes the answer, and a
// proposal waits for the buyer until it lapses. A message outside is never owed (T8.1).
func TestToDo_Quotation(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	r := s.post("aoi", "/api/v1/quotations", `{"seller":"ren","request":"a sign for my shop"}`)
	require.Equal(t, 201, r.status, string(r.body))
	q := into[market.Quotation](r)
	todo := s.todo("ren").Items[0]
	require.Equal(t, "answer_quotation", todo.What)
	require.Equal(t, q.ID, *todo.QuotationID)
	require.Nil(t, todo.TransactionID)
	require.Equal(t, []string{"quotation_requested"}, kinds(s.notices("ren", "")), "T9.2")
	one := func(who, command, body string) {
		t.Helper()
		r := s.post(who, "/api/v1/quotations/"+q.ID+"/"+command, body)
		require.Equal(t, 200, r.status, string(r.body))
	}
	one("ren", "ask", `{"body":"how large?"}`)
	require.Equal(t, []string{"answer_question soon"}, whats(s.todo("aoi")))
	require.Empty(t, s.todo("ren").Items)
	one("aoi", "ask", `{"body":"one metre"}`)
	require.Equal(t, []string{"answer_quotation soon"}, whats(s.todo("ren")))
	one("ren", "propose", `{"price":{"amount":"8000","currency":"JPY"},"delivery_date":"2030-02-01","description":"a sign"}`)
	require.Equal(t, []string{"decide_proposal later"}, whats(s.todo("aoi")))
	require.True(t, s.todo("aoi").Items[0].Due.Equal(at(7*24*time.Hour)), "T1.3")
	s.advance("144h")
	require.Equal(t, []string{"decide_proposal today"}, whats(s.todo("aoi")), "T9.1 urgency grows by time alone")
	s.advance("24h")
	require.Empty(t, s.todo("aoi").Items, "T1.3")
	require.Equal(t, []string{"quotation_asked", "quotation_proposed", "quotation_lapsed"}, kinds(s.notices("aoi", "")), "T9.2")

	r = s.post("aoi", "/api/v1/conversations/sora/messages", `{"body":"do you do posters?"}`)
	require.Equal(t, 201, r.status, string(r.body))
	require.Empty(t, s.todo("sora").Items, "T8.1")
	told := s.notices("sora", "").Items
	require.Equal(t, "conversation_message", told[0].Kind, "T9.2")
	require.Equal(t, "葵 Aoi sent you a message.", told[0].Body)
}

// T9.2, T9.3: the list is derived from what happened and from the time that passed;
// ids are stable, a cursor misses nothing though the clock stands still, and what was
// read stays read.
func TestNotices(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	require.Equal(t, market.NoticePage{Items: []market.Notice{}}, s.notices("ren", ""))
	s.buy(`{"service_id":"logo"}`)
	page := s.notices("ren", "")
	require.Equal(t, []string{"opened_seller"}, kinds(page), "T9.2 paid at once")
	require.Equal(t, 1, page.Unread)
	require.Nil(t, page.NextCursor)
	opened := page.Items[0]
	require.Equal(t, money.New(10000, money.JPY), *opened.Amount)
	require.Equal(t, "orders", opened.Topic)
	require.True(t, opened.Due.Equal(at(48*time.Hour)))
	require.Contains(t, opened.Body, "Sat 12 January 2030, 9:00 JST", "T9.5")
	ja := into[market.NoticePage](s.send(http.MethodGet, "/api/v1/notices", http.Header{"Authorization": {"Bearer demo-ren"}, "Accept-Language": {"ja"}}, nil))
	require.Contains(t, ja.Items[0].Body, "2030年1月12日(土) 9:00 JSTまでに購入者へご連絡ください。", "T9.2 in both languages")
	require.Equal(t, []string{"opened_buyer", "notes_posted"}, kinds(s.notices("aoi", "")))

	for range 5 {
		s.buy(`{"service_id":"portrait"}`)
	}
	// A page at a time, while others come at the very same instant: nothing is missed or doubled.
	seen := map[string]bool{}
	cursor := ""
	for i := range 12 {
		part := s.notices("ren", "?limit=1&after="+cursor)
		for _, n := range part.Items {
			require.False(t, seen[n.ID], n.ID)
			seen[n.ID] = true
		}
		if part.NextCursor == nil {
			break
		}
		cursor = *part.NextCursor
		if i < 4 {
			s.buy(`{"service_id":"portrait"}`)
		}
	}
	all := s.notices("ren", "?limit=100")
	require.Len(t, all.Items, 10)
	require.Len(t, seen, len(all.Items), "T9.2")
	newest := s.notices("ren", "?limit=4&order=newest")
	require.Equal(t, all.Items[9].ID, newest.Items[0].ID)
	older := s.notices("ren", "?limit=4&order=newest&after="+*newest.NextCursor)
	require.Equal(t, all.Items[5].ID, older.Items[0].ID)
	require.Empty(t, s.notices("ren", "?after="+all.Items[9].ID).Items, "an id is a cursor, too")

	r := s.post("ren", "/api/v1/notices/read", fmt.Sprintf(`{"up_to":%q}`, all.Items[9].ID))
	require.JSONEq(t, `{"unread":0}`, string(r.body))
	s.buy(`{"service_id":"portrait"}`)
	page = s.notices("ren", "")
	require.Equal(t, 1, page.Unread, "what comes at the same instant was not read")
	require.Equal(t, all.Items, unread(page.Items[:10]), "and comes behind what was there")
	s.post("ren", "/api/v1/notices/read", fmt.Sprintf(`{"up_to":%q}`, all.Items[0].ID))
	require.Equal(t, 1, s.notices("ren", "").Unread, "a mark never goes back")
	s.post("aoi", "/api/v1/notices/read", fmt.Sprintf(`{"up_to":%q}`, all.Items[0].ID)).no(422)
	s.post("ren", "/api/v1/notices/read", `{}`).no(422)
	s.get("ren", "/api/v1/notices?after=nonsense").no(422)
	second := s.notices("ren", "?limit=4&order=newest&cursor="+*newest.NextCursor)
	require.Equal(t, older.Items[0].ID, second.Items[0].ID, "a cursor by the name that every other list gives it")
	require.Equal(t, "cursor", s.get("ren", "/api/v1/notices?after=a&cursor=a").no(422).Errors[0].Path)
	s.get("ren", "/api/v1/notices?cursor=nonsense").no(422)
	s.get("ren", "/api/v1/notices?order=up").no(422)
	s.get("", "/api/v1/notices").no(401)
}

// unread are notices as they were before they were read.
func unread(list []market.Notice) []market.Notice {
	for i := range list {
		list[i].Read = false
	}
	return list
}

// T9.3: a jump of weeks brings every reminder that lay in between, once, at its own
// instant; a clock that stands on one has brought it.
func TestNotices_Reminders(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.freeze()
	s.buy(`{"service_id":"logo"}`)
	s.advance("23h59m59.999999s")
	require.NotContains(t, kinds(s.notices("ren", "")), "remind_first_contact")
	s.advance("1us")
	require.Contains(t, kinds(s.notices("ren", "")), "remind_first_contact", "T9.3 at half time")
	require.Contains(t, kinds(s.notices("aoi", "")), "remind_first_contact_other", "T9.3 write to the seller")
	s.advance("1008h")
	for range 2 {
		page := s.notices("ren", "")
		require.Equal(t, []string{"opened_seller", "remind_first_contact", "remind_first_contact", "cancelled_system"}, kinds(page), "T9.3 T0.2")
		require.True(t, page.Items[1].At.Equal(at(24*time.Hour)))
		require.True(t, page.Items[2].At.Equal(at(42*time.Hour)), "T9.3 and 6 h before")
		require.True(t, page.Items[3].At.Equal(at(48*time.Hour)), "T0.2")
	}
}

// T9.2: everybody chooses his channels by kind; the list in the app stays.
func TestPreferences(t *testing.T) {
	t.Parallel()
	s := start(t)
	const path = "/api/v1/preferences"
	got := into[market.Preferences](s.get("ren", path))
	require.Len(t, got.Preferences, 7)
	require.False(t, got.Mail, "no server is named")
	for topic, channels := range got.Preferences {
		require.Equal(t, map[string]bool{"in_app": true, "mail": true, "push": true}, channels, topic)
	}
	no := s.post("ren", path, `{"preferences":{"orders":{"in_app":false}}}`).no(422)
	require.Equal(t, "T9.2", no.Rule)
	require.Equal(t, "orders.in_app", no.Errors[0].Path)
	no = s.post("ren", path, `{"preferences":{"gossip":{"mail":false},"orders":{"pigeon":true}}}`).no(422)
	require.Len(t, no.Errors, 2, "every fault is named")
	got = into[market.Preferences](s.post("ren", path, `{"preferences":{"messages":{"mail":false}}}`))
	require.False(t, got.Preferences["messages"]["mail"])
	s.post("ren", path, `{"preferences":{},"dry_run":true}`)
	got = into[market.Preferences](s.get("ren", path))
	require.False(t, got.Preferences["messages"]["mail"])
	require.True(t, got.Preferences["orders"]["mail"])
	require.True(t, into[market.Preferences](s.get("aoi", path)).Preferences["messages"]["mail"], "a choice is one's own")
	data := s.data
	s.stop()
	again := startIn(t, data)
	require.False(t, into[market.Preferences](again.get("ren", path)).Preferences["messages"]["mail"])
}

// T9.2, T8.4: a proposal that waits for an operator is nothing that the buyer could
// buy, and he is told so; when it is shown he is told what it is. The author of a
// message that is kept back hears of it, and whom it was sent to does not.
func TestNotices_Held(t *testing.T) {
	t.Parallel()
	s := start(t, "-policy", holding(t))
	s.freeze()
	q := into[market.Quotation](s.post("aoi", "/api/v1/quotations", `{"seller":"ren","request":"a sign for my shop"}`))
	require.Equal(t, 200, s.post("ren", "/api/v1/quotations/"+q.ID+"/propose", `{"price":{"amount":"8000","currency":"JPY"},"delivery_date":"2030-02-01","description":"090-1234-5678"}`).status)
	told := s.notices("aoi", "").Items
	require.Equal(t, "quotation_proposed_held", told[len(told)-1].Kind)
	require.NotContains(t, told[len(told)-1].Body, "You can buy it")
	require.Empty(t, s.todo("aoi").Items, "nothing that he could decide")
	require.Equal(t, 200, s.post("operator", "/api/v1/quotations/"+q.ID+"/operator-show", `{"seq":2,"reason":"the shop's number"}`).status)
	told = s.notices("aoi", "").Items
	require.Equal(t, "quotation_proposed", told[len(told)-1].Kind)
	require.Contains(t, told[len(told)-1].Body, "You can buy it until")
	require.Equal(t, []string{"decide_proposal later"}, whats(s.todo("aoi")))
	require.Contains(t, kinds(s.notices("ren", "")), "quotation_text_shown")

	const path = "/api/v1/conversations/"
	for range 2 {
		require.Equal(t, 201, s.post("sora", path+"haru/messages", `{"body":"090-1234-5678"}`).status)
	}
	require.Empty(t, s.notices("haru", "").Items)
	require.Empty(t, s.notices("sora", "").Items)
	s.advance("1h")
	require.Equal(t, 200, s.post("operator", path+"haru/operator-withhold", `{"of":"sora","seq":1,"reason":"a private number"}`).status)
	require.Empty(t, s.notices("haru", "").Items)
	kept := s.notices("sora", "").Items
	require.Len(t, kept, 1)
	require.Equal(t, "conversation_withheld", kept[0].Kind)
	require.True(t, kept[0].At.Equal(at(time.Hour)))
	require.Equal(t, 200, s.post("operator", path+"haru/operator-show", `{"of":"sora","seq":2,"reason":"the shop's number"}`).status)
	shown := s.notices("haru", "").Items
	require.Len(t, shown, 1)
	require.Equal(t, "conversation_message", shown[0].Kind)
	require.True(t, shown[0].At.Equal(at(time.Hour)), "it is told when it is shown")
	require.Len(t, s.notices("sora", "").Items, 1)
}
