package report

import "slices"

// Indicator is a figure that no register of the program holds, and that the staff enter (chỉ tiêu nhập tay).
type Indicator struct {
	ID        string
	Name      string // in Vietnamese
	Unit      string
	Dimension int    // of PAPI, 1 to 8
	Item      string // of the dimension
}

// indicators are those of the half-year report. What the ward alone knows of a fund or a building has none: it stands in
// the narrative.
var indicators = [...]Indicator{
	{"dan-so", "Dân số sinh sống thường xuyên", "người", 1, "1.2"},
	{"hoi-vien", "Người dân tham gia các tổ chức, hội, câu lạc bộ", "người", 1, "1.2"},
	{"bau-cu.ho", "Đại diện hộ gia đình có quyền bầu tổ trưởng tổ dân phố", "hộ", 1, "1.3"},
	{"bau-cu.du", "Đại diện hộ gia đình dự hội nghị bầu tổ trưởng", "hộ", 1, "1.3"},
	{"bau-cu.dong-y", "Phiếu đồng ý bầu người trúng cử", "phiếu", 1, "1.3"},
	{"quy.so-luong", "Quỹ vận động người dân đóng góp", "quỹ", 1, "1.4"},
	{"quy.da-cam", "Thu quỹ nạn nhân chất độc da cam", "đồng", 1, "1.4"},
	{"quy.nhan-dao", "Thu quỹ nhân đạo", "đồng", 1, "1.4"},
	{"phap-luat.hoi-nghi", "Hội nghị phổ biến, giáo dục pháp luật", "hội nghị", 2, "2.1"},
	{"phap-luat.nguoi-du", "Người dự hội nghị phổ biến, giáo dục pháp luật", "người", 2, "2.1"},
	{"tin-bai.trang", "Tin bài trên trang thông tin điện tử", "tin bài", 2, "2.1"},
	{"tin-bai.truyen-thanh", "Tin bài trên hệ thống truyền thanh", "tin bài", 2, "2.1"},
	{"to-roi", "Tờ rơi đã phát", "tờ", 2, "2.1"},
	{"ho-dan", "Tổng số hộ dân", "hộ", 2, "2.2"},
	{"ho-ngheo", "Hộ nghèo", "hộ", 2, "2.2"},
	{"ho-ngheo.ty-le", "Tỷ lệ hộ nghèo", "%", 2, "2.2"},
	{"ho-can-ngheo", "Hộ cận nghèo", "hộ", 2, "2.2"},
	{"ho-can-ngheo.ty-le", "Tỷ lệ hộ cận nghèo", "%", 2, "2.2"},
	{"tro-giup-phap-ly", "Lượt truyền thông trợ giúp pháp lý", "lượt", 3, "3.3"},
	{"tham-nhung", "Vụ việc liên quan đến tham nhũng", "vụ", 4, "4.4"},
	{"giao-vien", "Vụ việc tiêu cực của đội ngũ giáo viên", "vụ", 4, "4.2"},
	{"ho-so.tiep-nhan", "Hồ sơ thủ tục hành chính đã tiếp nhận", "hồ sơ", 5, "5.4"},
	{"ho-so.dung-han", "Hồ sơ thủ tục hành chính giải quyết đúng hạn", "hồ sơ", 5, "5.4"},
	{"bhyt.ty-le", "Tỷ lệ người tham gia bảo hiểm y tế", "%", 6, "6.1"},
	{"bhyt.ho-ngheo", "Người nghèo, cận nghèo, có mức sống trung bình được cấp thẻ bảo hiểm y tế", "người", 6, "6.1"},
	{"dien.ty-le", "Tỷ lệ hộ dùng điện an toàn", "%", 6, "6.3"},
	{"duong.ty-le", "Tỷ lệ đường giao thông được cứng hóa", "%", 6, "6.3"},
	{"nuoc-may.ty-le", "Tỷ lệ người dân sử dụng nước máy", "%", 6, "6.3"},
	{"nuoc-ngam.ty-le", "Tỷ lệ người dân sử dụng nước ngầm qua xử lý", "%", 6, "6.3"},
	{"moi-truong.vi-pham", "Vụ việc vi phạm về môi trường", "vụ", 7, "7.1"},
	{"moi-truong.cum", "Cụm dân cư", "cụm", 7, "7.1"},
	{"moi-truong.to", "Cụm dân cư có tổ vệ sinh môi trường", "cụm", 7, "7.1"},
	{"dvc", "Dịch vụ công trực tuyến đã cung cấp", "dịch vụ", 8, "8.1"},
	{"dvc.phat-sinh", "Dịch vụ công trực tuyến có phát sinh hồ sơ", "dịch vụ", 8, "8.1"},
	{"dvc.ho-so", "Hồ sơ trực tuyến", "hồ sơ", 8, "8.1"},
	{"tin-bai.chuyen-doi-so", "Tin bài về chuyển đổi số", "tin bài", 8, "8.1"},
}

// Indicators are the figures that can be entered, in the order of the report.
func Indicators() []Indicator { return slices.Clone(indicators[:]) }

// FindIndicator is the indicator with an ID.
func FindIndicator(id string) (Indicator, bool) {
	i := slices.IndexFunc(indicators[:], func(one Indicator) bool { return one.ID == id })
	if i < 0 {
		return Indicator{}, false
	}
	return indicators[i], true
}
