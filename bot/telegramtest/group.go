package telegramtest

import (
	"context"
	"strconv"
)

// Group is a group in which the bot is a member, such as the staff's own.
type Group struct{ chat *chat }

// Group returns the group with this id, which must be negative; the bot is a member from the first call on.
func (b *Bot) Group(id int64, title string) *Group {
	b.mu.Lock()
	defer b.mu.Unlock()
	if c := b.chats[id]; c != nil {
		return &Group{c}
	}
	c := newChat(b, wireChat{ID: id, Type: "group", Title: title})
	b.chats[id] = c
	return &Group{c}
}

// ID is the group's id.
func (g *Group) ID() int64 { return g.chat.id }

// SendText writes into the group as one of its members. A bot sees only commands there, as its privacy mode says.
func (g *Group) SendText(from *User, text string) int {
	c := g.chat
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.refusal != nil {
		return 0
	}
	m := &wireMessage{
		ID: c.bot.newMessageID(), From: &from.wire, Chat: &c.wire, Date: c.bot.now().Unix(),
		Text: text, Entities: commandsIn(text),
	}
	c.received(m.ID)
	if len(m.Entities) > 0 {
		c.bot.updates.push("message", c.id, encode(m))
	}
	return m.ID
}

// Press presses an inline button on a message in the group, and returns the callback query's id.
func (g *Group) Press(from *User, messageID int, data string) string {
	return from.pressIn(g.chat, messageID, data)
}

// Kick takes the bot out of the group.
func (g *Group) Kick() {
	g.chat.mu.Lock()
	defer g.chat.mu.Unlock()
	g.chat.refusal = forbidden("bot was kicked from the " + g.chat.wire.Type + " chat")
}

// Migrate turns the group into a supergroup with a new id. The bot is told by two messages, as by Telegram, and by an
// error if it goes on writing to the old one.
func (g *Group) Migrate(newID int64) *Group {
	b, old := g.chat.bot, g.chat
	b.mu.Lock()
	next := newChat(b, wireChat{ID: newID, Type: "supergroup", Title: old.wire.Title})
	b.chats[newID] = next
	b.mu.Unlock()

	old.mu.Lock()
	defer old.mu.Unlock()
	old.refusal = &apiError{
		Code: 400, MigrateTo: newID, Description: "Bad Request: group chat was upgraded to a supergroup chat",
	}
	now := b.now().Unix()
	b.updates.push("message", old.id, encode(&wireMessage{
		ID: b.newMessageID(), Chat: &old.wire, Date: now, MigrateTo: newID,
	}))
	b.updates.push("message", newID, encode(&wireMessage{
		ID: b.newMessageID(), Chat: &next.wire, Date: now, MigrateFrom: old.id,
	}))
	return &Group{next}
}

// Messages returns what the bot sent to the group, as it looks now.
func (g *Group) Messages() []Message { return g.chat.messages() }

// Wait blocks until the bot has sent at least n messages in all.
func (g *Group) Wait(ctx context.Context, n int) error {
	return g.chat.wait(ctx, func() bool { return g.chat.count >= n })
}

// instance is the chat_instance of a chat's callback queries.
func (c *chat) instance() string { return strconv.FormatInt(-c.id*31, 10) }
