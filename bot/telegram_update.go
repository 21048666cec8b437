package bot

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"golang.org/x/text/unicode/norm"

	"danbiet/talk"
)

// update is what the bot reads of an update. The library's type would read the whole message under a pressed button, and
// read it twice.
type update struct {
	ID      int64                     `json:"update_id"`
	Message *models.Message           `json:"message"`
	Press   *press                    `json:"callback_query"`
	Member  *models.ChatMemberUpdated `json:"my_chat_member"`
}

// press is a pressed button.
type press struct {
	ID   string `json:"id"`
	From struct {
		ID int64 `json:"id"`
	} `json:"from"`
	Data    string `json:"data"`
	Message struct {
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

// inbound turns an update into an Inbound, and fetches its files. It reports false for updates that the bot does not
// serve: groups, channels, edits, and kinds that are newer than the library. The language of the phone is left out: many
// a Vietnamese phone is set to English, and the greeting says how to switch.
func (t *Telegram) inbound(ctx context.Context, u *update) (Inbound, bool) {
	in := Inbound{Ward: t.Ward, Channel: TelegramChannel, UpdateID: strconv.FormatInt(u.ID, 10)}
	switch {
	case u.Message != nil && u.Message.Chat.Type == models.ChatTypePrivate && u.Message.From != nil:
		m := u.Message
		in.Chat, in.At, in.Album = strconv.FormatInt(m.Chat.ID, 10), time.Unix(int64(m.Date), 0), m.MediaGroupID
		in.Input = t.input(ctx, m)
		return in, true
	case u.Press != nil && u.Press.From.ID != 0:
		in.Chat, in.At = strconv.FormatInt(u.Press.From.ID, 10), time.Now()
		in.Input = talk.Input{Button: u.Press.Data}
		return in, true
	}
	return in, false
}

func (t *Telegram) input(ctx context.Context, m *models.Message) talk.Input {
	var in talk.Input
	in.Text = norm.NFC.String(strings.ToValidUTF8(m.Text+m.Caption, ""))
	if payload, ok := strings.CutPrefix(in.Text, "/start"); ok && (payload == "" || payload[0] == ' ' || payload[0] == '@') {
		_, in.Start, _ = strings.Cut(payload, " ")
	}
	if l := m.Location; l != nil {
		in.Location = &talk.Location{Latitude: l.Latitude, Longitude: l.Longitude}
	}
	if c := m.Contact; c != nil {
		in.Contact = &talk.Contact{Phone: c.PhoneNumber, Name: strings.TrimSpace(c.LastName + " " + c.FirstName), Own: c.UserID == m.From.ID}
	}
	for _, f := range offered(m) {
		t.fetchInto(ctx, &in, f)
	}
	for i := range in.Files {
		in.Files[i].Album = m.MediaGroupID
	}
	if other := unsupported(m); other != "" {
		in.Refused = append(in.Refused, talk.Refusal{Name: other, Reason: talk.WrongType})
	}
	return in
}

// offer is a file as a message names it.
type offer struct {
	id   string
	name string
	size int64
	kind talk.FileKind
}

func offered(m *models.Message) []offer {
	var all []offer
	if n := len(m.Photo); n > 0 {
		all = append(all, offer{m.Photo[n-1].FileID, "ảnh.jpg", int64(m.Photo[n-1].FileSize), talk.Photo})
	}
	if d := m.Document; d != nil {
		all = append(all, offer{d.FileID, d.FileName, d.FileSize, talk.Document})
	}
	if v := m.Voice; v != nil {
		all = append(all, offer{v.FileID, "ghi âm.ogg", v.FileSize, talk.Voice})
	}
	if a := m.Audio; a != nil {
		all = append(all, offer{a.FileID, a.FileName, a.FileSize, talk.Voice})
	}
	return all
}

// unsupported names a kind of content that the bot does not take, in words that fit "Tệp …".
func unsupported(m *models.Message) string {
	switch {
	case m.Video != nil, m.VideoNote != nil, m.Animation != nil:
		return "video"
	case m.Sticker != nil:
		return "nhãn dán"
	case m.Poll != nil, m.Dice != nil, m.Story != nil:
		return "nội dung này"
	}
	return ""
}

// maxTelegramFile is the most that the Bot API hands out, in bytes.
const maxTelegramFile = 20 << 20

// fetchInto downloads a file and checks what it is; a file that does not pass becomes a refusal, never an error: the
// rest of the message counts.
func (t *Telegram) fetchInto(ctx context.Context, in *talk.Input, o offer) {
	name := webFileName(o.name)
	refuse := func(reason talk.RefusalReason) {
		in.Refused = append(in.Refused, talk.Refusal{Name: name, Reason: reason, Limit: maxTelegramFile})
	}
	if o.size > maxTelegramFile {
		refuse(talk.TooLarge)
		return
	}
	data, err := t.fetch(ctx, o.id)
	switch {
	case err != nil:
		t.Logger.Warn("a file could not be fetched", "ward", t.Ward, "error", t.hide(err))
		refuse(talk.Unfetched)
	case len(data) > maxTelegramFile:
		refuse(talk.TooLarge)
	default:
		mime := webSniff(data)
		if webKinds[mime] == "" {
			refuse(talk.WrongType)
			return
		}
		in.Files = append(in.Files, talk.File{Kind: webKinds[mime], Name: name, Mime: mime, Size: int64(len(data)), Data: data})
	}
}

const fetchTimeout = 40 * time.Second // Telegram waits a minute for the webhook's answer

func (t *Telegram) fetch(ctx context.Context, id string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	file, err := t.client.GetFile(ctx, &telegram.GetFileParams{FileID: id})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, t.API+"/file/bot"+t.Token+"/"+file.FilePath, nil)
	if err != nil {
		return nil, err
	}
	response, err := t.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the file server answered %s", response.Status)
	}
	return io.ReadAll(io.LimitReader(response.Body, maxTelegramFile+1))
}
