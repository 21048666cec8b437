package bot

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

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

// webOffice makes the smallest file that Word or Excel would know as its own.
func webOffice(folder string) string {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", folder + "/document.xml"} {
		part, _ := archive.Create(name)
		_, _ = part.Write([]byte("<?xml version=\"1.0\"?>"))
	}
	_ = archive.Close()
	return out.String()
}

const (
	webTrackOf = "\x00\x00\x00\x21hdlr\x00\x00\x00\x00\x00\x00\x00\x00"
	webEBML    = "\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm"
	webMP4     = "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
)

func TestFilesAreKnownByTheirBytes(t *testing.T) {
	tests := map[string]struct {
		data string
		mime string // empty: refused
		kind talk.FileKind
	}{
		"photo":                {webPNG, "image/png", talk.Photo},
		"photo from a phone":   {"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00", "image/jpeg", talk.Photo},
		"photo from an iPhone": {"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "image/heic", talk.Photo},
		"pdf":                  {"%PDF-1.7\n", "application/pdf", talk.Document},
		"Word":                 {webOffice("word"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", talk.Document},
		"Excel":                {webOffice("xl"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", talk.Document},
		"voice from Chrome":    {webEBML + "\x86\x86A_OPUS", "audio/webm", talk.Voice},
		"voice from Firefox":   {"OggS\x00\x02" + strings.Repeat("\x00", 20) + "\x01\x13OpusHead\x01\x01\x00\x00", "audio/ogg", talk.Voice},
		"voice from Safari":    {webMP4 + webTrackOf + "soun", "audio/mp4", talk.Voice},
		"mp3":                  {"\xff\xfb\x90\x64\x00\x00", "audio/mpeg", talk.Voice},
		"film with sound":      {webEBML + "\x86\x85V_VP8\x86\x86A_OPUS", "", ""},
		"film from a phone":    {webMP4 + webTrackOf + "vide" + webTrackOf + "soun", "", ""},
		"program":              {"MZ\x90\x00\x03\x00\x00\x00\x04", "", ""},
		"page":                 {"<!doctype html><script>alert(1)</script>", "", ""},
		"drawing with script":  {`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`, "", ""},
		"plain words":          {"xin chào", "", ""},
		"archive":              {"PK\x03\x04\x14\x00\x00\x00\x00\x00", "", ""},
		"PowerPoint":           {webOffice("ppt"), "", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			core := newWebCore()
			h := core.chat().Handler()
			w := webUploadTo(h, webVisit(t, h, "minh-duc"), map[string]string{"id": webTestID}, webTestFile{"anh.jpg", test.data})
			if test.mime == "" {
				webCheckRefusal(t, w, http.StatusUnsupportedMediaType)
				return
			}
			if w.Code != http.StatusAccepted {
				t.Fatalf("got %d %s (sniffed %s)", w.Code, w.Body, webSniff([]byte(test.data)))
			}
			f := core.inbox()[0].Input.Files[0]
			if f.Mime != test.mime || f.Kind != test.kind || f.Size != int64(len(test.data)) || string(f.Data) != test.data || f.Name != "anh.jpg" || f.Album != "" {
				t.Errorf("got %s %s of %d bytes named %q", f.Kind, f.Mime, f.Size, f.Name)
			}
		})
	}
}

func TestFileLimits(t *testing.T) {
	picture := func(size int) webTestFile {
		return webTestFile{"a.png", webPNG + strings.Repeat("\x00", size-len(webPNG))}
	}
	small := picture(1000)
	tests := map[string]struct {
		files  []webTestFile
		status int
	}{
		"five files":         {[]webTestFile{small, small, small, small, small}, 202},
		"six files":          {[]webTestFile{small, small, small, small, small, small}, 400},
		"exactly 10 MB":      {[]webTestFile{picture(10 << 20)}, 202},
		"a byte over 10 MB":  {[]webTestFile{picture(10<<20 + 1)}, 413},
		"an empty file":      {[]webTestFile{{"a.png", ""}}, 400},
		"one of two refused": {[]webTestFile{small, {"b.exe", "MZ\x90\x00"}}, 415},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			core := newWebCore()
			h := core.chat().Handler()
			w := webUploadTo(h, webVisit(t, h, "minh-duc"), map[string]string{"id": webTestID}, test.files...)
			if test.status != http.StatusAccepted {
				webCheckRefusal(t, w, test.status)
				return
			}
			if w.Code != test.status {
				t.Fatalf("got %d %s", w.Code, w.Body)
			}
			ids := map[string]bool{}
			for _, f := range core.inbox()[0].Input.Files {
				ids[f.ID] = true
				if (f.Album == webTestID) != (len(test.files) > 1) {
					t.Errorf("album %q", f.Album)
				}
			}
			if len(ids) != len(test.files) {
				t.Errorf("%d files share %d ids", len(test.files), len(ids))
			}
		})
	}
}

func TestBodyPastEveryLimitIsCutOff(t *testing.T) {
	core := newWebCore()
	h := core.chat().Handler()
	// Each part is allowed, the sum is not: fields that nobody knows fill the body.
	body, contentType := webForm(map[string]string{"id": webTestID, "text": strings.Repeat("a", webMaxFields)},
		webTestFile{"a.png", webPNG + strings.Repeat("\x00", 9<<20)}, webTestFile{"b.png", webPNG + strings.Repeat("\x00", 9<<20)},
		webTestFile{"c.png", webPNG + strings.Repeat("\x00", 9<<20)}, webTestFile{"d.png", webPNG + strings.Repeat("\x00", 9<<20)},
		webTestFile{"e.png", webPNG + strings.Repeat("\x00", 9<<20)}, webTestFile{"f.png", webPNG + strings.Repeat("\x00", 9<<20)})
	r := httptest.NewRequest("POST", "/chat/minh-duc/messages", body)
	r.Header.Set("Content-Type", contentType)
	r.AddCookie(webVisit(t, h, "minh-duc"))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest && w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("got %d, want 400 or 413", w.Code)
	}
}

func TestTooManyUploadsAtOnceWait(t *testing.T) {
	core := newWebCore()
	s := &webServer{WebChat: *core.chat(), uploads: make(chan struct{}, 1)}
	s.uploads <- struct{}{} // somebody else's upload is on its way
	body, contentType := webForm(map[string]string{"id": webTestID}, webTestFile{"a.png", webPNG})
	r := httptest.NewRequest("POST", "/chat/minh-duc/messages", body)
	r.Header.Set("Content-Type", contentType)
	if _, err := s.readPost(httptest.NewRecorder(), r); err != webBusy {
		t.Errorf("got %v, want a request to come back", err)
	}
}

func TestFileNamesAreMadeHarmless(t *testing.T) {
	tests := map[string]string{
		"ảnh đường.jpg":                   "ảnh đường.jpg",
		`C:\Users\me\don.pdf`:             "don.pdf",
		"../../etc/passwd":                "passwd",
		".htaccess":                       "htaccess",
		"..":                              "",
		"a\u202egpj.exe":                  "agpj.exe",
		"xuống\ndòng.png":                 "xuốngdòng.png",
		strings.Repeat("đ", 200) + ".jpg": strings.Repeat("đ", 96) + ".jpg",
	}
	for in, want := range tests {
		if got := webFileName(in); got != want {
			t.Errorf("webFileName(%q) = %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		name := webFileName(rapid.String().Draw(t, "name"))
		if strings.ContainsAny(name, "/\\\n\r\x00") || len([]rune(name)) > webMaxName || strings.HasPrefix(name, ".") {
			t.Fatalf("%q is not harmless", name)
		}
	})
}
