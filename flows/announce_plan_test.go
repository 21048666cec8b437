package flows

import (
	"testing"
	"time"

	"danbiet/law"
)

func TestPlansAreReadAsOfficialsWriteThem(t *testing.T) {
	now := time.Date(2024, 3, 4, 9, 0, 0, 0, law.Zone())
	for typed, want := range map[string]string{
		"6h30 ngày 5/3":            "một lần, lúc 06:30, 05/03/2024",
		"06:30 05/03/2024":         "một lần, lúc 06:30, 05/03/2024",
		"5/3 lúc 6 giờ rưỡi":       "một lần, lúc 06:30, 05/03/2024",
		"17 giờ chiều mai":         "một lần, lúc 17:00, 05/03/2024",
		"5h chiều nay":             "một lần, lúc 17:00, 04/03/2024",
		"5 giờ chiều ngày mai":     "một lần, lúc 17:00, 05/03/2024",
		"7g30 tối hôm nay":         "một lần, lúc 19:30, 04/03/2024",
		"11h trưa ngày kia":        "một lần, lúc 11:00, 06/03/2024",
		"1h trưa ngày 6-3":         "một lần, lúc 13:00, 06/03/2024",
		"10h":                      "một lần, lúc 10:00, 04/03/2024",
		"8 giờ 15 phút ngày 10.3":  "một lần, lúc 08:15, 10/03/2024",
		"8h ngày 2/1":              "một lần, lúc 08:00, 02/01/2024", // gone for two months: the check says so
		"ngày 5/3":                 "",
		"25h ngày 5/3":             "",
		"6h30 và 7h ngày 5/3":      "",
		"sáng sớm":                 "",
		"6h30 từ 5/3 đến 6/3":      "",
		"":                         "",
		"99999999999999999h 5/3":   "",
		"6h75 ngày 5/3":            "",
		"17 GIỜ NGÀY 14/3/2024 ạ.": "một lần, lúc 17:00, 14/03/2024",
	} {
		p, ok := readOnce(typed, now)
		if got := describe(ok, p.Describe); got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]string{
		"06:30 và 17:00 từ 5/3 đến 14/3":                  "06:30, 17:00 hằng ngày, từ 05/03/2024 đến 14/03/2024",
		"17h, 6h30 từ ngày 05/03 đến hết ngày 14/03":      "06:30, 17:00 hằng ngày, từ 05/03/2024 đến 14/03/2024",
		"6h30 5/3-7/3, trừ 6/3":                           "06:30 hằng ngày, từ 05/03/2024 đến 07/03/2024, trừ 06/03/2024",
		"6 giờ 30 và 17 giờ từ hôm nay đến 8/3":           "06:30, 17:00 hằng ngày, từ 04/03/2024 đến 08/03/2024",
		"8h các ngày làm việc từ 5/3 đến 14/3":            "08:00 hằng ngày, từ 05/03/2024 đến 14/03/2024, chỉ ngày làm việc",
		"8h và 8:00 ngày 5/3":                             "08:00 hằng ngày, từ 05/03/2024 đến 05/03/2024",
		"06:30, 17:00 từ 28/2/2024 đến 1/3/2024":          "06:30, 17:00 hằng ngày, từ 28/02/2024 đến 01/03/2024",
		"từ 5/3 đến 14/3":                                 "",
		"8h":                                              "",
		"8h 5/3 6/3 7/3":                                  "",
		"06:30 và 17:00 từ 30/2 đến 31/2 (không có thật)": "",
	} {
		p, ok := readDays(typed, now)
		if got := describe(ok, p.Describe); got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
}

func TestADayWithoutAYearThatIsLongGoneIsNextYears(t *testing.T) {
	now := time.Date(2024, 12, 28, 9, 0, 0, 0, law.Zone())
	p, ok := readOnce("8h ngày 2/1", now)
	if want := "một lần, lúc 08:00, 02/01/2025"; describe(ok, p.Describe) != want {
		t.Errorf("it is read as %q, want %q", p.Describe(), want)
	}
}

func describe(ok bool, words func() string) string {
	if !ok {
		return ""
	}
	return words()
}
