package report_test

import (
	"context"
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/report"
	"danbiet/ward"
)

func TestReceptionsAreCountedFromWhatTheDeskNotes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRecord(t, d)
		march := report.Scope{From: law.MustDate("2026-03-01"), To: law.MustDate("2026-03-31")} // Thursdays: 5, 12, 19, 26
		says := func(want map[string]string) {
			t.Helper()
			got := r.says(march, "A9.ke-hoach", "A9.to-chuc", "A9.nguoi", "A9.niem-yet")
			for id, text := range want {
				if got[id] != text {
					t.Errorf("%s: %s; want %s", id, got[id], text)
				}
			}
		}
		r.at("2026-03-12 09:00")
		says(map[string]string{"A9.to-chuc": "không phát sinh", "A9.nguoi": "0", "A9.niem-yet": "0%"}) // nobody knows when the schedule was posted
		by := ward.Staff{ID: 1}
		note := func(at string, held bool, people int) {
			t.Helper()
			r.at(at)
			r.write(func(ctx context.Context, w *ward.Ward) error {
				if people > 0 {
					if _, err := w.WalkIn(ctx, ward.Visit{Day: w.Today(), Who: "Chủ tịch", People: people}, by); err != nil {
						return err
					}
				}
				return w.RecordSession(ctx, ward.SessionRecord{Day: w.Today(), Who: "Chủ tịch", Held: held, Reason: "Họp"}, by)
			})
		}
		note("2026-03-12 10:00", true, 6)
		note("2026-03-19 10:00", false, 0)
		r.at("2026-03-20 09:00")
		r.write(func(ctx context.Context, w *ward.Ward) error { // entered in time, five working days and more before
			_, err := w.DecideSchedule(ctx, ward.ScheduleChange{
				Kind: ward.ChangeMove, Day: law.MustDate("2026-03-26"), To: law.MustDate("2026-03-30"), Who: "Chủ tịch", Reason: "Họp", Document: "12/TB-UBND",
			}, by)
			return err
		})
		says(map[string]string{"A9.ke-hoach": "04", "A9.to-chuc": "50%", "A9.nguoi": "06", "A9.niem-yet": "25%"})
	})
}
