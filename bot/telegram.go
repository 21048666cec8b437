package bot

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"danbiet/talk"
	"danbiet/ward"
)

// TelegramChannel is the Inbound.Channel of everything that arrives from Telegram.
const TelegramChannel = "telegram"

// Telegram is one ward's bot on Telegram. The library is used to call the Bot API; receiving is done here, because the
// library acknowledges an update before it is handled. Fields are set before use and not changed afterwards.
type Telegram struct {
	Ward    string // slug
	Token   string
	API     string // address of the Bot API server
	Secret  string // of the webhook: 1 to 256 of A-Z a-z 0-9 _ -
	House   *ward.House
	Receive func(context.Context, Inbound) error
	Enqueue func(Inbound) (<-chan error, error)
	Words   TelegramWords
	Logger  *slog.Logger

	client  *telegram.Bot
	http    *http.Client
	buffers sync.Pool     // of *bytes.Buffer
	answers chan struct{} // a place for each button press that is being answered
	fetches chan struct{} // a place for each file that is being fetched
	pending sync.WaitGroup
}

// TelegramWords are the texts that Telegram shows around the conversation.
type TelegramWords struct {
	Commands    []models.BotCommand // in the bot's menu, in Vietnamese
	English     []models.BotCommand // the same for phones set to English
	Description string              // shown before the first message
	Contact     string              // on the button that shares the phone number
	Location    string              // on the button that shares the location
	Chosen      string              // shown briefly when a button was pressed, with %s for its label
}

// DefaultTelegramAPI is the public Bot API server.
const DefaultTelegramAPI = "https://api.telegram.org"

const (
	telegramTimeout = 30 * time.Second // for one call
	telegramUpload  = 3 * time.Minute  // for one call with a file
	maxAnswers      = 64               // button presses answered at a time
)

// Open makes the client. It calls nothing yet.
func (t *Telegram) Open() error {
	if t.API == "" {
		t.API = DefaultTelegramAPI
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 128 // the default of two would open a connection for nearly every message
	transport.MaxIdleConns = 256
	t.http = &http.Client{Transport: transport, Timeout: telegramUpload}
	client, err := telegram.New(t.Token, telegram.WithSkipGetMe(), telegram.WithServerURL(t.API), telegram.WithHTTPClient(time.Minute, t.http))
	if err != nil {
		return fmt.Errorf("open the Telegram client: %w", t.hide(err))
	}
	t.client, t.answers, t.fetches = client, make(chan struct{}, maxAnswers), make(chan struct{}, maxFetches)
	return nil
}

// hide removes the token from an error's words, and what the library quotes of an answer that it cannot read.
func (t *Telegram) hide(err error) error {
	switch {
	case err == nil:
		return nil
	case strings.Contains(err.Error(), "decode response"):
		return errors.New("the answer cannot be read")
	case strings.Contains(err.Error(), t.Token):
		return errors.New(strings.ReplaceAll(err.Error(), t.Token, "***"))
	}
	return err
}

// Close waits for the button presses that are being answered.
func (t *Telegram) Close() { t.pending.Wait() }

// Introduce sets the bot's commands, its menu and its description. It is done at every start and changes nothing when
// they are set already.
func (t *Telegram) Introduce(ctx context.Context) error {
	private := &models.BotCommandScopeAllPrivateChats{}
	if _, err := t.client.SetMyCommands(ctx, &telegram.SetMyCommandsParams{Commands: t.Words.Commands, Scope: private}); err != nil {
		return fmt.Errorf("set the bot's commands: %w", t.hide(err))
	}
	if _, err := t.client.SetMyCommands(ctx, &telegram.SetMyCommandsParams{Commands: t.Words.English, Scope: private, LanguageCode: "en"}); err != nil {
		return fmt.Errorf("set the bot's commands: %w", t.hide(err))
	}
	if _, err := t.client.SetChatMenuButton(ctx, &telegram.SetChatMenuButtonParams{MenuButton: &models.MenuButtonCommands{Type: models.MenuButtonTypeCommands}}); err != nil {
		return fmt.Errorf("set the bot's menu: %w", t.hide(err))
	}
	if _, err := t.client.SetMyDescription(ctx, &telegram.SetMyDescriptionParams{Description: t.Words.Description}); err != nil {
		return fmt.Errorf("set the bot's description: %w", t.hide(err))
	}
	return nil
}

// allowedUpdates are the kinds of update that the bot understands.
var allowedUpdates = []string{"message", "callback_query", "my_chat_member"}

// SetWebhook asks Telegram to deliver to an address.
func (t *Telegram) SetWebhook(ctx context.Context, address string) error {
	_, err := t.client.SetWebhook(ctx, &telegram.SetWebhookParams{URL: address, SecretToken: t.Secret, AllowedUpdates: allowedUpdates, MaxConnections: 100})
	if err != nil {
		return fmt.Errorf("set the webhook: %w", t.hide(err))
	}
	return nil
}

// Me asks Telegram who the token belongs to.
func (t *Telegram) Me(ctx context.Context) (username string, err error) {
	me, err := t.client.GetMe(ctx)
	if err != nil {
		return "", fmt.Errorf("ask Telegram who the bot is: %w", t.hide(err))
	}
	return me.Username, nil
}

// maxUpdate is the most bytes of one update. Telegram's are far smaller.
const maxUpdate = 1 << 20

// ServeHTTP is the webhook. It answers 200 only after the turn has committed, so that Telegram sends again whatever was
// not.
func (t *Telegram) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "Telegram delivers by POST", http.StatusMethodNotAllowed)
		return
	}
	given := r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
	if t.Secret == "" || subtle.ConstantTimeCompare([]byte(given), []byte(t.Secret)) != 1 {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	var u update
	err := t.readAll(http.MaxBytesReader(w, r.Body, maxUpdate), maxUpdate+1, func(body []byte) (err error) {
		u, err = readUpdate(body)
		return err
	})
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	}
	if err != nil {
		http.Error(w, "not an update", http.StatusBadRequest)
		return
	}
	if err := t.handle(r.Context(), &u); err != nil {
		w.Header().Set("Retry-After", "1")
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	if u.Press != nil {
		t.answerIn(w, u.Press)
	}
}

func (t *Telegram) handle(ctx context.Context, u *update) error {
	if m := u.Member; m != nil {
		return t.membership(ctx, m)
	}
	in, ok := t.inbound(ctx, u)
	if !ok {
		return nil // a kind that the bot does not serve
	}
	return t.Receive(ctx, in)
}

// membership notes that a citizen has blocked the bot, or has come back.
func (t *Telegram) membership(ctx context.Context, m *tgMember) error {
	if m.Chat.Type != private {
		return nil
	}
	return t.House.Reach(ctx, t.Ward, TelegramChannel, strconv.FormatInt(m.Chat.ID, 10), !m.gone())
}

// answerTo stops the spinning of a pressed button and says which it was. An answer is late after a few seconds and worth
// nothing after that, so it is neither stored nor tried again.
func (t *Telegram) answerTo(p *press) *telegram.AnswerCallbackQueryParams {
	params := &telegram.AnswerCallbackQueryParams{CallbackQueryID: p.ID}
	if label := p.label(); label != "" && t.Words.Chosen != "" {
		params.Text = cutUTF16(fmt.Sprintf(t.Words.Chosen, label), 200)
	}
	return params
}

// answerIn answers a press in the webhook's own answer, which may name one method to carry out: a call less for Telegram
// and for us.
func (t *Telegram) answerIn(w http.ResponseWriter, p *press) {
	body, err := json.Marshal(struct {
		Method string `json:"method"`
		*telegram.AnswerCallbackQueryParams
	}{"answerCallbackQuery", t.answerTo(p)})
	if err != nil {
		return // the button spins on
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(body) // when Telegram has hung up it sends the update again
}

// answer answers a press with a call of its own, beside the turn, for updates that were polled.
func (t *Telegram) answer(p *press) {
	if p == nil {
		return
	}
	select {
	case t.answers <- struct{}{}:
	default:
		return // better a spinning button than a slow reply
	}
	params := t.answerTo(p)
	t.pending.Go(func() {
		defer func() { <-t.answers }()
		ctx, cancel := context.WithTimeout(context.Background(), telegramTimeout)
		defer cancel()
		if _, err := t.client.AnswerCallbackQuery(ctx, params); err != nil {
			t.Logger.Debug("a button press was not answered", "ward", t.Ward, "error", t.hide(err))
		}
	})
}

// Poll asks Telegram for updates until the context ends, for a bot without a public address. An update is acknowledged
// only after its turn has committed.
func (t *Telegram) Poll(ctx context.Context) error {
	if _, err := t.client.DeleteWebhook(ctx, &telegram.DeleteWebhookParams{}); err != nil {
		return fmt.Errorf("take the webhook away: %w", t.hide(err))
	}
	var offset int64
	for failures := int64(0); ctx.Err() == nil; {
		updates, err := t.getUpdates(ctx, offset)
		if err == nil {
			offset, err = t.handleAll(ctx, updates, offset)
		}
		if err == nil {
			failures = 0
			continue
		}
		failures++
		if ctx.Err() == nil {
			t.Logger.Warn("updates could not be fetched or stored", "ward", t.Ward, "error", t.hide(err))
		}
		pause := backoff(min(failures, 6))
		if flooded := (*telegram.TooManyRequestsError)(nil); errors.As(err, &flooded) {
			pause = max(pause, time.Duration(flooded.RetryAfter)*time.Second)
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
	return nil
}

// handleAll runs the turns of fetched updates, those of one chat in order, and returns the offset after the last one of
// an unbroken row that has committed.
func (t *Telegram) handleAll(ctx context.Context, updates []update, offset int64) (int64, error) {
	done := make([]<-chan error, len(updates))
	for i := range updates {
		u := &updates[i]
		t.answer(u.Press)
		if m := u.Member; m != nil {
			if err := t.membership(ctx, m); err != nil {
				return offset, err
			}
		}
		if in, ok := t.inbound(ctx, u); ok {
			var err error
			if done[i], err = t.Enqueue(in); err != nil {
				return offset, err
			}
		}
	}
	for i, result := range done {
		if result != nil {
			if err := <-result; err != nil {
				return offset, err
			}
		}
		offset = updates[i].ID + 1
	}
	return offset, nil
}

// pollSeconds is how long Telegram holds a request without updates.
const pollSeconds = 30

// getUpdates asks for updates. The library's own loop acknowledges too early and its call is not exported.
func (t *Telegram) getUpdates(ctx context.Context, offset int64) (updates []update, err error) {
	ctx, cancel := context.WithTimeout(ctx, pollSeconds*time.Second+telegramTimeout)
	defer cancel()
	var bodies []json.RawMessage
	err = t.call(ctx, "getUpdates", map[string]any{"offset": offset, "timeout": pollSeconds, "allowed_updates": allowedUpdates}, &bodies)
	for _, body := range bodies {
		u, err := readUpdate(body)
		if err != nil {
			return nil, err
		}
		updates = append(updates, u)
	}
	return updates, err
}

// Channel is how the engine posts to Telegram through a sender.
func (t *Telegram) Channel(s *Sender) *Channel {
	return &Channel{Join: joinRemarks, Split: splitForTelegram, Post: s.Post}
}

// Deliver sends one letter with one call.
func (t *Telegram) Deliver(ctx context.Context, l *ward.Letter) error {
	m, ok := l.Message.(talk.Message)
	if !ok {
		if err := json.Unmarshal(l.Body, &m); err != nil {
			return Refused{"the letter cannot be read"}
		}
	}
	chat, err := strconv.ParseInt(l.Chat, 10, 64)
	if err != nil {
		return Refused{"the chat has no number"}
	}
	if m.File != nil {
		return t.deliverFile(ctx, chat, m)
	}
	ctx, cancel := context.WithTimeout(ctx, telegramTimeout)
	defer cancel()
	if err := t.call(ctx, "sendMessage", t.textParams(chat, m), nil); err != nil {
		return t.sendError(err)
	}
	return nil
}

// sendError tells what an error of the library means for the sender.
func (t *Telegram) sendError(err error) error {
	var flooded *telegram.TooManyRequestsError
	switch {
	case errors.As(err, &flooded):
		return Flooded{time.Duration(max(flooded.RetryAfter, 1)) * time.Second}
	case errors.Is(err, telegram.ErrorForbidden):
		return Gone{"blocked"}
	case errors.Is(err, telegram.ErrorUnauthorized), errors.Is(err, telegram.ErrorNotFound):
		return Flooded{time.Minute} // the token is wrong: nothing gets through until it is mended, and nothing is lost
	case errors.Is(err, telegram.ErrorBadRequest) && strings.Contains(err.Error(), "chat not found"):
		return Gone{"chat not found"}
	case errors.Is(err, telegram.ErrorBadRequest):
		return Refused{safeDescription(err)}
	case strings.Contains(err.Error(), "Request Entity Too Large"):
		return Refused{"too large"}
	}
	return t.hide(err)
}

// safeDescription is what Telegram says of a bad request, without any part that could quote the message.
func safeDescription(err error) string {
	words := err.Error()
	if i := strings.Index(words, "Bad Request: "); i >= 0 {
		words = words[i:]
	}
	if i := strings.IndexAny(words, "\"“<"); i >= 0 {
		words = words[:i]
	}
	return cutUTF16(words, 120)
}
