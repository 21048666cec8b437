package check

import "strings"

// districts are the districts, towns and cities of the provinces as they were named until 01/07/2025 (Luật Tổ chức chính
// quyền địa phương, 72/2025/QH15, ended that level), as far as a wrong letter makes them look like another name, and the
// provinces. It only decides which of two spellings is right; a name that is missing here is no finding.
var districts = func() map[string]bool {
	set := map[string]bool{}
	for name := range strings.SplitSeq(`An Giang,Bà Rịa,Bạc Liêu,Bắc Giang,Bắc Kạn,Bắc Ninh,Bến Tre,Bình Dương,Bình Định,Bình Phước,Bình Thuận,Cà Mau,Cao Bằng,Cần Thơ,Đà Nẵng,Đắk Lắk,Đắk Nông,Điện Biên,Đồng Nai,Đồng Tháp,Gia Lai,Hà Giang,Hà Nam,Hà Nội,Hà Tĩnh,Hải Dương,Hải Phòng,Hậu Giang,Hòa Bình,Hưng Yên,Khánh Hòa,Kiên Giang,Kon Tum,Lai Châu,Lạng Sơn,Lào Cai,Lâm Đồng,Long An,Nam Định,Nghệ An,Ninh Bình,Ninh Thuận,Phú Thọ,Phú Yên,Quảng Bình,Quảng Nam,Quảng Ngãi,Quảng Ninh,Quảng Trị,Sóc Trăng,Sơn La,Tây Ninh,Thái Bình,Thái Nguyên,Thanh Hóa,Thừa Thiên Huế,Tiền Giang,Trà Vinh,Tuyên Quang,Vĩnh Long,Vĩnh Phúc,Yên Bái,`+
		`Mỹ Hào,Ân Thi,Khoái Châu,Kim Động,Phù Cừ,Tiên Lữ,Văn Giang,Văn Lâm,Yên Mỹ,Ba Vì,Chương Mỹ,Đan Phượng,Đông Anh,Gia Lâm,Hoài Đức,Mê Linh,Mỹ Đức,Phú Xuyên,Phúc Thọ,Quốc Oai,Sóc Sơn,Thạch Thất,Thanh Oai,Thanh Trì,Thường Tín,Ứng Hòa,Sơn Tây,Bình Giang,Cẩm Giàng,Chí Linh,Gia Lộc,Kim Thành,Kinh Môn,Nam Sách,Ninh Giang,Thanh Hà,Thanh Miện,Tứ Kỳ,`+
		`Gia Bình,Lương Tài,Quế Võ,Thuận Thành,Tiên Du,Từ Sơn,Yên Phong,Hiệp Hòa,Lạng Giang,Lục Nam,Lục Ngạn,Tân Yên,Việt Yên,Yên Dũng,Yên Thế,Duy Tiên,Kim Bảng,Lý Nhân,Phủ Lý,Thanh Liêm,Bình Lục,Giao Thủy,Hải Hậu,Nghĩa Hưng,Trực Ninh,Vụ Bản,Xuân Trường,Ý Yên,Nam Trực,Mỹ Lộc,Đông Hưng,Hưng Hà,Kiến Xương,Quỳnh Phụ,Thái Thụy,Tiền Hải,Vũ Thư,`+
		`Hoa Lư,Gia Viễn,Kim Sơn,Nho Quan,Tam Điệp,Yên Khánh,Yên Mô,Việt Trì,Lâm Thao,Hạ Hòa,Thanh Ba,Thanh Sơn,Thanh Thủy,Đoan Hùng,Cẩm Khê,Phù Ninh,Tam Nông,Yên Lập,Bỉm Sơn,Nghi Sơn,Sầm Sơn,Đông Sơn,Hà Trung,Hậu Lộc,Hoằng Hóa,Nga Sơn,Nông Cống,Quảng Xương,Thọ Xuân,Thiệu Hóa,Triệu Sơn,Vĩnh Lộc,Yên Định,Vinh,Cửa Lò,Hoàng Mai,Thái Hòa,Diễn Châu,Đô Lương,Nam Đàn,Nghi Lộc,Quỳnh Lưu,Yên Thành,Hồng Lĩnh,Kỳ Anh,Can Lộc,Cẩm Xuyên,Đức Thọ,Hương Khê,Hương Sơn,Lộc Hà,Nghi Xuân,Thạch Hà,`+
		`Ba Đồn,Đồng Hới,Đông Hà,Hương Thủy,Hương Trà,Phong Điền,Hội An,Tam Kỳ,Điện Bàn,Duy Xuyên,Đại Lộc,Quế Sơn,Thăng Bình,Núi Thành,Đức Phổ,Bình Sơn,Quy Nhơn,An Nhơn,Hoài Nhơn,Tuy Hòa,Sông Cầu,Đông Hòa,Nha Trang,Cam Ranh,Ninh Hòa,Diên Khánh,Phan Rang,Phan Thiết,La Gi,Pleiku,An Khê,Ayun Pa,Buôn Hồ,Gia Nghĩa,Đà Lạt,Bảo Lộc,Đức Trọng,Biên Hòa,Long Khánh,Long Thành,Nhơn Trạch,Trảng Bom,Vĩnh Cửu,Thủ Dầu Một,Dĩ An,Thuận An,Tân Uyên,Bến Cát,Đồng Xoài,Bình Long,Phước Long,Chơn Thành,Hòa Thành,Trảng Bàng,Gò Dầu,Tân An,Kiến Tường,Đức Hòa,Bến Lức,Cần Giuộc,Cần Đước,`+
		`Mỹ Tho,Gò Công,Cai Lậy,Cái Bè,Châu Thành,Chợ Gạo,Cao Lãnh,Sa Đéc,Hồng Ngự,Long Xuyên,Châu Đốc,Tân Châu,Tịnh Biên,Rạch Giá,Hà Tiên,Phú Quốc,Vị Thanh,Ngã Bảy,Long Mỹ,Ngã Năm,Vĩnh Châu,Giá Rai,Duyên Hải,Bình Minh,Hạ Long,Cẩm Phả,Uông Bí,Móng Cái,Quảng Yên,Đông Triều,Sông Công,Phổ Yên,Phú Bình,Đại Từ,Vĩnh Yên,Phúc Yên,Bình Xuyên,Tam Đảo,Tam Dương,Vĩnh Tường,Yên Lạc,Lập Thạch,Sông Lô,Nghĩa Lộ,Sa Pa,Mường Lay,Thủy Nguyên,An Dương,An Lão,Kiến Thụy,Tiên Lãng,Vĩnh Bảo`, ",") {
		set[strings.TrimSpace(name)] = true
	}
	return set
}()
