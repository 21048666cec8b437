package bot

import (
	"compress/gzip"
	"context"
	"io"
	"io/fs"
	"math"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"danbiet/talk"
)

// webDo sends a request without a session and returns what came back.
func webDo(h http.Handler, method, url string, header http.Header) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, url, nil)
	for name, values := range header {
		r.Header[name] = values
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestPageNamesTheWardAndItsCounter(t *testing.T) {
	w := webDo(newWebCore().chat().Handler(), "GET", "/chat/minh-duc", nil)
	if w.Code != http.StatusOK {
		t.Fatalf("status %d, want 200", w.Code)
	}
	page := w.Body.String()
	for _, want := range []string{
		"Phường Minh Đức", "Trợ lý ảo UBND phường", "dữ liệu mẫu", "bộ phận một cửa", "0221 3000 000",
		"<noscript>", `role="log"`, "113", "114", "115",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Count(page, `role="log"`)+strings.Count(page, "aria-live")+strings.Count(page, `role="status"`)+strings.Count(page, `role="alert"`) != 1 {
		t.Error("the page has another live region beside the log")
	}
}

func TestPageHasNothingInline(t *testing.T) {
	page := webDo(newWebCore().chat().Handler(), "GET", "/chat/minh-duc", nil).Body.String()
	for _, bad := range []string{`<style`, ` style=`, ` onclick=`, `<script>`, `javascript:`, `http://`, `https://`} {
		if strings.Contains(page, bad) {
			t.Errorf("the page contains %q", bad)
		}
	}
}

func TestUnknownWardGetsAPoliteSentence(t *testing.T) {
	h := newWebCore().chat().Handler()
	w := webDo(h, "GET", "/chat/khong-co", nil)
	if w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "Không tìm thấy phường này") {
		t.Errorf("got %d %q", w.Code, w.Body)
	}
	if len(w.Result().Cookies()) != 0 {
		t.Error("a session was opened for a ward that does not exist")
	}
	if w := webDo(h, "GET", "/chat/khong-co/manifest.webmanifest", nil); w.Code != http.StatusNotFound {
		t.Errorf("manifest of an unknown ward: status %d, want 404", w.Code)
	}
	if w := webDo(h, "GET", "/chat/khong-co/events", nil); w.Code != http.StatusNotFound {
		t.Errorf("events of an unknown ward: status %d, want 404", w.Code)
	}
}

func TestEveryAnswerCarriesTheSecurityHeaders(t *testing.T) {
	h := newWebCore().chat().Handler()
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; " +
			"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
		"X-Content-Type-Options": "nosniff",
		"Referrer-Policy":        "same-origin",
		"Permissions-Policy":     "camera=(), geolocation=(self), microphone=(self)",
	}
	for _, path := range []string{"/chat/minh-duc", "/chat/nowhere", "/chat/minh-duc/events", "/chat/minh-duc/files/x", "/chat/minh-duc/manifest.webmanifest", "/chat/", webLoadAssets().base + "/chat.js"} {
		got := webDo(h, "GET", path, nil).Header()
		for name, value := range want {
			if got.Get(name) != value {
				t.Errorf("%s: %s is %q, want %q", path, name, got.Get(name), value)
			}
		}
	}
}

func TestAssetsAreKeptForAYearAndPacked(t *testing.T) {
	h := newWebCore().chat().Handler()
	page := webDo(h, "GET", "/chat/minh-duc", nil).Body.String()
	paths := regexp.MustCompile(`"(/chat/assets/[0-9a-f]{16}/[a-z]+\.(?:js|css|svg))"`).FindAllStringSubmatch(page, -1)
	if len(paths) < 8 {
		t.Fatalf("the page names %d assets", len(paths))
	}
	total := len(page)
	for _, p := range paths {
		plain := webDo(h, "GET", p[1], nil)
		if plain.Code != http.StatusOK || plain.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" {
			t.Errorf("%s: %d, Cache-Control %q", p[1], plain.Code, plain.Header().Get("Cache-Control"))
		}
		total += plain.Body.Len()
		packed := webDo(h, "GET", p[1], http.Header{"Accept-Encoding": {"gzip, br"}})
		unpack, err := gzip.NewReader(packed.Body)
		if err != nil {
			t.Fatalf("%s: %v", p[1], err)
		}
		if got, err := io.ReadAll(unpack); err != nil || string(got) != plain.Body.String() {
			t.Errorf("%s: packed and plain differ (%v)", p[1], err)
		}
	}
	if total > 60<<10 {
		t.Errorf("the page with its files weighs %d bytes, more than 60 KiB", total)
	}
	if w := webDo(h, "GET", "/chat/assets/0000000000000000/chat.js", nil); w.Code != http.StatusNotFound {
		t.Errorf("an asset under another hash: status %d, want 404", w.Code)
	}
	if w := webDo(h, "GET", webLoadAssets().base+"/page.html", nil); w.Code != http.StatusNotFound {
		t.Errorf("the template itself is served: status %d", w.Code)
	}
}

func TestManifestNamesTheWard(t *testing.T) {
	w := webDo(newWebCore().chat().Handler(), "GET", "/chat/minh-duc/manifest.webmanifest", nil)
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/manifest+json" {
		t.Fatalf("got %d %q", w.Code, w.Header().Get("Content-Type"))
	}
	for _, want := range []string{`"short_name":"Phường Minh Đức"`, `"start_url":"/chat/minh-duc"`} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("manifest %s lacks %s", w.Body, want)
		}
	}
}

func TestSessionCookieIsSecretAndPerWard(t *testing.T) {
	core := newWebCore()
	chat := core.chat()
	cookie := webVisit(t, chat.Handler(), "minh-duc")
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Secure || cookie.Path != "/chat/minh-duc" || len(cookie.Value) != 43 {
		t.Errorf("cookie %+v", cookie)
	}
	chat.Secure = true
	if secure := webVisit(t, chat.Handler(), "minh-duc"); !secure.Secure || secure.Value == cookie.Value {
		t.Errorf("behind https: cookie %+v", secure)
	}
	// Coming back lengthens the same session.
	again := webDo(chat.Handler(), "GET", "/chat/minh-duc", http.Header{"Cookie": {webCookie + "=" + cookie.Value}})
	if got := again.Result().Cookies()[0]; got.Value != cookie.Value || got.MaxAge != 180*24*3600 {
		t.Errorf("the second visit got %+v", got)
	}
	// A value that we never made is replaced.
	forged := webDo(chat.Handler(), "GET", "/chat/minh-duc", http.Header{"Cookie": {webCookie + "=guess"}})
	if got := forged.Result().Cookies()[0]; got.Value == "guess" {
		t.Error("a forged session was kept")
	}
	// The same secret in another ward is another chat, and the chat's name does not give the secret away.
	h := chat.Handler()
	for _, ward := range []string{"minh-duc", "hoa-phong"} {
		webSend(h, ward, cookie, `{"id":"00000000-0000-4000-8000-000000000001","text":"xin chào"}`)
	}
	got := core.inbox()
	if len(got) != 2 || got[0].Chat == got[1].Chat {
		t.Fatalf("two wards share a chat: %+v", got)
	}
	if strings.Contains(got[0].Chat, cookie.Value) {
		t.Error("the chat's name contains the cookie")
	}
}

func TestRandomnessThatFailsOpensNoSession(t *testing.T) {
	chat := newWebCore().chat()
	chat.Rand = strings.NewReader("too short")
	w := webDo(chat.Handler(), "GET", "/chat/minh-duc", nil)
	if w.Code != http.StatusServiceUnavailable || len(w.Result().Cookies()) != 0 {
		t.Errorf("got %d with %d cookies, want 503 with none", w.Code, len(w.Result().Cookies()))
	}
}

func TestLeavingEndsTheSessionOnThisDevice(t *testing.T) {
	h := newWebCore().chat().Handler()
	w := webDo(h, "POST", "/chat/minh-duc/leave", http.Header{"Sec-Fetch-Site": {"same-origin"}})
	if w.Code != http.StatusNoContent {
		t.Fatalf("status %d, want 204", w.Code)
	}
	if got := w.Result().Cookies()[0]; got.MaxAge >= 0 || got.Value != "" || got.Path != "/chat/minh-duc" {
		t.Errorf("cookie %+v is not taken back", got)
	}
	if w := webDo(h, "POST", "/chat/minh-duc/leave", http.Header{"Sec-Fetch-Site": {"cross-site"}}); w.Code != http.StatusForbidden {
		t.Errorf("another site could end the session: %d", w.Code)
	}
}

func TestFilesOpenOnlyInTheirOwnChat(t *testing.T) {
	core := newWebCore()
	chat := core.chat()
	h := chat.Handler()
	mine, other := webVisit(t, h, "minh-duc"), webVisit(t, h, "minh-duc")
	w := webUploadTo(h, mine, map[string]string{"id": webTestID}, webTestFile{"ảnh đường.png", webPNG})
	if w.Code != http.StatusAccepted {
		t.Fatalf("upload: %d %s", w.Code, w.Body)
	}
	path := "/chat/minh-duc/files/" + core.inbox()[0].Input.Files[0].ID
	got := webDo(h, "GET", path, webCookieHeader(mine))
	if got.Code != http.StatusOK || got.Body.String() != webPNG || got.Header().Get("Content-Type") != "image/png" {
		t.Errorf("own file: %d %q", got.Code, got.Header().Get("Content-Type"))
	}
	if d := got.Header().Get("Content-Disposition"); d != "inline; filename*=utf-8''%E1%BA%A3nh%20%C4%91%C6%B0%E1%BB%9Dng.png" {
		t.Errorf("Content-Disposition %q", d)
	}
	if c := got.Header().Get("Cache-Control"); c != "private, no-store" {
		t.Errorf("Cache-Control %q", c)
	}
	if p := got.Header().Get("Content-Security-Policy"); !strings.Contains(p, "sandbox") {
		t.Errorf("Content-Security-Policy %q", p)
	}
	if w := webDo(h, "GET", path, webCookieHeader(other)); w.Code != http.StatusNotFound {
		t.Errorf("another chat got %d, want 404", w.Code)
	}
	if w := webDo(h, "GET", path, nil); w.Code != http.StatusUnauthorized {
		t.Errorf("no session got %d, want 401", w.Code)
	}
}

func TestFilesThatCannotBeOpened(t *testing.T) {
	tests := map[string]struct {
		file   talk.File
		err    error
		status int
		manner string
	}{
		"store away":              {err: errWebDown, status: http.StatusServiceUnavailable},
		"gone":                    {err: fs.ErrNotExist, status: http.StatusNotFound},
		"a type that can do harm": {file: talk.File{Name: "a.html", Mime: "text/html", Data: []byte("<p>")}, status: http.StatusOK, manner: "attachment"},
		"a document":              {file: talk.File{Name: "don.pdf", Mime: "application/pdf", Data: []byte("%PDF-")}, status: http.StatusOK, manner: "inline"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			chat := newWebCore().chat()
			chat.OpenFile = func(_ context.Context, _, _, _ string) (talk.File, error) { return test.file, test.err }
			h := chat.Handler()
			w := webDo(h, "GET", "/chat/minh-duc/files/x", webCookieHeader(webVisit(t, h, "minh-duc")))
			if w.Code != test.status {
				t.Errorf("status %d, want %d", w.Code, test.status)
			}
			if d, _, _ := strings.Cut(w.Header().Get("Content-Disposition"), ";"); d != test.manner {
				t.Errorf("manner %q, want %q", d, test.manner)
			}
			if (w.Header().Get("Retry-After") != "") != (test.status == http.StatusServiceUnavailable) {
				t.Errorf("Retry-After %q", w.Header().Get("Retry-After"))
			}
		})
	}
}

// webPalette reads the colours of one rule of the style sheet: name to red, green, blue.
func webPalette(t *testing.T, css, selector string) map[string][3]float64 {
	t.Helper()
	_, rule, found := strings.Cut(css, selector+" {")
	if !found {
		t.Fatalf("no rule %s", selector)
	}
	rule, _, _ = strings.Cut(rule, "}")
	colours := map[string][3]float64{}
	for _, m := range regexp.MustCompile(`--([a-z-]+): #(..)(..)(..);`).FindAllStringSubmatch(rule, -1) {
		var rgb [3]float64
		for i, hex := range m[2:] {
			n, err := strconv.ParseUint(hex, 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			rgb[i] = float64(n) / 255
		}
		colours[m[1]] = rgb
	}
	return colours
}

// webContrast is the contrast ratio of WCAG 2.2, from 1 to 21.
func webContrast(a, b [3]float64) float64 {
	light := func(rgb [3]float64) float64 {
		sum := 0.0
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			c := rgb[i]
			if c <= 0.04045 {
				c /= 12.92
			} else {
				c = math.Pow((c+0.055)/1.055, 2.4)
			}
			sum += weight * c
		}
		return sum
	}
	l, d := light(a), light(b)
	return (max(l, d) + 0.05) / (min(l, d) + 0.05)
}

func TestColoursCanBeReadInLightAndDark(t *testing.T) {
	css, err := webFiles.ReadFile("web/chat.css")
	if err != nil {
		t.Fatal(err)
	}
	const words, shapes = 4.5, 3.0 // WCAG 2.2, 1.4.3 and 1.4.11
	pairs := map[float64]string{
		words: "ink/page ink/paper ink/card ink/own soft/page soft/paper soft/card accent/card accent/paper accent/page accent/own " +
			"card/accent card/warn warn/paper warn/card warn/warn-back ink/warn-back sample-ink/sample deep-ink/deep deep-soft/deep deep-warn/deep deep/deep-ink",
		shapes: "edge/paper edge/card edge/page accent/card focus/page focus/paper focus/card warn/paper",
	}
	for _, selector := range []string{":root", `:root[data-theme="dark"]`} {
		colours := webPalette(t, string(css), selector)
		for least, list := range pairs {
			for pair := range strings.FieldsSeq(list) {
				front, back, _ := strings.Cut(pair, "/")
				if got := webContrast(colours[front], colours[back]); got < least {
					t.Errorf("%s: %s has a contrast of %.2f, want %.1f", selector, pair, got, least)
				}
			}
		}
	}
}
