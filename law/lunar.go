package law

import "math"

// LunarDate is a day of the Vietnamese lunisolar calendar. Leap marks a leap
// month, which follows the ordinary month of the same number.
type LunarDate struct {
	Year, Month, Day int
	Leap             bool
}

// Lunar returns the lunar date of d: months begin on the day of the new moon,
// month 11 holds the winter solstice, and in a year of thirteen months the first
// month without a major solar term is the leap month. Days begin at midnight of
// UTC+7 since 1968 (Quyết định 121-CP of 8 August 1967) and of UTC+8 before, as
// the almanacs of that time had it; so the calendar parts from the Chinese one
// in 1968, 1985, 2007 and 2030. Good for 1900 to 2199, except that the new moon
// of 8 May 2054 comes less than a minute after midnight.
func Lunar(d Date) LunarDate {
	n := d.dayNumber()
	y := d.Year
	if n >= month11(y) {
		y++
	}
	months := lunarMonths(y)
	i := len(months) - 1
	for months[i].start > n {
		i--
	}
	m := months[i]
	return LunarDate{Year: m.year, Month: m.number, Day: n - m.start + 1, Leap: m.leap}
}

// FromLunar returns the day of a lunar date, and false if there is no such day:
// a month of 29 days has no day 30, and few years have a given leap month.
func FromLunar(l LunarDate) (Date, bool) {
	y := l.Year
	if l.Month >= 11 {
		y++
	}
	months := lunarMonths(y)
	for i, m := range months {
		if m.number != l.Month || m.leap != l.Leap || m.year != l.Year {
			continue
		}
		end := month11(y)
		if i+1 < len(months) {
			end = months[i+1].start
		}
		if l.Day < 1 || m.start+l.Day > end {
			return Date{}, false
		}
		return dateOfDayNumber(m.start + l.Day - 1), true
	}
	return Date{}, false
}

// Tet returns the first day of the lunar year that begins in the given year.
func Tet(year int) Date {
	d, _ := FromLunar(LunarDate{Year: year, Month: 1, Day: 1}) // every lunar year has this day
	return d
}

// HungKings returns the commemoration of the Hùng Kings, day 10 of month 3.
func HungKings(year int) Date {
	d, _ := FromLunar(LunarDate{Year: year, Month: 3, Day: 10}) // every lunar year has this day
	return d
}

// lunarMonth is one month between two winter solstices; start is the Julian day
// number of its first day.
type lunarMonth struct {
	start, year, number int
	leap                bool
}

// lunarMonths returns the 12 or 13 months from the one that holds the winter
// solstice of year-1 up to, and without, the one that holds that of year.
func lunarMonths(year int) []lunarMonth {
	first, next := month11(year-1), month11(year)
	k := lunation(first)
	var starts []int
	for s := first; s < next; k++ {
		starts = append(starts, s)
		s = newMoonDay(k + 1)
	}
	months := make([]lunarMonth, len(starts))
	number, leapSeen := 10, len(starts) == 12
	for i, s := range starts {
		end := next
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		leap := !leapSeen && i > 0 && solarSector(s) == solarSector(end)
		if leap {
			leapSeen = true
		} else {
			number++
		}
		months[i] = lunarMonth{start: s, year: year, number: (number-1)%12 + 1, leap: leap}
		if number <= 12 {
			months[i].year--
		}
	}
	return months
}

// month11 returns the first day (Julian day number) of the lunar month that
// holds the winter solstice of the year.
func month11(year int) int {
	k := lunation(Date{year, 12, 31}.dayNumber())
	for newMoonDay(k) > (Date{year, 12, 31}).dayNumber() {
		k--
	}
	for {
		s := newMoonDay(k)
		// The solstice is at 270°, the start of sector 9. A month that begins after
		// it is not the eleventh.
		if sector := solarSector(s); sector != 9 && sector != 10 {
			return s
		}
		k--
	}
}

// lunation returns the number of the new moon nearest to the day, counted from
// that of January 2000.
func lunation(day int) int {
	return int(math.Round((float64(day) - meanNewMoon2000) / synodicMonth))
}

// newMoonDay returns the Julian day number of the day in Vietnam on which new
// moon k falls.
func newMoonDay(k int) int {
	jde := newMoon(k)
	ut := jde - deltaT(jde)
	return int(math.Floor(ut + 0.5 + calendarOffset(ut)))
}

// solarSector returns which twelfth of the ecliptic, counted from the March
// equinox, the sun is in when the day (a Julian day number) begins in Vietnam.
// Two month starts in the same sector have no major solar term between them.
func solarSector(day int) int {
	jd := float64(day) - 0.5
	jd -= calendarOffset(jd)
	return int(sunLongitude(jd+deltaT(jd)) / 30)
}
