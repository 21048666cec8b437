package viet

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCompareSortsLikeADictionary(t *testing.T) {
	want := strings.Split("2|10|a|à|ả|ã|á|ạ|an|ăn|ân|ba|ba ba|ba mươi|bà|bà con|bác|băn|bân|ca|da|đa|đà|e|ê|ga|hoa|hòa|hoà|hóa|lan|Tổ 2|Tổ 10|u|ư|xa|y", "|")
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, Compare)
	// Of two spellings that differ in the place of the tone only, either may come first, but always the same one.
	if Compare("hòa", "hoà") != -Compare("hoà", "hòa") || Compare("hòa", "hoà") == 0 {
		t.Error("hòa and hoà have no fixed order")
	}
	if Compare("hoà", "hòa") < 0 {
		i := slices.Index(want, "hòa")
		want[i], want[i+1] = want[i+1], want[i]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCompareIsAnOrder(t *testing.T) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("aáăâđd bB1209-ễ中")), 0, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := text.Draw(t, "a"), text.Draw(t, "b"), text.Draw(t, "c")
		if Compare(a, b) != -Compare(b, a) {
			t.Errorf("%q and %q", a, b)
		}
		if Compare(a, b) <= 0 && Compare(b, c) <= 0 && Compare(a, c) > 0 {
			t.Errorf("%q ≤ %q ≤ %q, but not the first and the last", a, b, c)
		}
		if (Compare(a, b) == 0) != (NFC(a) == NFC(b)) {
			t.Errorf("%q and %q compare as equal", a, b)
		}
	})
}
