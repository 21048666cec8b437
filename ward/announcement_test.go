package ward_test

import (
	"encoding/json"
	"errors"
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
			"1": yes, "2": {News: true, Neighbourhood: "duong-hoa"}, "3": {}, "4": {Stopped: true}, "5": {News: true, Off: []string{"y-te"}}, "6": yes,
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
		observer := ward.Staff{ID: 77, Role: ward.RoleObserver}
		fails("write without the role", ward.ErrMayNotWrite, func(w *ward.Ward) error {
			_, err := w.Compose(ctx, observer, vaccination(plan))
			return err
		})
		fails("edit without the role", ward.ErrMayNotWrite, func(w *ward.Ward) error {
			return w.EditAnnouncement(ctx, id, observer, vaccination(plan))
		})
		fails("stop without the role", ward.ErrMayNotWrite, func(w *ward.Ward) error { return w.Stop(ctx, id, observer) })
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

func TestWhoIsToldByNeighbourhoodAndByLaw(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStation(t, d)
		s.citizens("telegram", map[string]ward.Subscription{
			"here": {News: true, Neighbourhood: "duong-hoa"}, "there": {News: true, Neighbourhood: "phong-coc"}, "unknown": yes,
			"here, not agreed": {Neighbourhood: "duong-hoa"}, "here, stopped": {Stopped: true, Neighbourhood: "duong-hoa"}, "stopped": {Stopped: true},
		})
		here := ward.Audience{Neighbourhoods: []string{"duong-hoa"}}
		for name, c := range map[string]struct {
			notice ward.Notice
			want   ward.Reach
		}{
			"a notice":          {ward.Notice{Topic: "y-te", Audience: here}, ward.Reach{Told: 1, Excluded: map[ward.Exclusion]int64{ward.NoPlace: 1, ward.NoConsent: 1, ward.OptedOut: 2}}},
			"mandatory":         {ward.Notice{Topic: "y-te", Audience: here, Ground: "Luật"}, ward.Reach{Told: 3, Excluded: map[ward.Exclusion]int64{ward.NoPlace: 2}}},
			"an emergency here": {ward.Notice{Topic: "y-te", Audience: here, Emergency: true}, ward.Reach{Told: 5, Excluded: map[ward.Exclusion]int64{}}},
			"an emergency":      {ward.Notice{Topic: "y-te", Emergency: true}, ward.Reach{Told: 6, Excluded: map[ward.Exclusion]int64{}}},
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
