package ward

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"danbiet/law"
)

// Reporting is what a ward declares of its reports.
type Reporting struct {
	Recipients  []string            `yaml:"recipients" json:"recipients"`               // Nơi nhận, in their order; none: the ward's own bodies
	Earlier     []EarlierRecipients `yaml:"earlier,omitempty" json:"earlier,omitempty"` // who got them before, each until a day; in any order
	SignerTitle string              `yaml:"signer_title" json:"signer_title"`           // "Chủ tịch"
	Signer      string              `yaml:"signer" json:"signer"`                       // the name below; "" leaves room for the pen
	LastDay     int                 `yaml:"last_day" json:"last_day"`                   // of the month on which periods end; 0: the 14th, 31: as in the calendar
}

// EarlierRecipients are who got the reports that went out until a day, included: a level of government may have ended.
type EarlierRecipients struct {
	Until      string   `yaml:"until" json:"until"` // YYYY-MM-DD
	Recipients []string `yaml:"recipients" json:"recipients"`
}

// SignerTitle is the office of whoever signs the ward's reports.
func (p *Profile) SignerTitle() string { return cmp.Or(p.Reporting.SignerTitle, "Chủ tịch") }

// Recipients are who gets the ward's report of a period that ends on a day, "Lưu: VT" at the end (Nghị định 30/2020/NĐ-CP,
// Phụ lục I). A report goes out after its period: who receives it is who does on the day after.
func (p *Profile) Recipients(end law.Date) []string {
	all, sent, earliest := p.Reporting.Recipients, end.AddDays(1), law.Date{}
	for _, e := range p.Reporting.Earlier {
		until, err := law.ParseDate(e.Until)
		if err == nil && !until.Before(sent) && (earliest.IsZero() || until.Before(earliest)) {
			all, earliest = e.Recipients, until
		}
	}
	if len(all) == 0 {
		all = []string{"Thường trực Đảng ủy", "Thường trực HĐND " + p.Unit()}
	}
	if !strings.HasPrefix(all[len(all)-1], "Lưu") {
		all = append(all[:len(all):len(all)], "Lưu: VT")
	}
	return all
}

func (p *Profile) checkReporting() error {
	if day := p.Reporting.LastDay; day < 0 || day > 31 {
		return fmt.Errorf("report: last_day: there is no day %d of a month", day)
	}
	lists := [][]string{p.Reporting.Recipients}
	for _, e := range p.Reporting.Earlier {
		if _, err := law.ParseDate(e.Until); err != nil {
			return fmt.Errorf("report: earlier: until %q is no day, YYYY-MM-DD", e.Until)
		}
		if len(e.Recipients) == 0 {
			return fmt.Errorf("report: earlier: until %s there are no recipients", e.Until)
		}
		lists = append(lists, e.Recipients)
	}
	for _, name := range slices.Concat(lists...) {
		if strings.TrimSpace(name) == "" {
			return fmt.Errorf("report: recipients: one of them has no name")
		}
	}
	return nil
}

// ChairSchedule is the weekly rule by which the chairman receives citizens at the end of a period, in words, and the document
// that announced it: "thứ Năm hằng tuần", "Thông báo số 81/TB-UBND ngày 29/12/2023". Both are "" where there is no such rule.
func (p *Profile) ChairSchedule(from, to law.Date) (days, document string) {
	for _, r := range p.Reception.Weekly {
		begins, errFrom := law.ParseDate(r.From)
		ends, errTo := law.ParseDate(r.To)
		if r.Who != "chairman" || errFrom == nil && begins.After(to) || errTo == nil && ends.Before(from) {
			continue
		}
		days, document = r.inWords(), r.Document
	}
	return days, document
}

// inWords are the days of a rule: "thứ Năm hằng tuần", "ngày 10 và ngày 25 hằng tháng".
func (r ReceptionRule) inWords() string {
	var names []string
	every := " hằng tuần"
	if len(r.MonthDays) > 0 {
		every = " hằng tháng"
		for _, day := range r.MonthDays {
			names = append(names, fmt.Sprintf("ngày %d", day))
		}
	} else if days, err := WeekdaysOf(r.Days); err == nil {
		for _, day := range days {
			names = append(names, law.WeekdayName(day))
		}
	}
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0] + every
	default:
		return strings.Join(names[:n-1], ", ") + " và " + names[n-1] + every
	}
}
