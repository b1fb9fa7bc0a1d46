package web

import (
	"cmp"
	"net/http"
	"net/url"

	"github.com/torikime/torikime/attachment"
	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/policy"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/conversation"
	"github.com/torikime/torikime/transaction/engine"
)

// messagesPage lists who the viewer writes to outside of talkrooms (T8.1).
type messagesPage struct {
	Items []conversing
	State string
	Next  string
	First bool
}

// conversing is one conversation in a list.
type conversing struct {
	Link, Who string
	Last      *line
}

func (v *visit) messages() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	cursor := v.r.URL.Query().Get("cursor")
	list, err := v.market.Conversations(v.r.Context(), v.viewer(), false, cursor, pageSize)
	if err != nil {
		return err
	}
	page := messagesPage{First: cursor == ""}
	for _, c := range list.Items {
		one := conversing{Link: "/messages/" + url.PathEscape(c.With), Who: v.name(c.With)}
		if c.Last != nil {
			l := v.messageLine(c.Last, c.With)
			one.Last = &l
		}
		page.Items = append(page.Items, one)
	}
	if list.NextCursor != nil {
		page.Next = *list.NextCursor
	}
	return v.show(http.StatusOK, "messages", "messages.title", page)
}

// conversationPage is what two people wrote to each other outside of talkrooms.
type conversationPage struct {
	User, Of string // the other one; for an operator who is neither, the two
	Who      string
	Lines    []line
	Older    string
	Newest   bool
	Gone     bool // the other one's account was deleted
	Write    bool // the viewer is one of the two
	Sells    bool // the other one can be asked for a quotation
	Rooms    []runningRoom
	Limits   *policy.Attachment
	Hosts    string
	Typed    form
	Failed   *failure
	Loose    bool
}

// Place is where its forms and files lead.
func (p conversationPage) Place() place {
	at := place{Path: "/messages/" + url.PathEscape(p.User)}
	if p.Of != "" {
		at.Query = "?of=" + url.QueryEscape(p.Of)
	}
	return at
}

// runningRoom is an open talkroom of the two, with what runs on there whatever is
// written here (T2.1, T3.2).
type runningRoom struct {
	ID, Title string
	Next      *deadline
	Silent    *moment // from then on the other side may ask to cancel
}

func (v *visit) conversation() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	return v.conversationPage(nil)
}

func (v *visit) conversationPage(f *failure) error {
	user, of, cursor := v.r.PathValue("user"), v.r.URL.Query().Get("of"), v.r.URL.Query().Get("cursor")
	if of == v.me.ID {
		of = ""
	}
	if user == v.me.ID && of == "" {
		return market.ErrNotFound // nobody talks to himself
	}
	list, err := v.market.Messages(v.r.Context(), v.viewer(), user, of, cursor, messagesShown)
	if err != nil {
		return err
	}
	page := conversationPage{
		User: user, Of: of, Who: v.name(user), Newest: cursor == "", Write: of == "", Gone: v.left(user), Limits: &v.market.Policy().Attachment,
		Hosts: v.hosts(), Failed: f,
	}
	if of != "" {
		page.Who = v.say("conversation.between", "one", v.name(user), "other", v.name(of))
	}
	for i := range list.Items {
		page.Lines = append(page.Lines, v.messageLine(&list.Items[i], user))
	}
	if list.NextCursor != nil {
		page.Older = *list.NextCursor
	}
	if page.Write {
		if p, ok := v.market.Person(user); ok {
			page.Sells = p.Has(policy.Seller)
		}
		if page.Rooms, err = v.runningRooms(user); err != nil {
			return err
		}
	}
	code := http.StatusOK
	v.back = page.Place().Path + page.Place().Query
	if f != nil {
		code, page.Typed = f.Status, f.Typed
		page.Loose = !decided(page.Lines, f) && f.Command != "message"
	}
	return v.show(code, "conversation", v.say("conversation.title", "who", page.Who), page)
}

// messagesShown is how many messages one page has.
const messagesShown = 30

// messageLine is a message as a line of a talk. user is the one on the left.
func (v *visit) messageLine(m *market.Message, user string) line {
	l := line{
		Entry: market.Entry{
			Seq: m.Seq, Entry: transaction.Entry{At: m.At, Type: "message"}, Body: m.Body, Files: m.Files,
			Hidden: m.Hidden, Waiting: m.Waiting, Erased: m.Erased, Findings: m.Findings,
		},
		moment: v.moment(m.At), Side: "mine", Who: v.name(m.By), Decided: m.Reason,
	}
	as := policy.Nobody
	if v.isOperator() {
		as = policy.Operator
	}
	if m.By == user {
		l.Side = "theirs"
	}
	v.look(as, false, &l, m.Reason != "")
	return l
}

// runningRooms are the open talkrooms with somebody.
func (v *visit) runningRooms(with string) ([]runningRoom, error) {
	var rooms []runningRoom
	list, err := v.market.Talkrooms(v.r.Context(), v.viewer(), engine.Unended, "", most)
	for i := range list.Items {
		room := &list.Items[i]
		other, mine, theirs := room.Seller, room.Silence.Buyer, room.Silence.Seller
		if room.Role == policy.Seller {
			other, mine, theirs = room.Buyer, theirs, mine
		}
		if other != with {
			continue
		}
		one := runningRoom{ID: room.ID, Title: room.Title}
		if mine.Since != nil && theirs.Since != nil && theirs.Since.After(*mine.Since) {
			one.Silent = v.maybe(mine.OtherMayCancelFrom) // the other side waits for an answer
		}
		if next := v.deadlines(room); len(next) > 0 {
			one.Next = &next[0]
		}
		rooms = append(rooms, one)
	}
	return rooms, err
}

// converse sends a message, or decides on one that waits.
func (v *visit) converse() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	user, of, name := v.r.PathValue("user"), v.r.URL.Query().Get("of"), v.r.PathValue("command")
	// Strangers find nothing here, whatever they send.
	if _, _, err := v.market.Pair(v.viewer(), user, of); err != nil {
		return err
	}
	var f form
	var err error
	switch name {
	case "message":
		f, err = v.sendMessage(user)
	case "operator-show", "operator-withhold":
		if f, err = v.form(); err == nil {
			err = v.moderate(user, of, name, f)
		}
	default:
		return market.ErrNotFound
	}
	if err == nil {
		at := conversationPage{User: user, Of: of}.Place()
		return v.goTo(at.Path+at.Query+"#latest", "done.conversation."+name)
	}
	if failed, ok := v.failed(name, f, err); ok && f.Values != nil {
		return v.conversationPage(failed)
	}
	return err
}

// sendMessage writes to somebody, with files or without.
func (v *visit) sendMessage(to string) (form, error) {
	u := v.market.Upload(attachment.Message)
	defer u.Discard()
	f, err := v.upload(u)
	if err != nil {
		return f, err
	}
	files, err := u.Judge()
	if err != nil {
		return f, err
	}
	call := v.call(f, u.Sum())
	call.Files = u
	_, err = v.market.Send(v.r.Context(), v.viewer(), to, f.text("message"), files, call)
	return f, err
}

func (v *visit) moderate(user, of, name string, f form) error {
	seq, no := f.whole(v.lang, "of")
	if no != nil {
		return no
	}
	_, err := v.market.Moderate(v.r.Context(), v.viewer(), user, of, func(by transaction.Actor) conversation.Command {
		if name == "operator-show" {
			return conversation.OperatorShow{By: by, Reason: f.text("reason"), Seq: seq}
		}
		return conversation.OperatorWithhold{By: by, Reason: f.text("reason"), Seq: seq}
	}, v.call(f, nil))
	return err
}

// messageFile sends a file of a message to one of the two, or to an operator.
func (v *visit) messageFile() error {
	if !v.in {
		return status(http.StatusUnauthorized)
	}
	file, about, err := v.market.ConversationFile(v.r.Context(), v.viewer(), v.r.PathValue("user"), v.r.URL.Query().Get("of"), v.r.PathValue("file"))
	if err != nil {
		return err
	}
	defer file.Close()
	v.download(file, cmp.Or(about.Name, "file"))
	return nil
}
