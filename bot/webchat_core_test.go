package bot

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"sync"
	"testing"
	"time"

	"danbiet/talk"
)

// webCore is a conversation in memory that answers each input in a fixed way. It stands where the turn,
// the database and the outbox stand in the program.
type webCore struct {
	mu       sync.Mutex
	log      map[string][]LogEntry // by ward and chat
	seen     map[string]bool       // by ward, chat and update
	wakes    map[string]map[chan struct{}]bool
	files    map[string]talk.File // by ward, chat and id
	received []Inbound            // each once, in order
	attempts int                  // calls of Receive, with those that were repeated or failed
	broken   error                // what Receive answers until it is nil
}

func newWebCore() *webCore {
	return &webCore{
		log: map[string][]LogEntry{}, seen: map[string]bool{},
		wakes: map[string]map[chan struct{}]bool{}, files: map[string]talk.File{},
	}
}

// webNoon is the time of every test that does not need another.
var webNoon = time.Date(2026, 3, 10, 5, 0, 0, 0, time.UTC)

var webMinhDuc = WardCard{
	Name: "Phường Minh Đức", Address: "Trụ sở UBND phường Minh Đức, bộ phận một cửa",
	Hours: "Thứ Hai đến thứ Sáu, 7:30–11:30 và 13:30–17:00", Phone: "0221 3000 000", Sample: true,
}

func (c *webCore) chat() *WebChat {
	return &WebChat{
		Receive: c.receive, Log: c.read, Subscribe: c.subscribe, OpenFile: c.open,
		Wards: func(_ context.Context, slug string) (WardCard, bool) {
			return webMinhDuc, slug == "minh-duc" || slug == "hoa-phong"
		},
		Now: func() time.Time { return webNoon },
	}
}

func (c *webCore) receive(_ context.Context, in Inbound) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.attempts++
	if c.broken != nil {
		return c.broken
	}
	chat := in.Ward + " " + in.Chat
	if c.seen[chat+" "+in.UpdateID] {
		return nil
	}
	c.seen[chat+" "+in.UpdateID] = true
	c.received = append(c.received, in)
	if in.Input.Start == "" {
		c.say(chat, in.UpdateID, webEcho(in.Input))
	}
	for _, f := range in.Input.Files {
		c.files[chat+" "+f.ID] = f
		c.say(chat, in.UpdateID, talk.Message{Echo: true, File: &talk.Sent{ID: f.ID, Name: f.Name, Mime: f.Mime, Size: f.Size}})
	}
	for _, m := range webAnswer(in.Input) {
		c.say(chat, "", m)
	}
	for wake := range c.wakes[chat] {
		select {
		case wake <- struct{}{}:
		default:
		}
	}
	return nil
}

func (c *webCore) say(chat, client string, m talk.Message) {
	if m.Echo && m.Text == "" && m.File == nil {
		return
	}
	seq := int64(len(c.log[chat]) + 1)
	c.log[chat] = append(c.log[chat], LogEntry{Seq: seq, Client: client, At: webNoon.Add(time.Duration(seq) * time.Minute), Message: m})
}

func webEcho(in talk.Input) talk.Message {
	if in.Location != nil {
		return talk.Message{Echo: true, Text: "Vị trí đã gửi"}
	}
	return talk.Message{Echo: true, Text: in.Text}
}

func webAnswer(in talk.Input) []talk.Message {
	switch {
	case in.Start != "":
		return []talk.Message{{
			Title: "Kính chào ông/bà!",
			Text:  "Tôi là Trợ lý ảo UBND phường Minh Đức, một chương trình trả lời tự động.\nÔng/bà cần việc gì?",
			Rows: [][]talk.Button{
				{{Label: "Gửi phản ánh, kiến nghị", Data: "menu:pick:petition"}},
				{{Label: "Lịch tiếp công dân", Data: "menu:pick:days"}},
				{{Label: "Cổng dịch vụ công", URL: "https://dichvucong.gov.vn"}},
			},
			Want: talk.WantChoice,
		}}
	case in.Button == "menu:pick:petition":
		return []talk.Message{{
			Text: "Ông/bà gửi ảnh hoặc giấy tờ kèm theo, nếu có.", Want: talk.WantFile,
			Rows: [][]talk.Button{{{Label: "Không có", Data: "petition:files:none"}, {Label: "Quay lại", Data: "petition:files:back"}}},
		}}
	case in.Button == "menu:pick:days":
		return []talk.Message{{Text: "Việc ông/bà muốn hỏi ở đâu?", Want: talk.WantLocation}}
	case len(in.Files) > 0:
		return []talk.Message{{Text: "Phường đã nhận tệp. Xin cảm ơn ông/bà."}}
	}
	return []talk.Message{{Text: "Phường đã nhận: " + in.Text}}
}

func (c *webCore) read(_ context.Context, ward, chat string, after int64, limit int) ([]LogEntry, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var found []LogEntry
	for _, e := range c.log[ward+" "+chat] {
		if e.Seq > after && len(found) < limit {
			found = append(found, e)
		}
	}
	return found, nil
}

func (c *webCore) subscribe(ward, chat string) (<-chan struct{}, func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	wake, key := make(chan struct{}, 1), ward+" "+chat
	if c.wakes[key] == nil {
		c.wakes[key] = map[chan struct{}]bool{}
	}
	c.wakes[key][wake] = true
	return wake, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.wakes[key], wake)
	}
}

func (c *webCore) open(_ context.Context, ward, chat, id string) (talk.File, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	file, ok := c.files[ward+" "+chat+" "+id]
	if !ok {
		return talk.File{}, fs.ErrNotExist
	}
	return file, nil
}

func (c *webCore) breakDown(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.broken = err
}

// inbox returns what was received, without the greeting.
func (c *webCore) inbox() []Inbound {
	c.mu.Lock()
	defer c.mu.Unlock()
	var said []Inbound
	for _, in := range c.received {
		if in.UpdateID != webGreeting {
			said = append(said, in)
		}
	}
	return said
}

var errWebDown = errors.New("database is away")

// webVisit opens the page and returns the session cookie that it set.
func webVisit(t *testing.T, h http.Handler, ward string) *http.Cookie {
	t.Helper()
	answer := webDo(h, "GET", "/chat/"+ward, nil)
	cookies := answer.Result().Cookies()
	if len(cookies) != 1 {
		t.Fatalf("the page set %d cookies, want 1", len(cookies))
	}
	return cookies[0]
}
