package ward_test

import (
	"errors"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestRunsAreToldInFiguresWithoutCitizens(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStation(t, d)
		here := ward.Subscription{News: true, Neighbourhood: "duong-hoa"}
		s.citizens("telegram", map[string]ward.Subscription{"1": here, "2": here, "3": yes, "4": {}})
		first := s.approved(vaccination(ward.Plan{At: at("09:00")}))
		s.start()
		letters := s.claim(10)
		for _, l := range letters {
			s.send([]*ward.Letter{l}, map[string]string{"1": ward.StateSent, "2": ward.StateFailed, "3": ward.StateGone}[l.Chat])
		}
		s.do(func(w *ward.Ward) error {
			for _, l := range letters {
				if l.Chat != "1" || l.CitizenID == 0 {
					continue
				}
				if _, err := w.MarkSeen(t.Context(), l.RunID, l.CitizenID); err != nil {
					return err
				}
			}
			return nil
		})
		s.claim(10)
		late := s.approved(vaccination(ward.Plan{At: at("12:00")}))
		*s.now = at("18:00")
		s.start()
		s.approved(vaccination(ward.Plan{At: at("18:00").AddDate(0, 0, 1)})) // of another day

		type figures struct {
			ID       int64
			State    ward.RunState
			Progress ward.Progress
			Places   []ward.PlaceReach
			Excluded map[ward.Exclusion]int64
		}
		var got []figures
		s.do(func(w *ward.Ward) error {
			day := law.MustDate("2026-03-10")
			waiting, running, err := w.AnnouncementsOpen(t.Context())
			if waiting != 0 || running != 0 {
				t.Errorf("%d wait, %d run", waiting, running)
			}
			return errors.Join(err, w.AnnouncementRuns(t.Context(), day, day, func(r ward.RunRecord) error {
				if r.Notice.Title != "Tiêm chủng" || r.StartedAt.IsZero() || r.EndedAt.IsZero() {
					t.Errorf("the run is %+v", r)
				}
				got = append(got, figures{r.AnnouncementID, r.State, r.Progress, r.Places, r.Excluded})
				return nil
			}))
		})
		want := []figures{
			{
				first, ward.RunDone,
				ward.Progress{Total: 3, Sent: 1, Gone: 1, Seen: 1, Failed: map[string]int64{"too long": 1}},
				[]ward.PlaceReach{{Neighbourhood: "", Total: 1}, {Neighbourhood: "duong-hoa", Total: 2, Sent: 1, Seen: 1}},
				map[ward.Exclusion]int64{ward.NoConsent: 1},
			},
			{late, ward.RunSkipped, ward.Progress{Failed: map[string]int64{}}, nil, nil},
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("runs (-want +got):\n%s", diff)
		}
		s.do(func(w *ward.Ward) error {
			day, stop := law.MustDate("2026-03-10"), errors.New("enough")
			if err := w.AnnouncementRuns(t.Context(), day, day, func(ward.RunRecord) error { return stop }); !errors.Is(err, stop) {
				t.Errorf("stopped with %v", err)
			}
			return w.AnnouncementRuns(t.Context(), day.AddDays(2), day.AddDays(3), func(r ward.RunRecord) error {
				t.Errorf("a run of another day: %+v", r)
				return nil
			})
		})
	})
}

func TestWhoeverIsDisabledDoesNothingMore(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStation(t, d)
		ctx := t.Context()
		var link string
		s.do(func(w *ward.Ward) (err error) {
			if link, err = w.NewStaffLink(ctx, "bientap"); err != nil {
				return err
			}
			return w.DisableStaff(ctx, "bientap")
		})
		s.do(func(w *ward.Ward) error {
			_, linked := w.LinkStaff(ctx, link, "telegram", "7")
			_, anew := w.NewStaffLink(ctx, "bientap")
			for what, err := range map[string]error{"the link": linked, "a new link": anew, "again": w.DisableStaff(ctx, "bientap"), "a stranger": w.DisableStaff(ctx, "ai")} {
				if !errors.Is(err, ward.ErrNoStaff) {
					t.Errorf("%s: %v; want ErrNoStaff", what, err)
				}
			}
			all, err := w.Everybody(ctx)
			if len(all) != 2 || !all[0].Disabled || all[1].Disabled || all[0].Linked() {
				t.Errorf("the staff is %+v", all)
			}
			return err
		})
	})
}
