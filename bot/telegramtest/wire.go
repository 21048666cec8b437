package telegramtest

import "encoding/json"

// The wire types are what the Bot API writes. They hold only what this server can produce.

type wireUser struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`
}

type wireChat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
}

// wireMessage is a message as an update or as the result of a send method.
type wireMessage struct {
	ID              int             `json:"message_id"`
	From            *wireUser       `json:"from,omitempty"`
	Chat            *wireChat       `json:"chat"`
	Date            int64           `json:"date"`
	EditDate        int64           `json:"edit_date,omitempty"`
	ReplyTo         *wireMessage    `json:"reply_to_message,omitempty"`
	Album           string          `json:"media_group_id,omitempty"`
	Protected       bool            `json:"has_protected_content,omitempty"`
	Text            string          `json:"text,omitempty"`
	Entities        []Entity        `json:"entities,omitempty"`
	Photo           []wireFile      `json:"photo,omitempty"`
	Document        *wireFile       `json:"document,omitempty"`
	Voice           *wireFile       `json:"voice,omitempty"`
	Caption         string          `json:"caption,omitempty"`
	CaptionEntities []Entity        `json:"caption_entities,omitempty"`
	Contact         *wireContact    `json:"contact,omitempty"`
	Location        *wireLocation   `json:"location,omitempty"`
	MigrateTo       int64           `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom     int64           `json:"migrate_from_chat_id,omitempty"`
	ReplyMarkup     json.RawMessage `json:"reply_markup,omitempty"`
}

// wireFile is a photo size, a document or a voice note.
type wireFile struct {
	ID       string    `json:"file_id"`
	UniqueID string    `json:"file_unique_id"`
	Width    int       `json:"width,omitempty"`
	Height   int       `json:"height,omitempty"`
	Duration int       `json:"duration,omitempty"`
	Name     string    `json:"file_name,omitempty"`
	Mime     string    `json:"mime_type,omitempty"`
	Size     int       `json:"file_size,omitempty"`
	Thumb    *wireFile `json:"thumbnail,omitempty"`
	Path     string    `json:"file_path,omitempty"` // getFile only
}

type wireContact struct {
	Phone     string `json:"phone_number"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	UserID    int64  `json:"user_id,omitempty"`
}

type wireLocation struct {
	Longitude float64 `json:"longitude"`
	Latitude  float64 `json:"latitude"`
}

type wireCallback struct {
	ID       string       `json:"id"`
	From     *wireUser    `json:"from"`
	Message  *wireMessage `json:"message,omitempty"`
	Instance string       `json:"chat_instance"`
	Data     string       `json:"data"`
}

type wireMember struct {
	User   *wireUser `json:"user"`
	Status string    `json:"status"`
	Until  *int64    `json:"until_date,omitempty"` // zero, and present, for somebody kicked for ever
}

type wireMemberChange struct {
	Chat *wireChat  `json:"chat"`
	From *wireUser  `json:"from"`
	Date int64      `json:"date"`
	Old  wireMember `json:"old_chat_member"`
	New  wireMember `json:"new_chat_member"`
}
