package check

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// checkFile checks a report of testdata.
func checkFile(t *testing.T, name string) []Finding {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	d, err := Read(name, f)
	if err != nil {
		t.Fatal(err)
	}
	findings, err := Check(d, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

// brief is a finding without its words.
func brief(f Finding) string {
	parts := strings.SplitN(f.String(), " ", 4)
	return strings.Join(parts[:3], " ")
}

// The sample ward's own report of the first half of 2024 has these slips, and no others are told.
func TestSampleReportFindings(t *testing.T) {
	var got []string
	for _, f := range checkFile(t, "minh-duc-2024-h1.txt") {
		got = append(got, brief(f))
	}
	want, err := os.ReadFile("testdata/minh-duc-2024-h1.want")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Fields(strings.ReplaceAll(strings.TrimSpace(string(want)), " ", "_")), underlined(got)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func underlined(lines []string) []string {
	out := slices.Clone(lines)
	for i := range out {
		out[i] = strings.ReplaceAll(out[i], " ", "_")
	}
	return out
}

// Two places that clash are both named.
func TestClashingPlacesAreNamed(t *testing.T) {
	findings := checkFile(t, "minh-duc-2024-h1.txt")
	for _, want := range []struct {
		line int
		rule string
		also []int
	}{
		{147, "opposite-claims", []int{121, 233}},
		{135, "copied-section", []int{111}},
		{29, "turnout-as-votes", []int{41, 49}},
		{11, "name-variant", []int{91, 219, 309}},
		{45, "act-number", []int{25}},
		{277, "opposite-claims", []int{239}},
		{277, "weakness-contradicts", []int{265}},
		{127, "target-reached", []int{255}},
		{255, "thousand-separator", []int{35}},
		{25, "legal-term", []int{29}},
		{217, "numbering", []int{205}},
		{177, "numbering", []int{153}},
		{261, "near-duplicate", []int{253}},
		{281, "missing-cause", []int{277}},
	} {
		i := slices.IndexFunc(findings, func(f Finding) bool { return f.Line == want.line && f.Rule == want.rule })
		if i < 0 {
			t.Errorf("line %d: no %s", want.line, want.rule)
			continue
		}
		if diff := cmp.Diff(want.also, findings[i].Also); diff != "" {
			t.Errorf("line %d, %s: other places (-want +got):\n%s", want.line, want.rule, diff)
		}
	}
}

func TestCleanReportHasNoFindings(t *testing.T) {
	for _, f := range checkFile(t, "tan-hung-2024-h1.txt") {
		t.Errorf("a report without slips: %s", f)
	}
}
