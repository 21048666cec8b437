package paper

import (
	"testing"
	"time"
)

func TestAReceiptOfTheCounterSaysWhatCameAndWhatIsMissing(t *testing.T) {
	form := sampleReceipt()
	form.Received = time.Date(2024, time.June, 3, 0, 0, 0, 0, vietnam) // nobody has noted the hour
	form.Issued, form.Paper, form.PIN, form.DueLabel = created, "đơn khiếu nại", "012345", "Hạn thụ lý"
	form.Documents, form.Lacks = []string{"Đơn khiếu nại: 01 bản"}, []string{"Chữ ký hoặc điểm chỉ"}
	form.Sign, form.Officer = true, "Nguyễn Văn A"
	pdf := must(t)(Receipt(form))
	checkTexts(t, pdf, "Tiếp nhận đơn khiếu nại", "ngày 03/06/2024", "ngày 05 tháng 6 năm 2024", "012345", "Hạn thụ lý", "Đơn khiếu nại: 01 bản",
		"Đề nghị ông/bà bổ sung", "Chữ ký hoặc điểm chỉ", "NGƯỜI NỘP", "NGƯỜI TIẾP NHẬN", "Nguyễn Văn A")
	checkMargins(t, pdf)
}
