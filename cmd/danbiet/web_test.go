package main

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"danbiet/bot"
	"danbiet/ward"
)

func TestOfficeHoursAreReadAsTheyAreSaid(t *testing.T) {
	for want, hours := range map[string][]ward.Hours{
		"Thứ Hai đến thứ Sáu 07:30–11:30, 13:30–17:00": {{Days: []string{"mon", "tue", "wed", "thu", "fri"}, Shifts: []string{"07:30-11:30", "13:30-17:00"}}},
		"Thứ Ba, thứ Năm 08:00–11:00":                  {{Days: []string{"tue", "thu"}, Shifts: []string{"08:00-11:00"}}},
		"Thứ Hai, thứ Ba 08:00–11:00; thứ Bảy 08:00–10:00": {
			{Days: []string{"mon", "tue"}, Shifts: []string{"08:00-11:00"}}, {Days: []string{"sat"}, Shifts: []string{"08:00-10:00"}},
		},
		"": {{Days: []string{"someday"}, Shifts: []string{"08:00-11:00"}}, {}},
	} {
		if got := hoursInWords(&ward.Profile{Hours: hours}); got != want {
			t.Errorf("hours = %q, want %q", got, want)
		}
	}
}

func TestTheServersOwnAddress(t *testing.T) {
	for listen, want := range map[string]string{
		":8080": "http://127.0.0.1:8080", "0.0.0.0:80": "http://127.0.0.1:80", "[::]:8080": "http://127.0.0.1:8080",
		"127.0.0.1:8080": "http://127.0.0.1:8080", "[::1]:8080": "http://[::1]:8080", "localhost:1": "http://localhost:1",
	} {
		if got := localURL(listen); got != want {
			t.Errorf("%s is reached at %s, want %s", listen, got, want)
		}
	}
}

func TestAProxyNamesTheVisitorAndAVisitorDoesNot(t *testing.T) {
	for name, c := range map[string]struct {
		values []string
		want   string
	}{
		"without the header":                {nil, ""},
		"an empty header":                   {[]string{""}, ""},
		"one address":                       {[]string{"198.51.100.7"}, "198.51.100.7"},
		"a visitor has written one before":  {[]string{"203.0.113.9, 198.51.100.7"}, "198.51.100.7"},
		"a visitor has sent another header": {[]string{"203.0.113.9", "198.51.100.7"}, "198.51.100.7"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		for _, value := range c.values {
			r.Header.Add("X-Forwarded-For", value)
		}
		if got := forwarded(r, "X-Forwarded-For"); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestARequestThatPanicsIsAnsweredAndItsWordsAreNotLogged(t *testing.T) {
	var log bytes.Buffer
	app := &App{Logger: slog.New(slog.NewTextHandler(&log, nil))}
	answer := httptest.NewRecorder()
	app.recovered(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("a citizen's words") })).
		ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/", nil))
	if answer.Code != http.StatusServiceUnavailable || !strings.Contains(answer.Body.String(), "xin ông/bà") {
		t.Errorf("answered %d %q", answer.Code, answer.Body)
	}
	if !strings.Contains(log.String(), "panic=string") || strings.Contains(log.String(), "citizen's words") {
		t.Errorf("log = %s; want the panic's type and not its words", &log)
	}
	defer func() {
		if recover() != http.ErrAbortHandler {
			t.Error("a handler could not drop its connection")
		}
	}()
	app.recovered(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })).
		ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
}

// deadlines remembers the read deadlines that were set.
type deadlines struct {
	http.ResponseWriter
	set []time.Time
}

// SetReadDeadline is what http.ResponseController calls.
func (d *deadlines) SetReadDeadline(t time.Time) error { d.set = append(d.set, t); return nil }

func TestAStreamMayBeReadForLongAndABodyMayNot(t *testing.T) {
	next := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	stream := &deadlines{ResponseWriter: httptest.NewRecorder()}
	withoutReadDeadline(next).ServeHTTP(stream, httptest.NewRequest(http.MethodGet, "/chat/minh-duc/events", nil))
	if len(stream.set) != 1 || !stream.set[0].IsZero() {
		t.Errorf("deadlines = %v; want none any more", stream.set)
	}
	upload := &deadlines{ResponseWriter: httptest.NewRecorder()}
	withoutReadDeadline(next).ServeHTTP(upload, httptest.NewRequest(http.MethodPost, "/", strings.NewReader("body")))
	if len(upload.set) != 0 {
		t.Errorf("deadlines = %v; want the server's", upload.set)
	}
}

func TestAWebhookOfAWardWithoutABotIsNotThere(t *testing.T) {
	for name, app := range map[string]*App{
		"no bot": {Config: Config{TelegramMode: modeWebhook}},
		"polls":  {Config: Config{TelegramMode: modePoll}, bots: map[string]*bot.Telegram{"minh-duc": {Ward: "minh-duc"}}},
	} {
		answer := httptest.NewRecorder()
		request := httptest.NewRequest(http.MethodPost, "/telegram/minh-duc", strings.NewReader("{}"))
		request.SetPathValue("ward", "minh-duc")
		app.serveWebhook(answer, request)
		if answer.Code != http.StatusNotFound {
			t.Errorf("%s: answered %d, want 404", name, answer.Code)
		}
	}
}
