package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Template is the text of a section with fields between braces, read by ParseTemplate:
//
//	{A1}                           the figure of a metric or an indicator
//	{hoi-vien/dan-so:2}            one figure as a share of another, with two decimals
//	{phuong}, {ky}                 a word of the report: see the Words of a Facts
//	{A3? Đạt {A3}. | Không có đơn đến hạn.}
//	                               the first text where there is something of it, the second where there is none: a count
//	                               of nought, a share or a median of nothing. The second may be left out
//	{bau-cu.ho?? Bầu cử: … | …}    the first text where the figure is known, be it nought; the second where it was not entered
//	{cần: số, ngày của kế hoạch}   what no figure gives and somebody must write
//	\{ \} \| \\                    the characters themselves
//
// Texts within a field may hold fields again. A figure that was not entered is never guessed: its field, and a field
// with "?" that asks for it, become a mark that names it.
type Template struct{ nodes []node }

// node is a piece of a template.
type node struct {
	kind    nodeKind
	text    string // the words; a field's name; what is to be written
	yes, no []node // of a choice
}

type nodeKind byte

const (
	literal nodeKind = iota
	field            // {text}
	choice           // {text? yes | no}
	known            // {text?? yes | no}
	wanted           // {cần: text}
)

const (
	wantedWord = "cần:"
	maxDepth   = 8       // of fields within fields
	maxText    = 1 << 16 // bytes of a section's text
)

// TemplateError says in Vietnamese what is wrong with a section's text, and where.
type TemplateError struct {
	Line, Column int // from 1; columns are letters
	Problem      string
}

// Error is the problem with its place.
func (e TemplateError) Error() string {
	return fmt.Sprintf("dòng %d, cột %d: %s", e.Line, e.Column, e.Problem)
}

// ParseTemplate reads the text of a section. Its error is a TemplateError.
func ParseTemplate(text string) (Template, error) {
	p := parser{text: text}
	if len(text) > maxText {
		return Template{}, p.wrong(0, "nội dung dài quá 65.536 byte")
	}
	nodes, err := p.nodes(0)
	if err != nil {
		return Template{}, err
	}
	if p.at < len(text) {
		return Template{}, p.wrong(p.at, "dấu } không có dấu { mở trường; muốn viết chính dấu này, xin ghi \\}")
	}
	return Template{nodes}, nil
}

// parser reads a template from left to right.
type parser struct {
	text string
	at   int // byte
}

func (p *parser) wrong(at int, format string, args ...any) TemplateError {
	before := p.text[:at]
	line := strings.Count(before, "\n") + 1
	column := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	return TemplateError{line, column, fmt.Sprintf(format, args...)}
}

// nodes reads up to the end of the text or of the field that it stands in: "}", or "|" within a choice.
func (p *parser) nodes(depth int) ([]node, error) {
	var all []node
	var words strings.Builder
	flush := func() {
		if words.Len() > 0 {
			all = append(all, node{kind: literal, text: words.String()})
			words.Reset()
		}
	}
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '\\' && p.at+1 < len(p.text) && strings.IndexByte(`{}|\`, p.text[p.at+1]) >= 0:
			words.WriteByte(p.text[p.at+1])
			p.at += 2
		case c == '{':
			flush()
			n, err := p.field(depth + 1)
			if err != nil {
				return nil, err
			}
			all = append(all, n)
		case c == '}', c == '|' && depth > 0:
			flush()
			return all, nil
		default:
			words.WriteByte(c)
			p.at++
		}
	}
	flush()
	return all, nil
}

// field reads from "{" to its "}".
func (p *parser) field(depth int) (node, error) {
	opened := p.at
	if depth > maxDepth {
		return node{}, p.wrong(opened, "các trường lồng nhau quá %d lớp", maxDepth)
	}
	p.at++
	if rest := strings.TrimLeft(p.text[p.at:], " "); strings.HasPrefix(rest, wantedWord) {
		p.at = len(p.text) - len(rest) + len(wantedWord)
		return p.wanted(opened)
	}
	named := p.at
	end := strings.IndexFunc(p.text[named:], func(r rune) bool { return !isNameRune(r) })
	if end < 0 {
		return node{}, p.wrong(opened, "trường này thiếu dấu } ở cuối")
	}
	n := node{kind: field, text: p.text[named : named+end]}
	p.at = named + end
	p.skipSpaces()
	if n.text == "" {
		return node{}, p.wrong(opened, "trường này chưa có tên; muốn viết chính dấu {, xin ghi \\{")
	}
	if strings.HasPrefix(p.text[p.at:], "?") {
		n.kind, p.at = choice, p.at+1
		if strings.HasPrefix(p.text[p.at:], "?") {
			n.kind, p.at = known, p.at+1
		}
		return p.choice(n, opened, depth)
	}
	if !strings.HasPrefix(p.text[p.at:], "}") {
		return node{}, p.wrong(p.at, "sau tên trường “%s” phải là dấu } hoặc dấu ?", n.text)
	}
	p.at++
	return p.checked(n, named)
}

// choice reads the texts of a choice, of which the blanks at both ends count for nothing.
func (p *parser) choice(n node, opened, depth int) (node, error) {
	named := opened + 1
	var err error
	if n.yes, err = p.nodes(depth); err != nil {
		return n, err
	}
	if strings.HasPrefix(p.text[p.at:], "|") {
		p.at++
		if n.no, err = p.nodes(depth); err != nil {
			return n, err
		}
	}
	switch {
	case p.at == len(p.text):
		return n, p.wrong(opened, "trường này thiếu dấu } ở cuối")
	case p.text[p.at] == '|':
		return n, p.wrong(p.at, "một trường chỉ có hai vế, cách nhau bằng một dấu |")
	}
	p.at++
	n.yes, n.no = trimmed(n.yes), trimmed(n.no)
	return p.checked(n, named)
}

func (p *parser) wanted(opened int) (node, error) {
	all, err := p.nodes(maxDepth)
	switch {
	case err != nil:
		return node{}, err
	case p.at == len(p.text):
		return node{}, p.wrong(opened, "trường này thiếu dấu } ở cuối")
	case p.text[p.at] == '|':
		return node{}, p.wrong(p.at, "trường “cần:” không có hai vế")
	}
	p.at++
	n := node{kind: wanted}
	if len(all) > 0 {
		n.text = strings.TrimSpace(all[0].text)
	}
	if n.text == "" {
		return n, p.wrong(opened, "sau “cần:” xin ghi nội dung phải bổ sung")
	}
	return n, nil
}

// checked refuses a field that no report can fill.
func (p *parser) checked(n node, at int) (node, error) {
	if unknown := unknownName(n.text); unknown != "" {
		return n, p.wrong(at, "không có chỉ tiêu hay từ nào tên “%s”", unknown)
	}
	return n, nil
}

func (p *parser) skipSpaces() {
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
}

func isNameRune(r rune) bool {
	return r == '-' || r == '.' || r == '/' || r == ':' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// unknownName is what of a field's name no figure and no word has, "" where all is known.
func unknownName(name string) string {
	if isWord(name) {
		return ""
	}
	name, digits, rounded := strings.Cut(name, ":")
	part, whole, isShare := strings.Cut(name, "/")
	if rounded && (!isShare || len(digits) != 1 || digits[0] < '0' || digits[0] > '3') {
		return name + ":" + digits
	}
	for i, id := range []string{part, whole} {
		_, isMetric := Find(id)
		_, isIndicator := FindIndicator(id)
		if !isMetric && !isIndicator && (i == 0 || isShare) {
			return id
		}
	}
	return ""
}

// trimmed takes the blanks from both ends of a choice's text.
func trimmed(nodes []node) []node {
	if n := len(nodes); n > 0 && nodes[0].kind == literal {
		nodes[0].text = strings.TrimLeft(nodes[0].text, " \n")
	}
	if n := len(nodes); n > 0 && nodes[n-1].kind == literal {
		nodes[n-1].text = strings.TrimRight(nodes[n-1].text, " \n")
	}
	kept := nodes[:0]
	for _, one := range nodes {
		if one.kind != literal || one.text != "" {
			kept = append(kept, one)
		}
	}
	return kept
}

// escaper writes a text so that it is read back as itself.
var escaper = strings.NewReplacer(`\`, `\\`, `{`, `\{`, `}`, `\}`, `|`, `\|`)

// EscapeTemplate writes words so that ParseTemplate reads them as words.
func EscapeTemplate(words string) string { return escaper.Replace(words) }

// String writes the template as ParseTemplate reads it.
func (t Template) String() string {
	var b strings.Builder
	write(&b, t.nodes)
	return b.String()
}

func write(b *strings.Builder, nodes []node) {
	for _, n := range nodes {
		switch n.kind {
		case literal:
			b.WriteString(EscapeTemplate(n.text))
		case field:
			b.WriteString("{" + n.text + "}")
		case wanted:
			b.WriteString("{" + wantedWord + " " + EscapeTemplate(n.text) + "}")
		case choice, known:
			b.WriteString("{" + n.text + strings.Repeat("?", int(n.kind-choice)+1) + " ")
			write(b, n.yes)
			if len(n.no) > 0 {
				b.WriteString(" | ")
				write(b, n.no)
			}
			b.WriteByte('}')
		}
	}
}
