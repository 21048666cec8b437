package console

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

const secondsPerDay = 24 * 60 * 60

// icsMonths is how far ahead the calendar file reaches.
const icsMonths = 6

// serveICS is the calendar file of the sessions to come: of everybody, or with ?ai=chairman of one rule of the profile.
func (s *public) serveICS(w http.ResponseWriter, r *http.Request) {
	var file strings.Builder
	err := s.house.Read(r.Context(), r.PathValue("ward"), func(wd *ward.Ward) error {
		p, today := wd.Profile, wd.Today()
		who, err := whoAsked(p, r.URL.Query().Get("ai"))
		if err != nil {
			return err
		}
		sessions := p.Sessions(wd.Calendar(), today, today.AddMonths(icsMonths))
		if who != "" {
			sessions = onlyOf(sessions, who)
		}
		// The stamp is the day's first minute: the file then changes only when the schedule does, or the day.
		return WriteICS(&file, p, sessions, today.At(0, 0, p.Zone()))
	})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="tiep-cong-dan.ics"`)
	send(w, r, anHour, []byte(file.String()))
}

// whoAsked is the posted name of a rule's short name, "" for everybody.
func whoAsked(p *ward.Profile, slug string) (string, error) {
	if slug == "" {
		return "", nil
	}
	for _, rule := range p.Reception.Weekly {
		if rule.Who == slug {
			return rule.Name, nil
		}
	}
	return "", errNoPage
}

func onlyOf(sessions []law.Session, who string) []law.Session {
	var of []law.Session
	for _, s := range sessions {
		if s.Who == who {
			of = append(of, s)
		}
	}
	return of
}

// WriteICS writes sessions as an iCalendar file (RFC 5545), an event for each shift. Times are in UTC, so that no reader
// needs to know Vietnam's zone. An event keeps its UID when its session is moved to another day, so that a calendar that
// has it moves it too.
func WriteICS(w io.Writer, p *ward.Profile, sessions []law.Session, stamp time.Time) error {
	file := ics.NewCalendarFor("Danbiet")
	file.SetProductId("-//Danbiet//Lich tiep cong dan//VI")
	file.SetMethod(ics.MethodPublish)
	file.SetName("Lịch tiếp công dân – " + oneLine(council(p)))
	file.SetRefreshInterval("PT12H")
	file.SetXPublishedTTL("PT12H")
	used := map[string]int{}
	for _, s := range sessions {
		for _, shift := range s.Shifts {
			if err := addEvent(file, p, s, shift, stamp, used); err != nil {
				return err
			}
		}
	}
	return file.SerializeTo(w, ics.WithNewLine("\r\n"))
}

func addEvent(file *ics.Calendar, p *ward.Profile, s law.Session, shift law.Shift, stamp time.Time, used map[string]int) error {
	starts, err := moment(s.Date, shift.From, p.Zone())
	if err != nil {
		return err
	}
	ends, err := moment(s.Date, shift.To, p.Zone())
	if err != nil {
		return err
	}
	uid := eventID(p, s, shift)
	used[uid]++
	if n := used[uid]; n > 1 { // two rules that give one receiver the same hours, at two places
		uid = fmt.Sprintf("%d-%s", n, uid)
	}
	event := file.AddEvent(uid)
	event.SetDtStampTime(stamp)
	event.SetStartAt(starts)
	event.SetEndAt(ends)
	who := s.Who
	if s.By != "" {
		who = s.By + " (tiếp thay " + s.Who + ")"
	}
	event.SetSummary("Tiếp công dân: " + oneLine(who))
	event.SetLocation(oneLine(s.Place))
	event.SetDescription(oneLine(description(s)))
	event.SetTimeTransparency(ics.TransparencyTransparent) // the reader is not busy: the ward receives
	event.SetSequence(int(stamp.Unix() / secondsPerDay))   // a file of a later day is a later revision of its events
	return nil
}

// eventID names a shift of a session by the day on which it was planned.
func eventID(p *ward.Profile, s law.Session, shift law.Shift) string {
	planned := s.Date
	if !s.MovedFrom.IsZero() {
		planned = s.MovedFrom
	}
	who := strings.Join(viet.Words(s.Who), "-")
	return fmt.Sprintf("%s-%s-%s@%s.danbiet", planned, strings.Replace(shift.From, ":", "", 1), who, p.Slug)
}

// description is what a calendar shows below an event: what was changed, and the document that announced it.
func description(s law.Session) string {
	parts := changes(s)
	if s.Document != "" {
		parts = append(parts, "Theo "+s.Document+".")
	}
	return strings.Join(parts, " ")
}

func moment(d law.Date, clock string, zone *time.Location) (time.Time, error) {
	t, err := time.Parse("15:04", clock)
	if err != nil {
		return t, fmt.Errorf("a shift's hour: %w", err)
	}
	return d.At(t.Hour(), t.Minute(), zone), nil
}

// oneLine keeps line ends and control characters out of a property: profiles are written by people.
func oneLine(s string) string {
	const longest = 500 // runes
	return strings.Join(strings.Fields(viet.Clean(s, longest)), " ")
}
