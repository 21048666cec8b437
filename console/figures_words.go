package console

import (
	"fmt"
	"math"
	"strings"

	"danbiet/report"
	"danbiet/viet"
)

// flowNames are the citizens' flows as people call them. Those of the staff are not here: a funnel is of citizens.
var flowNames = [...][2]string{
	{"petition", "Gửi kiến nghị, phản ánh, khiếu nại"},
	{"to-cao", "Hướng dẫn tố cáo"},
	{"track", "Tra cứu hồ sơ"},
	{"procedures", "Thủ tục hành chính"},
	{"reception", "Lịch tiếp công dân"},
	{"disclosures", "Thông tin công khai"},
	{"directory", "Danh bạ cán bộ"},
	{"person", "Gặp cán bộ"},
	{"handover", "Nhắn với cán bộ"},
	{"callback", "Đề nghị gọi lại"},
	{"rate", "Đánh giá kết quả"},
	{"subscribe", "Nhận thông báo"},
	{"privacy", "Dữ liệu cá nhân"},
	{"about", "Giới thiệu"},
	{"menu", "Trình đơn chính"},
}

// stepNames are the questions of flows as people call them; one that is not here is shown by its key.
var stepNames = [...][2]string{
	{"consent", "Đồng ý cho lưu thông tin"},
	{"consented", "Đồng ý cho lưu thông tin"},
	{"field", "Lĩnh vực"},
	{"hood", "Tổ dân phố"},
	{"where", "Địa điểm"},
	{"place", "Địa điểm"},
	{"what", "Nội dung"},
	{"matter", "Nội dung"},
	{"when", "Thời gian"},
	{"photo", "Ảnh, tài liệu kèm theo"},
	{"name", "Họ tên"},
	{"phone", "Số điện thoại"},
	{"address", "Địa chỉ"},
	{"act", "Quyết định, việc làm bị khiếu nại"},
	{"respondent", "Cơ quan, cán bộ bị khiếu nại"},
	{"reason", "Lý do"},
	{"demand", "Yêu cầu giải quyết"},
	{"next", "Xem lại và gửi"},
	{"review", "Xem lại và gửi"},
	{"code", "Mã hồ sơ"},
	{"pin", "Mã PIN"},
	{"topic", "Chủ đề"},
	{"group", "Nhóm tài liệu"},
	{"document", "Chọn tài liệu"},
	{"procedure", "Chọn thủ tục"},
	{"page", "Xem từng trang"},
	{"official", "Chọn cán bộ"},
	{"more", "Xem thêm"},
	{"other", "Việc khác"},
	{"word", "Lời nhắn thêm"},
	{"words", "Lời nhắn"},
	{"stars", "Chấm điểm"},
	{"ground", "Căn cứ"},
	{"kind", "Loại đơn"},
	{"sure", "Xác nhận"},
	{"say", "Nhắn với cán bộ"},
}

func nameIn(names [][2]string, key string) (string, bool) {
	for _, n := range names {
		if n[0] == key {
			return n[1], true
		}
	}
	return key, false
}

// stepName is a question of a flow as people call it.
func stepOf(key string) string {
	name, _ := nameIn(stepNames[:], key)
	return name
}

// shortWeekday is a weekday at the head of a column, Monday first.
func shortWeekday(day int) string {
	return [...]string{"T2", "T3", "T4", "T5", "T6", "T7", "CN"}[day]
}

// comparison says what a figure was before, and what has become of it: "07, tăng 02"; "85,1%, tăng 5,2 điểm phần trăm".
func comparison(now, before report.Figure) string {
	was := before.String()
	if now.None || before.None {
		return was
	}
	step := 1.0 // to what is shown
	if now.Metric.Form == report.Share || now.Metric.Form == report.Median {
		step = 10
	}
	by := math.Round(now.Value*step)/step - math.Round(before.Value*step)/step
	if math.Abs(by) < 1/(2*step) {
		return was + ", không đổi"
	}
	direction := "tăng"
	if by < 0 {
		direction = "giảm"
	}
	return was + ", " + direction + " " + amount(math.Abs(by), now.Metric)
}

// amount is by how much a figure has changed.
func amount(by float64, m report.Metric) string {
	whole, tenth, _ := strings.Cut(fmt.Sprintf("%.1f", by), ".")
	switch m.Form {
	case report.Share, report.Median:
		text := whole
		if tenth != "0" {
			text += "," + tenth
		}
		if m.Form == report.Share {
			return text + " điểm phần trăm"
		}
		return text + " " + m.Unit
	}
	return report.Counted(int64(math.Round(by)))
}

// unit is what stands behind a figure: nothing where the figure says it itself.
func unit(f report.Figure) string {
	if f.None || f.Metric.Form == report.Share {
		return ""
	}
	return f.Metric.Unit
}

// counted is what a share or a median was counted from: "12 trên 14", "từ 07 lượt".
func counted(f report.Figure) string {
	whole := viet.Number(int64(math.Round(f.Whole)))
	switch {
	case f.None:
		return ""
	case f.Metric.Form == report.Share:
		return viet.Number(int64(math.Round(f.Part))) + " trên " + whole
	case f.Metric.Form == report.Median:
		return "trung vị của " + whole
	}
	return ""
}
