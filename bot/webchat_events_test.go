package bot

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"danbiet/talk"
)

// webFrame is one event of a stream; a comment has only Comment.
type webFrame struct {
	id, event, data string
	comment         bool
}

// webReadFrame reads until the blank line that ends an event.
func webReadFrame(r *bufio.Reader) (webFrame, error) {
	var f webFrame
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return f, err
		}
		line = strings.TrimSuffix(line, "\n")
		name, value, _ := strings.Cut(line, ": ")
		switch {
		case line == "":
			return f, nil
		case strings.HasPrefix(line, ":"):
			f.comment = true
		case name == "id":
			f.id = value
		case name == "event":
			f.event = value
		case name == "data":
			f.data = value
		}
	}
}

func webServe(t *testing.T, core *webCore) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(core.chat().Handler())
	t.Cleanup(server.Close) // after the streams, which are closed by a later cleanup
	return server
}

// webListen opens the stream of a running server.
func webListen(t *testing.T, server *httptest.Server, query string, header http.Header) (*http.Response, *bufio.Reader) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "GET", server.URL+"/chat/minh-duc/events"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header = header
	answer, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	return answer, bufio.NewReader(answer.Body)
}

// webUntilReady returns the past that a stream brings.
func webUntilReady(t *testing.T, r *bufio.Reader) []webFrame {
	t.Helper()
	var past []webFrame
	for {
		f, err := webReadFrame(r)
		if err != nil {
			t.Fatalf("the stream ended before it was ready: %v", err)
		}
		if f.event == "ready" {
			return past
		}
		past = append(past, f)
	}
}

func TestFirstVisitIsGreetedOnce(t *testing.T) {
	core := newWebCore()
	server := webServe(t, core)
	session := webCookieHeader(webVisit(t, server.Config.Handler, "minh-duc"))
	answer, stream := webListen(t, server, "?lang=en", session)
	for name, want := range map[string]string{"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store", "X-Accel-Buffering": "no"} {
		if got := answer.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	past := webUntilReady(t, stream)
	var entry webEvent
	if len(past) != 1 || past[0].id != "1" || past[0].event != "message" || json.Unmarshal([]byte(past[0].data), &entry) != nil {
		t.Fatalf("got %+v", past)
	}
	if entry.Seq != 1 || entry.Message.Title != "Kính chào ông/bà!" || len(entry.Message.Rows) != 3 || !entry.At.Equal(webNoon.Add(time.Minute)) {
		t.Errorf("got %+v", entry)
	}
	_, second := webListen(t, server, "", session)
	if past := webUntilReady(t, second); len(past) != 1 {
		t.Errorf("a second tab saw %d messages, want 1", len(past))
	}
	greeting := core.received[0]
	if len(core.received) != 1 || greeting.Input.Start != "web" || greeting.Lang != "en" || greeting.Channel != "web" || greeting.Ward != "minh-duc" {
		t.Errorf("received %+v", core.received)
	}
}

func TestDeepLinkSentFirstReplacesTheGreeting(t *testing.T) {
	core := newWebCore()
	server := webServe(t, core)
	cookie := webVisit(t, server.Config.Handler, "minh-duc")
	webSend(server.Config.Handler, "minh-duc", cookie, `{"id":"`+webTestID+`","start":"lich-tiep"}`)
	_, stream := webListen(t, server, "", webCookieHeader(cookie))
	webUntilReady(t, stream)
	if len(core.received) != 1 || core.received[0].Input.Start != "lich-tiep" {
		t.Errorf("received %+v", core.received)
	}
}

func TestStreamGoesOnAfterTheLastMessageSeen(t *testing.T) {
	core := newWebCore()
	server := webServe(t, core)
	h := server.Config.Handler
	cookie := webVisit(t, h, "minh-duc")
	session := webCookieHeader(cookie)
	_, stream := webListen(t, server, "", session)
	webUntilReady(t, stream)
	webSend(h, "minh-duc", cookie, `{"id":"`+webTestID+`","text":"một"}`)
	for _, want := range []string{"2", "3"} { // the citizen's words, then the answer
		f, err := webReadFrame(stream)
		if err != nil || f.id != want {
			t.Fatalf("got %+v (%v), want id %s", f, err, want)
		}
		if want == "2" && !strings.Contains(f.data, `"client":"`+webTestID+`"`) {
			t.Errorf("the echo %s does not name the message it belongs to", f.data)
		}
	}
	tests := map[string]struct {
		query string
		last  string
		ids   []string
	}{
		"the browser reconnects":          {last: "2", ids: []string{"3"}},
		"the page reconnects":             {query: "?after=1", ids: []string{"2", "3"}},
		"the browser knows better":        {query: "?after=1", last: "3"},
		"everything was seen":             {query: "?after=3"},
		"a number that makes no sense":    {query: "?after=-4", last: "x", ids: []string{"1", "2", "3"}},
		"a new page has nothing to go on": {ids: []string{"1", "2", "3"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			header := session.Clone()
			if test.last != "" {
				header.Set("Last-Event-ID", test.last)
			}
			_, stream := webListen(t, server, test.query, header)
			var ids []string
			for _, f := range webUntilReady(t, stream) {
				ids = append(ids, f.id)
			}
			if strings.Join(ids, " ") != strings.Join(test.ids, " ") {
				t.Errorf("got %v, want %v", ids, test.ids)
			}
		})
	}
}

func TestLongPastComesWhole(t *testing.T) {
	core := newWebCore()
	server := webServe(t, core)
	cookie := webVisit(t, server.Config.Handler, "minh-duc")
	for i := range 2*webBatch + 1 {
		webSend(server.Config.Handler, "minh-duc", cookie, `{"id":"message-`+strconv.Itoa(i)+`","text":"a"}`)
	}
	_, stream := webListen(t, server, "", webCookieHeader(cookie))
	if past := webUntilReady(t, stream); len(past) != 2*(2*webBatch+1) {
		t.Errorf("%d messages came, want %d", len(past), 2*(2*webBatch+1))
	}
}

func TestStreamNeedsASessionAndAWorkingLog(t *testing.T) {
	core := newWebCore()
	h := core.chat().Handler()
	webCheckRefusal(t, webDo(h, "GET", "/chat/minh-duc/events", nil), http.StatusUnauthorized)
	session := webCookieHeader(webVisit(t, h, "minh-duc"))
	core.breakDown(errWebDown)
	w := webDo(h, "GET", "/chat/minh-duc/events", session)
	webCheckRefusal(t, w, http.StatusServiceUnavailable)
	if w.Header().Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
}

func TestChatsDoNotHearOneAnother(t *testing.T) {
	core := newWebCore()
	server := webServe(t, core)
	h := server.Config.Handler
	mine, other := webVisit(t, h, "minh-duc"), webVisit(t, h, "minh-duc")
	webSend(h, "minh-duc", other, `{"id":"`+webTestID+`","text":"chuyện riêng"}`)
	_, stream := webListen(t, server, "", webCookieHeader(mine))
	for _, f := range webUntilReady(t, stream) {
		if strings.Contains(f.data, "chuyện riêng") {
			t.Errorf("heard %s", f.data)
		}
	}
}

// webTape is a browser that reads everything at once and keeps it.
type webTape struct {
	mu     sync.Mutex
	header http.Header
	body   bytes.Buffer
	broken error
}

func (w *webTape) Header() http.Header { return w.header }
func (w *webTape) WriteHeader(int)     {}
func (w *webTape) Flush()              {}
func (w *webTape) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.broken != nil {
		return 0, w.broken
	}
	return w.body.Write(p)
}

func (w *webTape) count(part string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.Count(w.body.String(), part)
}

func (w *webTape) breakOff() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.broken = errors.New("connection reset")
}

// webPlay runs the stream in a bubble of fake time until it ends, and calls act once it waits.
func webPlay(t *testing.T, prepare func(*WebChat, context.CancelFunc), act func(*webCore, *webTape)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		core := newWebCore()
		chat := core.chat()
		if prepare != nil {
			prepare(chat, cancel)
		}
		h := chat.Handler()
		r := httptest.NewRequestWithContext(ctx, "GET", "/chat/minh-duc/events", nil)
		r.AddCookie(webVisit(t, h, "minh-duc"))
		tape := &webTape{header: http.Header{}}
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			h.ServeHTTP(tape, r)
		}()
		synctest.Wait()
		act(core, tape)
		<-ended
		for chat, wakes := range core.wakes {
			if len(wakes) != 0 {
				t.Errorf("chat %s keeps %d subscriptions", chat, len(wakes))
			}
		}
	})
}

func TestStreamBeatsWhileNothingHappens(t *testing.T) {
	var leave context.CancelFunc
	webPlay(t, func(_ *WebChat, cancel context.CancelFunc) { leave = cancel }, func(_ *webCore, tape *webTape) {
		time.Sleep(46 * time.Second) // of fake time
		synctest.Wait()
		if got := tape.count(":\n\n"); got != 3 {
			t.Errorf("%d heartbeats in 46 seconds, want 3", got)
		}
		leave()
	})
}

func TestMissedWakeCostsOneHeartbeat(t *testing.T) {
	var leave context.CancelFunc
	webPlay(t, func(_ *WebChat, cancel context.CancelFunc) { leave = cancel }, func(core *webCore, tape *webTape) {
		core.mu.Lock()
		for chat := range core.log {
			core.say(chat, "", talk.Message{Text: "Tin từ máy khác"})
		}
		core.mu.Unlock()
		time.Sleep(webHeartbeat + time.Second)
		synctest.Wait()
		if tape.count("Tin từ máy khác") != 1 {
			t.Error("a message written without a wake did not arrive with the heartbeat")
		}
		leave()
	})
}

func TestStreamEndsWhenTheServerStops(t *testing.T) {
	var stop chan struct{}
	webPlay(t, func(c *WebChat, _ context.CancelFunc) {
		stop = make(chan struct{}) // inside the bubble, where its clock can see who waits for it
		c.Stop = stop
	}, func(*webCore, *webTape) { close(stop) })
}

func TestStreamEndsWhenTheBrowserIsGone(t *testing.T) {
	webPlay(t, nil, func(_ *webCore, tape *webTape) { tape.breakOff() }) // noticed at the next heartbeat
}

func TestStreamEndsWhenTheLogIsAway(t *testing.T) {
	webPlay(t, func(c *WebChat, _ context.CancelFunc) {
		read, calls := c.Log, 0
		c.Log = func(ctx context.Context, ward, chat string, after int64, limit int) ([]LogEntry, error) {
			if calls++; calls > 2 {
				return nil, errWebDown
			}
			return read(ctx, ward, chat, after, limit)
		}
	}, func(*webCore, *webTape) {})
}
