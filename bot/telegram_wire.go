package bot

import (
	"bytes"
	"encoding/json"
)

// What the bot reads of an update. The library's types are not used for it: they refuse a whole update when it holds, in
// a place that the bot does not look at, a kind of something that is newer than they; Telegram would then deliver it for a
// day, and nothing else of that citizen.

type update struct {
	ID      int64      `json:"update_id"`
	Message *tgMessage `json:"message"`
	Press   *press     `json:"callback_query"`
	Member  *tgMember  `json:"my_chat_member"`
}

// tgMessage is what a citizen has sent.
type tgMessage struct {
	From     *tgUser     `json:"from"`
	Chat     tgChat      `json:"chat"`
	Date     int64       `json:"date"`
	Album    string      `json:"media_group_id"`
	Text     string      `json:"text"`
	Caption  string      `json:"caption"`
	Photo    []tgFile    `json:"photo"` // the same in several sizes, the largest last
	Document *tgFile     `json:"document"`
	Voice    *tgFile     `json:"voice"`
	Audio    *tgFile     `json:"audio"`
	Location *tgLocation `json:"location"`
	Contact  *tgContact  `json:"contact"`

	// Content that the bot does not take, and tells so.
	Video     there `json:"video"`
	VideoNote there `json:"video_note"`
	Animation there `json:"animation"`
	Sticker   there `json:"sticker"`

	// What is no content: Telegram tells what has happened to the chat.
	Pinned      there `json:"pinned_message"`
	AutoDelete  there `json:"message_auto_delete_timer_changed"`
	Allowed     there `json:"write_access_allowed"`
	Background  there `json:"chat_background_set"`
	Boosted     there `json:"boost_added"`
	Upgraded    there `json:"gift_upgrade_sent"`
	Passport    there `json:"passport_data"`
	Connected   there `json:"connected_website"`
	TasksDone   there `json:"checklist_tasks_done"`
	TasksAdded  there `json:"checklist_tasks_added"`
	Proximity   there `json:"proximity_alert_triggered"`
	PaidChanged there `json:"paid_message_price_changed"`
}

type tgUser struct {
	ID int64 `json:"id"`
}

type tgChat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"`
}

// private is the type of the chats that the bot serves.
const private = "private"

// tgFile is a file that a citizen has sent.
type tgFile struct {
	ID   string `json:"file_id"`
	Name string `json:"file_name"`
	Size int64  `json:"file_size"`
}

type tgLocation struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type tgContact struct {
	Phone  string `json:"phone_number"`
	First  string `json:"first_name"`
	Last   string `json:"last_name"`
	UserID int64  `json:"user_id"`
}

// there tells that something is there, whatever it is.
type there bool

// UnmarshalJSON takes anything but null.
func (t *there) UnmarshalJSON(raw []byte) error {
	*t = !there(bytes.Equal(raw, []byte("null")))
	return nil
}

// press is a pressed button.
type press struct {
	ID      string `json:"id"`
	From    tgUser `json:"from"`
	Data    string `json:"data"`
	Message struct {
		Chat        tgChat `json:"chat"`
		ReplyMarkup struct {
			InlineKeyboard [][]struct {
				Text string `json:"text"`
				Data string `json:"callback_data"`
			} `json:"inline_keyboard"`
		} `json:"reply_markup"`
	} `json:"message"`
}

// label is what stands on the pressed button, "" when its message is too old for Telegram to say.
func (p *press) label() string {
	for _, row := range p.Message.ReplyMarkup.InlineKeyboard {
		for _, b := range row {
			if b.Data == p.Data {
				return b.Text
			}
		}
	}
	return ""
}

// tgMember tells that a citizen has blocked the bot, or lets it write again.
type tgMember struct {
	Chat tgChat `json:"chat"`
	New  struct {
		Status string `json:"status"`
	} `json:"new_chat_member"`
}

// gone reports whether the bot can no longer write.
func (m *tgMember) gone() bool { return m.New.Status == "kicked" || m.New.Status == "left" }

// errNoJSON is met by a body that is no JSON at all.
type errNoJSON struct{}

func (errNoJSON) Error() string { return "the body is no JSON" }

// readUpdate reads an update. Of one that is JSON in an unexpected form as much is read as can be: to refuse it would only
// bring it again.
func readUpdate(body []byte) (u update, err error) {
	if err := json.Unmarshal(body, &u); err == nil {
		return u, nil
	}
	if !json.Valid(body) {
		return update{}, errNoJSON{}
	}
	var id struct {
		ID int64 `json:"update_id"`
	}
	_ = json.Unmarshal(body, &id) // what is no number stays 0
	return update{ID: id.ID}, nil
}
