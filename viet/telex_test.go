package viet

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestUntelex(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"tone keys at the end", "khieesu naij", "khiếu nại"},
		{"tone keys inside", "toos caos ddaast ddai", "tố cáo đất đai"},
		{"one w for two letters", "dduowngf phoos, phuwowngf", "đường phố, phường"},
		{"capitals", "DDUWOWCJ Thuowngf", "ĐƯỢC Thường"},
		{"VNI keys", "khie61u na5i, d9a61t d9ai", "khiếu nại, đất đai"},
		{"old place of the tone", "hoaf giair, thuyr lowij, quys, gif", "hòa giải, thủy lợi, quý, gì"},
		{"hats typed late", "thongo baos cuar phuowngf", "thông báo của phường"},
		{"a forgotten tone", "lichj tieep daan", "lịch tiêp dân"},
		{"words without keys stay", "toi muon hoi lich tiep dan", "toi muon hoi lich tiep dan"},
		{"marked words stay", "Tôi muốn khiếu nại về đất đai", "Tôi muốn khiếu nại về đất đai"},
		{"English stays", "please see the tax list as soon as possible, www.example.com address book", "please see the tax list as soon as possible, www.example.com address book"},
		{"a noun and its number stay", "so5 thu5 to3 ngo12 thang3", "so5 thu5 to3 ngo12 thang3"},
		{"even beside VNI keys", "to3 d9u7o7ng so5", "to3 đương so5"},
		{"English words prevail", "max car tax for my new house dduwowcj", "max car tax for my new house được"},
		{"doubtful words follow certain ones", "max hoof sow cuar tooi", "mã hồ sơ của tôi"},
		{"codes and numbers", "PA7K2 QL5 2024 x1 VneID", "PA7K2 QL5 2024 x1 VneID"},
		{"nothing", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Untelex(test.in); got != test.want {
				t.Errorf("Untelex(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

// Every syllable of the language can be read back from the keys of every kind of typist.
func TestUntelexReadsEverySyllable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bases, tn := drawSyllable(t)
		want := putTogether(bases, tn)
		toneLast, oneW := rapid.Bool().Draw(t, "tone last"), rapid.Bool().Draw(t, "one w")
		for _, keys := range []string{typeTelex(bases, tn, toneLast, oneW), typeVNI(bases, tn, toneLast)} {
			if keys == want || strings.Contains(string(bases), "oo") {
				continue // nothing to read; "xoong" is typed with three o
			}
			if got := untelexAll(keys); got != want {
				t.Errorf("untelexAll(%q) = %q, want %q", keys, got, want)
			}
		}
	})
}

func TestReadings(t *testing.T) {
	for _, test := range []struct {
		in   string
		want []string
	}{
		{"Khiếu nại", []string{"Khiếu nại"}},
		{"khieesu naij", []string{"khieesu naij", "khiếu nại"}},
		{"caos", []string{"caos", "cáo"}},
		{"khiÕu n¹i", []string{"khiÕu n¹i", "khiếu nại"}},
		{"tố\u0301 cáo", []string{"tố\u0301 cáo"}},
		{" \t", []string{" \t"}},
	} {
		if diff := cmp.Diff(test.want, readings(test.in)); diff != "" {
			t.Errorf("readings(%q): %s", test.in, diff)
		}
	}
}

func FuzzReadings(f *testing.F) {
	for _, s := range []string{"khieesu naij", "khie61u na5i", "khiÕu n¹i", "khieáu naïi", "TOÁ CAÙO", "w", "dd", "ww1 9d", "a\u0301s"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		all := readings(s)
		for i, r := range all {
			if r != NFC(r) || slices.Contains(all[:i], r) {
				t.Errorf("readings(%q) = %q", s, all)
			}
		}
	})
}
