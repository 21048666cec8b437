package ward_test

import (
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestAReminderIsTakenOnceOnItsDay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		talks(t, house, []string{"1", "2", "3"}, func(c *ward.Conversation) { c.Lang = "en" })
		thursday := law.MustDate("2026-03-12")
		in(t, house, func(w *ward.Ward) error {
			found, err := w.Lock(t.Context(), "telegram", []string{"1", "2", "3"})
			if err != nil {
				return err
			}
			for _, chat := range []string{"1", "1", "2"} {
				if err := w.Remind(t.Context(), found[chat], thursday, "chairman"); err != nil {
					return err
				}
			}
			return w.Remind(t.Context(), found["3"], thursday.AddDays(7), "chairman")
		})
		if err := house.Reach(t.Context(), "minh-duc", "telegram", "2", false); err != nil {
			t.Fatal(err)
		}
		take := func(day law.Date) (taken []string) {
			in(t, house, func(w *ward.Ward) error {
				all, err := w.TakeReminders(t.Context(), day, 10)
				for _, r := range all {
					taken = append(taken, r.Chat+" "+r.Lang+" "+r.Day.String()+" "+r.Who)
				}
				return err
			})
			slices.Sort(taken)
			return taken
		}
		if got := take(thursday.AddDays(-1)); len(got) != 0 {
			t.Errorf("taken before the day: %v", got)
		}
		if diff := gocmp.Diff([]string{"1 en 2026-03-12 chairman", "2  2026-03-12 chairman"}, take(thursday)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if got := take(thursday); len(got) != 0 {
			t.Errorf("taken twice: %v", got)
		}
	})
}
