package ward

// Status is a step of a petition's life (trạng thái), named as the law names it.
type Status string

// The statuses. Those of a citizen's own steps come first, then the desk's in the order of a case.
const (
	StatusReceived  Status = "tiep-nhan" // Tiếp nhận
	StatusUnsigned  Status = "cho-ky"    // Chờ ký, bổ sung: a complaint needs a signature, Luật Khiếu nại 2011, Điều 8
	StatusWithdrawn Status = "rut-don"   // Rút đơn

	StatusRegistered  Status = "vao-so"               // Vào sổ
	StatusClassified  Status = "phan-loai"            // Phân loại
	StatusEligible    Status = "du-dieu-kien"         // Đủ điều kiện xử lý
	StatusIneligible  Status = "khong-du-dieu-kien"   // Không đủ điều kiện xử lý
	StatusAccepted    Status = "thu-ly"               // Thụ lý
	StatusRefused     Status = "khong-thu-ly"         // Không thụ lý
	StatusGuided      Status = "huong-dan"            // Hướng dẫn
	StatusTransferred Status = "chuyen-don"           // Chuyển đơn
	StatusReturned    Status = "tra-lai-tai-lieu-goc" // Trả lại tài liệu gốc
	StatusFiledAway   Status = "luu-don"              // Lưu đơn
	StatusVerifying   Status = "xac-minh"             // Xác minh
	StatusDialogue    Status = "doi-thoai"            // Đối thoại
	StatusExtended    Status = "gia-han"              // Gia hạn
	StatusSuspended   Status = "tam-dinh-chi"         // Tạm đình chỉ
	StatusDropped     Status = "dinh-chi"             // Đình chỉ
	StatusDecided     Status = "quyet-dinh"           // Quyết định giải quyết khiếu nại
	StatusConcluded   Status = "ket-luan"             // Kết luận nội dung tố cáo
	StatusAnswered    Status = "tra-loi"              // Văn bản trả lời
	StatusPublished   Status = "cong-khai"            // Công khai
	StatusClosed      Status = "ket-thuc"             // Kết thúc
)

type statusRow struct {
	status Status
	name   string // as citizens read it
	open   bool   // they still wait for an answer
	closed bool   // the desk has nothing to do any more
}

var statusTable = [...]statusRow{
	{StatusReceived, "Đã tiếp nhận", true, false},
	{StatusUnsigned, "Chờ ký, bổ sung", true, false},
	{StatusRegistered, "Đã vào sổ", true, false},
	{StatusClassified, "Đã phân loại", true, false},
	{StatusEligible, "Đủ điều kiện xử lý", true, false},
	{StatusIneligible, "Không đủ điều kiện xử lý", true, false},
	{StatusAccepted, "Đã thụ lý", true, false},
	{StatusVerifying, "Đang xác minh", true, false},
	{StatusDialogue, "Đối thoại", true, false},
	{StatusExtended, "Đã gia hạn", true, false},
	{StatusSuspended, "Tạm đình chỉ", true, false},
	{StatusDecided, "Đã có quyết định giải quyết khiếu nại", false, false},
	{StatusConcluded, "Đã có kết luận nội dung tố cáo", false, false},
	{StatusAnswered, "Đã trả lời", false, false},
	{StatusPublished, "Đã công khai kết quả", false, false},
	{StatusRefused, "Không thụ lý", false, true},
	{StatusGuided, "Đã hướng dẫn", false, true},
	{StatusTransferred, "Đã chuyển đơn", false, true},
	{StatusReturned, "Đã trả lại tài liệu gốc", false, true},
	{StatusFiledAway, "Đã lưu đơn", false, true},
	{StatusDropped, "Đã đình chỉ", false, true},
	{StatusWithdrawn, "Đã rút", false, true},
	{StatusClosed, "Đã kết thúc", false, true},
}

// Statuses lists every status in the order of a case.
func Statuses() []Status {
	all := make([]Status, len(statusTable))
	for i, row := range statusTable {
		all[i] = row.status
	}
	return all
}

func (s Status) row() statusRow {
	for _, row := range statusTable {
		if row.status == s {
			return row
		}
	}
	return statusRow{status: s, name: string(s)}
}

// Name is the status in Vietnamese, as citizens read it. An unknown status is named by itself.
func (s Status) Name() string { return s.row().name }

// Open reports whether the citizen still waits for an answer.
func (s Status) Open() bool { return s.row().open }

// Closed reports whether the desk has nothing to do any more.
func (s Status) Closed() bool { return s.row().closed }
