package check

import (
	"fmt"
	"math"
	"regexp"
	"slices"
)

// whole is how many people or households the whole ward has, as the report says.
type whole struct {
	value float64
	raw   string
	line  int
	s     *sentence
}

var (
	peopleSaid = []*regexp.Regexp{
		regexp.MustCompile(`(?:dân số|tổng số dân|số nhân khẩu)((?:\s[\p{L}]+){0,12}?)\s(?:là\s|có\s|gồm\s|khoảng\s|hiện có\s)*` + num + `(?:\s(?:người|nhân khẩu|khẩu))?(?:[^\p{L}\d%]|$)`),
		regexp.MustCompile(`toàn (?:phường|xã|thị trấn)((?:\s[\p{L}]+){0,4}?)\s(?:có\s)` + num + `\s(?:dân|người dân|nhân khẩu)(?:[^\p{L}\d]|$)`),
		regexp.MustCompile(`\d\s+hộ(?:\s+dân)?((?:\s*,|\s+với|\s*/)\s*)` + num + `\s+(?:nhân )?khẩu`),
	}
	householdsSaid = []*regexp.Regexp{
		regexp.MustCompile(`(?:toàn (?:phường|xã|thị trấn)|(?:phường|xã|thị trấn) (?:hiện )?có|tổng số hộ(?: dân)?)([^.;%]{0,60}?)\s` + num + `\s+hộ(?:\s+(?:dân|gia đình))?(?:\s*[,.;:(/]|\s+với|\s+và|\s*$)`),
	}
	partOnly    = regexp.MustCompile(`thôn\s|xóm\s|ấp\s|tổ dân phố\s|tdp\s|khu phố\s|tuổi|nam|nữ|nông thôn|thành thị|dưới|trên|dân tộc|tôn giáo|lao động|kinh doanh|trong đó|tham gia|sử dụng|mỗi|nghèo`)
	poorShare   = regexp.MustCompile(`hộ (nghèo|cận nghèo)(?:\s[\p{L}]+){0,6}?\s` + num + `\s+hộ\s*,?\s*\(?\s*(?:chiếm|bằng|đạt|tương ứng|tỷ lệ)(?:\s+(?:tỷ lệ|là))*\s+` + num + `\s*%`)
	shareOfPoor = regexp.MustCompile(`hộ (nghèo|cận nghèo)[^\d;.]{0,40}` + num + `\s*%\s*\(\s*` + num + `\s+hộ`)
	ofPeople    = regexp.MustCompile(num + `((?:\s[\p{L}]+){0,4}?)\s*,?\s*(?:bằng|chiếm|đạt)(?:\s+tỷ lệ)?\s+` + num + `\s*%\s+(?:(?:trên|so với|của)\s+)?(?:tổng\s+)?(?:số\s+)?dân(?:\s+số)?(?:\s+(?:toàn|của|trên|phường|xã)[^,;.]{0,20})?(?:[,;.]|\s*$)`)
)

// wholes finds what the report says of the whole ward in a few ways of putting it. Parts, other times and plans are left
// out.
func (r *report) wholes(patterns []*regexp.Regexp) (all []whole) {
	for _, s := range r.sentences {
		if s.comparing || s.planned || s.ahead || s.p.table > 0 || r.speaksOfPast(s) {
			continue
		}
		for _, p := range patterns {
			for _, m := range p.FindAllStringSubmatchIndex(s.low, -1) {
				n := numberAt(s, m[4])
				from := max(0, m[0]-30)
				if n.raw == "" || n.value < 100 || n.percent || partOnly.MatchString(s.low[m[2]:m[3]]) || partOnly.MatchString(s.low[from:m[0]]) {
					continue
				}
				all = append(all, whole{n.value, n.raw, s.line(n.start), s})
			}
		}
	}
	return all
}

// one is the whole when all that is said of it agrees.
func one(all []whole) (whole, bool) {
	if len(all) == 0 || slices.ContainsFunc(all, func(w whole) bool { return w.value != all[0].value }) {
		return whole{}, false
	}
	return all[0], true
}

// wholesAgree: rules conflicting-values and percentage. The ward has one number of people and one of households; shares of
// them that are told elsewhere follow from it.
func wholesAgree(r *report) {
	people, households := r.wholes(peopleSaid), r.wholes(householdsSaid)
	r.twoWholes("Dân số", people)
	r.twoWholes("Số hộ", households)
	if w, ok := one(households); ok {
		r.sharesOf(w, "hộ", poorShare, 4, 6)
		r.sharesOf(w, "hộ", shareOfPoor, 6, 4)
	}
	if w, ok := one(people); ok {
		r.sharesOf(w, "người", ofPeople, 2, 6)
	}
}

func (r *report) twoWholes(what string, all []whole) {
	for _, w := range all {
		if w.value == all[0].value {
			continue
		}
		told := slices.ContainsFunc(r.findings, func(f Finding) bool {
			return f.Rule == "conflicting-values" && f.Line == w.line && slices.Contains(f.Also, all[0].line)
		})
		if !told {
			r.add(Finding{
				Line: w.line, Also: []int{all[0].line}, Severity: Error, Rule: "conflicting-values",
				Message:    fmt.Sprintf("%s: ở đây là %s, dòng %d là %s.", what, w.raw, all[0].line, all[0].raw),
				Suggestion: "Hãy kiểm tra số gốc và ghi thống nhất.",
			})
		}
		return
	}
}

// told reports whether a rule has something about a line already.
func (r *report) told(rule string, line int) bool {
	return slices.ContainsFunc(r.findings, func(f Finding) bool { return f.Rule == rule && (f.Line == line || slices.Contains(f.Also, line)) })
}

// sharesOf holds a count and its share against the whole that stands elsewhere. Surveys count the whole of another day: only
// what is off by a twentieth or more is told.
func (r *report) sharesOf(w whole, unit string, pattern *regexp.Regexp, count, share int) {
	for _, s := range r.sentences {
		if s.comparing || s.planned || s.ahead || s.p.table > 0 {
			continue
		}
		for _, m := range pattern.FindAllStringSubmatchIndex(s.low, -1) {
			part := numberAt(s, m[count])
			p := number{raw: s.low[m[share]:m[share+1]]}
			p.value, p.decimals = parseNumber(p.raw)
			right := part.value / w.value * 100
			if part.raw == "" || part.value > w.value || p.percentOf(part.value, w.value) || math.Abs(p.value-right) < 0.05*right || s == w.s || r.told("implied-total", s.line(part.start)) {
				continue
			}
			severity := Warning
			if math.Abs(p.value-right) > 0.2*right {
				severity = Error
			}
			r.add(Finding{
				Line: s.line(part.start), Also: []int{w.line}, Severity: severity, Rule: "percentage",
				Message: fmt.Sprintf("%s %s trên tổng số %s (dòng %d) bằng %s%%, không phải %s%%.", part.raw, unit, w.raw, w.line,
					written(right, max(2, p.decimals)), p.raw),
				Suggestion: "Hãy kiểm tra tổng số, số lượng và tỷ lệ.",
			})
		}
	}
}

var (
	shareOfAll = regexp.MustCompile(`^\s*(?:(?:trên|trong|của)\s+)?(?:tổng\s+)?(?:số\s+)?(?:các\s+)?(?:hộ|người|dân số|cán bộ|công chức|đơn|hồ sơ|thủ tục|học sinh|trẻ|cháu|em|phiếu|cử tri|đại biểu|thôn|tổ dân phố|khu phố|xóm|đảng viên|hội viên|đoàn viên|tuyến|văn bản|trường|cơ sở|gia đình|công dân|khu dân cư)(?:[^\p{L}]|$)`)
	shareOfWho = regexp.MustCompile(`tỷ lệ (?:số )?(?:người|hộ|trẻ|hồ sơ|học sinh|cử tri|dân số|đơn|giải quyết|nộp|phủ|bao phủ|hài lòng|tham gia|sử dụng|đúng hạn|hòa giải thành)[^\d;.%]{0,80}$`)
	ofAPlan    = regexp.MustCompile(`tăng|vượt|kế hoạch|chỉ tiêu|dự toán|nghị quyết|so với|cùng kỳ|gấp|giao|pháp lệnh|mục tiêu|công suất|năng suất|tiến độ|nhu cầu|bằng \d[\d.,]*\s*%\s+năm`)
)

// impossiblePercents: rule impossible-percent. No more than all of the households, of the files, of the voters. Plans and
// estimates may be passed.
func impossiblePercents(r *report) {
	for _, s := range r.sentences {
		if s.p.table > 0 || s.comparing || ofAPlan.MatchString(s.low) {
			continue
		}
		for _, n := range s.numbers {
			if n.percent && n.value > 100 && !fractionBefore.MatchString(tail(s.low, n.start)) && (shareOfAll.MatchString(n.after) || shareOfWho.MatchString(tail(s.low, n.start))) {
				r.add(Finding{
					Line: s.line(n.start), Severity: Error, Rule: "impossible-percent",
					Message:    fmt.Sprintf("%s%% là quá 100%% của một tổng số.", n.raw),
					Suggestion: "Hãy kiểm tra lại tỷ lệ; nếu so với kế hoạch thì ghi rõ “so với kế hoạch”.",
				})
			}
		}
	}
}
