package law

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"
	"time"
)

// DayKind says what a special day is in a list of days off.
type DayKind string

// The kinds of days, as written in the calendar's CSV.
const (
	KindHoliday  DayKind = "holiday"   // a public holiday by law
	KindSwapOff  DayKind = "swap-off"  // off in exchange for another day, compensation included
	KindSwapWork DayKind = "swap-work" // worked although it is a day of weekly rest
	KindSession  DayKind = "session"   // a reception session; a working day like any other
)

// SpecialDay is a day that differs from its weekday.
type SpecialDay struct {
	Date   Date    `json:"date"`
	Kind   DayKind `json:"kind"`
	Name   string  `json:"name"`
	Source string  `json:"source"` // act and article, or the decision
	// Confirmed is false for a day that sources announce but no act or decision in
	// force grants: it is listed and changes nothing until a row confirms it. Rows
	// that a ward enters from a signed decision say true.
	Confirmed bool `json:"confirmed"`
	// Provisional marks a day off that the law grants in number and custom places:
	// the year's decision is not among the data yet and may move it.
	Provisional bool `json:"provisional,omitempty"`
}

// Off reports whether nobody works that day.
func (s SpecialDay) Off() bool {
	return s.Confirmed && (s.Kind == KindHoliday || s.Kind == KindSwapOff)
}

// Calendar tells working days from days off. It never changes after NewCalendar
// and may be used by many goroutines.
type Calendar struct {
	rest    [7]bool
	swaps   []SpecialDay
	version string
	mu      sync.Mutex
	years   map[int][]SpecialDay // computed on first use
}

// Option adjusts a calendar.
type Option func(*Calendar)

// WeeklyRest sets the days of weekly rest. Without it they are Saturday and
// Sunday, as for administrative bodies (Quyết định 188/1999/QĐ-TTg, Điều 1). At
// least one day must stay a working day; seven days of rest panic.
func WeeklyRest(days ...time.Weekday) Option {
	return func(c *Calendar) {
		c.rest = [7]bool{}
		for _, d := range days {
			c.rest[d] = true
		}
		if !slices.Contains(c.rest[:], false) {
			panic("law: a calendar without working days")
		}
	}
}

// NewCalendar returns the calendar of the holidays by law and the decisions this
// package knows, with the given rows on top: a row replaces whatever stood on
// its date, and of two rows on one date the later one counts. A row of kind
// swap-work makes any day a working day; a confirmed holiday row brings an
// announced holiday into force. Rows of kind session are ignored.
func NewCalendar(swaps []SpecialDay, options ...Option) *Calendar {
	c := &Calendar{years: map[int][]SpecialDay{}}
	c.rest[time.Saturday], c.rest[time.Sunday] = true, true
	for _, o := range options {
		o(c)
	}
	for _, s := range swaps {
		if s.Kind != KindSession {
			c.swaps = append(c.swaps, s)
		}
	}
	h := sha256.New()
	fmt.Fprintln(h, c.rest, fixedHolidays, decidedYears, decidedSwaps, announcedDays, c.swaps)
	c.version = hex.EncodeToString(h.Sum(nil))[:12]
	return c
}

// Year returns the special days of the year in order, a day at most once.
func (c *Calendar) Year(y int) []SpecialDay { return slices.Clone(c.year(y)) }

// Special returns the special day on d, if it is one. Ask its Off before telling
// anybody that the ward is closed: announced and worked days are special too.
func (c *Calendar) Special(d Date) (SpecialDay, bool) {
	days := c.year(d.Year)
	i, ok := slices.BinarySearchFunc(days, d, func(s SpecialDay, d Date) int { return s.Date.Compare(d) })
	if !ok {
		return SpecialDay{}, false
	}
	return days[i], true
}

// Working reports whether d is a working day: neither weekly rest nor a day off,
// or a day of rest that a decision makes a working day.
func (c *Calendar) Working(d Date) bool {
	if s, ok := c.Special(d); ok && s.Confirmed {
		return s.Kind == KindSwapWork
	}
	return !c.rest[d.Weekday()]
}

// AddWorkingDays returns the n-th working day after d, which itself never counts
// (Bộ luật Dân sự 2015, Điều 147.2). A negative n counts backwards, also without d.
// With n = 0 it returns d, working or not.
func (c *Calendar) AddWorkingDays(d Date, n int) Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d = d.AddDays(step)
		if c.Working(d) {
			n--
		}
	}
	return d
}

// WorkingDaysBetween counts the working days after a up to and with b; it is the
// inverse of AddWorkingDays and negative when b is before a.
func (c *Calendar) WorkingDaysBetween(a, b Date) int {
	sign := 1
	if b.Before(a) {
		// Backwards a does not count and b does, so shift both by a day.
		a, b, sign = b.AddDays(-1), a.AddDays(-1), -1
	}
	n := 0
	for d := a.AddDays(1); !d.After(b); d = d.AddDays(1) {
		if c.Working(d) {
			n++
		}
	}
	return sign * n
}

// NextWorking returns d if it is a working day, and else the first one after it.
func (c *Calendar) NextWorking(d Date) Date {
	for !c.Working(d) {
		d = d.AddDays(1)
	}
	return d
}

// Rest returns the days of weekly rest, Sunday first.
func (c *Calendar) Rest() []time.Weekday {
	var days []time.Weekday
	for w, off := range c.rest {
		if off {
			days = append(days, time.Weekday(w))
		}
	}
	return days
}

// Version names the data the calendar was made of, in twelve hexadecimal digits:
// stored beside a due date, it tells whether a later decision may move it.
func (c *Calendar) Version() string { return c.version }

func (c *Calendar) year(y int) []SpecialDay {
	c.mu.Lock()
	defer c.mu.Unlock()
	days, ok := c.years[y]
	if !ok {
		days = c.build(y)
		c.years[y] = days
	}
	return days
}

// build lays the layers of a year on one another: announced days, holidays by
// law, decisions, the rows handed in; then it compensates what clashes.
func (c *Calendar) build(y int) []SpecialDay {
	byDate := map[Date]SpecialDay{}
	for _, s := range announced(y) {
		byDate[s.Date] = s
	}
	for _, s := range holidays(y) {
		byDate[s.Date] = s
	}
	for _, layer := range [][]SpecialDay{decidedSwaps[:], c.swaps} {
		for _, s := range layer {
			if s.Date.Year == y {
				byDate[s.Date] = s
			}
		}
	}
	c.compensate(byDate)
	days := make([]SpecialDay, 0, len(byDate))
	for _, s := range byDate {
		days = append(days, s)
	}
	slices.SortFunc(days, byDay)
	return days
}

// compensate gives the next working day for each holiday that falls on a day of
// weekly rest (Bộ luật Lao động 2019, Điều 111.3). Where a decision already says
// something about that day, the decision stands.
func (c *Calendar) compensate(byDate map[Date]SpecialDay) {
	var clashes []SpecialDay
	for _, s := range byDate {
		if s.Kind == KindHoliday && s.Confirmed && c.rest[s.Date.Weekday()] {
			clashes = append(clashes, s)
		}
	}
	slices.SortFunc(clashes, byDay)
	given := map[Date]bool{}
	for _, h := range clashes {
		d := h.Date.AddDays(1)
		for c.rest[d.Weekday()] || given[d] || byDate[d].Off() && byDate[d].Kind == KindHoliday {
			d = d.AddDays(1)
		}
		given[d] = true
		if _, decided := byDate[d]; !decided {
			byDate[d] = SpecialDay{
				Date: d, Kind: KindSwapOff, Name: "Nghỉ bù " + h.Name, Source: compensationSource,
				Confirmed: true, Provisional: h.Provisional,
			}
		}
	}
}

func byDay(a, b SpecialDay) int { return a.Date.Compare(b.Date) }

// With returns the calendar with more rows on top, as NewCalendar lays them: what one ward has decided. Without rows it is
// the calendar itself, and has its version.
func (c *Calendar) With(rows []SpecialDay) *Calendar {
	if len(rows) == 0 {
		return c
	}
	return NewCalendar(slices.Concat(c.swaps, rows), WeeklyRest(c.Rest()...))
}
