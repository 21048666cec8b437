package check

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"danbiet/law"
	"danbiet/viet"
)

// Errors of Read; compare with errors.Is. Their words may be shown to people.
var (
	ErrKind     = errors.New("chỉ đọc được tệp .txt, .md và .docx")
	ErrTooLarge = errors.New("tệp quá lớn so với một báo cáo (hơn 1 MB chữ): hãy tách riêng báo cáo cần kiểm tra")
	ErrEncoding = errors.New("tệp không ghi bằng Unicode UTF-8: hãy lưu lại bằng bảng mã UTF-8 (phông TCVN3, VNI cần chuyển mã trước)")
	ErrNoText   = errors.New("tệp không có chữ nào")
	ErrDamaged  = errors.New("tệp .docx bị hỏng hoặc không phải văn bản Word: hãy mở bằng Word và lưu lại")
	ErrOldWord  = errors.New("đây là tệp .doc của Word 97–2003: hãy mở bằng Word hoặc LibreOffice và lưu lại thành .docx")
	ErrLocked   = errors.New("tệp có mật khẩu: hãy mở bằng Word, bỏ mật khẩu rồi lưu lại")
	ErrPDF      = errors.New("đây là tệp .pdf: hãy dùng bản .docx của báo cáo")
)

// maxText is the longest text that is read, in bytes. The longest real reports have a tenth of it.
const maxText = 1 << 20

// maxParagraph and maxSentence are how long a paragraph and a sentence may become, in bytes; longer ones are cut between
// words, so that a file without a full stop takes no longer than any other.
const (
	maxParagraph = 24 << 10
	maxSentence  = 2 << 10
)

// Document is a report as paragraphs: what a page break or a wrapped line split is joined again.
type Document struct {
	Name       string
	paragraphs []*paragraph
}

// Paragraphs returns how many paragraphs the document has, headings and table rows included.
func (d Document) Paragraphs() int { return len(d.paragraphs) }

// Period is the first and the last day of what the report says in its title to be about, such as "6 tháng đầu năm 2024"; ok is
// false where it does not say so with a year.
func (d Document) Period() (from, to law.Date, ok bool) {
	r := &report{paragraphs: d.paragraphs}
	r.readTitle()
	p := readPeriod(r.title)
	return p.begin(), p.end(), p.year > 0
}

// paragraph is a paragraph, a heading, or a row of a table.
type paragraph struct {
	text  string
	parts []part   // where each of its lines begins
	table int      // the number of its table, from 1; 0 for text
	cells []string // of a row
}

type part struct{ offset, line int }

// line is the line on which the byte at offset stands.
func (p *paragraph) line(offset int) int {
	line := p.parts[0].line
	for _, part := range p.parts {
		if part.offset > offset {
			break
		}
		line = part.line
	}
	return line
}

// sourceLine is a line of a file before paragraphs are joined.
type sourceLine struct {
	text  string
	line  int
	whole bool // never joined with its neighbours: a heading of Markdown, a table row
	table int
	cells []string
}

// Read reads a report. The name's ending says what it is: .txt and .md (UTF-8, composed or not) or .docx. Files that are
// no report, too large, or in an encoding of before Unicode are errors with a sentence that says what to do.
func Read(name string, r io.Reader) (Document, error) {
	lines, err := readLines(strings.ToLower(filepath.Ext(name)), r)
	if err != nil {
		return Document{}, fmt.Errorf("%s: %w", filepath.Base(name), err)
	}
	d := Document{Name: name, paragraphs: join(lines)}
	if len(d.paragraphs) == 0 {
		return Document{}, fmt.Errorf("%s: %w", filepath.Base(name), ErrNoText)
	}
	return d, nil
}

// Unreadable is the sentence that says why Read refused a file; ok is false for another error, such as that of a disk.
func Unreadable(err error) (sentence string, ok bool) {
	for _, known := range []error{ErrKind, ErrTooLarge, ErrEncoding, ErrNoText, ErrDamaged, ErrOldWord, ErrLocked, ErrPDF} {
		if errors.Is(err, known) {
			return known.Error(), true
		}
	}
	return "", false
}

// readLines reads a file by its ending, after a look at what it is: files are renamed.
func readLines(ending string, r io.Reader) ([]sourceLine, error) {
	switch ending {
	case ".txt", ".md", ".markdown", ".docx":
	case ".doc":
		return nil, ErrOldWord
	case ".pdf":
		return nil, ErrPDF
	default:
		return nil, ErrKind
	}
	raw, err := io.ReadAll(io.LimitReader(r, maxDocx+1))
	switch {
	case err != nil:
		return nil, err
	case len(raw) > maxDocx:
		return nil, ErrTooLarge
	case len(raw) == 0:
		return nil, ErrNoText
	case bytes.HasPrefix(raw, []byte("%PDF-")):
		return nil, ErrPDF
	case bytes.HasPrefix(raw, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")): // a compound file: old Word, or a locked package
		if bytes.Contains(raw, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
			return nil, ErrLocked
		}
		return nil, ErrOldWord
	case ending == ".docx":
		return readDocx(raw)
	}
	return readText(raw, ending != ".txt")
}

func readText(raw []byte, markdown bool) ([]sourceLine, error) {
	if len(raw) > maxText {
		return nil, ErrTooLarge
	}
	text := strings.TrimPrefix(string(raw), "\ufeff")
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return nil, ErrEncoding
	}
	if _, legacy := viet.FixMojibake(text); legacy {
		return nil, ErrEncoding
	}
	text = strings.ReplaceAll(strings.ReplaceAll(viet.NFC(text), "\r\n", "\n"), "\r", "\n")
	var lines []sourceLine
	table, inTable := 0, false
	for i, s := range strings.Split(text, "\n") {
		line := sourceLine{text: tidy(s), line: i + 1}
		for len(line.text) > maxParagraph {
			head := cutAt(line.text, maxParagraph)
			lines = append(lines, sourceLine{text: strings.TrimSpace(line.text[:head]), line: i + 1, whole: true})
			line.text = strings.TrimSpace(line.text[head:])
		}
		if row, ok := rowOf(s, line.text); ok {
			if !inTable {
				table++
			}
			inTable, line.whole, line.table, line.cells = true, true, table, row
			line.text = strings.Join(row, " | ")
		} else {
			inTable = false
		}
		if markdown {
			line = plainMarkdown(line)
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// cutAt is where a text is cut so that what stands before is no longer than most bytes: at a space, else between letters.
func cutAt(s string, most int) int {
	if at := strings.LastIndexByte(s[:most], ' '); at > 0 {
		return at
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return most
}

// tidy takes out what nobody sees: odd spaces, zero-width letters, the stars of bold type.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\u2060' || r == '\ufeff' || r == '\u00ad':
			return -1
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(strings.NewReplacer("**", "", "...", "…").Replace(s)), " ")
}

var (
	markdownHeading = regexp.MustCompile(`^#{1,6}\s+`)
	markdownRule    = regexp.MustCompile(`^:?-{2,}:?$`)
)

// rowOf splits a row of a table of Markdown, or cells between tabs as they come from a copied table.
func rowOf(raw, text string) (cells []string, ok bool) {
	if cells, ok := markdownRow(text); ok {
		return cells, ok
	}
	if strings.Count(strings.Trim(raw, " \t"), "\t") < 2 {
		return nil, false
	}
	for cell := range strings.SplitSeq(strings.Trim(raw, " \r"), "\t") {
		cells = append(cells, tidy(cell))
	}
	return cells, true
}

// markdownRow splits "| a | b |". The line of dashes under a table's head has no cells, but belongs to the table.
func markdownRow(s string) (cells []string, ok bool) {
	if len(s) < 2 || s[0] != '|' || s[len(s)-1] != '|' {
		return nil, false
	}
	for cell := range strings.SplitSeq(s[1:len(s)-1], "|") {
		if cell = strings.TrimSpace(cell); !markdownRule.MatchString(cell) {
			cells = append(cells, cell)
		}
	}
	return cells, true
}

func plainMarkdown(l sourceLine) sourceLine {
	if at := markdownHeading.FindString(l.text); at != "" {
		l.text, l.whole = strings.TrimRight(l.text[len(at):], "# "), true
	}
	l.text = strings.TrimPrefix(l.text, "> ")
	if rest, ok := strings.CutPrefix(l.text, "* "); ok {
		l.text = "- " + rest
	}
	l.text = strings.NewReplacer("__", "", `\.`, ".", `\-`, "-", "`", "").Replace(l.text)
	return l
}

// join makes paragraphs of lines. A line goes on in the next one, even behind the empty lines of a page break, when it
// ends in the middle of a sentence and the next begins in the middle of one.
func join(lines []sourceLine) []*paragraph {
	wrapped := isWrapped(lines)
	var all []*paragraph
	empty, joinable := 0, false
	for _, l := range lines {
		if l.text == "" {
			empty++
			continue
		}
		if joinable && !l.whole && len(all[len(all)-1].text) < maxParagraph && goesOn(all[len(all)-1].text, l.text, wrapped && empty == 0) {
			last := all[len(all)-1]
			last.parts = append(last.parts, part{len(last.text) + 1, l.line})
			last.text += " " + l.text
		} else {
			all = append(all, &paragraph{text: l.text, parts: []part{{0, l.line}}, table: l.table, cells: l.cells})
			joinable = !l.whole
		}
		empty = 0
	}
	return all
}

// isWrapped reports whether a text is broken into lines of about one length, as mail programs do.
func isWrapped(lines []sourceLine) bool {
	long, filled := 0, 0
	for i, l := range lines {
		switch n := utf8.RuneCountInString(l.text); {
		case n > 130:
			long++
		case n >= 55 && i+1 < len(lines) && lines[i+1].text != "":
			filled++
		}
	}
	return long == 0 && filled >= 3
}

func goesOn(before, after string, wrapped bool) bool {
	if label(after).kind != noLabel || strings.ContainsAny(lastRune(before), ".;:!?…*") {
		return false
	}
	first, _ := utf8.DecodeRuneInString(after)
	if unicode.IsLower(first) {
		return true
	}
	return wrapped && utf8.RuneCountInString(before) >= 45 && before != strings.ToUpper(before) && !strings.HasPrefix(after, "-") && label(before).kind == noLabel ||
		wrapped && strings.HasPrefix(before, "- ") && unicode.IsLetter(first)
}

func lastRune(s string) string {
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}
