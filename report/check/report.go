package check

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"danbiet/law"
)

// report is a document with what every rule asks of it.
type report struct {
	paragraphs []*paragraph
	sentences  []*sentence
	findings   []Finding
	doubted    map[string]bool // symbols of acts that a finding is about already

	acts     []cited  // named in the sentences, in order
	title    string   // "BÁO CÁO" and what follows it, small letters
	unit     string   // who reports: "phường Minh Đức"; "" when it cannot be told
	period   period   // zero when the title names none
	dated    law.Date // of the place-and-date line; zero without one
	dateLine int
	asOf     law.Date // "số liệu tính đến ngày …"
}

// sentence is a sentence or a clause up to a semicolon.
type sentence struct {
	p         *paragraph
	start     int // in the paragraph
	text, low string
	index     int  // of the paragraph
	digits    bool // at least one
	numbers   []number
	dates     []date
	comparing bool // speaks of another time to compare with
	planned   bool // of what is meant to be
	ahead     bool // stands in the part about what is to be done
}

// line is the line of the byte at offset.
func (s *sentence) line(offset int) int { return s.p.line(s.start + offset) }

func newReport(d Document) *report {
	r := &report{paragraphs: d.paragraphs, doubted: map[string]bool{}}
	for i, p := range d.paragraphs {
		for _, at := range split(p.text) {
			text := p.text[at[0]:at[1]]
			s := &sentence{p: p, start: at[0], text: text, low: lower(text), index: i}
			if s.digits = strings.ContainsAny(s.low, "0123456789"); s.digits {
				s.numbers, s.dates = numbersIn(s.low), datesIn(s.low)
			}
			s.comparing, s.planned = comparison.MatchString(s.low), intention.MatchString(s.low)
			r.sentences = append(r.sentences, s)
		}
	}
	r.readHead()
	r.lookAhead()
	r.acts = r.cited()
	return r
}

var (
	// tasks begin the part of a report that is about what comes.
	tasks = regexp.MustCompile(`nhiệm vụ|phương hướng|giải pháp|kiến nghị|đề xuất`)
	// deeds are in the heading of what was done, whatever tasks it names.
	deeds = regexp.MustCompile(`kết quả|tình hình|thực hiện nhiệm vụ|đánh giá|ưu điểm|công tác chỉ đạo`)
)

// lookAhead marks the sentences of the parts that are about what comes. A part is known by its heading, or by the line
// behind "Phần thứ hai".
func (r *report) lookAhead() {
	ahead := map[labelKind]bool{}
	for i, p := range r.paragraphs {
		l := label(p.text)
		if !l.isTop() || p.table > 0 {
			continue
		}
		head := p.text
		if len(p.text) <= l.size+2 && i+1 < len(r.paragraphs) {
			head = r.paragraphs[i+1].text
		}
		ahead[l.kind] = tasks.MatchString(lower(head)) && !deeds.MatchString(lower(head))
		if l.kind == chapter {
			ahead[capital], ahead[roman] = false, false
		}
		for _, s := range r.sentencesFrom(i) {
			if s.index > i && label(s.p.text).isTop() && s.p.table == 0 {
				break
			}
			s.ahead = ahead[chapter] || ahead[l.kind]
		}
	}
}

// sentencesFrom are the sentences of the paragraph at index and of those behind it.
func (r *report) sentencesFrom(index int) []*sentence {
	at, _ := slices.BinarySearchFunc(r.sentences, index, func(s *sentence, i int) int { return s.index - i })
	return r.sentences[at:]
}

var (
	sentenceEnd = regexp.MustCompile(`[.;!?…]+(?:/\.)?\s+`)
	shortForm   = regexp.MustCompile(`(?i)(?:^|[\s(/-])(?:\p{Lu}|tm|kt|tl|tuq|tp|tx|tt|ths|ts|gs|bs|đ/c|ông|bà|st|no|\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]+)\.\s*$`)
	comparison  = regexp.MustCompile(`so với|cùng kỳ|năm trước|kỳ trước|trước đó|(?:tăng|giảm)(?: thêm| được)? (?:\d|so|lên|xuống|hơn|từ)|từ năm|kể từ|chuyển sang|tồn từ`)
	otherSpan   = regexp.MustCompile(`quyết toán|giai đoạn|nhiệm kỳ|năm học|niên độ|năm ngân sách`)
	intention   = regexp.MustCompile(`phấn đấu|mục tiêu|chỉ tiêu|dự kiến|sẽ |kế hoạch|tiếp tục (?:triển khai|thực hiện|tuyên truyền|xây dựng)|đề nghị|đề xuất|trong thời gian tới|định hướng|phương hướng|hướng tới`)
)

// split returns where the sentences of a paragraph are.
func split(text string) [][2]int {
	var all [][2]int
	start := 0
	for _, at := range sentenceEnd.FindAllStringIndex(text, -1) {
		if next, _ := utf8.DecodeRuneInString(text[at[1]:]); strings.HasPrefix(text[at[0]:], "…") && unicode.IsLower(next) {
			continue // an ellipsis inside a sentence
		}
		if text[at[0]] == '.' && at[1]-at[0] <= 3 && shortForm.MatchString(text[max(start, at[1]-24):at[1]]) {
			continue
		}
		all = append(all, [2]int{start, at[1]})
		start = at[1]
	}
	if start < len(text) {
		all = append(all, [2]int{start, len(text)})
	}
	return short(all, text)
}

// short cuts what no sentence is as long as.
func short(all [][2]int, text string) [][2]int {
	if !slices.ContainsFunc(all, func(at [2]int) bool { return at[1]-at[0] > maxSentence }) {
		return all
	}
	var cut [][2]int
	for _, at := range all {
		for at[1]-at[0] > maxSentence {
			end := at[0] + cutAt(text[at[0]:at[1]], maxSentence)
			cut = append(cut, [2]int{at[0], end})
			at[0] = end
		}
		cut = append(cut, at)
	}
	return cut
}

// period is what a report is about: months of a year.
type period struct {
	year     int
	from, to time.Month
	name     string // as the title says: "6 tháng đầu năm"
}

func (p period) begin() law.Date { return law.Date{Year: p.year, Month: p.from, Day: 1} }

func (p period) end() law.Date {
	return law.Date{Year: p.year, Month: p.to, Day: 1}.AddMonths(1).AddDays(-1)
}

var (
	periodName = regexp.MustCompile(`(?:(\d{1,2}|sáu|ba|chín) tháng (đầu|cuối)|quý (iv|iii|ii|i|\d)|tháng (\d{1,2}))(?:\s+năm|\s*[/-])?\s*(\d{4})?|năm (\d{4})`)
	anyYear    = regexp.MustCompile(`\b(20\d\d)\b`)
	unitName   = regexp.MustCompile(`(?i:UBND|ủy ban nhân dân|uỷ ban nhân dân|công|địa bàn)\s+((?i:phường|xã|thị trấn)\s+\p{Lu}[\p{L}\d]*(?:\s+\p{Lu}[\p{L}\d]*){0,3})`)
	placeDate  = regexp.MustCompile(`^(.{2,40}),\s*ngày\s+(\d{1,2}|…|\.+)?\s*tháng\s+(\d{1,2})\s+năm\s+(\d{4})`)
	upTo       = regexp.MustCompile(`(?:tính|số liệu|kết quả|cập nhật)[^.;]{0,30} đến (?:hết )?(?:ngày )?`)
)

// readHead finds the title, the period, who reports and when.
func (r *report) readHead() {
	for _, p := range r.paragraphs[:min(len(r.paragraphs), headLength)] {
		if m := placeDate.FindStringSubmatch(afterBar(p.text)); m != nil && r.dateLine == 0 {
			r.dateLine = p.line(0)
			r.dated = dayOf(m[2], m[3], m[4])
		}
	}
	r.readTitle()
	r.period = readPeriod(r.title)
	for _, s := range r.sentences {
		if m := unitName.FindStringSubmatch(s.text); m != nil && r.unit == "" && !strings.HasPrefix(m[1], strings.ToUpper(strings.Fields(m[1])[0])) { // not a letterhead in capitals
			r.unit = normalName(m[1])
		}
		if at := upTo.FindStringIndex(s.low); at != nil && r.asOf.IsZero() && s.p.table == 0 {
			for _, d := range s.dates {
				if d.start >= at[1]-6 && d.start <= at[1]+6 {
					r.asOf = d.Date
				}
			}
		}
	}
}

// headLength is how many paragraphs the letterhead and the title have at most.
const headLength = 25

func (r *report) readTitle() {
	i := slices.IndexFunc(r.paragraphs[:min(len(r.paragraphs), headLength)], func(p *paragraph) bool { return strings.HasPrefix(strings.ToUpper(p.text), "BÁO CÁO") })
	if i >= 0 {
		r.title = r.titleFrom(i)
	}
}

// afterBar is the last cell of a row: letterheads are often tables.
func afterBar(s string) string {
	if at := strings.LastIndex(s, "| "); at >= 0 {
		return s[at+2:]
	}
	return s
}

func (r *report) titleFrom(i int) string {
	title := lower(r.paragraphs[i].text)
	for _, p := range r.paragraphs[i+1 : min(i+4, len(r.paragraphs))] {
		if label(p.text).kind != noLabel || basisStart.MatchString(p.text) || len([]rune(p.text)) > 320 {
			break
		}
		title += " " + lower(p.text)
	}
	return title
}

// readPeriod reads the first period of a title; its year may stand later ("6 tháng đầu năm, phương hướng 6 tháng cuối
// năm 2024").
func readPeriod(title string) period {
	m := periodName.FindStringSubmatch(title)
	if m == nil {
		return period{}
	}
	p := period{from: 1, to: 12, name: strings.TrimSpace(m[0])}
	year := m[5] + m[6]
	if year == "" {
		if y := anyYear.FindString(title); y != "" {
			year = y
		}
	}
	p.year, _ = strconv.Atoi(year) // four digits, or none
	count := map[string]int{"ba": 3, "sáu": 6, "chín": 9}[m[1]]
	if count == 0 {
		count, _ = strconv.Atoi(m[1])
	}
	switch {
	case m[1] != "" && m[2] == "đầu":
		p.to = time.Month(min(max(count, 1), 12))
	case m[1] != "":
		p.from = time.Month(13 - min(max(count, 1), 12))
	case m[3] != "":
		quarter := map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}[m[3]]
		if quarter == 0 {
			return period{}
		}
		p.from, p.to = time.Month(3*quarter-2), time.Month(3*quarter)
	case m[4] != "":
		month, _ := strconv.Atoi(m[4])
		if month < 1 || month > 12 {
			return period{}
		}
		p.from, p.to = time.Month(month), time.Month(month)
	}
	if p.year == 0 {
		return period{}
	}
	return p
}

// lines says several.
func linesOf(lines []int) string {
	var words []string
	for _, line := range lines {
		words = append(words, strconv.Itoa(line))
	}
	return "dòng " + strings.Join(words, ", ")
}
