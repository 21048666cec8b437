package check

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	plainThousand = regexp.MustCompile(`^\d{4,}$`)
	commaThousand = regexp.MustCompile(`^\d{1,3},\d{3}$`)
	dotDecimal    = regexp.MustCompile(`^\d{1,3}\.\d{1,2}$`)
	idBefore      = regexp.MustCompile(`(?:năm|tờ bản đồ số|nhà số|đường số|văn bản số|máy số|số hiệu|mã|điện thoại|đt|fax|cccd|cmnd|tài khoản|thửa|tờ|hotline|đường dây nóng|quốc lộ|biển|giai đoạn|nhiệm kỳ|niên khóa|năm học)\s*:?\s*$`)
)

// numberStyles: rules thousand-separator and decimal-mark. Thousands are grouped by dots everywhere or nowhere, and a
// decimal has a comma.
func numberStyles(r *report) {
	type place struct {
		n    number
		line int
	}
	var plain, dotted []place
	for _, s := range r.sentences {
		for _, n := range s.numbers {
			line := s.line(n.start)
			noun := firstNoun(n.after)
			before := s.low[:n.start]
			switch {
			case grouped.MatchString(n.raw):
				dotted = append(dotted, place{n, line})
			case plainThousand.MatchString(n.raw) && countsSomething(noun, n.after) && !idBefore.MatchString(before) && n.raw[0] != '0' && len(n.raw) < 10:
				plain = append(plain, place{n, line})
			case commaThousand.MatchString(n.raw) && n.raw[0] != '0' && countNouns[noun] && noun != "km" && noun != "tấn":
				r.add(Finding{
					Line: line, Severity: Warning, Rule: "thousand-separator",
					Message:    fmt.Sprintf("“%s %s”: dấu phẩy là dấu thập phân.", n.raw, noun),
					Suggestion: fmt.Sprintf("Viết “%s”.", strings.ReplaceAll(n.raw, ",", ".")),
				})
			case dotDecimal.MatchString(n.raw) && n.percent:
				r.add(Finding{
					Line: line, Severity: Warning, Rule: "decimal-mark",
					Message: fmt.Sprintf("“%s%%”: phần thập phân viết sau dấu phẩy.", n.raw), Suggestion: fmt.Sprintf("Viết “%s%%”.", strings.ReplaceAll(n.raw, ".", ",")),
				})
			}
		}
	}
	if len(dotted) == 0 {
		return
	}
	for _, p := range plain {
		r.add(Finding{
			Line: p.line, Also: []int{dotted[0].line}, Severity: Warning, Rule: "thousand-separator",
			Message:    fmt.Sprintf("“%s” không có dấu chấm hàng nghìn, khác với “%s” ở dòng %d.", p.n.raw, dotted[0].n.raw, dotted[0].line),
			Suggestion: fmt.Sprintf("Viết “%s”.", written(p.n.value, 0)),
		})
	}
}

// countsSomething reports whether what follows a number is a unit of a count or of money.
func countsSomething(noun, after string) bool {
	return countNouns[noun] || noun == "tỷ" || noun == "triệu" || strings.HasPrefix(strings.TrimSpace(after), "m2")
}
