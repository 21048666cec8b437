package telegramtest

import "testing"

func TestAnUploadOver50MBIsRefused(t *testing.T) {
	b := newBot(defaults(), Token, 1)
	for size, want := range map[int]string{maxUpload: "", maxUpload + 1: "Request Entity Too Large"} {
		_, err := b.storeUpload(Document, upload{name: "a.zip", mime: "application/zip", data: make([]byte, size)})
		if got := ""; err != nil {
			if got = err.Error(); got != want {
				t.Errorf("%d bytes: %q, want %q", size, got, want)
			}
		} else if want != "" {
			t.Errorf("%d bytes were taken", size)
		}
	}
}
