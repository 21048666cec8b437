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

// month is a page of a calendar: whole weeks from Monday to Sunday.
type month struct {
	title      string   // "Tháng 11 năm 2026"
	prev, next law.Date // first days of the neighbouring months, zero past the end of what is shown
	running    bool     // this is the month of today
	weeks      [][7]day
	legend     []mark
	notes      []note
}

// day is a cell of it. Days of the neighbouring months are blank.
type day struct {
	date    law.Date
	inside  bool
	today   bool
	working bool
	special string // the name of a holiday or of another day that differs from its weekday
	off     bool   // nobody works because of it
	marks   []mark
}

// mark is a session in a cell.
type mark struct {
	short, label string // "CT", "Chủ tịch"
	name         string // as posted
	chair        bool
	change       string // "dời" or "người khác tiếp", "" for a session as planned
}

// note explains a day below the calendar.
type note struct {
	from, to law.Date
	text     string
}

// changed reports whether a cell bears an asterisk where there is little room.
func (m month) changed() bool {
	for _, week := range m.weeks {
		for _, d := range week {
			if d.inside && (specialShort(d) == "*" || slices.ContainsFunc(d.marks, func(m mark) bool { return m.change != "" })) {
				return true
			}
		}
	}
	return false
}

// monthsShown is how far from today the calendar can be turned.
const monthsShown = 60

// monthAsked reads "2026-11" and gives the month's first day; an empty text is the month of today.
func monthAsked(text string, today law.Date) (law.Date, error) {
	first := law.Date{Year: today.Year, Month: today.Month, Day: 1}
	if text == "" {
		return first, nil
	}
	t, err := time.Parse("2006-01", text)
	if err != nil {
		return first, errNoPage
	}
	if asked := law.DateOf(t); monthsBetween(first, asked) <= monthsShown && monthsBetween(asked, first) <= monthsShown {
		return asked, nil
	}
	return first, errNoPage
}

func monthsBetween(a, b law.Date) int { return (b.Year-a.Year)*12 + int(b.Month-a.Month) }

// monthOf lays out the month that begins on first.
func monthOf(p *ward.Profile, cal *law.Calendar, first, today law.Date) month {
	last := first.AddMonths(1).AddDays(-1)
	held, dropped := p.Plan(cal, first, last)
	m := month{title: fmt.Sprintf("Tháng %d năm %d", first.Month, first.Year)}
	running := law.Date{Year: today.Year, Month: today.Month, Day: 1}
	if monthsBetween(running, first) > -monthsShown {
		m.prev = first.AddMonths(-1)
	}
	if monthsBetween(running, first) < monthsShown {
		m.next = first.AddMonths(1)
	}
	m.running = first == running
	for week := first.AddDays(-mondayFirst(first.Weekday())); !week.After(last); week = week.AddDays(7) {
		var cells [7]day
		for i := range cells {
			cells[i] = cell(p, cal, week.AddDays(i), held)
			cells[i].inside = cells[i].date.Month == first.Month
			cells[i].today = cells[i].date == today
		}
		m.weeks = append(m.weeks, cells)
	}
	m.legend = legend(p, held)
	m.notes = notes(cal, first, last, append(held, movedAway(p, cal, first, last)...), dropped)
	return m
}

// monthLink is the address of a month's page.
func monthLink(p *ward.Profile, first law.Date) string {
	return fmt.Sprintf("%stiep-cong-dan?thang=%04d-%02d#thang", base(p.Slug), first.Year, first.Month)
}

func monthName(d law.Date) string { return fmt.Sprintf("Tháng %d", d.Month) }

func cell(p *ward.Profile, cal *law.Calendar, date law.Date, held []law.Session) day {
	d := day{date: date, working: cal.Working(date)}
	if special, ok := cal.Special(date); ok {
		d.special, d.off = special.Name, special.Off()
	}
	for _, s := range held {
		if s.Date != date {
			continue
		}
		m := markOf(p, s)
		switch {
		case !s.MovedFrom.IsZero():
			m.change = "dời"
		case s.By != "":
			m.change = "người khác tiếp"
		}
		d.marks = append(d.marks, m)
	}
	return d
}

// markOf names a session in few letters: "Chủ tịch UBND phường" is "Chủ tịch", or "CT" where there is little room.
func markOf(p *ward.Profile, s law.Session) mark {
	label := strings.TrimSuffix(strings.TrimSuffix(s.Who, " "+p.Short), " "+p.Unit())
	label = strings.TrimSuffix(strings.TrimSuffix(label, " UBND"), " Ủy ban nhân dân")
	var short strings.Builder
	for word := range strings.FieldsSeq(label) {
		short.WriteString(string([]rune(word)[:1]))
	}
	return mark{short: strings.ToUpper(short.String()), label: label, name: s.Who, chair: s.Chair}
}

// legend explains the short forms that a month uses.
func legend(p *ward.Profile, held []law.Session) []mark {
	var all []mark
	seen := map[string]bool{}
	for _, s := range held {
		if !seen[s.Who] {
			seen[s.Who] = true
			all = append(all, markOf(p, s))
		}
	}
	return all
}

// movedAway are the sessions that were planned in a month and are held in another.
func movedAway(p *ward.Profile, cal *law.Calendar, first, last law.Date) []law.Session {
	const reach = 62 // days: no session is put off for longer
	return slices.DeleteFunc(p.Sessions(cal, first.AddDays(-reach), last.AddDays(reach)), func(s law.Session) bool {
		return !within(s.MovedFrom, first, last) || within(s.Date, first, last)
	})
}

// notes are what differs from the ordinary week in a month: days off and worked days, then sessions that are moved, held
// by somebody else, or not held. Days of one name that follow one another share a note.
func notes(cal *law.Calendar, first, last law.Date, held, dropped []law.Session) []note {
	var all []note
	for date := first; !date.After(last); date = date.AddDays(1) {
		special, isSpecial := cal.Special(date)
		if n := len(all); isSpecial && n > 0 && all[n-1].text == specialText(special) && all[n-1].to == date.AddDays(-1) {
			all[n-1].to = date
		} else if isSpecial {
			all = append(all, note{from: date, to: date, text: specialText(special)})
		}
	}
	for _, s := range held {
		if within(s.Date, first, last) {
			for _, text := range changes(s) {
				all = append(all, note{from: s.Date, to: s.Date, text: text})
			}
		}
		if within(s.MovedFrom, first, last) {
			all = append(all, note{from: s.MovedFrom, to: s.MovedFrom, text: fmt.Sprintf("Buổi tiếp của %s dời sang ngày %s.", s.Who, s.Date.Vietnamese())})
		}
	}
	for _, s := range dropped {
		// On a day off the office is closed as everywhere; that the chairman's day falls out is worth a line.
		if special, ok := cal.Special(s.Date); s.Chair || !ok || !special.Off() {
			text := fmt.Sprintf("Buổi tiếp của %s không tổ chức. Lý do: %s.", s.Who, strings.TrimSuffix(s.Reason, "."))
			all = append(all, note{from: s.Date, to: s.Date, text: text})
		}
	}
	slices.SortStableFunc(all, func(a, b note) int { return a.from.Compare(b.from) })
	return all
}

func within(d, first, last law.Date) bool { return !d.Before(first) && !d.After(last) }

// days is what stands over a note: a day, or the first and the last of several.
func (n note) days() string {
	if n.from == n.to {
		return capital(longDay(n.from))
	}
	return "Từ " + longDay(n.from) + " đến " + longDay(n.to)
}

func specialText(s law.SpecialDay) string {
	text := s.Name
	if s.Provisional {
		text += " (dự kiến, chờ quyết định của năm)"
	}
	return strings.TrimSuffix(text, ".") + "."
}

// changes tells what differs from the plan in a session that is held.
func changes(s law.Session) []string {
	var all []string
	reason := ""
	if s.Reason != "" {
		reason = " Lý do: " + strings.TrimSuffix(s.Reason, ".") + "."
	}
	if !s.MovedFrom.IsZero() {
		text := fmt.Sprintf("Buổi tiếp của %s dời từ ngày %s sang ngày này.", s.Who, s.MovedFrom.Vietnamese())
		if s.By == "" {
			text += reason
		}
		all = append(all, text)
	}
	if s.By != "" {
		all = append(all, fmt.Sprintf("%s tiếp thay %s.%s", s.By, s.Who, reason))
	}
	return all
}

// weekHead is the heading of a column: the full name of the day and what fits on a phone.
func weekHead(place int) (full, short string) {
	full = capital(viet.WeekdayName(time.Weekday((place + 1) % 7)))
	if full == "Chủ nhật" {
		return full, "CN"
	}
	return full, "T" + fmt.Sprint(place+2)
}

// specialShort is a special day where there is room for one word only; the notes name it.
func specialShort(d day) string {
	switch {
	case d.special == "":
		return ""
	case d.off:
		return "Nghỉ"
	case d.working && mondayFirst(d.date.Weekday()) >= 5:
		return "Bù"
	}
	return "*"
}
