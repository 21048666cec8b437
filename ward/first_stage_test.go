package ward_test

import (
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestTheFirstTermIsTheSameWhereverAPetitionComesIn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		for _, c := range []struct {
			kind  law.PetitionKind
			stage law.Stage
			due   string
		}{
			{law.PhanAnh, law.StageResolve, "2026-03-31"},
			{law.KienNghi, law.StageResolve, "2026-03-31"},
			{law.ToCao, law.StageAccept, "2026-03-19"}, // seven working days: Luật Tố cáo 2018, Điều 24
		} {
			chat := d.file("chat-"+string(c.kind), c.kind)
			filed, err := d.takeIn(onPaper("counter-"+string(c.kind), c.kind), d.officer)
			if err != nil {
				t.Fatal(err)
			}
			counter := d.find(filed.Code)
			for way, got := range map[string]ward.Case{"filed": chat, "taken in": counter} {
				if got.Stage != c.stage || got.ClockFrom != law.MustDate("2026-03-10") || got.DueOn.String() != c.due {
					t.Errorf("%s %s: %s from %s, due %s; want %s from 2026-03-10, due %s", c.kind, way, got.Stage, got.ClockFrom, got.DueOn, c.stage, c.due)
				}
			}
			if c.kind != law.ToCao {
				continue
			}
			for way, got := range map[string]ward.Case{"filed": chat, "taken in": counter} { // thirty days from acceptance: Điều 30
				if got = d.move(d.move(got, "phan-loai 2026-03-11"), "thu-ly 2026-03-16 12/QĐ-UBND"); got.Stage != law.StageResolve || got.DueOn.String() != "2026-04-15" {
					t.Errorf("a denunciation that was %s and accepted: %s, due %s; want resolve, due 2026-04-15", way, got.Stage, got.DueOn)
				}
			}
			*d.now = d.now.AddDate(0, 0, -6)
		}
	})
}
