package law

import "slices"

// DisclosureGroup is one of the groups of matters that a commune-level authority
// must disclose, and how.
type DisclosureGroup struct {
	Number int
	Slug   string // stable, for addresses and storage
	Name   string // as a heading
	Short  string // as a button
	// PostDays is how many consecutive days the matter stays posted at the
	// committee's seat and at each community house; 0 if posting is not required
	// or Permanent.
	PostDays  int
	Permanent bool // posted for good
	// Loudspeaker: broadcast on LoudspeakerDays consecutive days.
	Loudspeaker     bool
	LoudspeakerDays int
	// ByLeader: sent to the heads of neighbourhoods to pass on.
	ByLeader bool
	Article  string // of Luật Thực hiện dân chủ ở cơ sở 2022 (10/2022/QH15)
}

// Posted reports whether the matter must be posted at all.
func (g DisclosureGroup) Posted() bool { return g.Permanent || g.PostDays > 0 }

// DisclosureGroups returns the fourteen groups in the order of the law. Every
// group is published on the website (Điều 13.1).
func DisclosureGroups() []DisclosureGroup { return slices.Clone(disclosureGroups[:]) }

// DisclosureGroupBySlug returns the group of that slug.
func DisclosureGroupBySlug(slug string) (DisclosureGroup, bool) {
	for _, g := range disclosureGroups {
		if g.Slug == slug {
			return g, true
		}
	}
	return DisclosureGroup{}, false
}

const (
	postDays        = 30 // Luật Thực hiện dân chủ ở cơ sở 2022, Điều 13
	loudspeakerDays = 3
)

var disclosureGroups = [...]DisclosureGroup{
	posted(1, "kinh-te-xa-hoi", "Kế hoạch phát triển kinh tế – xã hội và kết quả thực hiện", "Kinh tế – xã hội", "Điều 11.1"),
	posted(2, "ngan-sach", "Dự toán, quyết toán và tình hình thực hiện ngân sách", "Ngân sách", "Điều 11.2"),
	posted(3, "du-an-dat-dai", "Dự án, công trình, thu hồi đất, bồi thường, tái định cư và quy hoạch", "Dự án, đất đai", "Điều 11.3"),
	permanent(4, "dan-chu-can-bo", "Quy chế dân chủ; nhiệm vụ, quyền hạn của cán bộ, công chức", "Dân chủ, cán bộ", "Điều 11.4"),
	posted(5, "quy-dong-gop", "Các quỹ và khoản huy động Nhân dân đóng góp", "Quỹ, đóng góp", "Điều 11.5"),
	posted(6, "tai-san-cong", "Quản lý, sử dụng tài sản công", "Tài sản công", "Điều 11.6"),
	broadcast(7, "chinh-sach-ho-tro", "Chính sách hỗ trợ; hộ nghèo, hộ cận nghèo và kết quả thực hiện", "Hỗ trợ, hộ nghèo", "Điều 11.7"),
	broadcast(8, "cuu-tro-tai-tro", "Tiền, hàng cứu trợ thiên tai, tài trợ, viện trợ", "Cứu trợ, tài trợ", "Điều 11.8"),
	broadcast(9, "nghia-vu-quan-su", "Tuyển chọn, gọi công dân nhập ngũ", "Nghĩa vụ quân sự", "Điều 11.9"),
	broadcast(10, "thanh-tra-ky-luat", "Kết quả thanh tra, kiểm tra, xử lý vi phạm; lấy phiếu tín nhiệm", "Thanh tra, kỷ luật", "Điều 11.10"),
	broadcast(11, "lay-y-kien", "Nội dung lấy ý kiến Nhân dân và kết quả tiếp thu, giải trình", "Lấy ý kiến", "Điều 11.11"),
	broadcast(12, "phi-le-phi", "Phí, lệ phí và nghĩa vụ tài chính khác", "Phí, lệ phí", "Điều 11.12"),
	permanent(13, "thu-tuc-hanh-chinh", "Thủ tục hành chính do phường giải quyết", "Thủ tục hành chính", "Điều 11.13"),
	{Number: 14, Slug: "noi-dung-khac", Name: "Nội dung khác theo quy định của pháp luật", Short: "Nội dung khác", Article: "Điều 11.14"},
}

func posted(n int, slug, name, short, article string) DisclosureGroup {
	return DisclosureGroup{Number: n, Slug: slug, Name: name, Short: short, PostDays: postDays, Article: article}
}

func permanent(n int, slug, name, short, article string) DisclosureGroup {
	return DisclosureGroup{Number: n, Slug: slug, Name: name, Short: short, Permanent: true, Article: article}
}

func broadcast(n int, slug, name, short, article string) DisclosureGroup {
	g := posted(n, slug, name, short, article)
	g.Loudspeaker, g.LoudspeakerDays, g.ByLeader = true, loudspeakerDays, true
	return g
}
