package viet

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Aloud turns a written notice into what is said when it is read on the loudspeaker, in the northern way: numbers, dates,
// times, phone numbers, document numbers, abbreviations and signs become words. Line breaks stay; marks of lists and
// pictures go. The result holds no digit. An abbreviation that has no certain reading stays as it is written, so a person
// reads the script through before it is used.
func Aloud(text string) string {
	rest := readable(text)
	said := script{whole: rest}
	for rest != "" {
		if words, size := said.next(rest); size > 0 {
			said.say(words, rest[size:])
			rest = rest[size:]
			continue
		}
		r, size := utf8.DecodeRuneInString(rest)
		said.copy(r)
		rest = rest[size:]
	}
	return tidy(said.out.String())
}

var (
	listMark = regexp.MustCompile(`(?m)^[ \t]*[-–—+*•▪●○◦][ \t]+`)
	endMark  = regexp.MustCompile(`\./\.?(\s|$)`) // "./." closes an official document
	raised   = strings.NewReplacer("m²", "m2", "m³", "m3", "²", " bình phương", "³", " lập phương", "\u00a0", " ")
)

// readable brings a text to the form that the readers below know: NFC, ASCII digits, no marks of lists.
func readable(text string) string {
	text = raised.Replace(Clean(text, len(text)))
	text = strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII && unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, text)
	var b strings.Builder
	for _, r := range text {
		switch {
		case r <= unicode.MaxASCII || !unicode.IsNumber(r):
			b.WriteRune(r)
		default: // full-width digits, ½, Ⅱ; numerals of other scripts have no reading here
			b.WriteString(strings.Map(func(r rune) rune {
				if r == '\u2044' {
					return '/'
				}
				if r > unicode.MaxASCII {
					return -1
				}
				return r
			}, norm.NFKC.String(string(r))))
		}
	}
	return endMark.ReplaceAllString(listMark.ReplaceAllString(b.String(), ""), ".$1")
}

// script collects what is said. whole is the text that is read; its readers look back at what stands before them.
type script struct {
	whole string
	out   strings.Builder
	last  rune // the last one written
}

// aloudReach is how many bytes readers see before and after the place that they read: enough for every address and document
// number, and so few that a text of nothing but strokes takes no longer than another.
const aloudReach = 400

// next reads what begins at rest, in the words to be said and the bytes that they stand for; 0 bytes leave it to be copied.
func (s *script) next(rest string) (words string, size int) {
	at := len(s.whole) - len(rest)
	before := s.whole[max(0, at-aloudReach):at]
	rest = rest[:min(aloudReach, len(rest))]
	r, _ := utf8.DecodeRuneInString(rest)
	previous, _ := utf8.DecodeLastRuneInString(before)
	if unicode.IsLetter(previous) {
		if isFigure(r) {
			return glued(rest)
		}
		if r != '/' && r != '-' {
			return sign(rest)
		}
	}
	switch {
	case isFigure(r), r == '+', r == '(':
		for _, reader := range figureReaders {
			if words, size = reader(rest, before); size > 0 {
				return words, size
			}
		}
	case unicode.IsLetter(r):
		for _, reader := range wordReaders {
			if words, size = reader(rest, before); size > 0 {
				return words, size
			}
		}
		return "", 0
	case r == '-' || r == '–' || r == '/':
		return stroke(rest, before)
	}
	return sign(rest)
}

// A reader reads what text begins with, given what stands before it: the words and how many bytes they stand for, 0 for
// none of its business.
type reader = func(text, before string) (words string, size int)

// In order: what is more particular comes first. Figures begin with a digit, + or (; words with a letter.
var (
	figureReaders = []reader{webAddress, telephone, documentNumber, clockSpan, dateSpan, figure}
	wordReaders   = []reader{webAddress, documentCodes, roman, pointedForm, shortForm}
)

// say writes words, parted from letters at either side, with a capital where a sentence begins.
func (s *script) say(words, after string) {
	if words == "" {
		return
	}
	written := strings.TrimRight(s.out.String(), " ")
	if written == "" || strings.ContainsAny(written[len(written)-1:], ".!?\n") {
		first, size := utf8.DecodeRuneInString(words)
		words = string(unicode.ToUpper(first)) + words[size:]
	}
	if unicode.IsLetter(s.last) || s.last == ',' {
		s.out.WriteByte(' ')
	}
	s.out.WriteString(words)
	s.last, _ = utf8.DecodeLastRuneInString(words)
	if next, _ := utf8.DecodeRuneInString(after); (unicode.IsLetter(next) || isFigure(next)) && s.last != ' ' {
		s.out.WriteByte(' ')
		s.last = ' '
	}
}

// copy writes what is said as it is written, and drops what nobody can say.
func (s *script) copy(r rune) {
	if unicode.IsNumber(r) || unicode.IsSymbol(r) || unicode.Is(unicode.Cc, r) && r != '\n' || strings.ContainsRune("*_#|\\", r) {
		return
	}
	s.out.WriteRune(r)
	s.last = r
}

var (
	spaces    = regexp.MustCompile(`[ \t]+`)
	gapBefore = regexp.MustCompile(` +([,.;:!?)\n]|$)`)
	lineStart = regexp.MustCompile(`\n +`)
	blanks    = regexp.MustCompile(`\n{3,}`)
)

// tidy takes out the gaps that dropped signs leave.
func tidy(s string) string {
	s = gapBefore.ReplaceAllString(spaces.ReplaceAllString(s, " "), "$1")
	s = blanks.ReplaceAllString(lineStart.ReplaceAllString(s, "\n"), "\n\n")
	return strings.TrimSpace(norm.NFC.String(s))
}

func isFigure(r rune) bool { return r >= '0' && r <= '9' }

// sign reads one of the signs.
func sign(text string) (words string, size int) {
	r, size := utf8.DecodeRuneInString(text)
	if said, ok := signs[r]; ok {
		return " " + said + " ", size
	}
	return "", 0
}

// stroke reads "-" and "/" that no other reader took: a minus, a rate ("đồng/kg" is "đồng một ki-lô-gam"), a choice.
func stroke(text, before string) (words string, size int) {
	r, size := utf8.DecodeRuneInString(text)
	next, _ := utf8.DecodeRuneInString(text[size:])
	previous, _ := utf8.DecodeLastRuneInString(before)
	switch {
	case r == '/' && unicode.IsLetter(next) && (isRate(lastWord(before)) || perUnit.MatchString(tail(before, 40)) && aUnit.MatchString(text)):
		return " một ", size
	case r == '/' && (unicode.IsLetter(previous) || previous == ')') && unicode.IsLetter(next):
		return " hoặc ", size
	case r == '/' && isFigure(next):
		return " trên ", size
	case r == '/':
		return " ", size
	case isFigure(next) && previous == ' ' && !endsInFigure(before):
		return "âm ", size
	case isFigure(next) && unicode.IsLetter(previous):
		return " ", size // COVID-19
	}
	return "", 0
}

var (
	perUnit = regexp.MustCompile(`\d \p{L}+$`) // 1 ngày/tuần
	aUnit   = regexp.MustCompile(`^/(?:giờ|ngày|tuần|tháng|quý|năm|người|hộ|lần|buổi|sào|ha)`)
)

// isRate tells whether "/" after the word means "for each".
func isRate(word string) bool {
	switch word {
	case "đồng", "đ", "vnđ", "lần", "suất", "kg", "km", "mg", "lít", "tấn", "tạ", "triệu", "nghìn", "tỷ", "người", "buổi", "lượt",
		"giờ", "hộ", "khẩu", "công", "cây", "con":
		return true
	}
	return false
}

func endsInFigure(before string) bool {
	trimmed := strings.TrimRight(before, " ")
	return trimmed != "" && isFigure(rune(trimmed[len(trimmed)-1]))
}

// lastWord returns the word that a text ends with, in small letters; a colon or spaces behind it do not count,
// nor digits before it.
func lastWord(text string) string {
	text = strings.TrimRight(text, " :")
	at := strings.LastIndexFunc(text, notWord)
	if at >= 0 {
		_, size := utf8.DecodeRuneInString(text[at:])
		text = text[at+size:]
	}
	return strings.ToLower(strings.TrimLeft(text, "0123456789"))
}

// tail returns the end of a text, at most so many bytes, in small letters: enough to look for what the text speaks of.
func tail(text string, size int) string {
	if len(text) > size {
		text = text[len(text)-size:]
	}
	return strings.ToLower(text)
}

// ends tells whether a word could end where text goes on: no letter and no digit follows.
func ends(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return text == "" || !unicode.IsLetter(r) && !isFigure(r)
}
