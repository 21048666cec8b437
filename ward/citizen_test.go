package ward_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestACitizenIsKeptChangedAndErased(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		check := func(name string, want ward.Citizen) {
			t.Helper()
			in(t, house, func(w *ward.Ward) error {
				got, err := w.Citizen(t.Context(), 70)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
				return err
			})
		}
		save := func(c ward.Citizen) {
			t.Helper()
			in(t, house, func(w *ward.Ward) error { return w.SaveCitizen(t.Context(), c) })
		}
		check("never saved", ward.Citizen{ID: 70})
		first := ward.Citizen{ID: 70, Name: "Trần Thị 'A' <b>", Phone: "+84912345678", Neighbourhood: "duong-hoa"}
		save(first)
		save(ward.Citizen{ID: 71, Name: "Nguyễn Văn B", Phone: "+84912345678"}) // two people may share a phone
		check("saved", first)
		changed := ward.Citizen{ID: 70, Name: "Trần Thị A"}
		save(changed)
		check("changed", changed)
		for range 2 {
			in(t, house, func(w *ward.Ward) error { return w.Erase(t.Context(), 70) })
			check("erased", ward.Citizen{ID: 70})
		}
	})
}

func TestConsentIsTheLastWordOnThatTextForThatPurpose(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		agreed := func(name string, purpose ward.Purpose, version string, want bool) {
			t.Helper()
			in(t, house, func(w *ward.Ward) error {
				got, err := w.Agreed(t.Context(), 70, purpose, version)
				if got != want {
					t.Errorf("%s: agreed = %v; want %v", name, got, want)
				}
				return err
			})
		}
		say := func(given bool, version string) {
			t.Helper()
			in(t, house, func(w *ward.Ward) error {
				return w.Agree(t.Context(), 70, ward.ForPetitions, given, version, "telegram")
			})
		}
		agreed("never asked", ward.ForPetitions, "1", false)
		say(true, "1")
		agreed("yes", ward.ForPetitions, "1", true)
		agreed("yes, to another text", ward.ForPetitions, "2", false)
		agreed("yes, for another purpose", ward.ForNews, "1", false)
		say(false, "1")
		agreed("no in the same moment", ward.ForPetitions, "1", false)
		*now = now.Add(time.Minute)
		say(true, "2")
		agreed("yes to the new text", ward.ForPetitions, "2", true)
		agreed("the old text is no more", ward.ForPetitions, "1", false)
		*now = now.Add(time.Minute)
		say(false, "2")
		agreed("taken back", ward.ForPetitions, "2", false)
		var rows int
		if err := d.Read(t.Context(), func(tx *db.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT count(*) FROM consent WHERE channel = 'telegram'`).Scan(&rows)
		}); err != nil || rows != 3 {
			t.Errorf("%d words are on record, %v; want each of the three moments", rows, err)
		}
	})
}
