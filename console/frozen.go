package console

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"danbiet/report"
	"danbiet/ward"
)

// frozenPage is a report as it was frozen, with what has changed since.
type frozenPage struct {
	visit   *visit
	frozen  report.Frozen
	by      string
	at      string // when the differences were computed
	changes []frozenChange
	fresh   bool // it was frozen a moment ago
	pdf     bool
}

// frozenChange is a difference as this role may read it.
type frozenChange struct {
	report.Difference

	link   string // to the figure or the section as it is now
	cases  bool   // its rows are cases that the visitor may open
	hidden bool   // its rows are cases that the visitor may not know
	text   bool   // of a section, not of a figure
}

// frozenPath is the page of a frozen report, or a file of it, below the console.
func frozenPath(number int64, ending string) string {
	return "bao-cao/chot/" + strconv.FormatInt(number, 10) + ending
}

// showFrozen answers for bao-cao/chot/3 and for its files, bao-cao/chot/3.docx.
func (d *desk) showFrozen(v *visit) {
	text, format, isFile := strings.Cut(v.r.PathValue("file"), ".")
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		d.missing(v)
		return
	}
	page := frozenPage{visit: v, fresh: v.r.URL.Query().Get("moi") != "", pdf: d.PDF != nil}
	err = d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		if page.frozen, err = report.Thaw(v.ctx(), w, number); err != nil || isFile {
			return err
		}
		return page.fill(v.ctx(), w)
	})
	switch {
	case errors.Is(err, ward.ErrNoFrozen):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	case isFile:
		d.sendReport(v, page.frozen.Report, fmt.Sprintf("bao-cao-chot-%d", number), format)
	default:
		d.show(v, http.StatusOK, fmt.Sprintf("Báo cáo đã chốt số %d", number), "bao-cao", frozenBody(page))
	}
}

// fill compares the report with the one that the same period has now.
func (p *frozenPage) fill(ctx context.Context, w *ward.Ward) error {
	names, err := staffNames(ctx, w)
	if err != nil {
		return err
	}
	p.by, p.at = staffName(names, p.frozen.StaffID), clockAndDay(w.Now())
	now, err := report.Draft(ctx, w, p.frozen.Report.Scope())
	if err != nil {
		return err
	}
	differences, err := report.Diff(ctx, w, p.frozen, now)
	for _, one := range differences {
		p.changes = append(p.changes, p.read(one))
	}
	return err
}

// read is a difference as this role may read it: codes of petitions are for those who may open them.
func (p *frozenPage) read(one report.Difference) frozenChange {
	c := frozenChange{Difference: one, text: one.What == report.ChangedText}
	scope := p.frozen.Report.Scope()
	if c.text {
		if p.visit.can(ward.MayWriteReports) && scope.Half() != "" {
			c.link = p.visit.path(reportPath(scope, "/phan/"+one.ID))
		}
		return c
	}
	c.link = p.visit.sourcePath(one.ID, scope)
	if m, ok := report.Find(one.ID); ok && m.Of == report.OfCases && codes(one.Added, one.Gone) {
		c.cases = p.visit.can(ward.MayReadCases)
		c.hidden = !c.cases
	}
	return c
}

// codes reports whether rows are named by codes of petitions, and not by days or documents.
func codes(lists ...[]string) bool {
	for _, ids := range lists {
		for _, id := range ids {
			if _, ok := ward.ParseCode(id); ok {
				return true
			}
		}
	}
	return false
}

// casePath is the page of a case.
func (p frozenPage) casePath(code string) string {
	return p.visit.path("ho-so/" + url.PathEscape(code))
}
