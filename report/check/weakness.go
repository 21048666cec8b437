package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	weaknessHead = regexp.MustCompile(`^(?:những |một số )?(?:tồn tại|hạn chế|khó khăn|nội dung chưa đạt|mặt chưa được|khuyết điểm|yếu kém)`)
	causeHead    = regexp.MustCompile(`^(?:những )?nguyên nhân`)
	isWeak       = regexp.MustCompile(`còn (?:rất |khá |tương đối )?(?:hạn chế|chậm|thấp|yếu|kém|ít|thiếu)|chưa (?:đạt|tốt|cao|đầy đủ|kịp thời|thường xuyên|nghiêm|được)|vẫn (?:còn|xảy ra)|tình trạng`)
	absolute     = regexp.MustCompile(`đầy đủ|100\s*%|toàn bộ|tất cả|tuyệt đối|không còn`)
)

// section returns the index of the first paragraph with a heading like this behind from, and of the paragraph behind its
// section; -1 without one.
func (r *report) section(head *regexp.Regexp, from int) (start, end int) {
	for i := from; i < len(r.paragraphs); i++ {
		p := r.paragraphs[i]
		l := label(p.text)
		if p.table > 0 || l.kind == noLabel || l.kind == bullet || !head.MatchString(lower(strings.TrimLeft(p.text[l.size:], ". )"))) {
			continue
		}
		end = i + 1
		for end < len(r.paragraphs) {
			if k := label(r.paragraphs[end].text); k.isTop() && (k.kind != capital || l.kind != roman) || k.kind == l.kind || k.kind == decimal && l.kind == letter {
				break
			}
			end++
		}
		return i, end
	}
	return -1, -1
}

// sectionSentences are the sentences of a section; its heading's own words behind a colon count too.
func (r *report) sectionSentences(from, to int) []*sentence {
	var all []*sentence
	for _, s := range r.sentences {
		if s.index < from || s.index >= to || s.index == from && !strings.Contains(s.p.text, ": ") {
			continue
		}
		if len(wordsOf(s.low)) >= 4 {
			all = append(all, s)
		}
	}
	return all
}

// weaknesses: rule weakness-contradicts. What the weaknesses say and what a result claims without any limit.
func weaknesses(r *report) {
	var claims []boast
	for _, s := range r.sentences {
		if !s.planned && absolute.MatchString(s.low) && !isWeak.MatchString(s.low) {
			claims = append(claims, boast{s, pairs(s.low)})
		}
	}
	start, end := r.section(weaknessHead, 0)
	for start >= 0 {
		for _, weak := range r.sectionSentences(start, end) {
			if isWeak.MatchString(weak.low) {
				r.boasts(weak, claims, start, end)
			}
		}
		start, end = r.section(weaknessHead, end)
	}
}

// boast is a result that is claimed without any limit, with what it is about.
type boast struct {
	s     *sentence
	about map[string]bool
}

// boasts finds the result that says the most of what a weakness is about.
func (r *report) boasts(weak *sentence, claims []boast, from, to int) {
	about := pairs(weak.low)
	var best *sentence
	most := 3
	for _, c := range claims {
		if c.s.index >= from {
			break // what comes later claims nothing of the results
		}
		if n := commonPairs(about, c.about); n >= most {
			best, most = c.s, n+1
		}
	}
	if best == nil {
		return
	}
	r.add(Finding{
		Line: weak.line(0), Also: []int{best.line(0)}, Severity: Warning, Rule: "weakness-contradicts",
		Message: fmt.Sprintf("Hạn chế %s trái với kết quả nêu ở dòng %d (“%s”).", quote(firstWords(weak.text, 14)), best.line(0),
			absolute.FindString(best.low)),
		Suggestion: "Hãy nói kết quả đúng mức, hoặc nêu rõ hạn chế ở khâu nào.",
	})
}

// causes: rule missing-cause. Each weakness has a cause.
func causes(r *report) {
	start, end := r.section(weaknessHead, 0)
	for ; start >= 0; start, end = r.section(weaknessHead, end) {
		l := label(r.paragraphs[start].text)
		if l.kind != roman && l.kind != capital && (l.kind != decimal || len(l.path) > 1) {
			continue // a remark inside a dimension
		}
		if inner, _ := r.section(weaknessHead, start+1); l.isTop() && inner > 0 && inner < end {
			end = start + 1 // its own headings are looked at
			continue
		}
		weak := r.sectionSentences(start, end)
		head := lower(r.paragraphs[start].text)
		if len(weak) == 0 || strings.Contains(head, "nguyên nhân") || l.isTop() && r.says(start, end, "nguyên nhân") {
			continue
		}
		from, to := r.section(causeHead, end)
		if from != end {
			if from < 0 && !r.says(start, end, "nguyên nhân") && !r.says(start, end, "do ") {
				r.add(Finding{
					Line: weak[0].line(0), Severity: Warning, Rule: "missing-cause",
					Message: "Nêu hạn chế nhưng không nêu nguyên nhân.", Suggestion: "Hãy thêm mục “Nguyên nhân” cho từng hạn chế.",
				})
			}
			continue
		}
		r.uncaused(weak, r.sectionSentences(from, to), from)
	}
}

func (r *report) says(from, to int, words string) bool {
	for _, p := range r.paragraphs[from:to] {
		if strings.Contains(lower(p.text), words) {
			return true
		}
	}
	return false
}

// uncaused finds weaknesses that no cause speaks of, where there are fewer causes than weaknesses.
func (r *report) uncaused(weak, causes []*sentence, head int) {
	if len(causes) >= len(weak) {
		return
	}
	line := r.paragraphs[head].line(0)
	if len(causes) > 0 {
		line = causes[len(causes)-1].line(0)
	}
	var about []map[string]bool
	for _, c := range causes {
		about = append(about, pairs(c.low))
	}
	for _, w := range weak {
		subject := pairs(w.low)
		spoken := slices.ContainsFunc(about, func(c map[string]bool) bool { return commonPairs(subject, c) > 0 })
		if !spoken {
			r.add(Finding{
				Line: line, Also: []int{w.line(0)}, Severity: Warning, Rule: "missing-cause",
				Message:    fmt.Sprintf("Hạn chế ở dòng %d chưa có nguyên nhân: %s.", w.line(0), quote(w.text)),
				Suggestion: "Hãy nêu nguyên nhân của từng hạn chế.",
			})
		}
	}
}
