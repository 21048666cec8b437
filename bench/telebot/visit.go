package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	telebot "gopkg.in/telebot.v4"
)

// visitFile holds what Danbiet says to a citizen who files a petition: for each step the messages.
//
//go:embed visit.json
var visitFile []byte

// message is what is said, as Telegram takes it.
type message struct {
	Text   string          `json:"text"`
	Markup json.RawMessage `json:"reply_markup"`
}

func readVisit() (visit [][]message, err error) {
	if err := json.Unmarshal(visitFile, &visit); err != nil {
		return nil, err
	}
	if len(visit) != steps {
		return nil, fmt.Errorf("a visit of %d steps instead of %d", len(visit), steps)
	}
	return visit, nil
}

// send says it; a receipt gets the number of the petition as its code. The library's own buttons are not used: they all ask
// for an inline query as well, which the fake server refuses.
func (m message) send(c telebot.Context, filed int64) error {
	text, markup := m.Text, string(m.Markup)
	if filed > 0 {
		code := fmt.Sprintf("HS-%09d", filed)
		text, markup = strings.ReplaceAll(text, "CODE", code), strings.ReplaceAll(markup, "CODE", code)
	}
	_, err := c.Bot().Raw("sendMessage", map[string]string{"chat_id": c.Chat().Recipient(), "text": text, "reply_markup": markup})
	return err
}
