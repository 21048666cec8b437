package console

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// homeView is what the first page tells.
type homeView struct {
	ward        *ward.Profile
	open        bool
	today       []string // the hours of this day, none when the office stays closed
	holiday     string   // why it stays closed, "" for an ordinary day
	next        string   // when it opens next
	chair       string   // the chairman's next reception
	latest      []listedDocument
	disclosures int
	procedures  int
}

// latestDocuments is how many documents the first page lists.
const latestDocuments = 4

func (s *public) home(ctx context.Context, w *ward.Ward, _ *http.Request) (answer, error) {
	now, cal, p := w.Now(), w.Calendar(), w.Profile
	view := homeView{ward: p}
	open, today := p.OpenNow(cal, now)
	view.open, view.today = open, strings.Split(today, ", ")
	if special, ok := cal.Special(w.Today()); ok && special.Off() {
		view.holiday = special.Name
	}
	if opens, ok := p.NextOpening(cal, now); ok {
		view.next = openingInWords(opens, w.Today())
	}
	for _, r := range receivers(p, cal, now) {
		if r.chair && len(r.next) > 0 && view.chair == "" {
			view.chair = longDay(r.next[0].Date)
		}
	}
	newest, err := w.NewestDisclosures(ctx, latestDocuments)
	if err != nil {
		return answer{}, err
	}
	counts, err := w.DisclosureCounts(ctx)
	if err != nil {
		return answer{}, err
	}
	procedures, err := w.Procedures(ctx)
	if err != nil {
		return answer{}, err
	}
	for _, n := range counts {
		view.disclosures += n
	}
	view.latest, view.procedures = list(newest, w.Today()), len(procedures)
	return answer{body: homePage(view)}, nil
}

// openingInWords says when the office opens: "13:30 hôm nay", "07:30 thứ Hai, 23/11/2026".
func openingInWords(opens time.Time, today law.Date) string {
	day := law.DateOf(opens)
	if day == today {
		return viet.Clock(opens) + " hôm nay"
	}
	return viet.Clock(opens) + " " + longDay(day)
}

// emergencies come first among the telephone numbers and stand in large figures.
func emergencies(lines []ward.Line) (urgent, others []ward.Line) {
	for _, l := range lines {
		switch viet.Hotline(l.Number) {
		case viet.Police, viet.Fire, viet.Ambulance:
			urgent = append(urgent, l)
		default:
			others = append(others, l)
		}
	}
	return urgent, others
}

func (v homeView) greeting() string {
	text := "Đây là trang thông tin của " + v.ward.Name
	if v.ward.Province != "" {
		text += ", " + v.ward.Province
	}
	return text + "."
}

func (v homeView) disclosuresLine() string {
	return fmt.Sprintf("%d văn bản trong %d nhóm nội dung phải công khai", v.disclosures, len(law.DisclosureGroups()))
}

func (v homeView) chairLine() string {
	if v.chair == "" {
		return "Lịch của Chủ tịch và của Văn phòng, theo tháng"
	}
	return "Buổi tiếp tới của Chủ tịch: " + v.chair
}
