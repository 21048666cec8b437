package check

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"danbiet/law"
)

// cited is an act named by its symbol: 59/2023/NĐ-CP or 14/KH-UBND.
type cited struct {
	s          *sentence
	at         int
	word       string // "nghị định"
	no         string // "59", without zeros before
	year       string // "2023", or "" in a ward's own symbols
	kind, from string // "NĐ", "CP"
	raw        string
	day        law.Date
}

var (
	symbol  = regexp.MustCompile(`(?i:(nghị định|nghị quyết|quyết định|thông tư|chỉ thị|kế hoạch|thông báo|báo cáo|tờ trình|hướng dẫn|chương trình|quy chế|đề án|phương án|công điện|công văn|luật)\s+)?(?i:số\s*:?\s*)?(\d{1,5})/(?:(\d{4})/)?(\p{Lu}[\p{L}\d]*)-(\p{Lu}[\p{L}&.-]*)`)
	dayNext = regexp.MustCompile(`^\s*,?\s*ngày\s+(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|^\s*,?\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})`)
)

func (r *report) cited() []cited {
	var all []cited
	for _, s := range r.sentences {
		if !s.digits || !strings.Contains(s.text, "/") {
			continue
		}
		for _, m := range symbol.FindAllStringSubmatchIndex(s.text, -1) {
			group := func(i int) string {
				if m[2*i] < 0 {
					return ""
				}
				return s.text[m[2*i]:m[2*i+1]]
			}
			c := cited{s: s, at: m[4], word: lower(group(1)), no: strings.TrimLeft(group(2), "0"), year: group(3), kind: group(4), from: strings.Trim(group(5), ".-")}
			c.raw = strings.Trim(s.text[m[4]:m[1]], ".-")
			if d := dayNext.FindStringSubmatch(s.text[m[1]:]); d != nil {
				c.day = dayOf(d[1]+d[4], d[2]+d[5], d[3]+d[6])
			}
			all = append(all, c)
		}
	}
	return all
}

// actKinds: rule act-kind. The word and the symbol say the same kind: a Nghị định is a NĐ, and the Government's.
func actKinds(r *report) {
	kinds := papers()
	only := issuers()
	for _, c := range r.acts {
		letters, known := kinds[c.word]
		who := only[c.kind]
		switch {
		case r.doubted[c.raw]:
		case known && !slices.Contains(letters, c.kind) && isKind(kinds, c.kind):
			r.add(Finding{
				Line: c.s.line(c.at), Severity: Error, Rule: "act-kind",
				Message:    fmt.Sprintf("Ghi là %s nhưng ký hiệu là “%s”.", c.word, c.raw),
				Suggestion: fmt.Sprintf("Ký hiệu của %s là “%s”; hãy đối chiếu văn bản gốc.", c.word, letters[0]),
			})
		case who != "" && c.from != who:
			r.add(Finding{
				Line: c.s.line(c.at), Severity: Error, Rule: "act-kind",
				Message: fmt.Sprintf("“%s”: nghị định chỉ do Chính phủ ban hành.", c.raw), Suggestion: "Hãy đối chiếu số, ký hiệu với văn bản gốc.",
			})
		}
	}
}

func isKind(kinds map[string][]string, letters string) bool {
	for _, list := range kinds {
		if slices.Contains(list, letters) {
			return true
		}
	}
	return false
}

// actNumbers: rules act-number and act-date. One number and year is one act; one act has one day, in its year.
func actNumbers(r *report) {
	byNumber := map[string]cited{}
	days := map[string]cited{}
	for _, c := range r.acts {
		if c.year != "" {
			key := c.no + "/" + c.year + "/" + c.from
			if c.from == "CP" || c.from == "TTg" {
				if before, ok := byNumber[key]; ok && before.kind != c.kind {
					r.twoKinds(before, c)
				} else if !ok {
					byNumber[key] = c
				}
			}
			if exists(c.day) && strconv.Itoa(c.day.Year) != c.year {
				r.add(Finding{
					Line: c.s.line(c.at), Severity: Error, Rule: "act-date",
					Message:    fmt.Sprintf("“%s” mang số năm %s nhưng ghi ban hành ngày %s.", c.raw, c.year, c.day.Vietnamese()),
					Suggestion: "Hãy đối chiếu ngày ban hành với văn bản gốc.",
				})
			}
		}
		r.oneDay(days, c)
	}
}

// againstKnown: rule act-known. An act whose number and year are known has its own kind and day.
func againstKnown(r *report) {
	all := knownActs()
	for _, c := range r.acts {
		k, ok := all[c.no+"/"+c.year+"|"+c.from]
		if !ok || r.doubted[c.raw] {
			continue
		}
		_, kind, _ := strings.Cut(k.symbol[strings.LastIndex(k.symbol, "/"):], "/")
		kind, _, _ = strings.Cut(kind, "-")
		letters, worded := papers()[c.word]
		switch {
		case c.kind != kind && !(worded && !slices.Contains(letters, c.kind)): // else said by act-kind
			r.add(Finding{
				Line: c.s.line(c.at), Severity: Warning, Rule: "act-known",
				Message: fmt.Sprintf("“%s”: số này được biết là “%s”.", c.raw, k.symbol), Suggestion: "Hãy đối chiếu ký hiệu với văn bản gốc.",
			})
		case c.kind == kind && exists(c.day) && c.day.Year == k.day.Year && c.day != k.day:
			r.add(Finding{
				Line: c.s.line(c.at), Severity: Warning, Rule: "act-known",
				Message:    fmt.Sprintf("“%s” ghi ngày %s; văn bản này ban hành ngày %s.", c.raw, c.day.Vietnamese(), k.day.Vietnamese()),
				Suggestion: "Hãy đối chiếu ngày ban hành với văn bản gốc.",
			})
		}
	}
}

// twoKinds reports one number cited as two kinds; of two, a decree's word decides which is doubted.
func (r *report) twoKinds(a, b cited) {
	wrong, right := b, a
	kinds := papers()
	if slices.Contains(kinds[b.word], b.kind) && !slices.Contains(kinds[a.word], a.kind) {
		wrong, right = a, b
	}
	r.doubted[wrong.raw] = true
	r.add(Finding{
		Line: wrong.s.line(wrong.at), Also: []int{right.s.line(right.at)}, Severity: Error, Rule: "act-number",
		Message: fmt.Sprintf("Một văn bản viết hai ký hiệu: “%s” (dòng %d) và “%s” (dòng %d).", wrong.raw, wrong.s.line(wrong.at),
			right.raw, right.s.line(right.at)),
		Suggestion: fmt.Sprintf("Hãy đối chiếu văn bản gốc; nhiều khả năng là “%s”.", right.raw),
	})
}

// oneDay compares the days that one symbol is cited with. A ward's own numbers begin anew each year.
func (r *report) oneDay(days map[string]cited, c cited) {
	if !exists(c.day) {
		return
	}
	key := c.no + "/" + c.year + c.kind + "-" + c.from
	if c.year == "" {
		key += strconv.Itoa(c.day.Year)
	}
	before, ok := days[key]
	if !ok {
		days[key] = c
		return
	}
	if before.day != c.day && issuerOf(before) == issuerOf(c) {
		r.add(Finding{
			Line: c.s.line(c.at), Also: []int{before.s.line(before.at)}, Severity: Error, Rule: "act-date",
			Message: fmt.Sprintf("“%s” ghi hai ngày: %s ở đây và %s ở dòng %d.", c.raw, c.day.Vietnamese(), before.day.Vietnamese(),
				before.s.line(before.at)),
			Suggestion: "Hãy đối chiếu ngày ban hành với văn bản gốc.",
		})
	}
}

var issuedBy = regexp.MustCompile(`của (?:ubnd |ủy ban nhân dân |hđnd )?(tỉnh|thành phố|huyện|quận|thị xã|phường|xã|chính phủ|bộ|đảng ủy)`)

// issuerOf tells who issued a paper, as far as the sentence says; "" for the ward itself.
func issuerOf(c cited) string {
	rest := c.s.low[c.at:]
	if len(rest) > 160 {
		rest = rest[:160]
	}
	if m := issuedBy.FindStringSubmatch(rest); m != nil && m[1] != "phường" && m[1] != "xã" {
		return m[1]
	}
	return ""
}

// actOrder: rule act-order. A ward's papers of a kind are numbered through the year: a later number has no earlier day.
func actOrder(r *report) {
	var own []cited
	for _, c := range r.acts {
		if c.year == "" && exists(c.day) && issuerOf(c) == "" && strings.Contains(c.s.low[:c.at], "ban hành") && c.kind != "UBND" {
			own = append(own, c)
		}
	}
	own = own[:min(len(own), 400)] // more than a ward cites; pairs are compared
	for i, a := range own {
		for _, b := range own[i+1:] {
			if a.kind != b.kind || a.from != b.from || a.day.Year != b.day.Year {
				continue
			}
			x, _ := strconv.Atoi(a.no)
			y, _ := strconv.Atoi(b.no)
			if x < y && a.day.After(b.day) || x > y && a.day.Before(b.day) {
				r.add(Finding{
					Line: b.s.line(b.at), Also: []int{a.s.line(a.at)}, Severity: Warning, Rule: "act-order",
					Message: fmt.Sprintf("“%s” ngày %s và “%s” ngày %s (dòng %d): số và ngày không cùng thứ tự.",
						b.raw, b.day.Vietnamese(), a.raw, a.day.Vietnamese(), a.s.line(a.at)),
					Suggestion: "Hãy đối chiếu với sổ đăng ký văn bản đi.",
				})
			}
		}
	}
}

var (
	lawYear   = regexp.MustCompile(`^\s*(?:\([^)]{1,30}\)\s*)?(?:năm\s+)?(\d{4})(?:[^\d/]|$)`)
	lawNumber = regexp.MustCompile(`^\s*,?\s*\(?(?:năm \d{4}\s*)?\(?số\s*:?\s*(\d+/\d{4}/qh\d+)`)
)

// amending is a law that amends the one named; its year is another.
var amending = regexp.MustCompile(`sửa đổi[^;]{0,90}luật $`)

// lawYears: rule law-year. A law is cited with the year in which it was passed, and with its number.
func lawYears(r *report) {
	known := laws()
	for _, s := range r.sentences {
		low := strings.ReplaceAll(s.low, "hoà giải", "hòa giải")
		for from := 0; ; {
			next := strings.Index(low[from:], "luật ")
			if next < 0 {
				break
			}
			from += next + len("luật ")
			for _, l := range known {
				rest, ok := strings.CutPrefix(low[from:], l.name)
				if !ok { // many leave out the comma: "phòng chống tham nhũng"
					rest, ok = strings.CutPrefix(low[from:], strings.ReplaceAll(l.name, ", ", " "))
				}
				if ok {
					if !amending.MatchString(low[:from]) {
						r.lawCited(s, from, l, rest)
					}
					break
				}
			}
		}
	}
}

// lawCited checks the year or number behind a law's name. Years in which it was amended count too.
func (r *report) lawCited(s *sentence, at int, l act, rest string) {
	if m := lawNumber.FindStringSubmatch(rest); m != nil {
		number := strings.ToUpper(m[1])
		if _, only := l.years[yearOf(number)]; yearOf(number) > lawsKnownTo && (!only || len(l.years) > 1) {
			return
		}
		for year, right := range l.years {
			if strings.HasPrefix(strings.SplitN(number, "/", 3)[1], strconv.Itoa(year)) && (right == "" || right == number) {
				return
			}
		}
		r.wrongLaw(s, at, l, number)
		return
	}
	m := lawYear.FindStringSubmatch(rest)
	if m == nil {
		return
	}
	year, _ := strconv.Atoi(m[1])
	if _, ok := l.years[year]; ok || year > lawsKnownTo {
		r.replacedLaw(s, at, l, year)
		return
	}
	r.wrongLaw(s, at, l, "năm "+m[1])
}

func yearOf(number string) int {
	year, _ := strconv.Atoi(strings.SplitN(number, "/", 3)[1])
	return year
}

// replacedLaw doubts a law that another of its name had replaced two years and more before the period: by then it is cited
// for its history alone.
func (r *report) replacedLaw(s *sentence, at int, l act, year int) {
	for _, anew := range l.anew {
		if anew <= year || anew > r.period.year-2 || s.comparing || slices.Contains(l.anew, year) && formerLaw.MatchString(s.low) {
			continue
		}
		r.add(Finding{
			Line: s.line(at), Severity: Warning, Rule: "law-year",
			Message:    fmt.Sprintf("“Luật %s” năm %d đã được thay bằng luật năm %d.", strings.TrimSpace(s.text[at:min(len(s.text), at+len(l.name))]), year, anew),
			Suggestion: "Hãy dẫn luật đang có hiệu lực trong kỳ.",
		})
		return
	}
}

// formerLaw says that a law is cited for what it once said.
var formerLaw = regexp.MustCompile(`thay thế|trước đây|hết hiệu lực|trước ngày|trước khi|giai đoạn|hồ sơ cũ|đã cấp`)

func (r *report) wrongLaw(s *sentence, at int, l act, cited string) {
	var right []string
	for _, year := range slices.Sorted(maps.Keys(l.years)) {
		if r.period.year != 0 && year > r.period.year {
			continue
		}
		text := strconv.Itoa(year)
		if l.years[year] != "" {
			text += " (số " + l.years[year] + ")"
		}
		right = append(right, text)
	}
	if len(right) == 0 {
		return
	}
	r.add(Finding{
		Line: s.line(at), Severity: Error, Rule: "law-year",
		Message:    fmt.Sprintf("Không có “Luật %s” %s.", strings.TrimSpace(s.text[at:min(len(s.text), at+len(l.name))]), cited),
		Suggestion: fmt.Sprintf("Hãy dẫn đúng: năm %s.", strings.Join(right[max(0, len(right)-2):], " hoặc ")),
	})
}
