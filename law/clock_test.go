package law

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// dueCase is one deadline worked out by hand on paper calendars; basis is the
// citation that the deadline must carry.
type dueCase struct {
	name  string
	kind  PetitionKind
	stage Stage
	start string
	opts  DueOptions
	want  string
	basis string
}

var dueCases = []dueCase{
	{"feedback: first notice in 10 working days", PhanAnh, StageNotify, "2024-03-07", DueOptions{}, "2024-03-21", "Điều 28 Luật Tiếp công dân 2013 (42/2013/QH13)"},
	{"feedback: the ward's 15 working days", PhanAnh, StageResolve, "2024-03-07", DueOptions{}, "2024-03-28", "Cam kết của Ủy ban nhân dân phường"},
	{"feedback: a ward that promises 5 days", PhanAnh, StageResolve, "2024-03-07", DueOptions{WardDays: 5}, "2024-03-14", "Cam kết của Ủy ban nhân dân phường"},
	{"proposal: 18/04/2024 is the Hùng Kings' day", KienNghi, StageResolve, "2024-04-15", DueOptions{WardDays: 5}, "2024-04-23", "Cam kết của Ủy ban nhân dân phường"},
	{"proposal: received on the eve of Tết 2024", KienNghi, StageResolve, "2024-02-07", DueOptions{WardDays: 5}, "2024-02-21", "Cam kết của Ủy ban nhân dân phường"},
	{"proposal: received on a day off", KienNghi, StageResolve, "2024-02-10", DueOptions{WardDays: 3}, "2024-02-19", "Cam kết của Ủy ban nhân dân phường"},
	{"feedback: 29/04/2024 swapped for Saturday 04/05", PhanAnh, StageResolve, "2024-04-26", DueOptions{WardDays: 5}, "2024-05-07", "Cam kết của Ủy ban nhân dân phường"},
	{"feedback: ends on the worked Saturday", PhanAnh, StageResolve, "2024-04-26", DueOptions{WardDays: 3}, "2024-05-04", "Cam kết của Ủy ban nhân dân phường"},
	{"feedback: received on a Saturday", PhanAnh, StageNotify, "2024-03-09", DueOptions{}, "2024-03-22", "Điều 28 Luật Tiếp công dân 2013 (42/2013/QH13)"},
	{"feedback: transfer in 5 working days", PhanAnh, StageTransfer, "2024-06-06", DueOptions{}, "2024-06-13", "Điều 9 Nghị định 20/2008/NĐ-CP (sửa đổi bởi 48/2013/NĐ-CP, 92/2017/NĐ-CP)"},
	{"proposal: transfer across 02–03/09/2024", KienNghi, StageTransfer, "2024-08-30", DueOptions{}, "2024-09-10", "Điều 9 Nghị định 20/2008/NĐ-CP (sửa đổi bởi 48/2013/NĐ-CP, 92/2017/NĐ-CP)"},
	{"feedback: Tết 2025", PhanAnh, StageNotify, "2025-01-20", DueOptions{}, "2025-02-10", "Điều 28 Luật Tiếp công dân 2013 (42/2013/QH13)"},
	{"feedback: 02/05/2025 swapped for Saturday 26/04", PhanAnh, StageTransfer, "2025-04-24", DueOptions{}, "2025-05-05", "Điều 9 Nghị định 20/2008/NĐ-CP (sửa đổi bởi 48/2013/NĐ-CP, 92/2017/NĐ-CP)"},
	{"feedback: 01–02/09/2025", PhanAnh, StageTransfer, "2025-08-28", DueOptions{}, "2025-09-08", "Điều 9 Nghị định 20/2008/NĐ-CP (sửa đổi bởi 48/2013/NĐ-CP, 92/2017/NĐ-CP)"},
	{"feedback: New Year 2026 and its worked Saturday", PhanAnh, StageResolve, "2025-12-31", DueOptions{WardDays: 7}, "2026-01-12", "Cam kết của Ủy ban nhân dân phường"},
	{"feedback: Tết 2026", PhanAnh, StageNotify, "2026-02-12", DueOptions{}, "2026-03-05", "Điều 28 Luật Tiếp công dân 2013 (42/2013/QH13)"},
	{"feedback: 27/04/2026 compensates the Hùng Kings' Sunday", PhanAnh, StageTransfer, "2026-04-24", DueOptions{}, "2026-05-06", "Điều 9 Nghị định 20/2008/NĐ-CP (sửa đổi bởi 48/2013/NĐ-CP, 92/2017/NĐ-CP)"},
	{"feedback: worked Saturday 22/08/2026 and three days off", PhanAnh, StageResolve, "2026-08-20", DueOptions{}, "2026-09-14", "Cam kết của Ủy ban nhân dân phường"},
	{"feedback: 24/11/2026 is worked until confirmed", PhanAnh, StageResolve, "2026-11-23", DueOptions{WardDays: 1}, "2026-11-24", "Cam kết của Ủy ban nhân dân phường"},
	{"feedback: Tết 2027, not decided yet", PhanAnh, StageNotify, "2027-02-01", DueOptions{}, "2027-02-22", "Điều 28 Luật Tiếp công dân 2013 (42/2013/QH13)"},
	{"complaint: first notice", KhieuNai, StageNotify, "2024-03-07", DueOptions{}, "2024-03-21", "Điều 28 Luật Tiếp công dân 2013 (42/2013/QH13)"},
	{"complaint: accepted in 10 days up to 30/06/2026", KhieuNai, StageAccept, "2026-06-30", DueOptions{}, "2026-07-10", "Điều 27 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: accepted in 7 working days from 01/07/2026", KhieuNai, StageAccept, "2026-07-01", DueOptions{}, "2026-07-10", "Điều 10 Nghị định 155/2026/NĐ-CP"},
	{"complaint: acceptance that ends in Tết 2024", KhieuNai, StageAccept, "2024-02-01", DueOptions{}, "2024-02-15", "Điều 27 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: acceptance that ends on a Sunday", KhieuNai, StageAccept, "2024-03-07", DueOptions{}, "2024-03-18", "Điều 27 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: parties told with the acceptance, old law", KhieuNai, StageParties, "2024-03-04", DueOptions{}, "2024-03-14", "Điều 27 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: parties told with the acceptance, new law", KhieuNai, StageParties, "2026-08-27", DueOptions{}, "2026-09-10", "Điều 10 Nghị định 155/2026/NĐ-CP"},
	{"complaint: 30 days", KhieuNai, StageResolve, "2024-03-12", DueOptions{}, "2024-04-11", "Điều 28 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: 45 days where complex", KhieuNai, StageResolve, "2024-03-12", DueOptions{Complex: true}, "2024-04-26", "Điều 28 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: 45 days where remote", KhieuNai, StageResolve, "2024-03-12", DueOptions{Remote: true}, "2024-04-26", "Điều 28 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: 60 days where complex and remote", KhieuNai, StageResolve, "2024-03-12", DueOptions{Complex: true, Remote: true}, "2024-05-13", "Điều 28 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: ends on a Saturday", KhieuNai, StageResolve, "2024-03-14", DueOptions{}, "2024-04-15", "Điều 28 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: ends on the Hùng Kings' day", KhieuNai, StageResolve, "2024-03-19", DueOptions{}, "2024-04-19", "Điều 28 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: ends in the swapped days before 1 May", KhieuNai, StageResolve, "2024-03-30", DueOptions{}, "2024-05-02", "Điều 28 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: ends on the worked Saturday and stays", KhieuNai, StageResolve, "2024-04-04", DueOptions{}, "2024-05-04", "Điều 28 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: decision sent in 3 working days", KhieuNai, StageSend, "2024-04-17", DueOptions{}, "2024-04-23", "Điều 32 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: again within 30 days", KhieuNai, StageAgain, "2024-05-06", DueOptions{}, "2024-06-05", "Điều 33 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: again within 45 days where remote", KhieuNai, StageAgain, "2024-05-06", DueOptions{Remote: true}, "2024-06-20", "Điều 33 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: second instance 45 days", KhieuNai, StageSecond, "2024-05-06", DueOptions{}, "2024-06-20", "Điều 37 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: second instance 60 days where complex", KhieuNai, StageSecond, "2024-05-06", DueOptions{Complex: true}, "2024-07-05", "Điều 37 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: second instance 60 days where remote", KhieuNai, StageSecond, "2024-05-06", DueOptions{Remote: true}, "2024-07-05", "Điều 37 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: second instance 70 days where both", KhieuNai, StageSecond, "2024-05-06", DueOptions{Complex: true, Remote: true}, "2024-07-15", "Điều 37 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: the clock stands still for ten days", KhieuNai, StageResolve, "2026-07-06", DueOptions{Suspended: []Suspension{{MustDate("2026-07-20"), MustDate("2026-07-30")}}}, "2026-08-17", "Điều 28 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"any petition: 45 days unprocessed, a Saturday all the same", KienNghi, StageAlarm, "2026-07-15", DueOptions{}, "2026-08-29", "Điều 41 Nghị định 154/2026/NĐ-CP"},
	{"denunciation: first notice", ToCao, StageNotify, "2024-04-10", DueOptions{}, "2024-04-25", "Điều 28 Luật Tiếp công dân 2013 (42/2013/QH13)"},
	{"denunciation: accepted in 7 working days", ToCao, StageAccept, "2024-04-10", DueOptions{}, "2024-04-22", "Điều 24 Luật Tố cáo 2018 (25/2018/QH14)"},
	{"denunciation: 10 working days for several places", ToCao, StageAccept, "2024-04-10", DueOptions{SeveralPlaces: true}, "2024-04-25", "Điều 24 Luật Tố cáo 2018 (25/2018/QH14)"},
	{"denunciation: the new law of 2026 leaves acceptance alone", ToCao, StageAccept, "2026-07-01", DueOptions{}, "2026-07-10", "Điều 24 Luật Tố cáo 2018 (25/2018/QH14)"},
	{"denunciation: transferred in 5 working days", ToCao, StageTransfer, "2024-04-16", DueOptions{}, "2024-04-24", "Điều 24 Luật Tố cáo 2018 (25/2018/QH14)"},
	{"denunciation: parties told in 5 working days", ToCao, StageParties, "2024-04-16", DueOptions{}, "2024-04-24", "Điều 29 Luật Tố cáo 2018 (25/2018/QH14)"},
	{"denunciation: 30 days", ToCao, StageResolve, "2024-04-16", DueOptions{}, "2024-05-16", "Điều 30 Luật Tố cáo 2018 (25/2018/QH14)"},
	{"denunciation: extended once", ToCao, StageResolve, "2024-04-16", DueOptions{Extensions: 1}, "2024-06-17", "Điều 30 Luật Tố cáo 2018 (25/2018/QH14)"},
	{"denunciation: extended twice", ToCao, StageResolve, "2024-04-16", DueOptions{Extensions: 2}, "2024-07-15", "Điều 30 Luật Tố cáo 2018 (25/2018/QH14)"},
	{"denunciation: conclusion published in 7 working days", ToCao, StagePublish, "2024-08-28", DueOptions{}, "2024-09-10", "Điều 40 Luật Tố cáo 2018 (25/2018/QH14)"},
	{"denunciation: suspended for a week, then extended", ToCao, StageResolve, "2024-04-16", DueOptions{Extensions: 1, Suspended: []Suspension{{MustDate("2024-05-06"), MustDate("2024-05-13")}}}, "2024-06-24", "Điều 30 Luật Tố cáo 2018 (25/2018/QH14)"},
	{"feedback: the New Year of 2026 is swapped for Saturday 10/01, the tenth day", PhanAnh, StageNotify, "2025-12-25", DueOptions{}, "2026-01-10", "Điều 28 Luật Tiếp công dân 2013 (42/2013/QH13)"},
	{"proposal: the Hùng Kings' day of 2027 is a Friday", KienNghi, StageNotify, "2027-04-09", DueOptions{}, "2027-04-26", "Điều 28 Luật Tiếp công dân 2013 (42/2013/QH13)"},
	{"feedback: transferred across Tết 2026", PhanAnh, StageTransfer, "2026-02-13", DueOptions{}, "2026-02-27", "Điều 9 Nghị định 20/2008/NĐ-CP (sửa đổi bởi 48/2013/NĐ-CP, 92/2017/NĐ-CP)"},
	{"feedback: 24/11/2026 counts while no act makes it a holiday", PhanAnh, StageTransfer, "2026-11-20", DueOptions{}, "2026-11-27", "Điều 9 Nghị định 20/2008/NĐ-CP (sửa đổi bởi 48/2013/NĐ-CP, 92/2017/NĐ-CP)"},
	{"complaint: the last term to accept that ends under the old law", KhieuNai, StageAccept, "2026-06-20", DueOptions{}, "2026-06-30", "Điều 27 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: the new law counts the worked Saturday 22/08/2026", KhieuNai, StageAccept, "2026-08-20", DueOptions{}, "2026-08-28", "Điều 10 Nghị định 155/2026/NĐ-CP"},
	{"complaint: ends on the Saturday before Tết 2026", KhieuNai, StageResolve, "2026-01-15", DueOptions{}, "2026-02-23", "Điều 28 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: ends on the National Day of 2024", KhieuNai, StageResolve, "2024-08-03", DueOptions{}, "2024-09-04", "Điều 28 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: ends on the first day of Tết 2030, by the new moon at Hà Nội", KhieuNai, StageResolve, "2030-01-03", DueOptions{}, "2030-02-07", "Điều 28 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: the clock stands still twice", KhieuNai, StageResolve, "2026-03-02", DueOptions{Suspended: []Suspension{{MustDate("2026-03-10"), MustDate("2026-03-15")}, {MustDate("2026-03-20"), MustDate("2026-03-25")}}}, "2026-04-13", "Điều 28 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: complex, remote and suspended for two weeks", KhieuNai, StageResolve, "2026-07-06", DueOptions{Complex: true, Remote: true, Suspended: []Suspension{{MustDate("2026-07-20"), MustDate("2026-08-03")}}}, "2026-09-18", "Điều 28 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: decision sent around the Hùng Kings' Monday of 2025", KhieuNai, StageSend, "2025-04-03", DueOptions{}, "2025-04-09", "Điều 32 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: again where remote, up to the swapped Monday 31/08/2026", KhieuNai, StageAgain, "2026-07-17", DueOptions{Remote: true}, "2026-09-03", "Điều 33 Luật Khiếu nại 2011 (02/2011/QH13)"},
	{"complaint: 45 days unprocessed from the first day of the new law", KhieuNai, StageAlarm, "2026-07-01", DueOptions{}, "2026-08-15", "Điều 41 Nghị định 154/2026/NĐ-CP"},
	{"denunciation: accepted across Tết 2025", ToCao, StageAccept, "2025-01-23", DueOptions{}, "2025-02-10", "Điều 24 Luật Tố cáo 2018 (25/2018/QH14)"},
	{"denunciation: parties told across the New Year of 2027", ToCao, StageParties, "2026-12-29", DueOptions{}, "2027-01-06", "Điều 29 Luật Tố cáo 2018 (25/2018/QH14)"},
	{"denunciation: extended twice, started on the day of the new law", ToCao, StageResolve, "2026-07-01", DueOptions{Extensions: 2}, "2026-09-29", "Điều 30 Luật Tố cáo 2018 (25/2018/QH14)"},
	{"denunciation: conclusion published around 30/04/2025 and its worked Saturday", ToCao, StagePublish, "2025-04-24", DueOptions{}, "2025-05-07", "Điều 40 Luật Tố cáo 2018 (25/2018/QH14)"},
}

func TestDueDates(t *testing.T) {
	cal := NewCalendar(nil)
	for _, c := range dueCases {
		t.Run(c.name, func(t *testing.T) {
			d, err := Due(c.kind, c.stage, MustDate(c.start), cal, c.opts)
			if err != nil {
				t.Fatal(err)
			}
			if d.Due != MustDate(c.want) {
				t.Errorf("due %s, want %s: %s", d.Due, c.want, d.Explain())
			}
			if got := d.Rule.Basis(); got != c.basis {
				t.Errorf("basis %q, want %q", got, c.basis)
			}
			if d.CalendarVersion != cal.Version() {
				t.Errorf("calendar version %q, want %q", d.CalendarVersion, cal.Version())
			}
			if d.Overdue(d.Due) || !d.Overdue(d.Due.AddDays(1)) {
				t.Error("a duty is late from the day after its due date")
			}
		})
	}
}

func TestNoDueDate(t *testing.T) {
	day := MustDate("2024-03-07")
	for _, c := range []struct {
		name  string
		kind  PetitionKind
		stage Stage
		start Date
		opts  DueOptions
		want  error
	}{
		{"a complaint is not transferred, the citizen is guided", KhieuNai, StageTransfer, day, DueOptions{}, ErrNoTerm},
		{"feedback is not accepted or refused", PhanAnh, StageAccept, day, DueOptions{}, ErrNoTerm},
		{"a denunciation has no second instance", ToCao, StageSecond, day, DueOptions{}, ErrNoTerm},
		{"an unknown kind", "thu-khen", StageNotify, day, DueOptions{}, ErrNoTerm},
		{"an unknown stage", ToCao, "dinh-chi", day, DueOptions{}, ErrNoTerm},
		{"the 45-day alarm before it was law", KienNghi, StageAlarm, MustDate("2026-06-30"), DueOptions{}, ErrNoRule},
		{"a denunciation before the law of 2018", ToCao, StageAccept, MustDate("2018-12-31"), DueOptions{}, ErrNoRule},
		{"no day of reception", KienNghi, StageNotify, Date{}, DueOptions{}, ErrNoDate},
		{"a third extension", ToCao, StageResolve, day, DueOptions{Extensions: 3}, ErrExtended},
		{"a negative extension", ToCao, StageResolve, day, DueOptions{Extensions: -1}, ErrExtended},
		{"a complaint is complex, not extended", KhieuNai, StageResolve, day, DueOptions{Extensions: 1}, ErrExtended},
		{"acceptance is not extended", ToCao, StageAccept, day, DueOptions{Extensions: 1}, ErrExtended},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d, err := Due(c.kind, c.stage, c.start, NewCalendar(nil), c.opts); !errors.Is(err, c.want) {
				t.Errorf("got %s, %v; want %v", d.Due, err, c.want)
			}
		})
	}
}

func TestExplanationsReadAsPlainVietnamese(t *testing.T) {
	for _, c := range []struct {
		name  string
		kind  PetitionKind
		stage Stage
		start string
		opts  DueOptions
		want  string
	}{
		{
			"working days", KienNghi, StageTransfer, "2024-03-07",
			DueOptions{},
			"Hạn 14/03/2024: 05 ngày làm việc kể từ ngày tiếp nhận 07/03/2024, không tính thứ Bảy, Chủ nhật",
		},
		{
			"a holiday in the way", ToCao, StageTransfer, "2024-04-16",
			DueOptions{},
			"Hạn 24/04/2024: 05 ngày làm việc kể từ ngày tiếp nhận 16/04/2024, không tính thứ Bảy, Chủ nhật, " +
				"trừ ngày nghỉ Giỗ Tổ Hùng Vương (18/04/2024)",
		},
		{
			"the ward's own promise is called that", PhanAnh, StageResolve, "2024-03-07",
			DueOptions{},
			"Hạn 28/03/2024: 15 ngày làm việc (theo cam kết của phường) kể từ ngày tiếp nhận 07/03/2024, không tính thứ Bảy, Chủ nhật",
		},
		{
			"Tết with its compensation", KienNghi, StageTransfer, "2024-02-07",
			DueOptions{},
			"Hạn 21/02/2024: 05 ngày làm việc kể từ ngày tiếp nhận 07/02/2024, không tính thứ Bảy, Chủ nhật, " +
				"trừ ngày nghỉ Tết Nguyên đán (08/02/2024, 09/02/2024, 12/02/2024), ngày nghỉ bù Tết Nguyên đán (13/02/2024, 14/02/2024)",
		},
		{
			"a swapped day and its Saturday", KienNghi, StageTransfer, "2024-04-26",
			DueOptions{},
			"Hạn 07/05/2024: 05 ngày làm việc kể từ ngày tiếp nhận 26/04/2024, không tính thứ Bảy, Chủ nhật, " +
				"trừ ngày nghỉ hoán đổi dịp 30/4–1/5 (29/04/2024), ngày nghỉ Chiến thắng 30/4 (30/04/2024), " +
				"ngày nghỉ Quốc tế lao động 1/5 (01/05/2024), tính cả ngày làm bù 04/05/2024",
		},
		{
			"calendar days that end well", KhieuNai, StageResolve, "2024-03-12",
			DueOptions{},
			"Hạn 11/04/2024: 30 ngày kể từ ngày thụ lý 12/03/2024",
		},
		{
			"calendar days that end on a Saturday", KhieuNai, StageResolve, "2024-03-14",
			DueOptions{},
			"Hạn 15/04/2024: 30 ngày kể từ ngày thụ lý 14/03/2024; ngày cuối cùng 13/04/2024 là thứ Bảy nên hạn chuyển sang ngày làm việc kế tiếp",
		},
		{
			"calendar days that end on a holiday", KhieuNai, StageResolve, "2024-03-19",
			DueOptions{},
			"Hạn 19/04/2024: 30 ngày kể từ ngày thụ lý 19/03/2024; ngày cuối cùng 18/04/2024 là ngày nghỉ Giỗ Tổ Hùng Vương nên hạn chuyển sang ngày làm việc kế tiếp",
		},
		{
			"extended", ToCao, StageResolve, "2024-04-15",
			DueOptions{Extensions: 1},
			"Hạn 14/06/2024: 60 ngày (đã gia hạn 01 lần) kể từ ngày thụ lý 15/04/2024",
		},
		{
			"suspended and resumed", KhieuNai, StageResolve, "2026-07-06",
			DueOptions{Suspended: []Suspension{{MustDate("2026-07-20"), MustDate("2026-07-30")}}},
			"Hạn 17/08/2026: 30 ngày kể từ ngày thụ lý 06/07/2026, không tính 10 ngày tạm đình chỉ; " +
				"ngày cuối cùng 15/08/2026 là thứ Bảy nên hạn chuyển sang ngày làm việc kế tiếp",
		},
		{
			"still suspended", KhieuNai, StageResolve, "2026-07-06",
			DueOptions{Suspended: []Suspension{{From: MustDate("2026-07-20")}}},
			"Thời hạn đang tạm dừng: 30 ngày kể từ ngày thụ lý 06/07/2026",
		},
		{"second instance", KhieuNai, StageSecond, "2024-05-06", DueOptions{}, "Hạn 20/06/2024: 45 ngày kể từ ngày thụ lý lần hai 06/05/2024"},
		{"after the decision", KhieuNai, StageAgain, "2024-05-06", DueOptions{}, "Hạn 05/06/2024: 30 ngày kể từ ngày nhận được quyết định giải quyết 06/05/2024"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Due(c.kind, c.stage, MustDate(c.start), NewCalendar(nil), c.opts)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, d.Explain()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestDeadlinesAreExplainedInEnglish(t *testing.T) {
	for _, c := range []struct {
		name  string
		kind  PetitionKind
		stage Stage
		start string
		opts  DueOptions
		want  string
	}{
		{
			"working days", KienNghi, StageTransfer, "2024-03-07",
			DueOptions{},
			"Answer due by 14/03/2024: 5 working days after the day of receipt, 07/03/2024, not counting Saturday, Sunday",
		},
		{
			"the ward's own promise, one day long", PhanAnh, StageResolve, "2024-03-07",
			DueOptions{WardDays: 1},
			"Answer due by 08/03/2024: 1 working day (as the ward promises) after the day of receipt, 07/03/2024, not counting Saturday, Sunday",
		},
		{
			"a swapped day and its Saturday", KienNghi, StageTransfer, "2024-04-26",
			DueOptions{},
			"Answer due by 07/05/2024: 5 working days after the day of receipt, 26/04/2024, not counting Saturday, Sunday, " +
				"nor NGHỈ HOÁN ĐỔI DỊP 30/4–1/5 (29/04/2024), NGÀY CHIẾN THẮNG 30/4 (30/04/2024), NGÀY QUỐC TẾ LAO ĐỘNG 1/5 (01/05/2024), " +
				"but counting what is worked instead: 04/05/2024",
		},
		{
			"Tết, days of one name together", KienNghi, StageTransfer, "2024-02-07",
			DueOptions{},
			"Answer due by 21/02/2024: 5 working days after the day of receipt, 07/02/2024, not counting Saturday, Sunday, " +
				"nor TẾT NGUYÊN ĐÁN (08/02/2024, 09/02/2024, 12/02/2024), NGHỈ BÙ TẾT NGUYÊN ĐÁN (13/02/2024, 14/02/2024)",
		},
		{
			"calendar days that end on a Saturday", KhieuNai, StageResolve, "2024-03-14",
			DueOptions{},
			"Answer due by 15/04/2024: 30 days after the day it was accepted (thụ lý), 14/03/2024; " +
				"the last day, 13/04/2024, is a day off (Saturday), so it is due on the next working day",
		},
		{
			"calendar days that end on a holiday", KhieuNai, StageResolve, "2024-03-19",
			DueOptions{},
			"Answer due by 19/04/2024: 30 days after the day it was accepted (thụ lý), 19/03/2024; " +
				"the last day, 18/04/2024, is a day off (GIỖ TỔ HÙNG VƯƠNG), so it is due on the next working day",
		},
		{
			"extended", ToCao, StageResolve, "2024-04-15",
			DueOptions{Extensions: 1},
			"Answer due by 14/06/2024: 60 days (with 1 extension) after the day it was accepted (thụ lý), 15/04/2024",
		},
		{
			"suspended and resumed", KhieuNai, StageResolve, "2026-07-06",
			DueOptions{Suspended: []Suspension{{MustDate("2026-07-20"), MustDate("2026-07-29")}}},
			"Answer due by 14/08/2026: 30 days after the day it was accepted (thụ lý), 06/07/2026, not counting 9 days of suspension",
		},
		{
			"still suspended", KhieuNai, StageResolve, "2026-07-06",
			DueOptions{Suspended: []Suspension{{From: MustDate("2026-07-20")}}},
			"The time limit is suspended: 30 days after the day it was accepted (thụ lý), 06/07/2026",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Due(c.kind, c.stage, MustDate(c.start), NewCalendar(nil), c.opts)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, d.ExplainEnglish(strings.ToUpper)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestEveryStageNamesItsFirstDay(t *testing.T) {
	day := MustDate("2026-07-06")
	for _, kind := range PetitionKinds() {
		for _, stage := range []Stage{StageNotify, StageAccept, StageTransfer, StageParties, StageResolve, StageSend, StagePublish, StageAgain, StageSecond, StageAlarm} {
			d, err := Due(kind, stage, day, NewCalendar(nil), DueOptions{})
			if errors.Is(err, ErrNoTerm) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			if text := d.Explain(); !strings.Contains(text, " kể từ ngày ") || strings.Contains(text, "  ") || strings.HasSuffix(text, ".") {
				t.Errorf("%s, %s: %q", kind, stage, text)
			}
			if text := d.ExplainEnglish(strings.ToUpper); !strings.Contains(text, " after the day ") || strings.Contains(text, "ngày") || strings.HasSuffix(text, ".") {
				t.Errorf("%s, %s in English: %q", kind, stage, text)
			}
		}
	}
}

func TestAnOpenSuspensionStopsTheClock(t *testing.T) {
	open := DueOptions{Suspended: []Suspension{{From: MustDate("2026-07-20")}}}
	d, err := Due(KhieuNai, StageResolve, MustDate("2026-07-06"), NewCalendar(nil), open)
	if err != nil {
		t.Fatal(err)
	}
	if !d.Due.IsZero() || d.Overdue(MustDate("2030-01-01")) {
		t.Errorf("due %s: a suspended petition is never late", d.Due)
	}
	open.Suspended[0].From = MustDate("2026-09-01")
	if d, _ = Due(KhieuNai, StageResolve, MustDate("2026-07-06"), NewCalendar(nil), open); d.Due != MustDate("2026-08-05") {
		t.Errorf("due %s: a suspension after the end changes nothing", d.Due)
	}
}

func TestADecisionThatMayComeMarksTheDeadline(t *testing.T) {
	cal := NewCalendar(nil)
	tet2027, err := Due(PhanAnh, StageNotify, MustDate("2027-02-01"), cal, DueOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if !tet2027.Provisional {
		t.Error("the days off of Tết 2027 are not decided: the deadline is provisional")
	}
	decided, err := Due(PhanAnh, StageNotify, MustDate("2026-02-12"), cal, DueOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if decided.Provisional {
		t.Error("the days off of Tết 2026 are decided")
	}
}

func TestKindsHaveVietnameseNames(t *testing.T) {
	want := map[PetitionKind]string{KienNghi: "kiến nghị", PhanAnh: "phản ánh", KhieuNai: "khiếu nại", ToCao: "tố cáo", "khac": "khac"}
	for kind, name := range want {
		if kind.Name() != name {
			t.Errorf("%s is %q, want %q", kind, kind.Name(), name)
		}
	}
}
