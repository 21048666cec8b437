package flows

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/talk"
	"danbiet/ward"
)

func TestAlertsNameCasesByTheirCodesAlone(t *testing.T) {
	of := func(code string, due string, handler int64) ward.Case {
		return ward.Case{
			Petition:  ward.Petition{Code: ward.Code(code), DueOn: law.MustDate(due), Content: ward.Content{Name: "Trần Thị A", What: "Rác"}},
			HandlerID: handler,
		}
	}
	all := []ward.Alert{
		{Kind: ward.AlertAlarm, Case: of("PA-1111-1111", "2026-10-01", 7), Days: 45},
		{Kind: ward.AlertIdle, Case: of("PA-2222-2222", "2026-10-20", 7), Days: 31},
		{Kind: ward.AlertToday, Case: of("PA-3333-3333", "2026-11-24", 0)},
		{Kind: ward.AlertSoon, Case: of("PA-4444-4444", "2026-11-27", 7), Days: 3},
	}
	for i := range 12 {
		all = append(all, ward.Alert{Kind: ward.AlertLate, Case: of(fmt.Sprintf("KN-%04d-0000", i), "2026-11-23", 7), Days: 1})
	}
	house := ward.NewHouse(dbtest.SQLite(t), nil)
	house.Now = func() time.Time { return law.MustDate("2026-11-24").At(7, 15, law.Zone()) }
	if err := house.Apply(t.Context(), &ward.Profile{Slug: "minh-duc", Name: "UBND", Short: "phường"}); err != nil {
		t.Fatal(err)
	}
	err := house.Read(t.Context(), "minh-duc", func(w *ward.Ward) error {
		m := Alerts(w, all, "https://phuong.example/console/minh-duc/").(talk.Message)
		want := `Từ 45 ngày chưa ai xử lý (Điều 41 Nghị định 154/2026/NĐ-CP) (1):
• PA-1111-1111, 45 ngày

Từ 30 ngày chưa ai xử lý (1):
• PA-2222-2222, 31 ngày

Quá hạn (12):
` + lateLines(10) + `và 2 hồ sơ khác

Hạn hôm nay (1):
• PA-3333-3333, chưa giao cho ai

Sắp đến hạn (1):
• PA-4444-4444, hạn 27/11/2026`
		if diff := cmp.Diff(want, m.Text); diff != "" {
			t.Error(diff)
		}
		if len(m.Rows) != 1 || m.Rows[0][0].URL != "https://phuong.example/console/minh-duc/" {
			t.Errorf("buttons %+v", m.Rows)
		}
		if m := Alerts(w, all, "").(talk.Message); m.Rows != nil || !strings.HasSuffix(m.Text, "Mời ông/bà mở bàn làm việc để xử lý.") {
			t.Errorf("without an address: %+v", m)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func lateLines(n int) string {
	var lines strings.Builder
	for i := range n {
		fmt.Fprintf(&lines, "• KN-%04d-0000, quá hạn 1 ngày\n", i)
	}
	return lines.String()
}
