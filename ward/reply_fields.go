package ward

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"danbiet/law"
	"danbiet/viet"
)

// ReplyGap stands in a letter for what only the officer knows: it is not sent before they have written it.
const ReplyGap = "[…]"

// ReplyField is a word in braces that a letter has filled in, as {mã}.
type ReplyField struct {
	Name  string // without braces
	Means string
	// value is what it stands for; "" where the case does not tell, which leaves a gap.
	value func(ReplyFacts) string
}

// ReplyFacts are what the fields of a letter are filled in from.
type ReplyFacts struct {
	Profile *Profile
	Case    Case
	Name    string   // of who sent the petition, "" where it is not told or not to be seen
	Today   law.Date // a date before it is promised to nobody
}

const replyName = "tên" // the one field that is left out where nobody knows it: a citizen may be without a name

var replyFields = [...]ReplyField{
	{replyName, "họ tên người gửi; để trống khi không nêu tên hoặc danh tính được giữ kín", func(f ReplyFacts) string { return f.Name }},
	{"mã", "mã hồ sơ", func(f ReplyFacts) string { return string(f.Case.Code) }},
	{"loại", "kiến nghị, phản ánh, khiếu nại hoặc tố cáo", func(f ReplyFacts) string { return f.Case.Kind.Name() }},
	{"lĩnh vực", "lĩnh vực của hồ sơ", func(f ReplyFacts) string {
		field, _ := f.Profile.Field(f.Case.Field)
		return uncapital(field.Name)
	}},
	{"tổ dân phố", "nơi xảy ra việc", func(f ReplyFacts) string {
		n, _ := f.Profile.Neighbourhood(f.Case.Neighbourhood)
		return uncapital(n.Name)
	}},
	{"ngày nhận", "ngày tiếp nhận", func(f ReplyFacts) string { return viet.ShortDate(f.Case.ReceivedAt.Date()) }},
	{"hạn", "hạn đang tính; là chỗ trống khi không có hạn hoặc đã quá hạn", func(f ReplyFacts) string {
		if f.Case.DueOn.IsZero() || f.Case.DueOn.Before(f.Today) {
			return ""
		}
		return f.Case.DueOn.Vietnamese()
	}},
	{"hôm nay", "ngày trả lời", func(f ReplyFacts) string { return f.Today.Vietnamese() }},
	{"đơn vị", "phường, xã hoặc đặc khu", func(f ReplyFacts) string { return f.Profile.Unit() }},
	{"ubnd", "tên Ủy ban nhân dân", func(f ReplyFacts) string { return "UBND " + f.Profile.Short }},
	{"nơi tiếp", "nơi tiếp công dân", func(f ReplyFacts) string {
		if f.Profile.Reception.Place != "" {
			return f.Profile.Reception.Place
		}
		return "trụ sở UBND " + f.Profile.Short
	}},
}

// ReplyFields lists the fields that a letter may name.
func ReplyFields() []ReplyField { return slices.Clone(replyFields[:]) }

// Sample is the field's value in a case.
func (f ReplyField) Sample(of ReplyFacts) string { return f.value(of) }

// UnknownField is returned for a letter that names a field that there is not.
type UnknownField struct {
	Name string // as it was typed, without braces
}

// Error names the field.
func (u UnknownField) Error() string { return fmt.Sprintf("a reply has no field %q", u.Name) }

// ErrReplyBrace is returned for a letter with one brace of a field alone.
var ErrReplyBrace = errors.New("a brace of a reply's field is alone")

// fieldNamed finds a field by its name, with or without marks and capitals: {MA} is {mã}.
func fieldNamed(typed string) (ReplyField, bool) {
	plain := strings.Join(viet.Words(typed), " ")
	for _, f := range replyFields {
		if plain != "" && plain == strings.Join(viet.Words(f.Name), " ") {
			return f, true
		}
	}
	return ReplyField{}, false
}

// eachField writes a letter anew, with what put says for each of its fields. typed is the field as it stands in the letter.
func eachField(text string, put func(typed string) (string, error)) (string, error) {
	var b strings.Builder
	for text != "" {
		at := strings.IndexAny(text, "{}")
		if at < 0 {
			break
		}
		b.WriteString(text[:at])
		length := strings.IndexAny(text[at+1:], "{}\n")
		if text[at] == '}' || length < 0 || text[at+1+length] != '}' {
			return "", ErrReplyBrace
		}
		said, err := put(text[at+1 : at+1+length])
		if err != nil {
			return "", err
		}
		if said == "" { // and the space before it
			before := strings.TrimRight(b.String(), " ")
			b.Reset()
			b.WriteString(before)
		}
		b.WriteString(said)
		text = text[at+length+2:]
	}
	return b.String() + text, nil
}

// spelled is a letter with its fields spelled as the program spells them. A field that begins with a capital keeps it: its
// value begins a sentence. The error is an UnknownField or ErrReplyBrace.
func spelled(text string) (string, error) {
	return eachField(text, func(typed string) (string, error) {
		f, ok := fieldNamed(typed)
		if !ok {
			return "", UnknownField{strings.TrimSpace(typed)}
		}
		if beginsSentence(typed) {
			return "{" + viet.Capital(f.Name) + "}", nil
		}
		return "{" + f.Name + "}", nil
	})
}

// Fill is the letter for a case. What the case does not tell is a gap, and a name left out. The error is an UnknownField or
// ErrReplyBrace: a text that WriteReply has kept gives none.
func (t ReplyTemplate) Fill(facts ReplyFacts) (string, error) {
	return eachField(t.Text, func(typed string) (string, error) {
		f, ok := fieldNamed(typed)
		if !ok {
			return "", UnknownField{strings.TrimSpace(typed)}
		}
		value := f.value(facts)
		switch {
		case value == "" && f.Name != replyName:
			return ReplyGap, nil
		case beginsSentence(typed):
			return viet.Capital(value), nil
		}
		return value, nil
	})
}

// beginsSentence reports whether a field is written with a capital first and small letters after it, as {Đơn vị}.
func beginsSentence(typed string) bool {
	typed = strings.TrimSpace(typed)
	first, size := utf8.DecodeRuneInString(typed)
	return unicode.IsUpper(first) && typed[size:] == strings.ToLower(typed[size:])
}

// uncapital makes the first letter of a name small, for the middle of a sentence.
func uncapital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}
