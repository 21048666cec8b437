package viet

import (
	"math/big"
	"strconv"
	"strings"
)

// NoneArisen stands where a share of nothing would stand in a report.
const NoneArisen = "không phát sinh"

// Number writes n with a dot between thousands: 8.805.
func Number(n int64) string { return group(strconv.FormatInt(n, 10)) }

// group puts the dots into a run of digits that may begin with a minus.
func group(digits string) string {
	digits, negative := strings.CutPrefix(digits, "-")
	var b strings.Builder
	if negative {
		b.WriteByte('-')
	}
	for i, d := range []byte(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteByte(d)
	}
	return b.String()
}

// Percent writes part as a share of whole with at most so many decimals, rounded half up: 90,3%. Trailing zeros go:
// 100%. With whole zero or less it returns NoneArisen. What is not everything never reads "100%", and what is not
// nothing never reads "0%": such shares show the nearest step instead (99,9%; 0,1%), since a report must not claim more
// than it counted.
func Percent(part, whole int64, decimals int) string {
	if whole <= 0 {
		return NoneArisen
	}
	decimals = min(max(decimals, 0), 9)
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)
	full := new(big.Int).Mul(scale, big.NewInt(100))
	steps := roundedShare(part, whole, full)
	one := big.NewInt(1)
	switch {
	case part != whole && steps.Cmp(full) == 0 && part < whole:
		steps.Sub(full, one)
	case part > 0 && steps.Sign() == 0:
		steps.Set(one)
	}
	units, rest := new(big.Int).QuoRem(steps, scale, new(big.Int))
	text := group(units.String())
	if steps.Sign() < 0 && units.Sign() == 0 {
		text = "-" + text
	}
	if rest.Sign() != 0 {
		digits := rest.Abs(rest).String()
		digits = strings.Repeat("0", decimals-len(digits)) + digits
		text += "," + strings.TrimRight(digits, "0")
	}
	return text + "%"
}

// roundedShare returns part·full/whole, rounded half away from zero. Big integers keep budgets in đồng from overflowing.
func roundedShare(part, whole int64, full *big.Int) *big.Int {
	n := new(big.Int).Mul(big.NewInt(part), full)
	n.Mul(n, big.NewInt(2))
	w := big.NewInt(whole)
	if part < 0 {
		n.Sub(n, w)
	} else {
		n.Add(n, w)
	}
	return n.Quo(n, new(big.Int).Mul(w, big.NewInt(2)))
}

// Money writes an amount of đồng: 13.000.000 đồng.
func Money(n int64) string { return Number(n) + " đồng" }

// FileSize writes a size in bytes with 1024 bytes to the KB, as Windows and phones show it: 2,4 MB. Below 1 KB it writes
// "512 byte". A negative size reads as 0.
func FileSize(bytes int64) string {
	bytes = max(bytes, 0)
	if bytes < 1024 {
		return strconv.FormatInt(bytes, 10) + " byte"
	}
	units := []string{"KB", "MB", "GB", "TB", "PB", "EB"}
	size := float64(bytes) / 1024
	i := 0
	for size >= 1023.95 && i < len(units)-1 {
		size /= 1024
		i++
	}
	text := strconv.FormatFloat(size, 'f', 1, 64)
	text = strings.TrimSuffix(text, ".0")
	return strings.Replace(text, ".", ",", 1) + " " + units[i]
}
