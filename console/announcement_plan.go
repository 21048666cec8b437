package console

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// planView is a plan as whoever makes it sees it: in words, on a calendar, and with what is remarkable about it.
type planView struct {
	words  string
	runs   int // that are still to come
	many   bool
	months []planMonth
	hidden int // runs in months that are not shown
	notes  []string
}

// planMonth is a month with the runs of a plan.
type planMonth struct {
	title string
	weeks [][7]day
}

// How much of a plan is worked out and shown.
const (
	maxRuns        = 500
	planMonthsMost = 3
	marksPerDay    = 3
)

// viewPlan works a plan out from now on. runs are those that were, for the calendar.
func viewPlan(w *ward.Ward, n ward.Notice, past []ward.Run) planView {
	now, cal := w.Now(), w.Calendar()
	view := planView{words: n.Plan.Describe()}
	var coming []time.Time
	for at, ok := n.Plan.Next(now.Add(-time.Minute), cal); ok && len(coming) < maxRuns; at, ok = n.Plan.Next(at, cal) {
		coming = append(coming, at)
	}
	view.runs, view.many = len(coming), len(coming) == maxRuns
	view.notes = planNotes(n, coming, now, cal)
	view.layOut(w, n.Plan, coming, past)
	return view
}

// planNotes are what whoever makes a plan should know of it.
func planNotes(n ward.Notice, coming []time.Time, now time.Time, cal *law.Calendar) (notes []string) {
	if n.Plan.Soon && ward.Quiet(now) && !n.Emergency {
		notes = append(notes, "Bây giờ là giờ yên tĩnh (21:00–06:00): nếu được duyệt lúc này, thông báo bắt đầu gửi từ 06:00.")
	}
	quiet, rest := 0, []string(nil)
	for _, at := range coming {
		if ward.Quiet(at) {
			quiet++
		}
		day := law.DateOf(at)
		if name := day.Vietnamese(); !cal.Working(day) && !slices.Contains(rest, name) {
			rest = append(rest, name)
		}
	}
	switch {
	case quiet > 0 && n.Emergency:
		notes = append(notes, fmt.Sprintf("%d lần phát rơi vào giờ yên tĩnh 21:00–06:00; tin khẩn cấp vẫn được gửi.", quiet))
	case quiet > 0:
		notes = append(notes, fmt.Sprintf("%d lần phát rơi vào giờ yên tĩnh 21:00–06:00. Chỉ tin khẩn cấp được gửi giờ đó.", quiet))
	}
	const named = 4
	if len(rest) > named {
		notes = append(notes, fmt.Sprintf("Có phát vào %d ngày nghỉ. Chọn “Chỉ ngày làm việc” nếu không muốn.", len(rest)))
	} else if len(rest) > 0 {
		notes = append(notes, "Có phát vào ngày nghỉ: "+listed(rest)+".")
	}
	return notes
}

// layOut puts the runs on the calendar: the months that hold one, or a day that is left out, the first few of them.
func (v *planView) layOut(w *ward.Ward, p ward.Plan, coming []time.Time, past []ward.Run) {
	marks := map[law.Date][]mark{}
	for i := len(past) - 1; i >= 0; i-- { // oldest first
		at := past[i].PlannedAt
		m := mark{short: viet.Clock(at), label: viet.Clock(at), change: "đã phát"}
		if past[i].State == ward.RunSkipped {
			m.change = "bỏ qua"
		}
		marks[law.DateOf(at)] = append(marks[law.DateOf(at)], m)
	}
	for _, at := range coming {
		marks[law.DateOf(at)] = append(marks[law.DateOf(at)], mark{short: viet.Clock(at), label: viet.Clock(at), chair: true})
	}
	for _, day := range p.Skip {
		marks[day] = append(marks[day], mark{short: "trừ", label: "không phát"})
	}
	var firsts []law.Date
	for day := range marks {
		first := law.Date{Year: day.Year, Month: day.Month, Day: 1}
		if !slices.Contains(firsts, first) {
			firsts = append(firsts, first)
		}
	}
	slices.SortFunc(firsts, law.Date.Compare)
	if now := law.DateOf(w.Now()); len(firsts) > planMonthsMost { // what was is of less interest than what will be
		running := law.Date{Year: now.Year, Month: now.Month, Day: 1}
		if i := slices.IndexFunc(firsts, func(d law.Date) bool { return !d.Before(running) }); i > 0 {
			firsts = firsts[min(i, len(firsts)-planMonthsMost):]
		}
	}
	if len(firsts) > planMonthsMost {
		firsts = firsts[:planMonthsMost]
		end := firsts[planMonthsMost-1].AddMonths(1)
		for _, at := range coming {
			if !law.DateOf(at).Before(end) {
				v.hidden++
			}
		}
	}
	for _, first := range firsts {
		v.months = append(v.months, monthWith(w, first, marks))
	}
}

// monthWith lays out a month with marks. A day with many says how many they are.
func monthWith(w *ward.Ward, first law.Date, marks map[law.Date][]mark) planMonth {
	last, today := first.AddMonths(1).AddDays(-1), w.Today()
	m := planMonth{title: fmt.Sprintf("Tháng %d năm %d", first.Month, first.Year)}
	for week := first.AddDays(-mondayFirst(first.Weekday())); !week.After(last); week = week.AddDays(7) {
		var cells [7]day
		for i := range cells {
			date := week.AddDays(i)
			cells[i] = cell(w.Profile, w.Calendar(), date, nil)
			cells[i].inside, cells[i].today = date.Month == first.Month, date == today
			all := marks[date]
			if len(all) > marksPerDay {
				more := fmt.Sprintf("+%d", len(all)-marksPerDay+1)
				all = append(slices.Clone(all[:marksPerDay-1]), mark{short: more, label: more + " lần", chair: true})
			}
			cells[i].marks = all
		}
		m.weeks = append(m.weeks, cells)
	}
	return m
}

// audienceWords is whom an announcement is for.
func audienceWords(p *ward.Profile, a ward.Audience) string {
	if len(a.Neighbourhoods) == 0 {
		return "Toàn " + p.Unit()
	}
	names := make([]string, len(a.Neighbourhoods))
	for i, slug := range a.Neighbourhoods {
		names[i] = placeName(p, slug)
	}
	const named = 3
	if len(names) > named+1 {
		return strings.Join(names[:named], ", ") + fmt.Sprintf(" và %d nơi khác", len(names)-named)
	}
	return listed(names)
}

// placeName names a neighbourhood; one that the ward has no more by its slug.
func placeName(p *ward.Profile, slug string) string {
	if slug == "" {
		return "Chưa cho biết nơi ở"
	}
	if n, ok := p.Neighbourhood(slug); ok {
		return n.Name
	}
	return slug
}
