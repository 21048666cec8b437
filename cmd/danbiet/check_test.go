package main

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"danbiet/db/dbtest"
)

// TestACheckSpeaksVietnameseAndEndsWithACode: the count and what is wrong with a file are in the language of the findings.
func TestACheckSpeaksVietnameseAndEndsWithACode(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, c := range map[string]struct {
		path, told string
		code       int
	}{
		"an error":   {file("a.txt", "Ngày 31/02/2024, phường đã tổ chức 02 hội nghị.\n"), " lỗi, ", 1},
		"none":       {file("b.txt", "Phường tổ chức hội nghị đối thoại với thanh niên ngày 20/06/2024.\n"), "danbiet: 0 lỗi, ", 0},
		"no file":    {filepath.Join(dir, "c.txt"), "không có tệp", 2},
		"a folder":   {dir, "là thư mục", 2},
		"no text":    {file("d.pdf", "%PDF-"), "hãy dùng bản .docx", 2},
		"no report":  {file("d.xlsx", "PK"), "chỉ đọc được tệp", 2},
		"no content": {file("e.txt", " \n"), "không có chữ nào", 2},
	} {
		var out, told bytes.Buffer
		code := run(t.Context(), []string{"check", c.path}, streams{strings.NewReader(""), &out, &told})
		if code != c.code || !strings.Contains(told.String(), c.told) {
			t.Errorf("%s: ends with %d and says %q after %q; want %d and %q", name, code, &told, &out, c.code, c.told)
		}
	}
}

// TestAnAddressThatNothingHasLeadsToTheWard: whoever mistypes an address finds the ward's page and its chat.
func TestAnAddressThatNothingHasLeadsToTheWard(t *testing.T) {
	app := running(t, newApp(t, dbtest.SQLiteURL(t)))
	for _, path := range []string{"/abc", "/index.php", "/phuong", "/a/b/c"} {
		response, err := http.Get(app.URL() + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil || response.StatusCode != http.StatusNotFound || response.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: %s, %v", path, response.Status, err)
		}
		for _, want := range []string{"Không tìm thấy trang này", `href="/phuong/minh-duc/"`, `href="/chat/minh-duc"`, `lang="vi"`} {
			if !strings.Contains(string(body), want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
	}
}
