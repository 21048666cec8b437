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
		"8h":                       "một lần, lúc 08:00, 04/03/2024", // over: the check says so
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

// TestOfficialsAreNotUnderstoodByHalf is said on Sunday, 22/11/2026, at half past four in the afternoon.
func TestOfficialsAreNotUnderstoodByHalf(t *testing.T) {
	now := time.Date(2026, 11, 22, 16, 30, 0, 0, law.Zone())
	for typed, want := range map[string]string{
		"7h ngày 1 tháng 12":              "07:00 01/12/2026",
		"7 giờ, ngày 1 tháng 12 năm 2026": "07:00 01/12/2026",
		"5 tháng 12 năm 2026 lúc 17 giờ":  "17:00 05/12/2026",
		"17 giờ 5 tháng 12 năm 2026":      "17:00 05/12/2026",
		"17 giờ 15 tháng 12/2026":         "17:00 15/12/2026",
		"20 giờ 25/12/2027":               "20:00 25/12/2027",
		"25/12/2027 lúc 7h30":             "07:30 25/12/2027",
		"25/12/2027 8:15":                 "08:15 25/12/2027",
		"7h 5/12/26":                      "07:00 05/12/2026",
		"7h 2026-12-05":                   "07:00 05/12/2026",
		"7h ngày 5.12 năm 2026":           "07:00 05/12/2026",
		"17 giờ 05/12":                    "17:00 05/12/2026",
		"7h thứ 7":                        "07:00 28/11/2026",
		"7h T7":                           "07:00 28/11/2026",
		"7h thứ bảy tuần này":             "07:00 21/11/2026", // over: the check says so
		"7h thứ bảy tuần sau":             "07:00 28/11/2026",
		"thứ tư tuần tới, 8 giờ":          "08:00 25/11/2026",
		"tối thứ năm lúc 7h":              "19:00 26/11/2026",
		"7h tối thứ bảy tới":              "19:00 28/11/2026",
		"7h chủ nhật":                     "07:00 29/11/2026", // today's is over
		"18h chủ nhật":                    "18:00 22/11/2026",
		"18h chủ nhật tới":                "18:00 29/11/2026",
		"7h thứ bảy, 5/12":                "07:00 05/12/2026",
		"7h ngày 5/12 (thứ bảy)":          "07:00 05/12/2026",
		"7h thứ hai ngày 5/12":            "",
		"7h ngày mai, 23/11":              "07:00 23/11/2026",
		"7h ngày mai, 24/11":              "",
		"8h ngày 28":                      "08:00 28/11/2026",
		"8h ngày 20":                      "08:00 20/12/2026",
		"8h ngày 28 tháng sau":            "08:00 28/12/2026",
		"8h ngày 31":                      "",
		"8h ngày 0":                       "",
		"7h kém 15 ngày mai":              "06:45 23/11/2026",
		"8 giờ kém 5 phút sáng mai":       "07:55 23/11/2026",
		"7h kém":                          "",
		"sáng mai lúc 6h30":               "06:30 23/11/2026",
		"sáng ngày 5/12 lúc 7 giờ":        "07:00 05/12/2026",
		"6h mốt":                          "06:00 24/11/2026",
		"6h một":                          "",
		"19h":                             "19:00 22/11/2026",
		"10 giờ đêm nay":                  "22:00 22/11/2026",
		"17 giờ sáng mai":                 "",
		"12h đêm mai":                     "",
		"7h 30/2":                         "",
		"7h ngày 31/4":                    "",
		"7h ngày 30 tháng 2":              "",
		"7h mùng 1 tháng 12":              "",
		"7h mồng 5/12":                    "",
		"7h 5/12 âm lịch":                 "",
		"7h tết":                          "",
		"7h rằm tháng 12":                 "",
		"7h tháng 12":                     "",
		"7h tuần sau":                     "",
		"7h cuối tuần":                    "",
		"7h hôm qua":                      "",
		"7h hôm kia":                      "",
		"2 giờ nữa":                       "",
		"trước 8h ngày mai":               "",
		"7h hoặc mai":                     "",
		"7h ngày mai 5":                   "",
		"7h 12/2026":                      "",
		"7h 5/12/2026/3":                  "",
		"7h5 ngày mai":                    "",
		"17:30:00 ngày mai":               "",
		"mười giờ sáng mai":               "",
		"7h ngày 5/12 và 6/12":            "",
		"vào lúc 7 giờ đúng ngày 5/12 nhé ạ!": "07:00 05/12/2026",
	} {
		p, ok := readOnce(typed, now)
		if got := describe(ok, func() string { return p.At.Format("15:04 02/01/2006") }); got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]string{
		"7h từ thứ hai đến thứ sáu tuần sau":            "07:00 hằng ngày, từ 23/11/2026 đến 27/11/2026",
		"6h30 và 17h từ ngày mai tới 5/12":              "06:30, 17:00 hằng ngày, từ 23/11/2026 đến 05/12/2026",
		"7h từ thứ bảy 28/11 đến thứ hai 30/11":         "07:00 hằng ngày, từ 28/11/2026 đến 30/11/2026",
		"7h từ thứ tư đến thứ ba":                       "07:00 hằng ngày, từ 25/11/2026 đến 01/12/2026",
		"7h từ 1 tháng 12 đến 5 tháng 12, trừ ngày 3":   "07:00 hằng ngày, từ 01/12/2026 đến 05/12/2026, trừ 03/12/2026",
		"7h từ 1/12 đến 5/12, trừ 3/12 và 4/12":         "07:00 hằng ngày, từ 01/12/2026 đến 05/12/2026, trừ 03/12/2026, 04/12/2026",
		"7h từ 1/12 đến 9/12, trừ các ngày nghỉ":        "07:00 hằng ngày, từ 01/12/2026 đến 09/12/2026, chỉ ngày làm việc",
		"7h từ 1/12 đến 9/12, trừ chúa nhật":            "",
		"7h từ 1/12 đến 9/12, trừ":                      "",
		"7h từ 1/12 đến 30/2":                           "",
		"7h từ 1/12 đến 9/12, cách ngày":                "",
		"7h từ mùng 1/12 đến 9/12":                      "",
		"7h từ 1/12 đến 9/12, chỉ các ngày làm việc ạ.": "07:00 hằng ngày, từ 01/12/2026 đến 09/12/2026, chỉ ngày làm việc",
	} {
		p, ok := readDays(typed, now)
		if got := describe(ok, p.Describe); got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
}
