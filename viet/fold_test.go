package viet

import (
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"marks and capitals go", "KHIẾU NẠI về Đất Đai", "khieu nai ve dat dai"},
		{"separate marks read like joined ones", norm.NFD.String("Phường Minh Đức"), "phuong minh duc"},
		{"look-alikes of đ", "Ðơn ðất Ɖai ɖ", "don dat dai d"},
		{"both places of the tone", "hòa hoà thủy thuỷ", "hoa hoa thuy thuy"},
		{"white space of all kinds", "  một\t\thai\r\nba\u00a0bốn ", "mot hai ba bon"},
		{"full-width and styled letters", "ＫＮ 𝗧𝗼̂́ 𝐜𝐚́𝐨", "kn to cao"},
		{"invisible characters", "tố\u200b cáo\ufeff\u202e", "to cao"},
		{"punctuation and emoji stay", "Đơn-từ! 😀", "don-tu! 😀"},
		{"numbers", "8.805 người (90,3%)", "8.805 nguoi (90,3%)"},
		{"nothing", " \t ", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Fold(test.in); got != test.want {
				t.Errorf("Fold(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func TestWords(t *testing.T) {
	for _, test := range []struct {
		in   string
		want []string
	}{
		{"Kính chào ông/bà, tôi hỏi: \"đơn-từ\"?", []string{"kinh", "chao", "ong", "ba", "toi", "hoi", "don", "tu"}},
		{"14/03/2024 📅 8.805", []string{"14", "03", "2024", "8", "805"}},
		{"1️⃣ Tố\x00 cáo 👍🏽", []string{"1", "to", "cao"}},
		{"😀 !!! …", nil},
		{"", nil},
	} {
		if diff := cmp.Diff(test.want, Words(test.in)); diff != "" {
			t.Errorf("Words(%q): %s", test.in, diff)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Đơn KHIẾU nại", "ＫＮ 𝗧𝗼̂́", "\u200b\x00\xff", "İıſß ﬁ ½ ㎏", "ガ 한글 ά", "a\u0301\u0327", "1️⃣👨‍👩‍👧", "\xf1Й"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		key := Fold(s)
		if again := Fold(key); again != key {
			t.Errorf("Fold(%q) = %q, folded again %q", s, key, again)
		}
		if !norm.NFC.IsNormalString(key) {
			t.Errorf("Fold(%q) = %q is not NFC", s, key)
		}
		if fromNFD := Fold(norm.NFD.String(s)); fromNFD != key {
			t.Errorf("Fold of NFD %q = %q, of NFC %q", s, fromNFD, key)
		}
		for _, w := range Words(s) {
			for _, r := range w {
				if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.IsPunct(r) {
					t.Errorf("Words(%q) has %q", s, w)
				}
			}
		}
	})
}
