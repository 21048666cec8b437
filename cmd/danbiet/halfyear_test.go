package main

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/report"
	"danbiet/seal"
	"danbiet/ward"
)

// The sample's first half of 2024 gives the figures of the ward's report from its own rows.
func TestTheSamplesHalfYearGivesTheReportsFigures(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		key, err := seal.New()
		if err != nil {
			t.Fatal(err)
		}
		h := ward.NewHouse(d, key)
		for range 2 { // a second start changes nothing
			if err := applySample(t.Context(), h); err != nil {
				t.Fatal(err)
			}
		}
		half := report.Scope{From: law.MustDate("2024-01-01"), To: law.MustDate("2024-06-30")}
		var sheet report.Sheet
		err = h.Write(t.Context(), sampleSlug, func(w *ward.Ward) (err error) {
			sheet, err = report.NewSheet(t.Context(), w, half)
			return errors.Join(err, report.Rebuild(t.Context(), w, w.Today()))
		})
		if err != nil {
			t.Fatal(err)
		}
		said := map[string]string{}
		want := map[string]string{
			"A1": "07", "A1.tranh-chap": "0", "A3": "100%", "A3.so-luong": "07", "A4": "0", "A5": "100%", "A7.vuot-cap": "0", "A7.keo-dai": "0", "A9.ke-hoach": "24",
		}
		for field := range want {
			said[field] = sheet.Say(field).Text
		}
		if diff := cmp.Diff(want, said); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
