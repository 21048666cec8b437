package console

import (
	"testing"

	"danbiet/viet"
	"danbiet/ward"
)

func TestDaysOfReceptionInWords(t *testing.T) {
	tests := []struct {
		want string
		rule ward.ReceptionRule
	}{
		{"thứ Năm hằng tuần", ward.ReceptionRule{Days: []string{"thu"}}},
		{"thứ Hai đến thứ Sáu hằng tuần", ward.ReceptionRule{Days: []string{"fri", "mon", "tue", "wed", "thu"}}},
		{"thứ Hai và thứ Ba hằng tuần", ward.ReceptionRule{Days: []string{"mon", "tue"}}},
		{"thứ Hai, thứ Tư và Chủ nhật hằng tuần", ward.ReceptionRule{Days: []string{"sun", "mon", "wed"}}},
		{"ngày 05 và 20 hằng tháng", ward.ReceptionRule{MonthDays: []int{5, 20}}},
		{"thứ Bảy hằng tuần; ngày 10 hằng tháng", ward.ReceptionRule{Days: []string{"sat"}, MonthDays: []int{10}}},
		{"", ward.ReceptionRule{}},
	}
	for _, test := range tests {
		if got := received(test.rule); got != test.want {
			t.Errorf("%v reads %q, want %q", test.rule, got, test.want)
		}
	}
}

func TestPhoneNumbersAsReadAndAsDialled(t *testing.T) {
	tests := []struct{ number, text, digits string }{
		{"0912345678", "0912 345 678", "+84912345678"},
		{"113", "113", "113"},
		{"1900 1234", "1900 1234", "19001234"},
		{"", "", ""},
		{"gọi bảo vệ", "gọi bảo vệ", ""},
	}
	for _, test := range tests {
		if text, digits := viet.DisplayPhone(test.number), phoneDigits(test.number); text != test.text || digits != test.digits {
			t.Errorf("%q reads %q and dials %q, want %q and %q", test.number, text, digits, test.text, test.digits)
		}
	}
}

func TestFiguresAreToldFromWords(t *testing.T) {
	for text, want := range map[string]bool{"11": true, "0,44%": true, "1.130.000": true, "–5": true, "": true, "81/TB-UBND": false, "11 hộ": false, "–": false} {
		if got := isFigure(text); got != want {
			t.Errorf("%q is a figure: %v, want %v", text, got, want)
		}
	}
}
