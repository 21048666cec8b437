package check

import (
	"fmt"
	"hash/fnv"
	"regexp"
	"strconv"
	"strings"
)

var (
	namedPeriod = regexp.MustCompile(`(?:(\d{1,2}|sáu|ba|chín) tháng (đầu|cuối)|quý (?:iv|iii|ii|i|\d))(?:\s*[/-])?\s*(?:năm\s+)?(\d{4})`)
	pastYear    = regexp.MustCompile(`(?:^|trong |kết quả )năm (\d{4})`)
	happened    = regexp.MustCompile(`tiếp nhận|giải quyết|không (?:có|phát sinh|xảy ra)|đã |đạt|hoàn thành|xảy ra|ban hành|tổ chức|thu được|vận động`)
	paperOfYear = regexp.MustCompile(`ban hành[^.;]{0,60}? số [^.;]{0,60}?(?:ngày[^.;,]{0,25}?)(\d{4})[^.;]{0,120}?năm (\d{4})`)
)

// otherPeriods: rule other-period. Results told of a year before the report's, without a comparison, were left over.
func otherPeriods(r *report) {
	if r.period.year == 0 {
		return
	}
	for _, s := range r.sentences {
		if !s.digits {
			continue
		}
		if s.comparing || otherSpan.MatchString(s.low) || s.p.line(0) <= r.dateLine {
			continue
		}
		if m := namedPeriod.FindStringSubmatchIndex(s.low); m != nil {
			r.leftOver(s, m[0], s.low[m[0]:m[1]], s.low[m[6]:m[7]])
		} else if m := paperOfYear.FindStringSubmatchIndex(s.low); m != nil && r.isPast(s.low[m[2]:m[3]]) {
			r.leftOver(s, m[4]-len("năm "), s.low[m[4]-len("năm "):m[5]], s.low[m[4]:m[5]])
		} else if m := pastYear.FindStringSubmatchIndex(s.low); m != nil && happened.MatchString(s.low[m[1]:]) {
			r.leftOver(s, m[2]-len("năm "), "năm "+s.low[m[2]:m[3]], s.low[m[2]:m[3]])
		}
	}
}

func (r *report) isPast(year string) bool {
	y, _ := strconv.Atoi(year)
	return y > 1990 && y < r.period.year
}

func (r *report) leftOver(s *sentence, offset int, what, year string) {
	if !r.isPast(year) || r.year() == "" {
		return
	}
	r.add(Finding{
		Line: s.line(offset), Severity: Error, Rule: "other-period",
		Message:    fmt.Sprintf("Báo cáo về %s nhưng đoạn này nói về “%s”: có thể chép từ báo cáo cũ.", r.year(), strings.TrimSpace(s.text[offset:offset+len(what)])),
		Suggestion: "Hãy thay bằng số liệu của kỳ này, hoặc ghi rõ là để so sánh.",
	})
}

// year says the report's year in a message.
func (r *report) year() string { return fmt.Sprintf("năm %d", r.period.year) }

// unfinishedPeriod: rule unfinished-period. A report signed before its period ends cannot tell all of it, unless it says
// up to which day it counts.
func unfinishedPeriod(r *report) {
	if r.period.year == 0 || !exists(r.dated) || !r.dated.Before(r.period.end()) || !r.asOf.IsZero() {
		return
	}
	r.add(Finding{
		Line: r.dateLine, Severity: Warning, Rule: "unfinished-period",
		Message: fmt.Sprintf("Báo cáo đề ngày %s, khi kỳ “%s” còn đến %s mới hết, nhưng kết luận cho cả kỳ.",
			r.dated.Vietnamese(), r.period.name, r.period.end().Vietnamese()),
		Suggestion: "Hãy ghi ngày chốt số liệu: “Số liệu tính đến ngày …”.",
	})
}

const (
	shingle  = 5  // words
	leastDup = 18 // words of a paragraph worth comparing
	likeness = 0.6
)

// copies: rules copied-section and near-duplicate. Paragraphs that share most of their words in order were copied: two or
// more in a row are a section.
func copies(r *report) {
	twins := r.twins()
	for i := 0; i < len(r.paragraphs); i++ {
		first, ok := twins[i]
		if !ok {
			continue
		}
		last, run := i, 1
		for next := i + 1; next < len(r.paragraphs) && next <= last+2; next++ {
			if twin, ok := twins[next]; ok && twin > first-3 && twin < i {
				last, run = next, run+1
			}
		}
		r.copied(i, last, first, twins[last], run)
		i = last
	}
}

func (r *report) copied(from, to, twin, lastTwin, run int) {
	here, there := r.paragraphs[from].line(0), r.paragraphs[twin].line(0)
	if run == 1 {
		r.add(Finding{
			Line: here, Also: []int{there}, Severity: Warning, Rule: "near-duplicate",
			Message:    fmt.Sprintf("Đoạn này gần như lặp lại dòng %d: %s.", there, quote(strings.TrimLeft(r.paragraphs[from].text, "-–+ "))),
			Suggestion: "Hãy bỏ một đoạn, hoặc viết rõ hai việc khác nhau ở đâu.",
		})
		return
	}
	r.add(Finding{
		Line: here, Also: []int{there}, Severity: Error, Rule: "copied-section",
		Message: fmt.Sprintf("Các đoạn từ dòng %d đến dòng %d chép lại dòng %d–%d.", here, r.paragraphs[to].line(0),
			there, r.paragraphs[lastTwin].line(0)),
		Suggestion: "Hãy bỏ phần chép lại và kiểm tra số liệu trong đó có phải của kỳ này không.",
	})
}

// twins maps a paragraph to an earlier one that is almost the same. Paragraphs are found through their shingles, so that
// a long file stays quick.
func (r *report) twins() map[int]int {
	const common = 6 // a shingle in more paragraphs than this is a set phrase
	holders := map[uint64][]int{}
	sizes := make([]int, len(r.paragraphs))
	twins := map[int]int{}
	for i, p := range r.paragraphs {
		shingles := shinglesOf(p)
		sizes[i] = len(shingles)
		shared := map[int]int{}
		for s := range shingles {
			if len(holders[s]) <= common {
				for _, j := range holders[s] {
					shared[j]++
				}
			}
			if len(holders[s]) <= common {
				holders[s] = append(holders[s], i)
			}
		}
		best, most := -1, 0
		for j, n := range shared {
			if n > most || n == most && j < best {
				best, most = j, n
			}
		}
		if best >= 0 && float64(most) >= likeness*float64(min(sizes[i], sizes[best])) && 2*min(sizes[i], sizes[best]) >= max(sizes[i], sizes[best]) {
			twins[i] = best
		}
	}
	return twins
}

// ownSymbol is how a paper is named; sentences about two papers are alike without being copied.
var ownSymbol = regexp.MustCompile(`(?i:(?:UBND|ủy ban nhân dân)\s+(?:xã|phường|thị trấn)?\s*(?:đã\s+)?)?ban hành\s+[\p{L} ]{2,20}\s+số\s+\d+/\S+(?:\s+ngày\s+[\d/]+)?`)

// shinglesOf are the runs of words of a paragraph, numbers left out: a copy changes them. nil for a short one.
func shinglesOf(p *paragraph) map[uint64]bool {
	if p.table > 0 {
		return nil
	}
	var words []string
	for _, w := range wordsOf(ownSymbol.ReplaceAllString(p.text, " ")) {
		if !isNumber(w) {
			words = append(words, w)
		}
	}
	if len(words) < leastDup {
		return nil
	}
	set := map[uint64]bool{}
	for i := 0; i+shingle <= len(words); i++ {
		h := fnv.New64a()
		_, _ = h.Write([]byte(strings.Join(words[i:i+shingle], " "))) // never fails
		set[h.Sum64()] = true
	}
	return set
}

var (
	basisStart = regexp.MustCompile(`(?i)^(?:-\s*)?(?:thực hiện|căn cứ|theo|thi hành) (?:các )?(công văn|kế hoạch|chương trình|văn bản|chỉ thị|hướng dẫn|quyết định|nghị quyết|luật|nghị định|thông tư)`)
	aboutWhat  = regexp.MustCompile(`về (?:việc )?([^;]+?)(?:,\s*(?:ubnd|ủy ban)|;|\.|$)`)
)

// noReport takes out the words that the letters of all subjects share.
var noReport = strings.NewReplacer("báo cáo", "", "kết quả", "")

// basis: rule old-basis. The letter that a report answers is of its year or the one before, or about its subject.
func basis(r *report) {
	if r.period.year == 0 {
		return
	}
	for _, s := range r.sentences {
		m := basisStart.FindStringSubmatch(s.text)
		if s.index > 25 || m == nil || strings.Contains("luật nghị định thông tư", lower(m[1])) || len(s.dates) == 0 {
			continue
		}
		paper := s.dates[0].Date
		what := aboutWhat.FindStringSubmatch(s.low[s.dates[0].end:])
		if what == nil || paper.Year >= r.period.year-1 || !exists(paper) {
			continue
		}
		if commonPairs(pairs(noReport.Replace(what[1])), pairs(noReport.Replace(r.title))) >= 2 {
			continue
		}
		r.add(Finding{
			Line: s.line(s.dates[0].start), Severity: Warning, Rule: "old-basis",
			Message: fmt.Sprintf("Căn cứ của báo cáo là văn bản ngày %s về %s, không phải về nội dung của báo cáo %s.",
				paper.Vietnamese(), quote(what[1]), r.year()),
			Suggestion: "Hãy dẫn văn bản giao báo cáo nội dung này.",
		})
	}
}
