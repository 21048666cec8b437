package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// counter follows one list of labels while the paragraphs go by.
type counter struct {
	last, line int
	text       string
	above      string // the label of what it stands under
	listed     bool   // at least two members
}

// numbering: rules numbering and only-child. Labels go on from one to the next: a, b, c; 1, 2, 3; 2.1, 2.2. A list of one
// is no list.
func numbering(r *report) {
	var chapters, capitals, romans, letters counter
	romanFirst := r.romanFirst()
	decimals := map[string]*counter{} // by what stands before the last number: "2." for 2.1
	closing := func(prefix string) {
		for key, c := range decimals {
			if key != prefix && strings.HasPrefix(key, prefix) || prefix == "*" {
				r.onlyChild(c, key)
				delete(decimals, key)
			}
		}
	}
	for _, p := range r.paragraphs {
		l := label(p.text)
		line := p.line(0)
		switch {
		case p.table > 0:
			continue
		case l.kind == chapter:
			r.step(&chapters, l.path[0], l.text, line, true)
			closing("*")
			capitals, romans, letters = counter{}, counter{}, counter{}
		case l.kind == capital:
			r.step(&capitals, l.path[0], l.text, line, true)
			closing("*")
			letters = counter{}
			if !romanFirst {
				romans = counter{}
			}
		case l.kind == roman:
			r.step(&romans, l.path[0], l.text, line, true)
			closing("*")
			letters = counter{}
			if romanFirst {
				capitals = counter{}
			}
		case l.kind == decimal && r.isSection(p, l):
			prefix, own := l.text[:strings.LastIndex(l.text, ".")+1], l.path[len(l.path)-1]
			c := decimals[prefix]
			if c == nil {
				c = &counter{above: prefix}
				decimals[prefix] = c
			}
			r.step(c, own, l.text, line, prefix != "" || romans.last > 0)
			closing(l.text + ".")
			for key, other := range decimals { // 5.1 ends what stood under 4.
				if key != "" && !strings.HasPrefix(l.text, key) {
					r.onlyChild(other, key)
					delete(decimals, key)
				}
			}
			letters = counter{}
		case l.kind == letter:
			r.step(&letters, l.path[0], l.text, line, true)
		}
	}
	closing("*")
}

// romanFirst reports whether I stands above A in this report; in others it is the other way round.
func (r *report) romanFirst() bool {
	for _, p := range r.paragraphs {
		switch label(p.text).kind {
		case roman:
			return true
		case capital:
			return false
		}
	}
	return true
}

// isSection reports whether a numbered paragraph is part of the outline: its first words are capital, and it is not the
// beginning of a sentence with a figure ("12 Hộ …").
func (r *report) isSection(p *paragraph, l listLabel) bool {
	rest := p.text[l.size:]
	return rest != "" && strings.ContainsAny(rest[:1], ".)/") || len(l.path) > 1
}

// step moves a list on by one label.
func (r *report) step(c *counter, n int, text string, line int, strict bool) {
	before := *c
	c.listed = c.last > 0 || c.listed
	c.last, c.line, c.text = n, line, text
	switch {
	case n == before.last+1, before.last == 0 && !strict, strings.EqualFold(before.text, "d") && strings.EqualFold(text, "e"): // many leave out đ
	case before.last == 0:
		r.add(Finding{
			Line: line, Severity: Warning, Rule: "numbering",
			Message: fmt.Sprintf("Mục “%s” đứng đầu mà không có mục trước nó.", text), Suggestion: "Hãy đánh số lại, hoặc bổ sung mục thiếu.",
		})
	case n == before.last:
		r.add(Finding{
			Line: line, Also: []int{before.line}, Severity: Warning, Rule: "numbering",
			Message: fmt.Sprintf("Mục “%s” trùng số với mục ở dòng %d.", text, before.line), Suggestion: "Hãy đánh số lại.",
		})
	case n < before.last:
		r.add(Finding{
			Line: line, Also: []int{before.line}, Severity: Warning, Rule: "numbering",
			Message:    fmt.Sprintf("Mục “%s” quay lại sau mục “%s” (dòng %d) trong cùng một phần.", text, before.text, before.line),
			Suggestion: "Hãy đánh số lại; nếu là phần khác thì thêm đề mục.",
		})
	default:
		r.add(Finding{
			Line: line, Also: []int{before.line}, Severity: Warning, Rule: "numbering",
			Message:    fmt.Sprintf("Từ mục “%s” (dòng %d) sang mục “%s”: thiếu mục ở giữa.", before.text, before.line, text),
			Suggestion: "Hãy đánh số lại, hoặc bổ sung mục thiếu.",
		})
	}
}

func (r *report) onlyChild(c *counter, prefix string) {
	if c.listed || c.last != 1 {
		return
	}
	next := prefix + "2"
	r.add(Finding{
		Line: c.line, Severity: Warning, Rule: "only-child",
		Message:    fmt.Sprintf("Có mục “%s” mà không có mục “%s”.", c.text, next),
		Suggestion: "Hãy bổ sung mục còn thiếu, hoặc bỏ cấp đánh số này.",
	})
}

// emptySections: rule empty-section. A heading with nothing under it.
func emptySections(r *report) {
	for i, p := range r.paragraphs {
		l := label(p.text)
		if !p.isHeading() || l.kind == letter || l.kind == decimal && !r.isSection(p, l) || strings.HasSuffix(p.text, ":") || i+1 == len(r.paragraphs) {
			continue
		}
		next := r.paragraphs[i+1]
		n := label(next.text)
		if next.isHeading() && !deeper(l, n) && (n.isTop() || n.kind == l.kind && r.isSection(next, n)) {
			r.add(Finding{
				Line: p.line(0), Severity: Warning, Rule: "empty-section",
				Message: fmt.Sprintf("Mục %s không có nội dung.", quote(p.text)), Suggestion: "Hãy viết kết quả, hoặc ghi “không phát sinh”.",
			})
		}
	}
}

// deeper reports whether the second label stands under the first.
func deeper(a, b listLabel) bool {
	switch a.kind {
	case chapter:
		return b.kind != chapter
	case capital, roman: // either may stand above the other
		return b.kind != chapter && b.kind != a.kind
	case decimal:
		return b.kind == letter || b.kind == decimal && len(b.path) > len(a.path)
	default:
		return false
	}
}

// dimension is one of the eight of PAPI with the words by which a heading is known.
type dimension struct {
	name     string
	headings *regexp.Regexp
}

// dimensionsOf PAPI, in their order since 2018.
func dimensionsOfPAPI() []dimension {
	return []dimension{
		{"Tham gia của người dân ở cấp cơ sở", regexp.MustCompile(`tham gia của (?:người dân|nhân dân|công dân)|người dân tham gia`)},
		{"Công khai, minh bạch trong việc ra quyết định", regexp.MustCompile(`công khai,? minh bạch|minh bạch`)},
		{"Trách nhiệm giải trình với người dân", regexp.MustCompile(`giải trình`)},
		{"Kiểm soát tham nhũng trong khu vực công", regexp.MustCompile(`tham nhũng`)},
		{"Thủ tục hành chính công", regexp.MustCompile(`thủ tục hành chính`)},
		{"Cung ứng dịch vụ công", regexp.MustCompile(`cung ứng`)},
		{"Quản trị môi trường", regexp.MustCompile(`môi trường`)},
		{"Quản trị điện tử", regexp.MustCompile(`điện tử|chính quyền số`)},
	}
}

var papi = regexp.MustCompile(`\bpapi\b|quản trị (?:và )?hành chính công`)

// dimensions: rule missing-dimension. A report on PAPI has all eight; a heading names each.
func dimensions(r *report) {
	if !papi.MatchString(r.title) {
		return
	}
	var headings []*paragraph
	for _, p := range r.paragraphs {
		if l := label(p.text); p.isHeading() && (l.kind == decimal && len(l.path) == 1 || l.kind == roman) || strings.HasPrefix(lower(p.text), "nội dung ") {
			headings = append(headings, p)
		}
	}
	found := make([]int, 8)
	all := dimensionsOfPAPI()
	for _, p := range headings {
		for i, d := range all {
			if found[i] == 0 && d.headings.MatchString(strings.ReplaceAll(lower(p.text), "tthc", "thủ tục hành chính")) {
				found[i] = p.line(0)
				break
			}
		}
	}
	last := 0
	for i, d := range all {
		if found[i] > 0 {
			last = found[i]
			continue
		}
		near := r.headingAfter(headings, last)
		r.add(Finding{
			Line: near, Severity: Warning, Rule: "missing-dimension",
			Message:    fmt.Sprintf("Thiếu nội dung thứ %d của PAPI: %s.", i+1, d.name),
			Suggestion: "Hãy thêm mục này; không có gì để báo cáo thì ghi “không phát sinh”.",
		})
	}
}

// headingAfter is the line of the heading behind a line: there the missing one belongs.
func (r *report) headingAfter(headings []*paragraph, line int) int {
	i := slices.IndexFunc(headings, func(p *paragraph) bool { return p.line(0) > line })
	if i < 0 {
		return max(line, 1)
	}
	return headings[i].line(0)
}
