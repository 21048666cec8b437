package check

func writingCases() []cases {
	return []cases{
		{
			"tone-placement",
			[]string{"Thuỷ lợi nội đồng. Công trình thủy lợi.", "Khoẻ mạnh; sức khỏe.", "Văn hóa và văn hoá."},
			[]string{"Thủy lợi, sức khỏe, văn hóa.", "Quý, quỳ, quả là đúng; quy định thuế quý."},
		},
		{
			"date-style",
			[]string{"Ngày 05/4/2023 họp.\n\nNgày 05/04/2023 họp.", "Ngày 8/9/2023; 8/09/2023.", "Hoa Lâm, ngày 05 tháng 04 năm 2023"},
			[]string{"Ngày 05/4/2023 họp. Ngày 06/4/2023 họp.", "Hoa Lâm, ngày 05 tháng 02 năm 2023"},
		},
		{"fixed-spelling", []string{"Cài đặt VNEid.", "Nhóm ZaLo của thôn.", "Chỉ số PaPi.", "Trang FaceBook."}, []string{"VNeID, Zalo, PAPI, Facebook.", "Trang zalo.me/abc của xã."}},
		{
			"wrong-word",
			[]string{"Bổ xung hồ sơ.", "Rà xoát hộ nghèo.", "Đề đảm bảo tiến độ, xã đôn đốc.", "Nhân dân cấp hành nghiêm quy định.", "Các tổ chức có liên."},
			[]string{"Bổ sung hồ sơ, rà soát.", "Đề nghị huyện hỗ trợ.", "Các bên có liên quan.", "Trong công khai ngân sách."},
		},
		{"repeated-word", []string{"Xã đã báo báo cáo.", "Thực hiện hiện tốt.", "Các các hội nghị."}, []string{"Ngày ngày, luôn luôn, dần dần.", "Kết quả, quả là tốt."}},
		{"unknown-syllable", []string{"Tuyên truyềnn.", "Tại nghành y tế.", "Các trờng học.", "Việc kiẻm tra."}, []string{"Đường nghiêng, khuỷu tay, giếng khoan.", "Trang website, email xa@tinh.gov.vn, camera, 5 km."}},
		{"thousand-separator", []string{"Có 1.250 hộ; 3400 người.", "Thu 12500 lượt, chi 1.000 đồng.", "Có 5,400 người."}, []string{"Có 1.250 hộ, năm 2023.", "Điện thoại 0243123456; 1.250 hộ.", "Dài 5,400 km."}},
		{"decimal-mark", []string{"Đạt 90.3%.", "Tăng 1.5% so với năm trước.", "Còn 0.44% hộ."}, []string{"Đạt 90,3%.", "Mục 2.1. Kết quả."}},
	}
}

func outlineCases() []cases {
	papiHead := "BÁO CÁO\nKết quả thực hiện Chỉ số PAPI năm 2023\n\n"
	return []cases{
		{
			"numbering",
			[]string{"a. Một\nb. Hai\nb. Ba", "1.1. Một\n1.2. Hai\n1.4. Bốn", "I. MỘT\nII. HAI\nIV. BỐN", "a) Một\nb) Hai\na) Ba"},
			[]string{"a. Một\nb. Hai\nc. Ba\nd. Bốn\nđ. Năm\ne. Sáu", "1. Một\n1.1. A\n1.2. B\n2. Hai\n2.1. A\n2.2. B", "I. MỘT\n1. A\n2. B\nII. HAI\n1. A\n2. B"},
		},
		{
			"only-child",
			[]string{"1. Một\n1.1. A\nNội dung.\n2. Hai", "I. MỘT\n1. A\nNội dung.\nII. HAI", "3.1. A\nNội dung.\n4. Bốn"},
			[]string{"1. Một\n1.1. A\n1.2. B\n2. Hai", "I. MỘT\nNội dung.\nII. HAI"},
		},
		{
			"empty-section",
			[]string{"1. Giáo dục\n2. Y tế\n- Tốt.", "I. KẾT QUẢ\nII. ĐÁNH GIÁ\nTốt.", "1.1. Thu ngân sách\n1.2. Chi ngân sách\n- 5 tỷ đồng."},
			[]string{"1. Giáo dục\n- Tốt.\n2. Y tế\n- Tốt.", "I. KẾT QUẢ\n1. Giáo dục\n- Tốt.\n2. Y tế\n- Tốt."},
		},
		{"missing-dimension", []string{
			papiHead + "1. Sự tham gia của người dân\n- A.\n2. Công khai, minh bạch\n- B.",
			papiHead + "1. Kiểm soát tham nhũng\n- A.\n2. Quản trị điện tử\n- B.",
			papiHead + "Không có mục nào.",
		}, []string{
			papiHead + "1. Sự tham gia của người dân\n- A.\n2. Công khai, minh bạch\n- A.\n3. Trách nhiệm giải trình\n- A.\n4. Kiểm soát tham nhũng\n- A.\n5. Thủ tục hành chính công\n- A.\n6. Cung ứng dịch vụ công\n- A.\n7. Quản trị môi trường\n- A.\n8. Quản trị điện tử\n- A.",
			"BÁO CÁO\nKết quả tuyển quân năm 2023\n\n1. Khám tuyển\n- A.",
		}},
	}
}
