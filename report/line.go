package report

import (
	"fmt"
	"slices"

	"danbiet/viet"
)

// Line is a figure of a report with its definition, as its annex lists it.
type Line struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Unit      string   `json:"unit"`
	Dimension int      `json:"dimension"`
	Item      string   `json:"item"`
	Text      string   `json:"text"`  // as the report writes it
	Value     *float64 `json:"value"` // nil where there is none
	Source    string   `json:"source"`
	Formula   string   `json:"formula"`
	Entered   bool     `json:"entered"` // by somebody, not counted
}

// notEntered stands for the value of an indicator that the report asks for.
const notEntered = "chưa nhập"

// lines are the figures of a sheet by dimension: those counted, those entered, and those that are missing.
func lines(s Sheet, missing []string) []Line {
	var all []Line
	for _, m := range Catalogue() {
		f := s.Figures[m.ID]
		one := Line{ID: m.ID, Name: m.Name, Unit: m.Unit, Dimension: m.Dimension, Item: m.Item, Text: f.String(), Source: m.Source, Formula: m.Formula}
		if !f.None {
			value := f.Value
			one.Value = &value
		}
		all = append(all, one)
	}
	for _, i := range indicators {
		one := Line{ID: i.ID, Name: i.Name, Unit: i.Unit, Dimension: i.Dimension, Item: i.Item, Formula: "số liệu nhập từ văn bản nguồn", Entered: true}
		if e, ok := s.Entries[i.ID]; ok {
			value := e.Value
			one.Text, one.Value, one.Source = EntryText(i.ID, value), &value, e.Document
			if i.Unit == unitPercent {
				one.Text += "%"
			}
		} else if slices.Contains(missing, i.ID) {
			one.Text = notEntered
		} else {
			continue
		}
		all = append(all, one)
	}
	slices.SortStableFunc(all, func(a, b Line) int { return a.Dimension - b.Dimension })
	return all
}

// Warnings are what stands in the way of signing, a line each, for whoever asks for the report.
func (r Report) Warnings() []string {
	var all []string
	for _, id := range r.Missing {
		one, _ := FindIndicator(id)
		all = append(all, fmt.Sprintf("cần bổ sung %s: %s (%s)", id, one.Name, one.Unit))
	}
	for _, w := range r.Wanted {
		all = append(all, fmt.Sprintf("cần viết %s: %s", w.Section, w.What))
	}
	return all
}

// Digest is the report in one line: "36 số liệu, 2 cần bổ sung, 14 cần viết".
func (r Report) Digest() string {
	return fmt.Sprintf("%s số liệu, %s cần bổ sung, %s chỗ cần viết",
		viet.Number(int64(len(r.Lines))), viet.Number(int64(len(r.Missing))), viet.Number(int64(len(r.Wanted))))
}
