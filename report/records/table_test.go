package records

import (
	"io"
	"os"
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

func TestASheetLeavesNoFileBehindWhetherItEndsOrNot(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	k, _ := Find("petitions")
	row, words := make([]any, len(k.Columns)), strings.Repeat("chữ ", 4000)
	for i := range row {
		row[i] = words
	}
	spilled := func() int {
		files, err := os.ReadDir(os.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		return len(files)
	}
	for _, ends := range []bool{false, true} {
		table, err := NewTable("xlsx", io.Discard, k)
		if err != nil {
			t.Fatal(err)
		}
		for range 120 {
			if err := table.Row(row...); err != nil {
				t.Fatal(err)
			}
		}
		if spilled() == 0 {
			t.Fatal("so many rows are held in memory")
		}
		if ends {
			if err := table.End(); err != nil {
				t.Fatal(err)
			}
		}
		if err := table.Close(); err != nil || spilled() > 0 {
			t.Errorf("closed with %v, %d files are left", err, spilled())
		}
	}
}
