package report

// dimensionNames are the dimensions of PAPI (Chỉ số Hiệu quả Quản trị và Hành chính công cấp tỉnh), from the first on.
var dimensionNames = [...]string{
	"Tham gia của người dân ở cấp cơ sở", "Công khai, minh bạch", "Trách nhiệm giải trình với người dân",
	"Kiểm soát tham nhũng trong khu vực công", "Thủ tục hành chính công", "Cung ứng dịch vụ công", "Quản trị môi trường", "Quản trị điện tử",
}

// Dimensions is how many dimensions PAPI has.
const Dimensions = len(dimensionNames)

// DimensionName is a dimension of PAPI in Vietnamese, "" for a number that none has.
func DimensionName(n int) string {
	if n < 1 || n > Dimensions {
		return ""
	}
	return dimensionNames[n-1]
}

// items are the parts of the dimensions for which figures are evidence.
var items = map[string]string{
	"1.1": "tri thức công dân", "1.2": "cơ hội tham gia", "1.3": "chất lượng bầu cử", "1.4": "đóng góp tự nguyện",
	"2.1": "tiếp cận thông tin", "2.2": "danh sách hộ nghèo", "2.3": "thu, chi ngân sách cấp xã", "2.4": "quy hoạch, kế hoạch sử dụng đất",
	"3.1": "tương tác với chính quyền", "3.2": "giải đáp khiếu nại, tố cáo, khúc mắc", "3.3": "tiếp cận dịch vụ tư pháp",
	"4.1": "kiểm soát tham nhũng trong chính quyền", "4.2": "kiểm soát tham nhũng trong dịch vụ công", "4.3": "công bằng trong tuyển dụng",
	"4.4": "quyết tâm chống tham nhũng",
	"5.1": "chứng thực, xác nhận", "5.2": "giấy phép xây dựng", "5.3": "giấy chứng nhận quyền sử dụng đất", "5.4": "thủ tục hành chính cấp xã",
	"6.1": "y tế", "6.2": "giáo dục tiểu học", "6.3": "cơ sở hạ tầng", "6.4": "an ninh, trật tự",
	"7.1": "nghiêm túc trong bảo vệ môi trường", "7.2": "chất lượng không khí", "7.3": "chất lượng nước",
	"8.1": "cổng thông tin điện tử", "8.2": "sử dụng internet tại nhà", "8.3": "phúc đáp qua cổng thông tin",
}

// ItemName is the part of a dimension that an item such as "3.2" is, "" for none.
func ItemName(item string) string { return items[item] }
