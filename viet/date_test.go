package viet

import (
	"errors"
	"testing"
	"time"
)

func TestDatesInWriting(t *testing.T) {
	thursday := time.Date(2024, time.March, 14, 7, 30, 0, 0, time.UTC)
	for _, test := range []struct{ got, want string }{
		{ShortDate(thursday.Date()), "14/03/2024"},
		{DayAndDate(thursday.Date()), "thứ Năm, 14/03/2024"},
		{DayAndDate(2024, time.June, 2), "Chủ nhật, 02/06/2024"},
		{Clock(thursday), "07:30"},
		{LongDate(2024, time.February, 6), "ngày 06 tháng 02 năm 2024"},
		{LongDate(2024, time.January, 15), "ngày 15 tháng 01 năm 2024"},
		{LongDate(2024, time.June, 13), "ngày 13 tháng 6 năm 2024"},
		{LongDate(2024, time.March, 5), "ngày 05 tháng 3 năm 2024"},
		{LongDate(2024, time.October, 10), "ngày 10 tháng 10 năm 2024"},
		{WeekdayName(time.Monday), "thứ Hai"},
		{WeekdayName(7), ""},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}

func TestParseDate(t *testing.T) {
	zone := time.FixedZone("ICT", 7*3600)
	ref := time.Date(2026, time.November, 22, 23, 59, 0, 0, zone) // a Sunday
	for _, test := range []struct {
		in, want string
		err      error
	}{
		{in: "14/3/2024", want: "2024-03-14"},
		{in: "14-3-24", want: "2024-03-14"},
		{in: "14.03.2024 ạ", want: "2024-03-14"},
		{in: "2024-03-14", want: "2024-03-14"},
		{in: "14032024", want: "2024-03-14"},
		{in: "140324", want: "2024-03-14"},
		{in: "ngày 14 tháng 3 năm 2024", want: "2024-03-14"},
		{in: "Ngay 14 thang 3 nam 2024", want: "2024-03-14"},
		{in: "ngafy 14 thasng 3", want: "2027-03-14"},
		{in: "14 thg 3", want: "2027-03-14"},
		{in: "14/3", want: "2027-03-14"},
		{in: "1/12", want: "2026-12-01"},
		{in: "20/11", want: "2026-11-20"},
		{in: "29/2", want: "2028-02-29"},
		{in: "mùng 2 tháng 9", want: "2026-09-02"},
		{in: "1/1/54", want: "1954-01-01"},
		{in: "1/1/36", want: "2036-01-01"},
		{in: "1/1/37", want: "1937-01-01"},
		{in: "sinh ngày 2/9/1945", want: "1945-09-02"},
		{in: "thứ năm, 14/3/2024", want: "2024-03-14"},
		{in: "thứ 5 26/11", want: "2026-11-26"},
		{in: "hôm nay", want: "2026-11-22"},
		{in: "Sáng mai nhé", want: "2026-11-23"},
		{in: "hôm qua", want: "2026-11-21"},
		{in: "ngày kia", want: "2026-11-24"},
		{in: "thứ 5", want: "2026-11-26"},
		{in: "chiều thứ năm tuần sau", want: "2026-11-26"},
		{in: "thứ hai tuần này", want: "2026-11-16"},
		{in: "thứ 6 tuần trước", want: "2026-11-13"},
		{in: "chủ nhật", want: "2026-11-22"},
		{in: "CN", want: "2026-11-22"},
		{in: "30/2/2024", err: ErrDateInvalid},
		{in: "31/4", err: ErrDateInvalid},
		{in: "0/0/2024", err: ErrDateInvalid},
		{in: "13/13", err: ErrDateInvalid},
		{in: "10/3 âm lịch", err: ErrDateLunar},
		{in: "10/3 âm", err: ErrDateLunar},
		{in: "mùng 1 tháng giêng", err: ErrDateLunar},
		{in: "rằm tháng 7", err: ErrDateLunar},
		{in: "14", err: ErrDateUnread},
		{in: "một", err: ErrDateUnread},
		{in: "tháng 3 năm 2024", err: ErrDateUnread},
		{in: "14/3/024", err: ErrDateUnread},
		{in: "1/2/3/4", err: ErrDateUnread},
		{in: "0912345678", err: ErrDateUnread},
		{in: "tôi không nhớ", err: ErrDateUnread},
		{in: "thứ 5 tuần nào đó", err: ErrDateUnread},
		{in: "", err: ErrDateUnread},
	} {
		t.Run(test.in, func(t *testing.T) {
			got, err := ParseDate(test.in, ref)
			if !errors.Is(err, test.err) {
				t.Fatalf("ParseDate(%q): %v, want %v", test.in, err, test.err)
			}
			if err == nil && got != mustDay(t, test.want, zone) {
				t.Errorf("ParseDate(%q) = %v, want %s", test.in, got, test.want)
			}
		})
	}
}

func mustDay(t *testing.T, s string, zone *time.Location) time.Time {
	t.Helper()
	day, err := time.ParseInLocation(time.DateOnly, s, zone)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"14/3/2024", "14-3-24", "thứ 5 tuần sau", "29/2", "٣/٣", "10/3 âm", "99999999"} {
		f.Add(s)
	}
	ref := time.Date(2026, time.November, 22, 8, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		day, err := ParseDate(s, ref)
		if err != nil {
			return
		}
		if again, err := ParseDate(ShortDate(day.Date()), ref); err != nil || !again.Equal(day) {
			t.Errorf("ParseDate(%q) = %v, which reads back as %v, %v", s, day, again, err)
		}
	})
}
