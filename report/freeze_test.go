package report_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/report"
	"danbiet/ward"
)

// draft is the report of the half-year as it is now.
func (r *record) draft() (drafted report.Report) {
	r.t.Helper()
	r.write(func(ctx context.Context, w *ward.Ward) (err error) {
		drafted, err = report.Draft(ctx, w, half)
		return err
	})
	return drafted
}

func (r *record) enter(indicator string, value float64, document string) {
	r.t.Helper()
	r.write(func(ctx context.Context, w *ward.Ward) error {
		return w.Enter(ctx, ward.Entry{Indicator: indicator, From: half.From, To: half.To, Value: value, Document: document})
	})
}

func (r *record) narrate(section, text string) {
	r.t.Helper()
	r.write(func(ctx context.Context, w *ward.Ward) error {
		return w.WriteNarrative(ctx, ward.Narrative{Section: section, From: half.From, To: half.To, Text: text, StaffID: 7})
	})
}

// changed are the differences to the frozen report, a line each.
func (r *record) changed(number int64) (lines []string) {
	r.t.Helper()
	r.write(func(ctx context.Context, w *ward.Ward) error {
		lines = nil
		f, err := report.Thaw(ctx, w, number)
		if err != nil {
			return err
		}
		now, err := report.Draft(ctx, w, half)
		if err != nil {
			return err
		}
		differences, err := report.Diff(ctx, w, f, now)
		for _, d := range differences {
			lines = append(lines, d.String())
		}
		return err
	})
	return lines
}

func TestAFrozenReportStaysAndTellsWhatHasChangedSince(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRecord(t, d)
		r.file("2026-03-02 09:00", law.PhanAnh, "moi-truong", "duong-hoa")
		r.enter("dan-so", 8805, "Báo cáo thống kê")
		r.at("2026-07-01 08:00")
		was := r.draft()
		var number int64
		r.write(func(ctx context.Context, w *ward.Ward) (err error) {
			number, err = report.Freeze(ctx, w, was, 7)
			return err
		})
		if got := r.changed(number); got != nil {
			t.Fatalf("nothing has changed, and yet: %q", got)
		}

		late := r.file("2026-04-02 09:00", law.PhanAnh, "dat-dai", "phong-coc")
		r.at("2026-07-01 09:00")
		r.enter("dan-so", 8810, "Báo cáo thống kê")
		r.enter("ho-ngheo", 11, "Quyết định 44")
		r.narrate("kien-nghi", "- Không có.")
		want := []string{
			"dan-so Dân số sinh sống thường xuyên: giá trị 8.805 → 8.810",
			"A1 Đơn tiếp nhận: giá trị 01 → 02; thêm " + string(late.Code),
			"A4 Đơn quá hạn chưa giải quyết: giá trị 01 → 02; thêm " + string(late.Code),
			"A5 Thông báo về việc xử lý trong 10 ngày làm việc: các dòng số liệu 1 → 2; thêm " + string(late.Code),
			"ho-ngheo Hộ nghèo: giá trị chưa nhập → 11",
			"kien-nghi Phần lời: nội dung",
		}
		got := map[string]bool{}
		for _, line := range r.changed(number) {
			got[line] = true
		}
		for _, line := range want {
			if !got[line] {
				t.Errorf("%q is not told; what is: %v", line, got)
			}
		}

		r.write(func(ctx context.Context, w *ward.Ward) error {
			f, err := report.Thaw(ctx, w, number)
			if err != nil {
				return err
			}
			if diff := cmp.Diff(was.Markdown(), f.Report.Markdown()); diff != "" || f.StaffID != 7 || f.Number != 1 {
				t.Errorf("the frozen report is another one (-frozen +read):\n%s", diff)
			}
			before, errWas := was.Docx()
			after, errIs := f.Report.Docx()
			if string(before) != string(after) {
				t.Error("its office document is another one")
			}
			_, errNone := report.Thaw(ctx, w, 2)
			if !errors.Is(errNone, ward.ErrNoFrozen) {
				t.Errorf("a number that was never given: %v", errNone)
			}
			return errors.Join(errWas, errIs)
		})
	})
}

func TestTheWardsOwnTextTakesThePlaceOfTheProgramsUntilItIsTakenBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRecord(t, d)
		section := func() string {
			for _, text := range r.draft().Texts {
				if text.Section == "uu-diem" {
					return text.Text
				}
			}
			return ""
		}
		if section() != report.DefaultText("uu-diem") {
			t.Error("a ward that wrote nothing has another text than the program's")
		}
		r.write(func(ctx context.Context, w *ward.Ward) error {
			return w.WriteNarrative(ctx, ward.Narrative{Section: "uu-diem", Text: "- Mọi kỳ."})
		})
		if got := section(); got != "- Mọi kỳ." {
			t.Errorf("the text for every report is %q", got)
		}
		r.narrate("uu-diem", "- Kỳ này: {A1} đơn.")
		if got := section(); got != "- Kỳ này: {A1} đơn." {
			t.Errorf("the text for this report is %q", got)
		}
		r.narrate("uu-diem", "")
		if got := section(); got != "- Mọi kỳ." {
			t.Errorf("taken back, the text is %q", got)
		}
		r.write(func(ctx context.Context, w *ward.Ward) error {
			history, err := w.NarrativeHistory(ctx, "uu-diem")
			if len(history) != 3 || history[1].StaffID != 7 {
				t.Errorf("the history is %v", history)
			}
			return err
		})
	})
}

// Two officers press at the same moment: each report gets a number of its own, and neither is refused.
func TestReportsFrozenAtOnceGetNumbersOfTheirOwn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRecord(t, d)
		const officers = 4
		numbers, failures := make([]int64, officers), make([]error, officers)
		var pressed sync.WaitGroup
		for i := range officers {
			pressed.Go(func() {
				failures[i] = r.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) (err error) {
					numbers[i], err = w.Freeze(t.Context(), half.From, half.To, []byte(`{}`), int64(i+1))
					return err
				})
			})
		}
		pressed.Wait()
		if err := errors.Join(failures...); err != nil {
			t.Fatal(err)
		}
		slices.Sort(numbers)
		if diff := cmp.Diff([]int64{1, 2, 3, 4}, numbers); diff != "" {
			t.Errorf("numbers (-want +got):\n%s", diff)
		}
	})
}

// Of those who have read the same text and write another, one succeeds and the others are told.
func TestOfSeveralWhoRewriteASectionOneSucceeds(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRecord(t, d)
		const officers = 4
		failures := make([]error, officers)
		var pressed sync.WaitGroup
		for i := range officers {
			pressed.Go(func() {
				failures[i] = r.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
					return w.RewriteNarrative(t.Context(), ward.Narrative{Section: "uu-diem", Text: "- Một.", StaffID: int64(i + 1)}, 0)
				})
			})
		}
		pressed.Wait()
		told := 0
		for _, err := range failures {
			if errors.Is(err, ward.ErrNarrativeChanged) {
				told++
			} else if err != nil {
				t.Error(err)
			}
		}
		if told != officers-1 {
			t.Errorf("%d are told that another was faster; want %d", told, officers-1)
		}
	})
}

func TestAHalfYearIsNamedAsItIsAskedFor(t *testing.T) {
	t.Parallel()
	for _, lastDay := range []int{0, 14, 31} {
		for _, key := range []string{"2024-1", "2024-2", "2026-1"} {
			s, ok := report.ParseHalf(key, lastDay)
			if !ok || s.Half() != key {
				t.Errorf("%s with periods until the %d is %v, named %q", key, lastDay, s, s.Half())
			}
			for _, day := range []law.Date{s.From, s.To} {
				if got := report.HalfYearOf(day, lastDay); got != s {
					t.Errorf("%s lies in %v; want %v", day, got, s)
				}
			}
			if got := s.Previous().Next(); got != s {
				t.Errorf("after the one before %v comes %v", s, got)
			}
		}
	}
	for _, wrong := range []string{"", "2024", "2024-3", "2024-0", "2024-12", "24-1", "2024_1", "abcd-1", "0001-1", "-999-1"} {
		if s, ok := report.ParseHalf(wrong, 0); ok {
			t.Errorf("%q is taken for %v", wrong, s)
		}
	}
}
