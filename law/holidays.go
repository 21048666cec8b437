package law

import "time"

const (
	laborCode2019      = "Bộ luật Lao động 2019 (45/2019/QH14), Điều 112"
	laborCode2012      = "Bộ luật Lao động 2012 (10/2012/QH13), Điều 115"
	compensationSource = "Bộ luật Lao động 2019 (45/2019/QH14), Điều 111.3"
	firstYear2019      = 2021 // the Code of 2019 is in force from 1 January 2021

	nameTet         = "Tết Nguyên đán"
	nameNationalDay = "Quốc khánh"
)

// fixedHolidays are the holidays with a day of the solar calendar; the National
// Day's second day is in decidedYears.
var fixedHolidays = [...]struct {
	month time.Month
	day   int
	name  string
}{
	{time.January, 1, "Tết Dương lịch"},
	{time.April, 30, "Ngày Chiến thắng 30/4"},
	{time.May, 1, "Ngày Quốc tế lao động 1/5"},
	{time.September, 2, nameNationalDay},
}

// decidedYear is what the yearly decision chose: how many of the five days of
// Tết come before the first day of the year, and on which side of 2 September
// the second day of the National Day lies (-1 or +1).
type decidedYear struct {
	year, beforeTet, besideNational int
}

// decidedYears holds the years whose decision is known. The rows are read off
// the days off that were announced to civil servants for that year.
var decidedYears = [...]decidedYear{
	{2021, 2, +1}, // Tết 10–16/02 with compensation; 02–03/09
	{2022, 1, -1}, // Tết 31/01–04/02; 01–02/09
	{2023, 2, -1}, // Tết 20–26/01 with compensation; 01–02/09
	{2024, 2, +1}, // Tết 08–14/02 with compensation; 02–03/09
	{2025, 2, -1}, // Tết 27–31/01; 01–02/09
	{2026, 1, -1}, // Tết 16–20/02; 01–02/09
}

// decidedSwaps are the working days exchanged by yearly decision for officials
// and public employees.
var decidedSwaps = [...]SpecialDay{
	swap(KindSwapOff, 2024, time.April, 29, "Nghỉ hoán đổi dịp 30/4–1/5", swap2024),
	swap(KindSwapWork, 2024, time.May, 4, "Làm bù cho ngày 29/04/2024", swap2024),
	swap(KindSwapWork, 2025, time.April, 26, "Làm bù cho ngày 02/05/2025", swap2025),
	swap(KindSwapOff, 2025, time.May, 2, "Nghỉ hoán đổi dịp 30/4–1/5", swap2025),
	swap(KindSwapOff, 2026, time.January, 2, "Nghỉ hoán đổi dịp Tết Dương lịch", swapNewYear2026),
	swap(KindSwapWork, 2026, time.January, 10, "Làm bù cho ngày 02/01/2026", swapNewYear2026),
	swap(KindSwapWork, 2026, time.August, 22, "Làm bù cho ngày 31/08/2026", swapNational2026),
	swap(KindSwapOff, 2026, time.August, 31, "Nghỉ hoán đổi dịp Quốc khánh", swapNational2026),
}

const (
	swap2024         = "Quyết định hoán đổi ngày làm việc dịp 30/4 và 1/5 năm 2024"
	swap2025         = "Quyết định hoán đổi ngày làm việc dịp 30/4 và 1/5 năm 2025"
	swapNewYear2026  = "Quyết định hoán đổi ngày làm việc dịp Tết Dương lịch năm 2026"
	swapNational2026 = "Quyết định hoán đổi ngày làm việc dịp Quốc khánh năm 2026"
)

func swap(kind DayKind, y int, m time.Month, d int, name, source string) SpecialDay {
	return SpecialDay{Date: Date{y, m, d}, Kind: kind, Name: name, Source: source, Confirmed: true}
}

// announcedDays are days that a policy names as holidays while no act in force
// grants them: listed, but worked until a confirmed row says otherwise.
var announcedDays = [...]struct {
	fromYear int
	month    time.Month
	day      int
	name     string
	source   string
}{
	{
		2026, time.November, 24, "Ngày Văn hóa Việt Nam (chưa xác nhận là ngày nghỉ)",
		"Chủ trương của Bộ Chính trị; chờ sửa Bộ luật Lao động 2019, Điều 112",
	},
}

// holidays returns the days of Điều 112.1, unordered.
//
// Where the year's decision is not known, the days follow what every decision
// since 2017 chose, and are marked provisional: Tết takes one day before the
// first day of the year when that is a Monday or Tuesday, and two otherwise, so
// that it joins the weekend; the National Day takes 3 September when 2 September
// is a Sunday, Monday or Thursday, and 1 September otherwise.
func holidays(y int) []SpecialDay {
	source := laborCode2019
	if y < firstYear2019 {
		source = laborCode2012
	}
	var days []SpecialDay
	add := func(d Date, name string, provisional bool) {
		days = append(days, SpecialDay{
			Date: d, Kind: KindHoliday, Name: name, Source: source, Confirmed: true, Provisional: provisional,
		})
	}
	for _, f := range fixedHolidays {
		add(Date{y, f.month, f.day}, f.name, false)
	}
	add(HungKings(y), "Giỗ Tổ Hùng Vương", false)
	choice, decided := decisionFor(y)
	for i := range 5 {
		offset := i - choice.beforeTet
		// The last day of the old year and the first three of the new one are off
		// whichever way the choice goes.
		add(Tet(y).AddDays(offset), nameTet, !decided && (offset < -1 || offset > 2))
	}
	if y >= firstYear2019 {
		add(Date{y, time.September, 2 + choice.besideNational}, nameNationalDay, !decided)
	}
	return days
}

// decisionFor returns the year's decision, or the customary choice and false.
func decisionFor(y int) (decidedYear, bool) {
	for _, d := range decidedYears {
		if d.year == y {
			return d, true
		}
	}
	choice := decidedYear{year: y, beforeTet: 2, besideNational: -1}
	switch Tet(y).Weekday() {
	case time.Monday, time.Tuesday:
		choice.beforeTet = 1
	}
	switch (Date{y, time.September, 2}).Weekday() {
	case time.Sunday, time.Monday, time.Thursday:
		choice.besideNational = +1
	}
	return choice, false
}

func announced(y int) []SpecialDay {
	var days []SpecialDay
	for _, a := range announcedDays {
		if y >= a.fromYear {
			days = append(days, SpecialDay{Date: Date{y, a.month, a.day}, Kind: KindHoliday, Name: a.name, Source: a.source})
		}
	}
	return days
}
