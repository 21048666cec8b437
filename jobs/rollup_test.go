package jobs

import (
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/report"
	"danbiet/ward"
)

func TestRollUpCountsTheDaysThatHaveGoneBy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		applyWard(t, house, "minh-duc")
		spoken := law.DateOf(*now)
		err := house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
			return w.Count(t.Context(), []ward.Interaction{{At: w.Now(), Conversation: 7, Channel: "web", Flow: "directory", Kind: "started"}})
		})
		if err != nil {
			t.Fatal(err)
		}
		*now = now.Add(90 * 24 * time.Hour)
		for range 2 { // the second time there is nothing to do
			if detail, err := RollUp(house).Run(t.Context()); err != nil || detail != "wards: 1" {
				t.Fatalf("%q, %v", detail, err)
			}
		}
		err = house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
			if _, err := w.Tx().Exec(t.Context(), `DELETE FROM interaction WHERE ward_id = $1`, w.ID); err != nil {
				return err
			}
			m, _ := report.Find("A11")
			f, err := report.Compute(t.Context(), w, report.Scope{From: spoken, To: spoken}, m)
			if err == nil && f[0].Value != 1 {
				t.Errorf("the roll-ups tell of %v; want 1", f[0].Value)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}
