package console_test

import (
	"context"
	"slices"
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestEveryProcedureIsListedAndCanBeRead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openSite(t, d)
		var all []ward.Procedure
		s.write(func(ctx context.Context, w *ward.Ward) (err error) {
			all, err = w.Procedures(ctx)
			return err
		})
		list := s.get("thu-tuc").ok()
		for _, p := range all {
			list.says(`href="/phuong/minh-duc/thu-tuc/` + p.Slug + `"`)
			r := s.get("thu-tuc/"+p.Slug).ok().says(">"+p.Name+"</h1>", p.Time, p.Fee, p.Where)
			for _, text := range slices.Concat(p.Documents, p.Steps) {
				r.says("<li>" + text + "</li>")
			}
		}
	})
}

func TestProceduresAreFoundWithoutMarks(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	s.get("thu-tuc?q=giay+chung+tu").ok().says("thu-tuc/khai-tu", "Xem tất cả thủ tục").neverSays("thu-tuc/ket-hon")
	s.get("thu-tuc?q=xe+may+bay").ok().says("Không tìm thấy thủ tục nào phù hợp.")
}

func TestProcedureOfAnUndeclaredFieldStandsLast(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	s.write(func(ctx context.Context, w *ward.Ward) error {
		return w.PutProcedure(ctx, ward.Procedure{Slug: "la", Name: "Thủ tục lạ", Field: "khong-co"})
	})
	s.get("thu-tuc").ok().says(`<h2 class="field-name">Lĩnh vực khác</h2>`, "Thủ tục lạ")
}
