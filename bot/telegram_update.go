package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	telegram "github.com/go-telegram/bot"
	"golang.org/x/text/unicode/norm"

	"danbiet/talk"
)

// inbound turns an update into an Inbound, and fetches its files. It reports false for updates that the bot does not
// serve: groups, channels, edits, news of the chat itself, and kinds that are newer than the bot. The language of the phone is left out: many
// a Vietnamese phone is set to English, and the greeting says how to switch.
func (t *Telegram) inbound(ctx context.Context, u *update) (Inbound, bool) {
	in := Inbound{Ward: t.Ward, Channel: TelegramChannel, UpdateID: strconv.FormatInt(u.ID, 10)}
	switch {
	case u.Message != nil && u.Message.Chat.Type == private && u.Message.From != nil && !u.Message.news():
		m := u.Message
		in.Chat, in.At, in.Album = strconv.FormatInt(m.Chat.ID, 10), time.Unix(m.Date, 0), m.Album
		in.Input = t.input(ctx, m)
		return in, true
	case u.Press != nil && u.Press.From.ID != 0 && (u.Press.Message.Chat.Type == private || u.Press.Message.Chat.Type == ""):
		in.Chat, in.At = strconv.FormatInt(u.Press.From.ID, 10), time.Now()
		in.Input = talk.Input{Button: u.Press.Data}
		return in, true
	}
	return in, false
}

// news reports whether a message only tells what has happened to the chat.
func (m *tgMessage) news() bool {
	return bool(m.Pinned || m.AutoDelete || m.Allowed || m.Background || m.Boosted || m.Upgraded || m.Passport || m.Connected ||
		m.TasksDone || m.TasksAdded || m.Proximity || m.PaidChanged)
}

func (t *Telegram) input(ctx context.Context, m *tgMessage) talk.Input {
	var in talk.Input
	in.Text = norm.NFC.String(strings.ToValidUTF8(m.Text+m.Caption, ""))
	if payload, ok := strings.CutPrefix(in.Text, "/start"); ok && (payload == "" || payload[0] == ' ' || payload[0] == '@') {
		_, in.Start, _ = strings.Cut(payload, " ")
	}
	if l := m.Location; l != nil {
		in.Location = &talk.Location{Latitude: l.Latitude, Longitude: l.Longitude}
	}
	if c := m.Contact; c != nil {
		in.Contact = &talk.Contact{Phone: c.Phone, Name: strings.TrimSpace(c.Last + " " + c.First), Own: c.UserID == m.From.ID}
	}
	for _, f := range offered(m) {
		t.fetchInto(ctx, &in, f)
	}
	for i := range in.Files {
		in.Files[i].Album = m.Album
	}
	if other := m.unsupported(in); other != "" {
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

func offered(m *tgMessage) []offer {
	var all []offer
	if n := len(m.Photo); n > 0 {
		all = append(all, offer{m.Photo[n-1].ID, "ảnh.jpg", m.Photo[n-1].Size, talk.Photo})
	}
	if d := m.Document; d != nil && !m.Animation { // an animation is said to be a document, too
		all = append(all, offer{d.ID, d.Name, d.Size, talk.Document})
	}
	if v := m.Voice; v != nil {
		all = append(all, offer{v.ID, "ghi âm.ogg", v.Size, talk.Voice})
	}
	if a := m.Audio; a != nil {
		all = append(all, offer{a.ID, a.Name, a.Size, talk.Voice})
	}
	return all
}

// unsupported names a kind of content that the bot does not take, in words that fit "Tệp …"; "" for none. A message of
// which nothing was understood is of such a kind.
func (m *tgMessage) unsupported(in talk.Input) string {
	switch {
	case bool(m.Video || m.VideoNote || m.Animation):
		return "video"
	case bool(m.Sticker):
		return "nhãn dán"
	case in.Text == "" && in.Location == nil && in.Contact == nil && len(in.Files)+len(in.Refused) == 0:
		return "nội dung này"
	}
	return ""
}

// maxTelegramFile is the most that the Bot API hands out, in bytes.
const maxTelegramFile = 20 << 20

// fetchInto downloads a file and checks what it is; a file that does not pass becomes a refusal, never an error: the
// rest of the message counts.
func (t *Telegram) fetchInto(ctx context.Context, in *talk.Input, o offer) {
	name := fileName(o.name)
	refuse := func(reason talk.RefusalReason) {
		in.Refused = append(in.Refused, talk.Refusal{Name: name, Reason: reason, Limit: maxTelegramFile})
	}
	if o.size > maxTelegramFile {
		refuse(talk.TooLarge)
		return
	}
	data, err := t.fetch(ctx, o.id)
	switch {
	case errors.Is(err, telegram.ErrorBadRequest) && strings.Contains(err.Error(), "too big"):
		refuse(talk.TooLarge) // its size was not told
	case err != nil:
		t.Logger.Warn("a file could not be fetched", "ward", t.Ward, "error", t.hide(err))
		refuse(talk.Unfetched)
	case len(data) > maxTelegramFile:
		refuse(talk.TooLarge)
	default:
		file, ok := fileOf(o.name, data)
		if !ok {
			refuse(talk.WrongType)
			return
		}
		in.Files = append(in.Files, file)
	}
}

const (
	fetchTimeout = 40 * time.Second // Telegram waits a minute for the webhook's answer
	maxFetches   = 8                // files on their way at a time: each may take 20 MB of memory
)

func (t *Telegram) fetch(ctx context.Context, id string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	select {
	case t.fetches <- struct{}{}:
		defer func() { <-t.fetches }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	var file struct {
		Path string `json:"file_path"`
	}
	if err := t.call(ctx, "getFile", map[string]string{"file_id": id}, &file); err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, t.API+"/file/bot"+t.Token+"/"+file.Path, nil)
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
