package ward_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestWhatGoesOutAtOnceGoesOutWhenItIsApproved(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStation(t, d)
		s.citizens("telegram", map[string]ward.Subscription{"1": yes})
		var id int64
		s.do(func(w *ward.Ward) (err error) {
			id, err = w.Compose(t.Context(), s.editor, vaccination(ward.Plan{Soon: true}))
			return errors.Join(err, w.Submit(t.Context(), id, s.editor))
		})
		*s.now = at("16:20")
		s.do(func(w *ward.Ward) error { return w.Approve(t.Context(), id, 1, s.leader) })
		if n := s.start(); n != 0 {
			t.Errorf("%d runs started beside the one of the approval", n)
		}
		if runs := s.runs(id); len(runs) != 1 || !runs[0].PlannedAt.Equal(at("16:20")) {
			t.Errorf("runs: %+v", runs)
		}
		s.send(s.claim(10), ward.StateSent)
		s.claim(10)
		if state := s.state(id); state != ward.AnnouncementFinished {
			t.Errorf("the announcement is %s", state)
		}
	})
}

func TestPauseEditAndStopHoldWhatWasNotSent(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStation(t, d)
		ctx := t.Context()
		all := map[string]ward.Subscription{}
		for i := range 10 {
			all[fmt.Sprint(i)] = yes
		}
		s.citizens("telegram", all)
		id := s.approved(vaccination(ward.Plan{At: at("09:00")}))
		s.start()
		run := s.runs(id)[0]
		sent, queued := s.claim(4), s.claim(4)
		s.send(sent, ward.StateSent)
		s.do(func(w *ward.Ward) error { return w.Pause(ctx, id, s.editor) })
		for _, l := range queued {
			wantPending(t, s.house, l, false)
		}
		if p := s.progress(run.ID); p.Sent != 4 || p.Waiting != 6 {
			t.Errorf("paused: %+v", p)
		}
		if got := s.claim(10); len(got) != 0 {
			t.Errorf("%d letters of a paused run", len(got))
		}
		s.send(queued[:2], ward.StateSent) // one was in a sender's hand
		changed := vaccination(ward.Plan{At: at("09:00")})
		changed.Text = "Dời sang thứ Tư."
		s.do(func(w *ward.Ward) error {
			return errors.Join(w.Resume(ctx, id, s.editor), w.EditAnnouncement(ctx, id, s.editor, changed))
		})
		if got := s.claim(10); len(got) != 0 {
			t.Errorf("%d letters of an announcement that is being edited", len(got))
		}
		s.do(func(w *ward.Ward) error {
			return errors.Join(w.Submit(ctx, id, s.editor), w.Approve(ctx, id, 2, s.leader))
		})
		if n := s.start(); n != 0 {
			t.Errorf("the approved edit starts %d runs anew", n)
		}
		again := s.claim(2)
		if len(again) == 0 || string(again[1].Body) != `"Dời sang thứ Tư."` {
			t.Errorf("the edit is not in what goes out after it: %v", again)
		}
		s.do(func(w *ward.Ward) error { return w.Stop(ctx, id, s.leader) })
		p := s.progress(run.ID)
		if p.Sent != 5 || p.Stopped != 5 || p.Waiting != 0 || s.runs(id)[0].State != ward.RunStopped {
			t.Errorf("stopped: %+v, %+v", p, s.runs(id)[0])
		}
	})
}

func TestEveryDeliveryEndsInAState(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStation(t, d)
		s.citizens("telegram", map[string]ward.Subscription{"1": yes, "2": yes, "3": yes})
		id := s.approved(vaccination(ward.Plan{At: at("09:00").Add(123456)})) // a clock is finer than what is kept of it
		*s.now = at("09:01")
		s.start()
		letters := s.claim(10)
		s.send(letters[0:2], ward.StateSent)
		s.send(letters[2:4], ward.StateGone)
		s.send(letters[4:6], ward.StateFailed)
		s.send(letters[0:2], ward.StateFailed) // a letter that was sent stays so
		s.claim(10)
		run := s.runs(id)[0]
		p := s.progress(run.ID)
		if p.Sent != 1 || p.Gone != 1 || p.Failed["too long"] != 1 || run.State != ward.RunDone {
			t.Errorf("%+v of %+v", p, run)
		}
		s.do(func(w *ward.Ward) error {
			ok, err := w.MarkSeen(t.Context(), run.ID, letters[1].CitizenID)
			stranger, errStranger := w.MarkSeen(t.Context(), run.ID, 99)
			if !ok || stranger {
				t.Errorf("seen by the recipient: %v, by a stranger: %v", ok, stranger)
			}
			return errors.Join(err, errStranger)
		})
		if p := s.progress(run.ID); p.Seen != 1 {
			t.Errorf("%d have seen it; want 1", p.Seen)
		}
	})
}

func TestMissedRunsAreSkippedAndTheNewestIsMadeUpFor(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStation(t, d)
		s.citizens("telegram", map[string]ward.Subscription{"1": yes})
		id := s.approved(vaccination(ward.Plan{From: law.MustDate("2026-03-10"), To: law.MustDate("2026-03-12"), Times: []string{"10:00", "17:00"}}))
		*s.now = at("18:30").AddDate(0, 0, 1) // down from Tuesday 9:00 to Wednesday 18:30
		if n := s.start(); n != 1 {
			t.Errorf("%d runs started; want the one of Wednesday 17:00", n)
		}
		*s.now = at("13:30").AddDate(0, 0, 2) // later than two hours
		if n := s.start(); n != 0 {
			t.Errorf("%d runs started; want none", n)
		}
		var got []string
		for _, r := range s.runs(id) {
			got = append(got, r.PlannedAt.Format("02 15:04 ")+string(r.State))
		}
		slices.Sort(got)
		want := []string{"10 10:00 skipped", "10 17:00 skipped", "11 10:00 skipped", "11 17:00 running", "12 10:00 skipped"}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("runs (-want +got):\n%s", diff)
		}
	})
}

func TestAClockThatJumpsFiresNothingTwiceAndForgetsNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStation(t, d)
		s.citizens("telegram", map[string]ward.Subscription{"1": yes})
		id := s.approved(vaccination(ward.Plan{From: law.MustDate("2026-03-10"), To: law.MustDate("2026-03-11"), Times: []string{"10:00", "17:00"}}))
		var fired []int
		for _, now := range []time.Time{
			at("10:00"), at("09:00"), at("10:00"), at("17:01"), // an hour back, and on again
			at("16:59"), at("17:02"), at("06:00").AddDate(0, 0, 1), at("10:00").AddDate(0, 0, 1), at("17:00").AddDate(0, 0, 1), at("17:00").AddDate(0, 0, 9),
		} {
			*s.now = now
			fired = append(fired, s.start())
		}
		if diff := gocmp.Diff([]int{1, 0, 0, 1, 0, 0, 0, 1, 1, 0}, fired); diff != "" {
			t.Errorf("runs started (-want +got):\n%s", diff)
		}
		if n := len(s.runs(id)); n != 4 {
			t.Errorf("%d runs; want 4", n)
		}
	})
}

func TestOnlyEmergenciesGoOutInTheQuietHours(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStation(t, d)
		s.citizens("telegram", map[string]ward.Subscription{"1": yes})
		late := ward.Plan{At: at("20:59")}
		s.approved(vaccination(late))
		storm := vaccination(late)
		storm.Emergency, storm.Text = true, "Bão"
		s.approved(storm)
		*s.now = at("20:59")
		s.start()
		*s.now = at("21:00")
		if got := s.claim(10); len(got) != 2 || string(got[1].Body) != `"Bão"` {
			t.Errorf("%d letters at 21:00; want those of the emergency", len(got))
		}
		*s.now = at("06:00").AddDate(0, 0, 1)
		if got := s.claim(10); len(got) != 2 {
			t.Errorf("%d letters at 6:00; want the others", len(got))
		}
	})
}

func TestTwoReplicasStartARunOnce(t *testing.T) {
	t.Parallel()
	house := func() *station { return newStation(t, dbtest.Postgres(t)) }()
	house.citizens("telegram", map[string]ward.Subscription{"1": yes})
	house.approved(vaccination(ward.Plan{At: at("09:00")}))
	started := make(chan int, 8)
	for range 8 {
		go func() {
			n, err := house.house.StartRuns(context.WithoutCancel(t.Context()))
			if err != nil {
				t.Error(err)
			}
			started <- n
		}()
	}
	total := 0
	for range 8 {
		total += <-started
	}
	if total != 1 {
		t.Errorf("%d replicas started the run; want 1", total)
	}
}
