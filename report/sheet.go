package report

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"danbiet/viet"
	"danbiet/ward"
)

// Sheet is every figure of a scope: those that the record gives, and those that were entered.
type Sheet struct {
	Scope   Scope
	At      time.Time         // when it was computed
	Figures map[string]Figure // by the metric's ID
	Entries map[string]ward.Entry
}

// NewSheet computes the whole catalogue over a scope and reads what was entered for it.
func NewSheet(ctx context.Context, w *ward.Ward, s Scope) (Sheet, error) {
	sheet := Sheet{Scope: s, At: w.Now(), Figures: map[string]Figure{}}
	figures, err := Compute(ctx, w, s, Catalogue()...)
	if err != nil {
		return sheet, err
	}
	for _, f := range figures {
		sheet.Figures[f.Metric.ID] = f
	}
	sheet.Entries, err = w.Entries(ctx, s.From, s.To)
	return sheet, err
}

// Said is what a report writes for a field.
type Said struct {
	Text    string
	Missing []string // IDs of what would have to be entered first; Text is then ""
	Unknown string   // the name that no figure has, "" when all are known
}

// Say writes a field of a report's text: the ID of a metric or an indicator, or two of them as a share, "hoi-vien/dan-so",
// with more decimals than one as "hoi-vien/dan-so:2". A share of nothing is "không phát sinh". What was not entered is
// named, never made up.
func (s Sheet) Say(field string) Said {
	name, digits, _ := strings.Cut(field, ":")
	part, whole, isShare := strings.Cut(name, "/")
	if !isShare {
		return s.say(name)
	}
	decimals := 1
	if n, err := strconv.Atoi(digits); err == nil && n >= 0 && n <= 3 {
		decimals = n
	}
	p, w := s.value(part), s.value(whole)
	switch {
	case p.Unknown != "":
		return p.Said
	case w.Unknown != "":
		return w.Said
	case len(p.Missing)+len(w.Missing) > 0:
		return Said{Missing: append(p.Missing, w.Missing...)}
	case w.number == 0:
		return Said{Text: nothing}
	}
	const thousandth = 1000 // entries may have decimals; both are scaled alike
	return Said{Text: viet.Percent(int64(math.Round(p.number*thousandth)), int64(math.Round(w.number*thousandth)), decimals)}
}

func (s Sheet) say(id string) Said {
	if f, ok := s.Figures[id]; ok {
		return Said{Text: f.String()}
	}
	v := s.value(id)
	if v.Unknown == "" && len(v.Missing) == 0 {
		v.Text = EntryText(id, v.number)
	}
	return v.Said
}

// EntryText is an entered value as a report writes it: "07", "8.805", "0,44".
func EntryText(id string, value float64) string {
	if one, _ := FindIndicator(id); value == math.Trunc(value) && one.Unit != "%" && one.Unit != "đồng" {
		return Counted(int64(value))
	}
	text := strconv.FormatFloat(value, 'f', -1, 64)
	whole, decimals, fraction := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return text
	}
	if !fraction {
		return viet.Number(n)
	}
	return viet.Number(n) + "," + decimals
}

// numbered is a value, or why there is none.
type numbered struct {
	Said
	number float64
}

func (s Sheet) value(id string) numbered {
	if f, ok := s.Figures[id]; ok {
		return numbered{number: f.Value}
	}
	if e, ok := s.Entries[id]; ok {
		return numbered{number: e.Value}
	}
	if _, known := FindIndicator(id); known {
		return numbered{Said: Said{Missing: []string{id}}}
	}
	return numbered{Said: Said{Unknown: id}}
}
