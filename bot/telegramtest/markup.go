package telegramtest

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"unicode/utf8"
)

// Limits of an inline keyboard.
const (
	maxButtons = 100
	maxRow     = 8
	maxMarkup  = 10 << 10 // bytes of JSON
)

// Button is an inline button. Exactly one of the fields after Text says what it does.
type Button struct {
	Text   string
	Data   string // callback_data
	URL    string
	WebApp string // address of the web app
	Copy   string // text put on the clipboard
	Other  string // the name of any other action
}

// Keyboard is what a message did to the keyboard below the chat.
type Keyboard struct {
	Rows       [][]Key
	Removed    bool // remove_keyboard
	ForceReply bool
	OneTime    bool
	Persistent bool
	Resize     bool
	Hint       string // input_field_placeholder
}

// Key is a button of the keyboard below the chat.
type Key struct {
	Text     string
	Contact  bool // asks for the phone number
	Location bool // asks for the place
	WebApp   string
}

// Key looks up a key by its label.
func (k *Keyboard) Key(label string) (Key, bool) {
	if k == nil {
		return Key{}, false
	}
	for _, row := range k.Rows {
		for _, key := range row {
			if key.Text == label {
				return key, true
			}
		}
	}
	return Key{}, false
}

// markup is a reply_markup that has been read: at most one of the two is set.
type markup struct {
	inline   [][]Button
	raw      json.RawMessage // the inline keyboard, canonical
	keyboard *Keyboard
}

// The wire forms of the mark-up. Pointers tell a missing field from an empty one.
type (
	wireMarkup struct {
		Inline      [][]wireButton `json:"inline_keyboard"`
		Rows        [][]wireKey    `json:"keyboard"`
		Remove      bool           `json:"remove_keyboard"`
		ForceReply  bool           `json:"force_reply"`
		OneTime     bool           `json:"one_time_keyboard"`
		Persistent  bool           `json:"is_persistent"`
		Resize      bool           `json:"resize_keyboard"`
		Selective   bool           `json:"selective"`
		Placeholder string         `json:"input_field_placeholder"`
	}
	wireButton struct {
		Text          *string         `json:"text"`
		URL           string          `json:"url,omitempty"`
		Data          string          `json:"callback_data,omitempty"`
		WebApp        *wireWebApp     `json:"web_app,omitempty"`
		Copy          *wireCopy       `json:"copy_text,omitempty"`
		Switch        *string         `json:"switch_inline_query,omitempty"`
		SwitchCurrent *string         `json:"switch_inline_query_current_chat,omitempty"`
		SwitchChosen  json.RawMessage `json:"switch_inline_query_chosen_chat,omitempty"`
		Login         json.RawMessage `json:"login_url,omitempty"`
		Game          json.RawMessage `json:"callback_game,omitempty"`
		Pay           bool            `json:"pay,omitempty"`
	}
	wireWebApp struct {
		URL string `json:"url"`
	}
	wireCopy struct {
		Text string `json:"text"`
	}
	wireKey struct {
		Text     *string     `json:"text"`
		Contact  bool        `json:"request_contact"`
		Location bool        `json:"request_location"`
		WebApp   *wireWebApp `json:"web_app"`
	}
)

// UnmarshalJSON takes a key given as a bare string, too.
func (k *wireKey) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, &k.Text)
	}
	type plain wireKey
	return json.Unmarshal(raw, (*plain)(k))
}

func readMarkup(raw string) (markup, error) {
	if raw == "" {
		return markup{}, nil
	}
	var w wireMarkup
	if err := json.Unmarshal([]byte(raw), &w); err != nil {
		return markup{}, refuseMarkup(err)
	}
	switch {
	case len(w.Rows) > 0:
		return readKeyboard(w)
	case len(w.Inline) > 0:
		return readInline(w.Inline)
	case w.Remove:
		return markup{keyboard: &Keyboard{Removed: true}}, nil
	case w.ForceReply:
		return markup{keyboard: &Keyboard{ForceReply: true, Hint: w.Placeholder}}, nil
	}
	return markup{}, nil
}

// refuseMarkup says which field has the wrong type, in the words of the real server.
func refuseMarkup(err error) error {
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) {
		return badRequest("can't parse reply keyboard markup JSON object")
	}
	if wrong.Field == "" {
		return badRequest("object expected as reply markup")
	}
	kind := "String"
	switch wrong.Type.Kind() {
	case reflect.Bool:
		kind = "Boolean"
	case reflect.Slice:
		kind = "Array"
	case reflect.Struct:
		kind = "Object"
	}
	name := wrong.Field[strings.LastIndexByte(wrong.Field, '.')+1:]
	switch {
	case name != wrong.Field && strings.HasPrefix(wrong.Field, "inline_keyboard"):
		return badRequest("can't parse inline keyboard button: Field \"%s\" must be of type %s", name, kind)
	case name != wrong.Field:
		return badRequest("can't parse keyboard button: Field \"%s\" must be of type %s", name, kind)
	case wrong.Type == reflect.TypeFor[[]wireButton]():
		return badRequest("field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays")
	case wrong.Type == reflect.TypeFor[[]wireKey]():
		return badRequest("field \"keyboard\" must be an Array of Arrays")
	}
	return badRequest("field \"%s\" must be of type %s", name, kind)
}

func readInline(rows [][]wireButton) (markup, error) {
	m := markup{inline: make([][]Button, 0, len(rows))}
	total := 0
	for _, row := range rows {
		if total += len(row); total > maxButtons || len(row) > maxRow {
			return markup{}, badRequest("reply markup is too long")
		}
		buttons := make([]Button, 0, len(row))
		for i := range row {
			b, err := row[i].read()
			if err != nil {
				return markup{}, err
			}
			buttons = append(buttons, b)
		}
		m.inline = append(m.inline, buttons)
	}
	raw, err := json.Marshal(struct {
		Inline [][]wireButton `json:"inline_keyboard"`
	}{rows})
	if err != nil {
		return markup{}, badRequest("can't parse reply keyboard markup JSON object")
	}
	if len(raw) > maxMarkup {
		return markup{}, badRequest("reply markup is too long")
	}
	m.raw = raw
	return m, nil
}

// read checks one inline button. Two actions at once are refused, though the real server would quietly take the first.
// An empty copy_text beside another action is none: go-telegram/bot writes one into every button.
func (w *wireButton) read() (Button, error) {
	const where = "can't parse inline keyboard button: "
	if w.Text == nil {
		return Button{}, badRequest(where + "Can't find field \"text\"")
	}
	if w.Copy != nil && w.Copy.Text == "" && (w.URL != "" || w.Data != "" || w.WebApp != nil || w.other() != "") {
		w.Copy = nil
	}
	b := Button{Text: *w.Text, Data: w.Data, URL: w.URL}
	if strings.TrimSpace(b.Text) == "" {
		return Button{}, badRequest("inline keyboard button text must be non-empty")
	}
	actions := 0
	for _, has := range []bool{w.URL != "", w.Data != "", w.WebApp != nil, w.Copy != nil, w.other() != ""} {
		if has {
			actions++
		}
	}
	switch {
	case actions == 0:
		return Button{}, badRequest(where + "Text buttons are unallowed in the inline keyboard")
	case actions > 1:
		return Button{}, badRequest(where + "exactly one action must be specified")
	case len(w.Data) > maxData || !utf8.ValidString(w.Data):
		return Button{}, badRequest("BUTTON_DATA_INVALID")
	case w.Pay || w.Game != nil:
		return Button{}, badRequest("BUTTON_TYPE_INVALID") // there are no invoices and no games here
	case w.Copy != nil && (w.Copy.Text == "" || utf16Len(w.Copy.Text) > 256):
		return Button{}, badRequest("BUTTON_COPY_TEXT_INVALID")
	}
	return b, w.checkAddress(&b)
}

// checkAddress checks and fills in where the button leads.
func (w *wireButton) checkAddress(b *Button) error {
	switch {
	case w.URL != "":
		if _, reason := checkURL(w.URL); reason != "" {
			return badRequest("inline keyboard button URL '%s' is invalid: %s", w.URL, reason)
		}
	case w.WebApp != nil:
		if !strings.HasPrefix(w.WebApp.URL, "https://") {
			return badRequest("inline keyboard button Web App URL '%s' is invalid: Only HTTPS links are allowed", w.WebApp.URL)
		}
		b.WebApp = w.WebApp.URL
	case w.Copy != nil:
		b.Copy = w.Copy.Text
	default:
		b.Other = w.other()
	}
	return nil
}

// other names an action that this server accepts but does not play.
func (w *wireButton) other() string {
	switch {
	case w.Switch != nil:
		return "switch_inline_query"
	case w.SwitchCurrent != nil:
		return "switch_inline_query_current_chat"
	case w.SwitchChosen != nil:
		return "switch_inline_query_chosen_chat"
	case w.Login != nil:
		return "login_url"
	case w.Game != nil:
		return "callback_game"
	case w.Pay:
		return "pay"
	}
	return ""
}

func readKeyboard(w wireMarkup) (markup, error) {
	k := &Keyboard{
		OneTime: w.OneTime, Persistent: w.Persistent, Resize: w.Resize, Hint: w.Placeholder,
		Rows: make([][]Key, 0, len(w.Rows)),
	}
	for _, row := range w.Rows {
		keys := make([]Key, 0, len(row))
		for _, wk := range row {
			if wk.Text == nil {
				return markup{}, badRequest("can't parse keyboard button: Can't find field \"text\"")
			}
			key := Key{Text: *wk.Text, Contact: wk.Contact, Location: wk.Location}
			if wk.WebApp != nil {
				if !strings.HasPrefix(wk.WebApp.URL, "https://") {
					return markup{}, badRequest("keyboard button Web App URL '%s' is invalid: Only HTTPS links are allowed", wk.WebApp.URL)
				}
				key.WebApp = wk.WebApp.URL
			}
			keys = append(keys, key)
		}
		k.Rows = append(k.Rows, keys)
	}
	return markup{keyboard: k}, nil
}

// allowedIn refuses keys that work in a private chat only.
func (m markup) allowedIn(kind string) error {
	if m.keyboard == nil || kind == "private" {
		return nil
	}
	for _, row := range m.keyboard.Rows {
		for _, key := range row {
			switch {
			case key.Contact:
				return badRequest("phone number can be requested in private chats only")
			case key.Location:
				return badRequest("location can be requested in private chats only")
			case key.WebApp != "":
				return badRequest("BUTTON_TYPE_INVALID")
			}
		}
	}
	return nil
}
