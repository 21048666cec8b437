package viet

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFixMojibake(t *testing.T) {
	for _, test := range []struct {
		name, in, want string
		fixed          bool
	}{
		{"a paste in .VnTime", "Cho t«i hái lÞch tiÕp d©n", "Cho tôi hỏi lịch tiếp dân", true},
		{"with ư, a soft hyphen there", "ng\u00adêi d©n ph\u00adêng", "người dân phường", true},
		{"with đ", "®¬n khiÕu n¹i ®Êt ®ai", "đơn khiếu nại đất đai", true},
		{"a paste in VNI", "Cho toâi hoûi lòch tieáp daân", "Cho tôi hỏi lịch tiếp dân", true},
		{"capitals in VNI", "TOÁ CAÙO CAÙN BOÄ", "TỐ CÁO CÁN BỘ", true},
		{"ư and ơ in VNI", "ngöôøi daân phöôøng", "người dân phường", true},
		{"numbers and signs around", "Số 12: ", "Số 12: ", false},
		{"real Vietnamese", "Tôi muốn khiếu nại", "Tôi muốn khiếu nại", false},
		{"real Vietnamese with Latin-1 letters only", "Cà phê và chè, tôi có", "Cà phê và chè, tôi có", false},
		{"French, Spanish, German", "café à la crème, señor, über, Noël", "café à la crème, señor, über, Noël", false},
		{"units", "5 µm, 30 m², 20 °C, 1½", "5 µm, 30 m², 20 °C, 1½", false},
		{"prices", "£5 ©2024 ¥100", "£5 ©2024 ¥100", false},
		{"plain ASCII", "khieu nai", "khieu nai", false},
		{"nothing", "", "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, fixed := FixMojibake(test.in)
			if got != test.want || fixed != test.fixed {
				t.Errorf("FixMojibake(%q) = %q, %v; want %q, %v", test.in, got, fixed, test.want, test.fixed)
			}
		})
	}
}

// A legacy text of several words comes back as it was typed, and real text is never taken for a legacy one.
func TestFixMojibakeReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := make([]string, rapid.IntRange(8, 16).Draw(t, "words"))
		for i := range words {
			bases, tn := drawSyllable(t)
			words[i] = putTogether(bases, tn)
		}
		text := strings.Join(words, " ")
		if got, fixed := FixMojibake(text); fixed {
			t.Errorf("real text %q became %q", text, got)
		}
		for _, legacy := range []string{inTCVN3(text), inVNI(text)} {
			if got, _ := FixMojibake(legacy); got != text {
				t.Errorf("%q read as %q, was %q", legacy, got, text)
			}
		}
	})
}
