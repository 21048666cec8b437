package jobs

import (
	"slices"
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestRemindTellsWhoeverAskedAndCanBeReached(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		applyWard(t, house, "minh-duc")
		tomorrow := law.DateOf(now.In(law.Zone())).AddDays(1)
		err := house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
			found, err := w.Lock(t.Context(), "telegram", []string{"told", "over", "gone"})
			if err != nil {
				return err
			}
			var all []*ward.Conversation
			for _, c := range found {
				all = append(all, c)
				if err := w.Remind(t.Context(), c, tomorrow, "chairman"); err != nil {
					return err
				}
			}
			return w.SaveConversations(t.Context(), all)
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := house.Reach(t.Context(), "minh-duc", "telegram", "gone", false); err != nil {
			t.Fatal(err)
		}
		var posted []string
		job := Remind(house, func(_ *ward.Ward, r ward.Reminder) any {
			if r.Chat == "over" {
				return nil
			}
			return map[string]string{"text": "Ngày mai"}
		}, func(slug string, letters []*ward.Letter) {
			for _, l := range letters {
				posted = append(posted, slug+" "+l.Chat)
			}
		})
		for _, want := range []string{"1 citizens reminded", "0 citizens reminded"} {
			if detail, err := job.Run(t.Context()); err != nil || detail != want {
				t.Errorf("%q, %v; want %q", detail, err, want)
			}
		}
		if !slices.Equal(posted, []string{"minh-duc told"}) {
			t.Errorf("posted %v", posted)
		}
	})
}

func TestAnnounceStartsNothingWhereNothingIsDue(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		applyWard(t, house, "minh-duc")
		if detail, err := Announce(house).Run(t.Context()); err != nil || detail != "0 runs started" {
			t.Errorf("%q, %v", detail, err)
		}
	})
}
