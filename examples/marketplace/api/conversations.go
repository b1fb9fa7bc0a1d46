package api

import (
	"net/http"

	"github.com/torikime/torikime/attachment"
	"github.com/torikime/torikime/examples/marketplace/market"
	"github.com/torikime/torikime/transaction"
	"github.com/torikime/torikime/transaction/conversation"
)

// ModerateMessage decides on a held message outside of a talkroom.
type ModerateMessage struct {
	Common
	Of     string `json:"of" doc:"The other one of the two who write to each other"`
	Seq    int    `json:"seq" minimum:"1" doc:"The message that was held"`
	Reason string `json:"reason" doc:"Both sides see it"`
}

func (a *API) conversations(r *http.Request, v market.Viewer, cursor string, limit int) (any, error) {
	waiting, no := flagOf(r, "waiting")
	if no != nil {
		return nil, no
	}
	return a.market.Conversations(r.Context(), v, waiting, cursor, limit)
}

// flagOf reads a query's true or false; false if it is not there.
func flagOf(r *http.Request, name string) (bool, error) {
	switch r.URL.Query().Get(name) {
	case "", "false":
		return false, nil
	case "true":
		return true, nil
	}
	return false, invalid(name, "value", "true or false is right")
}

func (a *API) messages(r *http.Request, v market.Viewer) (any, error) {
	user, of := r.PathValue("user"), r.URL.Query().Get("of")
	if _, _, err := a.market.Pair(v, user, of); err != nil {
		return nil, err
	}
	cursor, limit, err := page(r)
	if err != nil {
		return nil, err
	}
	return a.market.Messages(r.Context(), v, user, of, cursor, limit)
}

// send writes outside of a talkroom, with files or without.
func (a *API) send(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	if isForm(r) {
		return a.sendFiles(w, r, v)
	}
	data, err := readBody(w, r)
	if err != nil {
		return err
	}
	user := r.PathValue("user")
	if _, _, err := a.market.Pair(v, user, ""); err != nil {
		return err
	}
	var b Message
	c, err := formOf(r, data, &b)
	if err != nil {
		return err
	}
	done, err := a.market.Send(r.Context(), v, user, b.Body, nil, c)
	return a.done(w, done.JSON, created(c), err)
}

func (a *API) sendFiles(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	u := a.market.Upload(attachment.Message)
	defer u.Discard()
	if r.ContentLength > u.Limit()+maxOverhead {
		return market.ErrTooLarge
	}
	user := r.PathValue("user")
	if _, _, err := a.market.Pair(v, user, ""); err != nil {
		return err
	}
	deadline(w, uploadTime)
	parts, err := readParts(limitBody(r, u), u, "body")
	if err != nil {
		return err
	}
	files, err := u.Judge()
	if err != nil {
		return err
	}
	var b Message
	if no := decode(parts.json("body"), &b); no != nil {
		return no
	}
	how, err := call(r, append(parts.json("body"), u.Sum()...), b.common())
	if err != nil {
		return err
	}
	how.Files = u
	done, err := a.market.Send(r.Context(), v, user, b.Body, files, how)
	u.Discard() // what a repeat or a dry run brought is gone before they hear of it
	return a.done(w, done.JSON, created(how), err)
}

// moderate is an operator's decision on a held message.
func (a *API) moderate(build func(b *ModerateMessage, by transaction.Actor) conversation.Command) handler {
	return func(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
		data, err := readBody(w, r)
		if err != nil {
			return err
		}
		if _, known := a.market.Person(r.PathValue("user")); !known {
			return market.ErrNotFound
		}
		var b ModerateMessage
		c, err := formOf(r, data, &b)
		if err != nil {
			return err
		}
		done, err := a.market.Moderate(r.Context(), v, r.PathValue("user"), b.Of,
			func(by transaction.Actor) conversation.Command { return build(&b, by) }, c)
		return a.done(w, done.JSON, http.StatusOK, err)
	}
}

func showMessage(b *ModerateMessage, by transaction.Actor) conversation.Command {
	return conversation.OperatorShow{By: by, Reason: b.Reason, Seq: b.Seq}
}

func withholdMessage(b *ModerateMessage, by transaction.Actor) conversation.Command {
	return conversation.OperatorWithhold{By: by, Reason: b.Reason, Seq: b.Seq}
}

func (a *API) downloadMessage(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	file, about, err := a.market.ConversationFile(r.Context(), v, r.PathValue("user"), r.URL.Query().Get("of"), r.PathValue("file"))
	if err != nil {
		return err
	}
	return sendFile(w, r, file, about)
}

// checkFiles says what would be said of files, and keeps nothing.
func (a *API) checkFiles(w http.ResponseWriter, r *http.Request, v market.Viewer) error {
	channel := attachment.Talkroom
	switch text := r.URL.Query().Get("channel"); text {
	case "", string(attachment.Talkroom):
	case string(attachment.Message):
		channel = attachment.Message
	default:
		return invalid("channel", "unknown", "talkroom or message is right, or none for a talkroom")
	}
	if !isForm(r) {
		return plain(http.StatusUnsupportedMediaType, v.Language)
	}
	u := a.market.Upload(channel)
	defer u.Discard()
	if r.ContentLength > u.Limit()+maxOverhead {
		return market.ErrTooLarge
	}
	deadline(w, uploadTime)
	if _, err := readParts(limitBody(r, u), u, "body"); err != nil {
		return err
	}
	verdict, err := u.Check(v.Language)
	if err != nil {
		return err
	}
	u.Discard() // gone before anybody hears of it
	return answerWith(w, verdict)
}
