package console

import (
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// noticeForm is the form of an announcement: what was typed, as it was typed, and the announcement that it makes.
type noticeForm struct {
	values   url.Values
	files    []ward.FileLink
	notice   ward.Notice
	problems map[string]string // a sentence for a field, by its name
}

// The ways in which a plan is chosen.
const (
	planSoon = "ngay"
	planOnce = "mot-lan"
	planDays = "nhieu-ngay"
	planCron = "cron"
)

// maxNoticeLetters bounds what is read of a text; how much an announcement holds the ward tells.
const maxNoticeLetters = 1 << 13

func (f noticeForm) value(field string) string { return f.values.Get(field) }

func (f noticeForm) ticked(field, value string) bool { return slices.Contains(f.values[field], value) }

func (f *noticeForm) refuse(field, problem string) {
	if f.problems[field] == "" {
		f.problems[field] = problem
	}
}

// formOf is the form that an announcement fills.
func formOf(n ward.Notice) noticeForm {
	values := url.Values{
		"tieu-de": {n.Title}, "noi-dung": {n.Text}, "chu-de": {n.Topic}, "noi-nhan": {"toan"}, "to": n.Audience.Neighbourhoods,
		"can-cu": {n.Ground}, "tai-lieu": {n.Disclosure}, "lich": {planSoon},
	}
	if len(n.Audience.Neighbourhoods) > 0 {
		values.Set("noi-nhan", "to")
	}
	for field, set := range map[string]bool{"khan": n.Emergency, "da-xem": n.AskSeen, "ngay-lam-viec": n.Plan.Workdays} {
		if set {
			values.Set(field, "1")
		}
	}
	p := n.Plan
	skip := make([]string, len(p.Skip))
	for i, d := range p.Skip {
		skip[i] = d.Vietnamese()
	}
	values.Set("tru", strings.Join(skip, ", "))
	switch {
	case !p.At.IsZero():
		values.Set("lich", planOnce)
		values.Set("ngay", law.DateOf(p.At).String())
		values.Set("gio", viet.Clock(p.At))
	case p.Cron != "":
		values.Set("lich", planCron)
		values.Set("dong-cron", p.Cron)
		setDates(values, "cron-tu", p.From, "cron-den", p.To)
	case len(p.Times) > 0:
		values.Set("lich", planDays)
		values.Set("cac-gio", strings.Join(p.Times, ", "))
		setDates(values, "tu", p.From, "den", p.To)
	}
	return noticeForm{values: values, files: n.Files, notice: n, problems: map[string]string{}}
}

func setDates(values url.Values, from string, first law.Date, to string, last law.Date) {
	for field, d := range map[string]law.Date{from: first, to: last} {
		if !d.IsZero() {
			values.Set(field, d.String())
		}
	}
}

// readForm reads what was typed. What only a leader decides stays as it was for others; known is the announcement as it
// stands, a zero one for a new one.
func readForm(values url.Values, files []ward.FileLink, p *ward.Profile, known ward.Notice, approves bool) noticeForm {
	f := noticeForm{values: values, files: files, problems: map[string]string{}}
	text := func(field string) string { return viet.Clean(values.Get(field), maxNoticeLetters) }
	line := func(field string) string { return strings.Join(strings.Fields(text(field)), " ") }
	f.notice = ward.Notice{
		Title: line("tieu-de"), Text: text("noi-dung"), Topic: values.Get("chu-de"), Files: files, Disclosure: values.Get("tai-lieu"),
		AskSeen: values.Get("da-xem") != "", Emergency: known.Emergency, Ground: known.Ground,
	}
	if approves {
		f.notice.Emergency, f.notice.Ground = values.Get("khan") != "", line("can-cu")
	}
	if values.Get("noi-nhan") == "to" {
		for _, n := range p.Neighbourhoods { // what is none of the ward's is not asked for
			if slices.Contains(values["to"], n.Slug) {
				f.notice.Audience.Neighbourhoods = append(f.notice.Audience.Neighbourhoods, n.Slug)
			}
		}
		if len(f.notice.Audience.Neighbourhoods) == 0 {
			f.refuse("to", "Xin chọn ít nhất một khu dân cư, hoặc gửi toàn "+p.Unit()+".")
		}
	}
	f.readPlan(p.Zone(), known.Plan.Late)
	return f
}

func (f *noticeForm) readPlan(zone *time.Location, late ward.TimeSpan) {
	p := ward.Plan{Late: late}
	switch f.value("lich") {
	case planOnce:
		day := f.date("ngay")
		clock, ok := typedClock(f.value("gio"))
		if !ok {
			f.refuse("gio", "Xin ghi giờ phát, ví dụ 06:30.")
		}
		if day.IsZero() {
			f.refuse("ngay", "Xin chọn ngày phát.")
		} else if ok {
			p.At = day.At(clock.Hour(), clock.Minute(), zone)
		}
	case planDays:
		p.From, p.To, p.Workdays = f.date("tu"), f.date("den"), f.value("ngay-lam-viec") != ""
		p.Times = f.times()
		p.Skip = f.skipped()
	case planCron:
		p.Cron = strings.Join(strings.Fields(viet.Clean(f.value("dong-cron"), 100)), " ")
		p.From, p.To = f.date("cron-tu"), f.date("cron-den")
		if p.Cron == "" {
			f.refuse("dong-cron", "Xin ghi dòng cron gồm năm trường, ví dụ 30 6 * * 1-5.")
		}
	default:
		p.Soon = true
	}
	f.notice.Plan = p
}

// date reads a day, the zero one where nothing is typed.
func (f *noticeForm) date(field string) law.Date {
	d, err := typedDate(f.value(field))
	if err != nil {
		f.refuse(field, "Xin ghi ngày như 24/11/2026.")
	}
	return d
}

func (f *noticeForm) times() (all []string) {
	for part := range strings.FieldsFuncSeq(f.value("cac-gio"), func(r rune) bool { return strings.ContainsRune(",; \t\n\r", r) }) {
		if part == "và" {
			continue
		}
		t, ok := typedClock(part)
		if !ok {
			f.refuse("cac-gio", "Giờ phát “"+viet.Clean(part, 20)+"” không đúng. Xin ghi như 06:30, 17:00.")
			continue
		}
		if clock := viet.Clock(t); !slices.Contains(all, clock) {
			all = append(all, clock)
		}
	}
	if len(all) == 0 {
		f.refuse("cac-gio", "Xin ghi ít nhất một giờ phát, ví dụ 06:30, 17:00.")
	}
	slices.Sort(all)
	return all
}

func (f *noticeForm) skipped() (days []law.Date) {
	for part := range strings.FieldsFuncSeq(f.value("tru"), func(r rune) bool { return strings.ContainsRune(",; \t\n\r", r) }) {
		d, err := typedDate(part)
		if err != nil || d.IsZero() {
			f.refuse("tru", "Ngày không phát “"+viet.Clean(part, 20)+"” không đúng. Xin ghi như 08/03/2026, 09/03/2026.")
			continue
		}
		days = append(days, d)
	}
	return days
}

// typedClock reads a time of the day as people write it: 06:30, 6h30, 17h, 17g.
func typedClock(text string) (time.Time, bool) {
	text = strings.NewReplacer("h", ":", "g", ":", "H", ":").Replace(strings.TrimSpace(text))
	if strings.HasSuffix(text, ":") {
		text += "00"
	}
	t, err := time.Parse("15:04", text)
	return t, err == nil
}

// blank is a gap that a suggested text leaves to whoever completes it: "{Địa điểm}".
var blank = regexp.MustCompile(`\{[^{}\n]{1,60}\}`)

// check finds what keeps an announcement from being submitted, and puts each at its field.
func (f *noticeForm) check(w *ward.Ward) {
	n := f.notice
	if n.Title == "" {
		f.refuse("tieu-de", "Xin ghi tiêu đề của thông báo.")
	}
	if n.Text == "" {
		f.refuse("noi-dung", "Xin ghi nội dung thông báo.")
	}
	for field, text := range map[string]string{"tieu-de": n.Title, "noi-dung": n.Text} {
		if gap := blank.FindString(text); gap != "" {
			f.refuse(field, "Còn chỗ trống “"+gap+"”. Xin thay bằng nội dung cụ thể.")
		}
	}
	if _, ok := w.Profile.Topic(n.Topic); !ok {
		f.refuse("chu-de", "Xin chọn chủ đề.")
	}
	if len(f.problems) > 0 {
		return
	}
	var plan ward.PlanProblem
	var notice ward.AnnouncementProblem
	switch err := w.CheckAnnouncement(n); {
	case errors.As(err, &plan):
		f.refuse("lich", string(plan))
	case errors.As(err, &notice):
		field := "noi-dung"
		if len(n.Files) > ward.MaxNoticeFiles {
			field = "tep"
		} else if strings.HasPrefix(string(notice), "Tiêu đề") {
			field = "tieu-de"
		}
		f.refuse(field, string(notice))
	}
}

// letters is how long the text is, against what it may be.
func (f noticeForm) letters() string {
	return viet.Number(int64(utf8.RuneCountInString(f.notice.Text))) + " / 3.000 ký tự"
}

// versionOf reads the version of an announcement that a form was opened with, 0 for none.
func versionOf(values url.Values) int64 {
	version, err := strconv.ParseInt(values.Get("phien-ban"), 10, 64)
	if err != nil {
		return 0
	}
	return version
}
