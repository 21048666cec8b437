package console

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/report"
	"danbiet/viet"
	"danbiet/ward"
)

// mainFigures are the metrics that stand on cards, in the order of the dimensions; the others stand in a list below.
var mainFigures = [...]string{
	"D1.thong-bao", "D2.cong-khai", "A1", "A1.tranh-chap", "A3", "A4", "A5", "A7.vuot-cap", "A8", "A10", "D4.thai-do", "D5.thu-tuc",
	"D6.ha-tang", "D7.moi-truong", "E1", "E2", "E3", "E6", "E7",
}

// figuresPage is what the dashboard of figures shows. It names nobody.
type figuresPage struct {
	visit              *visit
	query              figuresQuery
	now, before, year  span
	at                 time.Time
	dimensions         []dimension
	rest               []report.Figure
	left               bool // figures are left out that cannot be told for the neighbourhood or the channel
	figures            map[string]report.Figure
	earlier            map[string]report.Figure // of the span before
	months             columns
	funnels            []report.Funnel
	heat               heat
	hoods              []hoodRow
	entered, indicated int // of the indicators that are entered by hand, how many are, and how many there are
}

// dimension is the cards of a dimension of PAPI.
type dimension struct {
	number  int
	cards   []card
	entries []entered
}

// card is a figure beside what it was.
type card struct{ now, before, year report.Figure }

// entered is a figure that somebody has entered.
type entered struct {
	report.Indicator
	ward.Entry
}

// hoodRow is a neighbourhood in a table: its figures by the metrics of hoodFigures.
type hoodRow struct {
	slug, name string
	figures    []string
}

// hoodFigures are the columns of the table of neighbourhoods.
var hoodFigures = [...][2]string{
	{"A1", "Tiếp nhận"}, {"A3.so-luong", "Giải quyết xong"}, {"A3", "Đúng hạn"}, {"A4", "Quá hạn"}, {"A8", "Hài lòng"}, {"E6", "Tin đến nơi"},
}

func (d *desk) showFigures(v *visit) {
	page := figuresPage{visit: v}
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		page.query = figuresOf(v.r.URL.Query(), v.ward, w.Today())
		return page.fill(v.ctx(), w)
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	status := http.StatusOK
	if page.query.problem != "" {
		status = http.StatusUnprocessableEntity
	}
	d.show(v, status, "Số liệu", "so-lieu", page.body())
}

// fill reads everything that the page shows.
func (p *figuresPage) fill(ctx context.Context, w *ward.Ward) error {
	p.at = w.Now()
	p.now = p.query.span.until(w.Today())
	p.before, p.year = p.now.before(), p.now.shifted(12)
	for _, read := range []func(context.Context, *ward.Ward) error{p.readFigures, p.readEntries, p.readMonths, p.readTalks, p.readHoods} {
		if err := read(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

// readFigures computes the whole catalogue, and what the main figures were before and a year ago.
func (p *figuresPage) readFigures(ctx context.Context, w *ward.Ward) error {
	scope := p.query.scope(p.now)
	var all, main []report.Metric
	for _, m := range report.Catalogue() {
		if !m.Covers(scope) {
			p.left = true
			continue
		}
		all = append(all, m)
		if slices.Contains(mainFigures[:], m.ID) || m.ID == "A2" || m.ID == "A8.phan-hoi" {
			main = append(main, m)
		}
	}
	var year map[string]report.Figure
	for _, one := range []struct {
		into    *map[string]report.Figure
		scope   report.Scope
		metrics []report.Metric
	}{{&p.figures, scope, all}, {&p.earlier, p.query.scope(p.before), main}, {&year, p.query.scope(p.year), main}} {
		figures, err := report.Compute(ctx, w, one.scope, one.metrics...)
		if err != nil {
			return err
		}
		*one.into = map[string]report.Figure{}
		for _, f := range figures {
			(*one.into)[f.Metric.ID] = f
		}
	}
	p.dimensions = make([]dimension, report.Dimensions)
	for i := range p.dimensions {
		p.dimensions[i].number = i + 1
	}
	for _, id := range mainFigures {
		if f, ok := p.figures[id]; ok {
			one := &p.dimensions[f.Metric.Dimension-1]
			one.cards = append(one.cards, card{f, p.earlier[id], year[id]})
		}
	}
	for _, m := range all {
		if !slices.Contains(mainFigures[:], m.ID) {
			p.rest = append(p.rest, p.figures[m.ID])
		}
	}
	return nil
}

// readEntries reads what was entered for the whole period, which an entry of the half-year is of.
func (p *figuresPage) readEntries(ctx context.Context, w *ward.Ward) error {
	all, err := w.Entries(ctx, p.query.span.from, p.query.span.to)
	if err != nil {
		return err
	}
	for _, one := range report.Indicators() {
		p.indicated++
		if e, ok := all[one.ID]; ok {
			p.entered++
			d := &p.dimensions[one.Dimension-1]
			d.entries = append(d.entries, entered{one, e})
		}
	}
	return nil
}

// mostParts is how many columns stand side by side.
const mostParts = 12

// readMonths counts petitions received and settled by month, over more than a year by year.
func (p *figuresPage) readMonths(ctx context.Context, w *ward.Ward) error {
	label := func(d law.Date) string { return fmt.Sprintf("%02d/%d", d.Month, d.Year) }
	step := 1
	if p.now.to.After(p.now.from.AddMonths(mostParts).AddDays(-1)) {
		label, step = func(d law.Date) string { return fmt.Sprint(d.Year) }, 12
	}
	at := map[string]int{}
	p.months = columns{title: "Đơn tiếp nhận và giải quyết xong", names: [2]string{"Tiếp nhận", "Giải quyết xong"}}
	first := law.Date{Year: p.now.from.Year, Month: p.now.from.Month, Day: 1}
	if step == 12 {
		first.Month = 1
	}
	for day := first; !day.After(p.now.to); day = day.AddMonths(step) {
		at[label(day)] = len(p.months.parts)
		p.months.parts = append(p.months.parts, column{label: label(day)})
	}
	for series, id := range []string{"A1", "A3.so-luong"} {
		m, _ := report.Find(id)
		err := report.Rows(ctx, w, m, p.query.scope(p.now), func(r report.Row) error {
			if i, ok := at[label(law.DateOf(r.At))]; ok {
				p.months.parts[i].counts[series] += int64(r.Whole)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	said := make([]string, len(p.months.parts))
	for i, one := range p.months.parts {
		said[i] = fmt.Sprintf("%s: %s và %s", one.label, viet.Number(one.counts[0]), viet.Number(one.counts[1]))
	}
	p.months.text = "Biểu đồ cột, đơn tiếp nhận và đơn giải quyết xong. " + strings.Join(said, "; ") + "."
	return nil
}

// readTalks reads how citizens used the chat. The record of talks knows no neighbourhoods: with one there is nothing to say.
func (p *figuresPage) readTalks(ctx context.Context, w *ward.Ward) error {
	if p.query.neighbourhood != "" {
		return nil
	}
	funnels, err := report.Funnels(ctx, w, p.query.scope(p.now))
	if err != nil {
		return err
	}
	for _, f := range funnels {
		if _, known := nameIn(flowNames[:], f.Flow); known {
			p.funnels = append(p.funnels, f)
		}
	}
	hours, err := report.Hours(ctx, w, p.query.scope(p.now))
	if err != nil {
		return err
	}
	for _, h := range hours {
		p.heat.counts[mondayFirst(h.Weekday)][h.Quarter/4] += h.Heard
	}
	p.heat.office = officeHours(w.Profile)
	return nil
}

// officeHours are the hours of the week for at least half of which the office is open.
func officeHours(p *ward.Profile) (open [7][24]bool) {
	for _, h := range p.Hours {
		days, err := ward.WeekdaysOf(h.Days)
		if err != nil {
			continue // a profile is checked when it is applied
		}
		for hour := range 24 {
			minutes := 0
			for quarter := range 4 {
				clock := fmt.Sprintf("%02d:%02d", hour, 15*quarter)
				for _, span := range h.Shifts {
					if from, to, _ := strings.Cut(span, "-"); clock >= from && clock < to {
						minutes += 15
					}
				}
			}
			for _, d := range days {
				open[mondayFirst(d)][hour] = open[mondayFirst(d)][hour] || minutes >= 30
			}
		}
	}
	return open
}

// readHoods breaks the figures of hoodFigures down by neighbourhood.
func (p *figuresPage) readHoods(ctx context.Context, w *ward.Ward) error {
	if p.query.neighbourhood != "" {
		return nil
	}
	parts := map[string]map[string]report.Figure{}
	for _, column := range hoodFigures {
		m, _ := report.Find(column[0])
		groups, err := report.Breakdown(ctx, w, m, p.query.scope(p.now), report.ByNeighbourhood)
		if err != nil {
			return err
		}
		for _, g := range groups {
			if parts[g.Key] == nil {
				parts[g.Key] = map[string]report.Figure{}
			}
			parts[g.Key][column[0]] = g.Figure
		}
	}
	row := func(slug, name string) hoodRow {
		r := hoodRow{slug: slug, name: name}
		for _, column := range hoodFigures {
			f, ok := parts[slug][column[0]]
			if m, _ := report.Find(column[0]); !ok {
				f = report.Figure{Metric: m, None: m.Form == report.Share}
			}
			r.figures = append(r.figures, f.String())
		}
		return r
	}
	for _, n := range w.Profile.Neighbourhoods {
		p.hoods = append(p.hoods, row(n.Slug, n.Name))
	}
	if parts[""] != nil {
		p.hoods = append(p.hoods, row("", "Không ghi tổ dân phố"))
	}
	return nil
}

// address is the dashboard, or a page below it, for the same query.
func (p figuresPage) address(below string) string { return figuresAddress(p.visit, p.query, below) }

func figuresAddress(v *visit, q figuresQuery, below string) string {
	return v.path("so-lieu" + below + "?" + q.values().Encode())
}

// rates are the figures of keeping terms, each above what it was in the span before.
func (p figuresPage) rates() bars {
	b := bars{caption: "Đúng hạn so với kỳ trước", head: [3]string{"Chỉ tiêu", "Biểu đồ", "Tỷ lệ"}}
	for _, id := range []string{"A2", "A3", "A5"} {
		f, before := p.figures[id], p.earlier[id]
		b.rows = append(b.rows,
			bar{label: f.Metric.Name, value: f.String(), detail: counted(f), share: f.Value / 100, address: p.address("/" + id)},
			bar{label: "Kỳ trước", value: before.String(), detail: counted(before), share: before.Value / 100, pale: true})
	}
	return b
}

// overview is how many began each flow and how many came to its end.
func (p figuresPage) overview() bars {
	b := bars{caption: "Số lượt hoàn thành (đậm) trên số lượt bắt đầu (nhạt), theo từng việc", head: [3]string{"Việc", "Biểu đồ", "Số lượt"}}
	if len(p.funnels) == 0 {
		return b
	}
	most := float64(p.funnels[0].Started)
	for _, f := range p.funnels {
		name, _ := nameIn(flowNames[:], f.Flow)
		b.rows = append(b.rows, bar{
			label: name, value: viet.Number(f.Completed) + " trên " + viet.Number(f.Started), detail: writtenShare(f.Completed, f.Started),
			share: shareOf(float64(f.Completed), most), outer: shareOf(float64(f.Started), most),
		})
	}
	return b
}

// writtenShare is a part of a whole as it is written, "" of nothing.
func writtenShare(part, whole int64) string {
	if whole == 0 {
		return ""
	}
	return viet.Percent(part, whole, 1)
}

// heatWords is the map of hours in a sentence.
func (p figuresPage) heatWords() string {
	all, open := p.heat.total()
	day, hour := p.heat.peak()
	return fmt.Sprintf("Người dân gửi nhiều nhất vào %s, từ %d đến %d giờ. Theo lịch tuần, %s của %s lượt đến trong giờ làm việc.",
		weekday(day), hour, hour+1, writtenShare(open, all), viet.Number(all))
}

// fewRatings is below how many ratings a share of them says little.
const fewRatings = 30
