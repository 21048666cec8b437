package report

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"danbiet/ward"
)

// Frozen is a report with what it was made of, as both were when it was frozen.
type Frozen struct {
	Number  int64     `json:"-"`
	At      time.Time `json:"-"` // when it was frozen
	StaffID int64     `json:"-"` // by whom, 0 for whoever runs the program

	Report Report            `json:"report"`
	Behind map[string]Behind `json:"behind"` // by the metric's ID
}

// Behind are the rows that a figure was made of.
type Behind struct {
	Rows int      `json:"rows"`
	Hash string   `json:"hash"`          // of all rows, in any order
	IDs  []string `json:"ids,omitempty"` // of the first of them, in order; none of a figure of conversations
}

// maxBehind is how many rows of a figure a frozen report names. Of the others it keeps the number and the hash.
const maxBehind = 1000

// behind reads the rows of a figure.
func behind(ctx context.Context, w *ward.Ward, m Metric, s Scope) (Behind, error) {
	b := Behind{}
	var sum [sha256.Size / 8]uint64
	named := m.Source == fromRegister || m.Source == fromTimeline || m.Source == fromSchedule || m.Source == fromPosting
	err := Rows(ctx, w, m, s, func(r Row) error {
		b.Rows++
		hash := sha256.Sum256(fmt.Appendf(nil, "%q %d %v %v %q %q %q %q", r.ID, r.At.UnixMilli(), r.Whole, r.Part, r.Kind, r.Field, r.Neighbourhood, r.Channel))
		for i := range sum {
			sum[i] += binary.BigEndian.Uint64(hash[8*i:]) // rows of one moment come in any order
		}
		if named && len(b.IDs) < maxBehind {
			b.IDs = append(b.IDs, r.ID)
		}
		return nil
	})
	var hash []byte
	for _, one := range sum {
		hash = binary.BigEndian.AppendUint64(hash, one)
	}
	b.Hash = hex.EncodeToString(hash)
	slices.Sort(b.IDs)
	return b, err
}

func allBehind(ctx context.Context, w *ward.Ward, s Scope) (map[string]Behind, error) {
	all := map[string]Behind{}
	for _, m := range Catalogue() {
		b, err := behind(ctx, w, m, s)
		if err != nil {
			return nil, err
		}
		all[m.ID] = b
	}
	return all, nil
}

// Freeze keeps a report that Draft has made in the same transaction, with the rows behind its figures, and returns its
// number. It is never changed afterwards.
func Freeze(ctx context.Context, w *ward.Ward, r Report, staffID int64) (number int64, err error) {
	f := Frozen{Report: r}
	if f.Behind, err = allBehind(ctx, w, r.Scope()); err != nil {
		return 0, err
	}
	content, err := json.Marshal(f)
	if err != nil {
		return 0, fmt.Errorf("freeze a report: %w", err)
	}
	return w.Freeze(ctx, r.From, r.To, content, staffID)
}

// Thaw is the report frozen under a number, or ward.ErrNoFrozen.
func Thaw(ctx context.Context, w *ward.Ward, number int64) (Frozen, error) {
	kept, err := w.FrozenReport(ctx, number)
	if err != nil {
		return Frozen{}, err
	}
	f := Frozen{Number: kept.Number, At: kept.At, StaffID: kept.StaffID}
	if err := json.Unmarshal(kept.Content, &f); err != nil {
		return f, fmt.Errorf("read the frozen report %d: %w", number, err)
	}
	f.Report.Made = f.Report.Made.In(w.Profile.Zone())
	return f, nil
}

// LastFrozen is the report of a period that was frozen last, if any was.
func LastFrozen(ctx context.Context, w *ward.Ward, s Scope) (Frozen, bool, error) {
	all, err := w.FrozenReports(ctx)
	if err != nil {
		return Frozen{}, false, err
	}
	for _, one := range all {
		if one.From == s.From && one.To == s.To {
			f, err := Thaw(ctx, w, one.Number)
			return f, err == nil, err
		}
	}
	return Frozen{}, false, nil
}

// What can have changed since a report was frozen.
const (
	ChangedValue      = "giá trị"
	ChangedDefinition = "cách tính"
	ChangedSource     = "nguồn"
	ChangedRows       = "các dòng số liệu"
	ChangedText       = "nội dung"
)

// Difference is what has changed of a frozen report.
type Difference struct {
	ID      string // of the figure, or the key of the section
	Name    string
	What    string   // one of the Changed names
	Was, Is string   // "" where there was, or is, none
	Added   []string // the rows that came, as far as the report names rows
	Gone    []string
}

// String is the difference in a line: "A1 Đơn tiếp nhận: giá trị 07 → 08; thêm PA-…".
func (d Difference) String() string {
	const shown = 5
	text := d.ID + " " + d.Name + ": " + d.What
	if d.What != ChangedText {
		text += " " + orNone(d.Was) + " → " + orNone(d.Is)
	}
	for _, part := range []struct {
		word string
		ids  []string
	}{{"thêm", d.Added}, {"bớt", d.Gone}} {
		if len(part.ids) > 0 {
			text += "; " + part.word + " " + strings.Join(part.ids[:min(shown, len(part.ids))], ", ")
			if more := len(part.ids) - shown; more > 0 {
				text += fmt.Sprintf(" và %d dòng khác", more)
			}
		}
	}
	return text
}

func orNone(s string) string {
	if s == "" {
		return "(không có)"
	}
	return s
}

// Diff tells what has changed since a report was frozen, against the report of the same period that Draft makes now:
// figures, their definitions and sources, the rows behind figures that have kept their value, and the texts.
func Diff(ctx context.Context, w *ward.Ward, f Frozen, now Report) ([]Difference, error) {
	rows, err := allBehind(ctx, w, now.Scope())
	if err != nil {
		return nil, err
	}
	was, is := byID(f.Report.Lines), byID(now.Lines)
	var all []Difference
	for _, line := range f.Report.Lines {
		after, still := is[line.ID]
		if !still {
			all = append(all, Difference{ID: line.ID, Name: line.Name, What: ChangedValue, Was: line.Text})
			continue
		}
		all = append(all, lineDifferences(line, after, f.Behind[line.ID], rows[line.ID])...)
	}
	for _, line := range now.Lines {
		if _, known := was[line.ID]; !known {
			all = append(all, Difference{ID: line.ID, Name: line.Name, What: ChangedValue, Is: line.Text})
		}
	}
	return append(all, textDifferences(f.Report.Texts, now.Texts)...), nil
}

func byID(lines []Line) map[string]Line {
	all := map[string]Line{}
	for _, line := range lines {
		all[line.ID] = line
	}
	return all
}

// lineDifferences are those of one figure. That other rows give the same value is a difference too.
func lineDifferences(was, is Line, before, after Behind) []Difference {
	var all []Difference
	d := Difference{ID: was.ID, Name: was.Name, Added: beyond(after.IDs, before.IDs), Gone: beyond(before.IDs, after.IDs)}
	switch {
	case was.Text != is.Text || !sameValue(was.Value, is.Value):
		d.What, d.Was, d.Is = ChangedValue, was.Text, is.Text
		if d.Was == d.Is {
			d.Was, d.Is = exact(was.Value), exact(is.Value)
		}
		all = append(all, d)
	case before.Hash != after.Hash:
		d.What, d.Was, d.Is = ChangedRows, fmt.Sprint(before.Rows), fmt.Sprint(after.Rows)
		all = append(all, d)
	}
	if was.Formula != is.Formula || was.Unit != is.Unit {
		all = append(all, Difference{ID: was.ID, Name: was.Name, What: ChangedDefinition, Was: was.Formula, Is: is.Formula})
	}
	if was.Source != is.Source {
		all = append(all, Difference{ID: was.ID, Name: was.Name, What: ChangedSource, Was: was.Source, Is: is.Source})
	}
	return all
}

func sameValue(a, b *float64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// exact is a value with all its decimals, for two that a report writes alike.
func exact(v *float64) string {
	if v == nil {
		return ""
	}
	return strings.Replace(fmt.Sprint(*v), ".", ",", 1)
}

// beyond are the IDs that stand in the first list only.
func beyond(these, those []string) []string {
	known := map[string]int{}
	for _, id := range those {
		known[id]++
	}
	var all []string
	for _, id := range these {
		if known[id]--; known[id] < 0 {
			all = append(all, id)
		}
	}
	return all
}

// textDifferences are the sections whose text was written anew.
func textDifferences(was, is []Text) []Difference {
	var all []Difference
	for _, before := range was {
		i := slices.IndexFunc(is, func(t Text) bool { return t.Section == before.Section })
		if i >= 0 && is[i].Text == before.Text {
			continue
		}
		d := Difference{ID: before.Section, Name: "Phần lời", What: ChangedText, Was: before.Text}
		if section, ok := FindSection(before.Section); ok && section.Title != "" {
			d.Name = section.Title
		}
		if i >= 0 {
			d.Is = is[i].Text
		}
		all = append(all, d)
	}
	return all
}
