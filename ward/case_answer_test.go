package ward_test

import (
	"errors"
	"strings"
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestAnAnswerIsSealedAndReadWithEveryCaseThatWasMerged(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		main, twin, complaint := d.file("run1", law.PhanAnh), d.file("run2", law.PhanAnh), d.file("run3", law.KhieuNai)
		merge := func(c ward.Case, into ward.Code) error {
			_, err := d.change(func(w *ward.Ward) (ward.Case, error) { return w.Merge(t.Context(), c.ID, into, d.officer, c.Version) })
			return err
		}
		if err := merge(twin, main.Code); err != nil {
			t.Fatal(err)
		}
		if closed := d.find(twin.Code); closed.Status != ward.StatusClosed || !closed.DueOn.IsZero() || closed.ClosedAt.IsZero() {
			t.Errorf("merged: %+v", closed)
		}
		if err := merge(main, twin.Code); !errors.Is(err, ward.ErrNotMain) {
			t.Errorf("merged into a closed case: %v", err)
		}
		if err := merge(complaint, main.Code); !errors.Is(err, ward.ErrNoStep) {
			t.Errorf("a complaint is merged: %v", err)
		}
		answer := func(text string) error {
			_, err := d.change(func(w *ward.Ward) (ward.Case, error) {
				return w.Answer(t.Context(), main.ID, text, "", d.officer, main.Version)
			})
			return err
		}
		for _, text := range []string{"", strings.Repeat("á", ward.MaxAnswer+1)} {
			if err := answer(text); !errors.Is(err, ward.ErrNeedsAnswer) {
				t.Errorf("an answer of %d bytes: %v", len(text), err)
			}
		}
		if err := answer("Phường đã dọn rác."); err != nil {
			t.Fatal(err)
		}
		for _, c := range []ward.Case{main, twin} {
			in(t, d.house, func(w *ward.Ward) error {
				events, err := w.Timeline(t.Context(), c.ID)
				if e, ok := ward.AnswerIn(events); !ok || e.Answer() != "Phường đã dọn rác." {
					t.Errorf("%s is answered with %q", c.Code, e.Answer())
				}
				return err
			})
		}
		for _, row := range column(t, db, `SELECT * FROM petition_event`) {
			if strings.Contains(row, "dọn rác") {
				t.Error("an answer is kept in clear text")
			}
		}
	})
}
