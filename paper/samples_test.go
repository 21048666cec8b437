package paper

import (
	"strings"
	"time"
)

// The sample papers that tests set. Names of citizens are the usual stand-ins of Vietnamese forms.
var (
	vietnam = time.FixedZone("+07", 7*60*60)
	created = time.Date(2024, time.June, 5, 9, 15, 0, 0, vietnam)
	minhDuc = Letterhead{Parent: "Ủy ban nhân dân thị xã Mỹ Hào", Body: "Ủy ban nhân dân phường Minh Đức", Place: "Minh Đức", Sample: true}
)

func sampleComplaint() ComplaintForm {
	return ComplaintForm{
		Letterhead: minhDuc, Created: created, Date: created,
		To:   "Chủ tịch Ủy ban nhân dân phường Minh Đức",
		Name: "Nguyễn Văn A", Address: "Tổ dân phố Dương Hòa, phường Minh Đức", Phone: "0912 345 678",
		Respondent: "Ủy ban nhân dân phường Minh Đức", WhereFrom: "Tổ dân phố Dương Hòa, phường Minh Đức",
		Act:       "Quyết định số 45/QĐ-UBND ngày 20/05/2024 về việc xử phạt vi phạm hành chính",
		Content:   "Ngày 20/05/2024, gia đình tôi nhận được Quyết định số 45/QĐ-UBND về việc xử phạt vi phạm hành chính do để vật liệu xây dựng trên lề đường trước nhà.\nVật liệu nói trên được để trong phần sân thuộc thửa đất của gia đình, đúng theo giấy chứng nhận quyền sử dụng đất, không lấn ra lề đường.",
		Reason:    "Biên bản vi phạm được lập khi gia đình không có mặt, không có người làm chứng và không đo đạc ranh giới thửa đất.",
		Demand:    "Đề nghị xem xét lại và hủy bỏ Quyết định số 45/QĐ-UBND.",
		Documents: []string{"Bản sao Quyết định số 45/QĐ-UBND ngày 20/05/2024", "02 ảnh chụp hiện trạng sân và lề đường"},
		Code:      "KN-7F3K-9QXM", URL: "https://minhduc.example.gov.vn/phuong/minh-duc/ho-so/KN-7F3K-9QXM",
		SubmitAt: "Bộ phận Một cửa, trụ sở UBND phường Minh Đức, giờ hành chính từ thứ Hai đến thứ Sáu.",
	}
}

func sampleDenunciation() DenunciationForm {
	return DenunciationForm{Letterhead: minhDuc, Created: created, SendTo: []string{
		"Chủ tịch Ủy ban nhân dân phường Minh Đức – tố cáo cán bộ, công chức do phường trực tiếp quản lý.",
		"Chủ tịch Ủy ban nhân dân tỉnh – tố cáo Chủ tịch, Phó Chủ tịch Ủy ban nhân dân phường.",
		"Trụ sở tiếp công dân của tỉnh.",
	}}
}

func sampleReceipt() ReceiptForm {
	return ReceiptForm{
		Letterhead: minhDuc, Created: created, Code: "PA-7F3K-9QXM", Received: created, Kind: "Phản ánh", Field: "Môi trường, rác thải",
		Due: created.AddDate(0, 0, 21), DueNote: "15 ngày làm việc kể từ ngày tiếp nhận, không tính thứ Bảy, Chủ nhật và ngày lễ",
		URL:    "https://minhduc.example.gov.vn/phuong/minh-duc/ho-so/PA-7F3K-9QXM",
		Follow: []string{"Nhắn mã hồ sơ cho Trợ lý ảo UBND phường.", "Đến Bộ phận Một cửa của phường trong giờ hành chính."},
	}
}

func sampleDisclosure() DisclosureForm {
	return DisclosureForm{
		Letterhead: minhDuc, Created: created, Number: "25/TB-UBND", Date: created, Kind: "Thông báo",
		Subject: "Kết quả rà soát hộ nghèo, hộ cận nghèo trên địa bàn phường Minh Đức năm 2024",
		Body: []Block{
			{Text: "Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10/11/2022;\nỦy ban nhân dân phường Minh Đức thông báo công khai kết quả rà soát hộ nghèo, hộ cận nghèo trên địa bàn phường như sau:"},
			{Heading: "1. Kết quả rà soát", Table: Table{
				Head: []string{"STT", "Nội dung", "Số hộ", "Tỷ lệ", "Ghi chú"},
				Rows: [][]string{
					{"1", "Hộ nghèo theo chuẩn nghèo đa chiều giai đoạn 2022-2025", "11", "0,44%", ""},
					{"2", "Hộ cận nghèo", "21", "0,83%", "Niêm yết tại nhà văn hóa các tổ dân phố"},
				},
			}},
			{Heading: "2. Thời gian, địa điểm niêm yết", Text: strings.Repeat("Danh sách được niêm yết tại trụ sở Ủy ban nhân dân phường và nhà văn hóa các tổ dân phố trong thời gian ít nhất 30 ngày liên tục. ", 3)},
			{Text: "Trên đây là kết quả rà soát hộ nghèo, hộ cận nghèo; đề nghị các tổ dân phố thông báo để nhân dân biết, giám sát./."},
		},
		Signing: []string{"TM. Ủy ban nhân dân", "Chủ tịch"}, Signer: "Bùi Danh Cẩn",
		Recipients: []string{"UBND thị xã Mỹ Hào;", "- Thường trực HĐND phường;", "Các tổ dân phố", "Lưu: VP."},
	}
}
