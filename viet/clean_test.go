package viet

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestClean(t *testing.T) {
	for _, test := range []struct {
		name, in string
		max      int
		want     string
	}{
		{"lines stay, their ends become one kind", "  một\r\nhai\rba\u2028bốn\tnăm \n", 100, "một\nhai\nba\nbốn năm"},
		{"control characters go", "a\x00b\x1b[31mc\x7f", 100, "ab[31mc"},
		{"bidi overrides go", "đơn\u202etxt.exe\u2066\u200f", 100, "đơntxt.exe"},
		{"invisible characters go", "t\u200bố\ufeff c\u00adáo\u2060\u3164", 100, "tố cáo"},
		{"separate marks join", norm.NFD.String("Phường Minh Đức"), 100, "Phường Minh Đức"},
		{"families of emoji stay whole", "👨\u200d👩\u200d👧 và ❤️ 👍🏽", 100, "👨\u200d👩\u200d👧 và ❤️ 👍🏽"},
		{"joiners between letters go", "tố\u200dcáo", 100, "tốcáo"},
		{"piled-up marks go", "a" + strings.Repeat("\u0336", 30), 100, "a" + strings.Repeat("\u0336", 4)},
		{"broken bytes go", "a\xff\xc3b", 100, "ab"},
		{"cut", "khiếu nại", 5, "khiếu"},
		{"cut at a space leaves none", "khiếu nại", 6, "khiếu"},
		{"cut spares an emoji", "ab👨\u200d👩\u200d👧", 4, "ab"},
		{"nothing allowed", "abc", 0, ""},
		{"nothing there", " \n\u200b ", 10, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Clean(test.in, test.max); got != test.want {
				t.Errorf("Clean(%q, %d) = %q, want %q", test.in, test.max, got, test.want)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"a\r\nb", "\u202eabc", "👨\u200d👩\u200d👧", "a\u0301\u0336\u0336\u0336\u0336\u0336", "\xff\u00ad", "\u200d😀\u200d"} {
		f.Add(s, 5)
	}
	f.Fuzz(func(t *testing.T, s string, limit int) {
		got := Clean(s, limit)
		if utf8.RuneCountInString(got) > max(limit, 0) || !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) {
			t.Errorf("Clean(%q, %d) = %q", s, limit, got)
		}
		if got != strings.TrimSpace(got) || strings.ContainsAny(got, "\r\t\x00\u202e\u200b\u2028") {
			t.Errorf("Clean(%q, %d) = %q", s, limit, got)
		}
		if again := Clean(got, limit); again != got {
			t.Errorf("Clean(%q, %d) = %q, again %q", s, limit, got, again)
		}
	})
}

func TestALineBeginsWithACapital(t *testing.T) {
	for s, want := range map[string]string{"phản ánh": "Phản ánh", "đơn": "Đơn", "ủy ban": "Ủy ban", "": "", "15 ngày": "15 ngày"} {
		if got := Capital(s); got != want {
			t.Errorf("Capital(%q) = %q, want %q", s, got, want)
		}
	}
}
