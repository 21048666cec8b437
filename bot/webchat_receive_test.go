package bot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/talk"
)

const webTestID = "6f1c0a52-8d5e-4f0e-9a51-0d6f7a1b2c3d"

// webPNG is a picture of one dot.
const webPNG = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89" +
	"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"

type webTestFile struct{ name, data string }

func webCookieHeader(c *http.Cookie) http.Header {
	return http.Header{"Cookie": {c.Name + "=" + c.Value}}
}

// webSend posts a JSON body.
func webSend(h http.Handler, ward string, cookie *http.Cookie, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", "/chat/"+ward+"/messages", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if cookie != nil {
		r.AddCookie(cookie)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// webForm makes the body of a form with files.
func webForm(fields map[string]string, files ...webTestFile) (body *bytes.Buffer, contentType string) {
	body = new(bytes.Buffer)
	form := multipart.NewWriter(body)
	for name, value := range fields {
		_ = form.WriteField(name, value) // a bytes.Buffer never fails
	}
	for _, f := range files {
		part, _ := form.CreateFormFile("files", f.name)
		_, _ = part.Write([]byte(f.data))
	}
	_ = form.Close()
	return body, form.FormDataContentType()
}

func webUploadTo(h http.Handler, cookie *http.Cookie, fields map[string]string, files ...webTestFile) *httptest.ResponseRecorder {
	body, contentType := webForm(fields, files...)
	r := httptest.NewRequest("POST", "/chat/minh-duc/messages", body)
	r.Header.Set("Content-Type", contentType)
	r.AddCookie(cookie)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestMessageReachesTheTurn(t *testing.T) {
	lat, lon := 20.9, 106.05
	tests := map[string]struct {
		body string
		lang string
		want talk.Input
	}{
		"words":             {body: `"text":"  to cao  "`, want: talk.Input{Text: "to cao"}},
		"words typed apart": {body: `"text":"Hòa Phong"`, want: talk.Input{Text: "Hòa Phong"}},
		"a button":          {body: `"button":"menu:pick:petition"`, want: talk.Input{Button: "menu:pick:petition"}},
		"a deep link":       {body: `"start":"lich-tiep_1"`, want: talk.Input{Start: "lich-tiep_1"}},
		"a place":           {body: fmt.Sprintf(`"lat":%v,"lon":%v`, lat, lon), want: talk.Input{Location: &talk.Location{Latitude: lat, Longitude: lon}}},
		"in English":        {body: `"text":"hello","lang":"en"`, lang: "en", want: talk.Input{Text: "hello"}},
		"unknown language":  {body: `"text":"salut","lang":"fr"`, want: talk.Input{Text: "salut"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			core := newWebCore()
			h := core.chat().Handler()
			w := webSend(h, "minh-duc", webVisit(t, h, "minh-duc"), `{"id":"`+webTestID+`",`+test.body+`}`)
			if w.Code != http.StatusAccepted || w.Body.String() != "{\"ok\":true}\n" {
				t.Fatalf("got %d %q, want 202", w.Code, w.Body)
			}
			got := core.inbox()
			want := []Inbound{{Ward: "minh-duc", Channel: "web", Chat: got[0].Chat, UpdateID: webTestID, At: webNoon, Lang: test.lang, Input: test.want}}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the turn got (-want +got)\n%s", diff)
			}
		})
	}
}

func TestFormCarriesTheSameFieldsAsJSON(t *testing.T) {
	core := newWebCore()
	h := core.chat().Handler()
	w := webUploadTo(h, webVisit(t, h, "minh-duc"), map[string]string{
		"id": webTestID, "text": "Đường hỏng", "button": "a:b:c", "start": "qr", "lang": "vi", "lat": "20.9", "lon": "106.05", "later": "unknown",
	})
	if w.Code != http.StatusAccepted {
		t.Fatalf("got %d %s", w.Code, w.Body)
	}
	got := core.inbox()[0]
	want := talk.Input{Text: "Đường hỏng", Button: "a:b:c", Start: "qr", Location: &talk.Location{Latitude: 20.9, Longitude: 106.05}}
	if diff := cmp.Diff(want, got.Input); diff != "" || got.UpdateID != webTestID || got.Lang != "vi" {
		t.Errorf("got %+v\n%s", got, diff)
	}
}

func TestMessageSentTwiceCountsOnce(t *testing.T) {
	core := newWebCore()
	h := core.chat().Handler()
	cookie := webVisit(t, h, "minh-duc")
	for range 2 {
		if w := webUploadTo(h, cookie, map[string]string{"id": webTestID, "text": "một lần"}, webTestFile{"a.png", webPNG}); w.Code != http.StatusAccepted {
			t.Fatalf("got %d", w.Code)
		}
	}
	if got := core.inbox(); len(got) != 1 || core.attempts != 2 || len(core.files) != 1 {
		t.Errorf("%d messages from %d attempts with %d files", len(got), core.attempts, len(core.files))
	}
}

func TestMessagesThatAreRefused(t *testing.T) {
	id := `"id":"` + webTestID + `"`
	tests := map[string]struct {
		body   string
		status int
	}{
		"no id":                  {`{"text":"a"}`, 400},
		"an id with odd letters": {`{"id":"../../etc","text":"a"}`, 400},
		"nothing said":           {`{` + id + `,"text":" \n "}`, 400},
		"no JSON":                {`xin chào`, 400},
		"a long button":          {`{` + id + `,"button":"` + strings.Repeat("a", 65) + `"}`, 400},
		"a strange link":         {`{` + id + `,"start":"a b"}`, 400},
		"half a place":           {`{` + id + `,"lat":20.9}`, 400},
		"a place off the globe":  {`{` + id + `,"lat":91,"lon":0}`, 400},
		"a book":                 {`{` + id + `,"text":"` + strings.Repeat("a", 70<<10) + `"}`, 413},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			core := newWebCore()
			h := core.chat().Handler()
			w := webSend(h, "minh-duc", webVisit(t, h, "minh-duc"), test.body)
			webCheckRefusal(t, w, test.status)
			if core.attempts != 0 {
				t.Error("it reached the turn all the same")
			}
		})
	}
}

// webCheckRefusal wants one clear Vietnamese sentence or two.
func webCheckRefusal(t *testing.T, w *httptest.ResponseRecorder, status int) {
	t.Helper()
	var body struct{ Error string }
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil || w.Code != status {
		t.Fatalf("got %d %q (%v), want %d", w.Code, w.Body, err, status)
	}
	if !strings.HasSuffix(body.Error, ".") || strings.Contains(strings.ToLower(body.Error), "bạn") || !strings.ContainsAny(body.Error, "ạảãàáâậầấẩẫăắằặẳẵêệếềểễôộốồổỗơợớờởỡưựứừửữđ") {
		t.Errorf("the refusal %q is no polite Vietnamese sentence", body.Error)
	}
}

func TestMessagesFromElsewhereAreRefused(t *testing.T) {
	tests := map[string]struct {
		header http.Header
		allow  []string
		status int
	}{
		"same origin":                         {header: http.Header{"Origin": {"http://example.com"}, "Sec-Fetch-Site": {"same-origin"}}, status: 202},
		"same host, old browser":              {header: http.Header{"Origin": {"http://example.com"}}, status: 202},
		"no browser":                          {status: 202},
		"another site":                        {header: http.Header{"Origin": {"https://evil.example"}, "Sec-Fetch-Site": {"cross-site"}}, status: 403},
		"another site, old browser":           {header: http.Header{"Origin": {"https://evil.example"}}, status: 403},
		"a sandboxed frame":                   {header: http.Header{"Origin": {"null"}}, status: 403},
		"the public name in front of a proxy": {header: http.Header{"Origin": {"https://minhduc.example"}}, allow: []string{"https://minhduc.example"}, status: 202},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			chat := newWebCore().chat()
			chat.AllowOrigins = test.allow
			h := chat.Handler()
			r := httptest.NewRequest("POST", "/chat/minh-duc/messages", strings.NewReader(`{"id":"`+webTestID+`","text":"a"}`))
			r.Header = http.Header{"Content-Type": {"application/json"}}
			for name, values := range test.header {
				r.Header[name] = values
			}
			r.AddCookie(webVisit(t, h, "minh-duc"))
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != test.status {
				t.Errorf("got %d %s, want %d", w.Code, w.Body, test.status)
			}
		})
	}
}

func TestMessageWithoutSessionOrWard(t *testing.T) {
	h := newWebCore().chat().Handler()
	webCheckRefusal(t, webSend(h, "minh-duc", nil, `{"id":"`+webTestID+`","text":"a"}`), http.StatusUnauthorized)
	webCheckRefusal(t, webSend(h, "minh-duc", &http.Cookie{Name: webCookie, Value: "guess"}, `{"id":"`+webTestID+`","text":"a"}`), http.StatusUnauthorized)
	webCheckRefusal(t, webSend(h, "nowhere", webVisit(t, h, "minh-duc"), `{"id":"`+webTestID+`","text":"a"}`), http.StatusNotFound)
}

func TestFailureAsksTheBrowserToSendAgain(t *testing.T) {
	core := newWebCore()
	h := core.chat().Handler()
	cookie := webVisit(t, h, "minh-duc")
	core.breakDown(errWebDown)
	w := webSend(h, "minh-duc", cookie, `{"id":"`+webTestID+`","text":"a"}`)
	webCheckRefusal(t, w, http.StatusServiceUnavailable)
	if w.Header().Get("Retry-After") != "5" {
		t.Errorf("Retry-After %q", w.Header().Get("Retry-After"))
	}
	if strings.Contains(w.Body.String(), errWebDown.Error()) {
		t.Error("the answer shows the inside of the program")
	}
	core.breakDown(nil)
	if w := webSend(h, "minh-duc", cookie, `{"id":"`+webTestID+`","text":"a"}`); w.Code != http.StatusAccepted {
		t.Errorf("sent again: %d", w.Code)
	}
}

func TestOtherContentTypesAreRefused(t *testing.T) {
	h := newWebCore().chat().Handler()
	cookie := webVisit(t, h, "minh-duc")
	for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded"} {
		r := httptest.NewRequest("POST", "/chat/minh-duc/messages", strings.NewReader("text=a"))
		r.Header.Set("Content-Type", kind)
		r.AddCookie(cookie)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		webCheckRefusal(t, w, http.StatusUnsupportedMediaType)
	}
	r := httptest.NewRequest("POST", "/chat/minh-duc/messages", strings.NewReader("no form at all"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.AddCookie(cookie)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	webCheckRefusal(t, w, http.StatusBadRequest)
}
