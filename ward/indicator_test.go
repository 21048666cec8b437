package ward_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestTheLastEntryOfTheLastPeriodHolds(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, now := clockedHouse(t, d)
		minhDuc(t, house)
		enter := func(from, to string, value float64, document string) ward.Entry {
			t.Helper()
			*now = now.Add(time.Minute)
			e := ward.Entry{Indicator: "dan-so", From: law.MustDate(from), To: law.MustDate(to), Value: value, Document: document, StaffID: 5}
			in(t, house, func(w *ward.Ward) error { return w.Enter(t.Context(), e) })
			e.At = now.In(law.Zone())
			return e
		}
		quarter := enter("2024-01-01", "2024-03-31", 8790, "Báo cáo quý I")
		wrong := enter("2024-01-01", "2024-06-30", 8508, "Báo cáo 6 tháng")
		right := enter("2024-01-01", "2024-06-30", 8805, "Báo cáo 6 tháng, đính chính")
		late := enter("2024-01-01", "2024-03-31", 8791, "Báo cáo quý I, đính chính")
		in(t, house, func(w *ward.Ward) error {
			holds, errHolds := w.Entries(t.Context(), law.MustDate("2024-01-01"), law.MustDate("2024-06-30"))
			if diff := cmp.Diff(map[string]ward.Entry{"dan-so": right}, holds); diff != "" {
				t.Errorf("the half-year (-want +got):\n%s", diff)
			}
			first, errFirst := w.Entries(t.Context(), law.MustDate("2024-01-01"), law.MustDate("2024-03-31"))
			if diff := cmp.Diff(map[string]ward.Entry{"dan-so": late}, first); diff != "" {
				t.Errorf("its first quarter (-want +got):\n%s", diff)
			}
			history, errHistory := w.EntryHistory(t.Context(), "dan-so")
			if diff := cmp.Diff([]ward.Entry{quarter, late, wrong, right}, history); diff != "" {
				t.Errorf("the history (-want +got):\n%s", diff)
			}
			none, errNone := w.Entries(t.Context(), law.MustDate("2025-01-01"), law.MustDate("2025-06-30"))
			if len(none) != 0 {
				t.Errorf("another year has %v", none)
			}
			return errors.Join(errHolds, errFirst, errHistory, errNone)
		})
	})
}

func TestAFigureIsEnteredWithItsPeriodAndItsSource(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		good := ward.Entry{Indicator: "dan-so", From: law.MustDate("2024-01-01"), To: law.MustDate("2024-06-30"), Value: 8805, Document: "Báo cáo"}
		for name, c := range map[string]struct {
			change func(*ward.Entry)
			want   error
		}{
			"backwards":     {func(e *ward.Entry) { e.To = law.MustDate("2023-12-31") }, ward.ErrEntryPeriod},
			"no period":     {func(e *ward.Entry) { e.From, e.To = law.Date{}, law.Date{} }, ward.ErrEntryPeriod},
			"below zero":    {func(e *ward.Entry) { e.Value = -1 }, ward.ErrEntryValue},
			"from nowhere":  {func(e *ward.Entry) { e.Document = " " }, ward.ErrEntryDocument},
			"nothing wrong": {func(*ward.Entry) {}, nil},
		} {
			e := good
			c.change(&e)
			err := house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error { return w.Enter(t.Context(), e) })
			if !errors.Is(err, c.want) {
				t.Errorf("%s: %v; want %v", name, err, c.want)
			}
		}
	})
}
