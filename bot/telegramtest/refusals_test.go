package telegramtest_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"danbiet/bot/telegramtest"
)

// reply is what the Bot API answers.
type reply struct {
	OK          bool            `json:"ok"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Result      json.RawMessage `json:"result"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// post calls a method with a JSON body.
func post(t *testing.T, s *telegramtest.Server, method, body string) reply {
	t.Helper()
	return do(t, s.URL()+"/bot"+s.Token()+"/"+method, "application/json", strings.NewReader(body))
}

func do(t *testing.T, address, contentType string, body io.Reader) reply {
	t.Helper()
	resp, err := http.Post(address, contentType, body)
	if err != nil {
		t.Fatalf("call: %v", err)
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		t.Fatalf("answer: %v", err)
	}
	if !r.OK && resp.StatusCode != r.Code {
		t.Errorf("status %d, but error_code %d", resp.StatusCode, r.Code)
	}
	return r
}

// object writes a JSON object of alternating names and values.
func object(pairs ...any) string {
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i].(string)] = pairs[i+1]
	}
	raw, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// with is a sendMessage to the citizen 1 with one thing changed.
func with(pairs ...any) string { return object(append([]any{"chat_id", 1, "text", "x"}, pairs...)...) }

// inline is reply_markup with one row of buttons, given as JSON.
func inline(buttons ...string) any {
	return map[string]any{"inline_keyboard": []any{json.RawMessage("[" + strings.Join(buttons, ",") + "]")}}
}

func TestTheServerRefusesWhatTelegramRefuses(t *testing.T) {
	const button = `{"text":"a","callback_data":"b"}`
	tests := []struct {
		name, method, body string
		code               int
		want               string
	}{
		{"no such method", "sendMesage", `{}`, 404, "Not Found: method not found"},
		{"no text", "sendMessage", object("chat_id", 1), 400, "Bad Request: message text is empty"},
		{"only blanks", "sendMessage", with("text", " \n "), 400, "Bad Request: text must be non-empty"},
		{"only empty tags", "sendMessage", with("text", "<b></b>", "parse_mode", "HTML"), 400, "Bad Request: text must be non-empty"},
		{"no chat", "sendMessage", object("text", "x"), 400, "Bad Request: chat_id is empty"},
		{"an unknown chat", "sendMessage", with("chat_id", 404), 400, "Bad Request: chat not found"},
		{"a name for a chat", "sendMessage", with("chat_id", "@minhduc"), 400, "Bad Request: chat not found"},
		{"somebody who never wrote", "sendMessage", with("chat_id", 2), 403, "Forbidden: bot can't initiate conversation with a user"},
		{"somebody who blocked the bot", "sendMessage", with("chat_id", 3), 403, "Forbidden: bot was blocked by the user"},
		{"a deleted account", "sendMessage", with("chat_id", 4), 403, "Forbidden: user is deactivated"},
		{"a group that threw the bot out", "sendMessage", with("chat_id", -5), 403, "Forbidden: bot was kicked from the group chat"},
		{"too long", "sendMessage", with("text", strings.Repeat("ế", 4097)), 400, "Bad Request: message is too long"},
		{"too long in UTF-16", "sendMessage", with("text", strings.Repeat("😀", 2049)), 400, "Bad Request: message is too long"},
		{"bad parse mode", "sendMessage", with("parse_mode", "BBCode"), 400, "Bad Request: unsupported parse_mode"},
		{"bad HTML", "sendMessage", with("text", "<b>x", "parse_mode", "HTML"), 400, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""},
		{"a reply to nothing", "sendMessage", with("reply_parameters", map[string]int{"message_id": 99}), 400, "Bad Request: message to be replied not found"},
		{"a reply without an id", "sendMessage", with("reply_parameters", map[string]string{"quote": "q"}), 400, "Bad Request: can't find field \"message_id\""},
		{"an entity past the end", "sendMessage", with("entities", json.RawMessage(`[{"type":"bold","offset":0,"length":100}]`)), 400, "Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100"},
		{"an unknown entity", "sendMessage", with("entities", json.RawMessage(`[{"type":"huge","offset":0,"length":1}]`)), 400, "Bad Request: can't parse MessageEntity: Unsupported type specified"},
		{"65 bytes of data", "sendMessage", with("reply_markup", inline(object("text", "a", "callback_data", strings.Repeat("x", 65)))), 400, "Bad Request: BUTTON_DATA_INVALID"},
		{"65 bytes of data in 33 letters", "sendMessage", with("reply_markup", inline(object("text", "a", "callback_data", strings.Repeat("đ", 33)))), 400, "Bad Request: BUTTON_DATA_INVALID"},
		{"a button that does nothing", "sendMessage", with("reply_markup", inline(`{"text":"a"}`)), 400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"a button with empty data", "sendMessage", with("reply_markup", inline(`{"text":"a","callback_data":""}`)), 400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"a button with two actions", "sendMessage", with("reply_markup", inline(`{"text":"a","callback_data":"b","url":"https://a.vn"}`)), 400, "Bad Request: can't parse inline keyboard button: exactly one action must be specified"},
		{"a button without a label", "sendMessage", with("reply_markup", inline(`{"callback_data":"b"}`)), 400, "Bad Request: can't parse inline keyboard button: Can't find field \"text\""},
		{"a link to localhost", "sendMessage", with("reply_markup", inline(`{"text":"a","url":"http://localhost:8080/x"}`)), 400, "Bad Request: inline keyboard button URL 'http://localhost:8080/x' is invalid: Wrong HTTP URL"},
		{"a link by FTP", "sendMessage", with("reply_markup", inline(`{"text":"a","url":"ftp://example.com"}`)), 400, "Bad Request: inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol"},
		{"a web app by HTTP", "sendMessage", with("reply_markup", inline(`{"text":"a","web_app":{"url":"http://a.vn"}}`)), 400, "Bad Request: inline keyboard button Web App URL 'http://a.vn' is invalid: Only HTTPS links are allowed"},
		{"nothing to copy", "sendMessage", with("reply_markup", inline(`{"text":"a","copy_text":{"text":""}}`)), 400, "Bad Request: BUTTON_COPY_TEXT_INVALID"},
		{"a pay button", "sendMessage", with("reply_markup", inline(`{"text":"a","pay":true}`)), 400, "Bad Request: BUTTON_TYPE_INVALID"},
		{"nine in a row", "sendMessage", with("reply_markup", inline(strings.Split(strings.Repeat(button+";", 8)+button, ";")...)), 400, "Bad Request: reply markup is too long"},
		{"mark-up of the wrong type", "sendMessage", with("reply_markup", `"x"`), 400, "Bad Request: object expected as reply markup"},
		{"buttons of the wrong type", "sendMessage", with("reply_markup", map[string]any{"inline_keyboard": "x"}), 400, "Bad Request: field \"inline_keyboard\" must be of type Array"},
		{"rows of the wrong type", "sendMessage", with("reply_markup", map[string]any{"inline_keyboard": []int{1}}), 400, "Bad Request: field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays"},
		{"a label of the wrong type", "sendMessage", with("reply_markup", inline(`{"text":{}}`)), 400, "Bad Request: can't parse inline keyboard button: Field \"text\" must be of type String"},
		{"a flag of the wrong type", "sendMessage", with("reply_markup", map[string]any{"force_reply": "yes"}), 400, "Bad Request: field \"force_reply\" must be of type Boolean"},
		{"no JSON", "sendMessage", with("reply_markup", "{"), 400, "Bad Request: can't parse reply keyboard markup JSON object"},
		{"a contact key in a group", "sendMessage", with("chat_id", -6, "reply_markup", json.RawMessage(`{"keyboard":[[{"text":"a","request_contact":true}]]}`)), 400, "Bad Request: phone number can be requested in private chats only"},
		{"a location key in a group", "sendMessage", with("chat_id", -6, "reply_markup", json.RawMessage(`{"keyboard":[[{"text":"a","request_location":true}]]}`)), 400, "Bad Request: location can be requested in private chats only"},
		{"no photo", "sendPhoto", object("chat_id", 1), 400, "Bad Request: there is no photo in the request"},
		{"no document", "sendDocument", object("chat_id", 1), 400, "Bad Request: there is no document in the request"},
		{"a made-up file", "sendDocument", object("chat_id", 1, "document", "nonsense"), 400, "Bad Request: wrong remote file identifier specified: can't unserialize it"},
		{"a caption too long", "sendDocument", object("chat_id", 1, "caption", strings.Repeat("x", 1025)), 400, "Bad Request: message caption is too long"},
		{"an empty album", "sendMediaGroup", object("chat_id", 1), 400, "Bad Request: parameter \"media\" is required"},
		{"edit nothing", "editMessageText", with("message_id", 999), 400, "Bad Request: message to edit not found"},
		{"edit without an id", "editMessageText", with(), 400, "Bad Request: message identifier is not specified"},
		{"edit the citizen's words", "editMessageText", with("message_id", 1), 400, "Bad Request: message can't be edited"},
		{"edit too long", "editMessageText", with("message_id", 1, "text", strings.Repeat("x", 4097)), 400, "Bad Request: MESSAGE_TOO_LONG"},
		{"delete nothing", "deleteMessage", object("chat_id", 1, "message_id", 999), 400, "Bad Request: message to delete not found"},
		{"answer nothing", "answerCallbackQuery", object("callback_query_id", "1"), 400, "Bad Request: query is too old and response timeout expired or query ID is invalid"},
		{"answer too long", "answerCallbackQuery", object("callback_query_id", "1", "text", strings.Repeat("x", 201)), 400, "Bad Request: MESSAGE_TOO_LONG"},
		{"a strange action", "sendChatAction", object("chat_id", 1, "action", "dancing"), 400, "Bad Request: wrong parameter action in request"},
		{"no file id", "getFile", object(), 400, "Bad Request: file_id not specified"},
		{"an unknown file", "getFile", object("file_id", "x"), 400, "Bad Request: invalid file_id"},
		{"a command in capitals", "setMyCommands", object("commands", json.RawMessage(`[{"command":"Start","description":"x"}]`)), 400, "Bad Request: BOT_COMMAND_INVALID"},
		{"a command without a name", "setMyCommands", object("commands", json.RawMessage(`[{"command":"","description":"x"}]`)), 400, "Bad Request: command must be non-empty"},
		{"a command too long", "setMyCommands", object("commands", []map[string]string{{"command": strings.Repeat("a", 33), "description": "x"}}), 400, "Bad Request: command length must not exceed 32"},
		{"a command without words", "setMyCommands", object("commands", json.RawMessage(`[{"command":"a","description":" "}]`)), 400, "Bad Request: command description must be non-empty"},
		{"a command with too many words", "setMyCommands", object("commands", []map[string]string{{"command": "a", "description": strings.Repeat("x", 257)}}), 400, "Bad Request: command description length must not exceed 256"},
		{"101 commands", "setMyCommands", object("commands", make([]map[string]string, 101)), 400, "Bad Request: BOT_COMMANDS_TOO_MUCH"},
		{"commands for an unknown scope", "setMyCommands", object("scope", map[string]string{"type": "x"}), 400, "Bad Request: can't parse BotCommandScope: Unsupported type specified"},
		{"commands for no chat", "setMyCommands", object("scope", map[string]string{"type": "chat"}), 400, "Bad Request: can't parse BotCommandScope: Can't find field \"chat_id\""},
		{"a strange menu", "setChatMenuButton", object("menu_button", map[string]string{"type": "x"}), 400, "Bad Request: can't parse menu button: MenuButton has unsupported type"},
		{"a long description", "setMyDescription", object("description", strings.Repeat("x", 513)), 400, "Bad Request: BOT_DESC_INVALID"},
		{"a long short description", "setMyShortDescription", object("short_description", strings.Repeat("x", 121)), 400, "Bad Request: BOT_SHARETEXT_INVALID"},
		{"a webhook by FTP", "setWebhook", object("url", "ftp://a.vn"), 400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"},
		{"a strange secret", "setWebhook", object("url", "https://a.vn", "secret_token", "mật khẩu"), 400, "Bad Request: secret token contains unallowed characters"},
		{"a secret too long", "setWebhook", object("url", "https://a.vn", "secret_token", strings.Repeat("x", 257)), 400, "Bad Request: secret token is too long"},
	}
	s := start(t)
	s.User(1).SendText("chào")
	s.User(2)
	s.User(3).Start("")
	s.User(3).Block()
	s.User(4).Start("")
	s.User(4).Deactivate()
	s.Group(-5, "Tổ công tác").Kick()
	s.Group(-6, "Tổ công tác")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := post(t, s, tt.method, tt.body)
			if got.OK || got.Code != tt.code || got.Description != tt.want {
				t.Errorf("%s %s\n got %d %q\nwant %d %q", tt.method, tt.body, got.Code, got.Description, tt.code, tt.want)
			}
		})
	}
	if n := s.User(1).Count(); n != 0 {
		t.Errorf("refused messages were delivered: %d", n)
	}
}

func TestTheServerTakesWhatIsJustAllowed(t *testing.T) {
	rows := make([]any, 12)
	for i := range rows {
		rows[i] = json.RawMessage("[" + strings.TrimSuffix(strings.Repeat(`{"text":"a","callback_data":"b"},`, 8), ",") + "]")
	}
	tests := map[string]string{
		"4096 letters":                 with("text", strings.Repeat("ế", 4096)),
		"4096 letters after the tags":  with("text", "<b>"+strings.Repeat("x", 4096)+"</b>", "parse_mode", "html"),
		"64 bytes of data":             with("reply_markup", inline(object("text", "a", "callback_data", strings.Repeat("x", 64)))),
		"96 buttons, 8 in a row":       with("reply_markup", map[string]any{"inline_keyboard": rows}),
		"a link to an address":         with("reply_markup", inline(`{"text":"a","url":"http://127.0.0.1:8080/x"}`)),
		"a link without a scheme":      with("reply_markup", inline(`{"text":"a","url":"example.com/x"}`)),
		"an empty copy_text alongside": with("reply_markup", inline(`{"text":"a","callback_data":"b","copy_text":{"text":""}}`)),
		"a contact key":                with("reply_markup", json.RawMessage(`{"keyboard":[[{"text":"a","request_contact":true}]]}`)),
		"keys given as strings":        with("reply_markup", json.RawMessage(`{"keyboard":[["a","b"]]}`)),
		"a reply to the citizen":       with("reply_parameters", map[string]int{"message_id": 1}),
		"a reply that may fail":        with("reply_parameters", json.RawMessage(`{"message_id":99,"allow_sending_without_reply":true}`)),
		"a chat given as a string":     with("chat_id", "1"),
	}
	s := start(t)
	s.User(1).SendText("chào")
	for name, body := range tests {
		t.Run(name, func(t *testing.T) {
			if got := post(t, s, "sendMessage", body); !got.OK {
				t.Errorf("refused: %d %s", got.Code, got.Description)
			}
		})
	}
}

func TestATokenIsChecked(t *testing.T) {
	s := start(t)
	tests := []struct {
		name, path string
		code       int
		want       string
	}{
		{"somebody else's", "/bot123:abc/getMe", 401, "Unauthorized"},
		{"impossible", "/bot0123:abc/getMe", 401, "Unauthorized: invalid token specified"},
		{"not a token at all", "/botabc/getMe", 404, "Not Found"},
		{"missing", "/bot/getMe", 404, "Not Found"},
		{"another path", "/health", 404, "Not Found"},
		{"no method", "/bot" + telegramtest.Token, 404, "Not Found"},
		{"a file with a wrong token", "/file/bot123:abc/photos/file_1.jpg", 401, "Unauthorized"},
		{"a file that is not there", "/file/bot" + telegramtest.Token + "/photos/file_1.jpg", 404, "Not Found"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := do(t, s.URL()+tt.path, "", nil); got.OK || got.Code != tt.code || got.Description != tt.want {
				t.Errorf("got %d %q, want %d %q", got.Code, got.Description, tt.code, tt.want)
			}
		})
	}
}

func TestEveryEncodingIsUnderstood(t *testing.T) {
	form := url.Values{"chat_id": {"1"}, "text": {"Chào ông/bà & bà con"}}
	var body bytes.Buffer
	mw := multipart.NewWriter(&body)
	for name, values := range form {
		if err := mw.WriteField(name, values[0]); err != nil {
			t.Fatal(err)
		}
	}
	if err := mw.Close(); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, query, contentType string
		body                     io.Reader
	}{
		{"query", "?" + form.Encode(), "", nil},
		{"form", "", "application/x-www-form-urlencoded", strings.NewReader(form.Encode())},
		{"JSON", "", "application/json; charset=utf-8", strings.NewReader(object("chat_id", 1, "text", form.Get("text"), "parse_mode", nil))},
		{"multipart", "", mw.FormDataContentType(), bytes.NewReader(body.Bytes())},
		{"chunked multipart", "", mw.FormDataContentType(), io.MultiReader(bytes.NewReader(body.Bytes()))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := start(t)
			s.User(1).SendText("chào")
			got := do(t, s.URL()+"/bot"+s.Token()+"/SENDMESSAGE"+tt.query, tt.contentType, tt.body)
			if !got.OK {
				t.Fatalf("refused: %s", got.Description)
			}
			if m := s.User(1).Messages(); len(m) != 1 || m[0].Text != form.Get("text") {
				t.Errorf("delivered %+v", m)
			}
		})
	}
}

// picture is a PNG of some size.
func picture(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		img.Set(x, h/2, color.RGBA{R: 200, A: 255})
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
