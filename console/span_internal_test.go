package console

import (
	"net/url"
	"testing"

	"danbiet/law"
	"danbiet/ward"
)

func TestAPeriodIsComparedWithAsMuchOfTheOneBefore(t *testing.T) {
	today := law.MustDate("2026-05-31")
	for _, one := range []struct{ key, days, before, year string }{
		{"nua-nam", "từ 01/01/2026 đến 31/05/2026", "từ 01/07/2025 đến 30/11/2025", "từ 01/01/2025 đến 31/05/2025"},
		{"nua-nam-truoc", "từ 01/07/2025 đến 31/12/2025", "từ 01/01/2025 đến 30/06/2025", "từ 01/07/2024 đến 31/12/2024"},
		{"quy", "từ 01/04/2026 đến 31/05/2026", "từ 01/01/2026 đến 28/02/2026", "từ 01/04/2025 đến 31/05/2025"},
		{"quy-truoc", "từ 01/01/2026 đến 31/03/2026", "từ 01/10/2025 đến 31/12/2025", "từ 01/01/2025 đến 31/03/2025"},
		{"thang-truoc", "từ 01/04/2026 đến 30/04/2026", "từ 01/03/2026 đến 31/03/2026", "từ 01/04/2025 đến 30/04/2025"},
		{"nam", "từ 01/01/2026 đến 31/05/2026", "từ 01/01/2025 đến 31/05/2025", "từ 01/01/2025 đến 31/05/2025"},
	} {
		s, ok := spanOf(one.key, today)
		s = s.until(today)
		if !ok || s.days() != one.days || s.before().days() != one.before || s.shifted(12).days() != one.year {
			t.Errorf("%s is %s, after %s and %s; want %+v", one.key, s.days(), s.before().days(), s.shifted(12).days(), one)
		}
	}
	own := span{key: ownDays, from: law.MustDate("2026-05-11"), to: law.MustDate("2026-05-20")}
	if got := own.before().days(); got != "từ 01/05/2026 đến 10/05/2026" {
		t.Errorf("ten days come after those %s", got)
	}
}

func TestWhatIsNoPeriodGivesTheHalfYearAndASentence(t *testing.T) {
	today, profile := law.MustDate("2026-05-31"), &ward.Profile{Neighbourhoods: []ward.Neighbourhood{{Slug: "duong-hoa"}}}
	for query, want := range map[string]string{
		"":                                     "",
		"ky=tuan":                              "",
		"ky=ngay":                              "Xin chọn cả ngày đầu và ngày cuối của kỳ.",
		"ky=ngay&tu=2026-02-30&den=2026-03-01": "Xin chọn cả ngày đầu và ngày cuối của kỳ.",
		"ky=ngay&tu=2026-03-02&den=2026-03-01": "Ngày cuối của kỳ không thể trước ngày đầu.",
		"ky=ngay&tu=2026-06-01&den=2026-06-02": "Kỳ này chưa bắt đầu. Xin chọn ngày đầu không sau hôm nay.",
		"ky=ngay&tu=1990-01-01&den=2026-01-01": "Kỳ dài nhất là mười năm. Xin chọn ngắn hơn.",
	} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		q := figuresOf(values, profile, today)
		if q.problem != want || q.span.key != "nua-nam" {
			t.Errorf("%q gives %s and says %q; want the half-year, and %q", query, q.span.key, q.problem, want)
		}
	}
	values := url.Values{"ky": {"ngay"}, "tu": {"2026-03-01"}, "den": {"2026-03-10"}, "khu": {"duong-hoa"}, "kenh": {"web"}}
	q := figuresOf(values, profile, today)
	if got := q.values().Encode(); q.problem != "" || got != values.Encode() {
		t.Errorf("the address comes back as %q (%s)", got, q.problem)
	}
	if q := figuresOf(url.Values{"khu": {"sao-hoa"}, "kenh": {"fax"}}, profile, today); q.neighbourhood != "" || q.channel != "" {
		t.Errorf("a neighbourhood and a channel that are none are kept: %+v", q)
	}
}
