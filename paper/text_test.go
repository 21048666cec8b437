package paper

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"danbiet/third_party/liberation"
)

func TestTextIsMadePrintable(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"Vietnamese stays", "Ủy ban nhân dân phường Minh Đức – 90,3% “đúng hạn”", "Ủy ban nhân dân phường Minh Đức – 90,3% “đúng hạn”"},
		{"split accents are joined", norm.NFD.String("khiếu nại, tố cáo"), "khiếu nại, tố cáo"},
		{"spaces and tabs", "  một \t hai\u3000ba  ", "một hai ba"},
		{"a space that must not break", "Điều\u00a08", "Điều\u00a08"},
		{"paragraphs", "một\r\n\r\n hai\n\tba\u2029bốn\n", "một\nhai\nba\nbốn"},
		{"control characters", "a\x00b\x1b[31mc\x7f", "ab[31mc"},
		{"invisible and turning characters", "a\u200bb\u202ec\ufeffd\u00ade", "abcde"},
		{"piled up accents", "a" + strings.Repeat("\u0336\u035f", 40) + "b", "ab"},
		{"an emoji of many parts", "chào 👨‍👩‍👧‍👦 nhé 👍🏽!", "chào □ nhé □!"},
		{"another script", "北京 cũ", "□ cũ"},
		{"broken bytes", "a\xff\xfeb", "a□b"},
		{"a hyphen the face lacks", "2022\u20112025", "2022-2025"},
		{"nothing to print", " \n\u200b\t ", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, clean(test.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCleanTextIsCleanForAnyInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		got := clean(text)
		if again := clean(got); again != got {
			t.Fatalf("cleaning twice gives %q, once %q", again, got)
		}
		for _, r := range got {
			if r != '\n' && !unicode.Is(printable, r) {
				t.Fatalf("%U is left", r)
			}
		}
		if strings.TrimSpace(strings.ReplaceAll(got, string(hardGap), "x")) != strings.ReplaceAll(got, string(hardGap), "x") {
			t.Fatalf("%q begins or ends with space", got)
		}
	})
}

// glyphs reads the characters that a TrueType face maps to a glyph, from its Unicode character map of format 4.
func glyphs(t *testing.T, font []byte) map[rune]bool {
	t.Helper()
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(font[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(font[at:])) }
	for table := range u16(4) {
		record := 12 + 16*table
		if string(font[record:record+4]) != "cmap" {
			continue
		}
		start := u32(record + 8)
		for sub := range u16(start + 2) {
			at := start + u32(start+4+8*sub+4)
			if u16(start+4+8*sub) != 3 || u16(at) != 4 {
				continue
			}
			found, segments := map[rune]bool{}, u16(at+6)/2
			for segment := range segments {
				for r := u16(at + 16 + 2*segments + 2*segment); r <= u16(at+14+2*segment); r++ {
					found[rune(r)] = true
				}
			}
			return found
		}
	}
	t.Fatal("the face has no Unicode character map of format 4")
	return nil
}

func TestEveryPrintableCharacterHasAGlyphInEveryFace(t *testing.T) {
	for name, face := range map[string]func() []byte{
		"regular": liberation.Regular, "bold": liberation.Bold, "italic": liberation.Italic, "bold italic": liberation.BoldItalic,
	} {
		t.Run(name, func(t *testing.T) {
			drawn := glyphs(t, face())
			for _, stretch := range printable.R16 {
				for r := rune(stretch.Lo); r <= rune(stretch.Hi); r++ {
					if !drawn[r] {
						t.Errorf("no glyph for %U %q", r, r)
					}
				}
			}
		})
	}
}

// words are texts such as people send: short and endless words, spaces, paragraphs, other scripts.
func words() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.OneOf(
			rapid.SampledFrom([]string{"phường", "Ủy ban", "8.805", "\n", "Điều\u00a08", "👍", "…"}),
			rapid.StringMatching(`[a-zđưộ]{1,9}`),
			rapid.StringMatching(`[A-ZW]{80,120}`),
			rapid.String(),
		), 0, 40).Draw(t, "words"), " ")
	})
}

func TestLinesNeverExceedTheirWidthAndLoseNothing(t *testing.T) {
	s := newSheet("", "", Letterhead{}, created)
	rapid.Check(t, func(t *rapid.T) {
		text := words().Draw(t, "text")
		width := rapid.Float64Range(12, measure).Draw(t, "width")
		indent := rapid.Float64Range(0, min(indentBody, width/2)).Draw(t, "indent")
		lines := s.lay(sizeBody, width, indent, run{upright, text}, run{bold, text})
		var printed strings.Builder
		first := true
		for _, l := range lines {
			room := width
			if first {
				room -= indent
			}
			if l.width > room+0.01 {
				t.Fatalf("a line of %.2f mm in %.2f", l.width, room)
			}
			for _, w := range l.words {
				printed.WriteString(w.text)
			}
			first = l.final
		}
		want := strings.NewReplacer(" ", "", "\n", "").Replace(clean(text) + clean(text))
		if diff := cmp.Diff(want, printed.String()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestHeadingsOfSeveralLinesAreBalanced(t *testing.T) {
	s := newSheet("", "", Letterhead{}, created)
	lines := s.balanced(12, bodyColumn, run{bold, "ỦY BAN NHÂN DÂN PHƯỜNG MINH ĐỨC"})
	var got []string
	for _, l := range lines {
		var texts []string
		for _, w := range l.words {
			texts = append(texts, w.text)
		}
		got = append(got, strings.Join(texts, " "))
	}
	if diff := cmp.Diff([]string{"ỦY BAN NHÂN DÂN", "PHƯỜNG MINH ĐỨC"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestHeadingLongerThanItsPlaceEndsWithAnEllipsis(t *testing.T) {
	s := newSheet("", "", Letterhead{}, created)
	lines := s.lay(12, 40, 0, run{bold, strings.Repeat("ủy ban nhân dân ", 30)})
	kept := s.atMost(2, 12, lines)
	last := kept[len(kept)-1]
	if len(kept) != 2 || !strings.HasSuffix(last.words[len(last.words)-1].text, "…") || last.width > 40 {
		t.Errorf("%d lines, the last %.1f mm: %v", len(kept), last.width, last.words)
	}
	if before := lines[1].words[len(lines[1].words)-1].text; !utf8.ValidString(before) || strings.HasSuffix(before, "…") {
		t.Error("the lines handed in were changed")
	}
}
