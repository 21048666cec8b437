package check

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// quantity is a number with what it counts.
type quantity struct {
	key  string
	n    number
	s    *sentence
	says string
}

var (
	// "dân số của phường là 8.805 người", "số hộ nghèo còn 11 hộ"
	namedBefore = regexp.MustCompile(`((?:tổng số|dân số|số|tổng diện tích|diện tích|tổng thu|tổng chi|tỷ lệ|tổng kinh phí|tổng mức đầu tư)(?: [\p{L}]+){0,12}?)\s+(?:của phường |của xã |trên địa bàn |toàn phường |toàn xã |hiện nay |hiện |năm \d{4} )*(?:là|đạt|còn|có|gồm|:|ước đạt)\s+(?:khoảng\s+)?` + num + `\s*(%|\p{L}+)?`)
	// "tiếp nhận 07 đơn thư"
	counted = regexp.MustCompile(`(tiếp nhận|giải quyết|tiếp|tổ chức|ban hành|xảy ra|hòa giải|hoà giải|cấp|khai trương|trao|tặng|đăng tải|xây dựng|kết nạp|vận động|thu)(?: và (?:giải quyết|trả lời|xử lý))?(?: được| thành công)?\s+` + num + `\s+((?:\p{L}+ ?){2,4})`)
	// What makes a count another count: a part, a place, a time.
	narrowing = regexp.MustCompile(`trong đó|riêng|tháng \d|quý|lĩnh vực|tdp |tổ dân phố |thôn |khu phố|đợt|lần|còn lại|chưa|đang|đủ điều kiện|bao gồm|gồm|thuộc|qua |bằng hình thức|trực tiếp|trực tuyến|đối với|nam|nữ|về `)
	ofTime    = regexp.MustCompile(`\d{1,2} tháng (?:đầu|cuối) năm|năm \d{4}|quý [ivx\d]+|tháng \d+`)
)

// sameQuantity: rule conflicting-values. One thing counted twice has one value.
func sameQuantity(r *report) {
	seen := map[string]quantity{}
	for _, s := range r.sentences {
		if s.comparing || s.planned || s.ahead || s.p.table > 0 || r.speaksOfPast(s) {
			continue
		}
		for _, q := range quantitiesOf(s) {
			before, ok := seen[q.key]
			if !ok {
				seen[q.key] = q
				continue
			}
			if math.Abs(before.n.value-q.n.value) < 1e-9 || before.s == s || roundsTo(before.n, q.n) {
				continue
			}
			r.add(Finding{
				Line: s.line(q.n.start), Also: []int{before.s.line(before.n.start)}, Severity: Error, Rule: "conflicting-values",
				Message:    fmt.Sprintf("%s: ở đây là %s, dòng %d là %s.", quote(q.says), q.n.raw, before.s.line(before.n.start), before.n.raw),
				Suggestion: "Hãy kiểm tra số gốc và ghi thống nhất.",
			})
		}
	}
}

// roundsTo reports whether one number is the other with fewer decimals, or "90%" told of 90,3%.
func roundsTo(a, b number) bool {
	if a.decimals > b.decimals {
		a, b = b, a
	}
	p := math.Pow(10, float64(a.decimals))
	return a.decimals != b.decimals && math.Abs(math.Round(b.value*p)/p-a.value) < 1e-9
}

func quantitiesOf(s *sentence) []quantity {
	var all []quantity
	for _, m := range namedBefore.FindAllStringSubmatchIndex(s.low, -1) {
		name := s.low[m[2]:m[3]]
		if narrowing.MatchString(name) || narrowing.MatchString(s.low[max(0, m[0]-40):m[0]]) {
			continue
		}
		unit := ""
		if m[6] >= 0 {
			unit = s.low[m[6]:m[7]]
		}
		if key := contentKey(name); key != "" {
			all = append(all, quantity{key + "|" + unit, numberAt(s, m[4]), s, strings.TrimSpace(name)})
		}
	}
	for _, m := range counted.FindAllStringSubmatchIndex(s.low, -1) {
		rest := s.low[m[7]:]
		if narrowing.MatchString(s.low[m[6]:m[7]]) || narrowing.MatchString(s.low[:m[0]]) || narrowing.MatchString(rest[:min(len(rest), 25)]) {
			continue
		}
		words := wordsOf(nounOnly(s.low[m[6]:m[7]]))
		if len(words) < 2 || !specific[words[0]+" "+words[1]] {
			continue
		}
		key := oldTone(s.low[m[2]:m[3]]) + " " + strings.Join(words, " ")
		all = append(all, quantity{key, numberAt(s, m[4]), s, s.low[m[2]:m[3]] + " " + strings.Join(words, " ")})
	}
	return slices.DeleteFunc(all, func(q quantity) bool { return q.n.raw == "" || nearYear(s.low, q.n) })
}

// specific are things that a ward counts once in a period, whatever is told of them elsewhere.
var specific = func() map[string]bool {
	set := map[string]bool{}
	for noun := range strings.SplitSeq("đơn thư,đơn khiếu,đơn tố,đơn đề,đơn kiến,đơn phản,đơn của,kiến nghị,phản ánh,ý kiến,lượt công,lượt người,vụ cháy,vụ tai,vụ vi,vụ việc,vụ bạo,hồ sơ,hộ nghèo,hộ cận,trường hợp,thẻ bảo,thẻ căn,đảng viên", ",") {
		set[noun] = true
	}
	return set
}()

var nounEnd = regexp.MustCompile(`\s(?:và|đảm|bảo|theo|của|trên|với|được|đã|tại|trong|từ|cho|do|có|là|ở|tham|đúng|qua|nhằm|để|gồm)(?:\s|$)`)

func nounOnly(s string) string {
	if at := nounEnd.FindStringIndex(s); at != nil {
		return s[:at[0]]
	}
	return s
}

func numberAt(s *sentence, offset int) number {
	for _, n := range s.numbers {
		if n.start == offset {
			return n
		}
	}
	return number{}
}

// contentKey is what a name is about, whatever small words and times stand in it; "" for a name of nothing but those.
func contentKey(name string) string {
	var words []string
	for _, w := range wordsOf(ofTime.ReplaceAllString(name, "")) {
		if !slices.Contains([]string{"của", "trên", "địa", "bàn", "phường", "xã", "toàn", "hiện", "nay", "các", "được", "đã", "tổng", "trong", "năm", "kỳ", "tại", "thường", "xuyên"}, w) && !isNumber(w) {
			words = append(words, w)
		}
	}
	if len(words) < 2 {
		return ""
	}
	return strings.Join(words, " ")
}

var (
	turnout  = regexp.MustCompile(`tham (?:gia|dự)|đi bầu|đi bỏ phiếu|có mặt`)
	approval = regexp.MustCompile(`trúng cử|tán thành|nhất trí|tín nhiệm|đồng ý|phiếu bầu|số phiếu|biểu quyết`)
	voting   = regexp.MustCompile(`bầu|phiếu|trúng cử|lấy ý kiến|tín nhiệm`)
	rate     = regexp.MustCompile(num + `\s*%`)
)

// sameRate: rule turnout-as-votes. The share of those who came and the share of the votes are two things: a report that
// gives another result elsewhere took one for the other.
func sameRate(r *report) {
	type said struct {
		value float64
		line  int
		raw   string
		of    string // the fraction that it is: "437/484"
	}
	var came, voted []said
	for i, s := range r.sentences {
		if !voting.MatchString(s.low) && !(turnout.MatchString(s.low) && i > 0 && r.sentences[i-1].p == s.p && voting.MatchString(r.sentences[i-1].low)) || s.comparing || s.planned && !strings.Contains(s.low, "kết quả") {
			continue
		}
		from := 0
		for _, m := range rate.FindAllStringSubmatchIndex(s.low, -1) {
			clause := s.low[from:m[0]]
			tail := s.low[m[1]:min(len(s.low), m[1]+200)]
			if stop := strings.IndexAny(tail, ",;"); stop >= 0 {
				tail = tail[:stop]
			}
			v := said{value: value(s.low[m[2]:m[3]]), line: s.line(m[2]), raw: s.low[m[2]:m[3]]}
			between := ""
			if f := fractionBefore.FindStringSubmatchIndex(clause); f != nil {
				v.of = clause[f[2]:f[3]] + "/" + clause[f[4]:f[5]]
				between = lastClause(clause[:f[2]]) + clause[f[5]:]
			}
			switch {
			case turnout.MatchString(tail), turnout.MatchString(between) && !approval.MatchString(between):
				came = append(came, v)
			case approval.MatchString(tail), approval.MatchString(lastClause(clause)), approval.MatchString(between):
				voted = append(voted, v)
			}
			from = m[1]
		}
	}
	for _, v := range voted {
		for _, w := range voted {
			i := slices.IndexFunc(came, func(c said) bool { return c.value == v.value })
			if i < 0 || w.value == v.value || v.value == 100 {
				continue
			}
			r.add(Finding{
				Line: v.line, Also: []int{came[i].line, w.line}, Severity: Error, Rule: "turnout-as-votes",
				Message: fmt.Sprintf("%s%% được ghi là kết quả bầu, nhưng dòng %d cho biết đó là tỷ lệ tham dự%s; dòng %d ghi kết quả %s%%%s.",
					v.raw, came[i].line, inBrackets(came[i].of), w.line, w.raw, inBrackets(w.of)),
				Suggestion: fmt.Sprintf("Hãy tách tỷ lệ tham dự %s%% và tỷ lệ phiếu bầu %s%%%s.", v.raw, w.raw, ofAll(came[i].of, w.of)),
			})
			break
		}
	}
}

func inBrackets(fraction string) string {
	if fraction == "" {
		return ""
	}
	return " (" + fraction + ")"
}

// ofAll says what share of all who might have come voted so: the number that is easily taken for the result.
func ofAll(came, voted string) string {
	here, all, ok := strings.Cut(came, "/")
	yes, present, voting := strings.Cut(voted, "/")
	if !ok || !voting || value(here) != value(present) || value(all) == 0 {
		return ""
	}
	return fmt.Sprintf("; tính trên cả %s thì %s phiếu bằng %s%%", all, yes, written(value(yes)/value(all)*100, 2))
}

var fractionBefore = regexp.MustCompile(`(\d+(?:\.\d{3})*)\s?/\s?(\d+(?:\.\d{3})*)[^;%]*$`)

func lastClause(s string) string {
	if at := strings.LastIndexAny(s, ",;:"); at >= 0 {
		return s[at:]
	}
	return s
}

var amount = regexp.MustCompile(`quỹ ((?:\p{L}+\s){1,8}?)(?:với |được |tổng |số |tiền |thu |là |đạt )*` + num + `\s*(triệu |nghìn |tỷ )?đồng(?:[^/]|$)`)

// magnitudes: rule magnitude. Two collections in one sentence, one ten times the other with the same first digits: a
// digit or three may be missing.
func magnitudes(r *report) {
	for _, s := range r.sentences {
		var before number
		for _, m := range amount.FindAllStringSubmatchIndex(s.low, -1) {
			n := numberAt(s, m[4])
			if n.raw == "" {
				continue
			}
			a, b := significant(before), significant(n)
			if before.raw != "" && a[0] == b[0] && (strings.Contains(a, b) || strings.Contains(b, a)) &&
				math.Max(before.value/n.value, n.value/before.value) >= 10 {
				r.add(Finding{
					Line: s.line(n.start), Severity: Warning, Rule: "magnitude",
					Message:    fmt.Sprintf("%s đồng và %s đồng hơn kém nhau trên 10 lần mà chữ số gần giống nhau.", before.raw, n.raw),
					Suggestion: "Hãy đối chiếu với sổ quỹ xem có thừa, thiếu chữ số không.",
				})
			}
			before = n
		}
	}
}

// significant are the digits without the zeros behind: 13.000.000 is 13.
func significant(n number) string {
	s := strings.TrimRight(strings.NewReplacer(".", "", ",", "").Replace(n.raw), "0")
	if s == "" {
		return "0"
	}
	return s
}

var moneyCount = regexp.MustCompile(`(?:^|\D)10{1,4}\s+(?:\p{L}+)`)

// moneyUnits: rule magnitude too. One sentence tells one amount in two sizes ("4.500 triệu đồng, bằng 4,5 triệu đồng"), or
// an amount of thousands of tỷ beside one of a few.
func moneyUnits(r *report) {
	for _, s := range r.sentences {
		var amounts []number
		for _, n := range s.numbers {
			if n.isMoney() && n.value > 0 {
				amounts = append(amounts, n)
			}
		}
		if len(amounts) < 2 && r.tooRich(s, amounts) || eachOf.MatchString(s.low) || moneyCount.MatchString(s.low) {
			continue
		}
		for i, b := range amounts {
			for _, a := range amounts[:i] {
				times := math.Max(a.value/b.value, b.value/a.value)
				if digits := significant(a); len(strings.ReplaceAll(digits, ",", "")) >= 2 && sameDigits(a, b) && (near1000(times) || near1000(times/1000)) {
					r.add(Finding{
						Line: s.line(b.start), Severity: Warning, Rule: "magnitude",
						Message:    fmt.Sprintf("%s đồng và %s đồng cùng chữ số mà hơn kém nhau %s lần.", a.said(), b.said(), written(math.Round(times), 0)),
						Suggestion: "Hãy kiểm tra đơn vị: đồng, nghìn đồng, triệu đồng hay tỷ đồng.",
					})
				}
			}
			r.tooRich(s, []number{b})
		}
	}
}

func near1000(times float64) bool { return math.Abs(times-1000) < 1e-6 }

func sameDigits(a, b number) bool {
	strip := func(n number) string {
		return strings.Trim(strings.NewReplacer(".", "", ",", "").Replace(n.raw), "0")
	}
	return strip(a) == strip(b)
}

// tooRich doubts a thousand tỷ and more in the papers of a ward, of which the largest have some hundreds. It reports whether
// it said so.
func (r *report) tooRich(s *sentence, amounts []number) bool {
	for _, n := range amounts {
		if n.times == "tỷ" && n.value >= 1e12 && grouped.MatchString(n.raw) {
			r.add(Finding{
				Line: s.line(n.start), Severity: Warning, Rule: "magnitude",
				Message:    fmt.Sprintf("%s tỷ đồng là quá lớn so với một xã, phường.", n.raw),
				Suggestion: fmt.Sprintf("Có phải là %s triệu đồng?", n.raw),
			})
			return true
		}
	}
	return false
}

// swappedDigits: rule swapped-digits. One thing counted twice, with two neighbouring digits changed over: 2.105 hộ and 2.015
// hộ. Only long numbers are compared, and only where few of their unit are told: others meet by chance.
func swappedDigits(r *report) {
	type place struct {
		n    number
		s    *sentence
		line int
	}
	byUnit := map[string][]place{}
	for _, s := range r.sentences {
		if s.p.table > 0 || s.comparing || s.ahead || r.speaksOfPast(s) {
			continue
		}
		for _, n := range s.numbers {
			if unit := twoWords(n.after); unit != "" && !n.percent && n.scale == 1 && n.decimals == 0 && n.value >= 100 && !nearYear(s.low, n) {
				byUnit[unit] = append(byUnit[unit], place{n, s, s.line(n.start)})
			}
		}
	}
	for _, unit := range slices.Sorted(maps.Keys(byUnit)) {
		all := byUnit[unit]
		if len(all) > 12 {
			continue
		}
		for i, b := range all {
			for _, a := range all[:i] {
				if a.s.p == b.s.p || !swapped(a.n.value, b.n.value) || r.toldOf(b.line, a.line) {
					continue
				}
				r.add(Finding{
					Line: b.line, Also: []int{a.line}, Severity: Warning, Rule: "swapped-digits",
					Message:    fmt.Sprintf("“%s %s” và “%s %s” (dòng %d) chỉ khác nhau hai chữ số đổi chỗ.", b.n.raw, unit, a.n.raw, unit, a.line),
					Suggestion: "Hãy kiểm tra có phải là một số không.",
				})
			}
		}
	}
}

// toldOf reports whether a finding about two lines is there already.
func (r *report) toldOf(line, other int) bool {
	return slices.ContainsFunc(r.findings, func(f Finding) bool {
		return f.Line == line && slices.Contains(f.Also, other) || f.Line == other && slices.Contains(f.Also, line)
	})
}

// twoWords are the two words behind a number when they are a unit of counts.
func twoWords(after string) string {
	m := nounAfter.FindStringSubmatch(after)
	if m == nil {
		return ""
	}
	first, _, _ := strings.Cut(m[1], " ")
	switch {
	case first == "hộ" || first == "người" || first == "km":
		return first
	case countNouns[first] && strings.Contains(m[1], " "):
		return m[1]
	}
	return ""
}

func swapped(a, b float64) bool {
	x, y := strconv.FormatFloat(a, 'f', 0, 64), strconv.FormatFloat(b, 'f', 0, 64)
	if len(x) != len(y) || x == y {
		return false
	}
	i := 0
	for x[i] == y[i] {
		i++
	}
	return i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && x[i+2:] == y[i+2:]
}
