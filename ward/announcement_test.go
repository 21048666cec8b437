package ward_test

import (
	"context"
	"encoding/json"
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

// station is a ward with two of the staff and some citizens.
type station struct {
	t              *testing.T
	house          *ward.House
	now            *time.Time
	editor, leader ward.Staff
}

func newStation(t *testing.T, d *db.DB) *station {
	t.Helper()
	house, now := clockedHouse(t, d)
	if err := house.Apply(t.Context(), &ward.Profile{
		Slug: "minh-duc", Name: "UBND", Short: "phường", Topics: []ward.Topic{{Slug: "chung", Name: "Chung"}, {Slug: "y-te", Name: "Y tế"}},
		Neighbourhoods: []ward.Neighbourhood{{Slug: "duong-hoa", Name: "Dương Hòa"}, {Slug: "phong-coc", Name: "Phong Cốc"}},
	}); err != nil {
		t.Fatal(err)
	}
	s := &station{t: t, house: house, now: now}
	s.do(func(w *ward.Ward) (err error) {
		for login, into := range map[string]*ward.Staff{"bientap": &s.editor, "lanhdao": &s.leader} {
			role := map[string]ward.Role{"bientap": ward.RoleEditor, "lanhdao": ward.RoleLeader}[login]
			if _, err := w.AddStaff(t.Context(), ward.Staff{Login: login, Name: login, Role: role}); err != nil {
				return err
			}
			if *into, err = w.StaffByLogin(t.Context(), login); err != nil {
				return err
			}
		}
		return nil
	})
	return s
}

func (s *station) do(do func(w *ward.Ward) error) { s.t.Helper(); in(s.t, s.house, do) }

// citizens makes conversations with what each wants.
func (s *station) citizens(channel string, wants map[string]ward.Subscription) {
	s.t.Helper()
	s.do(func(w *ward.Ward) error {
		for chat, want := range wants {
			found, err := w.Lock(s.t.Context(), channel, []string{chat})
			if err != nil {
				return err
			}
			if err := w.SaveConversations(s.t.Context(), []*ward.Conversation{found[chat]}); err != nil {
				return err
			}
			if err := w.Subscribe(s.t.Context(), found[chat].CitizenID, want); err != nil {
				return err
			}
		}
		return nil
	})
}

// approved is an announcement that goes out.
func (s *station) approved(n ward.Notice) (id int64) {
	s.t.Helper()
	s.do(func(w *ward.Ward) (err error) {
		if id, err = w.Compose(s.t.Context(), s.editor, n); err != nil {
			return err
		}
		return errors.Join(w.Submit(s.t.Context(), id, s.editor), w.Approve(s.t.Context(), id, 1, s.leader))
	})
	return id
}

// start starts what is due.
func (s *station) start() int {
	s.t.Helper()
	n, err := s.house.StartRuns(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

// claim takes recipients, and returns the letters.
func (s *station) claim(limit int) (letters []*ward.Letter) {
	s.t.Helper()
	s.do(func(w *ward.Ward) error {
		d, err := w.Claim(s.t.Context(), 1, limit, func(a ward.Announcement, r ward.Run) ([]json.RawMessage, error) {
			body, err := json.Marshal(a.Notice.Text)
			return []json.RawMessage{json.RawMessage(`"ảnh"`), body}, err
		})
		letters = d.Letters
		return err
	})
	return letters
}

// send settles letters as sent.
func (s *station) send(letters []*ward.Letter, state string) {
	s.t.Helper()
	var sendings []ward.Sending
	for _, l := range letters {
		sendings = append(sendings, ward.Sending{WardID: l.WardID, ID: l.ID, RunID: l.RunID, CitizenID: l.CitizenID, State: state, Problem: map[string]string{ward.StateFailed: "too long"}[state]})
	}
	settle(s.t, s.house, sendings...)
}

func (s *station) runs(id int64) (all []ward.Run) {
	s.t.Helper()
	s.do(func(w *ward.Ward) (err error) { all, err = w.Runs(s.t.Context(), id); return err })
	return all
}

func (s *station) progress(run int64) (p ward.Progress) {
	s.t.Helper()
	s.do(func(w *ward.Ward) (err error) { p, err = w.Progress(s.t.Context(), run); return err })
	return p
}

func (s *station) state(id int64) (state ward.AnnouncementState) {
	s.t.Helper()
	s.do(func(w *ward.Ward) error {
		a, err := w.Announcement(s.t.Context(), id)
		state = a.State
		return err
	})
	return state
}

// told are the chats that letters go to, each once, in order.
func told(letters []*ward.Letter) []string {
	var chats []string
	for _, l := range letters {
		chats = append(chats, l.Chat)
	}
	slices.Sort(chats)
	return slices.Compact(chats)
}

// at is a time of the ward on 10 March 2026, a Tuesday; the clock stands at 9:00.
func at(clock string) time.Time {
	t, err := time.ParseInLocation("15:04", clock, law.Zone())
	if err != nil {
		panic(err)
	}
	return law.MustDate("2026-03-10").At(t.Hour(), t.Minute(), law.Zone())
}

func vaccination(plan ward.Plan) ward.Notice {
	return ward.Notice{Title: "Tiêm chủng", Text: "Mời các cháu đến Trạm Y tế.", Topic: "y-te", Plan: plan}
}

var yes = ward.Subscription{News: true}

func TestAnAnnouncementReachesWhoeverWantsItOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStation(t, d)
		s.citizens("telegram", map[string]ward.Subscription{
			"1": yes, "2": {News: true, Neighbourhood: "duong-hoa"}, "3": {}, "4": {News: true, Stopped: true}, "5": {News: true, Off: []string{"y-te"}}, "6": yes,
		})
		s.citizens("web", map[string]ward.Subscription{"w": yes})
		if err := s.house.Reach(t.Context(), "minh-duc", "telegram", "6", false); err != nil {
			t.Fatal(err)
		}
		notice := vaccination(ward.Plan{At: at("09:30")})
		s.do(func(w *ward.Ward) error {
			reach, err := w.Reach(t.Context(), notice)
			want := ward.Reach{Told: 3, Excluded: map[ward.Exclusion]int64{ward.NoConsent: 1, ward.OptedOut: 1, ward.TopicOff: 1, ward.Unreachable: 1}}
			if diff := gocmp.Diff(want, reach); diff != "" {
				t.Errorf("the audience (-want +got):\n%s", diff)
			}
			return err
		})
		id := s.approved(notice)
		if n := s.start(); n != 0 {
			t.Errorf("%d runs started before their time", n)
		}
		*s.now = at("09:31")
		if n := s.start(); n != 1 {
			t.Fatalf("%d runs started; want 1", n)
		}
		if n := s.start(); n != 0 {
			t.Errorf("started again")
		}
		s.citizens("telegram", map[string]ward.Subscription{"late": yes})
		first := s.claim(1)
		rest := s.claim(10)
		if diff := gocmp.Diff([]string{"1", "2", "w"}, told(slices.Concat(first, rest))); diff != "" {
			t.Errorf("told (-want +got):\n%s", diff)
		}
		if n := len(first) + len(rest); n != 6 {
			t.Errorf("%d letters; want a picture and a text for each of three", n)
		}
		run := s.runs(id)[0]
		if p := s.progress(run.ID); p.Total != 3 || p.Sent != 1 || p.Waiting != 2 {
			t.Errorf("with two letters on their way: %+v", p)
		}
		s.send(slices.Concat(first, rest), ward.StateSent)
		s.claim(10)
		if p := s.progress(run.ID); p.Sent != 3 || p.Waiting != 0 {
			t.Errorf("at the end: %+v", p)
		}
		if got := s.runs(id)[0]; got.State != ward.RunDone || got.Total != 3 || got.Excluded[ward.NoConsent] != 1 {
			t.Errorf("the run is %+v", got)
		}
		if state := s.state(id); state != ward.AnnouncementFinished {
			t.Errorf("the announcement is %s", state)
		}
	})
}

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

func TestFourEyes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStation(t, d)
		ctx := t.Context()
		plan := ward.Plan{At: at("10:00")}
		fails := func(name string, want error, do func(w *ward.Ward) error) {
			t.Helper()
			if err := s.house.Write(ctx, "minh-duc", do); !errors.Is(err, want) {
				t.Errorf("%s: error = %v; want %v", name, err, want)
			}
		}
		var id int64
		s.do(func(w *ward.Ward) (err error) { id, err = w.Compose(ctx, s.leader, vaccination(plan)); return err })
		fails("approve a draft", ward.ErrWrongState, func(w *ward.Ward) error { return w.Approve(ctx, id, 1, s.leader) })
		s.do(func(w *ward.Ward) error { return w.Submit(ctx, id, s.leader) })
		fails("approve one's own", ward.ErrOwnApproval, func(w *ward.Ward) error { return w.Approve(ctx, id, 1, s.leader) })
		fails("approve without the role", ward.ErrMayNotApprove, func(w *ward.Ward) error { return w.Approve(ctx, id, 1, s.editor) })
		s.do(func(w *ward.Ward) error {
			return errors.Join(w.EditAnnouncement(ctx, id, s.editor, vaccination(plan)), w.Submit(ctx, id, s.editor))
		})
		fails("approve an older version", ward.ErrChanged, func(w *ward.Ward) error { return w.Approve(ctx, id, 1, s.leader) })
		s.do(func(w *ward.Ward) error { return w.Reject(ctx, id, s.leader, "thiếu địa điểm") })
		fails("submitted no more", ward.ErrWrongState, func(w *ward.Ward) error { return w.Approve(ctx, id, 2, s.leader) })
		s.do(func(w *ward.Ward) error {
			return errors.Join(w.Submit(ctx, id, s.editor), w.Approve(ctx, id, 2, s.leader))
		})
		var kinds []string
		s.do(func(w *ward.Ward) error {
			log, err := w.AnnouncementLog(ctx, id)
			for _, e := range log {
				kinds = append(kinds, e.Staff+" "+e.Kind)
			}
			return err
		})
		want := []string{"lanhdao composed", "lanhdao submitted", "bientap edited", "bientap submitted", "lanhdao rejected", "bientap submitted", "lanhdao approved"}
		if diff := gocmp.Diff(want, kinds); diff != "" {
			t.Errorf("the log (-want +got):\n%s", diff)
		}
		storm := vaccination(ward.Plan{At: at("09:00")})
		storm.Emergency = true
		s.do(func(w *ward.Ward) (err error) {
			if id, err = w.Compose(ctx, s.leader, storm); err != nil {
				return err
			}
			return w.Approve(ctx, id, 1, s.leader)
		})
		if n := s.start(); n != 1 {
			t.Errorf("an emergency of a leader's own does not start: %d", n)
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

func TestWhoIsToldByNeighbourhoodAndByLaw(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStation(t, d)
		s.citizens("telegram", map[string]ward.Subscription{
			"here": {News: true, Neighbourhood: "duong-hoa"}, "there": {News: true, Neighbourhood: "phong-coc"}, "unknown": yes,
			"here, not agreed": {Neighbourhood: "duong-hoa"}, "here, stopped": {News: true, Stopped: true, Neighbourhood: "duong-hoa"},
		})
		here := ward.Audience{Neighbourhoods: []string{"duong-hoa"}}
		for name, c := range map[string]struct {
			notice ward.Notice
			want   ward.Reach
		}{
			"a notice":     {ward.Notice{Topic: "y-te", Audience: here}, ward.Reach{Told: 1, Excluded: map[ward.Exclusion]int64{ward.NoPlace: 1, ward.NoConsent: 1, ward.OptedOut: 1}}},
			"mandatory":    {ward.Notice{Topic: "y-te", Audience: here, Ground: "Luật"}, ward.Reach{Told: 3, Excluded: map[ward.Exclusion]int64{ward.NoPlace: 1}}},
			"an emergency": {ward.Notice{Topic: "y-te", Emergency: true}, ward.Reach{Told: 5, Excluded: map[ward.Exclusion]int64{}}},
		} {
			s.do(func(w *ward.Ward) error {
				got, err := w.Reach(t.Context(), c.notice)
				if diff := gocmp.Diff(c.want, got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
				return err
			})
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

func TestAStaffLinkIsUsedOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStation(t, d)
		ctx := t.Context()
		var token, old string
		s.do(func(w *ward.Ward) (err error) {
			if old, err = w.NewStaffLink(ctx, "bientap"); err != nil {
				return err
			}
			token, err = w.NewStaffLink(ctx, "bientap")
			return err
		})
		link := func(token, chat string) (who ward.Staff, err error) {
			err = s.house.Write(ctx, "minh-duc", func(w *ward.Ward) (err error) { who, err = w.LinkStaff(ctx, token, "telegram", chat); return err })
			return who, err
		}
		for name, token := range map[string]string{"an older link": old, "no link": "", "a guess": "ABCDEFGH"} {
			if _, err := link(token, "7"); !errors.Is(err, ward.ErrNoStaff) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if who, err := link(token, "7"); err != nil || who.Login != "bientap" || who.Chat != "7" {
			t.Errorf("linked %+v, %v", who, err)
		}
		if _, err := link(token, "8"); !errors.Is(err, ward.ErrNoStaff) {
			t.Errorf("used twice: %v", err)
		}
		s.do(func(w *ward.Ward) (err error) { token, err = w.NewStaffLink(ctx, "lanhdao"); return err })
		if who, err := link(token, "7"); err != nil || who.Login != "lanhdao" {
			t.Errorf("the same chat for another: %+v, %v", who, err)
		}
		s.do(func(w *ward.Ward) error {
			if editor, err := w.StaffByLogin(ctx, "bientap"); err != nil || editor.Chat != "" {
				t.Errorf("whose chat speaks for another now is %+v, %v", editor, err)
			}
			return nil
		})
		s.do(func(w *ward.Ward) (err error) { token, err = w.NewStaffLink(ctx, "lanhdao"); return err })
		*s.now = s.now.Add(49 * time.Hour)
		if _, err := link(token, "9"); !errors.Is(err, ward.ErrNoStaff) {
			t.Errorf("used after two days: %v", err)
		}
		s.do(func(w *ward.Ward) error {
			if _, err := w.StaffOf(ctx, "telegram", "8"); !errors.Is(err, ward.ErrNoStaff) {
				t.Errorf("a stranger's chat: %v", err)
			}
			_, err := w.AddStaff(ctx, ward.Staff{Login: "bientap", Role: ward.RoleEditor})
			if !errors.Is(err, ward.ErrStaffTaken) {
				t.Errorf("a login twice: %v", err)
			}
			return nil
		})
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
