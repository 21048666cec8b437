package main

import (
	"testing"

	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/report"
	"danbiet/seal"
	"danbiet/ward"
)

func TestTheDemosDeskOpensAtEveryStartAndHasWork(t *testing.T) {
	t.Parallel()
	key, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	h := ward.NewHouse(dbtest.SQLite(t), key)
	if err := applySample(t.Context(), h); err != nil {
		t.Fatal(err)
	}
	var counts [2]map[ward.View]int
	var first demoDoor
	for start := range counts {
		door, err := openDemoDesk(t.Context(), h)
		if err != nil {
			t.Fatal(err)
		}
		if start == 0 {
			first = door
		} else if _, err := h.SignIn(t.Context(), sampleSlug, first.login, first.password, ""); err == nil {
			t.Error("the password of an earlier start still opens the desk")
		}
		half, err := h.SignIn(t.Context(), sampleSlug, door.login, door.password, "")
		if err != nil {
			t.Fatal(err)
		}
		var session ward.Session
		if err := h.Read(t.Context(), sampleSlug, func(w *ward.Ward) (err error) {
			if session, err = w.SessionOf(t.Context(), half); err == nil {
				counts[start], err = w.InboxCounts(t.Context(), ward.Inbox{})
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if _, _, err := h.PassCode(t.Context(), sampleSlug, session, door.codes[0]); err != nil {
			t.Errorf("start %d: the code does not open the desk: %v", start+1, err)
		}
	}
	if c := counts[0]; c[ward.ViewNew] == 0 || c[ward.ViewOverdue] == 0 || c[ward.ViewWaiting] == 0 {
		t.Errorf("the desk holds %v; want something to do in each", c)
	}
	demoShows(t, h)
	if counts[0][ward.ViewAll] != counts[1][ward.ViewAll] {
		t.Errorf("a second start leaves %d cases; want %d", counts[1][ward.ViewAll], counts[0][ward.ViewAll])
	}
}

// demoShows looks at what the pages of the desk besides the cases hold after a second start.
func demoShows(t *testing.T, h *ward.House) {
	t.Helper()
	err := h.Read(t.Context(), sampleSlug, func(w *ward.Ward) error {
		states, err := w.AnnouncementCounts(t.Context())
		if err != nil {
			return err
		}
		if states[ward.AnnouncementApproved] != 1 || states[ward.AnnouncementSubmitted] != 1 {
			t.Errorf("announcements: %v; want one that goes out and one that waits", states)
		}
		now := report.HalfYearOf(w.Today(), w.Profile.Reporting.LastDay)
		entries, err := w.Entries(t.Context(), now.From, now.To)
		if err != nil {
			return err
		}
		if e := entries["dan-so"]; e.Value != 8805 || e.Document != demoSource {
			t.Errorf("the period that runs has %+v for the residents; want the sample's figure, marked as one", e)
		}
		written, err := w.WrittenPeriods(t.Context())
		if want := [2]law.Date{law.MustDate("2024-01-01"), law.MustDate("2024-06-30")}; err == nil && (len(written) != 1 || written[0] != want) {
			t.Errorf("reports are written of %v; want %v", written, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
