package telegramtest

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// handler carries out one method.
type handler func(*Bot, *call) (any, error)

// methods by their names in lower case: a table, never written.
var methods = map[string]handler{
	"getme":                  getMe,
	"logout":                 accept,
	"close":                  accept,
	"setwebhook":             setWebhook,
	"deletewebhook":          deleteWebhook,
	"getwebhookinfo":         getWebhookInfo,
	"getupdates":             getUpdates,
	"sendmessage":            sendMessage,
	"sendphoto":              sendFile(Photo),
	"senddocument":           sendFile(Document),
	"sendvoice":              sendFile(Voice),
	"sendmediagroup":         sendMediaGroup,
	"sendchataction":         sendChatAction,
	"editmessagetext":        editMessageText,
	"editmessagecaption":     editMessageCaption,
	"editmessagereplymarkup": editMessageReplyMarkup,
	"deletemessage":          deleteMessage,
	"answercallbackquery":    answerCallbackQuery,
	"getfile":                getFile,
	"getchat":                getChat,
	"setmycommands":          setMyCommands,
	"deletemycommands":       deleteMyCommands,
	"getmycommands":          getMyCommands,
	"setchatmenubutton":      setChatMenuButton,
	"getchatmenubutton":      getChatMenuButton,
	"setmydescription":       setMyDescription,
	"getmydescription":       getMyDescription,
	"setmyshortdescription":  setMyShortDescription,
	"getmyshortdescription":  getMyShortDescription,
}

func accept(*Bot, *call) (any, error) { return true, nil }

func getMe(b *Bot, _ *call) (any, error) {
	return struct {
		wireUser
		Groups  bool `json:"can_join_groups"`
		ReadAll bool `json:"can_read_all_group_messages"`
		Inline  bool `json:"supports_inline_queries"`
	}{wireUser: b.user, Groups: true}, nil
}

func getChat(b *Bot, c *call) (any, error) {
	found, err := b.chatOf(c)
	if err != nil {
		return nil, err
	}
	return found.wire, nil
}

// tokenLetters are what a webhook's secret and a deep link's payload may consist of.
const tokenLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"

// setWebhook takes plain HTTP and any port, as a server started with --local does.
func setWebhook(b *Bot, c *call) (any, error) {
	address := strings.TrimSpace(c.args["url"])
	if address == "" {
		return deleteWebhook(b, c)
	}
	target, err := url.Parse(address)
	switch {
	case err != nil || target.Host == "":
		return nil, badRequest("bad webhook: invalid webhook URL specified")
	case target.Scheme != "http" && target.Scheme != "https":
		return nil, badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	secret := c.args["secret_token"]
	switch {
	case len(secret) > 256:
		return nil, badRequest("secret token is too long")
	case strings.Trim(secret, tokenLetters) != "":
		return nil, badRequest("secret token contains unallowed characters")
	}
	allowed, given, err := allowedUpdates(c)
	if err != nil {
		return nil, err
	}
	h := newWebhook(address, target, secret, int(c.int("max_connections", 40, 1, 100)))
	u := b.updates
	u.mu.Lock()
	defer u.mu.Unlock()
	if given {
		u.allowed = allowed
	}
	if c.bool("drop_pending_updates") {
		u.clear()
	}
	u.startHook(h)
	u.arrived.Broadcast() // a poll that waits ends with 409
	return noted{true, "Webhook was set"}, nil
}

func deleteWebhook(b *Bot, c *call) (any, error) {
	u := b.updates
	u.mu.Lock()
	defer u.mu.Unlock()
	note := "Webhook was deleted"
	if u.hook == nil {
		note = "Webhook is already deleted"
	}
	u.stopHook()
	if c.bool("drop_pending_updates") {
		u.clear()
	}
	return noted{true, note}, nil
}

func getWebhookInfo(b *Bot, _ *call) (any, error) {
	info := struct {
		URL         string   `json:"url"`
		Certificate bool     `json:"has_custom_certificate"`
		Pending     int      `json:"pending_update_count"`
		IP          string   `json:"ip_address,omitempty"`
		ErrorDate   int64    `json:"last_error_date,omitempty"`
		Error       string   `json:"last_error_message,omitempty"`
		Max         int      `json:"max_connections,omitempty"`
		Allowed     []string `json:"allowed_updates,omitempty"`
	}{}
	u := b.updates
	u.mu.Lock()
	defer u.mu.Unlock()
	info.Pending, info.Allowed = u.pending, u.allowed
	if h := u.hook; h != nil {
		info.URL, info.Max, info.IP, info.Error = h.address, h.max, h.target.Hostname(), h.lastErr
		if h.lastErr != "" {
			info.ErrorDate = h.errAt.Unix()
		}
	}
	return info, nil
}

// webhookReply carries out the method that a webhook's answer asks for. Its result goes nowhere, as with Telegram.
func (b *Bot) webhookReply(body []byte) {
	c := &call{ctx: context.Background(), args: make(map[string]string, 8)}
	if err := c.readJSON(strings.NewReader(string(body))); err != nil {
		return
	}
	c.method = strings.ToLower(c.args["method"])
	switch {
	case c.method == "", strings.HasPrefix(c.method, "get"):
	case c.method == "setwebhook", c.method == "deletewebhook", c.method == "close", c.method == "logout":
	default:
		_, _ = b.run(c)
	}
}

func sendChatAction(b *Bot, c *call) (any, error) {
	action := strings.ToLower(c.args["action"])
	switch action {
	case "typing", "cancel", "upload_photo", "record_video", "upload_video", "record_audio", "record_voice", "upload_audio",
		"upload_voice", "upload_document", "choose_sticker", "find_location", "pick_up_location", "record_video_note",
		"upload_video_note":
	default:
		return nil, badRequest("wrong parameter action in request")
	}
	found, err := b.chatOf(c)
	if err != nil {
		return nil, err
	}
	found.mu.Lock()
	defer found.mu.Unlock()
	if err := found.writable(); err != nil {
		return nil, err
	}
	found.actions = append(found.actions, action)
	found.changed.Broadcast()
	return true, nil
}

// download serves a file under the path that getFile gave.
func (s *Server) download(w http.ResponseWriter, rest string) {
	token, path, _ := strings.Cut(rest, "/")
	b, err := s.authorize(token)
	if err != nil {
		writeError(w, err)
		return
	}
	f := b.files.byPath(path)
	if f == nil || f.Data == nil {
		writeError(w, &apiError{Code: http.StatusNotFound, Description: "Not Found"})
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", strconv.Itoa(len(f.Data)))
	_, _ = w.Write(f.Data) // a bot that hung up is its own affair
}
