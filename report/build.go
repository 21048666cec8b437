package report

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/paper"
	"danbiet/ward"
)

// Report is a half-year report (báo cáo) as it reads: its text with the figures in it, and the figures with their
// definitions. It is complete: a frozen one is shown from nothing else.
type Report struct {
	Head      paper.Letterhead `json:"head"`
	Number    string           `json:"number"` // "25/BC-UBND"; "" leaves room for the pen
	Date      law.Date         `json:"date"`   // of the signature; zero leaves room for the pen
	From      law.Date         `json:"from"`
	To        law.Date         `json:"to"`
	Title     string           `json:"title"`
	Blocks    []Block          `json:"blocks"`
	Lines     []Line           `json:"figures"`
	Missing   []string         `json:"missing"` // indicators that must be entered
	Wanted    []Wanted         `json:"wanted"`  // what somebody must write
	Texts     []Text           `json:"texts"`   // that the blocks were made of
	Offices   []string         `json:"offices"` // above the signature
	Signer    string           `json:"signer"`
	Receivers []string         `json:"recipients"`
	Made      time.Time        `json:"made"` // when the figures were computed
}

// Scope is the report's period.
func (r Report) Scope() Scope { return Scope{From: r.From, To: r.To} }

// Wanted is a place where somebody must write what no figure gives.
type Wanted struct {
	Section string `json:"section"`
	What    string `json:"what"`
}

// Text is the text of a section before its fields were filled in.
type Text struct {
	Section string `json:"section"`
	Text    string `json:"text"`
	Own     bool   `json:"own"` // the ward's, not the program's
}

// BlockKind is what a block of a report is.
type BlockKind string

// The kinds of blocks.
const (
	ChapterBlock BlockKind = "chapter" // I. TRIỂN KHAI THỰC HIỆN
	SectionBlock BlockKind = "section" // 1. Công tác chỉ đạo, điều hành
	PartBlock    BlockKind = "part"    // 2.1. Kết quả đạt được
	PointBlock   BlockKind = "point"   // a) Tri thức của công dân
	ItemBlock    BlockKind = "item"    // - …
	TextBlock    BlockKind = "text"
)

// Block is a paragraph of a report.
type Block struct {
	Kind    BlockKind `json:"kind"`
	Section string    `json:"section,omitempty"` // the key, "" for a chapter
	Number  string    `json:"number,omitempty"`  // "I.", "2.1.", "a)"
	Runs    []Run     `json:"runs"`
}

// Text is the block's text without its number.
func (b Block) Text() string {
	var text strings.Builder
	for _, r := range b.Runs {
		text.WriteString(r.Text)
	}
	return text.String()
}

// Draft makes the report of a period from the record, what was entered, and the ward's own texts. It writes nothing.
func Draft(ctx context.Context, w *ward.Ward, s Scope) (Report, error) {
	facts, err := NewFacts(ctx, w, s)
	if err != nil {
		return Report{}, err
	}
	sheet := facts.Sheet
	own, err := w.Narratives(ctx, s.From, s.To)
	if err != nil {
		return Report{}, err
	}
	profile := w.Profile
	r := Report{
		Head: profile.Letterhead(), From: s.From, To: s.To, Made: sheet.At,
		Title:   fmt.Sprintf("Kết quả nâng cao hiệu quả quản trị và hành chính công %s, phương hướng, nhiệm vụ %s", s.Name(), s.Ahead()),
		Offices: []string{"TM. Ủy ban nhân dân", profile.SignerTitle()}, Signer: profile.Reporting.Signer, Receivers: profile.Recipients(s.To),
	}
	for _, section := range sections {
		text := Text{Section: section.Key, Text: DefaultText(section.Key)}
		if n, ok := own[section.Key]; ok {
			text.Text, text.Own = n.Text, true
		}
		r.Texts = append(r.Texts, text)
	}
	if err := r.write(facts, s.Ahead()); err != nil {
		return Report{}, err
	}
	r.Lines = lines(sheet, r.Missing)
	return r, nil
}

// NewFacts reads what the fields of the report of a period are filled with.
func NewFacts(ctx context.Context, w *ward.Ward, s Scope) (Facts, error) {
	sheet, err := NewSheet(ctx, w, s)
	return Facts{sheet, wordsOf(w, s)}, err
}

// Preview is a section with a text, as it would read in the report. Its error is a TemplateError.
func (f Facts) Preview(s Section, text string) ([]Block, error) {
	t, err := ParseTemplate(text)
	if err != nil {
		return nil, err
	}
	count := numbering{}
	for _, before := range sections {
		if before.Chapter != count.chapter && before.Chapter > 0 {
			count.nextChapter()
		}
		if before.Title != "" {
			count.nextSection()
		}
		if before.Key == s.Key {
			break
		}
	}
	return blocksOf(s, splitLines(t.Fill(f)), &count), nil
}

// wordsOf are the words of a ward's report.
func wordsOf(w *ward.Ward, s Scope) map[string]string {
	through := s.To
	if today := w.Today(); today.Before(through) {
		through = today
	}
	days, document := w.Profile.ChairSchedule(s.From, s.To)
	return map[string]string{
		"phuong": w.Profile.Short, "don-vi": w.Profile.Unit(), "ky": s.Name(), "ky-toi": s.Ahead(), "nam": strconv.Itoa(s.Year()),
		"tu-ngay": s.From.Vietnamese(), "den-ngay": s.To.Vietnamese(), "so-lieu-den": through.Vietnamese(),
		"lich-tiep": days, "van-ban-lich-tiep": document,
	}
}

// write fills the texts in and counts the headings.
func (r *Report) write(f Facts, ahead string) error {
	titles, count := chapters(ahead), numbering{}
	for i, section := range sections {
		if section.Chapter != count.chapter && section.Chapter > 0 {
			r.Blocks = append(r.Blocks, Block{Kind: ChapterBlock, Number: count.nextChapter() + ".", Runs: []Run{{Text: titles[section.Chapter]}}})
		}
		if section.Title != "" {
			r.Blocks = append(r.Blocks, Block{Kind: SectionBlock, Section: section.Key, Number: count.nextSection() + ".", Runs: []Run{{Text: section.Title}}})
		}
		t, err := ParseTemplate(r.Texts[i].Text)
		if err != nil {
			return fmt.Errorf("the text of section %s: %w", section.Key, err)
		}
		blocks := blocksOf(section, splitLines(t.Fill(f)), &count)
		if len(blocks) == 0 {
			what := section.Title
			if what == "" {
				what = "nội dung của phần này"
			}
			blocks = []Block{{Kind: TextBlock, Section: section.Key, Runs: []Run{{Text: markBegin + what + markEnd, Wanted: true}}}}
		}
		r.Blocks = append(r.Blocks, blocks...)
	}
	r.list()
	return nil
}

// list gathers what the text has marks for.
func (r *Report) list() {
	r.Missing, r.Wanted = []string{}, []Wanted{}
	for _, b := range r.Blocks {
		for _, run := range b.Runs {
			for _, id := range run.Missing {
				if !slices.Contains(r.Missing, id) {
					r.Missing = append(r.Missing, id)
				}
			}
			if run.Wanted {
				what := strings.TrimSuffix(strings.TrimPrefix(run.Text, markBegin), markEnd)
				r.Wanted = append(r.Wanted, Wanted{b.Section, what})
			}
		}
	}
}

// numbering counts headings: I. 1. 1.1. a).
type numbering struct{ chapter, section, part, point int }

func (n *numbering) nextChapter() string {
	*n = numbering{chapter: n.chapter + 1}
	return [...]string{"", "I", "II", "III", "IV"}[n.chapter]
}

func (n *numbering) nextSection() string {
	*n = numbering{chapter: n.chapter, section: n.section + 1}
	return strconv.Itoa(n.section)
}

func (n *numbering) nextPart() string {
	n.part, n.point = n.part+1, 0
	if n.section == 0 {
		return strconv.Itoa(n.part) + "."
	}
	return fmt.Sprintf("%d.%d.", n.section, n.part)
}

// letters are those that Vietnamese lists count with.
var letters = [...]string{"a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y"}

func (n *numbering) nextPoint() string {
	n.point++
	return letters[(n.point-1)%len(letters)] + ")"
}

// splitLines cuts runs at their line ends, and takes blanks from the ends of lines. Lines without text are left out.
func splitLines(runs []Run) [][]Run {
	var all [][]Run
	var line []Run
	end := func() {
		if line = tidy(line); len(line) > 0 {
			all = append(all, line)
		}
		line = nil
	}
	for _, r := range runs {
		if r.Field != "" || r.Marked() {
			line = append(line, r)
			continue
		}
		for i, piece := range strings.Split(r.Text, "\n") {
			if i > 0 {
				end()
			}
			line = append(line, Run{Text: piece})
		}
	}
	end()
	return all
}

// closer takes the blanks away that a choice without a text leaves behind.
var closer = strings.NewReplacer("  ", " ", " .", ".", " ,", ",", " ;", ";", " :", ":")

// tidy joins plain runs that follow one another, and takes the blanks from the ends and from before punctuation.
func tidy(line []Run) []Run {
	var joined []Run
	for _, r := range line {
		plain := r.Field == "" && !r.Marked()
		if n := len(joined); plain && n > 0 && joined[n-1].Field == "" && !joined[n-1].Marked() {
			joined[n-1].Text += r.Text
			continue
		}
		joined = append(joined, r)
	}
	for i := range joined {
		if joined[i].Field == "" && !joined[i].Marked() {
			joined[i].Text = closer.Replace(joined[i].Text)
		}
		if i > 0 && joined[i].Text != "" && strings.ContainsRune(".,;:", rune(joined[i].Text[0])) {
			joined[i-1].Text = strings.TrimRight(joined[i-1].Text, " ")
		}
	}
	if n := len(joined); n > 0 {
		joined[0].Text = strings.TrimLeft(joined[0].Text, " \t\r")
		joined[n-1].Text = strings.TrimRight(joined[n-1].Text, " \t\r")
	}
	return slices.DeleteFunc(joined, func(r Run) bool { return r.Text == "" })
}

// lineMarks begin the lines that are no paragraphs.
var lineMarks = [...]struct {
	mark string
	kind BlockKind
}{{"##", PointBlock}, {"#", PartBlock}, {"-", ItemBlock}}

// marked is what kind of line this is, and the line without its mark. A mark is a figure of the text and not of a field.
func marked(line []Run) (BlockKind, []Run) {
	if line[0].Field == "" && !line[0].Marked() {
		for _, m := range lineMarks {
			rest, found := strings.CutPrefix(line[0].Text, m.mark)
			if found && (rest == "" || rest[0] == ' ') {
				return m.kind, tidy(slices.Concat([]Run{{Text: rest}}, line[1:]))
			}
		}
	}
	return TextBlock, line
}

// blocksOf are the paragraphs of a section. A heading below which nothing stands is left out, and not counted.
func blocksOf(section Section, all [][]Run, count *numbering) []Block {
	blocks := make([]Block, 0, len(all))
	for _, line := range all {
		kind, runs := marked(line)
		if len(runs) > 0 {
			blocks = append(blocks, Block{Kind: kind, Section: section.Key, Runs: runs})
		}
	}
	underPart, underPoint := false, false
	for i := len(blocks) - 1; i >= 0; i-- {
		switch blocks[i].Kind {
		case PartBlock:
			if !underPart {
				blocks[i].Runs = nil
			}
			underPart, underPoint = false, false
		case PointBlock:
			if !underPoint {
				blocks[i].Runs = nil
			}
			underPoint = false
		default:
			underPart, underPoint = true, true
		}
	}
	blocks = slices.DeleteFunc(blocks, func(b Block) bool { return b.Runs == nil })
	parts := 0
	for _, b := range blocks {
		if b.Kind == PartBlock {
			parts++
		}
	}
	if parts == 1 { // there is no 2.1 without a 2.2
		blocks = slices.DeleteFunc(blocks, func(b Block) bool { return b.Kind == PartBlock })
	}
	for i := range blocks {
		switch blocks[i].Kind {
		case PartBlock:
			blocks[i].Number = count.nextPart()
		case PointBlock:
			blocks[i].Number = count.nextPoint()
		}
	}
	return blocks
}
