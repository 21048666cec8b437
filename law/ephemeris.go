package law

import "math"

// The formulas are those of Jean Meeus, Astronomical Algorithms (new moons:
// chapter 49) and Astronomical Formulae for Calculators (the sun: chapter 18).
// New moons come out within seconds and the sun within a few minutes of time,
// which decides the day of every month start and solar term from 1900 to 2199.
const (
	julian1968      = 2439856.5 // midnight UT at the start of 1968
	meanNewMoon2000 = 2451550.09766
	synodicMonth    = 29.530588861
	epoch1900       = 2415020.0
	epoch2000       = 2451545.0
	daysPerCentury  = 36525.0
)

// calendarOffset returns how far, in days, the day of the calendar is ahead of UT.
func calendarOffset(jd float64) float64 {
	if jd < julian1968 {
		return 8.0 / 24
	}
	return 7.0 / 24
}

func sinDeg(x float64) float64 { return math.Sin(math.Mod(x, 360) * math.Pi / 180) }
func cosDeg(x float64) float64 { return math.Cos(math.Mod(x, 360) * math.Pi / 180) }

// moonTerm is coefficient·E^e·sin(m·M + n·M' + f·F + o·Ω).
type moonTerm struct {
	coefficient float64
	e           int
	m, n, f, o  float64
}

var newMoonTerms = [...]moonTerm{
	{-0.40720, 0, 0, 1, 0, 0},
	{0.17241, 1, 1, 0, 0, 0},
	{0.01608, 0, 0, 2, 0, 0},
	{0.01039, 0, 0, 0, 2, 0},
	{0.00739, 1, -1, 1, 0, 0},
	{-0.00514, 1, 1, 1, 0, 0},
	{0.00208, 2, 2, 0, 0, 0},
	{-0.00111, 0, 0, 1, -2, 0},
	{-0.00057, 0, 0, 1, 2, 0},
	{0.00056, 1, 1, 2, 0, 0},
	{-0.00042, 0, 0, 3, 0, 0},
	{0.00042, 1, 1, 0, 2, 0},
	{0.00038, 1, 1, 0, -2, 0},
	{-0.00024, 1, -1, 2, 0, 0},
	{-0.00017, 0, 0, 0, 0, 1},
	{-0.00007, 0, 2, 1, 0, 0},
	{0.00004, 0, 0, 2, -2, 0},
	{0.00004, 0, 3, 0, 0, 0},
	{0.00003, 0, 1, 1, -2, 0},
	{0.00003, 0, 0, 2, 2, 0},
	{-0.00003, 0, 1, 1, 2, 0},
	{0.00003, 0, -1, 1, 2, 0},
	{-0.00002, 0, -1, 1, -2, 0},
	{-0.00002, 0, 1, 3, 0, 0},
	{0.00002, 0, 0, 4, 0, 0},
}

// planetTerm is coefficient·sin(base + rate·k + quadratic·T²).
type planetTerm struct{ base, rate, quadratic, coefficient float64 }

var planetTerms = [...]planetTerm{
	{299.77, 0.107408, -0.009173, 0.000325},
	{251.88, 0.016321, 0, 0.000165},
	{251.83, 26.651886, 0, 0.000164},
	{349.42, 36.412478, 0, 0.000126},
	{84.66, 18.206239, 0, 0.000110},
	{141.74, 53.303771, 0, 0.000062},
	{207.14, 2.453732, 0, 0.000060},
	{154.84, 7.306860, 0, 0.000056},
	{34.52, 27.261239, 0, 0.000047},
	{207.19, 0.121824, 0, 0.000042},
	{291.34, 1.844379, 0, 0.000040},
	{161.72, 24.198154, 0, 0.000037},
	{239.56, 25.513099, 0, 0.000035},
	{331.55, 3.592518, 0, 0.000023},
}

// newMoon returns the moment (Julian ephemeris day) of new moon k, where 0 is
// that of 6 January 2000.
func newMoon(k int) float64 {
	kf := float64(k)
	t := kf / 1236.85
	t2, t3, t4 := t*t, t*t*t, t*t*t*t
	e := 1 - 0.002516*t - 0.0000074*t2
	sun := 2.5534 + 29.10535670*kf - 0.0000014*t2 - 0.00000011*t3
	moon := 201.5643 + 385.81693528*kf + 0.0107582*t2 + 0.00001238*t3 - 0.000000058*t4
	latitude := 160.7108 + 390.67050284*kf - 0.0016118*t2 - 0.00000227*t3 + 0.000000011*t4
	node := 124.7746 - 1.56375588*kf + 0.0020672*t2 + 0.00000215*t3
	jde := meanNewMoon2000 + synodicMonth*kf + 0.00015437*t2 - 0.000000150*t3 + 0.00000000073*t4
	for _, x := range newMoonTerms {
		jde += x.coefficient * math.Pow(e, float64(x.e)) * sinDeg(x.m*sun+x.n*moon+x.f*latitude+x.o*node)
	}
	for _, p := range planetTerms {
		jde += p.coefficient * sinDeg(p.base+p.rate*kf+p.quadratic*t2)
	}
	return jde
}

// sunLongitude returns the apparent longitude of the sun in degrees, 0 ≤ x < 360,
// at a Julian ephemeris day.
func sunLongitude(jde float64) float64 {
	t := (jde - epoch1900) / daysPerCentury
	mean := 279.69668 + 36000.76892*t + 0.0003025*t*t
	anomaly := 358.47583 + 35999.04975*t - 0.000150*t*t - 0.0000033*t*t*t
	centre := (1.919460-0.004789*t-0.000014*t*t)*sinDeg(anomaly) +
		(0.020094-0.000100*t)*sinDeg(2*anomaly) + 0.000293*sinDeg(3*anomaly)
	planets := 0.00134*cosDeg(153.23+22518.7541*t) + 0.00154*cosDeg(216.57+45037.5082*t) +
		0.00200*cosDeg(312.69+32964.3577*t) + 0.00179*sinDeg(350.74+445267.1142*t-0.00144*t*t) +
		0.00178*sinDeg(231.19+20.20*t)
	apparent := -0.00569 - 0.00479*sinDeg(259.18-1934.142*t)
	longitude := math.Mod(mean+centre+planets+apparent, 360)
	if longitude < 0 {
		longitude += 360
	}
	return longitude
}

// deltaT returns how far, in days, uniform time runs ahead of the turning earth
// (Espenak and Meeus, Polynomial Expressions for Delta T, one parabola for the
// far past and future, cubic fits between).
func deltaT(jd float64) float64 {
	year := 2000 + (jd-epoch2000)/365.25
	t := year - 2000
	var seconds float64
	switch {
	case year < 1900 || year >= 2150:
		u := (year - 1820) / 100
		seconds = -20 + 32*u*u
	case year < 1920:
		t = year - 1900
		seconds = -2.79 + 1.494119*t - 0.0598939*t*t + 0.0061966*t*t*t - 0.000197*t*t*t*t
	case year < 1941:
		t = year - 1920
		seconds = 21.20 + 0.84493*t - 0.076100*t*t + 0.0020936*t*t*t
	case year < 1961:
		t = year - 1950
		seconds = 29.07 + 0.407*t - t*t/233 + t*t*t/2547
	case year < 1986:
		t = year - 1975
		seconds = 45.45 + 1.067*t - t*t/260 - t*t*t/718
	case year < 2005:
		seconds = 63.86 + 0.3345*t - 0.060374*t*t + 0.0017275*t*t*t + 0.000651814*t*t*t*t + 0.00002373599*t*t*t*t*t
	case year < 2050:
		seconds = 62.92 + 0.32217*t + 0.005589*t*t
	default:
		u := (year - 1820) / 100
		seconds = -20 + 32*u*u - 0.5628*(2150-year)
	}
	return seconds / 86400
}
