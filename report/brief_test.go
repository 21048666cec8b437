package report_test

import (
	"bytes"
	"context"
	"image/png"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/report"
	"danbiet/ward"
)

// twoMonths is a ward with a petition of January and three of February, of which two were answered, one of them late.
func twoMonths(t *testing.T, d *db.DB) *record {
	t.Helper()
	r := newRecord(t, d)
	r.file("2026-01-12 09:00", law.PhanAnh, "moi-truong", "duong-hoa")
	first := r.file("2026-02-02 09:00", law.PhanAnh, "moi-truong", "duong-hoa")
	late := r.file("2026-02-03 09:00", law.KienNghi, "dat-dai", "phong-coc")
	r.file("2026-02-27 09:00", law.PhanAnh, "moi-truong", "phong-coc")
	for clock, c := range map[string]ward.Case{"2026-02-06 09:00": first, "2026-06-29 09:00": late} {
		c = r.move(c, clock, ward.StatusClassified)
		c = r.move(c, clock, ward.StatusVerifying)
		r.move(c, clock, ward.StatusAnswered)
	}
	r.at("2026-06-30 17:00")
	return r
}

func briefOf(r *record, s, before report.Scope) (b report.Brief) {
	r.t.Helper()
	r.write(func(ctx context.Context, w *ward.Ward) (err error) {
		b, err = report.NewBrief(ctx, w, s, before)
		return err
	})
	return b
}

func TestABriefSaysTheMainFiguresAndTheirChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := twoMonths(t, d)
		february := report.Scope{From: law.MustDate("2026-02-01"), To: law.MustDate("2026-02-28")}
		january := report.Scope{From: law.MustDate("2026-01-01"), To: law.MustDate("2026-01-31")}
		lines := briefOf(r, february, january).Lines()
		want := []string{
			"Đơn tiếp nhận: 03 đơn (tăng 02)",
			"Đơn giải quyết xong: 01 đơn (tăng 01)",
			"Giải quyết đúng hạn: 100%",
			"Đơn quá hạn chưa giải quyết: 01 đơn (tăng 01)",
			"Đơn đang giải quyết, tính đến nay: 02 đơn",
			"Đánh giá hài lòng: không phát sinh",
			"Thời gian chờ cán bộ trả lời: không phát sinh",
			"Người dùng: 0 người (không đổi)",
			"Phiên tự phục vụ: không phát sinh",
			"Thông báo đến được người nhận: không phát sinh",
		}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTheColumnsOfABriefAddUpToItsFigures(t *testing.T) {
	r := twoMonths(t, dbtest.SQLite(t))
	for _, s := range []report.Scope{half, {From: law.MustDate("2026-02-01"), To: law.MustDate("2026-02-28")}, {From: law.MustDate("2026-02-03"), To: law.MustDate("2026-02-03")}} {
		b := briefOf(r, s, s)
		var received, answered, onTime int
		for i, c := range b.Columns {
			received, answered, onTime = received+c.Received, answered+c.Answered, onTime+c.OnTime
			if i > 0 && c.From != b.Columns[i-1].To.AddDays(1) {
				t.Errorf("%v: a gap before %s", s, c.From)
			}
		}
		n := len(b.Columns) - 1
		if b.Columns[0].From != s.From || b.Columns[n].To != s.To {
			t.Errorf("%v: columns from %s to %s", s, b.Columns[0].From, b.Columns[n].To)
		}
		if received != int(b.Figures[0].Value) || answered != int(b.Figures[1].Value) || onTime != int(b.Figures[2].Part) {
			t.Errorf("%v: %d received, %d answered, %d on time; the figures say %s, %s, %s", s, received, answered, onTime, b.Figures[0], b.Figures[1], b.Figures[2])
		}
	}
}

func TestThePictureOfABriefIsAPictureOfAPhonesWidth(t *testing.T) {
	r := twoMonths(t, dbtest.SQLite(t))
	for name, s := range map[string]report.Scope{"half": half, "nothing": {From: law.MustDate("2026-06-01"), To: law.MustDate("2026-06-28")}} {
		raw, err := briefOf(r, s, s).Picture("phường Minh Đức")
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(raw))
		if err != nil || img.Bounds().Dx() != 1200 || len(raw) > 300<<10 {
			t.Errorf("%s: %d bytes, %v, %v", name, len(raw), img.Bounds(), err)
		}
		if folder := os.Getenv("DANBIET_PICTURES"); folder != "" { // to be looked at
			if err := os.WriteFile(folder+"/"+name+".png", raw, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestTheDigestCountsWhatWaitsAndNamesNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := twoMonths(t, d)
		r.at("2026-03-02 07:00") // a Monday
		var title string
		var lines []string
		r.write(func(ctx context.Context, w *ward.Ward) (err error) {
			title, lines, err = report.Digest(ctx, w)
			return err
		})
		if want := "Tuần qua tại phường (23/02–01/03/2026)"; title != want {
			t.Errorf("%q, want %q", title, want)
		}
		all := strings.Join(lines, "\n")
		for _, want := range []string{"Đơn tiếp nhận: 01 đơn (tăng 01)", "Đang giải quyết: 02 đơn", "quá hạn: 01", "chờ cán bộ trả lời: 0"} {
			if !strings.Contains(all, want) {
				t.Errorf("the digest lacks %q:\n%s", want, all)
			}
		}
	})
}
