package talk

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Answer is a kind of answer that a question can have.
type Answer[T any] interface {
	Ask(*Chat) question            // how the question is put
	Read(*Chat, *Input) (T, error) // understands an input, or returns a Problem
	Still(T) bool                  // whether a remembered answer still holds
}

// Problem is why an answer was not accepted, as a sentence for the citizen in their language. Empty means that nothing
// better can be said than to ask again.
type Problem string

func (p Problem) Error() string { return "the answer was not accepted" } // never the words: they may repeat the input

// question is what a channel needs of a question besides its text.
type question struct {
	title   string
	options []Option
	want    Want
	columns int
	bare    bool // without the ways back and out
}

// Option is one choice. Its label is written in the source language and translated when shown.
type Option struct {
	Value   string                  // stable: stored, and sent in buttons
	Label   string                  // shown
	Aliases []string                // other words that mean it
	Means   func(typed string) bool // understands what no list holds, such as the many ways to say yes; nil for none
	URL     string                  // opens a page instead of answering
	Proper  bool                    // the label is a name or a title: shown as it is in every language
}

// Choose is an Answer that is one of several options.
type Choose struct {
	Title   string
	Options []Option
	Columns int  // options beside each other; 0 and 1: one a line
	Bare    bool // no buttons to go back or to stop
}

// Ask shows the options.
func (a Choose) Ask(c *Chat) question {
	return question{title: a.Title, options: translated(c, a.Options), want: WantChoice, columns: a.Columns, bare: a.Bare}
}

// Read takes a pressed button, a number, a label or words close to one.
func (a Choose) Read(c *Chat, in *Input) (string, error) {
	if value, ok := pick(c, a.Options, in); ok {
		return value, nil
	}
	if len(in.Files) > 0 && in.Files[0].Album != "" && in.Files[0].Album == c.state.Album {
		return "", Problem(c.T("Câu trước chỉ nhận số tệp như đã nói; tệp gửi thêm này chưa được nhận."))
	}
	return "", Problem(c.T("Xin lỗi, tôi chưa hiểu câu trả lời. Mời ông/bà bấm một nút, hoặc gõ số thứ tự của lựa chọn."))
}

// Still reports whether the option still exists.
func (a Choose) Still(value string) bool {
	return slices.ContainsFunc(a.Options, func(o Option) bool { return o.Value == value })
}

func translated(c *Chat, options []Option) []Option {
	shown := slices.Clone(options)
	for i := range shown {
		if !shown[i].Proper {
			shown[i].Label = c.T(shown[i].Label)
		}
	}
	return shown
}

// pick finds the option that an input means.
func pick(c *Chat, options []Option, in *Input) (string, bool) { return pickFrom(c, options, in, true) }

// pickFrom is pick, with or without guessing from a part of a label or from mistyped words.
func pickFrom(c *Chat, options []Option, in *Input, guess bool) (string, bool) {
	answering := slices.DeleteFunc(slices.Clone(options), func(o Option) bool { return o.URL != "" })
	if in.Button != "" {
		i := slices.IndexFunc(answering, func(o Option) bool { return o.Value == in.Button })
		if i < 0 {
			return "", false
		}
		return answering[i].Value, true
	}
	typed := strings.TrimSuffix(strings.TrimSpace(in.Text), ".")
	if n, err := strconv.Atoi(typed); err == nil && strconv.Itoa(n) == typed { // "007" is no number of a choice
		if n >= 1 && n <= len(answering) {
			return answering[n-1].Value, true
		}
		return "", false
	}
	folded := c.lang.Fold(typed)
	if folded == "" {
		return "", false
	}
	for _, o := range answering {
		if o.Means != nil && o.Means(typed) || slices.ContainsFunc(o.words(c), func(w string) bool { return c.lang.Fold(w) == folded }) {
			return o.Value, true
		}
	}
	if !guess {
		return "", false
	}
	return c.guess(answering, typed, folded)
}

// words are all that names an option: its label, the same in the citizen's language, and its aliases.
func (o Option) words(c *Chat) []string {
	return append([]string{o.Label, c.lang.Translate(o.Label)}, o.Aliases...)
}

// guess finds the one option that the words surely mean: its label begins with them, its label holds them, an alias holds
// them, or they are a slip for it. Where two options fit equally well, neither is taken.
func (c *Chat) guess(options []Option, typed, folded string) (string, bool) {
	const labels = 2
	fits := []func(Option) bool{
		func(o Option) bool { return c.anyOf(o.words(c)[:labels], folded, strings.HasPrefix) },
		func(o Option) bool { return c.anyOf(o.words(c)[:labels], folded, strings.Contains) },
		func(o Option) bool { return c.anyOf(o.words(c), folded, strings.Contains) },
	}
	for _, fit := range fits {
		fitting := slices.DeleteFunc(slices.Clone(options), func(o Option) bool { return !fit(o) })
		if len(fitting) == 1 {
			return fitting[0].Value, true
		}
		if len(fitting) > 1 {
			return "", false
		}
	}
	named := map[string][]string{}
	for _, o := range options {
		named[o.Value] = o.words(c)
	}
	return c.lang.Closest(typed, named)
}

// fewestPart is the fewest letters that name an option by a part of its label.
const fewestPart = 3

// anyOf reports whether one of some labels has the typed words, as whole words, where how looks for them.
func (c *Chat) anyOf(labels []string, folded string, how func(label, part string) bool) bool {
	return len(folded) >= fewestPart && slices.ContainsFunc(labels, func(label string) bool {
		return how(" "+c.lang.Fold(label)+" ", " "+folded+" ")
	})
}

// Words is an Answer in free words.
type Words struct {
	Title    string
	Min, Max int                          // runes; Max 0 means MaxText
	Options  []Option                     // choices beside the words, such as "không có"; taken only by button, number or exact label
	Check    func(string) (string, error) // tidies the words, or returns a Problem
	Want     Want                         // WantText when empty
}

// MaxText is the most runes of an answer in words.
const MaxText = 5000

// Ask asks for words.
func (a Words) Ask(c *Chat) question {
	want := a.Want
	if want == "" {
		want = WantText
	}
	return question{title: a.Title, options: translated(c, a.Options), want: want}
}

// Read takes the words, or the value of an option.
func (a Words) Read(c *Chat, in *Input) (string, error) {
	if value, ok := exact(c, a.Options, in); ok {
		return value, nil
	}
	text := strings.TrimSpace(in.Text)
	limit := a.Max
	if limit == 0 {
		limit = MaxText
	}
	switch n := utf8.RuneCountInString(text); {
	case text == "":
		return "", Problem(c.T("Câu này cần trả lời bằng chữ. Mời ông/bà gõ câu trả lời."))
	case n > limit:
		return "", Problem(c.T("Câu trả lời dài %d ký tự, tối đa là %d. Mời ông/bà viết ngắn lại; những gì đã khai vẫn được giữ.", n, limit))
	case n < a.Min:
		return "", Problem(c.T("Câu trả lời ngắn quá. Mời ông/bà viết rõ hơn một chút."))
	}
	if a.Check == nil {
		return text, nil
	}
	return a.Check(text)
}

// Still accepts what was accepted before.
func (a Words) Still(string) bool { return true }

// exact is pick without guessing: free words must not become a choice because they look like one.
func exact(c *Chat, options []Option, in *Input) (string, bool) {
	return pickFrom(c, options, in, false)
}

// Point is where something is: in words, on the map, or both.
type Point struct {
	Text     string    `json:"text,omitempty"`
	Location *Location `json:"location,omitempty"`
}

// Where is an Answer that is a place.
type Where struct{ Options []Option }

// Ask asks for a place and offers the phone's location.
func (a Where) Ask(c *Chat) question {
	return question{options: translated(c, a.Options), want: WantLocation}
}

// Read takes a shared location, or words.
func (a Where) Read(c *Chat, in *Input) (Point, error) {
	if l := in.Location; l != nil {
		if !(math.Abs(l.Latitude) <= 90 && math.Abs(l.Longitude) <= 180) { // no number at all is wrong too
			return Point{}, Problem(c.T("Vị trí này không đúng. Mời ông/bà gửi lại, hoặc gõ địa chỉ bằng chữ."))
		}
		return Point{Location: l}, nil
	}
	text, err := Words{Options: a.Options, Max: 300}.Read(c, in)
	return Point{Text: text}, err
}

// Still accepts what was accepted before.
func (a Where) Still(Point) bool { return true }

// Upload is an Answer that is one file or several, or an option instead ("xong").
type Upload struct {
	Options []Option
	Room    int // how many files may still come
}

// Uploaded is the answer to an Upload: files, or the value of an option.
type Uploaded struct {
	Files  []File `json:"files,omitempty"`
	Option string `json:"option,omitempty"`
}

// Ask asks for files.
func (a Upload) Ask(c *Chat) question {
	return question{options: translated(c, a.Options), want: WantFile}
}

// Read takes files, as many as there is room for, or an option.
func (a Upload) Read(c *Chat, in *Input) (Uploaded, error) {
	for _, r := range in.Refused {
		c.note(c.refusal(r))
	}
	if len(in.Files) > 0 {
		room := max(a.Room, 0)
		if len(in.Files) > room {
			c.note(c.T("Chỉ nhận thêm được %d tệp; các tệp sau chưa được nhận.", room))
		}
		if room == 0 {
			return Uploaded{}, Problem("")
		}
		return Uploaded{Files: in.Files[:min(len(in.Files), room)]}, nil
	}
	if value, ok := pick(c, a.Options, in); ok {
		return Uploaded{Option: value}, nil
	}
	if len(in.Refused) > 0 {
		return Uploaded{}, Problem("")
	}
	return Uploaded{}, Problem(c.T("Mời ông/bà gửi ảnh, tệp hoặc ghi âm, hay bấm một nút bên dưới."))
}

// Still accepts what was accepted before.
func (a Upload) Still(Uploaded) bool { return true }

func (c *Chat) refusal(r Refusal) string {
	switch r.Reason {
	case TooLarge:
		return c.T("Tệp “%s” lớn quá, tối đa là %d MB.", r.Name, r.Limit>>20)
	case WrongType:
		return c.T("Tệp “%s” không phải loại được nhận (ảnh, ghi âm, PDF, Word, Excel).", r.Name)
	default:
		return c.T("Tệp “%s” chưa tải về được. Mời ông/bà gửi lại.", r.Name)
	}
}

// Phone is an Answer that is a phone number: typed, or shared with the channel's contact button.
type Phone struct {
	Options []Option
	Check   func(string) (string, error) // the number in E.164, or a Problem
}

// Ask asks for the number and offers the contact button.
func (a Phone) Ask(c *Chat) question {
	return question{options: translated(c, a.Options), want: WantPhone}
}

// Read takes the number. Somebody else's contact is refused.
func (a Phone) Read(c *Chat, in *Input) (string, error) {
	if in.Contact == nil {
		return Words{Options: a.Options, Max: 40, Check: a.Check}.Read(c, in)
	}
	if !in.Contact.Own {
		return "", Problem(c.T("Đây là danh bạ của người khác nên không nhận được. Mời ông/bà gửi số của chính mình, hoặc gõ số."))
	}
	return a.Check(in.Contact.Phone)
}

// Still accepts what was accepted before.
func (a Phone) Still(string) bool { return true }

// Choice asks for one of several options.
func (c *Chat) Choice(key, format string, options ...Option) string {
	return Ask(c, key, Choose{Options: options}, format)
}

// Item is one line of a review: what the citizen said to a question, and the key under which it can be said anew.
type Item struct{ Key, Label, Value string }

// Review shows the answers and asks whether to go on. "Sửa" lets the citizen choose one item, forgets its answer and
// asks for it again; everything else stays. It returns false when they decide against.
func (c *Chat) Review(key, title, yes string, items []Item) bool {
	var lines []string
	options := make([]Option, 0, len(items))
	for _, item := range items {
		if item.Value != "" {
			lines = append(lines, c.T(item.Label)+": "+item.Value)
		}
		if item.Key != "" {
			options = append(options, Option{Value: item.Key, Label: item.Label})
		}
	}
	answer := Ask(c, key, Choose{Title: c.T(title), Options: []Option{
		{Value: "yes", Label: yes, Aliases: []string{"gửi", "gửi đi", "send"}, Means: c.lang.Yes},
		{Value: "edit", Label: "Sửa", Aliases: []string{"sửa lại", "sửa tên", "sửa số điện thoại", "edit", "change"}},
		{Value: "no", Label: "Không gửi nữa", Means: c.lang.No},
	}}, "%s", strings.Join(lines, "\n"))
	if answer == "edit" {
		item := Ask(c, key+".edit", Choose{Options: options}, "Ông/bà muốn sửa mục nào?")
		c.state.Forget(key)
		c.Again(item)
	}
	return answer == "yes"
}
