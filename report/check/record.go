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

func (r *report) againstFigure(f compiled, s *sentence, m []int) {
	if len(m) < 4 || m[2] < 0 {
		return
	}
	raw := numeral.FindString(s.low[m[2]:m[3]])
	if raw == "" {
		return
	}
	v, decimals := parseNumber(raw)
	if math.Abs(v-f.Value) < 0.5*math.Pow(10, -float64(decimals))+1e-9 && decimals > 0 || v == f.Value {
		return
	}
	r.add(Finding{
		Line: s.line(m[2]), Severity: Error, Rule: "record",
		Message:    fmt.Sprintf("Báo cáo ghi %s: %s; dữ liệu của phường là %s.", f.Name, raw, written(f.Value, max(decimals, 2))),
		Suggestion: "Hãy mở các hồ sơ của chỉ tiêu này và sửa số.",
	})
}
