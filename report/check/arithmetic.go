package check

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
)

const num = `(\d+(?:[.,]\d+)*)`

var (
	// 437/484 bằng 90,3%; 437 trên 484 hộ, đạt 90,3%.
	fractionPercent = regexp.MustCompile(`(?:^|[^\d/.,])` + num + `(?:\s?/\s?|\s+trên(?:\s+tổng(?:\s+số)?)?\s+)` + num +
		`([^\d.;]{0,60}?)\s*(?:,\s*)?(?:bằng|đạt(?:\s+tỷ lệ)?|tương đương|chiếm(?:\s+tỷ lệ)?|là|=|\(|tỷ lệ|-|–)\s*(?:tỷ lệ\s+|khoảng\s+)?` + num + `\s*%`)
	// 98% (1.960/2.000 hộ).
	percentFraction = regexp.MustCompile(num + `\s*%[^\d();.,]{0,50}\(\s*` + num + `\s?/\s?` + num)
	fraction        = regexp.MustCompile(`(?:^|[\s(:])` + num + `\s?/\s?` + num + `\s+(\p{L}+)`)
	aboutDates      = regexp.MustCompile(`(?:ngày|tháng|số|quý|luật|điều|khoản|nghị định|thông tư|quyết định|kế hoạch|đường|tờ|thửa)\s*$`)
	// 4.405 [người] bằng 50,03% trên tổng dân số.
	partPercent = regexp.MustCompile(num + `(\s+[\p{L} ]{2,50}?)?\s*,?\s*\(?\s*(?:bằng|đạt(?:\s+tỷ lệ)?|chiếm(?:\s+tỷ lệ)?|tương đương|tỷ lệ)\s+` + num + `\s*%(\s+(?:(?:trên|so với|của|trong)\s+)?(?:tổng|dân số|số)[^,;.]*)?`)
	wholeBefore = regexp.MustCompile(`(?:tổng(?: số)?|dân số|toàn (?:phường|xã|thị trấn) (?:có|hiện có)|có tất cả)(?:năm \d{4}|[^\d%;]){0,90}?` + num)
	wholeAfter  = regexp.MustCompile(`\d\s*%\s+(?:trên|của|so với|trong)?\s*tổng(?: số)?\s+` + num)
)

// value reads digits of a match.
func value(s string) float64 { v, _ := parseNumber(s); return v }

// percentages: rule percentage. A part, its whole and a percentage in one clause agree.
func percentages(r *report) {
	for _, s := range r.sentences {
		if !s.digits {
			continue
		}
		done := map[int]bool{} // percentages checked already, by where they begin
		for _, m := range fractionPercent.FindAllStringSubmatchIndex(s.low, -1) {
			r.percentage(s, m[2], s.low[m[2]:m[3]], s.low[m[4]:m[5]], s.low[m[8]:m[9]])
			done[m[8]] = true
		}
		for _, m := range percentFraction.FindAllStringSubmatchIndex(s.low, -1) {
			r.percentage(s, m[2], s.low[m[4]:m[5]], s.low[m[6]:m[7]], s.low[m[2]:m[3]])
			done[m[2]] = true
		}
		for _, m := range partPercent.FindAllStringSubmatchIndex(s.low, -1) {
			if done[m[6]] || m[0] > 0 && joined(s.low[:m[0]], "") {
				continue
			}
			if whole, ok := r.wholeOf(s, m[0]); ok && value(s.low[m[2]:m[3]]) <= value(whole) {
				r.percentage(s, m[2], s.low[m[2]:m[3]], whole, s.low[m[6]:m[7]])
			}
		}
	}
}

// wholeOf finds the whole of which a part is told from an offset on: the nearest total before it, or one right after it.
func (r *report) wholeOf(s *sentence, from int) (string, bool) {
	if m := wholeAfter.FindStringSubmatch(s.low[from:]); m != nil {
		return m[1], true
	}
	all := wholeBefore.FindAllStringSubmatchIndex(s.low[:from], -1)
	if all == nil {
		return "", false
	}
	m := all[len(all)-1]
	if nearYear(s.low, number{raw: s.low[m[2]:m[3]], start: m[2], value: value(s.low[m[2]:m[3]])}) {
		return "", false
	}
	if between := s.low[m[1]:from]; len(numeral.FindAllString(between, -1)) > 2 || strings.HasPrefix(strings.TrimSpace(s.low[m[3]:]), "%") {
		return "", false
	}
	return s.low[m[2]:m[3]], true
}

func (r *report) percentage(s *sentence, offset int, part, whole, percent string) {
	n := number{}
	n.value, n.decimals = parseNumber(percent)
	a, b := value(part), value(whole)
	if b == 0 || n.percentOf(a, b) {
		return
	}
	r.add(Finding{
		Line: s.line(offset), Severity: Error, Rule: "percentage",
		Message:    fmt.Sprintf("%s/%s bằng %s%%, không phải %s%%.", part, whole, written(a/b*100, max(n.decimals, 2)), percent),
		Suggestion: "Hãy kiểm tra cả ba số, rồi tính lại tỷ lệ.",
	})
}

var planPercent = regexp.MustCompile(num + `\s*((?:tỷ|triệu|nghìn)?\s*(?:đồng|ha|tấn|con|km|người|hộ|hồ sơ)?)\s*,?\s*(?:đạt|bằng)(?:\s+tỷ lệ)?\s+` + num +
	`\s*%\s+(?:so với\s+)?(?:dự toán|kế hoạch|chỉ tiêu|nghị quyết)[^()\d;.]{0,40}\(\s*` + num + `\s*((?:tỷ|triệu|nghìn)?\s*(?:đồng|ha|tấn|con|km|người|hộ|hồ sơ)?)`)

var moneyOfMoney = regexp.MustCompile(num + `\s*(tỷ|triệu|nghìn)?\s*đồng\s*/\s*` + num + `\s*(tỷ|triệu|nghìn)?\s*đồng[^\d.;]{0,60}?(?:bằng|đạt|chiếm|\()\s*(?:tỷ lệ\s+)?` + num + `\s*%`)

// planPercentages: rule percentage too. "38,46 tỷ đồng, đạt 104,8% dự toán (36,7 tỷ đồng)", "9,8 tỷ đồng/12 tỷ đồng, bằng
// 81,7%".
func planPercentages(r *report) {
	for _, s := range r.sentences {
		if !s.digits {
			continue
		}
		for _, m := range planPercent.FindAllStringSubmatchIndex(s.low, -1) {
			if s.low[m[4]:m[5]] == s.low[m[10]:m[11]] {
				r.percentage(s, m[2], s.low[m[2]:m[3]], s.low[m[8]:m[9]], s.low[m[6]:m[7]])
			}
		}
		for _, m := range moneyOfMoney.FindAllStringSubmatchIndex(s.low, -1) {
			if m[4] < 0 && m[8] < 0 || m[4] >= 0 && m[8] >= 0 && s.low[m[4]:m[5]] == s.low[m[8]:m[9]] {
				r.percentage(s, m[2], s.low[m[2]:m[3]], s.low[m[6]:m[7]], s.low[m[10]:m[11]])
			}
		}
	}
}

var (
	listIntro = regexp.MustCompile(`(trong đó|bao gồm|gồm|cụ thể|chia ra)(?:\s*:|\s+có|\s+gồm)?\s*`)
	addends   = regexp.MustCompile(`(?:bằng|tổng(?: số| cộng)?(?: là)?|=)?\s*\(\s*(\d[\d.]*(?:\s*\+\s*\d[\d.]*)+)\s*\)`)
	nounAfter = regexp.MustCompile(`^\s+(\p{L}+(?:\s+\p{L}+)?)`)
)

// partsAndWholes: rules part-over-whole and sum-of-parts. A part is no larger than its whole, and the listed parts of a
// whole add up to it.
func partsAndWholes(r *report) {
	for _, s := range r.sentences {
		if !s.digits {
			continue
		}
		r.ballots(s)
		for _, m := range fraction.FindAllStringSubmatchIndex(s.low, -1) {
			a, b := value(s.low[m[2]:m[3]]), value(s.low[m[4]:m[5]])
			if aboutDates.MatchString(tail(s.low, m[2])) || a <= b || b == 0 || b >= 2000 && b < 2100 && a <= 12 || !countNouns[s.low[m[6]:m[7]]] {
				continue
			}
			r.add(Finding{
				Line: s.line(m[2]), Severity: Error, Rule: "part-over-whole",
				Message:    fmt.Sprintf("Phần lớn hơn tổng: %s/%s %s.", s.low[m[2]:m[3]], s.low[m[4]:m[5]], s.low[m[6]:m[7]]),
				Suggestion: "Hãy kiểm tra lại tử số và mẫu số.",
			})
		}
		for _, m := range listIntro.FindAllStringIndex(s.low, -1) {
			r.sumOfParts(s, m[0], m[1])
		}
		for _, m := range addends.FindAllStringSubmatchIndex(s.low, -1) {
			r.sumInBrackets(s, m[2], m[3])
		}
	}
}

var ballots = regexp.MustCompile(`phát ra(?: là|:)?\s+` + num + `[^.;\d]{0,40}thu (?:về|vào)(?: là|:)?\s+` + num + `(?:[^.;\d]{0,40}hợp lệ(?: là|:)?\s+` + num + `)?`)

// ballots checks "phiếu phát ra 26, phiếu thu về 25, phiếu hợp lệ 25".
func (r *report) ballots(s *sentence) {
	for _, m := range ballots.FindAllStringSubmatchIndex(s.low, -1) {
		for g := 4; g < len(m) && m[g] >= 0; g += 2 {
			whole, part := s.low[m[g-2]:m[g-1]], s.low[m[g]:m[g+1]]
			if value(part) > value(whole) {
				r.add(Finding{
					Line: s.line(m[g]), Severity: Error, Rule: "part-over-whole",
					Message:    fmt.Sprintf("Số phiếu %s nhiều hơn %s phiếu trước đó.", part, whole),
					Suggestion: "Hãy kiểm tra số phiếu phát ra, thu về và hợp lệ.",
				})
			}
		}
	}
}

// sumInBrackets checks "30 lượt (12 + 10 + 8)".
func (r *report) sumInBrackets(s *sentence, from, to int) {
	var before []number
	for _, n := range s.numbers {
		if n.end <= from {
			before = append(before, n)
		}
	}
	if len(before) == 0 || strings.ContainsAny(s.low[before[len(before)-1].end:from], ",;") {
		return
	}
	sum := 0.0
	for term := range strings.SplitSeq(s.low[from:to], "+") {
		sum += value(strings.TrimSpace(term))
	}
	if total := before[len(before)-1]; !total.percent && sum != total.value {
		r.add(Finding{
			Line: s.line(from), Severity: Error, Rule: "sum-of-parts",
			Message:    fmt.Sprintf("%s cộng lại bằng %s, không phải %s.", s.low[from:to], written(sum, 2), total.raw),
			Suggestion: "Hãy kiểm tra từng số hạng và tổng.",
		})
	}
}

// sumOfParts checks "07 đơn, trong đó 04 đơn đất đai, 03 đơn môi trường". A single part says nothing; parts of another
// unit are parts of something else.
func (r *report) sumOfParts(s *sentence, from, to int) {
	var whole *number
	for i := range s.numbers {
		if n := &s.numbers[i]; n.end <= from && !n.percent && !nearYear(s.low, *n) {
			whole = n
		}
	}
	if whole == nil || from-whole.end > 90 {
		return
	}
	unit := firstNoun(whole.after)
	same := func(noun string) bool { return noun == unit || pupils[noun] && pupils[unit] }
	sum, count, depth := 0.0, 0, 0
	var first int
	for _, n := range s.numbers {
		if n.start < to {
			continue
		}
		depth = strings.Count(s.low[to:n.start], "(") - strings.Count(s.low[to:n.start], ")")
		if noun := firstNoun(n.after); ordinalBefore.MatchString(tail(s.low, n.start)) || n.percent || depth > 0 || nearYear(s.low, n) || !same(noun) && noun != "" && countNouns[noun] {
			if depth > 0 || n.percent || ordinalBefore.MatchString(tail(s.low, n.start)) {
				continue
			}
			return // the list has things of two kinds
		}
		if !same(firstNoun(n.after)) && strings.TrimSpace(n.after) != "" && isWordNext(n.after) {
			return
		}
		if strings.HasSuffix(strings.TrimSpace(lastClause(s.low[to:n.start])), "mỗi") || eachOf.MatchString(lastClause(s.low[to:n.start])) {
			return // so much for each is no part
		}
		if count == 0 {
			first = n.start
		}
		sum, count = sum+n.value, count+1
	}
	if count < 2 || math.Abs(sum-whole.value) < 1e-6*max(whole.scale, 1) {
		return
	}
	severity := Error
	if sum < whole.value && strings.HasPrefix(s.low[from:], "trong đó") {
		severity = Warning // the list may leave something out
	}
	r.add(Finding{
		Line: s.line(first), Severity: severity, Rule: "sum-of-parts",
		Message:    fmt.Sprintf("Các phần cộng lại bằng %s, tổng ghi là %s %s.", whole.like(sum), whole.said(), unit),
		Suggestion: "Hãy kiểm tra từng phần, hoặc nêu phần còn thiếu.",
	})
}

// pupils are counted in three words: 720 học sinh are 350 em nam and 370 em nữ.
var pupils = wordSet(`học em cháu trẻ`)

// ordinalBefore makes a number a name: mức độ 4, thôn 2.
var ordinalBefore = regexp.MustCompile(`(?:mức độ|thôn|tổ|số|khu|lớp|cấp|quý|tháng|điều|khoản|ngày|khối|loại|hạng|giai đoạn|đợt)\s*$`)

func isWordNext(after string) bool { return nounAfter.MatchString(after) }

func nearYear(s string, n number) bool {
	return strings.HasSuffix(strings.TrimRight(s[:n.start], " "), "năm") || n.value >= 1990 && n.value <= 2100 && len(n.raw) == 4
}

// firstNoun is the word right after a number: its unit.
func firstNoun(after string) string {
	m := nounAfter.FindStringSubmatch(after)
	if m == nil {
		return ""
	}
	word, _, _ := strings.Cut(m[1], " ")
	return word
}

// countNouns are the units of a ward's counts.
var countNouns = wordSet(`đơn hồ hộ người vụ lượt ý cuộc buổi hội tin bài nhóm câu đoàn cán đại trường cơ tổ thôn cụm trẻ
	học cháu em đối thủ dịch phiếu cử công ca thẻ tuyến km tấn tờ quyển lớp khu điểm doanh văn kiến phản khiếu tố giấy
	chi đảng nhà cây chỉ mô phòng thành viên ngày phiên quỹ đồng suất căn phường xã hạng dự`)

var shareOf = regexp.MustCompile(`^\s*((?:\p{L}+\s+){2,6}\p{L}+)`)

// shares: rule share-sum. Percentages of one thing divided ("80% hộ dùng nước máy; 20% hộ dùng nước giếng") do not exceed
// the whole.
func shares(r *report) {
	for _, p := range r.paragraphs {
		low := lower(p.text)
		var list []number
		var what [][]string
		for _, n := range numbersIn(low) {
			if m := shareOf.FindStringSubmatch(n.after); n.percent && m != nil {
				list, what = append(list, n), append(what, strings.Fields(m[1]))
			}
		}
		for i := range list {
			sum, members := list[i].value, 1
			for j := i + 1; j < len(list); j++ {
				if divides(what[i], what[j]) && list[j].start-list[i].end < 200 {
					sum, members = sum+list[j].value, members+1
				}
			}
			if members > 1 && sum > 100.5 {
				r.add(Finding{
					Line: p.line(list[i].start), Severity: Error, Rule: "share-sum",
					Message:    fmt.Sprintf("Các tỷ lệ của %s cộng lại bằng %s%%, quá 100%%.", quote(strings.Join(what[i][:min(4, len(what[i]))], " ")), written(sum, 2)),
					Suggestion: "Hãy kiểm tra lại từng tỷ lệ.",
				})
				break
			}
		}
	}
}

// divides reports whether two shares are of one thing, each with another last word: they begin with the same four words
// or more ("người dân sử dụng nước" máy, ngầm).
func divides(a, b []string) bool {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i >= 4
		}
	}
	return false
}

var percentCount = regexp.MustCompile(num + `\s*%?\s*\(\s*` + num + `\s+(hộ|người|em|cháu|học sinh|cán bộ|hồ sơ|phiếu)`)

// impliedTotals: rule implied-total. "0,44% (11 hộ), 0,83% (21 hộ)" side by side are shares of one whole: there must
// be a whole that gives both.
func impliedTotals(r *report) {
	for _, p := range r.paragraphs {
		s := &sentence{p: p, text: p.text, low: lower(p.text)} // clauses of one list are separated by semicolons
		type implied struct {
			lo, hi float64
			text   string
			at     int
		}
		seen := map[string]implied{}
		for _, m := range percentCount.FindAllStringSubmatchIndex(s.low, -1) {
			p, decimals := parseNumber(s.low[m[2]:m[3]])
			count, unit := value(s.low[m[4]:m[5]]), s.low[m[6]:m[7]]
			slack := math.Pow(10, -float64(decimals))
			if p-slack <= 0 || p >= 100 || count == 0 {
				continue
			}
			now := implied{count / (p + slack) * 100, count / (p - slack) * 100, strings.TrimSpace(s.low[m[0]:m[1]]) + ")", m[0]}
			before, ok := seen[unit]
			if ok && m[0]-before.at < 160 && (now.lo > before.hi || now.hi < before.lo) {
				r.add(Finding{
					Line: s.line(m[0]), Also: []int{s.line(before.at)}, Severity: Error, Rule: "implied-total",
					Message: fmt.Sprintf("%s suy ra tổng %s–%s %s, nhưng %s suy ra %s–%s.", before.text, written(math.Ceil(before.lo), 0), written(math.Floor(before.hi), 0), unit,
						now.text, written(math.Ceil(now.lo), 0), written(math.Floor(now.hi), 0)),
					Suggestion: "Hãy tính lại hai tỷ lệ trên cùng một tổng số.",
				})
			}
			seen[unit] = now
		}
	}
}

var (
	bareDecimal  = regexp.MustCompile(`(?:tỷ lệ|còn|đạt|chiếm|bằng|là|tăng|giảm|xuống|lên)\s+(\d{1,3},\d{1,2})\s*(?:\(|,\s|;|\.\s|\.?$|và\s|so với)`)
	bareCounted  = regexp.MustCompile(`\s(\d{1,3},\d{1,2})\s*\(\d[\d.]*\s(?:hộ|người|em|cháu|hồ sơ|phiếu)`)
	percentThere = regexp.MustCompile(`\d\s*%`)
)

// missingPercent: rule missing-percent. A share without its sign beside one that has it.
func missingPercent(r *report) {
	for _, s := range r.sentences {
		if !s.digits {
			continue
		}
		percents := percentThere.FindAllStringIndex(s.low, -1)
		for _, m := range slices.Concat(bareDecimal.FindAllStringSubmatchIndex(s.low, -1), bareCounted.FindAllStringSubmatchIndex(s.low, -1)) {
			rate := strings.Contains(s.low[max(0, m[0]-80):m[2]], "tỷ lệ") || isShareOf(s.low[:m[2]], s.low[m[2]:m[3]])
			if percents == nil && !rate || strings.Contains(s.low[max(0, m[0]-60):m[2]], "điểm") || strings.Contains(s.low[max(0, m[0]-60):m[2]], "chỉ số") {
				continue
			}
			message := fmt.Sprintf("“%s” thiếu đơn vị.", s.low[m[2]:m[3]])
			if percents != nil {
				message = fmt.Sprintf("“%s” thiếu ký hiệu %%, trong khi cùng câu có “%s”.", s.low[m[2]:m[3]], numberEndingAt(s.low, percents[0][1]))
			}
			r.add(Finding{
				Line: s.line(m[2]), Severity: Error, Rule: "missing-percent",
				Message: message, Suggestion: fmt.Sprintf("Viết “%s%%”, nếu đó là tỷ lệ.", s.low[m[2]:m[3]]),
			})
		}
	}
}

var lastFraction = regexp.MustCompile(num + `\s?/\s?` + num + `[^\d.;]{0,60}$`)

// isShareOf reports whether a number without its sign is the share that the fraction before it gives.
func isShareOf(before, raw string) bool {
	m := lastFraction.FindStringSubmatch(before)
	if m == nil {
		return false
	}
	n := number{}
	n.value, n.decimals = parseNumber(raw)
	return value(m[2]) > 0 && n.percentOf(value(m[1]), value(m[2]))
}

// numberEndingAt is the number whose sign ends at offset: "0,44%".
func numberEndingAt(s string, end int) string {
	start := end
	for start > 0 && strings.ContainsRune("0123456789., %", rune(s[start-1])) {
		start--
	}
	return strings.Trim(s[start:end], " .,")
}
