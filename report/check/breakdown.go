package check

import (
	"fmt"
	"math"
	"regexp"
	"strings"
)

var (
	bracketList  = regexp.MustCompile(`\(([^()]{6,200})\)`)
	bracketItem  = regexp.MustCompile(`^\s*(?:và\s+)?([\p{L}][\p{L}\s-]*?)\s*:?\s+(\d+(?:\.\d{3})*(?:,\d+)?)\s*(\p{L}*)\s*$`)
	countPercent = regexp.MustCompile(num + `\s+(\p{L}+)([^\d();.]{0,60})\(\s*(?:chiếm\s+|đạt\s+|tỷ lệ\s+|bằng\s+)?` + num + `\s*%\s*\)`)
	totalBehind  = regexp.MustCompile(`(?:^|[\s,.;:(])(?:tổng cộng|cộng|tổng số tiền|tổng kinh phí(?: thực hiện)?|tổng trị giá|tổng giá trị)(?:\s+(?:là|đạt|:))*\s*$`)
)

// breakdowns: rule sum-of-parts too. Parts in brackets, parts with their shares, and amounts with their sum behind them.
func breakdowns(r *report) {
	for i, s := range r.sentences {
		if !s.digits {
			continue
		}
		if s.p.table > 0 {
			continue
		}
		for _, m := range bracketList.FindAllStringSubmatchIndex(s.low, -1) {
			r.bracketed(s, m[2], m[3])
		}
		r.sharedOut(s)
		for _, n := range s.numbers {
			if n.isMoney() && totalBehind.MatchString(tail(s.low, n.start)) {
				r.summedUp(i, n)
			}
		}
	}
}

// bracketed checks "41 đơn (kiến nghị 25, phản ánh 12, khiếu nại 05)": every item of the list is a name with its number.
func (r *report) bracketed(s *sentence, from, to int) {
	before := s.countBetween(0, from)
	if len(before) == 0 {
		return
	}
	whole := before[len(before)-1]
	if between := s.low[whole.end:from]; whole.percent || len([]rune(between)) > 45 || strings.ContainsAny(between, ",;:)") {
		return
	}
	items := strings.FieldsFunc(s.low[from:to], func(c rune) bool { return c == ';' })
	if len(items) < 2 {
		items = commaItems(s.low[from:to])
	}
	sum := 0.0
	for _, item := range items {
		m := bracketItem.FindStringSubmatch(item)
		if m == nil || m[3] != "" && m[3] != firstNoun(whole.after) && !(persons[m[3]] && whole.unit() == "người") || ordinalBefore.MatchString(m[1]+" ") || eachOf.MatchString(item) {
			return
		}
		sum += value(m[2]) * max(whole.scale, 1)
	}
	if len(items) < 2 || math.Abs(sum-whole.value) < whole.slack() && whole.decimals > 0 || sum == whole.value {
		return
	}
	severity := Error
	if sum < whole.value {
		severity = Warning // the list may leave something out
	}
	r.add(Finding{
		Line: s.line(from), Severity: severity, Rule: "sum-of-parts",
		Message:    fmt.Sprintf("Các phần trong ngoặc cộng lại bằng %s, tổng ghi là %s.", whole.like(sum), whole.said()),
		Suggestion: "Hãy kiểm tra từng phần, hoặc nêu phần còn thiếu.",
	})
}

var commaSpace = regexp.MustCompile(`,\s+`)

// commaItems splits at commas behind which a space stands: "1,5" stays whole, and so does "kiến nghị, phản ánh 20".
func commaItems(s string) (items []string) {
	rest := ""
	for _, item := range commaSpace.Split(s, -1) {
		item = rest + item
		if numeral.MatchString(item) {
			items, rest = append(items, item), ""
		} else {
			rest = item + " "
		}
	}
	if rest != "" {
		items = append(items, rest)
	}
	return items
}

// sharedOut checks a list of parts with their shares ("168 phiếu rất hài lòng (84%), 28 phiếu hài lòng (14%)") against the
// total of the same unit before it.
func (r *report) sharedOut(s *sentence) {
	list := countPercent.FindAllStringSubmatchIndex(s.low, -1)
	if len(list) < 2 {
		return
	}
	var whole *number
	for _, n := range s.countBetween(0, list[0][0]) {
		if firstNoun(n.after) == s.low[list[0][4]:list[0][5]] && !n.percent {
			whole = &n
		}
	}
	if whole == nil || list[0][0]-whole.end > 80 {
		return
	}
	sum, shares := 0.0, 0.0
	for _, m := range list {
		part := numberAt(s, m[2])
		if part.raw == "" || s.low[m[4]:m[5]] != firstNoun(whole.after) || part.value > whole.value {
			return
		}
		sum, shares = sum+part.value, shares+value(s.low[m[8]:m[9]])
	}
	if sum <= whole.value && shares <= 100.5 || shares > 150 {
		return // an incomplete list, or answers to several questions
	}
	r.add(Finding{
		Line: s.line(list[0][2]), Severity: Error, Rule: "sum-of-parts",
		Message:    fmt.Sprintf("Các phần cộng lại bằng %s (%s%%), tổng ghi là %s.", written(sum, 2), written(shares, 2), whole.said()),
		Suggestion: "Hãy kiểm tra từng phần và tổng số.",
	})
}

// summedUp checks a sum of money behind its terms, in one paragraph: some run of the amounts right before it gives it.
func (r *report) summedUp(i int, total number) {
	s := r.sentences[i]
	if eachOf.MatchString(lower(s.p.text)) || strings.Contains(lower(s.p.text), "trong đó") {
		return
	}
	var terms []number
	for _, other := range append(r.before(i, 4), s) {
		limit := len(other.low)
		if other == s {
			limit = total.start
		}
		for _, n := range other.countBetween(0, limit) {
			if n.isMoney() {
				terms = append(terms, n)
			}
		}
	}
	if len(terms) < 2 || len(terms) > 8 {
		return
	}
	sum := 0.0
	for k := len(terms) - 1; k >= 0; k-- {
		sum += terms[k].value
		if math.Abs(sum-total.value) < total.slack() {
			return
		}
	}
	r.add(Finding{
		Line: s.line(total.start), Severity: Warning, Rule: "sum-of-parts",
		Message:    fmt.Sprintf("Các khoản nêu trước cộng lại bằng %s, tổng ghi là %s.", total.like(sum), total.said()),
		Suggestion: "Hãy cộng lại các khoản, hoặc nêu khoản còn thiếu.",
	})
}

var (
	received = regexp.MustCompile(`(?:tiếp nhận|nhận)(?:\s+(?:được|mới|và giải quyết))?\s+$`)
	solved   = regexp.MustCompile(`(?:giải quyết|xử lý|trả kết quả|trả)(?:\s+(?:xong|được|dứt điểm|đúng hạn))*\s+$`)
	solvedOf = regexp.MustCompile(`(?:giải quyết|xử lý|trả kết quả)(?:\s+(?:xong|được|dứt điểm))*\s+` + num + `\s*/\s*` + num + `\s+(\p{L}+)`)
	leftOf   = regexp.MustCompile(`(?:^|[\s,;.])(?:hiện\s+)?còn(?:\s+lại)?\s+$`)
	leftIs   = regexp.MustCompile(`^[^\d.;]{0,40}(?:đang|chưa|trong (?:thời )?hạn)`)
	carried  = regexp.MustCompile(`chuyển sang|kỳ trước|tồn|chuyển (?:đơn|cơ quan|đến|qua|trả|\d)|từ chối|đình chỉ|hướng dẫn|rút đơn|trả lại|lưu đơn|không đủ|không thuộc|thuộc thẩm quyền`)
	onTime   = regexp.MustCompile(`(?:đúng hạn|đúng thời hạn)(?:\s+(?:là|đạt|:))?\s+$`)
	early    = regexp.MustCompile(`trước hạn(?:\s+(?:là|đạt|:))?\s+$`)
	doneAt   = regexp.MustCompile(`^[^\d.;()]{0,25},?\s*(?:\(\s*)?(?:đạt|bằng|chiếm)(?:\s+tỷ lệ)?\s+` + num + `\s*%`)
	tooLate  = regexp.MustCompile(`(?:quá hạn|trễ hạn|chậm hạn)(?:\s+(?:là|:))?\s+$`)
)

// remainders: rule remainder. What was settled and what is left is what came in; on time and late is what came in or less.
func remainders(r *report) {
	for i, s := range r.sentences {
		if s.p.table > 0 || s.comparing || s.ahead {
			continue
		}
		for _, n := range s.numbers {
			switch {
			case leftOf.MatchString(tail(s.low, n.start)) && leftIs.MatchString(n.after):
				r.remainder(i, n)
			case tooLate.MatchString(tail(s.low, n.start)):
				r.lateOnes(i, n)
			case solved.MatchString(tail(s.low, n.start)) && doneAt.MatchString(n.after):
				r.solvedShare(i, n)
			}
		}
	}
}

// nearby are the sentences of up to two paragraphs before, and the sentence itself, unless a heading or a table is between.
func (r *report) nearby(i int) (all []*sentence) {
	s := r.sentences[i]
	for k := i; k >= 0 && s.index-r.sentences[k].index <= 2; k-- {
		other := r.sentences[k]
		if other.p.table > 0 || other.p.isHeading() && !numeral.MatchString(other.low[label(other.p.text).size:]) {
			break
		}
		all = append(all, other)
	}
	return all
}

func (r *report) remainder(i int, left number) {
	var came, done *number
	for _, s := range r.nearby(i) {
		if carried.MatchString(s.low) {
			return
		}
		if m := solvedOf.FindStringSubmatchIndex(s.low); m != nil && done == nil && came == nil && s.low[m[6]:m[7]] == firstNoun(left.after) {
			done, came = &number{value: value(s.low[m[2]:m[3]])}, &number{value: value(s.low[m[4]:m[5]])}
		}
		for _, n := range s.numbers {
			switch {
			case n.start == left.start && s == r.sentences[i] || n.percent || firstNoun(n.after) != firstNoun(left.after):
			case received.MatchString(tail(s.low, n.start)) && came == nil:
				came = &n
			case solved.MatchString(tail(s.low, n.start)) && done == nil:
				done = &n
			}
		}
		if came != nil && done != nil {
			break
		}
	}
	if came == nil || done == nil || came.value-done.value == left.value || came.value < done.value {
		return
	}
	s := r.sentences[i]
	r.add(Finding{
		Line: s.line(left.start), Severity: Error, Rule: "remainder",
		Message:    fmt.Sprintf("Nhận %s, đã giải quyết %s thì còn %s, không phải %s.", written(came.value, 0), written(done.value, 0), written(came.value-done.value, 0), left.raw),
		Suggestion: "Hãy kiểm tra số tiếp nhận, số đã giải quyết và số còn lại.",
	})
}

// solvedShare checks "tiếp nhận 19 đơn. Đã giải quyết 18 đơn, đạt 100%".
func (r *report) solvedShare(i int, done number) {
	for _, other := range r.nearby(i) {
		if carried.MatchString(other.low) {
			return
		}
		for _, n := range other.numbers {
			if !n.percent && firstNoun(n.after) == firstNoun(done.after) && received.MatchString(tail(other.low, n.start)) && n.value >= done.value {
				r.percentage(r.sentences[i], done.start, done.raw, n.raw, doneAt.FindStringSubmatch(done.after)[1])
				return
			}
		}
	}
}

// lateOnes checks "tiếp nhận 980 hồ sơ; trả đúng hạn 965 hồ sơ, quá hạn 25 hồ sơ".
func (r *report) lateOnes(i int, late number) {
	s := r.sentences[i]
	if carried.MatchString(lower(s.p.text)) {
		return
	}
	var came, timely *number
	first := 0.0
	for _, other := range append(r.before(i, 2), s) {
		for _, n := range other.numbers {
			switch {
			case n.percent || firstNoun(n.after) != firstNoun(late.after):
			case received.MatchString(tail(other.low, n.start)):
				came = &n
			case onTime.MatchString(tail(other.low, n.start)):
				timely = &n
			case early.MatchString(tail(other.low, n.start)):
				first = n.value
			}
		}
	}
	if came == nil || timely == nil || first+timely.value+late.value <= came.value || first == 0 && strings.Contains(lower(s.p.text), "trước hạn") {
		return
	}
	timely.value += first
	r.add(Finding{
		Line: s.line(late.start), Severity: Error, Rule: "remainder",
		Message:    fmt.Sprintf("Trước hạn, đúng hạn %s và quá hạn %s cộng lại bằng %s, nhiều hơn %s đã nhận.", written(timely.value, 0), late.raw, written(timely.value+late.value, 0), came.raw),
		Suggestion: "Hãy kiểm tra số tiếp nhận, số đúng hạn và số quá hạn.",
	})
}
