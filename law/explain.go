package law

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

var weekdayNames = [...]string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"}

// WeekdayName returns the Vietnamese name as used inside a sentence: "thứ Năm",
// "Chủ nhật".
func WeekdayName(w time.Weekday) string { return weekdayNames[w] }

// Explain says in one plain Vietnamese sentence, without a full stop, when the
// duty is due and how the days were counted:
//
//	Hạn 14/03/2024: 05 ngày làm việc kể từ ngày tiếp nhận 07/03/2024, không tính thứ Bảy, Chủ nhật
func (d Deadline) Explain() string {
	var b strings.Builder
	if d.Due.IsZero() {
		b.WriteString("Thời hạn đang tạm dừng: ")
	} else {
		fmt.Fprintf(&b, "Hạn %s: ", d.Due.Vietnamese())
	}
	fmt.Fprintf(&b, "%02d %s", d.Term, d.Rule.Unit.name())
	switch {
	case d.Extensions > 0:
		fmt.Fprintf(&b, " (đã gia hạn %02d lần)", d.Extensions)
	case d.Rule.ID == RuleFeedbackResolve:
		b.WriteString(" (theo cam kết của phường)")
	}
	start, _ := d.startName()
	fmt.Fprintf(&b, " kể từ %s %s", start, d.Start.Vietnamese())
	if len(d.Rest) > 0 {
		b.WriteString(", không tính " + restNames(d.Rest, WeekdayName))
	}
	if !d.Rolled && len(d.Skipped) > 0 {
		b.WriteString(", trừ " + daysOff(d.Skipped, dayOffName))
	}
	if len(d.Worked) > 0 {
		b.WriteString(", tính cả ngày làm bù " + list(d.Worked))
	}
	if d.Suspended > 0 {
		fmt.Fprintf(&b, ", không tính %02d ngày tạm đình chỉ", d.Suspended)
	}
	if d.Rolled {
		fmt.Fprintf(&b, "; ngày cuối cùng %s là %s nên hạn chuyển sang ngày làm việc kế tiếp", d.LastDay.Vietnamese(), d.lastDayName(dayOffName, WeekdayName))
	}
	return b.String()
}

func (u Unit) name() string {
	switch u {
	case WorkingDays:
		return "ngày làm việc"
	case Days:
		return "ngày"
	case Hours:
		return "giờ"
	case Months:
		return "tháng"
	case Years:
		return "năm"
	case DaysPerWeek:
		return "ngày mỗi tuần"
	case DaysPerMonth:
		return "ngày mỗi tháng"
	case TimesPerYear:
		return "lần mỗi năm"
	}
	return ""
}

// startName names the event that day 0 of the term is, in Vietnamese and in English.
func (d Deadline) startName() (vietnamese, english string) {
	switch d.Stage {
	case StageParties, StageResolve:
		if d.Kind == ToCao || d.Kind == KhieuNai && d.Stage == StageResolve {
			return "ngày thụ lý", "the day it was accepted (thụ lý)"
		}
	case StageSecond:
		return "ngày thụ lý lần hai", "the day it was accepted (thụ lý) for the second time"
	case StageSend:
		return "ngày ban hành quyết định giải quyết", "the day the decision was issued"
	case StagePublish:
		return "ngày ban hành kết luận nội dung tố cáo", "the day the conclusion was issued"
	case StageAgain:
		return "ngày nhận được quyết định giải quyết", "the day the decision was received"
	}
	return "ngày tiếp nhận", "the day of receipt"
}

func (d Deadline) lastDayName(dayOff func(SpecialDay) string, weekday func(time.Weekday) string) string {
	for _, s := range d.Skipped {
		if s.Date == d.LastDay {
			return dayOff(s)
		}
	}
	return weekday(d.LastDay.Weekday())
}

// restNames lists days of weekly rest, Sunday last as in a Vietnamese week.
func restNames(rest []time.Weekday, nameOf func(time.Weekday) string) string {
	var names []string
	for i := range 7 {
		if w := time.Weekday((i + 1) % 7); slices.Contains(rest, w) {
			names = append(names, nameOf(w))
		}
	}
	return strings.Join(names, ", ")
}

// daysOff lists days off, those of one name together:
// "ngày nghỉ Giỗ Tổ Hùng Vương (18/04/2024)".
func daysOff(days []SpecialDay, nameOf func(SpecialDay) string) string {
	var parts []string
	for len(days) > 0 {
		n := 1
		for n < len(days) && days[n].Name == days[0].Name {
			n++
		}
		parts = append(parts, fmt.Sprintf("%s (%s)", nameOf(days[0]), list(days[:n])))
		days = days[n:]
	}
	return strings.Join(parts, ", ")
}

// dayOffName reads "ngày nghỉ Quốc khánh", and does not say twice that it is a
// day or off: "ngày nghỉ bù Quốc khánh", "ngày nghỉ Quốc tế lao động 1/5".
func dayOffName(s SpecialDay) string {
	name := strings.TrimPrefix(s.Name, "Nghỉ ")
	return "ngày nghỉ " + strings.TrimPrefix(name, "Ngày ")
}

func list(days []SpecialDay) string {
	dates := make([]string, len(days))
	for i, s := range days {
		dates[i] = s.Date.Vietnamese()
	}
	return strings.Join(dates, ", ")
}
