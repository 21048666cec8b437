package telegramtest

import (
	"bytes"
	"slices"
	"strconv"
)

// target finds the message that a call wants to change. It returns with the chat locked, and the caller unlocks it,
// unless there is an error.
func (b *Bot) target(c *call, what string) (*chat, *Message, error) {
	if c.args["inline_message_id"] != "" {
		return nil, nil, badRequest("MESSAGE_ID_INVALID") // this server has no inline messages
	}
	in, err := b.chatOf(c)
	if err != nil {
		return nil, nil, err
	}
	id, _ := strconv.Atoi(c.args["message_id"])
	if id == 0 {
		return nil, nil, badRequest("message identifier is not specified")
	}
	in.mu.Lock()
	if in.refusal != nil {
		in.mu.Unlock()
		return nil, nil, in.refusal
	}
	if m := in.find(id); m != nil && !m.Deleted {
		return in, m, nil
	}
	mine := !in.hasOwn(id)
	in.mu.Unlock()
	if mine || what == "delete" {
		return nil, nil, badRequest("message to %s not found", what)
	}
	return nil, nil, badRequest("message can't be edited")
}

// editMarkup reads the mark-up of an edit. Only inline buttons can be edited in; none takes them away.
func editMarkup(c *call) (markup, error) {
	mk, err := readMarkup(c.args["reply_markup"])
	if err == nil && mk.keyboard != nil {
		err = badRequest("inline keyboard expected")
	}
	return mk, err
}

func notModified() error {
	return badRequest("message is not modified: specified new message content and reply markup are exactly the same " +
		"as a current content and reply markup of the message")
}

func editMessageText(b *Bot, c *call) (any, error) {
	text, entities, err := c.messageText("MESSAGE_TOO_LONG")
	if err != nil {
		return nil, err
	}
	return b.editContent(c, false, text, entities)
}

func editMessageCaption(b *Bot, c *call) (any, error) {
	text, entities, err := c.caption()
	if err != nil {
		return nil, err
	}
	return b.editContent(c, true, text, entities)
}

// editContent changes a text or a caption, together with the buttons.
func (b *Bot) editContent(c *call, caption bool, text string, entities []Entity) (any, error) {
	mk, err := editMarkup(c)
	if err != nil {
		return nil, err
	}
	in, m, err := b.target(c, "edit")
	if err != nil {
		return nil, err
	}
	defer in.mu.Unlock()
	switch {
	case !caption && m.File != nil:
		return nil, badRequest("there is no text in the message to edit")
	case caption && m.File == nil:
		return nil, badRequest("there is no caption in the message to edit")
	case m.Text == text && slices.Equal(m.Entities, entities) && bytes.Equal(m.markup, mk.raw):
		return nil, notModified()
	case m.Keyboard != nil:
		return nil, badRequest("message can't be edited")
	}
	in.edit(m, b.now(), func(m *Message) {
		m.Text, m.Entities, m.Inline, m.markup = text, entities, mk.inline, mk.raw
	})
	return m.wire(in), nil
}

func editMessageReplyMarkup(b *Bot, c *call) (any, error) {
	mk, err := editMarkup(c)
	if err != nil {
		return nil, err
	}
	in, m, err := b.target(c, "edit")
	if err != nil {
		return nil, err
	}
	defer in.mu.Unlock()
	switch {
	case bytes.Equal(m.markup, mk.raw):
		return nil, notModified()
	case m.Keyboard != nil:
		return nil, badRequest("message can't be edited")
	}
	in.edit(m, b.now(), func(m *Message) { m.Inline, m.markup = mk.inline, mk.raw })
	return m.wire(in), nil
}

// deleteMessage deletes what the bot sent and, in a private chat, what the person sent, within 48 hours.
func deleteMessage(b *Bot, c *call) (any, error) {
	in, m, err := b.target(c, "delete")
	if err != nil {
		return b.deleteOwn(c, err)
	}
	defer in.mu.Unlock()
	if b.now().Sub(m.At).Hours() > 48 {
		return nil, badRequest("message can't be deleted for everyone")
	}
	m.Deleted = true
	in.changed.Broadcast()
	return true, nil
}

// deleteOwn deletes a person's message, or returns why there is nothing to delete.
func (b *Bot) deleteOwn(c *call, notFound error) (any, error) {
	in, err := b.chatOf(c)
	if err != nil {
		return nil, notFound
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	id, _ := strconv.Atoi(c.args["message_id"])
	i, ok := slices.BinarySearch(in.own, id)
	if !ok || in.refusal != nil {
		return nil, notFound
	}
	if in.wire.Type != "private" {
		return nil, badRequest("message can't be deleted")
	}
	in.own = slices.Delete(in.own, i, i+1)
	in.changed.Broadcast()
	return true, nil
}
