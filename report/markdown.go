package report

import (
	"fmt"
	"strings"
	"time"
)

// Markdown is the report for reading and comparing: its text, and the figures in tables. Marks are bold.
func (r Report) Markdown() string {
	text, _ := r.Lined()
	return text
}

// Lined is the report as Markdown, and for each of its lines the key of the section that it belongs to, "" for none.
func (r Report) Lined() (markdown string, sections []string) {
	var b strings.Builder
	reached := func(section string) { // every line until here
		for n := strings.Count(b.String(), "\n"); len(sections) < n; {
			sections = append(sections, section)
		}
	}
	fmt.Fprintf(&b, "# BÁO CÁO\n\n**%s**\n\n", markdownText(r.Title))
	for _, line := range []string{r.Head.Body, "Số: " + r.numbered(), r.Dated()} {
		fmt.Fprintf(&b, "%s  \n", markdownText(line))
	}
	for i, block := range r.Blocks {
		lead := "\n"
		if block.Kind == ItemBlock && i > 0 && r.Blocks[i-1].Kind == ItemBlock {
			lead = ""
		}
		reached("")
		b.WriteString(lead + block.markdown() + "\n")
		reached(block.Section)
	}
	b.WriteString("\n**Nơi nhận:**\n\n")
	for _, name := range r.Receivers {
		fmt.Fprintf(&b, "- %s\n", markdownText(name))
	}
	fmt.Fprintf(&b, "\n**%s**  \n**%s**\n\n%s\n", capitals(r.Offices[0]), capitals(r.Offices[1]), markdownText(r.Signer))
	b.WriteString("\n## PHỤ LỤC SỐ LIỆU\n")
	for n := 1; n <= Dimensions; n++ {
		fmt.Fprintf(&b, "\n### %d. %s\n\n| Mã | Chỉ số | Đơn vị | Giá trị | Nguồn |\n|---|---|---|---:|---|\n", n, DimensionName(n))
		for _, line := range r.dimension(n) {
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", line.ID, markdownText(line.Name), line.Unit, line.Text, markdownText(line.Source))
		}
	}
	reached("")
	return b.String(), sections
}

// markdown is the block as Markdown.
func (b Block) markdown() string {
	var text strings.Builder
	for _, r := range b.Runs {
		if r.Marked() {
			text.WriteString("**" + markdownText(r.Text) + "**")
			continue
		}
		text.WriteString(markdownText(r.Text))
	}
	switch b.Kind {
	case ChapterBlock:
		return "## " + b.Number + " " + text.String()
	case SectionBlock:
		return "### " + b.Number + " " + text.String()
	case PartBlock:
		return "#### " + b.Number + " " + text.String()
	case PointBlock:
		return "*" + b.Number + " " + text.String() + "*"
	case ItemBlock:
		return "- " + text.String()
	}
	return text.String()
}

// markdownText keeps what is written from being read as marks of Markdown.
func markdownText(s string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `|`, `\|`, `<`, `&lt;`, "`", "\\`", "\n", " ").Replace(s)
}

// numbered is the report's number and symbol; without one there is room for the pen.
func (r Report) numbered() string {
	if r.Number == "" {
		return "………/BC-UBND"
	}
	return r.Number
}

// Dated is the place and the day of the signature, "Minh Đức, ngày 13 tháng 6 năm 2024"; without a day, room for the pen.
func (r Report) Dated() string { return r.Head.PlaceDate(r.signing()) }

// signing is the day of the signature, the zero time for none.
func (r Report) signing() time.Time {
	if r.Date.IsZero() {
		return time.Time{}
	}
	return r.Date.At(0, 0, time.UTC)
}

// dimension are the figures of a dimension of PAPI, in the order of the catalogue.
func (r Report) dimension(n int) []Line {
	var all []Line
	for _, line := range r.Lines {
		if line.Dimension == n {
			all = append(all, line)
		}
	}
	return all
}
