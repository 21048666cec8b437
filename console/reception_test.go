package console_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestComingReceptionsAreThoseOfTheSchedule(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	tests := []struct {
		name, at string
		says     []string
		never    []string
	}{
		{
			"on a Tuesday morning", "2026-11-24 09:15",
			[]string{"Thứ Năm, 26/11/2026", "Thứ Năm, 03/12/2026", "Thứ Ba, 24/11/2026", `<em class="near">hôm nay</em>`, `<em class="near">ngày mai</em>`},
			nil,
		},
		{"during the last shift of the chairman's day", "2026-11-26 16:59", []string{"Thứ Năm, 26/11/2026", "hôm nay"}, nil},
		{
			"after the last shift of the chairman's day", "2026-11-26 17:00",
			[]string{"Thứ Năm, 03/12/2026", "Thứ Sáu, 27/11/2026"},
			[]string{"Thứ Năm, 26/11/2026", `<em class="near">hôm nay</em>`},
		},
		{"before Tết, the office's next day is after it", "2026-02-13 18:00", []string{"Thứ Hai, 23/02/2026", "Thứ Năm, 26/02/2026"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			at, err := time.ParseInLocation("2006-01-02 15:04", test.at, law.Zone())
			if err != nil {
				t.Fatal(err)
			}
			s.now = at
			s.get("tiep-cong-dan").ok().says(test.says...).neverSays(test.never...)
		})
	}
}

var (
	aCell   = regexp.MustCompile(`(?s)<td class="([^"]*)">(.*?)</td>`)
	aNumber = regexp.MustCompile(`<time class="number" datetime="([^"]+)">`)
)

// cells reads the calendar of a page: what stands in the cell of each day, without the blank ones.
func cells(r reply) (map[string]string, []string) {
	content, order := map[string]string{}, []string{}
	for _, match := range aCell.FindAllStringSubmatch(r.body, -1) {
		if number := aNumber.FindStringSubmatch(match[2]); number != nil {
			content[number[1]] = match[1] + " " + match[2]
			order = append(order, number[1])
		}
	}
	return content, order
}

func TestMonthShowsEachSessionOfTheSchedule(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openSite(t, d)
		for _, month := range []string{"2024-02", "2024-04", "2026-06", "2026-11", "2027-02"} {
			shown, order := cells(s.get("tiep-cong-dan?thang=" + month).ok())
			first := law.MustDate(month + "-01")
			last := first.AddMonths(1).AddDays(-1)
			if len(order) != last.Day || !slices.IsSorted(order) {
				t.Errorf("%s shows the days %v", month, order)
			}
			sessions := s.profile().Sessions(s.house.Calendar, first, last)
			for date := first; !date.After(last); date = date.AddDays(1) {
				for who, label := range map[string]string{"Chủ tịch UBND phường": ">Chủ tịch</span>", "Văn phòng UBND phường": ">Văn phòng</span>"} {
					planned := slices.ContainsFunc(sessions, func(x law.Session) bool { return x.Date == date && x.Who == who })
					if got := strings.Contains(shown[date.String()], label); got != planned {
						t.Errorf("%s: %s is shown: %v, planned: %v", date, who, got, planned)
					}
				}
			}
		}
	})
}

func TestMonthBeginsItsWeeksOnMonday(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	r := s.get("tiep-cong-dan?thang=2026-11").ok() // the first is a Sunday
	heads := regexp.MustCompile(`<th scope="col"><span class="wide">([^<]+)</span>`).FindAllStringSubmatch(r.body, -1)
	var got []string
	for _, h := range heads {
		got = append(got, h[1])
	}
	want := []string{"Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"}
	if !slices.Equal(got, want) {
		t.Errorf("the columns are %v", got)
	}
	if row := r.body[strings.Index(r.body, "<tbody>"):]; strings.Count(row[:strings.Index(row, "</tr>")], `class="blank"`) != 6 {
		t.Errorf("the first week of November 2026 should have six blank days:\n%s", row)
	}
}

func TestMonthNamesHolidaysAndChanges(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	s.change(func(p *ward.Profile) {
		p.Reception.Moves = []ward.ReceptionMove{
			{Who: "chairman", Date: "2026-11-26", To: "2026-11-27", Reason: "Họp Hội đồng nhân dân", Document: "Thông báo số 90/TB-UBND"},
			{Who: "chairman", Date: "2026-11-12", Reason: "Đại hội"},
			{Who: "chairman", Date: "2026-11-19", To: "2026-12-01"},
		}
		p.Reception.Substitutes = []ward.ReceptionReplace{{Who: "office", Date: "2026-11-25", By: "Công chức Tư pháp – Hộ tịch", Reason: "Tập huấn"}}
	})
	s.get("tiep-cong-dan").ok().says(
		"Buổi tiếp của Chủ tịch UBND phường dời từ ngày 26/11/2026 sang ngày này. Lý do: Họp Hội đồng nhân dân.",
		"Buổi tiếp của Chủ tịch UBND phường dời sang ngày 27/11/2026.",
		"Buổi tiếp của Chủ tịch UBND phường dời sang ngày 01/12/2026.",
		"Buổi tiếp của Chủ tịch UBND phường không tổ chức. Lý do: Đại hội.",
		"Công chức Tư pháp – Hộ tịch tiếp thay Văn phòng UBND phường. Lý do: Tập huấn.",
		"Ngày Văn hóa Việt Nam (chưa xác nhận là ngày nghỉ).",
		`<span class="wide">(dời)</span>`, `<span class="wide">(người khác tiếp)</span>`,
	).neverSays("không ủy quyền cho cấp phó tiếp công dân định kỳ; cần dời") // a warning for staff
	s.get("tiep-cong-dan?thang=2024-02").ok().says(
		"Từ thứ Năm, 08/02/2024 đến thứ Hai, 12/02/2024", "Tết Nguyên đán.", "Nghỉ bù Tết Nguyên đán.",
		"Buổi tiếp của Chủ tịch UBND phường không tổ chức. Lý do: Trùng ngày nghỉ Tết Nguyên đán.")
	s.get("tiep-cong-dan?thang=2027-02").ok().says("Tết Nguyên đán (dự kiến, chờ quyết định của năm).")
	shown, _ := cells(s.get("tiep-cong-dan?thang=2026-09"))
	if !strings.HasPrefix(shown["2026-09-02"], "off holiday") || !strings.Contains(shown["2026-09-02"], "Quốc khánh") {
		t.Errorf("2 September 2026 is shown as %q", shown["2026-09-02"])
	}
}

func TestMonthsCanBeTurnedForFiveYearsOnly(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	s.get("tiep-cong-dan").ok().says("thang=2026-10#thang", "thang=2026-12#thang").neverSays(">Tháng này<")
	s.get("tiep-cong-dan?thang=2026-12").ok().says("thang=2027-01#thang", ">Tháng này<")
	s.get("tiep-cong-dan?thang=2031-11").ok().says("thang=2031-10#thang").neverSays("thang=2031-12#thang")
	s.get("tiep-cong-dan?thang=2021-11").ok().neverSays("thang=2021-10#thang")
	if r := s.get("tiep-cong-dan?thang=2031-12"); r.status != 404 {
		t.Errorf("six years ahead: status %d", r.status)
	}
}

func TestRulesAreThoseOfTheMonthShown(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	const (
		weekly  = "Từ ngày 01/07/2014 đến ngày 30/06/2026: Chủ tịch UBND phường trực tiếp tiếp công dân ít nhất 01 ngày mỗi tuần."
		monthly = "Từ ngày 01/07/2026: Chủ tịch UBND phường trực tiếp tiếp công dân ít nhất 02 ngày mỗi tháng."
	)
	now := s.get("tiep-cong-dan").ok().says(monthly, weekly, "Luật 136/2025/QH15", " (đang đối chiếu văn bản).",
		"Điều 15.2.d Luật Tiếp công dân 2013 (42/2013/QH13).")
	if other := strings.Index(now.body, `<li class="other">`); other < 0 || other > strings.Index(now.body, weekly) {
		t.Error("the weekly rule is not marked as one of another time")
	}
	now.neverSays("Theo tin báo chí", "Cần đối chiếu")
	before := s.get("tiep-cong-dan?thang=2026-06").ok()
	if strings.Index(before.body, weekly) > strings.Index(before.body, `<li class="other">`) {
		t.Error("in June 2026 the weekly rule is not the one in force")
	}
	before.neverSays("không giao cấp phó tiếp thay")
}

func TestWardWithoutAScheduleSaysSo(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	s.change(func(p *ward.Profile) { p.Reception.Weekly = nil })
	s.get("tiep-cong-dan").ok().says("Phường chưa công bố lịch tiếp công dân.")
	s.get("").ok().says("Lịch của Chủ tịch và của Văn phòng, theo tháng")
	s.get("tiep-cong-dan.ics").ok().says("END:VCALENDAR").neverSays("BEGIN:VEVENT")
}

func TestCommuneIsSpokenOfAsOne(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	s.change(func(p *ward.Profile) { p.Kind, p.Short = "xa", "xã Minh Đức" })
	s.get("danh-ba").ok().says("Xã sẽ cập nhật", "Trưởng thôn").neverSays("hường sẽ cập nhật")
	s.get("tiep-cong-dan").ok().says("Chủ tịch UBND xã trực tiếp tiếp công dân")
}
