package telegramtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// User is a person in a private chat with the bot. Until they write first, the bot cannot write to them. A person who
// has blocked the bot can only Start or Unblock: everything else they try is not sent, and returns 0 or "".
type User struct {
	bot   *Bot
	chat  *chat
	wire  wireUser
	phone string
}

// User returns the person with this id, who is made known to the bot at the first call. Ids are positive.
func (b *Bot) User(id int64) *User {
	b.mu.Lock()
	defer b.mu.Unlock()
	if u := b.people[id]; u != nil {
		return u
	}
	name := "Công dân " + strconv.FormatInt(id, 10)
	u := &User{
		bot: b, wire: wireUser{ID: id, FirstName: name, Language: "vi"},
		chat:  newChat(b, wireChat{ID: id, Type: "private", FirstName: name}),
		phone: fmt.Sprintf("+8490%07d", id%10_000_000),
	}
	b.people[id] = u
	b.chats[id] = u.chat
	return u
}

// Introduce sets the person's names and language ("vi" by default). It must come before anything else they do.
func (u *User) Introduce(first, last, language string) {
	u.wire.FirstName, u.wire.LastName, u.wire.Language = first, last, language
	u.chat.wire.FirstName, u.chat.wire.LastName = first, last
}

// ID is the person's id, which is also their chat's.
func (u *User) ID() int64 { return u.wire.ID }

// Phone is the number that PressLabel shares on a key that asks for it.
func (u *User) Phone() string { return u.phone }

// Start opens the bot's link with a payload ("" for none), or restarts a bot that was blocked.
func (u *User) Start(payload string) int {
	u.Unblock()
	return u.SendText(strings.TrimRight("/start "+payload, " "))
}

// Meet has the person have talked with the bot before this server was there: the bot may write to them, and hears
// nothing of it.
func (u *User) Meet() {
	u.chat.mu.Lock()
	defer u.chat.mu.Unlock()
	u.chat.started = true
}

// SendText sends words as a client does: trimmed, and cut into pieces of 4096 UTF-16 units. It returns the message's id,
// the last one's if there were several, or 0 when nothing was left to send.
func (u *User) SendText(text string) int {
	last := 0
	for rest := strings.TrimSpace(text); rest != ""; {
		var piece string
		piece, rest = cut(rest)
		last = u.send(&wireMessage{Text: piece, Entities: commandsIn(piece)})
	}
	return last
}

// cut takes as much from a text as one message holds.
func cut(text string) (piece, rest string) {
	units := 0
	for i, r := range text {
		if units += utf16Width(r); units > maxText {
			return text[:i], text[i:]
		}
	}
	return text, ""
}

// commandsIn marks the commands in a text, as the server does for bots: a slash at the beginning or after a blank.
func commandsIn(text string) []Entity {
	var list []Entity
	for i := strings.IndexByte(text, '/'); i >= 0 && i < len(text); {
		n := commandLength(text[i+1:])
		if n > 0 && (i == 0 || isSpace(text[i-1])) {
			list = append(list, Entity{Type: "bot_command", Offset: utf16Len(text[:i]), Length: 1 + n})
		}
		next := strings.IndexByte(text[i+1:], '/')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return list
}

// commandLength measures a command's name, with @bot if that follows. All of it is ASCII.
func commandLength(s string) int {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
	name := len(s) - len(strings.TrimLeft(s, letters))
	if name == 0 || name > 32 {
		return 0
	}
	if bot, ok := strings.CutPrefix(s[name:], "@"); ok {
		name += 1 + len(bot) - len(strings.TrimLeft(bot, letters))
	}
	return name
}

// SendContact shares a phone number; ownerID is whose it is: the person's own id, somebody else's, or 0 for a number
// that belongs to no account.
func (u *User) SendContact(phone string, ownerID int64) int {
	return u.send(&wireMessage{Contact: &wireContact{Phone: phone, FirstName: u.wire.FirstName, UserID: ownerID}})
}

// SendLocation shares a place, in degrees.
func (u *User) SendLocation(latitude, longitude float64) int {
	return u.send(&wireMessage{Location: &wireLocation{Latitude: latitude, Longitude: longitude}})
}

// SendPhoto sends a picture. What is no picture goes out as a photo all the same, without dimensions.
func (u *User) SendPhoto(data []byte) int { return u.send(u.photo(data, "", "")) }

// SendPhotoCaption sends a picture with words under it.
func (u *User) SendPhotoCaption(data []byte, caption string) int {
	return u.send(u.photo(data, caption, ""))
}

// SendAlbum sends several pictures at once: separate messages and updates under one media_group_id, the caption on the
// first. It returns the messages' ids.
func (u *User) SendAlbum(caption string, photos ...[]byte) []int {
	album := u.bot.newSerial()
	ids := make([]int, 0, len(photos))
	for i, data := range photos {
		if i > 0 {
			caption = ""
		}
		ids = append(ids, u.send(u.photo(data, caption, album)))
	}
	return ids
}

func (u *User) photo(data []byte, caption, album string) *wireMessage {
	f := &File{Kind: Photo, Name: "photo.jpg", Mime: "image/jpeg", Data: data}
	_ = u.bot.files.measure(f) // whatever a client sent as a photo is one
	u.bot.files.add(f)
	return &wireMessage{Photo: f.sizes(), Caption: caption, Album: album}
}

// SendDocument sends a file. Name and mime are the sender's word, which need not be true.
func (u *User) SendDocument(name, mime string, data []byte) int {
	f := &File{Kind: Document, Name: name, Mime: mime, Data: data}
	u.bot.files.add(f)
	return u.send(&wireMessage{Document: f.wire()})
}

// SendVoice sends a voice note that lasts some seconds.
func (u *User) SendVoice(data []byte, seconds int) int {
	f := &File{Kind: Voice, Mime: "audio/ogg", Data: data, Duration: seconds}
	u.bot.files.add(f)
	return u.send(&wireMessage{Voice: f.wire()})
}

// EditText changes a message that the person sent before.
func (u *User) EditText(messageID int, text string) {
	c := u.chat
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.refusal != nil || !c.hasOwn(messageID) {
		return
	}
	now := u.bot.now().Unix()
	u.bot.updates.push("edited_message", c.id, encode(&wireMessage{
		ID: messageID, From: &u.wire, Chat: &c.wire, Date: now, EditDate: now, Text: text, Entities: commandsIn(text),
	}))
}

// send makes a message of the person and its update. It returns the message's id, or 0 if the bot is blocked.
func (u *User) send(m *wireMessage) int {
	c := u.chat
	c.mu.Lock()
	defer c.mu.Unlock() // until the update is queued, so that ids and updates have one order
	if c.refusal != nil {
		return 0
	}
	c.started = true
	m.ID, m.From, m.Chat, m.Date = u.bot.newMessageID(), &u.wire, &c.wire, u.bot.now().Unix()
	c.received(m.ID)
	u.bot.updates.push("message", c.id, encode(m))
	return m.ID
}

// SendUpdate queues an update of the test's own making, such as {"poll": {…}}, as coming from this person. Its
// update_id is the server's. It returns that id, or 0 if the bot did not ask for this kind.
func (u *User) SendUpdate(raw json.RawMessage) (int64, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return 0, fmt.Errorf("read the update: %w", err)
	}
	delete(fields, "update_id")
	if len(fields) != 1 {
		return 0, fmt.Errorf("an update has one field beside update_id, not %d", len(fields))
	}
	u.chat.mu.Lock()
	u.chat.started = true
	u.chat.mu.Unlock()
	for kind, payload := range fields {
		return u.bot.updates.push(kind, u.wire.ID, bytes.TrimSpace(payload)), nil
	}
	return 0, nil
}

// Messages returns what the bot sent to this person, in order, as it looks now. Deleted messages are marked.
func (u *User) Messages() []Message { return u.chat.messages() }

// Count is how many messages the bot sent to this person.
func (u *User) Count() int {
	u.chat.mu.Lock()
	defer u.chat.mu.Unlock()
	return u.chat.count
}

// Hash stands for all that the bot sent to this person, in order. It compares within one server only.
func (u *User) Hash() uint64 {
	u.chat.mu.Lock()
	defer u.chat.mu.Unlock()
	return u.chat.hash
}

// Answers returns the bot's answers to this person's presses.
func (u *User) Answers() []Answer {
	u.chat.mu.Lock()
	defer u.chat.mu.Unlock()
	return append([]Answer(nil), u.chat.answers...)
}

// Keyboard returns the keyboard below the chat, or nil.
func (u *User) Keyboard() *Keyboard {
	u.chat.mu.Lock()
	defer u.chat.mu.Unlock()
	return u.chat.keyboard()
}

// Typing tells whether the bot has shown a chat action since its last message.
func (u *User) Typing() bool {
	u.chat.mu.Lock()
	defer u.chat.mu.Unlock()
	return len(u.chat.actions) > 0
}

// Wait blocks until the bot has sent at least n messages in all.
func (u *User) Wait(ctx context.Context, n int) error {
	return u.chat.wait(ctx, func() bool { return u.chat.count >= n })
}

// WaitFor blocks until a message satisfies ok, and returns it: the oldest one, whether it came before or after the call,
// as it looks after its edits. ok must not call the server.
func (u *User) WaitFor(ctx context.Context, ok func(Message) bool) (Message, error) {
	var found Message
	err := u.chat.wait(ctx, func() bool {
		for _, m := range u.chat.log {
			if ok(*m) {
				found = *m
				return true
			}
		}
		return false
	})
	return found, err
}

// WaitAnswer blocks until the bot has answered a press, and returns the answer.
func (u *User) WaitAnswer(ctx context.Context, callback string) (Answer, error) {
	var found Answer
	err := u.chat.wait(ctx, func() bool {
		for _, a := range u.chat.answers {
			if a.Callback == callback {
				found = a
				return true
			}
		}
		return false
	})
	return found, err
}

// encode writes a wire type, all of which always encode.
func encode(v any) []byte {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("telegramtest: %v", err))
	}
	return raw
}
