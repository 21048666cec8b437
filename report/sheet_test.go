package report_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/report"
	"danbiet/ward"
)

func TestAFieldIsSaidAsAReportWritesIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRecord(t, d)
		for id, value := range map[string]float64{
			"dan-so": 8805, "hoi-vien": 4405, "bau-cu.ho": 484, "bau-cu.du": 437, "dvc": 81, "dvc.phat-sinh": 8, "dvc.ho-so": 2174,
			"ho-ngheo.ty-le": 0.44, "quy.da-cam": 13_000_000, "tham-nhung": 0, "bhyt.ty-le": 98, "ho-so.tiep-nhan": 0, "ho-so.dung-han": 0,
		} {
			r.write(func(ctx context.Context, w *ward.Ward) error {
				return w.Enter(ctx, ward.Entry{Indicator: id, From: half.From, To: half.To, Value: value, Document: "Báo cáo"})
			})
		}
		r.file("2026-03-02 09:00", law.PhanAnh, "moi-truong", "duong-hoa")
		var sheet report.Sheet
		r.write(func(ctx context.Context, w *ward.Ward) (err error) {
			sheet, err = report.NewSheet(ctx, w, half)
			return err
		})
		for field, want := range map[string]report.Said{
			"dan-so":                         {Text: "8.805"},
			"hoi-vien/dan-so:2":              {Text: "50,03%"},
			"bau-cu.du/bau-cu.ho":            {Text: "90,3%"},
			"dvc.phat-sinh":                  {Text: "08"},
			"dvc.phat-sinh/dvc":              {Text: "9,9%"},
			"dvc.ho-so":                      {Text: "2.174"},
			"ho-ngheo.ty-le":                 {Text: "0,44"},
			"quy.da-cam":                     {Text: "13.000.000"},
			"tham-nhung":                     {Text: "0"},
			"bhyt.ty-le":                     {Text: "98"},
			"A1":                             {Text: "01"},
			"A3":                             {Text: "không phát sinh"},
			"A1/dan-so:3":                    {Text: "0,011%"},
			"ho-so.dung-han/ho-so.tiep-nhan": {Text: "không phát sinh"},
			"ho-ngheo":                       {Missing: []string{"ho-ngheo"}},
			"ho-ngheo/ho-dan":                {Missing: []string{"ho-ngheo", "ho-dan"}},
			"hanh-phuc":                      {Unknown: "hanh-phuc"},
			"A1/hanh-phuc":                   {Unknown: "hanh-phuc"},
		} {
			if diff := cmp.Diff(want, sheet.Say(field)); diff != "" {
				t.Errorf("{%s} (-want +got):\n%s", field, diff)
			}
		}
	})
}
