package viet

import (
	"testing"

	"pgregory.net/rapid"
)

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"tiếp dân", "tiếp dân", 0},
		{"dân", "dâm", 1},
		{"tiep", "tep", 1},
		{"khieu", "khiue", 1},
		{"đơn", "don", 2},
		{"ca", "abc", 3}, // a swap may not be reopened
		{"", "đơn", 3},
		{"", "", 0},
	} {
		if got := Distance(test.a, test.b); got != test.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

func TestDistanceLaws(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("aăbđơ")), 0, 7, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		d := Distance(a, b)
		if d != Distance(b, a) {
			t.Errorf("Distance(%q, %q) depends on the order", a, b)
		}
		if (d == 0) != (a == b) {
			t.Errorf("Distance(%q, %q) = %d", a, b, d)
		}
		for limit := -1; limit < 9; limit++ {
			if got := Within(a, b, limit); got != (limit >= 0 && d <= limit) {
				t.Errorf("Within(%q, %q, %d) = %v, distance %d", a, b, limit, got, d)
			}
		}
		if a != b && oneSlip(Fold(a), Fold(b)) && Fold(a) != Fold(b) && Distance(Fold(a), Fold(b)) != 1 {
			t.Errorf("oneSlip(%q, %q) differs from Distance", Fold(a), Fold(b))
		}
	})
}
