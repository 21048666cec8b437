package report_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/paper"
	"danbiet/report"
	"danbiet/ward"
)

func TestPagesOfRowsAreAllTheRows(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRecord(t, d)
		r.talk(3)
		r.at("2026-07-01 09:00")
		r.write(func(ctx context.Context, w *ward.Ward) error {
			for _, id := range []string{"E3", "A9.ke-hoach", "E7"} { // in SQL, and made in Go
				m, _ := report.Find(id)
				var want, got []report.Row
				if err := report.Rows(ctx, w, m, half, func(row report.Row) error { want = append(want, row); return nil }); err != nil {
					return err
				}
				size := len(want)/4 + 1
				for more := true; more; {
					var page []report.Row
					var err error
					if page, more, err = report.RowPage(ctx, w, m, half, len(got), size); err != nil {
						return err
					}
					if len(page) > size {
						t.Fatalf("%s: a page of %d", id, len(page))
					}
					got = append(got, page...)
				}
				if diff := cmp.Diff(want, got); diff != "" || len(want) < 15 {
					t.Errorf("%s: %d rows; the pages (-want +got):\n%s", id, len(want), diff)
				}
				if page, more, err := report.RowPage(ctx, w, m, half, 1_000_000, 7); len(page) > 0 || more || err != nil {
					t.Errorf("%s: after the end there are %v, %v, %v", id, page, more, err)
				}
			}
			return nil
		})
	})
}

func TestATableHasNoFormulas(t *testing.T) {
	t.Parallel()
	rows := func(add func(...any) error) error { return add("=1+1", "Dương Hòa", -3.5) }
	sheet := paper.Worksheet{Name: "Dòng", Columns: []paper.Column{{Name: "Mã", Width: 10}, {Name: "Nơi", Width: 20}, {Name: "Số", Width: 10, Cells: paper.Amount}}}
	var text, book bytes.Buffer
	if err := report.WriteTable(&text, "csv", sheet, rows); err != nil {
		t.Fatal(err)
	}
	if want := "\ufeffMã,Nơi,Số\n'=1+1,Dương Hòa,-3.5\n"; text.String() != want {
		t.Errorf("the table is %q; want %q", text.String(), want)
	}
	if err := report.WriteTable(&book, "xlsx", sheet, rows); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&book)
	if err != nil {
		t.Fatal(err)
	}
	got, err := file.GetRows("Dòng")
	if diff := cmp.Diff([][]string{{"Mã", "Nơi", "Số"}, {"=1+1", "Dương Hòa", "-3.5"}}, got); err != nil || diff != "" {
		t.Errorf("the workbook (-want +got):\n%s%v", diff, err)
	}
	if formula, err := file.GetCellFormula("Dòng", "A2"); err != nil || formula != "" {
		t.Errorf("the first cell is the formula %q (%v)", formula, err)
	}
}
