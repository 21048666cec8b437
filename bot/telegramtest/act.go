package telegramtest

import "fmt"

// Press presses an inline button with this data on a message of the bot, and returns the callback query's id. As a client
// can send anything, neither the data nor the message is checked: an old button can be pressed after an edit.
func (u *User) Press(messageID int, data string) string { return u.pressIn(u.chat, messageID, data) }

func (u *User) pressIn(c *chat, messageID int, data string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.refusal != nil {
		return ""
	}
	on := &wireMessage{ID: messageID, Chat: &c.wire} // date 0: a message that is no longer accessible
	if m := c.find(messageID); m != nil && !m.Deleted {
		on = m.wire(c)
	} else if u.bot.set.lean {
		on.Date, on.From = u.bot.now().Unix(), &u.bot.user
	}
	id := u.bot.press(c)
	u.bot.updates.push("callback_query", u.wire.ID, encode(&wireCallback{
		ID: id, From: &u.wire, Message: on, Instance: c.instance(), Data: data,
	}))
	return id
}

// PressLabel presses what bears this label: on the newest message that has such a button, or else on the keyboard below
// the chat, where a key sends its label, the person's own number, or always the same place. For an inline button it returns
// the callback query's id.
func (u *User) PressLabel(label string) (string, error) {
	u.chat.mu.Lock()
	message, data, err := u.chat.labelled(label)
	key, onKeyboard := u.chat.keyboard().Key(label)
	u.chat.mu.Unlock()
	switch {
	case message != 0:
		return u.Press(message, data), err
	case err != nil:
		return "", err
	case !onKeyboard:
		return "", fmt.Errorf("no button %q in the chat", label)
	case key.Contact:
		u.SendContact(u.phone, u.wire.ID)
	case key.Location:
		u.SendLocation(21.0285, 105.8542)
	default:
		u.SendText(label)
	}
	return "", nil
}

// labelled finds the newest callback button with a label. The caller holds the lock.
func (c *chat) labelled(label string) (message int, data string, err error) {
	for i := len(c.log) - 1; i >= 0; i-- {
		m := c.log[i]
		if m.Deleted {
			continue
		}
		if b, ok := m.Button(label); ok {
			if b.Data == "" {
				return 0, "", fmt.Errorf("button %q answers nothing: it opens a page or copies a text", label)
			}
			return m.ID, b.Data, nil
		}
	}
	return 0, "", nil
}

// keyboard returns what is below the chat now. The caller holds the lock.
func (c *chat) keyboard() *Keyboard {
	if c.below == nil || len(c.below.Rows) == 0 {
		return nil
	}
	return c.below
}

// Block blocks the bot: it hears of it and can no longer write. Blocking twice does nothing.
func (u *User) Block() {
	u.membership("member", "kicked", forbidden("bot was blocked by the user"))
}

// Unblock lets the bot write again and tells it so. It does nothing for a bot that is not blocked.
func (u *User) Unblock() { u.membership("kicked", "member", nil) }

// Deactivate deletes the person's account. The bot is not told; nothing can be sent any more, in either direction.
func (u *User) Deactivate() {
	u.chat.mu.Lock()
	defer u.chat.mu.Unlock()
	u.chat.gone = true
	u.chat.refusal = forbidden("user is deactivated")
}

func (u *User) membership(from, to string, refusal error) {
	c := u.chat
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gone || (c.refusal == nil) == (refusal == nil) {
		return
	}
	c.refusal = refusal
	never := int64(0)
	member := func(status string) wireMember {
		m := wireMember{User: &u.bot.user, Status: status}
		if status == "kicked" {
			m.Until = &never
		}
		return m
	}
	u.bot.updates.push("my_chat_member", u.wire.ID, encode(&wireMemberChange{
		Chat: &c.wire, From: &u.wire, Date: u.bot.now().Unix(), Old: member(from), New: member(to),
	}))
}
