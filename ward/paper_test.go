package ward_test

import (
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestThePaperOfADenunciationFollowsTheProfile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		profile := ward.Profile{Slug: "minh-duc", Name: "UBND phường Minh Đức", Short: "phường Minh Đức", Kind: "phuong"}
		made := func() (f ward.File) {
			t.Helper()
			if err := house.Apply(t.Context(), &profile); err != nil {
				t.Fatal(err)
			}
			in(t, house, func(w *ward.Ward) (err error) { f, err = w.DenunciationPaper(t.Context()); return err })
			return f
		}
		first := made()
		if again := made(); again.ID != first.ID || again.Size != first.Size || first.Size == 0 {
			t.Errorf("asked again: %s of %d bytes; want %s of %d", again.ID, again.Size, first.ID, first.Size)
		}
		profile.Above = []ward.Office{{Name: "Chủ tịch UBND tỉnh Hưng Yên"}}
		if changed := made(); changed.ID == first.ID {
			t.Error("with another office to send it to it is still the old paper")
		}
	})
}
