package bot

import (
	"bytes"
	"context"
	"errors"
	"html"
	"strings"
	"unicode/utf16"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"danbiet/talk"
	"danbiet/ward"
)

// Limits of the Bot API, in UTF-16 units after the entities are parsed.
const (
	maxTelegramText    = 4096
	maxTelegramCaption = 1024
	maxTelegramTitle   = 256 // of our own making: the rest is for the text
)

// maxRemark is how long a remark may be, in UTF-16 units, to stand above a question in one message.
const maxRemark = 400

// joinRemarks puts a short remark and the question after it into one message: one sound on the phone instead of two, and
// one message of the few that Telegram takes each second. A remark that says so stays apart, and so does one before a
// title, which would no longer head its message.
func joinRemarks(messages []talk.Message) []talk.Message {
	joined := make([]talk.Message, 0, len(messages))
	for _, m := range messages {
		if n := len(joined); n > 0 && isRemark(joined[n-1]) && m.Title == "" && m.File == nil && !m.Marked &&
			utf16Len(joined[n-1].Text)+utf16Len(m.Text) < maxTelegramText-maxTelegramTitle {
			m.Title, m.Text = joined[n-1].Title, joined[n-1].Text+"\n\n"+m.Text
			joined[n-1] = m
			continue
		}
		joined = append(joined, m)
	}
	return joined
}

func isRemark(m talk.Message) bool {
	return !m.Apart && !m.Marked && m.File == nil && len(m.Rows) == 0 && m.Want == talk.WantNothing && utf16Len(m.Text) <= maxRemark
}

// splitForTelegram splits a message into such as Telegram takes with one call. Buttons go with the last part, a file
// with the first that is short enough to be its caption.
func splitForTelegram(m talk.Message) []talk.Message {
	if utf16Len(m.Title) > maxTelegramTitle { // no title at all: it is part of the text
		m.Title, m.Text = "", strings.TrimSpace(m.Title+"\n\n"+m.Text)
	}
	limit := maxTelegramText - 2 - utf16Len(m.Title)
	if m.File != nil && utf16Len(m.Text)+utf16Len(m.Title)+2 > maxTelegramCaption {
		file := talk.Message{File: m.File}
		m.File = nil
		return append([]talk.Message{file}, splitForTelegram(m)...)
	}
	parts := splitUTF16(m.Text, limit)
	if len(parts) < 2 {
		return []talk.Message{m}
	}
	split := make([]talk.Message, len(parts))
	for i, part := range parts {
		split[i] = talk.Message{Text: part, Marked: m.Marked}
	}
	split[0].Title = m.Title
	last := &split[len(split)-1]
	last.Rows, last.Want = m.Rows, m.Want
	return split
}

func utf16Len(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// splitUTF16 splits a text into parts of at most limit units: at an empty line, else at a line, a sentence, a space. It is
// the last resort of a channel, which knows no Vietnamese; flows lay out their own pages, and finer.
func splitUTF16(s string, limit int) []string {
	var parts []string
	for utf16Len(s) > limit {
		head := cutUTF16(s, limit)
		at := len(head)
		for _, sign := range []string{"\n\n", "\n", ". ", " "} {
			if i := strings.LastIndex(head, sign); i > len(head)/2 {
				at = i + len(sign)
				break
			}
		}
		parts = append(parts, strings.TrimSpace(s[:at]))
		s = strings.TrimSpace(s[at:])
	}
	if s != "" {
		parts = append(parts, s)
	}
	return parts
}

// cutUTF16 is the longest head of a text of at most limit units.
func cutUTF16(s string, limit int) string {
	for i, r := range s {
		if limit -= utf16.RuneLen(r); limit < 0 {
			return s[:i]
		}
	}
	return s
}

// htmlOf is a message's text for HTML parse mode. Whatever a citizen typed is escaped.
func htmlOf(m talk.Message) string {
	text := html.EscapeString(m.Text)
	if m.Marked {
		text = htmlOfMarks(m.Text)
	}
	if m.Title == "" {
		return text
	}
	return strings.TrimSpace("<b>" + html.EscapeString(m.Title) + "</b>\n\n" + text)
}

func htmlOfMarks(text string) string {
	var b strings.Builder
	for _, s := range talk.Spans(text) {
		shown := html.EscapeString(s.Text)
		if s.Italic {
			shown = "<i>" + shown + "</i>"
		}
		if s.Bold {
			shown = "<b>" + shown + "</b>"
		}
		b.WriteString(shown)
	}
	return b.String()
}

// sendMessage are the parameters of the call that nearly all are. The library's types have a dozen fields more for each
// button, to be looked at each time.
type sendMessage struct {
	Chat      int64            `json:"chat_id"`
	Text      string           `json:"text"`
	ParseMode models.ParseMode `json:"parse_mode"`
	Preview   linkPreview      `json:"link_preview_options"`
	Markup    any              `json:"reply_markup,omitempty"`
}

type linkPreview struct {
	Disabled bool `json:"is_disabled"`
}

type inlineKeyboard struct {
	Rows [][]inlineButton `json:"inline_keyboard"`
}

type inlineButton struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`
}

func (t *Telegram) textParams(chat int64, m talk.Message) sendMessage {
	return sendMessage{Chat: chat, Text: htmlOf(m), ParseMode: models.ParseModeHTML, Preview: linkPreview{Disabled: true}, Markup: t.markup(m)}
}

// markup renders the buttons. A question for the phone number or a place gets a keyboard, because only that can share
// them; anything without buttons takes such a keyboard away again.
func (t *Telegram) markup(m talk.Message) any {
	switch {
	case m.Want == talk.WantPhone:
		return t.keyboard(m, models.KeyboardButton{Text: t.Words.Contact, RequestContact: true})
	case m.Want == talk.WantLocation:
		return t.keyboard(m, models.KeyboardButton{Text: t.Words.Location, RequestLocation: true})
	case len(m.Rows) == 0:
		return &models.ReplyKeyboardRemove{RemoveKeyboard: true}
	}
	inline := inlineKeyboard{Rows: make([][]inlineButton, len(m.Rows))}
	for i, row := range m.Rows {
		for _, b := range row {
			inline.Rows[i] = append(inline.Rows[i], inlineButton{Text: b.Label, Data: b.Data, URL: b.URL})
		}
	}
	return inline
}

func (t *Telegram) keyboard(m talk.Message, first models.KeyboardButton) *models.ReplyKeyboardMarkup {
	k := &models.ReplyKeyboardMarkup{Keyboard: [][]models.KeyboardButton{{first}}, ResizeKeyboard: true, OneTimeKeyboard: true}
	for _, row := range m.Rows {
		var buttons []models.KeyboardButton
		for _, b := range row {
			buttons = append(buttons, models.KeyboardButton{Text: b.Label})
		}
		k.Keyboard = append(k.Keyboard, buttons)
	}
	return k
}

// deliverFile sends a file: by the id that Telegram gave it when it was first sent, otherwise by uploading it.
func (t *Telegram) deliverFile(ctx context.Context, chat int64, m talk.Message) error {
	ctx, cancel := context.WithTimeout(ctx, telegramUpload)
	defer cancel()
	var known string
	var file ward.File
	err := t.House.Read(ctx, t.Ward, func(w *ward.Ward) error {
		var err error
		if known, err = w.FileRef(ctx, m.File.ID, TelegramChannel); err != nil || known != "" {
			return err
		}
		file, err = w.OpenFile(ctx, m.File.ID)
		return err
	})
	if errors.Is(err, ward.ErrNoFile) {
		return Refused{"the file is no more"}
	}
	if err != nil {
		return err
	}
	var upload models.InputFile = &models.InputFileString{Data: known}
	if known == "" {
		upload = &models.InputFileUpload{Filename: m.File.Name, Data: bytes.NewReader(file.Data)}
	}
	id, err := t.sendFile(ctx, chat, m, upload)
	if err != nil && strings.Contains(err.Error(), "decode response result") {
		return nil // Telegram has taken it, and the library cannot read what it says of it
	}
	if err != nil {
		return t.fileError(ctx, m.File.ID, known, err)
	}
	if known == "" && id != "" {
		if err := t.remember(ctx, m.File.ID, id); err != nil {
			t.Logger.Warn("an uploaded file will be uploaded again", "ward", t.Ward, "error", err)
		}
	}
	return nil
}

// maxPhoto is the most bytes of a picture that Telegram shows as one; larger ones go as documents.
const maxPhoto = 10 << 20

// sendFile sends a file, a picture as one, and returns the id that it goes by from now on. A file without words rings no
// phone: its text follows, see splitForTelegram.
func (t *Telegram) sendFile(ctx context.Context, chat int64, m talk.Message, file models.InputFile) (id string, err error) {
	silent := m.Title == "" && m.Text == ""
	if isPhoto := m.File.Mime == "image/jpeg" || m.File.Mime == "image/png"; isPhoto && m.File.Size <= maxPhoto {
		sent, err := t.client.SendPhoto(ctx, &telegram.SendPhotoParams{ChatID: chat, Photo: file, Caption: htmlOf(m), ParseMode: models.ParseModeHTML, ReplyMarkup: t.markup(m), DisableNotification: silent})
		if err != nil || len(sent.Photo) == 0 {
			return "", err
		}
		return sent.Photo[len(sent.Photo)-1].FileID, nil
	}
	sent, err := t.client.SendDocument(ctx, &telegram.SendDocumentParams{ChatID: chat, Document: file, Caption: htmlOf(m), ParseMode: models.ParseModeHTML, ReplyMarkup: t.markup(m), DisableNotification: silent})
	if err != nil || sent.Document == nil {
		return "", err
	}
	return sent.Document.FileID, nil
}

// fileError forgets a file id that Telegram no longer takes, so that the next attempt uploads the file.
func (t *Telegram) fileError(ctx context.Context, id, known string, err error) error {
	if known != "" && errors.Is(err, telegram.ErrorBadRequest) && strings.Contains(err.Error(), "file") {
		if err := t.remember(ctx, id, ""); err != nil {
			return err
		}
		return errors.New("Telegram has forgotten the file")
	}
	return t.sendError(err)
}

func (t *Telegram) remember(ctx context.Context, id, ref string) error {
	return t.House.Write(ctx, t.Ward, func(w *ward.Ward) error { return w.SetFileRef(ctx, id, TelegramChannel, ref) })
}
