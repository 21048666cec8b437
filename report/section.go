package report

import (
	"embed"
	"slices"
)

// Section is a part of the report whose text the ward can write. Its text is lines: "# " begins a numbered heading (1.1.),
// "## " one with a letter below it (a), "- " an item of a list, anything else a paragraph. Numbers are never written: the
// report counts them.
type Section struct {
	Key       string // in commands and tables
	Chapter   int    // 1 to 4, 0 for what stands before and after them
	Title     string // "" for one without a heading of its own
	Dimension int    // of PAPI, 1 to 8; 0 for none
}

// sections are the report's, in its order. All eight dimensions stand in the first chapter: one without figures says so,
// none is left out.
var sections = [...]Section{
	{"can-cu", 0, "", 0},
	{"chi-dao", 1, "Công tác chỉ đạo, điều hành", 0},
	{"tham-gia", 1, "Tham gia của người dân ở cấp cơ sở", 1},
	{"cong-khai", 1, "Công khai, minh bạch trong việc ra quyết định", 2},
	{"giai-trinh", 1, "Trách nhiệm giải trình với người dân", 3},
	{"kiem-soat-tham-nhung", 1, "Kiểm soát tham nhũng trong khu vực công", 4},
	{"thu-tuc-hanh-chinh", 1, "Thủ tục hành chính công", 5},
	{"dich-vu-cong", 1, "Cung ứng dịch vụ công", 6},
	{"moi-truong", 1, "Quản trị môi trường", 7},
	{"quan-tri-dien-tu", 1, "Quản trị điện tử", 8},
	{"uu-diem", 2, "Ưu điểm", 0},
	{"ton-tai", 2, "Tồn tại, hạn chế", 0},
	{"nguyen-nhan", 2, "Nguyên nhân của tồn tại, hạn chế", 0},
	{"nhiem-vu", 3, "", 0},
	{"kien-nghi", 4, "", 0},
	{"ket-thuc", 0, "", 0},
}

// Sections are the parts of the report, in its order.
func Sections() []Section { return slices.Clone(sections[:]) }

// FindSection is the section with a key.
func FindSection(key string) (Section, bool) {
	i := slices.IndexFunc(sections[:], func(s Section) bool { return s.Key == key })
	if i < 0 {
		return Section{}, false
	}
	return sections[i], true
}

// chapters are the titles of the report's parts; the third one names the period that follows.
func chapters(ahead string) [5]string {
	return [...]string{"", "TRIỂN KHAI THỰC HIỆN", "ĐÁNH GIÁ CHUNG", "NHIỆM VỤ TRỌNG TÂM " + capitals(ahead), "KIẾN NGHỊ, ĐỀ XUẤT"}
}

//go:embed narrative/*.txt
var narratives embed.FS

// DefaultText is the text of a section for a ward that has written none of its own.
func DefaultText(key string) string {
	raw, err := narratives.ReadFile("narrative/" + key + ".txt")
	if err != nil {
		return "" // a test holds that every section has one
	}
	return string(raw)
}
