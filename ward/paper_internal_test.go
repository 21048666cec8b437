package ward

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/law"
)

func TestNobodyIsSentToTheWardToDenounceItsLeaders(t *testing.T) {
	above := []Office{{Name: "Chủ tịch UBND tỉnh Hưng Yên"}, {Name: "Thanh tra tỉnh", Address: "số 1"}}
	for name, c := range map[string]struct {
		profile Profile
		want    []string
	}{
		"a ward": {
			Profile{Name: "UBND phường Minh Đức", Kind: "phuong", Reception: Reception{Place: "Phòng Tiếp công dân"}, Above: above},
			[]string{"UBND phường Minh Đức, Phòng Tiếp công dân (không nộp tại đây nếu tố cáo lãnh đạo phường)", "Chủ tịch UBND tỉnh Hưng Yên", "Thanh tra tỉnh, số 1"},
		},
		"a commune without a room": {
			Profile{Name: "UBND xã Mẫu", Kind: "xa"}, []string{"UBND xã Mẫu (không nộp tại đây nếu tố cáo lãnh đạo xã)"},
		},
	} {
		if diff := cmp.Diff(c.want, c.profile.denounceAt()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAReceiptSaysTheDueDateOnce(t *testing.T) {
	due, err := law.Due(law.PhanAnh, law.StageResolve, law.Date{Year: 2026, Month: 11, Day: 23}, law.NewCalendar(nil), law.DueOptions{WardDays: 15})
	if err != nil {
		t.Fatal(err)
	}
	const want = "15 ngày làm việc (theo cam kết của phường) kể từ ngày tiếp nhận 23/11/2026, không tính thứ Bảy, Chủ nhật"
	if got := howCounted(Petition{DueOn: due.Due, DueExplained: due.Explain()}); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := howCounted(Petition{}); got != "" {
		t.Errorf("a petition without a clock: %q", got)
	}
}
