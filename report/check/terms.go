package check

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"danbiet/law"
)

var (
	leaderVote = regexp.MustCompile(`(?:bầu|bầu cử|hội nghị bầu cử|cuộc họp bầu)[^.;]{0,30}(tổ trưởng|trưởng thôn)`)
	planOfVote = regexp.MustCompile(`(?:kế hoạch|quyết định)`)
	voteDay    = regexp.MustCompile(`diễn ra|hội nghị bầu|tổ chức thành công|bỏ phiếu|tiến hành bầu|tổ chức (?:bầu|hội nghị|cuộc họp)`)
	voteOf     = regexp.MustCompile(`(?i:tổ dân phố|tdp|thôn|xóm|ấp)\s+(\p{Lu}[\p{L}\d]*(?:\s+\p{Lu}[\p{L}\d]*){0,2})`)
	postedDays = regexp.MustCompile(`(?:niêm yết|công khai|thông báo)[^.;]{0,120}?trước\s+(\d{1,2})\s+ngày`)
	acceptance = regexp.MustCompile(`thụ lý[^.;\d]{0,40}(?:trong|thời hạn|sau)[^.;\d]{0,25}(\d{1,2})\s+ngày`)
	weekly     = regexp.MustCompile(`(\d{1,2})\s+(?:ngày|lần|buổi|phiên)\s*/\s*tháng`)
)

// legalTerms: rule legal-term. Days that the report itself gives, held against the law of their time.
func legalTerms(r *report) {
	r.leaderElections()
	for _, s := range r.sentences {
		if m := postedDays.FindStringSubmatchIndex(s.low); m != nil && leaderVote.MatchString(lower(s.p.text)) {
			days, _ := strconv.Atoi(s.low[m[2]:m[3]])
			r.tooFew(s, m[2], days, law.RuleLeaderPosted, "Niêm yết, thông báo trước ngày bầu tổ trưởng, trưởng thôn")
		}
		if m := weekly.FindStringSubmatchIndex(s.low); m != nil && strings.Contains(s.low, "chủ tịch") && strings.Contains(s.low, "tiếp công dân") {
			days, _ := strconv.Atoi(s.low[m[2]:m[3]])
			r.receptionDays(s, m[2], days)
		}
		if m := acceptance.FindStringSubmatchIndex(s.low); m != nil && !s.planned {
			days, _ := strconv.Atoi(s.low[m[2]:m[3]])
			r.acceptedLate(s, m[2], days)
		}
	}
}

// on is the day whose law a report is held against: the end of its period, or its own day.
func (r *report) on() law.Date {
	if r.period.year != 0 {
		return r.period.end()
	}
	return r.dated
}

func (r *report) tooFew(s *sentence, offset, days int, id law.RuleID, what string) {
	rule, ok := law.RuleAt(id, r.on())
	if !ok || days >= rule.Value {
		return
	}
	r.add(Finding{
		Line: s.line(offset), Severity: Warning, Rule: "legal-term",
		Message:    fmt.Sprintf("%s %d ngày, luật yêu cầu ít nhất %d ngày (%s).", what, days, rule.Value, rule.Basis()),
		Suggestion: "Hãy kiểm tra ngày niêm yết thực tế.",
	})
}

// receptionDays holds the chair's days against the law: once a week until 30/06/2026, twice a month from then on.
func (r *report) receptionDays(s *sentence, offset, days int) {
	rule, ok := law.RuleAt(law.RuleReceptionChair, r.on())
	if !ok {
		return
	}
	least := rule.Value
	if rule.Unit != law.DaysPerMonth {
		least = rule.Value * 4
	}
	if days >= least {
		return
	}
	r.add(Finding{
		Line: s.line(offset), Severity: Warning, Rule: "legal-term",
		Message:    fmt.Sprintf("Chủ tịch tiếp công dân %d ngày mỗi tháng, ít hơn luật yêu cầu (%s).", days, rule.Basis()),
		Suggestion: "Hãy kiểm tra lịch tiếp công dân.",
	})
}

// acceptedLate holds the days in which petitions are accepted against the longest that the law leaves: ten working days for a
// denunciation that is looked into in several places, or what it leaves for a complaint.
func (r *report) acceptedLate(s *sentence, offset, days int) {
	on := r.on()
	most, told := 0, law.Rule{}
	for _, id := range []law.RuleID{law.RuleDenunciationAcceptPlaces, law.RuleDenunciationAccept, law.RuleComplaintAccept} {
		if rule, ok := law.RuleAt(id, on); ok && rule.Value > most {
			most, told = rule.Value, rule
		}
	}
	if most == 0 || days <= most {
		return
	}
	r.add(Finding{
		Line: s.line(offset), Severity: Warning, Rule: "legal-term",
		Message:    fmt.Sprintf("Thụ lý trong %d ngày, luật cho nhiều nhất %d ngày (%s).", days, most, told.Basis()),
		Suggestion: "Hãy kiểm tra thời hạn thụ lý của từng loại đơn.",
	})
}

// leaderElections compares the day of a plan for the vote on a head of neighbourhood with the day of the vote.
func (r *report) leaderElections() {
	type dated struct {
		s    *sentence
		d    date
		name string
	}
	var plans, votes []dated
	for _, s := range r.sentences {
		if !leaderVote.MatchString(s.low) && !(voteDay.MatchString(s.low) && strings.Contains(s.low, "bầu cử")) || s.comparing && !strings.Contains(s.low, "nhiệm kỳ") {
			continue
		}
		name := ""
		if m := voteOf.FindStringSubmatch(s.text); m != nil {
			name = normalName(m[1])
		}
		for _, d := range s.dates {
			switch before := s.low[max(0, d.start-60):d.start]; {
			case !exists(d.Date):
			case planOfVote.MatchString(before) && strings.Contains(before, "số"):
				if leaderVote.MatchString(s.low) {
					plans = append(plans, dated{s, d, name})
				}
			case voteDay.MatchString(s.low):
				votes = append(votes, dated{s, d, name})
			}
		}
	}
	told := map[int]bool{}
	for _, plan := range plans {
		for _, vote := range votes {
			if plan.name != "" && vote.name != "" && plan.name != vote.name || told[plan.s.line(plan.d.start)] {
				continue
			}
			rule, ok := law.RuleAt(law.RuleLeaderPlan, plan.d.Date)
			if days := vote.d.Sub(plan.d.Date); ok && days > 0 && days < rule.Value {
				told[plan.s.line(plan.d.start)] = true
				r.add(Finding{
					Line: plan.s.line(plan.d.start), Also: []int{vote.s.line(vote.d.start)}, Severity: Warning, Rule: "legal-term",
					Message: fmt.Sprintf("Từ kế hoạch ngày %s đến ngày bầu %s (dòng %d) chỉ có %d ngày, luật yêu cầu ít nhất %d ngày (%s).",
						plan.d.Vietnamese(), vote.d.Vietnamese(), vote.s.line(vote.d.start), days, rule.Value, rule.Basis()),
					Suggestion: "Hãy kiểm tra có quyết định, kế hoạch nào ban hành sớm hơn không.",
				})
			}
		}
	}
}

// oldTerm is a term with the day from which it is out of use.
type oldTerm struct {
	pattern *regexp.Regexp
	from    law.Date
	now     string
}

// oldTerms are terms that a change of law ended.
func oldTerms() []oldTerm {
	day := func(y, m, d int) law.Date { return dayOf(strconv.Itoa(d), strconv.Itoa(m), strconv.Itoa(y)) }
	return []oldTerm{
		// Nghị định 42/2022/NĐ-CP.
		{regexp.MustCompile(`(?:trực tuyến|dịch vụ công|hồ sơ|tthc|dvc)[^.;]{0,40}mức độ [34](?:\s*(?:,|và|và mức độ)\s*4)?|mức độ [34](?:\s*(?:,|và|và mức độ)\s*4)`), day(2022, 8, 15), "“toàn trình” hoặc “một phần” (Nghị định 42/2022/NĐ-CP)"},
		// Luật Cư trú 2020, Điều 38.
		{regexp.MustCompile(`sổ hộ khẩu|sổ tạm trú`), day(2023, 1, 1), "thông tin cư trú trong Cơ sở dữ liệu về cư trú (Luật Cư trú 2020, Điều 38)"},
		// Luật Căn cước 2023.
		{regexp.MustCompile(`thẻ căn cước công dân|cấp cccd|thẻ cccd`), day(2025, 1, 1), "“thẻ căn cước” (Luật Căn cước 2023)"},
		{regexp.MustCompile(`chứng minh nhân dân`), day(2025, 1, 1), "“thẻ căn cước” (Luật Căn cước 2023)"},
		// Luật Tổ chức chính quyền địa phương 2025.
		{regexp.MustCompile(`ubnd (?:huyện|thị xã|quận)|ủy ban nhân dân (?:huyện|thị xã|quận)`), day(2025, 7, 1), "cấp tỉnh hoặc cấp xã: từ 01/07/2025 không còn cấp huyện (Luật 72/2025/QH15)"},
	}
}

// obsoleteTerms: rule obsolete-term. A term that the law no longer knows in the report's period; once for each paragraph.
func obsoleteTerms(r *report) {
	on := r.on()
	if on.IsZero() {
		return
	}
	first := on
	if r.period.year != 0 {
		first = law.Date{Year: r.period.year, Month: r.period.from, Day: 1}
	}
	for _, term := range oldTerms() {
		last := first
		if exists(r.dated) && r.dated.After(first) {
			last = r.dated
		}
		if last.Before(term.from) {
			continue
		}
		told := map[*paragraph]bool{}
		for _, s := range r.sentences {
			m := term.pattern.FindStringIndex(s.low)
			if m == nil || told[s.p] || !s.ahead && first.Before(term.from) || s.comparing && !strings.Contains(s.low, "mức độ") || strings.Contains(s.low, "thay thế") || strings.Contains(s.low, "trước đây") {
				continue
			}
			told[s.p] = true
			r.add(Finding{
				Line: s.line(m[0]), Severity: Warning, Rule: "obsolete-term",
				Message:    fmt.Sprintf("%s là cách gọi không còn dùng từ %s.", quote(s.text[m[0]:m[1]]), term.from.Vietnamese()),
				Suggestion: "Nay là " + term.now + ".",
			})
		}
	}
}
