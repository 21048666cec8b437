package sample

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A figure is wrong in the worst way when nobody can say where it comes from.
// The tables below are all that the sample may cite: the ward's report for the
// first half of 2024 (numbers of its sections) and the statutes. Each text is
// stripped of what the tables explain; a digit that is left has no source.

// reportDocuments are the papers that the report names, with their dates.
var reportDocuments = map[string]string{
	"14/TB-UBND":    "2023-03-13",
	"81/TB-UBND":    "2023-12-29",
	"148/UBND-QLĐT": "2024-02-05",
	"14/KH-UBND":    "2024-02-06",
	"16/KH-UBND":    "2024-02-15",
	"22/KH-UBND":    "2024-02-27",
	"26/KH-UBND":    "2024-03-08",
	"33/KH-UBND":    "2024-03-15",
	"44/QĐ-UBND":    "2024-03-15",
}

var knownDates = []string{
	// The report's own day, and the days of the papers and of the vote in it.
	"13/06/2024", "13/3/2023", "29/12/2023", "05/02/2024", "06/02/2024", "15/02/2024",
	"27/02/2024", "08/03/2024", "15/03/2024", "17/03/2024",
	"30/12/2016", "01/10/2021", // circulars 343/2016/TT-BTC and 05/2021/TT-TTCP, as the report dates them
	"01/7/2024", // decrees 63/2024/NĐ-CP and 76/2024/NĐ-CP enter into force
	"01/8/2024", // Luật Đất đai 2024 enters into force
	"01/7/2025", // no district level any more
	"25/3/2026", // circular 26/2026/TT-BTC replaces 343/2016/TT-BTC
	"01/7/2026", // the chairman's least reception days change
}

var knownLaws = []string{
	"Luật Bảo hiểm y tế 2008", "Luật Bảo vệ môi trường 2020", "Luật Cư trú 2020", "Luật Hôn nhân và gia đình 2014",
	"Luật Hộ tịch 2014", "Luật Khiếu nại 2011", "Luật Nghĩa vụ quân sự 2015", "Luật Người khuyết tật 2010",
	"Luật Phí và lệ phí 2015", "Luật Phòng cháy và chữa cháy 2001", "Luật Quản lý, sử dụng tài sản công 2017",
	"Luật Quy hoạch đô thị 2009", "Luật Thực hiện dân chủ ở cơ sở 2022", "Luật Tiếp công dân 2013",
	"Luật Tiếp cận thông tin 2016", "Luật Trợ giúp pháp lý 2017", "Luật Tố cáo 2018", "Luật Đất đai 2013", "Luật Đất đai 2024",
}

var knownActs = []string{
	"28/2012/NĐ-CP", "23/2015/NĐ-CP", "123/2015/NĐ-CP", "13/2016/NĐ-CP", "226/2016/TT-BTC", "281/2016/TT-BTC",
	"343/2016/TT-BTC", "61/2018/NĐ-CP", "146/2018/NĐ-CP", "01/2019/TT-BLĐTBXH", "01/2020/TT-BTP", "04/2020/TT-BTP",
	"87/2020/NĐ-CP", "07/2021/NĐ-CP", "20/2021/NĐ-CP", "93/2021/NĐ-CP", "24/2021/QĐ-TTg", "05/2021/TT-TTCP",
	"55/2021/TT-BCA", "42/2022/NĐ-CP", "75/2022/TT-BTC", "59/2023/NĐ-CP", "63/2024/NĐ-CP", "76/2024/NĐ-CP", "26/2026/TT-BTC",
}

// fact is a figure as it may be written; says is a regular expression.
type fact struct{ says, source string }

var reportFacts = []fact{
	{`bằng 50,03%|Tỷ lệ \| 50,03%`, "2.1.b"},
	{`4\.405 người`, "2.1.b"},
	{`8\.805 người`, "2.1.b"},
	{`437/484 (đại diện|\| 90,3%)|tham dự \| 437/484 \| 90,3%`, "2.1.b"},
	{`bằng 90,3%|\(90,3%\)|90,3% là tỷ lệ đại diện hộ gia đình tham dự`, "2.1.b"},
	{`437/437 (người tham dự|phiếu|\| 100%)`, "2.1.c"},
	{`bằng 100%, nhất trí|phiếu \(100%\) nhất trí|100% là tỷ lệ phiếu nhất trí| \(100%\) nhất trí`, "2.1.c"},
	{`(trước|trước hội nghị) 07 ngày`, "2.1.a"},
	{`02 lần/ngày`, "2.1.a"},
	{`220 triệu đồng`, "2.1.d"},
	{`(góp|góp \|) 200\.000 đồng`, "2.1.d"},
	{`02 quỹ`, "2.1.d"},
	{`13\.000\.000 đồng`, "2.1.d"},
	{`1\.130\.000 đồng`, "2.1.d"},
	{`tháng 7`, "2.1.d"},
	{`02 hội nghị|Hội nghị \| 02`, "3.1.a"},
	{`200 người tham dự`, "3.1.a"},
	{`09 tin bài|Trang thông tin điện tử \| 09`, "3.1.a"},
	{`06 tin bài|truyền thanh \| 06`, "3.1.a"},
	{`trên 200( tờ rơi|$|\n)`, "3.1.a"},
	{`04 nhóm Zalo|Nhóm Zalo \| 04`, "3.1.a"},
	{`11 hộ nghèo \(0,44%\)|0,44% \(11 hộ\)|Hộ nghèo \| 11 \| 0,44%`, "3.1.b"},
	{`21 hộ cận nghèo \(0,83%\)|0,83% \(21 hộ\)|Hộ cận nghèo \| 21 \| 0,83%`, "3.1.b"},
	{`(giai đoạn|nhiệm kỳ) 2022–2025`, "2.1, 3.1.b"},
	{`đến năm 2040, định hướng đến năm 2050`, "3.1.d"},
	{`QL5 đến trục trung tâm \(giai đoạn 2\)`, "3.1.d"},
	{`01 ngày/tuần`, "4.1.b"},
	{`07 đơn thư|giải quyết \| 07`, "4.1.b"},
	{`0 đơn khiếu nại|tố cáo \| 0`, "4.1.b"},
	{`100% đơn đề nghị|đúng quy trình \| 100%`, "4.1.b"},
	{`Tháng 5`, "4.1.c"},
	{`100 lượt người`, "4.1.c"},
	{`(Khoảng|khoảng) 98%`, "7.1.a"},
	{`100% \(256 người\)|\(256 người\)|256 người nghèo|đạt 100%`, "7.1.a"},
	{`100% (người nghèo|hộ dân|các tuyến đường)|(an toàn|cứng hóa) \| 100%`, "7.1"},
	{`80% người dân|nước máy \| 80%`, "7.1"},
	{`20% người dân|xử lý, lọc \| 20%`, "7.1"},
	{`500 kV`, "7.1"},
	{`5/5 cụm dân cư|5 cụm dân cư`, "8.1"},
	{`81 dịch vụ công|cung cấp \| 81`, "9.1.a"},
	{`08 thủ tục|phát sinh hồ sơ \| 08`, "9.1.a"},
	{`2\.174 hồ sơ|Hồ sơ trực tuyến \| 2\.174`, "9.1.a"},
	{`100% hồ sơ`, "9.1.a"},
	{`(mức|Mức) độ 3, 4`, "9.1.a"},
	{`07 tin bài`, "9.1.a"},
	{`[Tt]rẻ em dưới 6 tuổi`, "III"},
}

var lawFacts = []fact{
	{`14 nhóm nội dung`, "Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11"},
	{`ít nhất 30 ngày`, "Luật Thực hiện dân chủ ở cơ sở 2022, Điều 13 khoản 2"},
	{`ít nhất 03 ngày liên tục`, "Luật Thực hiện dân chủ ở cơ sở 2022, Điều 13 khoản 3"},
	{`ít nhất 10% tổng số hộ`, "Luật Thực hiện dân chủ ở cơ sở 2022, Điều 16 khoản 3"},
	{`trên 50%`, "Luật Thực hiện dân chủ ở cơ sở 2022, Điều 21 khoản 1"},
	{`Chậm nhất 05 ngày làm việc kể từ ngày gửi|[Cc]hậm nhất 30 ngày kể từ ngày|Chậm nhất 15 ngày kể từ ngày kết thúc quý và 6 tháng|quý, 6 tháng`, "Thông tư số 343/2016/TT-BTC, Điều 15"},
	{`năm ngân sách (2024 và 2025|2026)`, "Thông tư số 343/2016/TT-BTC; 26/2026/TT-BTC"},
	{`chậm nhất 90 ngày đối với đất nông nghiệp và 180 ngày`, "Luật Đất đai 2013, Điều 67"},
	{`khiếu nại trong 90 ngày`, "Luật Khiếu nại 2011, Điều 9"},
	{`không quá 45 ngày|Không quá 45 ngày`, "Luật Đất đai 2013, Điều 202"},
	{`không quá 30 ngày theo`, "Luật Đất đai 2024, Điều 235"},
	{`tối thiểu 70% mức đóng`, "Nghị định số 146/2018/NĐ-CP, Điều 8"},
	{`4,5% mức lương cơ sở|70%, 60%, 50%|bằng 40% mức đóng`, "Nghị định số 146/2018/NĐ-CP, Điều 7"},
	{`2\.000 đồng/trang|1\.000 đồng/trang|(tối đa|không quá) 200\.000 đồng/bản`, "Thông tư số 226/2016/TT-BTC, Điều 4"},
	{`10\.000 đồng/trường hợp|50\.000 đồng/hợp đồng`, "Thông tư số 226/2016/TT-BTC, Điều 4"},
	{`8\.000 đồng/bản`, "Thông tư số 281/2016/TT-BTC, Điều 4"},
	{`15\.000 đồng/lần|7\.000 đồng/lần|20\.000 đồng/lần|10\.000 đồng/lần`, "Thông tư số 75/2022/TT-BTC"},
	{`360\.000 đồng/tháng`, "Nghị định số 20/2021/NĐ-CP, Điều 4"},
	{`500\.000 đồng/tháng`, "Nghị định số 76/2024/NĐ-CP"},
	{`(trong|thẩm định) 07 ngày làm việc|kết quả 02 ngày làm việc|(trong|quyết định) 03 ngày làm việc`, "Nghị định số 20/2021/NĐ-CP, Điều 8"},
	{`bằng 20 lần mức chuẩn|trong 02 ngày làm việc|từ đủ 80 tuổi`, "Nghị định số 20/2021/NĐ-CP, Điều 11"},
	{`thời hạn 60 ngày kể từ ngày sinh con`, "Luật Hộ tịch 2014, Điều 15"},
	{`15 ngày kể từ ngày có người chết`, "Luật Hộ tịch 2014, Điều 33"},
	{`không quá 05 ngày làm việc`, "Luật Hộ tịch 2014, Điều 18 và Điều 25"},
	{`không quá 03 ngày làm việc|03 ngày làm việc(,|;| kể từ ngày nhận đủ hồ sơ)`, "Luật Hộ tịch 2014, Điều 25 và Điều 28; Nghị định số 123/2015/NĐ-CP, Điều 22; Luật Cư trú 2020, Điều 28"},
	{`đủ 14 tuổi`, "Luật Hộ tịch 2014, Điều 27"},
	{`07 ngày làm việc kể từ ngày nhận đủ hồ sơ`, "Luật Cư trú 2020, Điều 22"},
	{`từ 30 ngày trở lên`, "Luật Cư trú 2020, Điều 27"},
	{`sau 15 giờ`, "Nghị định số 23/2015/NĐ-CP, Điều 7"},
	{`Không quá 02 ngày làm việc`, "Nghị định số 23/2015/NĐ-CP, Điều 37"},
	{`chậm nhất 03 ngày làm việc|chậm nhất 15 ngày làm việc|tối đa 15 ngày`, "Luật Tiếp cận thông tin 2016, Điều 30"},
	{`chậm nhất 10 ngày làm việc|tối đa 10 ngày làm việc`, "Luật Tiếp cận thông tin 2016, Điều 29"},
	{`đủ 17 tuổi|tuổi 17`, "Luật Nghĩa vụ quân sự 2015, Điều 12"},
	{`đủ 18 tuổi được gọi|từ đủ 18 tuổi đến hết 25 tuổi|đến hết 27 tuổi`, "Luật Nghĩa vụ quân sự 2015, Điều 30"},
	{`từ đủ 16 tuổi đến dưới 18 tuổi bị buộc tội`, "Luật Trợ giúp pháp lý 2017, Điều 7"},
	{`định danh điện tử mức độ 2`, "the level that online services ask for"},
	{`Mẫu CT01|KT3`, "names of a form and of an old paper"},
	{`24/24 giờ`, "the emergency lines"},
}

var (
	legalAct    = regexp.MustCompile(`\d+/\d{4}/[A-ZĐ][A-ZĐa-z-]*`)
	wardPaper   = regexp.MustCompile(`\d+/[A-ZĐ]+-[A-ZĐ]+`)
	proseDate   = regexp.MustCompile(`\d{1,2}/\d{1,2}/\d{4}`)
	article     = regexp.MustCompile(`Điều \d+(?:(?:, |–| và Điều )\d+)*(?: khoản \d+)?`)
	period      = regexp.MustCompile(`6 tháng (?:đầu|cuối)|(?:tháng \d )?[nN]ăm 20\d\d`)
	secondAct   = regexp.MustCompile(`sửa đổi năm 20\d\d`)
	nationalTel = regexp.MustCompile(`11[1-5]`)
	left        = regexp.MustCompile(`.{0,30}\d.{0,30}`)
)

// prose gathers all that a citizen may read, by where it stands.
func prose(t *testing.T) map[string]string {
	t.Helper()
	texts := make(map[string]string)
	for name, d := range disclosures(t) {
		parts := []string{d.Title, d.Summary, d.Body}
		for _, row := range d.Table {
			parts = append(parts, strings.Join(row, " | "))
		}
		texts[name] = strings.Join(parts, "\n")
	}
	for _, p := range decode[[]procedure](t, "procedures.yaml") {
		parts := slices.Concat([]string{p.Name, p.Who, p.Time, p.Fee, p.Where, p.Basis, p.Note}, p.Aliases, p.Documents, p.Steps)
		texts["procedure "+p.Slug] = strings.Join(parts, "\n")
	}
	p := decode[profile](t, "ward.yaml")
	parts := []string{p.SampleNote, p.HoursNote, p.Address, p.Reception.Place}
	for _, v := range p.Hotlines {
		parts = append(parts, v.Name, v.Number, v.Note)
	}
	for _, v := range p.DenounceAbove {
		parts = append(parts, v.Name, v.Address, v.Note)
	}
	for _, v := range p.Neighbourhoods {
		parts = append(parts, v.Name, v.Hall, v.Note)
	}
	for _, v := range p.Officials {
		parts = append(parts, v.Name, v.Title, v.Duties, v.Room)
	}
	for _, v := range p.Reception.Weekly {
		parts = append(parts, v.Name, v.Document)
	}
	texts["ward.yaml"] = strings.Join(parts, "\n")
	return texts
}

// citations strips what the text cites and reports what is not in the tables.
func citations(t *testing.T, name, s string) string {
	t.Helper()
	for _, law := range knownLaws {
		s = strings.ReplaceAll(s, law, "")
	}
	known := func(table []string) func(string) string {
		return func(found string) string {
			if !slices.Contains(table, found) {
				t.Errorf("%s cites %s, which is in no table", name, found)
			}
			return ""
		}
	}
	s = legalAct.ReplaceAllStringFunc(s, known(knownActs))
	s = wardPaper.ReplaceAllStringFunc(s, func(found string) string {
		if reportDocuments[found] == "" {
			t.Errorf("%s cites %s, which the report does not name", name, found)
		}
		return ""
	})
	return proseDate.ReplaceAllStringFunc(s, known(knownDates))
}

func TestEveryFigureHasASource(t *testing.T) {
	var facts []*regexp.Regexp
	for _, f := range slices.Concat(reportFacts, lawFacts) {
		facts = append(facts, regexp.MustCompile(f.says))
	}
	used := make([]bool, len(facts))
	for name, s := range prose(t) {
		s = citations(t, name, s)
		s = article.ReplaceAllString(s, "")
		for i, f := range facts {
			used[i] = used[i] || f.MatchString(s)
			s = f.ReplaceAllString(s, "")
		}
		for _, e := range []*regexp.Regexp{secondAct, period, nationalTel} {
			s = e.ReplaceAllString(s, "")
		}
		for _, l := range left.FindAllString(s, -1) {
			t.Errorf("%s: no source for the figure in %q", name, l)
		}
	}
	for i, f := range slices.Concat(reportFacts, lawFacts) {
		if !used[i] {
			t.Errorf("no text says %q (%s): the table is longer than the sample", f.says, f.source)
		}
	}
}

func TestPapersCarryTheDatesOfTheReport(t *testing.T) {
	seen := make(map[string]bool)
	for name, d := range disclosures(t) {
		if d.Number == "" {
			continue
		}
		seen[d.Number] = true
		if want := reportDocuments[d.Number]; d.Issued != want {
			t.Errorf("%s: %s is dated %s, the report says %q", name, d.Number, d.Issued, want)
		}
	}
	for number := range reportDocuments {
		if !seen[number] {
			t.Errorf("the report names %s, which is not disclosed", number)
		}
	}
}

func TestAllGroupsOfTheLawAreShown(t *testing.T) {
	count := make(map[int]int)
	for _, d := range disclosures(t) {
		count[d.Group]++
	}
	for group := 1; group <= 14; group++ {
		if count[group] == 0 {
			t.Errorf("nothing is disclosed in group %d of Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11", group)
		}
	}
}

// Names of people begin with a family name and go on in capitals. The places
// and bodies that look alike are listed.
var (
	personName = regexp.MustCompile(`(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Mai|Đào|Lương|Tạ|Chu|Cao|Đoàn|Hà|Lưu|Tô|Vương) \p{Lu}\p{Ll}*(?: \p{Lu}\p{Ll}*)*`)
	addressed  = regexp.MustCompile(`(?:^|\P{L})(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị) (\p{Lu}\p{Ll}+)`)
	phone      = regexp.MustCompile(`(?:\+84|\b0)[\d .]{8,}|\b1[89]00`)
)

func TestNobodyIsInvented(t *testing.T) {
	notPeople := []string{"Dương Hòa", "Dương Quang", "Đoàn Thanh"}
	for _, name := range files(t) {
		s := text(t, name)
		for _, found := range personName.FindAllString(s, -1) {
			if found != "Bùi Danh Cẩn" && !slices.Contains(notPeople, found) {
				t.Errorf("%s names %q", name, found)
			}
		}
		for _, found := range addressed.FindAllString(s, -1) {
			t.Errorf("%s addresses %q", name, found)
		}
		for _, found := range phone.FindAllString(s, -1) {
			t.Errorf("%s gives the phone number %q", name, found)
		}
	}
}

func TestHotlinesAreNational(t *testing.T) {
	for _, h := range decode[profile](t, "ward.yaml").Hotlines {
		if nationalTel.FindString(h.Number) != h.Number {
			t.Errorf("%s: %q is not one of the national numbers", h.Slug, h.Number)
		}
	}
}
