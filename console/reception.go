package console

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"danbiet/law"
	"danbiet/ward"
)

// receptionView is the page of the days on which the ward receives citizens.
type receptionView struct {
	ward      *ward.Profile
	today     law.Date
	receivers []receiver
	month     month
	rules     []ruleLine
	documents []string // that announced the schedule
}

// receiver is one posted name ("Chủ tịch UBND phường") and when it receives.
type receiver struct {
	name     string
	chair    bool
	slug     string // of the rule, for the address of its calendar
	official ward.Official
	regular  string // "thứ Năm hằng tuần", "" where no rule is in force
	hours    []string
	place    string
	next     []law.Session
}

// How many coming sessions are listed of the chairman, and of everybody else.
const (
	nextOfChair  = 4
	nextOfOthers = 3
)

func (s *public) reception(_ context.Context, w *ward.Ward, r *http.Request) (answer, error) {
	first, err := monthAsked(r.URL.Query().Get("thang"), w.Today())
	if err != nil {
		return answer{}, err
	}
	p, cal := w.Profile, w.Calendar()
	view := receptionView{ward: p, today: w.Today(), receivers: receivers(p, cal, w.Now()), month: monthOf(p, cal, first, w.Today())}
	view.rules = ruleLines(p, ruleDay(first, w.Today()))
	for _, rule := range p.Reception.Weekly {
		if inForce(rule, w.Today()) && rule.Document != "" && !slices.Contains(view.documents, rule.Document) {
			view.documents = append(view.documents, rule.Document)
		}
	}
	return answer{title: "Lịch tiếp công dân", section: "tiep-cong-dan", body: receptionPage(view)}, nil
}

// receivers lists the posted names in the order of the profile, each with what comes next after a moment.
func receivers(p *ward.Profile, cal *law.Calendar, now time.Time) []receiver {
	var all []receiver
	today := law.DateOf(now)
	for _, rule := range p.Reception.Weekly {
		if slices.ContainsFunc(all, func(r receiver) bool { return r.name == rule.Name }) {
			continue
		}
		r := receiver{name: rule.Name, chair: rule.Who == "chairman", slug: rule.Who}
		n := nextOfOthers
		if r.chair {
			n = nextOfChair
		}
		r.next = coming(p.NextSessions(cal, rule.Name, today, n+1), now, n)
		r.describe(p, today)
		if len(r.next) > 0 || r.regular != "" {
			all = append(all, r)
		}
	}
	return all
}

// describe fills in the standing rule that is in force today, if one is.
func (r *receiver) describe(p *ward.Profile, today law.Date) {
	for _, rule := range p.Reception.Weekly {
		if rule.Name != r.name || !inForce(rule, today) {
			continue
		}
		r.regular = received(rule)
		r.hours = dashed(rule.Shifts)
		r.place = rule.Place
		if r.place == "" {
			r.place = p.Reception.Place
		}
		r.official, _ = p.Official(rule.Official)
		return
	}
}

func inForce(rule ward.ReceptionRule, day law.Date) bool {
	to := dateOf(rule.To)
	return !day.Before(dateOf(rule.From)) && (to.IsZero() || !day.After(to))
}

// coming are the first n of some sessions, without those of today that are over.
func coming(sessions []law.Session, now time.Time, n int) []law.Session {
	today, clock := law.DateOf(now), now.Format("15:04")
	sessions = slices.DeleteFunc(sessions, func(s law.Session) bool {
		return s.Date == today && !slices.ContainsFunc(s.Shifts, func(shift law.Shift) bool { return clock < shift.To })
	})
	return sessions[:min(n, len(sessions))]
}

// when names a day that is near: "hôm nay", "ngày mai", otherwise "".
func (v receptionView) when(day law.Date) string {
	switch day.Sub(v.today) {
	case 0:
		return "hôm nay"
	case 1:
		return "ngày mai"
	}
	return ""
}

// ruleLine is a legal rule in a sentence, with its source.
type ruleLine struct {
	text   string
	basis  string
	unread string // says that the text of the act is still to be read, "" where it was
	other  bool   // not in force in the month that is shown
}

// ruleDay is the day whose rules belong to a month: today in the month that runs, otherwise its first day.
func ruleDay(first, today law.Date) law.Date {
	if first.Year == today.Year && first.Month == today.Month {
		return today
	}
	return first
}

// ruleLines are the rules of reception on a day, then the chairman's earlier minimum.
func ruleLines(p *ward.Profile, day law.Date) []ruleLine {
	var lines []ruleLine
	for _, id := range []law.RuleID{law.RuleReceptionChair, law.RuleReceptionInPerson, law.RuleReceptionPosting} {
		if rule, ok := law.RuleAt(id, day); ok {
			lines = append(lines, ruleLineOf(p, rule, false))
		}
	}
	for _, rule := range law.Rules(law.RuleReceptionChair) {
		if !rule.InForce(day) {
			lines = append(lines, ruleLineOf(p, rule, true))
		}
	}
	return lines
}

func ruleLineOf(p *ward.Profile, rule law.Rule, other bool) ruleLine {
	line := ruleLine{basis: rule.Basis(), other: other} // a rule's note is for those who look after the rules
	if !rule.Seen {
		line.unread = " (đang đối chiếu văn bản)"
	}
	switch rule.ID {
	case law.RuleReceptionChair:
		line.text = fmt.Sprintf("%s: Chủ tịch UBND %s trực tiếp tiếp công dân ít nhất %02d ngày mỗi %s.",
			term(rule), p.Unit(), rule.Value, period(rule.Unit))
	case law.RuleReceptionInPerson:
		line.text = term(rule) + ": Chủ tịch tự mình tiếp công dân định kỳ, không giao cấp phó tiếp thay."
	case law.RuleReceptionPosting:
		line.text = fmt.Sprintf("Lịch tiếp được niêm yết trước buổi tiếp ít nhất %02d ngày làm việc.", rule.Value)
	}
	return line
}

// period is what a frequency counts in.
func period(u law.Unit) string {
	if u == law.DaysPerWeek {
		return "tuần"
	}
	return "tháng"
}

// term says since when, and until when, a rule is in force.
func term(r law.Rule) string {
	if r.To.IsZero() {
		return "Từ ngày " + r.From.Vietnamese()
	}
	return "Từ ngày " + r.From.Vietnamese() + " đến ngày " + r.To.Vietnamese()
}
