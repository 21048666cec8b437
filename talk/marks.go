package talk

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a part of a text that is shown in one way.
type Span struct {
	Text         string
	Bold, Italic bool
}

// Spans cuts a text at its marks: *bold* and _italic_, each within a line, around whole words. A sign that marks nothing,
// as in "2 * 3" or "ten_tep", stays as it is. One kind of mark may stand within the other.
func Spans(text string) []Span {
	var spans []Span
	var now Span
	begin := 0
	cut := func(end int) {
		if end > begin {
			now.Text = text[begin:end]
			spans = append(spans, now)
		}
		begin = end + 1
	}
	ends := [2]int{-1, -1} // where the open bold and the open italic end
	for i := 0; i < len(text); i++ {
		kind := strings.IndexByte("*_", text[i])
		if kind < 0 {
			continue
		}
		on := [2]*bool{&now.Bold, &now.Italic}[kind]
		switch end := closing(text, i); {
		case *on && ends[kind] == i:
			cut(i)
			*on = false
		case *on || end < 0, ends[1-kind] > i && end > ends[1-kind]: // no mark, or one that crosses the other
		default:
			cut(i)
			*on, ends[kind] = true, end
		}
	}
	cut(len(text))
	return spans
}

// Unmarked is a text without its marks, for where nothing can be shown bold.
func Unmarked(text string) string {
	var b strings.Builder
	for _, s := range Spans(text) {
		b.WriteString(s.Text)
	}
	return b.String()
}

// closing is where the mark that opens at i ends, -1 where none opens there.
func closing(text string, i int) int {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+1:])
	if i+1 == len(text) || i > 0 && isWordly(before) || unicode.IsSpace(after) || after == rune(text[i]) {
		return -1
	}
	for j := i + 1; j < len(text) && text[j] != '\n'; j++ {
		if text[j] != text[i] || j == i+1 {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(text[:j])
		next, _ := utf8.DecodeRuneInString(text[j+1:])
		if !unicode.IsSpace(last) && (j+1 == len(text) || !isWordly(next)) {
			return j
		}
	}
	return -1
}

func isWordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
