// Package check reads a ward's report as a careful colleague would before it is signed: it looks for sums that do not
// add up, for sentences that contradict each other, for what was copied from last year, and for names, acts and numbers
// that are written wrongly.
//
// Every rule is about reports in general; none knows a particular ward. A rule that cannot be sure says so as a warning,
// and a rule that would often be wrong does not exist: a checker that cries wolf is not read. docs/checker.md describes
// each rule.
package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says what a finding means for the report.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // wrong, or contradicted in the same report: not to be signed
	Warning Severity = "warning" // probably wrong, or a reader will ask
)

// Finding is one thing to look at again.
type Finding struct {
	Line     int      `json:"line"`           // where it stands: a line of a text, a paragraph of a .docx; from 1
	Also     []int    `json:"also,omitempty"` // the places that it clashes with
	Text     string   `json:"text,omitempty"` // the first words of that line, by which it is found in Word
	Severity Severity `json:"severity"`
	Rule     string   `json:"rule"`    // stable: scripts may rely on it
	Message  string   `json:"message"` // Vietnamese, one line, a whole sentence
	// Suggestion says what to write or look up; Vietnamese, one sentence.
	Suggestion string `json:"suggestion"`
}

// String is the finding as one line: "29 error same-rate message".
func (f Finding) String() string {
	return fmt.Sprintf("%d %s %s %s %s", f.Line, f.Severity, f.Rule, f.Message, f.Suggestion)
}

// Figure is a value of the record with which a report is compared.
type Figure struct {
	Name string // what is counted, for the message: "đơn tiếp nhận"
	// Patterns are regular expressions in lower-case Vietnamese with one group around the number, such as
	// `tiếp nhận (\d[\d.,]*) đơn thư`. The first number of each match is compared.
	Patterns []string
	Value    float64
}

// Options are what a check may know besides the report. The zero Options are the report alone.
type Options struct {
	Figures []Figure // of the same ward and period; a pattern that does not compile is an error of Check
}

// Check returns what is doubtful in a report, in the order of its lines. It returns nil for a report without findings,
// and an error only for a pattern of Options that is no regular expression.
func Check(d Document, o Options) ([]Finding, error) {
	figures, err := compileFigures(o.Figures)
	if err != nil {
		return nil, err
	}
	r := newReport(d)
	for _, rule := range []func(*report){
		percentages, planPercentages, impossiblePercents, partsAndWholes, breakdowns, remainders, shares, impliedTotals, tableTotals, tableRows, missingPercent,
		sameQuantity, wholesAgree, swappedDigits, sameRate, magnitudes, moneyUnits, changes, averages,
		oppositeClaims, reachedTargets, weaknesses, causes, unusedServices,
		otherPeriods, copies, unfinishedPeriod,
		names, otherWards, ownName,
		actNumbers, actKinds, againstKnown, actOrder, lawYears, basis,
		numbering, emptySections, dimensions,
		impossibleDates, dateStyles, legalTerms,
		tonePlaces, fixedSpellings, wrongWords, repeatedWords, foreignSyllables,
		numberStyles, vagueClaims, obsoleteTerms,
	} {
		rule(r)
	}
	r.againstRecord(figures)
	return r.sorted(), nil
}

// Worst reports whether any finding is an error.
func Worst(findings []Finding) bool {
	return slices.ContainsFunc(findings, func(f Finding) bool { return f.Severity == Error })
}

// sorted returns the findings by line, errors first, each once.
func (r *report) sorted() []Finding {
	texts := r.firstWordsOf()
	for i := range r.findings {
		f := &r.findings[i]
		f.Text = texts[f.Line]
		slices.Sort(f.Also)
		f.Also = slices.DeleteFunc(slices.Compact(f.Also), func(line int) bool { return line == f.Line })
	}
	slices.SortStableFunc(r.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(r.findings, func(a, b Finding) bool {
		return a.Line == b.Line && a.Rule == b.Rule && a.Message == b.Message
	})
}

// firstWordsOf are the first words of each line at which a paragraph or a part of one begins.
func (r *report) firstWordsOf() map[int]string {
	const most = 12
	texts := map[int]string{}
	for _, p := range r.paragraphs {
		for i, part := range p.parts {
			end := len(p.text)
			if i+1 < len(p.parts) {
				end = p.parts[i+1].offset
			}
			if words := strings.Fields(p.text[part.offset:end]); len(words) > most {
				texts[part.line] = strings.Join(words[:most], " ") + "…"
			} else {
				texts[part.line] = strings.Join(words, " ")
			}
		}
	}
	return texts
}

// add keeps a finding. What it quotes comes from the report: line breaks in it would break the line.
func (r *report) add(f Finding) {
	f.Message, f.Suggestion = strings.Join(strings.Fields(f.Message), " "), strings.Join(strings.Fields(f.Suggestion), " ")
	r.findings = append(r.findings, f)
}
