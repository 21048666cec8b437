package check

import (
	"fmt"
	"math"
	"regexp"
)

// compiled is a Figure ready to be looked for.
type compiled struct {
	Figure
	patterns []*regexp.Regexp
}

func compileFigures(figures []Figure) ([]compiled, error) {
	var all []compiled
	for _, f := range figures {
		c := compiled{Figure: f}
		for _, p := range f.Patterns {
			re, err := regexp.Compile(p)
			if err != nil {
				return nil, fmt.Errorf("figure %s: %w", f.Name, err)
			}
			c.patterns = append(c.patterns, re)
		}
		all = append(all, c)
	}
	return all, nil
}

// againstRecord: rule record. Each figure of the report that the record knows has the record's value, rounded as written.
func (r *report) againstRecord(figures []compiled) {
	for _, f := range figures {
		for _, s := range r.sentences {
			if s.comparing || s.planned {
				continue
			}
			for _, pattern := range f.patterns {
				for _, m := range pattern.FindAllStringSubmatchIndex(s.low, -1) {
					r.againstFigure(f, s, m)
				}
			}
		}
	}
}

// partBefore is the part of a share whose whole follows.
var partBefore = regexp.MustCompile(`(\d[\d.,]*) ?/ ?$`)

// is reports whether a number as it is written may stand for the figure: it is its value, or rounds to it.
func (c compiled) is(raw string) bool {
	v, decimals := parseNumber(raw)
	return math.Abs(v-c.Value) < 0.5*math.Pow(10, -float64(decimals))+1e-9 && decimals > 0 || v == c.Value
}

func (r *report) againstFigure(f compiled, s *sentence, m []int) {
	if len(m) < 4 || m[2] < 0 {
		return
	}
	raw := numeral.FindString(s.low[m[2]:m[3]])
	if raw == "" {
		return
	}
	if f.is(raw) {
		return
	}
	if part := partBefore.FindStringSubmatch(s.low[:m[2]]); part != nil { // "08/81 dịch vụ phát sinh hồ sơ": 81 are all, 08 are meant
		if f.is(part[1]) {
			return
		}
		raw = part[1] + "/" + raw
	}
	_, decimals := parseNumber(numeral.FindString(s.low[m[2]:m[3]]))
	r.add(Finding{
		Line: s.line(m[2]), Severity: Error, Rule: "record",
		Message:    fmt.Sprintf("Báo cáo ghi %s: %s; dữ liệu của phường là %s.", f.Name, raw, written(f.Value, max(decimals, 2))),
		Suggestion: "Hãy mở các hồ sơ của chỉ tiêu này và sửa số.",
	})
}
