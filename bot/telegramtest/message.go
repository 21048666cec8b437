package telegramtest

import (
	"encoding/json"
	"time"
)

// Message is something the bot sent, as the person sees it now: edits change it, deletion marks it.
type Message struct {
	ID        int
	At        time.Time // when the server accepted it
	Edited    time.Time // zero when it never was
	Text      string    // the text or the caption, without mark-up
	Entities  []Entity
	Inline    [][]Button // the buttons under the message
	Keyboard  *Keyboard  // what it did to the keyboard below the chat; nil for nothing
	File      *File      // a photo, a document or a voice note
	Album     string     // media_group_id
	ReplyTo   int        // 0 for no reply
	Silent    bool
	Protected bool
	Deleted   bool

	markup json.RawMessage // the inline keyboard as sent back to the bot
}

// Entity is a formatted stretch of a text; Offset and Length count UTF-16 units.
type Entity struct {
	Type     string    `json:"type"`
	Offset   int       `json:"offset"`
	Length   int       `json:"length"`
	URL      string    `json:"url,omitempty"`
	User     *wireUser `json:"user,omitempty"`
	Language string    `json:"language,omitempty"`
	Emoji    string    `json:"custom_emoji_id,omitempty"`
}

// FileKind says how a file was sent.
type FileKind string

// The kinds of file that this server knows.
const (
	Photo    FileKind = "photo"
	Document FileKind = "document"
	Voice    FileKind = "voice"
)

// File is a file in the server's store. In lean mode the Data of what the bot sends is dropped.
type File struct {
	ID       string // file_id, valid for one bot
	Kind     FileKind
	Name     string
	Mime     string
	Size     int // bytes
	Width    int // pixels, photos only
	Height   int
	Duration int // seconds, voice notes only
	Data     []byte

	unique string
	path   string
	thumb  *File
}

// Button looks up an inline button by its label.
func (m Message) Button(label string) (Button, bool) {
	for _, row := range m.Inline {
		for _, b := range row {
			if b.Text == label {
				return b, true
			}
		}
	}
	return Button{}, false
}

// wire is what the bot gets back from a send or an edit.
func (m *Message) wire(c *chat) *wireMessage {
	w := &wireMessage{
		ID: m.ID, From: &c.bot.user, Chat: &c.wire, Date: m.At.Unix(),
		Album: m.Album, Protected: m.Protected, ReplyMarkup: m.markup,
	}
	if !m.Edited.IsZero() {
		w.EditDate = m.Edited.Unix()
	}
	if m.ReplyTo != 0 {
		w.ReplyTo = &wireMessage{ID: m.ReplyTo, Chat: &c.wire, Date: m.At.Unix()}
	}
	if m.File == nil {
		w.Text, w.Entities = m.Text, m.Entities
		return w
	}
	w.Caption, w.CaptionEntities = m.Text, m.Entities
	w.attach(m.File)
	return w
}

// attach puts a file where its kind belongs.
func (w *wireMessage) attach(f *File) {
	switch f.Kind {
	case Photo:
		w.Photo = f.sizes()
	case Document:
		w.Document = f.wire()
	case Voice:
		w.Voice = f.wire()
	}
}
