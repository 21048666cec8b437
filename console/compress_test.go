package console_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"danbiet/console"
	"danbiet/db/dbtest"
)

func TestPagesArePackedForBrowsersThatTakeIt(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	plain := s.get("tiep-cong-dan").ok()
	for accept, want := range map[string]bool{
		"gzip, deflate, br": true, "br;q=1.0, gzip;q=0.8": true, "gzip;q=0": false, "gzip; q=0.0": false, "identity": false, "": false,
	} {
		got := s.get("tiep-cong-dan", "Accept-Encoding", accept).ok()
		if packed := got.header.Get("Content-Encoding") == "gzip"; packed != want {
			t.Errorf("%q: packed %v; want %v", accept, packed, want)
			continue
		}
		if got.header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: a cache would give it to everybody", accept)
		}
		body := got.body
		if want {
			unpacked, err := gzip.NewReader(strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			all, err := io.ReadAll(unpacked)
			if err != nil {
				t.Fatal(err)
			}
			if len(got.body) > len(plain.body)/2 {
				t.Errorf("packed %d of %d bytes", len(got.body), len(plain.body))
			}
			body = string(all)
		}
		if body != plain.body {
			t.Errorf("%q: the page is another", accept)
		}
	}
}

func TestAPackedPageIsKnownAgain(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	first := s.get("danh-ba", "Accept-Encoding", "gzip").ok()
	again := s.get("danh-ba", "Accept-Encoding", "gzip", "If-None-Match", first.header.Get("ETag"))
	if again.status != http.StatusNotModified || again.body != "" {
		t.Errorf("status %d with %d bytes; want 304 without any", again.status, len(again.body))
	}
}

func TestWhatDoesNotShrinkIsNotPacked(t *testing.T) {
	for mime, want := range map[string]bool{
		"text/html; charset=utf-8": true, "image/svg+xml": true, "text/event-stream": false, "text/event-stream; charset=utf-8": false,
		"application/pdf": false, "image/png": false,
	} {
		if got := console.Packs(mime); got != want {
			t.Errorf("%s: %v; want %v", mime, got, want)
		}
	}
}
