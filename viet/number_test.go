package viet

import (
	"math"
	"testing"
)

func TestNumber(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 7: "7", 999: "999", 1000: "1.000", 8805: "8.805", 13000000: "13.000.000",
		-8805: "-8.805", -100: "-100", math.MinInt64: "-9.223.372.036.854.775.808", math.MaxInt64: "9.223.372.036.854.775.807",
	} {
		if got := Number(n); got != want {
			t.Errorf("Number(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, test := range []struct {
		name        string
		part, whole int64
		decimals    int
		want        string
	}{
		{"households that voted", 437, 484, 1, "90,3%"},
		{"members of the party of residents", 4405, 8805, 2, "50,03%"},
		{"poor households", 11, 2515, 2, "0,44%"},
		{"all", 437, 437, 1, "100%"},
		{"none of some", 0, 7, 1, "0%"},
		{"nothing to share", 0, 0, 1, "không phát sinh"},
		{"rounded half up", 1, 8, 1, "12,5%"},
		{"rounded half up to a whole number", 1, 8, 0, "13%"},
		{"trailing zero goes", 1, 4, 3, "25%"},
		{"zeros inside stay", 1, 99, 2, "1,01%"},
		{"nearly all is not all", 9999, 10000, 1, "99,9%"},
		{"nearly all without decimals", 299, 300, 0, "99%"},
		{"nearly nothing is not nothing", 1, 10000, 1, "0,1%"},
		{"more than all", 15, 10, 1, "150%"},
		{"far more than all", 1234, 1, 0, "123.400%"},
		{"a fall", -1, 8, 1, "-12,5%"},
		{"a small fall", -1, 300, 1, "-0,3%"},
		{"budgets in đồng", 9_000_000_000_000_000, 9_100_000_000_000_000, 2, "98,9%"},
		{"no decimals below zero", 1, 3, -2, "33%"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Percent(test.part, test.whole, test.decimals); got != test.want {
				t.Errorf("Percent(%d, %d, %d) = %q, want %q", test.part, test.whole, test.decimals, got, test.want)
			}
		})
	}
}

func TestMoneyAndFileSize(t *testing.T) {
	if got := Money(13_000_000); got != "13.000.000 đồng" {
		t.Errorf("Money = %q", got)
	}
	for size, want := range map[int64]string{
		-1: "0 byte", 0: "0 byte", 1023: "1023 byte", 1024: "1 KB", 2_516_582: "2,4 MB", 20 << 20: "20 MB", 1<<20 - 1: "1 MB",
		5 << 40: "5 TB", math.MaxInt64: "8 EB",
	} {
		if got := FileSize(size); got != want {
			t.Errorf("FileSize(%d) = %q, want %q", size, got, want)
		}
	}
}
