package api

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/torikime/torikime/examples/marketplace/market"
)

// outside describes what people do outside of talkrooms: messages, and leaving.
func (d *document) outside() {
	const one = "/api/v1/conversations/{user}"
	text := &huma.Schema{Type: "string"}
	d.add("GET", "/api/v1/conversations", "conversations", "The caller's conversations outside of talkrooms (T8.1), the one begun last first", nil, market.Page[market.Conversation]{}, 403, 422)
	list := d.Paths["/api/v1/conversations"].Get
	d.query(list, "waiting", "Everybody's in which a message waits for an operator, for operators (T8.4)", &huma.Schema{Type: "boolean"})
	d.list(list)

	d.add("GET", one+"/messages", "messages", "What the caller and a user wrote to each other: the newest page first, the newest message last; next_cursor leads to older ones", nil, market.Page[market.Message]{}, 404, 422)
	d.query(d.Paths[one+"/messages"].Get, "of", "For operators: the other one, where the caller is neither", text)
	d.list(d.Paths[one+"/messages"].Get)
	d.add("POST", one+"/messages", "send-message", "Write to a user outside of any talkroom; nobody has to answer (T8.1)", Message{}, market.Message{}, 404, 409, 413)
	d.files(d.Paths[one+"/messages"].Post, "body")
	d.add("GET", one+"/files/{file}", "download-message", "A file of a message, for who sees the message", nil, nil, 404, 422)
	file := d.Paths[one+"/files/{file}"].Get
	d.query(file, "of", "For operators: the other one, where the caller is neither", text)
	file.Responses["200"].Content = map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}},
	}
	d.add("POST", one+"/operator-show", "show-message", "Show a message that was held (T8.4). By operator", ModerateMessage{}, market.Message{}, 403, 404, 409)
	d.add("POST", one+"/operator-withhold", "withhold-message", "Withhold a message that was held, for good (T8.4). By operator", ModerateMessage{}, market.Message{}, 403, 404, 409)

	const check = "/api/v1/attachments/check"
	d.add("POST", check, "check-files", "The verdict on files without sending them (T7.1 to T7.6); keeps nothing", nil, market.Verdict{}, 413, 415, 422)
	post := d.Paths[check].Post
	d.query(post, "channel", "Where they would be sent", &huma.Schema{Type: "string", Enum: []any{"talkroom", "message"}, Default: "talkroom"})
	post.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{}}
	d.files(post, "body")

	d.add("DELETE", "/api/v1/me", "leave", "Delete the caller's account; 409 lists what stands open (T9.4)", nil, market.Departure{}, 409, 413, 422)
}
