package bot

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

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
		if got := fileName(in); got != want {
			t.Errorf("fileName(%q) = %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		name := fileName(rapid.String().Draw(t, "name"))
		if strings.ContainsAny(name, "/\\\n\r\x00") || len([]rune(name)) > maxFileName || strings.HasPrefix(name, ".") {
			t.Fatalf("%q is not harmless", name)
		}
	})
}
