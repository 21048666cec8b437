package console_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// span is an event's time and receiver.
type span struct{ Starts, Ends, Summary string }

const minute = "2006-01-02 15:04 -0700"

// planned are the events that a schedule must give.
func planned(t *testing.T, sessions []law.Session) []span {
	t.Helper()
	var all []span
	for _, s := range sessions {
		who := s.Who
		if s.By != "" {
			who = s.By + " (tiếp thay " + s.Who + ")"
		}
		for _, shift := range s.Shifts {
			all = append(all, span{s.Date.String() + " " + shift.From + " +0700", s.Date.String() + " " + shift.To + " +0700", "Tiếp công dân: " + who})
		}
	}
	return all
}

// events reads the events of a file in the time of Hà Nội.
func events(t *testing.T, file string) []span {
	t.Helper()
	calendar, err := ics.ParseCalendar(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	hanoi := time.FixedZone("", 7*60*60)
	var all []span
	for _, e := range calendar.Events() {
		starts, errStarts := e.GetStartAt()
		ends, errEnds := e.GetEndAt()
		if errStarts != nil || errEnds != nil {
			t.Fatalf("times of an event: %v, %v", errStarts, errEnds)
		}
		all = append(all, span{starts.In(hanoi).Format(minute), ends.In(hanoi).Format(minute), e.GetProperty(ics.ComponentPropertySummary).Value})
	}
	return all
}

// ids are the UIDs of a file by the day and hour on which its events begin.
func ids(t *testing.T, file string) map[string]string {
	t.Helper()
	calendar, err := ics.ParseCalendar(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	all, seen := map[string]string{}, map[string]bool{}
	for _, e := range calendar.Events() {
		if seen[e.Id()] {
			t.Errorf("two events have the UID %s", e.Id())
		}
		seen[e.Id()] = true
		all[e.GetProperty(ics.ComponentPropertyDtStart).Value+" "+e.GetProperty(ics.ComponentPropertySummary).Value] = e.Id()
	}
	return all
}

func TestCalendarFileHoldsTheScheduleOfSixMonths(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openSite(t, d)
		s.change(func(p *ward.Profile) {
			p.Reception.Moves = []ward.ReceptionMove{{Who: "chairman", Date: "2026-11-26", To: "2026-11-27", Reason: "Họp Hội đồng nhân dân"}}
			p.Reception.Substitutes = []ward.ReceptionReplace{{Who: "office", Date: "2026-11-25", By: "Công chức Tư pháp – Hộ tịch"}}
		})
		from := law.MustDate("2026-11-24")
		want := planned(t, s.profile().Sessions(s.house.Calendar, from, law.MustDate("2027-05-24")))
		r := s.get("tiep-cong-dan.ics").ok()
		if diff := cmp.Diff(want, events(t, r.body)); diff != "" {
			t.Errorf("the file differs from the schedule (-schedule +file):\n%s", diff)
		}
		if got := r.header.Get("Content-Type"); got != "text/calendar; charset=utf-8" {
			t.Errorf("Content-Type %q", got)
		}
		var chair []law.Session
		for _, x := range s.profile().Sessions(s.house.Calendar, from, law.MustDate("2027-05-24")) {
			if x.Chair {
				chair = append(chair, x)
			}
		}
		if diff := cmp.Diff(planned(t, chair), events(t, s.get("tiep-cong-dan.ics?ai=chairman").ok().body)); diff != "" {
			t.Errorf("the chairman's file differs from the schedule (-schedule +file):\n%s", diff)
		}
	})
}

// sequence is the revision of a file's first event.
func sequence(t *testing.T, file string) int {
	t.Helper()
	match := regexp.MustCompile(`SEQUENCE:(\d+)`).FindStringSubmatch(file)
	if match == nil {
		t.Fatal("the file's events have no revision")
	}
	n, err := strconv.Atoi(match[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestMovedSessionKeepsItsUID(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	first := s.get("tiep-cong-dan.ics?ai=chairman").ok()
	before := ids(t, first.body)
	s.change(func(p *ward.Profile) {
		p.Reception.Moves = []ward.ReceptionMove{{Who: "chairman", Date: "2026-11-26", To: "2026-11-27", Reason: "Họp"}}
	})
	s.now = s.now.AddDate(0, 0, 1)
	file := s.get("tiep-cong-dan.ics?ai=chairman").ok()
	after := ids(t, file.body)
	const who = " Tiếp công dân: Chủ tịch UBND phường"
	if want, got := before["20261126T003000Z"+who], after["20261127T003000Z"+who]; want == "" || got != want {
		t.Errorf("the moved session's UID was %q and is %q", want, got)
	}
	if want, got := before["20261203T063000Z"+who], after["20261203T063000Z"+who]; want == "" || got != want {
		t.Errorf("another session's UID was %q and is %q", want, got)
	}
	if sequence(t, first.body) >= sequence(t, file.body) {
		t.Error("the later file is no later revision")
	}
}

// RFC 5545 wants CRLF, lines of at most 75 octets, and escaped commas and semicolons; letters of several octets must not
// be cut.
func TestCalendarFileKeepsToTheFormat(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	s.change(func(p *ward.Profile) {
		p.Short = "phường; có, dấu\r\nBEGIN:VEVENT"
		p.Reception.Place = "Phòng Tiếp công dân; tầng 1, trụ sở\nDTSTART:19700101T000000Z " + strings.Repeat("Nghĩa ", 60)
	})
	file := s.get("tiep-cong-dan.ics").ok().body
	if strings.Count(file, "\n") != strings.Count(file, "\r\n") {
		t.Error("a line does not end with CRLF")
	}
	for line := range strings.SplitSeq(file, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("a line has %d octets, or a cut letter: %q", len(line), line)
		}
		if strings.HasPrefix(line, "DTSTART:1970") {
			t.Error("a place has become a property")
		}
	}
	begins := strings.Count(file, "\r\nBEGIN:VEVENT\r\n")
	if n := len(events(t, file)); n == 0 || n != begins {
		t.Errorf("%d events, %d of them begun", n, begins)
	}
	if unfolded := strings.ReplaceAll(file, "\r\n ", ""); !strings.Contains(unfolded, `LOCATION:Phòng Tiếp công dân\; tầng 1\, trụ sở DTSTART`) {
		t.Errorf("commas and semicolons of a place are not escaped:\n%.2000s", unfolded)
	}
}
