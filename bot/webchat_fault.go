package bot

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// webFault is a refusal with a sentence that a citizen may read.
type webFault struct {
	Status   int
	Sentence string
	Retry    int // seconds until it makes sense to send again; 0: sending the same again is of no use
}

// Error makes a webFault an error, for the functions that read a request.
func (f webFault) Error() string { return f.Sentence }

// What the web chat refuses.
var (
	webNoSession = webFault{Status: http.StatusUnauthorized, Sentence: "Phiên trò chuyện trên máy này đã kết thúc. Xin ông/bà tải lại trang."}
	webForeign   = webFault{Status: http.StatusForbidden, Sentence: "Yêu cầu đến từ một trang khác nên không được nhận. Xin ông/bà mở trang trò chuyện của phường rồi gửi lại."}
	webNoWard    = webFault{Status: http.StatusNotFound, Sentence: "Không tìm thấy phường này."}
	webUnread    = webFault{Status: http.StatusBadRequest, Sentence: "Nội dung gửi lên không đọc được. Xin ông/bà gửi lại."}
	webNoID      = webFault{Status: http.StatusBadRequest, Sentence: "Tin nhắn thiếu mã nhận biết. Xin ông/bà tải lại trang rồi gửi lại."}
	webEmpty     = webFault{Status: http.StatusBadRequest, Sentence: "Tin nhắn chưa có nội dung. Xin ông/bà gõ vài chữ hoặc chọn một mục."}
	webBadButton = webFault{Status: http.StatusBadRequest, Sentence: "Lựa chọn này không dùng được. Xin ông/bà chọn lại hoặc gõ bằng chữ."}
	webBadStart  = webFault{Status: http.StatusBadRequest, Sentence: "Đường dẫn này không đúng. Xin ông/bà chọn việc cần làm trong danh sách."}
	webBadPlace  = webFault{Status: http.StatusBadRequest, Sentence: "Vị trí gửi lên không đúng. Xin ông/bà gõ địa chỉ bằng chữ."}
	webManyFiles = webFault{Status: http.StatusBadRequest, Sentence: "Mỗi lần gửi được tối đa 5 tệp. Xin ông/bà gửi thành nhiều lần."}
	webEmptyFile = webFault{Status: http.StatusBadRequest, Sentence: "Tệp gửi lên không có nội dung. Xin ông/bà chọn tệp khác."}
	webLongText  = webFault{Status: http.StatusRequestEntityTooLarge, Sentence: "Tin nhắn quá dài. Xin ông/bà chia thành nhiều tin ngắn hơn."}
	webBigFile   = webFault{Status: http.StatusRequestEntityTooLarge, Sentence: "Tệp quá lớn, mỗi tệp tối đa 20 MB. Xin ông/bà chọn tệp nhỏ hơn."}
	webBadFile   = webFault{Status: http.StatusUnsupportedMediaType, Sentence: "Phường chỉ nhận ảnh, tệp PDF, Word (.docx), Excel (.xlsx) và ghi âm. Xin ông/bà chọn tệp khác."}
	webBadForm   = webFault{Status: http.StatusUnsupportedMediaType, Sentence: "Kiểu dữ liệu gửi lên không được hỗ trợ."}
	webNoFile    = webFault{Status: http.StatusNotFound, Sentence: "Không tìm thấy tệp này trong cuộc trò chuyện."}
	webBusy      = webFault{Status: http.StatusServiceUnavailable, Sentence: "Hệ thống đang bận. Tin của ông/bà sẽ được gửi lại sau ít giây.", Retry: 5}
)

// webRefuse answers with the fault as {"error": "…"}.
func webRefuse(w http.ResponseWriter, f webFault) {
	if f.Retry > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(f.Retry))
	}
	webJSON(w, f.Status, map[string]string{"error": f.Sentence})
}

func webJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // the reader has gone: nothing to tell anybody
}
