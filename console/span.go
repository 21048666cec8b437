package console

import (
	"net/url"
	"slices"

	"danbiet/law"
	"danbiet/report"
	"danbiet/ward"
)

// span is the period that a page of figures is of.
type span struct {
	key      string // of spanChoices
	from, to law.Date
	months   int // its length where it is one of the calendar, 0 for days that somebody chose
}

// ownDays is the key of a span of days that somebody chose.
const ownDays = "ngay"

// spanChoices are the periods to choose from, the one that is shown first at the head.
var spanChoices = [...][2]string{
	{"nua-nam", "Nửa năm này"},
	{"nua-nam-truoc", "Nửa năm trước"},
	{"quy", "Quý này"},
	{"quy-truoc", "Quý trước"},
	{"thang", "Tháng này"},
	{"thang-truoc", "Tháng trước"},
	{"nam", "Năm nay"},
	{ownDays, "Chọn ngày"},
}

// spanOf is the calendar's period around a day.
func spanOf(key string, today law.Date) (span, bool) {
	months := map[string]int{"nua-nam": 6, "nua-nam-truoc": 6, "quy": 3, "quy-truoc": 3, "thang": 1, "thang-truoc": 1, "nam": 12}[key]
	if months == 0 {
		return span{}, false
	}
	first := law.Date{Year: today.Year, Month: today.Month, Day: 1}
	first = first.AddMonths(-((int(today.Month) - 1) % months))
	if slices.Contains([]string{"nua-nam-truoc", "quy-truoc", "thang-truoc"}, key) {
		first = first.AddMonths(-months)
	}
	return span{key, first, first.AddMonths(months).AddDays(-1), months}, true
}

// shifted is the span some months earlier. What ends with a month ends with one again.
func (s span) shifted(months int) span {
	earlier := s
	earlier.from, earlier.to = s.from.AddMonths(-months), s.to.AddMonths(-months)
	if s.to.AddDays(1).Day == 1 {
		earlier.to = s.to.AddDays(1).AddMonths(-months).AddDays(-1)
	}
	return earlier
}

// before is the span of the same length that comes before. A period of the calendar that is not over is compared with as
// much of the one before.
func (s span) before() span {
	if s.months > 0 {
		return s.shifted(s.months)
	}
	days := s.to.Sub(s.from) + 1
	return span{key: s.key, from: s.from.AddDays(-days), to: s.from.AddDays(-1)}
}

// until is the span as far as a day that lies in it.
func (s span) until(day law.Date) span {
	if day.Before(s.to) {
		s.to = day
	}
	return s
}

// days are the span's as they are read.
func (s span) days() string { return "từ " + s.from.Vietnamese() + " đến " + s.to.Vietnamese() }

// figuresQuery is what a page of figures was asked for.
type figuresQuery struct {
	span          span // as the calendar has it; figures go as far as today
	neighbourhood string
	channel       string
	from, to      string // as typed
	problem       string // one sentence, "" where all was understood
}

// longestSpan is the most that one page counts, in months.
const longestSpan = 120

// figuresOf reads what is asked for. What is no period gives the half-year, and a sentence.
func figuresOf(values url.Values, p *ward.Profile, today law.Date) figuresQuery {
	q := figuresQuery{from: values.Get("tu"), to: values.Get("den")}
	q.span, _ = spanOf(spanChoices[0][0], today)
	key := values.Get("ky")
	if known, ok := spanOf(key, today); ok {
		q.span = known
	}
	if key == ownDays {
		from, errFrom := law.ParseDate(q.from)
		to, errTo := law.ParseDate(q.to)
		switch {
		case errFrom != nil || errTo != nil:
			q.problem = "Xin chọn cả ngày đầu và ngày cuối của kỳ."
		case to.Before(from):
			q.problem = "Ngày cuối của kỳ không thể trước ngày đầu."
		case from.After(today):
			q.problem = "Kỳ này chưa bắt đầu. Xin chọn ngày đầu không sau hôm nay."
		case to.After(from.AddMonths(longestSpan)):
			q.problem = "Kỳ dài nhất là mười năm. Xin chọn ngắn hơn."
		default:
			q.span = span{key: ownDays, from: from, to: to}
		}
	}
	if _, ok := p.Neighbourhood(values.Get("khu")); ok {
		q.neighbourhood = values.Get("khu")
	}
	if slices.ContainsFunc(channels[:], func(c [2]string) bool { return c[0] == values.Get("kenh") }) {
		q.channel = values.Get("kenh")
	}
	return q
}

// narrow reports whether more than a period of the calendar was asked for.
func (q figuresQuery) narrow() bool {
	return q.span.key == ownDays || q.problem != "" || q.neighbourhood != "" || q.channel != ""
}

// scope is a span of the query, for the neighbourhood and the channel that were asked for.
func (q figuresQuery) scope(s span) report.Scope {
	return report.Scope{From: s.from, To: s.to, Neighbourhood: q.neighbourhood, Channel: q.channel}
}

// values are the query as an address has it.
func (q figuresQuery) values() url.Values {
	v := url.Values{}
	set := func(key, value string) {
		if value != "" {
			v.Set(key, value)
		}
	}
	set("ky", q.span.key)
	if q.span.key == ownDays {
		set("tu", q.span.from.String())
		set("den", q.span.to.String())
	}
	set("khu", q.neighbourhood)
	set("kenh", q.channel)
	return v
}
