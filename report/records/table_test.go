package records

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNoCellBeginsLikeAFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.OneOf(rapid.String(), rapid.StringMatching(`[=+\-@\t\r'].*`)).Draw(t, "cell")
		safe := Harmless(cell)
		if safe != "" && strings.ContainsAny(safe[:1], "=+-@\t\r") {
			t.Fatalf("%q", safe)
		}
		if strings.TrimPrefix(safe, "'") != strings.TrimPrefix(cell, "'") {
			t.Fatalf("%q became %q", cell, safe)
		}
	})
}
