package console

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"

	"danbiet/law"
	"danbiet/report"
	"danbiet/ward"
)

// shownPeriods is how many half-years are listed, the one that runs at the head; older ones only where something was
// written of them.
const shownPeriods = 4

// reportsPage lists the periods of the half-year report, and the reports that were frozen.
type reportsPage struct {
	visit   *visit
	periods []periodRow
	frozen  []frozenRow
	due     int // of the periods, the one whose report is to be written now
	draft   report.Report
}

// periodRow is a period with the state of its report.
type periodRow struct {
	report.Scope
	over    bool           // its last day is past
	entered int            // of the indicators, how many were entered
	written ward.Narrative // what was written last for it alone; the zero one for nothing
	author  string
	frozen  frozenRow // the last one; the zero one for none
}

// frozenRow is a frozen report with the name of who froze it.
type frozenRow struct {
	ward.Frozen

	by string
}

// name is the period of a frozen report as people call it.
func (f frozenRow) name() string { return report.Scope{From: f.From, To: f.To}.Name() }

func (d *desk) showReports(v *visit) {
	page := reportsPage{visit: v}
	if err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error { return page.fill(v.ctx(), w) }); err != nil {
		d.fail(v, err)
		return
	}
	d.show(v, http.StatusOK, "Báo cáo nửa năm", "bao-cao", reportsBody(page))
}

func (p *reportsPage) fill(ctx context.Context, w *ward.Ward) (err error) {
	names, err := staffNames(ctx, w)
	if err != nil {
		return err
	}
	if p.frozen, err = frozenRows(ctx, w, names); err != nil {
		return err
	}
	shown, err := shownHalves(ctx, w)
	if err != nil {
		return err
	}
	for _, s := range shown {
		row := periodRow{Scope: s, over: s.To.Before(w.Today())}
		if err := row.fill(ctx, w, names); err != nil {
			return err
		}
		if i := slices.IndexFunc(p.frozen, func(f frozenRow) bool { return f.From == s.From && f.To == s.To }); i >= 0 {
			row.frozen = p.frozen[i]
		}
		p.periods = append(p.periods, row)
	}
	if p.periods[1].frozen.Number == 0 { // the half-year that is over is due before the one that runs
		p.due = 1
	}
	p.draft, err = report.Draft(ctx, w, p.periods[p.due].Scope)
	return err
}

// shownHalves are the last half-years, and before them those of which something was written.
func shownHalves(ctx context.Context, w *ward.Ward) ([]report.Scope, error) {
	lastDay := w.Profile.Reporting.LastDay
	var shown []report.Scope
	for s := report.HalfYearOf(w.Today(), lastDay); len(shown) < shownPeriods; s = s.Previous() {
		shown = append(shown, s)
	}
	written, err := w.WrittenPeriods(ctx)
	if err != nil {
		return nil, err
	}
	oldest := shown[len(shown)-1].From
	for _, period := range written {
		s := report.Scope{From: period[0], To: period[1]}
		if half, ok := report.ParseHalf(s.Half(), lastDay); ok && half == s && s.From.Before(oldest) {
			shown = append(shown, s)
		}
	}
	return shown, nil
}

func (r *periodRow) fill(ctx context.Context, w *ward.Ward, names map[int64]string) error {
	entries, err := w.Entries(ctx, r.From, r.To)
	if err != nil {
		return err
	}
	for _, one := range report.Indicators() {
		if _, ok := entries[one.ID]; ok {
			r.entered++
		}
	}
	texts, err := w.Narratives(ctx, r.From, r.To)
	if err != nil {
		return err
	}
	for _, n := range texts {
		if n.From == r.From && n.ID > r.written.ID {
			r.written = n
		}
	}
	r.author = staffName(names, r.written.StaffID)
	return nil
}

// state is how far the report of a period has come.
func (r periodRow) state() string {
	switch {
	case r.frozen.Number > 0:
		return "Đã chốt"
	case r.written.ID > 0 || r.entered > 0:
		return "Đang soạn"
	}
	return "Chưa soạn"
}

// staffName is who an id is of.
func staffName(names map[int64]string, id int64) string { return cmp.Or(names[id], "Cán bộ") }

// frozenRows lists the frozen reports, the last one first.
func frozenRows(ctx context.Context, w *ward.Ward, names map[int64]string) ([]frozenRow, error) {
	all, err := w.FrozenReports(ctx)
	if err != nil {
		return nil, err
	}
	rows := make([]frozenRow, len(all))
	for i, f := range all {
		rows[i] = frozenRow{f, staffName(names, f.StaffID)}
	}
	return rows, nil
}

// enterPath is where figures are entered that no register holds.
const enterPath = "so-lieu/nhap"

// opens reports whether there is a page at a path, and the visitor may see it.
func (v *visit) opens(path string) bool {
	return slices.ContainsFunc(routes(), func(r route) bool { return r.method == http.MethodGet && r.path == path && v.can(r.may) })
}

// daysOf asks a page of figures for the days of a report.
func daysOf(s report.Scope) string {
	return "?" + url.Values{"ky": {ownDays}, "tu": {s.From.String()}, "den": {s.To.String()}}.Encode()
}

// sourcePath is the page on which the value of a field comes to be: a metric's, or where an indicator is entered; "" for a
// word, and for what the visitor may not open.
func (v *visit) sourcePath(field string, s report.Scope) string {
	id := fieldID(field)
	if _, ok := report.Find(id); ok && v.opens("so-lieu/{metric}") {
		return v.path("so-lieu/" + url.PathEscape(id) + daysOf(s))
	}
	if _, ok := report.FindIndicator(id); ok && v.opens(enterPath) {
		return v.path(enterPath + daysOf(s))
	}
	return ""
}

// sectionNames are what sections without a heading of their own are called at the desk.
var sectionNames = [...][2]string{
	{"can-cu", "Căn cứ và phạm vi"}, {"nhiem-vu", "Nhiệm vụ trọng tâm"}, {"kien-nghi", "Kiến nghị, đề xuất"}, {"ket-thuc", "Lời kết"},
}

// sectionName is what a section is called at the desk.
func sectionName(s report.Section) string {
	if s.Title != "" {
		return s.Title
	}
	name, _ := nameIn(sectionNames[:], s.Key)
	return name
}

// reportScope is the period of the address. It is none that has not begun.
func (v *visit) reportScope(today law.Date) (s report.Scope, ok bool) {
	s, ok = report.ParseHalf(v.r.PathValue("period"), v.ward.Reporting.LastDay)
	return s, ok && !s.From.After(today)
}

// reportPath is the page of a period's report, below the console.
func reportPath(s report.Scope, below string) string { return "bao-cao/" + s.Half() + below }
