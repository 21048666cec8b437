package console

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/paper"
	"danbiet/report"
	"danbiet/viet"
	"danbiet/ward"
)

// figurePage is one figure with its definition, its parts and the rows behind it.
type figurePage struct {
	visit  *visit
	query  figuresQuery
	span   span
	figure report.Figure
	parts  []figureParts
	rows   []figureRow
	kept   []ward.Code // of denunciations of leaders that the visitor does not keep: their rows have a number and no code
	number int         // of the page of rows, from 1
	more   bool
	wide   bool // the figure is of the whole ward or of all channels, though less was asked for
}

// figureParts is a breakdown.
type figureParts struct {
	by   string
	rows []figurePart
}

type figurePart struct{ name, value, counted string }

// figureRow is a row as it is read.
type figureRow struct {
	id, address string // the address is "" where there is nothing to open, or not for this role
	at          time.Time
	daily       bool // the row is of a day
	what        string
	value       string
}

// rowsAPage is how many rows a page shows.
const rowsAPage = 50

// lastRowPage bounds the numbers of pages that are read from an address.
const lastRowPage = 100_000

// breakdowns are what a figure is broken down by, as people call it.
var breakdowns = [...]struct {
	by   report.By
	name string
}{{report.ByKind, "Loại"}, {report.ByField, "Lĩnh vực"}, {report.ByNeighbourhood, "Tổ dân phố"}, {report.ByChannel, "Kênh"}}

func (d *desk) showFigure(v *visit) {
	metric, ok := report.Find(v.r.PathValue("metric"))
	if !ok {
		d.missing(v)
		return
	}
	page := figurePage{visit: v, number: 1}
	if n, err := strconv.Atoi(v.r.URL.Query().Get("trang")); err == nil && n > 0 && n <= lastRowPage {
		page.number = n
	}
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		page.ask(metric, w.Today())
		return page.fill(v.ctx(), w, metric)
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	status := http.StatusOK
	if page.query.problem != "" {
		status = http.StatusUnprocessableEntity
	}
	d.show(v, status, metric.Name, "so-lieu", page.body())
}

// ask reads what the figure is to be of, and widens it to what the metric can be told for.
func (p *figurePage) ask(m report.Metric, today law.Date) {
	p.query = figuresOf(p.visit.r.URL.Query(), p.visit.ward, today)
	p.span = p.query.span.until(today)
	if !m.Covers(p.query.scope(p.span)) {
		p.wide = true
		if m.WardOnly {
			p.query.neighbourhood = ""
		}
		if m.NoChannel {
			p.query.channel = ""
		}
	}
}

func (p *figurePage) fill(ctx context.Context, w *ward.Ward, m report.Metric) (err error) {
	if p.kept, err = w.KeptFrom(ctx, p.visit.session.Staff); err != nil {
		return err
	}
	scope := p.query.scope(p.span)
	figures, err := report.Compute(ctx, w, scope, m)
	if err != nil {
		return err
	}
	p.figure = figures[0]
	for _, b := range breakdowns {
		if err := p.breakDown(ctx, w, m, b.by, b.name); err != nil {
			return err
		}
	}
	rows, more, err := report.RowPage(ctx, w, m, scope, (p.number-1)*rowsAPage, rowsAPage)
	if err != nil {
		return err
	}
	p.more = more
	for i, r := range rows {
		row, err := p.read(w, m, r, (p.number-1)*rowsAPage+i+1)
		if err != nil {
			return err
		}
		p.rows = append(p.rows, row)
	}
	return nil
}

// breakDown adds a table of the figure's parts, where its rows tell them apart.
func (p *figurePage) breakDown(ctx context.Context, w *ward.Ward, m report.Metric, by report.By, name string) error {
	if by != report.ByChannel && m.WardOnly || by == report.ByChannel && m.NoChannel {
		return nil
	}
	groups, err := report.Breakdown(ctx, w, m, p.query.scope(p.span), by)
	if err != nil {
		return err
	}
	if len(groups) == 0 || len(groups) == 1 && groups[0].Key == "" {
		return nil
	}
	parts := figureParts{by: name}
	for _, g := range groups {
		label := cmp.Or(nameOf(w.Profile, by, g.Key), "Không ghi")
		parts.rows = append(parts.rows, figurePart{label, strings.TrimSpace(g.String() + " " + unit(g.Figure)), counted(g.Figure)})
	}
	p.parts = append(p.parts, parts)
	return nil
}

// nameOf is a key of a breakdown as people call it.
func nameOf(p *ward.Profile, by report.By, key string) string {
	switch by {
	case report.ByKind:
		for _, k := range law.PetitionKinds() {
			if string(k) == key {
				return capital(k.Name())
			}
		}
	case report.ByField:
		if f, ok := p.Field(key); ok {
			return f.Name
		}
	case report.ByNeighbourhood:
		if n, ok := p.Neighbourhood(key); ok {
			return n.Name
		}
	case report.ByChannel:
		name, _ := nameIn(channels[:], key)
		return name
	}
	return key
}

// read is a row as this role may read it. Codes of petitions are for those who may open them: with a code anybody can ask
// what has become of a petition.
func (p *figurePage) read(w *ward.Ward, m report.Metric, r report.Row, number int) (figureRow, error) {
	row := figureRow{at: r.At, daily: r.At.Format("15:04:05") == "00:00:00"}
	id, err := rowID(w, m, r, number, p.opens(r))
	if err != nil {
		return row, err
	}
	row.id = id
	if m.Of == report.OfCases && p.opens(r) {
		row.address = p.visit.path("ho-so/" + url.PathEscape(r.ID))
	}
	var said []string
	for _, one := range [][2]string{
		{string(report.ByKind), r.Kind}, {string(report.ByField), r.Field}, {string(report.ByNeighbourhood), r.Neighbourhood}, {string(report.ByChannel), r.Channel},
	} {
		if name := nameOf(w.Profile, report.By(one[0]), one[1]); name != "" {
			said = append(said, name)
		}
	}
	row.what, row.value = strings.Join(said, " · "), rowValue(m, r)
	return row, nil
}

// opens reports whether the visitor may open the case of a row.
func (p *figurePage) opens(r report.Row) bool {
	return p.visit.can(ward.MayReadCases) && !slices.Contains(p.kept, ward.Code(r.ID))
}

// rowID is what a row is of: a code for those who may open cases, and a number for the others; a pseudonym; a name.
func rowID(w *ward.Ward, m report.Metric, r report.Row, number int, opens bool) (string, error) {
	switch m.Of {
	case report.OfPeople:
		n, err := strconv.ParseInt(r.ID, 10, 64)
		if err != nil {
			return "", fmt.Errorf("a row of %s is of nobody: %w", m.ID, err)
		}
		return w.Pseudonym(n)
	case report.OfEvents:
		name, _ := nameIn(flowNames[:], r.ID)
		return name, nil
	}
	if !opens {
		return "Hồ sơ " + viet.Number(int64(number)), nil
	}
	return r.ID, nil
}

// rowValue is what a row adds to its figure.
func rowValue(m report.Metric, r report.Row) string {
	figure := report.Figure{Metric: m, Whole: r.Whole, Part: r.Part, Value: r.Part}
	switch {
	case m.Form == report.Median:
		return figure.String() + " " + m.Unit
	case m.Form != report.Share:
		return viet.Number(int64(r.Whole))
	case r.Whole == 1 && r.Part == 1:
		return "đạt"
	case r.Whole == 1 && r.Part == 0:
		return "không đạt"
	}
	return counted(figure)
}

// address is the page for the same figure, with another page of rows where the number is not 0.
func (p figurePage) address(below string, number int) string {
	values := p.query.values()
	if number > 1 {
		values.Set("trang", strconv.Itoa(number))
	}
	return p.visit.path("so-lieu/" + url.PathEscape(p.figure.Metric.ID) + below + "?" + values.Encode())
}

// rowColumns are those of a file with the rows behind a figure.
var rowColumns = []paper.Column{
	{Name: "Mã", Width: 20, Cells: paper.Label},
	{Name: "Thời điểm", Width: 20, Cells: paper.Moment},
	{Name: "Số lượng", Width: 12, Cells: paper.Amount},
	{Name: "Đạt", Width: 10, Cells: paper.Amount},
	{Name: "Loại", Width: 18},
	{Name: "Lĩnh vực", Width: 26},
	{Name: "Tổ dân phố", Width: 24},
	{Name: "Kênh", Width: 18},
}

// downloadRows sends the rows behind a figure as a file, each as the page shows it to this role.
func (d *desk) downloadRows(v *visit) {
	metric, ok := report.Find(v.r.PathValue("metric"))
	format := map[string]string{"dong.csv": "csv", "dong.xlsx": "xlsx"}[v.r.PathValue("rows")]
	if !ok || format == "" {
		d.missing(v)
		return
	}
	page := figurePage{visit: v}
	var file bytes.Buffer
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		page.ask(metric, w.Today())
		var err error
		if page.kept, err = w.KeptFrom(v.ctx(), v.session.Staff); err != nil {
			return err
		}
		sheet := paper.Worksheet{
			Name: metric.ID, Body: strings.ToUpper(w.Profile.Name), Title: metric.Name, Columns: rowColumns, Filter: true,
			Notes: []string{"Từ ngày " + page.span.from.Vietnamese() + " đến ngày " + page.span.to.Vietnamese() + ". Cách tính: " + metric.Formula + "."},
		}
		return report.WriteTable(&file, format, sheet, func(add func(...any) error) error {
			number := 0
			return report.Rows(v.ctx(), w, metric, page.query.scope(page.span), func(r report.Row) error {
				number++
				id, err := rowID(w, metric, r, number, page.opens(r))
				if err != nil {
					return err
				}
				return add(id, r.At, r.Whole, r.Part, nameOf(w.Profile, report.ByKind, r.Kind),
					nameOf(w.Profile, report.ByField, r.Field), nameOf(w.Profile, report.ByNeighbourhood, r.Neighbourhood), nameOf(w.Profile, report.ByChannel, r.Channel))
			})
		})
	})
	if err == nil {
		err = d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
			w.Note(v.session.Staff, ward.ActExported, "", exportedRows+metric.ID)
			return nil
		})
	}
	if err != nil {
		d.fail(v, err)
		return
	}
	download(v, format, fmt.Sprintf("%s-%s-%s.%s", metric.ID, page.span.from, page.span.to, format), file.Bytes())
}

// download sends a file to be kept, not shown.
func download(v *visit, format, name string, data []byte) {
	mime := "text/csv; charset=utf-8"
	if format == "xlsx" {
		mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	v.w.Header().Set("Content-Type", mime)
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	_, _ = v.w.Write(data) // the reader has gone: nobody to tell
}
