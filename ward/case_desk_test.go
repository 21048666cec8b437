package ward_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// change runs a change of a case and returns what it made of it.
func (d *desk) change(do func(w *ward.Ward) (ward.Case, error)) (c ward.Case, err error) {
	d.t.Helper()
	err = d.house.Write(d.t.Context(), "minh-duc", func(w *ward.Ward) (err error) { c, err = do(w); return err })
	return c, err
}

func (d *desk) notes(petition int64) (all []ward.Note) {
	d.t.Helper()
	in(d.t, d.house, func(w *ward.Ward) (err error) { all, err = w.Notes(d.t.Context(), petition); return err })
	return all
}

func TestACaseIsAssignedAndOnlyTheDeskKnows(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		c := d.file("run1", law.PhanAnh)
		assign := func(handler, version int64) (ward.Case, error) {
			return d.change(func(w *ward.Ward) (ward.Case, error) {
				return w.Assign(t.Context(), c.ID, handler, d.officer, version)
			})
		}
		given, err := assign(d.officer.ID, c.Version)
		if err != nil || given.HandlerID != d.officer.ID {
			t.Fatalf("assigned: %+v, %v", given, err)
		}
		if _, err := assign(0, c.Version); !errors.Is(err, ward.ErrChanged) {
			t.Errorf("assigned over another's change: %v", err)
		}
		if _, err := assign(12345, given.Version); !errors.Is(err, ward.ErrNoStaff) {
			t.Errorf("assigned to nobody of the staff: %v", err)
		}
		if freed, err := assign(0, given.Version); err != nil || freed.HandlerID != 0 {
			t.Errorf("taken back: %+v, %v", freed, err)
		}
		in(t, d.house, func(w *ward.Ward) error {
			return w.AddNote(t.Context(), c.ID, "Trần Thị A đã gọi điện", d.officer)
		})
		want := []ward.Note{
			{StaffID: d.officer.ID, Kind: ward.NoteAssigned, Text: d.officer.Name},
			{StaffID: d.officer.ID, Kind: ward.NoteAssigned},
			{StaffID: d.officer.ID, Kind: ward.NoteWritten, Text: "Trần Thị A đã gọi điện"},
		}
		if diff := cmp.Diff(want, d.notes(c.ID), cmpopts.IgnoreFields(ward.Note{}, "At")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"filed tiep-nhan"}, timeline(t, d.house, c.ID)); diff != "" {
			t.Errorf("the citizen's timeline tells of the desk:\n%s", diff)
		}
		for _, row := range column(t, db, `SELECT * FROM petition_note`) {
			if strings.Contains(row, "Trần Thị A") {
				t.Error("a note is kept in clear text")
			}
		}
	})
}

func TestAnotherKindBeginsItsClockAnew(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		for _, c := range []struct {
			name string
			from law.PetitionKind
			to   ward.Classification
			want string // status, stage and date; or the error
		}{
			{"feedback that is a complaint waits for its signature", law.PhanAnh, ward.Classification{Kind: law.KhieuNai}, "cho-ky  "},
			{"or has it", law.PhanAnh, ward.Classification{Kind: law.KhieuNai, Signed: day("2026-03-10")}, "phan-loai accept 2026-03-20"},
			{"feedback that denounces", law.PhanAnh, ward.Classification{Kind: law.ToCao}, "phan-loai accept 2026-03-19"},
			{"a complaint that is a proposal", law.KhieuNai, ward.Classification{Kind: law.KienNghi}, "phan-loai resolve 2026-03-31"},
			{"the same kind keeps its clock", law.PhanAnh, ward.Classification{Kind: law.PhanAnh, Field: "dat-dai"}, "tiep-nhan resolve 2026-03-31"},
			{"signed before it came", law.PhanAnh, ward.Classification{Kind: law.KhieuNai, Signed: day("2026-03-09")}, ward.ErrNeedsDate.Error()},
			{"a field that is none", law.PhanAnh, ward.Classification{Kind: law.PhanAnh, Field: "thien-van"}, ward.ErrNoStep.Error() + ": phan-anh from tiep-nhan"},
			{"a kind that is none", law.PhanAnh, ward.Classification{Kind: "thu-khen"}, ward.ErrNoStep.Error() + ": thu-khen from tiep-nhan"},
		} {
			filed := d.file(c.name, c.from)
			if c.to.Field == "" {
				c.to.Field = filed.Field
			}
			got, err := d.change(func(w *ward.Ward) (ward.Case, error) {
				return w.Reclassify(t.Context(), filed.ID, c.to, d.officer, filed.Version)
			})
			said := string(got.Status) + " " + string(got.Stage) + " " + got.DueOn.String()
			if err != nil {
				said = err.Error()
			} else if diff := cmp.Diff(d.find(got.Code), got); diff != "" {
				t.Errorf("%s:\n%s", c.name, diff)
			}
			if said != c.want {
				t.Errorf("%s: %q, want %q", c.name, said, c.want)
			}
		}
		settled := d.move(d.file("settled", law.PhanAnh), "tra-loi")
		_, err := d.change(func(w *ward.Ward) (ward.Case, error) {
			return w.Reclassify(t.Context(), settled.ID, ward.Classification{Kind: law.ToCao, Field: settled.Field}, d.officer, settled.Version)
		})
		if !errors.Is(err, ward.ErrNoStep) {
			t.Errorf("what was answered became a denunciation: %v", err)
		}
	})
}

func TestFlagsMoveTheClockAndAreReadBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		c := d.move(d.file("run1", law.ToCao), "vao-so 2026-03-10")
		flags := ward.Flags{Complex: true, Remote: true, SeveralPlaces: true, Prolonged: true, AboveLevel: true}
		set, err := d.change(func(w *ward.Ward) (ward.Case, error) {
			return w.SetFlags(t.Context(), c.ID, flags, d.officer, c.Version)
		})
		if err != nil || set.DueOn != day("2026-03-24") || set.Flags != flags {
			t.Errorf("checked in several places: due %s, %+v, %v; want 10 working days", set.DueOn, set.Flags, err)
		}
		if diff := cmp.Diff(d.find(c.Code), set); diff != "" {
			t.Error(diff)
		}
		if set.Overdue(day("2026-03-24")) || !set.Overdue(day("2026-03-25")) {
			t.Error("a case is late from the day after its due date")
		}
		if got := d.notes(c.ID); len(got) != 1 || !strings.HasSuffix(got[0].Text, "kéo dài, vượt cấp") {
			t.Errorf("notes = %+v", got)
		}
	})
}

func TestASuspensionEndsAfterItHasBegun(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		c := d.move(d.move(d.file("run1", law.ToCao), "phan-loai 2026-03-10"), "thu-ly 2026-03-11 1/QĐ-UBND")
		c = d.move(c, "tam-dinh-chi 2026-03-16 2/QĐ-UBND chờ giám định")
		if c.Overdue(day("2030-01-01")) {
			t.Error("what is suspended is never late")
		}
		if _, err := d.try(c, "xac-minh 2026-03-16 3/QĐ-UBND"); !errors.Is(err, ward.ErrNeedsDate) {
			t.Errorf("resumed on the day of the suspension: %v", err)
		}
		c = d.move(c, "xac-minh 2026-03-18 3/QĐ-UBND")
		if _, err := d.try(c, "tam-dinh-chi 2026-03-17 4/QĐ-UBND lại"); !errors.Is(err, ward.ErrNeedsDate) {
			t.Errorf("suspended again before it was resumed: %v", err)
		}
		d.move(c, "tam-dinh-chi 2026-03-19 4/QĐ-UBND lại")
		want := []law.Suspension{{From: day("2026-03-16"), Resumed: day("2026-03-18")}, {From: day("2026-03-19")}}
		in(t, d.house, func(w *ward.Ward) error {
			got, err := w.Suspensions(t.Context(), c.ID)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			return err
		})
	})
}
