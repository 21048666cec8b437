package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	ics "github.com/arran4/golang-ical"

	"danbiet/console"
	"danbiet/law"
	"danbiet/report/records"
	"danbiet/sample"
	"danbiet/ward"
)

// calendarCmd lists a year.
type calendarCmd struct {
	storageFlags
	Year   int    `required:"" placeholder:"YYYY" help:"The year."`
	Format string `enum:"csv,ics,text" default:"text" help:"csv, ics (for calendar programs) or text. Default: text"`
	Ward   string `placeholder:"WARD" help:"A ward of the database, or the file of a profile. Default: the only ward of the database, or without one the sample ward."`
}

// Help is shown after the command's one line.
func (calendarCmd) Help() string {
	return `The CSV has the columns date,kind,name. Kinds: holiday (off by law), swap-off (off in exchange for another day), swap-work (worked in exchange) and session (citizens are received; the name says by whom and when). "(dự kiến)" marks a day whose yearly decision is not known yet. Days that are announced but not in force are left out.`
}

// The years whose rules are known: from the Labour Code 2012 on (10/2012/QH13), and as far as anybody plans.
const (
	firstYear = 2014
	lastYear  = 2100
)

// calendarDay is one line of the calendar.
type calendarDay struct {
	date law.Date
	kind law.DayKind
	name string
}

// Run writes the calendar.
func (c calendarCmd) Run(ctx context.Context, s streams) error {
	if c.Year < firstYear || c.Year > lastYear {
		return wrongUsage("--year: the calendar knows %d to %d", firstYear, lastYear)
	}
	profile, cal, err := c.schedule(ctx)
	if err != nil {
		return err
	}
	off := daysOff(cal, c.Year)
	sessions := profile.Sessions(cal, law.Date{Year: c.Year, Month: time.January, Day: 1}, law.Date{Year: c.Year, Month: time.December, Day: 31})
	switch c.Format {
	case "ics":
		return writeICS(s.out, profile, off, sessions, time.Now())
	case "csv":
		return writeDaysCSV(s.out, withSessions(off, sessions))
	}
	return writeDaysText(s.out, profile, withSessions(off, sessions))
}

// schedule finds the ward, a file, one of the database, or the sample, and its calendar: the database knows what the ward
// has decided besides.
func (c calendarCmd) schedule(ctx context.Context) (p *ward.Profile, cal *law.Calendar, err error) {
	cal = law.NewCalendar(nil)
	if strings.HasSuffix(c.Ward, ".yaml") || strings.HasSuffix(c.Ward, ".yml") {
		raw, err := os.ReadFile(c.Ward)
		if err != nil {
			return nil, nil, wrongUsage("--ward: %v", err)
		}
		if p, err = ward.ParseProfile(raw); err != nil {
			return nil, nil, wrongUsage("--ward: %s: %v", c.Ward, err)
		}
		return p, cal, nil
	}
	if c.DatabaseURL == "" && c.ConfigFile == "" {
		p, err = sampleWard(c.Ward)
		return p, cal, err
	}
	config, err := c.config()
	if err != nil {
		return nil, nil, err
	}
	h, err := openExisting(ctx, config)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	slug, err := onlyWard(ctx, h.House, c.Ward)
	if err != nil {
		return nil, nil, err
	}
	err = h.Read(ctx, slug, func(w *ward.Ward) error {
		p, cal = w.Profile, w.Calendar()
		return nil
	})
	return p, cal, err
}

// sampleWard is the sample's profile; asking for another ward needs a database.
func sampleWard(slug string) (*ward.Profile, error) {
	raw, err := sample.FS.ReadFile(sampleProfile)
	if err != nil {
		return nil, err
	}
	p, err := ward.ParseProfile(raw)
	if err == nil && slug != "" && slug != p.Slug {
		return nil, wrongUsage("--ward: without DANBIET_DATABASE_URL there is only %s; or name the .yaml file of a profile", p.Slug)
	}
	return p, err
}

// daysOff are the year's days off and the days worked in exchange.
func daysOff(cal *law.Calendar, year int) []calendarDay {
	var days []calendarDay
	for _, d := range cal.Year(year) {
		if !d.Confirmed {
			continue
		}
		name := d.Name
		if d.Provisional {
			name += " (dự kiến)"
		}
		days = append(days, calendarDay{d.Date, d.Kind, name})
	}
	return days
}

// withSessions adds the sessions, in order of day.
func withSessions(off []calendarDay, sessions []law.Session) []calendarDay {
	days := slices.Clone(off)
	for _, s := range sessions {
		days = append(days, calendarDay{s.Date, law.KindSession, sessionName(s)})
	}
	slices.SortStableFunc(days, func(a, b calendarDay) int { return a.date.Compare(b.date) })
	return days
}

// sessionName says who receives and when: "Chủ tịch UBND phường 07:30–11:30, 13:30–17:00".
func sessionName(s law.Session) string {
	var shifts []string
	for _, shift := range s.Shifts {
		shifts = append(shifts, shift.String())
	}
	name := s.Who + " " + strings.Join(shifts, ", ")
	if s.By != "" {
		name += " (" + s.By + " tiếp thay)"
	}
	if !s.MovedFrom.IsZero() {
		name += " (dời từ " + s.MovedFrom.Vietnamese() + ")"
	}
	return name
}

func writeDaysCSV(out io.Writer, days []calendarDay) error {
	w := csv.NewWriter(out)
	_ = w.Write([]string{"date", "kind", "name"}) // Flush keeps the error
	for _, d := range days {
		_ = w.Write([]string{d.date.String(), string(d.kind), records.Harmless(d.name)})
	}
	w.Flush()
	return w.Error()
}

func writeDaysText(out io.Writer, p *ward.Profile, days []calendarDay) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s\n", capital(p.Short))
	month := time.Month(0)
	for _, d := range days {
		if d.date.Month != month {
			month = d.date.Month
			fmt.Fprintf(w, "\nTháng %02d/%d\n", month, d.date.Year)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", d.date.Vietnamese(), law.WeekdayName(d.date.Weekday()), kindInWords(d.kind), d.name)
	}
	return w.Flush() // which keeps the errors of the writes above
}

// kindInWords names a kind of day for people; the CSV keeps the kinds themselves.
func kindInWords(kind law.DayKind) string {
	switch kind {
	case law.KindHoliday:
		return "nghỉ lễ"
	case law.KindSwapOff:
		return "nghỉ hoán đổi"
	case law.KindSwapWork:
		return "làm bù"
	case law.KindSession:
		return "tiếp công dân"
	}
	return string(kind)
}

// writeICS writes the sessions as the public pages do, so that a calendar that has both knows them as the same, and the
// days off as whole days.
func writeICS(out io.Writer, p *ward.Profile, off []calendarDay, sessions []law.Session, now time.Time) error {
	var published bytes.Buffer
	if err := console.WriteICS(&published, p, sessions, now); err != nil {
		return err
	}
	file, err := ics.ParseCalendar(&published)
	if err != nil {
		return fmt.Errorf("write the calendar: %w", err)
	}
	file.SetName("Ngày nghỉ và lịch tiếp công dân – " + capital(p.Short))
	for _, d := range off {
		event := file.AddEvent(fmt.Sprintf("%s-%s@%s.danbiet", d.date, d.kind, p.Slug))
		event.SetDtStampTime(now)
		event.SetAllDayStartAt(d.date.At(0, 0, time.UTC))
		event.SetAllDayEndAt(d.date.AddDays(1).At(0, 0, time.UTC))
		event.SetSummary(d.name)
		event.SetTimeTransparency(ics.TransparencyTransparent)
	}
	return file.SerializeTo(out, ics.WithNewLine("\r\n"))
}
