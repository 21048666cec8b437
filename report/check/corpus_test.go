package check

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Reports of other places, years and layouts in which everything is right give no findings.
func TestRightReportsHaveNoFindings(t *testing.T) {
	files, err := filepath.Glob("testdata/right/*")
	if err != nil || len(files) < 4 {
		t.Fatalf("%d reports: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			for _, f := range checkFile(t, strings.TrimPrefix(file, "testdata/")) {
				t.Errorf("a report without slips: %s", f)
			}
		})
	}
}

// slip is a mistake that was put into a report: where its words stand, and the rules of which one has to tell it.
type slip struct {
	words string
	line  int
	rules []string
}

// slipsOf reads the list of slips beside a report: "words of the report | rule,rule".
func slipsOf(t *testing.T, file string) []slip {
	t.Helper()
	report, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(strings.TrimSuffix(file, filepath.Ext(file)) + ".slips")
	if err != nil {
		t.Fatal(err)
	}
	var all []slip
	for row := range strings.SplitSeq(strings.TrimSpace(string(list)), "\n") {
		if strings.HasPrefix(row, "#") {
			continue
		}
		at := strings.LastIndex(row, " | ")
		if at < 0 {
			t.Fatalf("%s: no rule", row)
		}
		words := strings.NewReplacer(`\n`, "\n", `\|`, "|").Replace(row[:at])
		before, _, ok := strings.Cut(string(report), words)
		if !ok {
			t.Fatalf("%s does not say %q", file, words)
		}
		all = append(all, slip{words, strings.Count(before, "\n") + 1, strings.Split(row[at+3:], ",")})
	}
	return all
}

// tells reports whether a finding is about a slip: it stands there, or names the place.
func (s slip) tells(f Finding) bool {
	return slices.Contains(s.rules, f.Rule) && (f.Line == s.line || slices.Contains(f.Also, s.line))
}

// Every slip that was put into a report is told, and nothing else is.
func TestPlantedSlipsAreFound(t *testing.T) {
	for _, ending := range []string{"txt", "md"} {
		files, err := filepath.Glob("testdata/slips/*." + ending)
		if err != nil || len(files) == 0 {
			t.Fatalf("no reports of %s: %v", ending, err)
		}
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) {
				slips := slipsOf(t, file)
				findings := checkFile(t, strings.TrimPrefix(file, "testdata/"))
				for _, s := range slips {
					if !slices.ContainsFunc(findings, s.tells) {
						t.Errorf("line %d, %q: no %s", s.line, s.words, strings.Join(s.rules, " or "))
					}
				}
				for _, f := range findings {
					if !slices.ContainsFunc(slips, func(s slip) bool { return s.tells(f) }) {
						t.Errorf("told, but not put in: %s", f)
					}
				}
			})
		}
	}
}
