package ward_test

import (
	"strings"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestTheRegisterHoldsThePetitionsOfItsDays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		zone := law.Zone()
		for _, at := range []time.Time{
			time.Date(2026, time.March, 9, 23, 59, 59, 0, zone), // the day before
			time.Date(2026, time.March, 10, 0, 0, 0, 0, zone),
			time.Date(2026, time.March, 11, 23, 59, 59, 0, zone),
			time.Date(2026, time.March, 12, 0, 0, 0, 0, zone), // the day after
		} {
			*now = at
			err := house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
				_, err := w.File(t.Context(), ward.Draft{
					Key: at.String(), Kind: law.PhanAnh, Field: "moi-truong", Channel: "web", Chat: "c",
					Content: ward.Content{What: "đống rác", Name: "A"},
				})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		var days []string
		err := house.Read(t.Context(), "minh-duc", func(w *ward.Ward) error {
			return w.Register(t.Context(), law.MustDate("2026-03-10"), law.MustDate("2026-03-11"), func(p ward.Petition) error {
				if p.Content.What != "đống rác" {
					t.Errorf("the register holds %q of what the citizen wrote", p.Content.What)
				}
				days = append(days, law.DateOf(p.ReceivedAt).String())
				return nil
			})
		})
		if err != nil || len(days) != 2 || days[0] != "2026-03-10" || days[1] != "2026-03-11" {
			t.Errorf("days = %v, %v; want the 10th and the 11th", days, err)
		}
	})
}

func TestAPseudonymIsSteadyAndOfOneInstallation(t *testing.T) {
	d := dbtest.SQLite(t)
	house, _ := clockedHouse(t, d)
	minhDuc(t, house)
	other, _ := clockedHouse(t, d) // the same database with another key
	name := func(h *ward.House, conversation int64) (pseudonym string) {
		err := h.Read(t.Context(), "minh-duc", func(w *ward.Ward) (err error) {
			pseudonym, err = w.Pseudonym(conversation)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return pseudonym
	}
	first := name(house, 1)
	if again := name(house, 1); again != first {
		t.Error("one conversation has two pseudonyms")
	}
	for conversation := range int64(200) {
		if p := name(house, conversation); len(p) != 16 || strings.ContainsAny(p, "-_") {
			t.Errorf("pseudonym %q; want 16 letters and digits", p)
		}
	}
	if first == name(house, 2) || first == name(other, 1) {
		t.Error("two conversations, or two installations, share a pseudonym")
	}
}
