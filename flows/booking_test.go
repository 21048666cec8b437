package flows

import "testing"

func TestASlotIsChosenInTheWordsThatPeopleUseForAnHour(t *testing.T) {
	for _, tc := range []struct {
		slot, typed string
		want        bool
	}{
		{"08:00", "8 giờ", true},
		{"08:00", "8 gio", true},
		{"08:00", "8h", true},
		{"08:00", "8:00", true},
		{"08:00", "08:00", true},
		{"08:00", "lúc 8 giờ sáng ạ", true},
		{"08:00", "8 giờ tối", false},
		{"08:00", "8 giờ 15", false},
		{"08:00", "18 giờ", false},
		{"08:15", "8 giờ 15", true},
		{"08:15", "8h15", true},
		{"08:30", "8 rưỡi", true},
		{"08:30", "8 giờ rưỡi", true},
		{"08:30", "9 giờ kém 30", true},
		{"14:00", "2 giờ chiều", true},
		{"14:00", "2 giờ", true},
		{"14:00", "14 giờ", true},
		{"14:00", "2 giờ sáng", false},
		{"13:30", "1 rưỡi chiều", true},
		{"14:00", "8 giờ hoặc 14 giờ", false},
		{"14:00", "thứ Năm 14 giờ", false},
		{"14:00", "14", false},
	} {
		if got := meansHour(tc.slot)(tc.typed); got != tc.want {
			t.Errorf("%q for the slot at %s: %v", tc.typed, tc.slot, got)
		}
	}
}
