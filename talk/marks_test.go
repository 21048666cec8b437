package talk

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestMarksShowWordsBoldAndItalic(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []Span
	}{
		"plain":                     {"Mời bà con đi bầu", []Span{{Text: "Mời bà con đi bầu"}}},
		"bold":                      {"Họp lúc *19:00* tối nay", []Span{{Text: "Họp lúc "}, {Text: "19:00", Bold: true}, {Text: " tối nay"}}},
		"italic at both ends":       {"_nhà văn hóa_", []Span{{Text: "nhà văn hóa", Italic: true}}},
		"before a full stop":        {"Đúng *giờ*.", []Span{{Text: "Đúng "}, {Text: "giờ", Bold: true}, {Text: "."}}},
		"one in the other":          {"*cả _hai_ đây*", []Span{{Text: "cả ", Bold: true}, {Text: "hai", Bold: true, Italic: true}, {Text: " đây", Bold: true}}},
		"crossing marks stay":       {"*một _hai* ba_", []Span{{Text: "một _hai", Bold: true}, {Text: " ba_"}}},
		"a multiplication":          {"2 * 3 * 4", []Span{{Text: "2 * 3 * 4"}}},
		"a name with an underscore": {"bieu_mau_01.pdf", []Span{{Text: "bieu_mau_01.pdf"}}},
		"no end":                    {"* một\n*hai", []Span{{Text: "* một\n*hai"}}},
		"not over lines":            {"*một\nhai*", []Span{{Text: "*một\nhai*"}}},
		"nothing between":           {"** và __", []Span{{Text: "** và __"}}},
		"nothing":                   {"", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Spans(c.text)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestMarksLoseNothingButThemselves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("*_ aế1.\n")), 0, 30, -1).Draw(t, "text")
		bare := strings.NewReplacer("*", "", "_", "")
		if got, want := bare.Replace(Unmarked(text)), bare.Replace(text); got != want {
			t.Fatalf("%q becomes %q", text, got)
		}
	})
}
