package telegramtest

import (
	"encoding/json"
	"strconv"
)

// sendMessage checks in the order of the real server: the text first, then the mark-up, then the chat.
func sendMessage(b *Bot, c *call) (any, error) {
	text, entities, err := c.messageText("message is too long")
	if err != nil {
		return nil, err
	}
	list, err := b.send(c, []*Message{{Text: text, Entities: entities}})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// sendFile makes the handler of sendPhoto, sendDocument or sendVoice.
func sendFile(kind FileKind) handler {
	return func(b *Bot, c *call) (any, error) {
		caption, entities, err := c.caption()
		if err != nil {
			return nil, err
		}
		f, err := b.inputFile(c, kind, c.args[string(kind)], string(kind))
		if err != nil {
			return nil, err
		}
		f.Duration = max(f.Duration, int(c.int("duration", 0, 0, 1<<20)))
		list, err := b.send(c, []*Message{{Text: caption, Entities: entities, File: f}})
		if err != nil {
			return nil, err
		}
		return list[0], nil
	}
}

// sendMediaGroup sends up to ten photos or documents as one album.
func sendMediaGroup(b *Bot, c *call) (any, error) {
	var media []struct {
		Type    string `json:"type"`
		Media   string `json:"media"`
		Caption string `json:"caption"`
		Mode    string `json:"parse_mode"`
	}
	if c.args["media"] == "" {
		return nil, badRequest("parameter \"media\" is required")
	}
	if err := json.Unmarshal([]byte(c.args["media"]), &media); err != nil {
		return nil, badRequest("can't parse media JSON object")
	}
	switch {
	case len(media) == 0:
		return nil, badRequest("there are no messages to send")
	case len(media) > 10:
		return nil, badRequest("too many messages to send as an album")
	}
	list := make([]*Message, 0, len(media))
	for _, item := range media {
		kind := FileKind(item.Type)
		switch {
		case kind != Photo && kind != Document:
			return nil, badRequest("can't use the media of the specified type in the album")
		case item.Type != media[0].Type:
			return nil, badRequest("document can't be mixed with other media types")
		}
		part := &call{args: map[string]string{"caption": item.Caption, "parse_mode": item.Mode}, files: c.files}
		caption, entities, err := part.caption()
		if err != nil {
			return nil, err
		}
		f, err := b.inputFile(part, kind, item.Media, "")
		if err != nil {
			return nil, err
		}
		list = append(list, &Message{Text: caption, Entities: entities, File: f})
	}
	album := b.newSerial()
	for _, m := range list {
		m.Album = album
	}
	return b.send(c, list)
}

// send delivers messages to the chat of a call: all of them or none.
func (b *Bot) send(c *call, list []*Message) ([]*wireMessage, error) {
	mk, err := readMarkup(c.args["reply_markup"])
	if err != nil {
		return nil, err
	}
	to, err := b.chatOf(c)
	if err != nil {
		return nil, err
	}
	if err := mk.allowedIn(to.wire.Type); err != nil {
		return nil, err
	}
	to.mu.Lock()
	defer to.mu.Unlock()
	if err := to.writable(); err != nil {
		return nil, err
	}
	reply, err := to.replyTarget(c)
	if err != nil {
		return nil, err
	}
	now := b.now()
	if err := b.meter.admit(to, len(list), now); err != nil {
		return nil, err
	}
	results := make([]*wireMessage, 0, len(list))
	for _, m := range list {
		m.At, m.ReplyTo = now, reply
		m.Silent, m.Protected = c.bool("disable_notification"), c.bool("protect_content")
		to.accept(m, mk)
		results = append(results, m.wire(to))
	}
	b.tally.accepted(len(list))
	return results, nil
}

// replyTarget reads what a message replies to, in the new form or the old one. The caller holds the chat's lock.
func (c *chat) replyTarget(from *call) (int, error) {
	var reply struct {
		MessageID *int `json:"message_id"`
		Optional  bool `json:"allow_sending_without_reply"`
	}
	switch raw := from.args["reply_parameters"]; {
	case raw != "":
		if err := json.Unmarshal([]byte(raw), &reply); err != nil {
			return 0, badRequest("can't parse reply parameters JSON object")
		}
		if reply.MessageID == nil {
			return 0, badRequest("can't find field \"message_id\"")
		}
	case from.args["reply_to_message_id"] != "":
		id, _ := strconv.Atoi(from.args["reply_to_message_id"])
		reply.MessageID, reply.Optional = &id, from.bool("allow_sending_without_reply")
	default:
		return 0, nil
	}
	id := *reply.MessageID
	if m := c.find(id); m != nil && !m.Deleted || c.hasOwn(id) {
		return id, nil
	}
	if reply.Optional || id == 0 {
		return 0, nil
	}
	return 0, badRequest("message to be replied not found")
}
