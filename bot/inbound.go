package bot

import (
	"strings"
	"time"

	"danbiet/talk"
)

// Inbound is one update from a channel, on its way to a turn.
type Inbound struct {
	Ward     string // slug
	Channel  string // "telegram", "web"
	Chat     string // the channel's own id of the conversation
	UpdateID string // unique within the chat: a second Inbound with the same id changes nothing
	At       time.Time
	Lang     string // as the channel's settings say: "vi", "en", "en-GB"; empty when it does not know
	Album    string // joins the updates of one album; empty when the update is whole
	Input    talk.Input
}

// language is the one in which a new conversation begins: English where the channel's settings say so, else Vietnamese.
func (in Inbound) language() string {
	if in.Lang == "en" || strings.HasPrefix(in.Lang, "en-") {
		return "en"
	}
	return "vi"
}
