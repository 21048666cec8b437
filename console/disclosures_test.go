package console_test

import (
	"context"
	"encoding/xml"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestEveryGroupOfTheLawIsListedWithItsCount(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openSite(t, d)
		var all []ward.Disclosure
		s.write(func(ctx context.Context, w *ward.Ward) (err error) {
			all, err = w.Disclosures(ctx, 0)
			return err
		})
		r := s.get("cong-khai").ok()
		for _, g := range law.DisclosureGroups() {
			n := 0
			for _, d := range all {
				if d.Group == g.Number {
					n++
				}
			}
			r.says(fmt.Sprintf(`<span>%s</span> <span class="count">%d<span`, g.Name, n))
			s.get("cong-khai?nhom="+g.Slug).ok().says("<h1>"+g.Name+"</h1>", fmt.Sprintf("%d văn bản.", n))
		}
	})
}

func TestEveryDocumentOfTheSampleCanBeRead(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	var all []ward.Disclosure
	s.write(func(ctx context.Context, w *ward.Ward) (err error) {
		all, err = w.Disclosures(ctx, 0)
		return err
	})
	for _, d := range all {
		r := s.get("cong-khai/"+d.Slug).ok().says("<h1 class=\"document\">"+d.Title+"</h1>", "Hiệu lực", "Niêm yết", "Nguồn: ")
		if d.Number != "" {
			r.says("<dd>" + d.Number + "</dd>")
		}
		if d.Signer != "" {
			r.says("<dd>" + d.Signer + "</dd>")
		}
		if len(d.Table) > 0 {
			r.says(`aria-label="Bảng số liệu"`)
		}
	}
}

func TestSearchNeedsNoMarksAndCanBeNarrowed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openSite(t, d)
		s.put(
			ward.Disclosure{Slug: "phun-suong-cu", Group: 3, Title: "Lắp vòi phun sương năm 2025", ValidTo: "2025-12-31", Issued: "2025-01-02"},
			ward.Disclosure{Slug: "phun-suong-moi", Group: 3, Title: "Lắp vòi phun sương năm 2026", Supersedes: "phun-suong-cu", Issued: "2026-01-02"},
			ward.Disclosure{Slug: "phi-phun-suong", Group: 12, Title: "Phí vòi phun sương", ValidFrom: "2027-01-01", Issued: "2026-10-01"},
		)
		s.get("cong-khai?q=phun+suong").ok().says("cong-khai/phun-suong-cu", "cong-khai/phun-suong-moi", "cong-khai/phi-phun-suong", "3 văn bản.",
			"Đã được thay thế", "Có hiệu lực từ ngày 01/01/2027", `value="phun suong"`)
		s.get("cong-khai?q=PHUN+sương&nhom=phi-le-phi").ok().says("phi-phun-suong", "1 văn bản.").neverSays("phun-suong-cu")
		s.get("cong-khai?q=phun+suong&con=1").ok().says("phun-suong-moi", "1 văn bản.", "checked").neverSays("phun-suong-cu", "cong-khai/phi-phun-suong")
		s.get("cong-khai?q=xylophon").ok().says("Không tìm thấy văn bản nào phù hợp.", "14 nhóm nội dung")
		s.get("cong-khai?q=%25").ok().says("Không tìm thấy")
	})
}

func TestLongListsHavePages(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	var many []ward.Disclosure
	for i := range 45 {
		many = append(many, ward.Disclosure{Slug: fmt.Sprintf("so-%02d", i), Group: 6, Title: fmt.Sprintf("Trạm bơm số %02d", i), Issued: "2026-05-01"})
	}
	s.put(many...)
	seen := map[string]bool{}
	link := regexp.MustCompile(`cong-khai/(so-\d\d)"`)
	for page := 1; page <= 3; page++ {
		r := s.get(fmt.Sprintf("cong-khai?q=tram+bom&trang=%d", page)).ok().says(fmt.Sprintf("45 văn bản, trang %d/3.", page))
		for _, match := range link.FindAllStringSubmatch(r.body, -1) {
			seen[match[1]] = true
		}
		if next := fmt.Sprintf(`rel="next" href="/phuong/minh-duc/cong-khai?q=tram+bom&amp;trang=%d"`, page+1); strings.Contains(r.body, next) != (page < 3) {
			t.Errorf("page %d and its link to the next", page)
		}
	}
	if len(seen) != len(many) {
		t.Errorf("the pages show %d of %d documents", len(seen), len(many))
	}
}

func TestValidityIsToldByTheDay(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t)) // 24 November 2026
	s.put(
		ward.Disclosure{Slug: "thay-the", Group: 1, Title: "Kế hoạch mới", Number: "12/KH-UBND", Supersedes: "cu"},
		ward.Disclosure{Slug: "cu", Group: 1, Title: "Kế hoạch cũ"},
		ward.Disclosure{Slug: "het", Group: 1, Title: "Hết", ValidFrom: "2026-01-01", ValidTo: "2026-11-23"},
		ward.Disclosure{Slug: "cuoi", Group: 1, Title: "Ngày cuối", ValidTo: "2026-11-24"},
		ward.Disclosure{Slug: "sap", Group: 1, Title: "Sắp có", ValidFrom: "2026-11-25"},
		ward.Disclosure{Slug: "con", Group: 1, Title: "Còn", ValidFrom: "2026-11-24"},
		ward.Disclosure{Slug: "khong-ngay", Group: 1, Title: "Không ngày", Supersedes: "da-mat"},
	)
	s.get("cong-khai/cu").ok().says(`thay thế bằng <a href="/phuong/minh-duc/cong-khai/thay-the">Kế hoạch mới (số 12/KH-UBND)</a>`, "Đã được thay thế")
	s.get("cong-khai/thay-the").ok().says(`<dt>Thay thế</dt><dd><a href="/phuong/minh-duc/cong-khai/cu">Kế hoạch cũ</a>`)
	s.get("cong-khai/het").ok().says(`<p class="alert">Hết hiệu lực sau ngày 23/11/2026.</p>`)
	s.get("cong-khai/cuoi").ok().says("Có hiệu lực đến hết ngày 24/11/2026").neverSays(`class="alert"`)
	s.get("cong-khai/sap").ok().says(`<p class="alert">Có hiệu lực từ ngày 25/11/2026.</p>`)
	s.get("cong-khai/con").ok().says("Còn hiệu lực")
	s.get("cong-khai/khong-ngay").ok().says("Đang công khai").neverSays("<dt>Thay thế</dt>")
}

func TestDocumentShowsPostingsHeadingsAndFigures(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	s.put(ward.Disclosure{
		Slug: "bang", Group: 7, Title: "Bảng", Body: "Mở đầu.\n\n## Phần một\nNội dung.",
		Table:  [][]string{{"Chỉ tiêu", "Số hộ", "Tỷ lệ"}, {"Hộ nghèo", "11", "0,44%"}, {"Hộ cận nghèo", "1.021", "0,83%"}},
		Posted: []ward.Posting{{Place: "Nhà văn hóa Dương Hòa", From: "2026-03-10", To: "2026-04-12"}, {Place: "Trụ sở UBND phường"}},
	})
	s.get("cong-khai/bang").ok().says("<p>Mở đầu.</p><h2>Phần một</h2><p>Nội dung.</p>",
		`<th scope="col" class="">Chỉ tiêu</th>`, `<th scope="col" class="figure">Số hộ</th>`, `<td class="figure">1.021</td>`, `<td class="figure">0,83%</td>`,
		"Nhà văn hóa Dương Hòa: từ ngày 10/03/2026 đến ngày 12/04/2026", "<li>Trụ sở UBND phường</li>", "liên tục ít nhất 30 ngày").
		neverSays("Tải bản PDF")
	if r := s.get("cong-khai/bang.pdf"); r.status != http.StatusNotFound {
		t.Errorf("a document without an attachment has a PDF: status %d", r.status)
	}
}

func TestPDFIsMadeOnceAndRenewedWithItsDocument(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openSite(t, d)
		document := ward.Disclosure{Slug: "to-trinh", Group: 1, Title: "Tờ trình", Body: "Nội dung.", Attachment: true}
		s.put(document)
		s.get("cong-khai/to-trinh").ok().says(`href="/phuong/minh-duc/cong-khai/to-trinh.pdf"`)
		first := s.get("cong-khai/to-trinh.pdf").ok()
		if !strings.HasPrefix(first.body, "%PDF-") || first.header.Get("Content-Type") != "application/pdf" ||
			first.header.Get("Content-Disposition") != `attachment; filename=to-trinh.pdf` {
			t.Errorf("the PDF begins with %.8q, headers %v", first.body, first.header)
		}
		s.now = s.now.Add(time.Hour)
		if again := s.get("cong-khai/to-trinh.pdf").ok(); again.body != first.body {
			t.Error("the same document was made into another PDF")
		}
		if cached := s.get("cong-khai/to-trinh.pdf", "If-None-Match", first.header.Get("ETag")); cached.status != http.StatusNotModified {
			t.Errorf("a reader that has it gets status %d", cached.status)
		}
		document.Body = "Nội dung đã sửa."
		s.put(document)
		if renewed := s.get("cong-khai/to-trinh.pdf").ok(); renewed.body == first.body {
			t.Error("a corrected document still has the old PDF")
		}
	})
}

// atom is what a feed reader reads.
type atom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name"`
	Links   []link   `xml:"link"`
	Entries []entry  `xml:"entry"`
}

type link struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type entry struct {
	ID      string `xml:"id"`
	Title   string `xml:"title"`
	Updated string `xml:"updated"`
	Summary string `xml:"summary"`
	Links   []link `xml:"link"`
}

func readFeed(t *testing.T, r reply) atom {
	t.Helper()
	var feed atom
	if err := xml.Unmarshal([]byte(r.ok().body), &feed); err != nil {
		t.Fatal(err)
	}
	return feed
}

func TestFeedHasWhatAReaderNeeds(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	s.put(
		ward.Disclosure{Slug: "moi", Group: 2, Title: "Ngân sách <quý> III & IV", Issued: "2026-11-20", Summary: "Thu\x01 > chi"},
		ward.Disclosure{Slug: "khong-ngay", Group: 2, Title: "Không rõ ngày"},
	)
	r := s.get("cong-khai/feed.xml")
	feed := readFeed(t, r)
	if got := r.header.Get("Content-Type"); got != "application/atom+xml; charset=utf-8" {
		t.Errorf("Content-Type %q", got)
	}
	newest := feed.Entries[0]
	if newest.Title != "Ngân sách <quý> III & IV" || newest.Updated != "2026-11-20T00:00:00+07:00" || feed.Updated != newest.Updated ||
		newest.Links[0].Href != "http://example.com/phuong/minh-duc/cong-khai/moi" {
		t.Errorf("the feed is of %s, its newest entry %+v", feed.Updated, newest)
	}
	ids := map[string]bool{feed.ID: true}
	for _, e := range feed.Entries {
		if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.Title == "" || !strings.HasPrefix(e.ID, "urn:uuid:") || ids[e.ID] {
			t.Errorf("an entry without date, title or id of its own: %+v", e)
		}
		if e.Title == "Không rõ ngày" {
			t.Error("a document without a date is told as news")
		}
		ids[e.ID] = true
		path := strings.TrimPrefix(e.Links[0].Href, "http://example.com")
		s.get(path).ok()
	}
	s.house.Link = func(slug, path string) string { return "https://dan.example/phuong/" + slug + "/" + path }
	moved := readFeed(t, s.get("cong-khai/feed.xml"))
	if moved.ID != feed.ID || moved.Entries[0].ID != newest.ID || moved.Links[0].Href != "https://dan.example/phuong/minh-duc/cong-khai/feed.xml" {
		t.Errorf("at another address the feed is %s with %+v, its entry %+v", moved.ID, moved.Links, moved.Entries[0])
	}
}
