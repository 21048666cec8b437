package console

import (
	"errors"
	"net/http"
	"strings"

	"danbiet/report"
	"danbiet/report/check"
	"danbiet/ward"
)

// checkPage is what the checker says of a period's report.
type checkPage struct {
	visit    *visit
	report   report.Report
	findings []placed
}

// placed is a finding with the places that it is about.
type placed struct {
	check.Finding

	at   place
	also []place
}

// place is a line of the report.
type place struct {
	line    int
	text    string
	section report.Section // the zero one for the head and the annex
}

// errorsFound is how many findings are errors.
func (p checkPage) errorsFound() (n int) {
	for _, f := range p.findings {
		if f.Severity == check.Error {
			n++
		}
	}
	return n
}

// checkDraft runs the checker over the draft of a period.
func (d *desk) checkDraft(v *visit) {
	page := checkPage{visit: v}
	var figures []check.Figure
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		s, ok := v.reportScope(w.Today())
		if !ok {
			return errNoPage
		}
		if page.report, err = report.Draft(v.ctx(), w, s); err != nil {
			return err
		}
		sheet, err := report.NewSheet(v.ctx(), w, s)
		figures = sheet.Checked()
		return err
	})
	if err == nil {
		err = page.check(figures)
	}
	switch {
	case errors.Is(err, errNoPage):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	default:
		d.show(v, http.StatusOK, "Kiểm tra báo cáo "+page.report.Scope().Name(), "bao-cao", checkBody(page))
	}
}

func (p *checkPage) check(figures []check.Figure) error {
	text, sections := p.report.Lined()
	document, err := check.Read("bao-cao.md", strings.NewReader(text))
	if err != nil {
		return err
	}
	findings, err := check.Check(document, check.Options{Figures: figures})
	if err != nil {
		return err
	}
	lines := strings.Split(text, "\n")
	at := func(line int) place {
		one := place{line: line}
		if line >= 1 && line <= len(lines) {
			one.text = plainLine(lines[line-1])
		}
		if line >= 1 && line <= len(sections) {
			one.section, _ = report.FindSection(sections[line-1])
		}
		return one
	}
	for _, f := range findings {
		one := placed{Finding: f, at: at(f.Line)}
		for _, line := range f.Also {
			one.also = append(one.also, at(line))
		}
		p.findings = append(p.findings, one)
	}
	return nil
}

// plainLine is a line of Markdown without its marks.
func plainLine(line string) string {
	line = strings.TrimLeft(strings.TrimRight(line, " "), "#-*| ")
	const escaped = "\\\x00"
	line = strings.ReplaceAll(line, `\*`, escaped)
	line = strings.ReplaceAll(line, "*", "")
	line = strings.ReplaceAll(line, escaped, "*")
	return strings.NewReplacer(`\`, "", "&lt;", "<").Replace(line)
}
