package ward_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

const chair = "Chủ tịch UBND phường"

// reception is a ward whose chair receives on Thursdays from 07:30 to 11:30, on Tuesday, 10/03/2026.
type reception struct {
	*desk
	told []ward.VisitNews
}

func newReception(t *testing.T, d *db.DB) *reception {
	t.Helper()
	r := &reception{desk: newDesk(t, d)}
	if err := r.house.Apply(t.Context(), &ward.Profile{
		Slug: "minh-duc", Name: "UBND", Short: "phường", Fields: []ward.Field{{Slug: "moi-truong", Name: "Môi trường, rác thải"}},
		Reception: ward.Reception{Place: "Trụ sở", Capacity: 3, Weekly: []ward.ReceptionRule{{
			Who: "chairman", Name: chair, Days: []string{"thu"}, Shifts: []string{"07:30-11:30"}, Document: "Thông báo số 1/TB-UBND ngày 02/01/2026",
		}}},
	}); err != nil {
		t.Fatal(err)
	}
	r.house.VisitWords = func(_ *ward.Ward, n ward.VisitNews) any { r.told = append(r.told, n); return "tin" }
	return r
}

// decide enters a change, as "move 2026-03-12 2026-03-13".
func (r *reception) decide(c ward.ScheduleChange) (ward.ScheduleChange, error) {
	r.t.Helper()
	c.Document, c.Reason = "Thông báo số 9/TB-UBND ngày 10/03/2026", "Họp Hội đồng nhân dân"
	err := r.house.Write(r.t.Context(), "minh-duc", func(w *ward.Ward) (err error) { c, err = w.DecideSchedule(r.t.Context(), c, r.officer); return err })
	return c, err
}

func (r *reception) days(from, to string) (days []string) {
	r.t.Helper()
	in(r.t, r.house, func(w *ward.Ward) error {
		for _, s := range w.Profile.Sessions(w.Calendar(), law.MustDate(from), law.MustDate(to)) {
			days = append(days, s.Date.String())
		}
		return nil
	})
	return days
}

// book books a slot from a chat that can be reached.
func (r *reception) book(chat, day, slot string) (v ward.Visit, err error) {
	r.t.Helper()
	err = r.house.Write(r.t.Context(), "minh-duc", func(w *ward.Ward) error {
		c, err := w.Lock(r.t.Context(), "telegram", []string{chat})
		if err != nil {
			return err
		}
		if err := w.SaveConversations(r.t.Context(), []*ward.Conversation{c[chat]}); err != nil {
			return err
		}
		v, err = w.Book(r.t.Context(), ward.Visit{
			Day: law.MustDate(day), Who: chair, Slot: slot, Channel: "telegram", Chat: chat, CitizenID: c[chat].CitizenID, People: 1,
			Said: ward.VisitorSaid{Matter: "Việc của " + chat},
		})
		return err
	})
	return v, err
}

func on(s string) law.Date { return law.MustDate(s) }

func TestADecisionMovesSessionsEverywhereAndCanBeTakenBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newReception(t, d)
		rules := []string{"2026-03-12", "2026-03-19", "2026-03-26"}
		for name, c := range map[string]struct {
			change ward.ScheduleChange
			want   []string
		}{
			"moved":     {ward.ScheduleChange{Kind: ward.ChangeMove, Day: on("2026-03-12"), To: on("2026-03-13"), Who: chair}, []string{"2026-03-13", "2026-03-19", "2026-03-26"}},
			"cancelled": {ward.ScheduleChange{Kind: ward.ChangeCancel, Day: on("2026-03-19"), Who: chair}, []string{"2026-03-12", "2026-03-26"}},
			"extra":     {ward.ScheduleChange{Kind: ward.ChangeExtra, Day: on("2026-03-16"), Who: chair, Shifts: []string{"08:00-10:00"}}, []string{"2026-03-12", "2026-03-16", "2026-03-19", "2026-03-26"}},
			"day off":   {ward.ScheduleChange{Kind: ward.ChangeDayOff, Day: on("2026-03-26")}, []string{"2026-03-12", "2026-03-19"}},
		} {
			change, err := r.decide(c.change)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if got := r.days("2026-03-12", "2026-03-31"); !slices.Equal(got, c.want) {
				t.Errorf("%s: sessions on %v; want %v", name, got, c.want)
			}
			in(t, r.house, func(w *ward.Ward) error { return w.RevokeChange(t.Context(), change.ID, r.officer) })
			if got := r.days("2026-03-12", "2026-03-31"); !slices.Equal(got, rules) {
				t.Errorf("%s and taken back: sessions on %v; want %v", name, got, rules)
			}
			in(t, r.house, func(w *ward.Ward) error {
				if err := w.RevokeChange(t.Context(), change.ID, r.officer); !errors.Is(err, ward.ErrNoChange) {
					t.Errorf("%s is revoked twice: %v", name, err)
				}
				return nil
			})
		}
	})
}

func TestASubstituteOfTheChairIsWarnedAboutSinceJuly2026(t *testing.T) {
	r := newReception(t, dbtest.SQLite(t))
	if _, err := r.decide(ward.ScheduleChange{Kind: ward.ChangeSubstitute, Day: on("2026-07-02"), Who: chair, By: "Phó Chủ tịch"}); err != nil {
		t.Fatal(err)
	}
	in(t, r.house, func(w *ward.Ward) error {
		s, ok := w.SessionOn(on("2026-07-02"), chair)
		if !ok || s.By != "Phó Chủ tịch" || s.Note == "" {
			t.Errorf("the session is %+v; want a substitute and a warning", s)
		}
		return nil
	})
}

func TestADecisionThatMakesNoSenseIsRefused(t *testing.T) {
	r := newReception(t, dbtest.SQLite(t))
	if _, err := r.decide(ward.ScheduleChange{Kind: ward.ChangeCancel, Day: on("2026-03-19"), Who: chair}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change ward.ScheduleChange
		want   error
	}{
		"no session":        {ward.ScheduleChange{Kind: ward.ChangeCancel, Day: on("2026-03-11"), Who: chair}, ward.ErrChangeSession},
		"another's session": {ward.ScheduleChange{Kind: ward.ChangeCancel, Day: on("2026-03-12"), Who: "Bí thư"}, ward.ErrChangeSession},
		"twice":             {ward.ScheduleChange{Kind: ward.ChangeMove, Day: on("2026-03-19"), To: on("2026-03-20"), Who: chair}, ward.ErrChangeTwice},
		"to a Sunday":       {ward.ScheduleChange{Kind: ward.ChangeMove, Day: on("2026-03-12"), To: on("2026-03-15"), Who: chair}, ward.ErrChangeTo},
		"by nobody":         {ward.ScheduleChange{Kind: ward.ChangeSubstitute, Day: on("2026-03-12"), Who: chair}, ward.ErrChangeBy},
		"without hours":     {ward.ScheduleChange{Kind: ward.ChangeExtra, Day: on("2026-03-16"), Who: chair}, ward.ErrChangeShifts},
		"a Sunday off":      {ward.ScheduleChange{Kind: ward.ChangeDayOff, Day: on("2026-03-15")}, ward.ErrChangeDay},
		"a Monday worked":   {ward.ScheduleChange{Kind: ward.ChangeDayWorked, Day: on("2026-03-16")}, ward.ErrChangeDay},
		"years away":        {ward.ScheduleChange{Kind: ward.ChangeDayOff, Day: on("2028-03-15")}, ward.ErrChangeDay},
	} {
		if _, err := r.decide(c.change); !errors.Is(err, c.want) {
			t.Errorf("%s: %v; want %v", name, err, c.want)
		}
	}
}

func TestBookedSlotsGoWithTheirSessionAndEverybodyIsTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newReception(t, d)
		for chat, slot := range map[string]string{"1": "07:30", "2": "07:45"} {
			if _, err := r.book(chat, "2026-03-12", slot); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := r.decide(ward.ScheduleChange{Kind: ward.ChangeMove, Day: on("2026-03-12"), To: on("2026-03-13"), Who: chair}); err != nil {
			t.Fatal(err)
		}
		if len(r.told) != 2 || r.told[0].Visit.Day != on("2026-03-13") || r.told[0].Visit.State != ward.VisitBooked {
			t.Fatalf("told: %+v; want two slots on the 13th", r.told)
		}
		in(t, r.house, func(w *ward.Ward) error {
			due, err := w.TakeReminders(t.Context(), on("2026-03-13"), 10)
			if err != nil || len(due) != 2 || due[0].Day != on("2026-03-13") || due[0].Slot == "" {
				t.Errorf("reminders %+v, %v; want two of the 13th with their slots", due, err)
			}
			return nil
		})
		r.told = nil
		off, err := r.decide(ward.ScheduleChange{Kind: ward.ChangeDayOff, Day: on("2026-03-13")})
		if err != nil {
			t.Fatal(err)
		}
		if got := r.days("2026-03-12", "2026-03-13"); len(got) != 0 || len(r.told) != 2 || r.told[1].Visit.State != ward.VisitCancelled {
			t.Errorf("on a day off there are sessions %v, told %+v", got, r.told)
		}
		in(t, r.house, func(w *ward.Ward) error { return w.RevokeChange(t.Context(), off.ID, r.officer) })
		if got := r.days("2026-03-12", "2026-03-13"); len(got) != 1 {
			t.Errorf("the day is worked after all: sessions %v", got)
		}
	})
}

func TestTwoCitizensNeverGetTheSameSlot(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newReception(t, d)
		const citizens = 8
		var wg sync.WaitGroup
		got := make([]error, citizens)
		for i := range citizens {
			wg.Go(func() { _, got[i] = r.book(string(rune('a'+i)), "2026-03-12", "08:00") })
		}
		wg.Wait()
		won := 0
		for _, err := range got {
			switch {
			case err == nil:
				won++
			case !errors.Is(err, ward.ErrSlotTaken):
				t.Error(err)
			}
		}
		if won != 1 {
			t.Errorf("%d citizens have the slot; want one", won)
		}
	})
}

func TestAnotherSlotGivesTheFirstBackAndTheCapacityHolds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newReception(t, d)
		for _, slot := range []string{"07:30", "07:45"} {
			if _, err := r.book("1", "2026-03-12", slot); err != nil {
				t.Fatal(err)
			}
		}
		in(t, r.house, func(w *ward.Ward) error {
			mine, err := w.Booked(t.Context(), "telegram", "1")
			if err != nil || len(mine) != 1 || mine[0].Slot != "07:45" {
				t.Errorf("booked %+v, %v; want 07:45 alone", mine, err)
			}
			open, err := w.Openings(t.Context(), chair, 1)
			if err != nil || len(open) != 1 || !slices.Equal(open[0].Free, []string{"07:30", "08:00"}) {
				t.Errorf("free: %+v, %v; want 07:30 and 08:00 of the three that can be booked", open, err)
			}
			return nil
		})
		if _, err := r.book("2", "2026-03-12", "08:15"); !errors.Is(err, ward.ErrSlotTaken) {
			t.Errorf("a slot beyond the capacity: %v", err)
		}
		*r.now = on("2026-03-12").At(7, 40, law.Zone())
		if _, err := r.book("3", "2026-03-12", "07:30"); !errors.Is(err, ward.ErrSlotTaken) {
			t.Errorf("a slot that has begun: %v", err)
		}
	})
}

func TestADayOffMovesTheDueDatesOfOpenCasesOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newReception(t, d)
		var told []ward.News
		r.house.Words = func(_ context.Context, _ *ward.Ward, n ward.News) (any, error) {
			told = append(told, n)
			return nil, nil
		}
		open, closed := r.file("a", law.PhanAnh), r.file("b", law.PhanAnh)
		in(t, r.house, func(w *ward.Ward) error {
			c, err := w.Lock(t.Context(), open.Channel, []string{open.Chat})
			if err != nil {
				return err
			}
			return errors.Join(w.SaveConversations(t.Context(), []*ward.Conversation{c[open.Chat]}), w.Withdraw(t.Context(), closed.Petition))
		})
		if _, err := r.decide(ward.ScheduleChange{Kind: ward.ChangeDayOff, Day: on("2026-03-16")}); err != nil {
			t.Fatal(err)
		}
		for i, want := range []int{1, 0} {
			n, err := r.house.Redate(t.Context(), "minh-duc")
			if err != nil || n != want {
				t.Errorf("run %d: %d cases dated again, %v; want %d", i+1, n, err, want)
			}
		}
		got := r.find(open.Code)
		if want := open.DueOn.AddDays(1); got.DueOn != want || got.Version == open.Version {
			t.Errorf("due on %v, version %d; want %v and another version than %d", got.DueOn, got.Version, want, open.Version)
		}
		if len(told) != 1 || told[0].Event.Kind != ward.EventRedated || told[0].Event.Due != open.DueOn {
			t.Errorf("told %+v; want the date before", told)
		}
	})
}

func TestTheRegisterKeepsWhoCameSealed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newReception(t, d)
		*r.now = on("2026-03-12").At(8, 0, law.Zone())
		in(t, r.house, func(w *ward.Ward) error {
			v, err := w.WalkIn(t.Context(), ward.Visit{Day: w.Today(), Who: chair, People: 2, Said: ward.VisitorSaid{Name: "Trần Thị Kín", IDNumber: "034190001234"}}, r.officer)
			if err != nil {
				return err
			}
			seen := v
			v.Outcome, v.Kind, v.Said.GuidedTo = ward.OutcomeGuided, law.KienNghi, "Công an phường"
			if v, err = w.SaveVisit(t.Context(), v, r.officer); err != nil {
				return err
			}
			if _, err := w.SaveVisit(t.Context(), seen, r.officer); !errors.Is(err, ward.ErrChanged) {
				t.Errorf("an older version is written over: %v", err)
			}
			all, err := w.Visits(t.Context(), w.Today(), w.Today())
			if err != nil || len(all) != 1 || all[0].State != ward.VisitReceived || all[0].Said.MaskedID() != "••••1234" || all[0].Said.Name != "Trần Thị Kín" {
				t.Errorf("the register has %+v, %v", all, err)
			}
			return nil
		})
		for _, row := range column(t, d, `SELECT * FROM reception_visit`) {
			if slices.Contains([]string{"Trần Thị Kín", "034190001234"}, row) {
				t.Errorf("%q lies open", row)
			}
		}
	})
}

func TestTimeOfASessionIsNotedOnItsDay(t *testing.T) {
	r := newReception(t, dbtest.SQLite(t))
	*r.now = r.now.Add(72 * time.Hour) // Friday
	in(t, r.house, func(w *ward.Ward) error {
		for _, c := range []struct {
			record ward.SessionRecord
			want   error
		}{
			{ward.SessionRecord{Day: on("2026-03-12"), Who: chair, Held: true}, nil},
			{ward.SessionRecord{Day: on("2026-03-12"), Who: chair}, ward.ErrChangeReason},
			{ward.SessionRecord{Day: on("2026-03-12"), Who: chair, Reason: "Mất điện"}, nil},
			{ward.SessionRecord{Day: on("2026-03-19"), Who: chair, Held: true}, ward.ErrChangeDay},
		} {
			if err := w.RecordSession(t.Context(), c.record, r.officer); !errors.Is(err, c.want) {
				t.Errorf("%+v: %v; want %v", c.record, err, c.want)
			}
		}
		all, err := w.SessionRecords(t.Context(), on("2026-03-01"), on("2026-03-31"))
		if err != nil || len(all) != 1 || all[0].Held || all[0].Reason != "Mất điện" {
			t.Errorf("noted: %+v, %v", all, err)
		}
		return nil
	})
}
