package flows

import (
	"fmt"
	"strings"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/ward"
)

// alertWords are what each kind of alert says of its cases. The staff read Vietnamese: this file has no English.
var alertWords = map[ward.AlertKind]string{
	ward.AlertIdle:  fmt.Sprintf("Từ %d ngày chưa ai xử lý", ward.IdleDays),
	ward.AlertLate:  "Quá hạn",
	ward.AlertToday: "Hạn hôm nay",
	ward.AlertSoon:  "Sắp đến hạn",
}

// alertsNamed is how many cases of a kind are named.
const alertsNamed = 10

// Alerts is what somebody of the staff is told of cases that need their eye: codes and dates alone, for a telephone shows
// a message to whoever looks at it. desk is the address of the console, "" where the installation has none.
func Alerts(w *ward.Ward, all []ward.Alert, desk string) any {
	var words []string
	for _, kind := range ward.AlertKinds() {
		var named []string
		total := 0
		for _, a := range all {
			if a.Kind != kind {
				continue
			}
			if total++; total <= alertsNamed {
				named = append(named, alertLine(a))
			}
		}
		if total == 0 {
			continue
		}
		if total > alertsNamed {
			named = append(named, fmt.Sprintf("và %d hồ sơ khác", total-alertsNamed))
		}
		words = append(words, fmt.Sprintf("%s (%d):\n%s", alertTitle(kind, w.Today()), total, strings.Join(named, "\n")))
	}
	m := talk.Message{Title: "Hồ sơ cần ông/bà xem", Text: strings.Join(words, "\n\n")}
	if desk != "" {
		m.Rows = [][]talk.Button{{{Label: "Mở bàn làm việc", URL: desk}}}
	} else {
		m.Text += "\n\nMời ông/bà mở bàn làm việc để xử lý."
	}
	return m
}

func alertTitle(kind ward.AlertKind, today law.Date) string {
	rule, ok := law.RuleAt(law.RuleUnprocessedAlarm, today)
	if kind == ward.AlertAlarm && ok {
		return fmt.Sprintf("Từ %d ngày chưa ai xử lý (%s)", rule.Value, rule.Basis())
	}
	return alertWords[kind]
}

func alertLine(a ward.Alert) string {
	line := "• " + string(a.Case.Code)
	switch a.Kind {
	case ward.AlertSoon:
		line += ", hạn " + a.Case.DueOn.Vietnamese()
	case ward.AlertLate:
		line += fmt.Sprintf(", quá hạn %d ngày", a.Days)
	case ward.AlertIdle, ward.AlertAlarm:
		line += fmt.Sprintf(", %d ngày", a.Days)
	}
	if a.Case.HandlerID == 0 {
		line += ", chưa giao cho ai"
	}
	return line
}
