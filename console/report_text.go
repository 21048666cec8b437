package console

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"danbiet/report"
)

// fieldID is the figure that a field of a text begins with: of "hoi-vien/dan-so:2" the indicator hoi-vien.
func fieldID(field string) string {
	id, _, _ := strings.Cut(field, ":")
	id, _, _ = strings.Cut(id, "/")
	return id
}

// chapterPart is a section of a report as a page shows it, with the heading of the chapter that it begins.
type chapterPart struct {
	chapter  string
	section  report.Section
	passages []passage
}

// marked reports whether something of the section is still missing.
func (p chapterPart) marked() bool {
	for _, one := range p.passages {
		for _, b := range append([]report.Block{one.Block}, one.items...) {
			if slices.ContainsFunc(b.Runs, report.Run.Marked) {
				return true
			}
		}
	}
	return false
}

// passage is a paragraph, or the items of a list.
type passage struct {
	report.Block

	items []report.Block
}

// partsOf groups the blocks of a report by section.
func partsOf(blocks []report.Block) (parts []chapterPart) {
	chapter := ""
	for _, b := range blocks {
		if b.Kind == report.ChapterBlock {
			chapter = b.Number + " " + b.Text()
			continue
		}
		if n := len(parts); n == 0 || parts[n-1].section.Key != b.Section {
			section, _ := report.FindSection(b.Section)
			parts = append(parts, chapterPart{chapter: chapter, section: section})
			chapter = ""
		}
		part := &parts[len(parts)-1]
		part.passages = append(part.passages, passage{Block: b})
	}
	for i := range parts {
		parts[i].passages = grouped(parts[i].passages)
	}
	return parts
}

// passagesOf are the blocks of one section.
func passagesOf(blocks []report.Block) []passage {
	all := make([]passage, len(blocks))
	for i, b := range blocks {
		all[i] = passage{Block: b}
	}
	return grouped(all)
}

// grouped makes lists of items that follow one another.
func grouped(all []passage) (groups []passage) {
	for _, one := range all {
		n := len(groups)
		switch {
		case one.Kind != report.ItemBlock:
			groups = append(groups, one)
		case n > 0 && len(groups[n-1].items) > 0:
			groups[n-1].items = append(groups[n-1].items, one.Block)
		default:
			groups = append(groups, passage{items: []report.Block{one.Block}})
		}
	}
	return groups
}

// dimensionLines are the figures of a dimension in a report's annex.
func dimensionLines(lines []report.Line, dimension int) (all []report.Line) {
	for _, l := range lines {
		if l.Dimension == dimension {
			all = append(all, l)
		}
	}
	return all
}

// reportRuns writes the stretches of a paragraph with nothing between them: a figure is followed by its comma.
func reportRuns(v *visit, s report.Scope, runs []report.Run, now bool) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, out io.Writer) error {
		var html strings.Builder
		for _, run := range runs {
			text := templ.EscapeString(run.Text)
			if link := runLink(v, s, run, now); link != "" {
				text = `<a href="` + templ.EscapeString(link) + `">` + text + `</a>`
			}
			if run.Marked() {
				text = `<mark>` + text + `</mark>`
			}
			html.WriteString(text)
		}
		_, err := io.WriteString(out, html.String())
		return err
	})
}

// runLink is where a stretch of a report's text leads, "" for nowhere. Figures of a frozen report are no longer those of the
// page that a link would open.
func runLink(v *visit, s report.Scope, run report.Run, now bool) string {
	switch {
	case !now:
		return ""
	case len(run.Missing) > 0:
		return v.sourcePath(run.Missing[0], s)
	}
	return v.sourcePath(run.Field, s)
}
