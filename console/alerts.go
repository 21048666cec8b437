package console

import (
	"fmt"

	"danbiet/law"
	"danbiet/ward"
)

// alertGroup is what the desk's first page says of one kind of alerts.
type alertGroup struct {
	title string
	total int
	first []ward.Code
	view  ward.View // of the inbox with all of them, "" for none
}

// alertsFirst is how many cases of a kind the first page names.
const alertsFirst = 5

// alertGroups gathers alerts by their kind as of a day, the worst first. What is due soon is told by the counts beside it.
func alertGroups(all []ward.Alert, today law.Date) (groups []alertGroup) {
	for _, kind := range ward.AlertKinds() {
		g := alertGroup{}
		switch kind {
		case ward.AlertAlarm:
			rule, _ := law.RuleAt(law.RuleUnprocessedAlarm, today) // without the rule there is no such alert
			g.title = fmt.Sprintf("Từ %d ngày chưa ai xử lý (%s)", rule.Value, rule.Basis())
		case ward.AlertIdle:
			g.title = fmt.Sprintf("Từ %d ngày chưa ai xử lý", ward.IdleDays)
		case ward.AlertLate:
			g.title, g.view = "Quá hạn", ward.ViewOverdue
		case ward.AlertToday:
			g.title, g.view = "Hạn hôm nay", ward.ViewDueSoon
		case ward.AlertSoon:
			continue
		}
		for _, a := range all {
			if a.Kind != kind {
				continue
			}
			if g.total++; g.total <= alertsFirst {
				g.first = append(g.first, a.Case.Code)
			}
		}
		if g.total > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// alertsOf are the alerts that are for somebody.
func alertsOf(all []ward.Alert, who ward.Staff) (mine []ward.Alert) {
	for _, a := range all { // which others share
		if a.For(who) {
			mine = append(mine, a)
		}
	}
	return mine
}
