package viet

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestSplitUTF16(t *testing.T) {
	for _, test := range []struct {
		name, in string
		limit    int
		want     []string
	}{
		{"short text stays whole", "Xin chào ông/bà.", 100, []string{"Xin chào ông/bà."}},
		{"exactly full", "Xin chào", 8, []string{"Xin chào"}},
		{"between paragraphs", "Đoạn một.\nDòng hai.\n\nĐoạn hai.", 25, []string{"Đoạn một.\nDòng hai.", "Đoạn hai."}},
		{"between lines", "Đoạn một.\n\nDòng một\nDòng hai\nDòng ba", 30, []string{"Đoạn một.\n\nDòng một\nDòng hai", "Dòng ba"}},
		{"between sentences", "Phường đã nhận đơn. Hạn trả lời là thứ Năm.", 30, []string{"Phường đã nhận đơn.", "Hạn trả lời là thứ Năm."}},
		{"not after an abbreviation", "Ủy ban ở TP. Hưng Yên tỉnh mới đó", 25, []string{"Ủy ban ở TP. Hưng Yên", "tỉnh mới đó"}},
		{"between words", "một hai ba bốn năm", 10, []string{"một hai ba", "bốn năm"}},
		{"inside a word too long", strings.Repeat("a", 25), 10, []string{strings.Repeat("a", 10), strings.Repeat("a", 10), strings.Repeat("a", 5)}},
		{"emoji count two", "😀😀😀", 4, []string{"😀😀", "😀"}},
		{"a letter with marks stays whole", "e\u0302\u0323e\u0302\u0323", 4, []string{"e\u0302\u0323", "e\u0302\u0323"}},
		{"a family stays whole", "ab👨\u200d👩\u200d👧", 9, []string{"ab", "👨\u200d👩\u200d👧"}},
		{"flags stay whole", "🇻🇳🇻🇳", 6, []string{"🇻🇳", "🇻🇳"}},
		{"no room at all", "a😀", 0, []string{"a", "😀"}},
		{"nothing", " \n\n ", 10, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, SplitUTF16(test.in, test.limit)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzSplitUTF16(f *testing.F) {
	for _, s := range []string{"Đoạn một.\n\nĐoạn hai. Câu ba!", "👨\u200d👩\u200d👧🇻🇳❤️", strings.Repeat("đ", 50), "a\r\n b\u0301", "\u0301\u200d", "x \xff y"} {
		f.Add(s, 7)
	}
	f.Fuzz(func(t *testing.T, s string, limit int) {
		if limit > 1<<20 || len(s) > 1<<12 {
			return
		}
		parts := SplitUTF16(s, limit)
		for _, p := range parts {
			if p == "" || p != strings.TrimSpace(p) {
				t.Errorf("SplitUTF16(%q, %d) has part %q", s, limit, p)
			}
			if n := UTF16Len(p); n > max(limit, 2) {
				t.Errorf("SplitUTF16(%q, %d): part of %d units", s, limit, n)
			}
			if !utf8.ValidString(p) {
				t.Errorf("SplitUTF16(%q, %d) cuts a rune: %q", s, limit, p)
			}
		}
		if dropSpace(strings.Join(parts, "")) != dropSpace(strings.ToValidUTF8(s, "\uFFFD")) {
			t.Errorf("SplitUTF16(%q, %d) loses text: %q", s, limit, parts)
		}
	})
}

func dropSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
