package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// claim is something said to be there, or not.
type claim struct {
	s      *sentence
	offset int
	what   string          // the words after "không có" or "vẫn còn"
	about  map[string]bool // its pairs of words
	zero   bool
}

var (
	denial = regexp.MustCompile(`(?:không|chưa|không để) (?:có|còn|phát sinh|xảy ra|ghi nhận|phát hiện|tiếp nhận)(?: thêm)?(?: bất kỳ| một)?(?: các| những)?\s+([^.;:]+)|(?:^|[\s(])(?:0|00|không) ((?:đơn|vụ|trường hợp|ca|hồ sơ|điểm)\s[^.;:]+)`)
	// Whatever goes on or happened; numbers are read where they stand.
	affirmation = regexp.MustCompile(`(?:tiếp tục|vẫn|vẫn còn|còn|có lúc)\s+(?:có|để|để xảy ra|xảy ra|phát sinh|tồn tại|diễn ra)(?: tình trạng| hiện tượng)?(?: các| những| một số| nhiều)?\s+([^.;:]+)` +
		`|(?:vẫn còn|còn)\s+(?:tình trạng|hiện tượng|một số|nhiều|xuất hiện)\s+([^.;:]+)|(?:xảy ra|phát sinh|ghi nhận|phát hiện|tiếp nhận|có|để xảy ra|xử phạt|lập biên bản)\s+((?:\d+|một|hai|ba|bốn|năm|một số|nhiều)\s+(?:đơn|vụ|trường hợp|ca|điểm|hiện tượng|tố cáo|khiếu nại|cơ sở)[^.;:]*)` +
		`|(?:tình trạng|hiện tượng)\s+([^.;:]+?)\s+(?:còn|vẫn|chưa|diễn ra|xảy ra|ngày càng)` +
		`|(?:^|[\s(])0*([1-9]\d* (?:hồ sơ|đơn thư|đơn|vụ việc|vụ|trường hợp)(?: \p{L}+){0,4}? (?:quá hạn|trễ hạn|vượt cấp|kéo dài|tồn đọng)[^.;:,]*)`)
	denied = regexp.MustCompile(`(?:không|chưa|hạn chế|tránh|ngăn chặn|ngăn ngừa|chấm dứt|phòng ngừa)(?: tối đa)?(?: việc)?\s*$`)
	// A trouble is what a report denies; "tiếp tục có nhiều cố gắng" affirms none.
	trouble     = regexp.MustCompile(`đơn|vụ|vi phạm|vượt cấp|kéo dài|khiếu|tố cáo|ô nhiễm|tai nạn|cháy|nổ|dịch|tội phạm|ma túy|tệ nạn|tham nhũng|tiêu cực|bạo lực|đốt|đổ|lấn chiếm|trái phép|chậm|quá hạn|trễ|mất|nợ|tái nghèo|tranh chấp|bức xúc|sai phạm|ngộ độc|ngập|trộm|đuối nước|tảo hôn|bỏ học`)
	clauseStop  = regexp.MustCompile(`,\s*(?:không|đảm bảo|góp phần|được|do đó|qua đó|từ đó|nhưng|tuy|song)|\s(?:nhưng|tuy nhiên|song)\s|\s(?:do|vì)\s`)
	severeTopic = 2 // shared pairs of words that make two claims about one thing
)

// claims finds what the report denies and affirms of its own period.
func (r *report) claims() (denials, affirmations []claim) {
	for _, s := range r.sentences {
		if s.comparing || r.speaksOfPast(s) || s.ahead && strings.Contains(s.low, "không để ") {
			continue
		}
		if m := allOnTime.FindStringSubmatchIndex(s.low); m != nil && !s.planned && !s.ahead {
			what := s.low[m[2]:m[3]] + " quá hạn"
			denials = append(denials, claim{s: s, offset: m[0], what: what, about: map[string]bool{"quá hạn": true}, zero: true})
		}
		for _, m := range denial.FindAllStringSubmatchIndex(s.low, -1) {
			if c, ok := newClaim(s, m); ok && !settled.MatchString(c.what) {
				c.zero = true
				denials = append(denials, c)
			}
		}
		if s.planned && !strings.Contains(s.low, "tiếp tục có") {
			continue
		}
		for _, m := range affirmation.FindAllStringSubmatchIndex(s.low, -1) {
			if denied.MatchString(s.low[:m[0]]) || strings.HasSuffix(s.low[:m[0]], "không ") {
				continue
			}
			if c, ok := newClaim(s, m); ok && !zeroCount.MatchString(c.what) {
				affirmations = append(affirmations, c)
			}
		}
	}
	return denials, affirmations
}

// allOnTime denies that anything was late.
var allOnTime = regexp.MustCompile(`(?:100\s*%|tất cả|toàn bộ)\s+(?:số\s+|các\s+)?(hồ sơ|đơn thư|đơn)[^.;%]{0,60}(?:trước hạn|đúng hạn|đúng thời hạn)`)

var zeroCount = regexp.MustCompile(`^0+ `)

func (r *report) speaksOfPast(s *sentence) bool {
	if !s.digits {
		return false
	}
	for _, y := range anyYear.FindAllString(s.low, -1) {
		if r.period.year != 0 && r.isPast(y) && !strings.Contains(s.low, fmt.Sprint(r.period.year)) {
			return true
		}
	}
	return false
}

// settled is what nobody regrets: that nothing was settled denies no trouble.
var settled = regexp.MustCompile(`giải quyết xong|đã (?:được )?giải quyết|hoàn thành`)

var stillThere = regexp.MustCompile(`(?:tiếp tục|vẫn|vẫn còn) (?:có|còn|xảy ra|phát sinh) `)

// effort is what a report does about a trouble.
var effort = regexp.MustCompile(`cố gắng|chuyển biến|giải pháp|biện pháp|nỗ lực|mô hình|phòng,? chống|phòng ngừa|chỉ đạo`)

// newClaim makes a claim of a match: its first group that matched is what it is about.
func newClaim(s *sentence, m []int) (claim, bool) {
	for g := 2; g < len(m); g += 2 {
		if m[g] < 0 {
			continue
		}
		what := s.low[m[g]:m[g+1]]
		if nested := stillThere.FindAllStringIndex(what, -1); nested != nil {
			what = what[nested[len(nested)-1][1]:] // "… chưa hài lòng và tiếp tục có đơn thư"
		}
		if stop := clauseStop.FindStringIndex(what); stop != nil {
			what = what[:stop[0]]
		}
		c := claim{s: s, offset: m[0], what: strings.TrimSpace(what), about: pairs(what)}
		for _, word := range wordsOf(what) {
			if namedTrouble[word] {
				c.about[word] = true
			}
		}
		return c, trouble.MatchString(what) && !effort.MatchString(what) && len(c.about) > 0
	}
	return claim{}, false
}

// oppositeClaims: rule opposite-claims. What one place denies and another affirms; about the same thing an error, about a
// wider subject a warning.
func oppositeClaims(r *report) {
	denials, affirmations := r.claims()
	index := map[string][]int{} // denials by a pair of their topic
	topics := make([]map[string]bool, len(denials))
	for i, no := range denials {
		topics[i] = topicOf(no)
		for pair := range topics[i] {
			index[pair] = append(index[pair], i)
		}
	}
	for _, yes := range affirmations {
		var lines []int
		severity, denialText := Warning, ""
		for _, i := range sharing(index, yes.about) {
			no, topic := denials[i], topics[i]
			common := commonPairs(topic, yes.about)
			if no.s == yes.s || common == 0 || exception(no, yes) {
				continue
			}
			lines = append(lines, no.s.line(no.offset))
			if common >= severeTopic || strongTopic(no, yes) || len(topic) == len(no.about) && allWeak(topic) {
				severity = Error
			}
			if denialText == "" {
				denialText = no.what
			}
		}
		if len(lines) == 0 {
			continue
		}
		r.add(Finding{
			Line: yes.s.line(yes.offset), Also: lines, Severity: severity, Rule: "opposite-claims",
			Message: fmt.Sprintf("Ở đây nêu có %s, nhưng %s khẳng định không có %s.",
				quote(yes.what), linesOf(unique(lines)), quote(denialText)),
			Suggestion: "Hãy kiểm tra sổ theo dõi và giữ một khẳng định đúng.",
		})
	}
}

// sharing are the denials that share a pair with a claim, in order. A report has few; of thousands the first decide.
func sharing(index map[string][]int, about map[string]bool) []int {
	const most = 25
	var all []int
	for pair := range about {
		all = append(all, index[pair][:min(most, len(index[pair]))]...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// weak pairs say what kind of thing it is, not what it is about: without more they decide nothing.
var weak = map[string]bool{
	"vi phạm": true, "đơn thư": true, "khiếu nại": true, "đơn khiếu": true, "tố cáo": true, "đơn tố": true, "kiến nghị": true,
	"phản ánh": true, "hành vi": true, "pháp luật": true, "tiêu cực": true,
}

// topicOf is what a denial is about: all of its pairs when none says more than the kind.
func topicOf(c claim) map[string]bool {
	topic := map[string]bool{}
	for pair := range c.about {
		if !weak[pair] {
			topic[pair] = true
		}
	}
	if len(topic) == 0 {
		return c.about
	}
	return topic
}

func allWeak(topic map[string]bool) bool {
	for pair := range topic {
		if !weak[pair] {
			return false
		}
	}
	return true
}

var persistent = regexp.MustCompile(`vượt cấp|kéo dài|quá hạn|trễ hạn|đông người|tồn đọng|nặc danh`)

// strongTopic reports whether both claims name the same kind of trouble.
func strongTopic(a, b claim) bool {
	for pair := range a.about {
		if b.about[pair] && namedTrouble[pair] {
			return true
		}
	}
	return false
}

var namedTrouble = func() map[string]bool {
	set := map[string]bool{}
	for pair := range strings.SplitSeq("vượt cấp,kéo dài,quá hạn,trễ hạn,khiếu kiện,tham nhũng,bạo lực gia,tai nạn giao,ma túy,ngộ độc,tái nghèo,đuối nước,bỏ học,tảo hôn,lấn chiếm,trái phép,sốt xuất,xuất huyết,cháy,trộm,cướp,ngập,sạt,trộm cắp,tội phạm", ",") {
		set[pair] = true
	}
	return set
}()

// exception is a denial that is narrower than what is affirmed: no fire that kills, and two fires.
var narrower = regexp.MustCompile(`nghiêm trọng|lớn|chết người|gây thiệt hại|phức tạp|mới|trọng điểm|điểm nóng|thiệt hại|đặc biệt`)

func exception(no, yes claim) bool {
	if asked := persistent.FindAllString(no.what, -1); asked != nil && !slices.ContainsFunc(asked, func(q string) bool { return strings.Contains(yes.what, q) }) {
		return true // no petitions above the ward, and petitions
	}
	a, b := narrower.FindString(no.what), narrower.FindString(yes.what)
	return a != b && a != ""
}

func unique(lines []int) []int {
	var out []int
	seen := map[int]bool{}
	for _, l := range lines {
		if !seen[l] {
			seen[l] = true
			out = append(out, l)
		}
	}
	return out
}

var (
	aim     = regexp.MustCompile(`(?:phấn đấu|mục tiêu|chỉ tiêu|hướng tới|đặt ra|đề ra)[^.;]{0,60}?(\d{1,3}(?:,\d+)?)\s*%\s+([^.;]+)`)
	reached = regexp.MustCompile(`(?:đến nay|hiện nay|hiện|đã đạt|đã có|đạt|tính đến[^.;%]{0,30})[^.;%\d]{0,40}?(\d{1,3}(?:,\d+)?)\s*%\s+([^.;]+)`)
)

// reachedTargets: rule target-reached. One place still strives for what another says is done.
func reachedTargets(r *report) {
	type goal struct {
		s       *sentence
		at      int
		percent float64
		about   map[string]bool
		what    string
	}
	find := func(pattern *regexp.Regexp, planned bool) (all []goal) {
		for _, s := range r.sentences {
			if s.comparing || !planned && (s.planned && aim.MatchString(s.low)) {
				continue
			}
			for _, m := range pattern.FindAllStringSubmatchIndex(s.low, -1) {
				all = append(all, goal{s, m[0], value(s.low[m[2]:m[3]]), pairs(s.low[m[4]:m[5]]), s.low[m[4]:m[5]]})
			}
		}
		return all
	}
	done := find(reached, false)
	done = done[:min(len(done), 500)] // more than any report has; each goal is compared with each
	for _, g := range find(aim, true) {
		for _, d := range done {
			if g.percent == d.percent && d.s != g.s && commonPairs(g.about, d.about) >= 3 {
				r.add(Finding{
					Line: g.s.line(g.at), Also: []int{d.s.line(d.at)}, Severity: Warning, Rule: "target-reached",
					Message: fmt.Sprintf("Ở đây còn phấn đấu %s%% %s, nhưng dòng %d nói đã đạt.", written(g.percent, 2),
						quote(firstWords(g.what, 8)), d.s.line(d.at)),
					Suggestion: "Hãy giữ kết quả thực tế và bỏ mục tiêu đã đạt, hoặc sửa kết quả.",
				})
				break
			}
		}
	}
}

func firstWords(s string, n int) string {
	words := strings.Fields(s)
	return strings.Join(words[:min(n, len(words))], " ")
}

var offered = regexp.MustCompile(num + `\s+(?:dịch vụ|thủ tục|tthc|dvc)`)

// unusedServices: rule unused-services. "100 % online" beside a count that shows few services used at all.
func unusedServices(r *report) {
	for i, p := range r.paragraphs {
		low := lower(p.text)
		if !strings.Contains(low, "100%") || !strings.Contains(low, "trực tuyến") {
			continue
		}
		m := offered.FindStringSubmatchIndex(low)
		if m == nil {
			continue
		}
		for _, n := range offered.FindAllStringSubmatchIndex(low[m[1]:], -1) {
			rest := low[m[1]:]
			whole, part := value(low[m[2]:m[3]]), value(rest[n[2]:n[3]])
			if whole > 0 && part/whole < 0.5 && strings.Contains(rest[n[1]:], "phát sinh") {
				r.add(Finding{
					Line: r.paragraphs[i].line(m[2]), Severity: Warning, Rule: "unused-services",
					Message: fmt.Sprintf("Nói 100%% trực tuyến nhưng chỉ %s/%s dịch vụ phát sinh hồ sơ (%s%%).",
						rest[n[2]:n[3]], low[m[2]:m[3]], written(part/whole*100, 1)),
					Suggestion: "Hãy nói rõ 100% của số nào: hồ sơ, thủ tục hay lượt nộp.",
				})
			}
		}
	}
}

var vague = regexp.MustCompile(`hàng (?:chục|trăm|nghìn|ngàn|vạn)(?: nghìn| ngàn)?(?: lượt)? (?:người|lượt|hộ|hội viên|học sinh|đoàn viên|cán bộ|tờ|tin|em)[^,.;]{0,40}`)

var everyone = regexp.MustCompile(`100\s*%\s*(?:số\s+|các\s+)?(?:hộ|người)(?: dân)?[^,.;]{0,30}?(?:được biết|nắm được|hiểu biết|nắm rõ|hiểu rõ|đồng tình|hài lòng|nhận thức)`)

// vagueClaims: rule vague-claim. Numbers that nobody can check.
func vagueClaims(r *report) {
	for _, s := range r.sentences {
		for _, m := range vague.FindAllStringIndex(s.low, -1) {
			r.add(Finding{
				Line: s.line(m[0]), Severity: Warning, Rule: "vague-claim",
				Message:    fmt.Sprintf("%s không kiểm chứng được.", quote(wholeWords(s.text, m[0], m[1]))),
				Suggestion: "Hãy ghi con số từ sổ hoặc danh sách, hoặc bỏ câu này.",
			})
		}
		if m := everyone.FindStringIndex(s.low); m != nil && !s.planned {
			r.add(Finding{
				Line: s.line(m[0]), Severity: Warning, Rule: "vague-claim",
				Message:    fmt.Sprintf("%s không có cách đo.", quote(s.text[m[0]:m[1]])),
				Suggestion: "Hãy nêu hình thức, thời gian thông báo thay cho tỷ lệ.",
			})
		}
	}
}

// wholeWords is s[from:to] without a word that is cut off at its end.
func wholeWords(s string, from, to int) string {
	if to < len(s) && s[to] != ' ' && !strings.ContainsAny(s[to:to+1], ",.;") {
		if space := strings.LastIndexByte(s[from:to], ' '); space > 0 {
			to = from + space
		}
	}
	return s[from:to]
}
