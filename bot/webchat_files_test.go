package bot

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"danbiet/talk"
)

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
				t.Fatalf("got %d %s (sniffed %s)", w.Code, w.Body, sniff([]byte(test.data)))
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
		"exactly 20 MB":      {[]webTestFile{picture(20 << 20)}, 202},
		"a byte over 20 MB":  {[]webTestFile{picture(20<<20 + 1)}, 413},
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
