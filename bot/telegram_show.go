package bot

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"

	"danbiet/talk"
)

// editMessage are the parameters of the call that changes a message in its place.
type editMessage struct {
	sendMessage

	ID int `json:"message_id"`
}

// Show shows something that changes: the first time as a new message, and then in its place. ref names the message so
// far, "" for none; the one that it returns names it from now on. A message that the citizen has deleted is sent anew.
func (t *Telegram) Show(ctx context.Context, chat string, ref string, m talk.Message) (string, error) {
	to, err := strconv.ParseInt(chat, 10, 64)
	if err != nil {
		return "", Refused{"the chat has no number"}
	}
	ctx, cancel := context.WithTimeout(ctx, telegramTimeout)
	defer cancel()
	params := sendMessage{Chat: to, Text: htmlOf(m), ParseMode: models.ParseModeHTML, Preview: linkPreview{Disabled: true}}
	if id, err := strconv.Atoi(ref); err == nil {
		err := t.call(ctx, "editMessageText", editMessage{params, id}, nil)
		if err == nil || strings.Contains(err.Error(), "message is not modified") {
			return ref, nil
		}
		if err = t.sendError(err); !errors.As(err, new(Refused)) {
			return ref, err
		}
	}
	var sent struct {
		ID int `json:"message_id"`
	}
	if err := t.call(ctx, "sendMessage", params, &sent); err != nil {
		return ref, t.sendError(err)
	}
	return strconv.Itoa(sent.ID), nil
}
