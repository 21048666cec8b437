package ward_test

import (
	"testing"

	"danbiet/db/dbtest"
	"danbiet/ward"
)

// Words about land, plans and invoices are everyday; to take them for a denunciation keeps a talk from whoever could answer.
func TestATalkIsReservedForWordsThatDenounceOrNameALeader(t *testing.T) {
	t.Parallel()
	d := newDesk(t, dbtest.SQLite(t))
	if err := d.house.Apply(t.Context(), &ward.Profile{Slug: "minh-duc", Name: "UBND phường Minh Đức", Short: "phường", Officials: []ward.Official{
		{Slug: "hoa", Name: "Trần Thị Hoa", Title: "Phó Chủ tịch"},
	}}); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"Tôi muốn tố cáo":                         true,
		"toi muon to cao":                         true,
		"Cán bộ nhận tiền của tôi":                true,
		"Bí thư chi bộ":                           true,
		"bi thu phuong":                           true,
		"có người bảo kê bãi xe":                  true,
		"lạm quyền":                               true,
		"cô Hoa hẹn tôi rồi không đến":            true,
		"co Hoa khong den":                        true,
		"Gặp bà hoa":                              true,
		"Trần thị Hoa":                            true,
		"Nhà tôi bị thu hồi đất":                  false,
		"Tôi nghe thông báo kế hoạch cấp nước":    false,
		"làm quyền sử dụng đất cần giấy tờ gì":    false,
		"bao giờ được nhận tiền trợ cấp":          false,
		"phí này có hóa đơn không":                false,
		"mấy giờ mở cửa":                          false,
		"tôi đi với Vinh đến phường được không ạ": false,
	} {
		in(t, d.house, func(w *ward.Ward) error {
			got, err := w.Confides(t.Context(), text)
			if got != want {
				t.Errorf("%q is reserved: %t; want %t", text, got, want)
			}
			return err
		})
	}
}
