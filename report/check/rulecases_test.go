package check

func claimCases() []cases {
	copied := "- Ban chỉ huy quân sự xã phối hợp các thôn rà soát công dân trong độ tuổi, lập danh sách, niêm yết công khai và gửi giấy gọi khám sức khỏe đến từng gia đình đúng thời hạn luật định.\n"
	other := "- Hội Nông dân xã mở lớp trồng nấm cho hội viên, mời kỹ sư về hướng dẫn cách ủ rơm, cấy giống, giữ ẩm và tìm nơi bao tiêu sản phẩm sau khi thu hoạch tại các thôn ven sông.\n"
	return []cases{
		{"opposite-claims", []string{
			"Trong năm không xảy ra vụ cháy nào.\n\nXảy ra 02 vụ cháy tại khu chợ.",
			"Không có tình trạng lấn chiếm vỉa hè.\n\nVẫn còn tình trạng lấn chiếm vỉa hè ở đường trục.",
			"Không phát sinh đơn khiếu nại.\n\nĐã tiếp nhận 03 đơn khiếu nại về đất đai.",
			"Có 15 hồ sơ quá hạn, chiếm 0,5%.\n\nKhông có hồ sơ quá hạn.",
			"I. KẾT QUẢ\n\nCòn 02 đơn quá hạn chưa giải quyết.\n\nKhông để phát sinh đơn quá hạn.",
			"Không có hồ sơ quá hạn.\n\nVẫn còn 04 hồ sơ.\n\nCòn tình trạng hồ sơ quá hạn ở lĩnh vực hộ tịch.",
		}, []string{
			"Không xảy ra vụ cháy nào.\n\nSo với cùng kỳ, năm 2022 xảy ra 02 vụ cháy.",
			"Không có đơn thư vượt cấp.\n\nTiếp nhận 03 đơn thư.",
			"Không xảy ra vụ cháy nào.\n\nTiếp tục có nhiều cố gắng trong phòng cháy.",
			"Không có vụ tai nạn nghiêm trọng.\n\nXảy ra 01 vụ tai nạn giao thông.",
			"Trong kỳ không phát sinh đơn giải quyết xong.\n\nĐến ngày 30/06/2026 còn 02 đơn quá hạn chưa giải quyết.",
			"I. KẾT QUẢ\n\nCòn 02 đơn quá hạn chưa giải quyết.\n\nIII. NHIỆM VỤ TRỌNG TÂM\n\nThông báo việc xử lý đơn trong 10 ngày làm việc; không để phát sinh đơn quá hạn.",
		}},
		{"target-reached", []string{
			"Phấn đấu 95% hộ gia đình thu gom rác thải sinh hoạt.\n\nĐến nay 95% hộ gia đình thu gom rác thải sinh hoạt.",
			"Mục tiêu 100% trẻ em tiêm chủng đầy đủ vắc xin.\n\nHiện nay đạt 100% trẻ em tiêm chủng đầy đủ vắc xin.",
			"Phấn đấu 80% hồ sơ chứng thực nộp trực tuyến toàn trình.\n\nĐến nay đã có 80% hồ sơ chứng thực nộp trực tuyến toàn trình.",
		}, []string{
			"Phấn đấu 98% hộ gia đình thu gom rác thải sinh hoạt.\n\nĐến nay 95% hộ gia đình thu gom rác thải sinh hoạt.",
			"Phấn đấu 95% hộ gia đình thu gom rác thải sinh hoạt.\n\nĐến nay 95% đường thôn được bê tông hóa.",
		}},
		{"vague-claim", []string{
			"Thu hút hàng nghìn lượt người xem.", "Phát cho hàng chục hộ dân.", "100% người dân nắm được chủ trương.",
		}, []string{"Thu hút 1.200 lượt người xem.", "Phấn đấu 100% người dân nắm được chủ trương.", "Hàng năm, xã tổ chức lễ hội."}},
		{"unused-services", []string{
			"100% thủ tục thực hiện trực tuyến. Xã cung cấp 60 dịch vụ công, trong đó 05 dịch vụ phát sinh hồ sơ.",
			"Đạt 100% trực tuyến; có 120 thủ tục, trong đó 30 thủ tục có phát sinh hồ sơ.",
			"Xã có 90 TTHC trực tuyến, mới có 9 TTHC phát sinh hồ sơ; 100% hồ sơ đúng hạn.",
		}, []string{
			"Xã cung cấp 60 dịch vụ công trực tuyến, trong đó 05 dịch vụ phát sinh hồ sơ.",
			"100% thủ tục thực hiện trực tuyến. Xã cung cấp 60 dịch vụ công, trong đó 55 dịch vụ phát sinh hồ sơ.",
		}},
		{"weakness-contradicts", []string{
			"1. Kết quả đạt được\n- Việc chăm sóc sức khỏe người cao tuổi được thực hiện đầy đủ tại trạm y tế xã.\n2. Tồn tại\n- Việc chăm sóc sức khỏe người cao tuổi tại trạm y tế còn hạn chế.",
			"1. Kết quả đạt được\n- 100% tuyến đường trục thôn có đèn chiếu sáng ban đêm.\n2. Hạn chế\n- Đèn chiếu sáng ban đêm trên tuyến đường trục thôn còn thiếu.",
			"1. Kết quả đạt được\n- Toàn bộ văn bản chỉ đạo điều hành ký số đúng hạn.\n2. Tồn tại, hạn chế\n- Ký số văn bản chỉ đạo điều hành chưa kịp thời.",
		}, []string{
			"1. Kết quả đạt được\n- 100% tuyến đường trục thôn có đèn chiếu sáng ban đêm.\n2. Hạn chế\n- Chợ xã còn thiếu chỗ để xe.",
			"1. Kết quả đạt được\n- Đã lắp 12 đèn chiếu sáng ban đêm trên tuyến đường trục thôn.\n2. Hạn chế\n- Đèn chiếu sáng ban đêm trên tuyến đường trục thôn còn thiếu.",
		}},
		{"missing-cause", []string{
			"1. Ưu điểm\n- Tốt.\n2. Hạn chế\n- Thu gom rác còn chậm ở hai thôn.\n- Đường vào trường học còn hẹp, khó đi.\n3. Nguyên nhân\n- Xe thu gom rác bị hỏng.\n",
			"1. Ưu điểm\n- Tốt.\n2. Tồn tại, hạn chế\n- Thu gom rác còn chậm ở hai thôn.\n3. Kiến nghị\n- Không.\n",
			"1. Ưu điểm\n- Tốt.\n2. Tồn tại\n- Trả kết quả hộ tịch còn chậm. Phòng họp thôn còn thiếu bàn ghế.\n3. Nguyên nhân của tồn tại\n- Phần mềm hộ tịch hay mất kết nối.\n",
		}, []string{
			"1. Ưu điểm\n- Tốt.\n2. Hạn chế\n- Thu gom rác còn chậm ở hai thôn.\n3. Nguyên nhân\n- Xe thu gom rác bị hỏng.\n",
			"1. Ưu điểm\n- Tốt.\n2. Hạn chế, nguyên nhân\n- Thu gom rác còn chậm do xe bị hỏng.\n3. Kiến nghị\n- Không.\n",
		}},
		{"other-period", []string{
			head + "- 6 tháng đầu năm 2022 xã tiếp nhận 12 đơn.\n",
			head + "- Trong năm 2021, xã tổ chức 05 hội nghị.\n",
			head + "- UBND xã ban hành Thông báo số 4/TB-UBND ngày 05/01/2022 về lịch trực năm 2022.\n",
		}, []string{
			head + "- So với 6 tháng đầu năm 2022 tăng 02 đơn.\n",
			head + "- Trong năm 2023, xã tổ chức 05 hội nghị.\n",
			head + "- Công khai quyết toán ngân sách năm 2022.\n",
			head + "- UBND xã ban hành Thông báo số 4/TB-UBND ngày 28/12/2022 về lịch trực năm 2023.\n",
		}},
		{"copied-section", []string{
			head + copied + other + "\nII. KHÁC\n" + copied + other,
			head + other + copied + "- Chợ phiên.\n" + other + copied,
			copied + other + "- Việc khác.\n- Việc nữa.\n" + copied + "- Chen vào.\n" + other,
		}, []string{head + copied + other, head + copied + other + "\nII. KHÁC\n" + copied}},
		{"near-duplicate", []string{copied + "- Khác.\n" + copied, other + other, head + other + "- Khác.\n" + other}, []string{copied + other, head + other}},
		{"unfinished-period", []string{
			"Hoa Lâm, ngày 05 tháng 12 năm 2023\n\nBÁO CÁO\nKết quả năm 2023\n\nXã đã làm 5 việc.",
			"Hoa Lâm, ngày 10 tháng 3 năm 2025\n\nBÁO CÁO\nKết quả quý I năm 2025\n\nXã đã làm 5 việc.",
			"Hoa Lâm, ngày 20 tháng 6 năm 2025\n\nBÁO CÁO\nCông tác 6 tháng đầu năm 2025\n\nXã đã làm 5 việc.",
		}, []string{
			head, "Hoa Lâm, ngày 05 tháng 12 năm 2023\n\nBÁO CÁO\nKết quả năm 2023\n\nSố liệu tính đến ngày 30/11/2023.",
		}},
	}
}

func paperCases() []cases {
	return []cases{
		{"name-variant", []string{
			"Xã giáp huyện Gia Lâm. UBND huyện Gia Lâm chỉ đạo.\n\nTheo huyện Gia Lẩm thì đúng.",
			"Thôn Phú Mẫn có 120 hộ.\n\nThôn Phú Mẫn họp.\n\nThôn Phú Mấn đóng góp.",
			"Đồng chí Lê Thị Hạnh chủ trì.\n\nĐồng chí Lê Thị Hạn phát biểu.",
			"Tỉnh Lào Cai.\n\nTỉnh Lào Cia.",
		}, []string{
			"Xã có hai thôn là thôn Phú Mẫn và thôn Phú Mấn.",
			"Thôn Đông Hòa họp.\n\nThôn Đông Hoà họp.",
			"Thôn Tân Tiến họp.\n\nThôn Tân Lập họp.",
		}},
		{"other-unit", []string{
			head + "Trên địa bàn xã Yên Phú có 5 cơ sở.", head + "UBND xã Đồng Tâm ban hành kế hoạch.", head + "Trật tự trên địa bàn phường Mai Dịch ổn định.",
		}, []string{head + "Trên địa bàn xã Hoa Lâm có 5 cơ sở.", head + "Phối hợp với UBND xã Yên Phú trong phòng chống lụt."}},
		{"act-kind", []string{
			"Theo Nghị định số 20/2021/QĐ-TTg.", "Ban hành Kế hoạch số 12/QĐ-UBND ngày 05/02/2023.", "Theo Thông tư số 08/2022/NĐ-CP.", "Theo quy định 10/2020/NĐ-BTC.",
		}, []string{"Theo Nghị định số 20/2021/NĐ-CP.", "Ban hành Kế hoạch số 12/KH-UBND.", "Theo Công văn số 15/UBND-VP."}},
		{"act-number", []string{
			"Theo 61/2018/NĐ-CP.\n\nTheo 61/2018/NQ-CP.", "Nghị quyết số 76/2021/NQ-CP.\n\nNghị quyết số 76/2021/NĐ-CP.", "Quyết định 766/2022/QĐ-TTg.\n\nTheo 766/2022/CT-TTg.",
		}, []string{"Theo 61/2018/NĐ-CP.\n\nTheo 61/2019/NQ-CP.", "Nghị định số 61/2018/NĐ-CP và Nghị định số 107/2021/NĐ-CP."}},
		{"act-date", []string{
			"Nghị định số 61/2018/NĐ-CP ngày 23/4/2019.", "Kế hoạch số 07/KH-UBND ngày 02/02/2023.\n\nKế hoạch số 07/KH-UBND ngày 12/02/2023.", "Thông tư số 05/2021/TT-TTCP ngày 01/10/2020.",
		}, []string{"Nghị định số 61/2018/NĐ-CP ngày 23/4/2018.", "Kế hoạch số 07/KH-UBND ngày 02/02/2023.\n\nKế hoạch số 07/KH-UBND ngày 12/02/2022."}},
		{"act-order", []string{
			"UBND xã ban hành Kế hoạch số 30/KH-UBND ngày 02/02/2023.\n\nUBND xã ban hành Kế hoạch số 25/KH-UBND ngày 12/03/2023.",
			"Xã ban hành Quyết định số 5/QĐ-UBND ngày 09/09/2023; ban hành Quyết định số 8/QĐ-UBND ngày 01/09/2023.",
			"Đã ban hành Thông báo số 11/TB-UBND ngày 20/5/2023.\n\nĐã ban hành Thông báo số 12/TB-UBND ngày 18/5/2023.",
		}, []string{
			"UBND xã ban hành Kế hoạch số 25/KH-UBND ngày 02/02/2023.\n\nUBND xã ban hành Kế hoạch số 30/KH-UBND ngày 12/03/2023.",
			"UBND xã ban hành Kế hoạch số 30/KH-UBND ngày 02/02/2023.\n\nUBND xã ban hành Kế hoạch số 5/KH-UBND ngày 12/01/2024.",
		}},
		{
			"law-year",
			[]string{"Theo Luật Đất đai năm 2014.", "Luật Tiếp công dân 2015.", "Luật Khiếu nại số 03/2011/QH13.", "Luật Hộ tịch năm 2024."},
			[]string{"Theo Luật Đất đai năm 2013 và Luật Đất đai năm 2024.", "Luật Khiếu nại số 02/2011/QH13.", "Luật sửa đổi, bổ sung một số điều của Luật Đất đai năm 2018.", "Luật Căn cước năm 2023."},
		},
		{"act-known", []string{
			"Theo 59/2023/NQ-CP.", "Nghị định số 61/2018/NĐ-CP ngày 24/3/2018.", "Thông tư số 05/2021/TT-TTCP ngày 10/01/2021.",
		}, []string{
			"Theo 59/2023/NĐ-CP ngày 14/8/2023.", "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018.", "Nghị định số 158/2026/NĐ-CP ngày 02/5/2026.",
		}},
		{"law-year", []string{
			head + "Theo Luật Tố cáo năm 2011.", head + "Luật Bảo vệ môi trường năm 2014.", head + "Luật Cư trú năm 2006.",
		}, []string{
			head + "Luật Tố cáo năm 2018.", head + "Giấy cấp theo Luật Đất đai năm 2003 trước khi có luật mới.",
			"BÁO CÁO\nKết quả năm 2024\n\nLuật Đất đai năm 2013 và Luật Đất đai năm 2024.", "Luật Bảo vệ môi trường năm 2025.", "Luật Đất đai số 146/2025/QH15.",
		}},
		{"old-basis", []string{
			"BÁO CÁO\nKết quả bảo vệ môi trường năm 2023\n\nThực hiện Công văn số 5/UBND-VP ngày 02/02/2020 về việc thống kê chợ phiên, UBND xã báo cáo.",
			"BÁO CÁO\nKết quả chuyển đổi số năm 2024\n\nCăn cứ Kế hoạch số 9/KH-UBND ngày 02/02/2021 của UBND huyện về tuyển quân, UBND xã báo cáo.",
			"BÁO CÁO\nCông tác giảm nghèo 6 tháng đầu năm 2024\n\nTheo Công văn số 77/UBND-TH ngày 10/10/2019 về việc diệt chuột, UBND xã báo cáo.",
		}, []string{
			"BÁO CÁO\nKết quả bảo vệ môi trường năm 2023\n\nThực hiện Công văn số 5/UBND-VP ngày 02/02/2020 về việc bảo vệ môi trường nông thôn, UBND xã báo cáo.",
			"BÁO CÁO\nKết quả bảo vệ môi trường năm 2023\n\nThực hiện Công văn số 5/UBND-VP ngày 02/11/2023 về việc báo cáo định kỳ, UBND xã báo cáo.",
		}},
		{
			"impossible-date",
			[]string{"Ngày 31/6/2023 xã họp.", "Họp ngày 30 tháng 02 năm 2024.", "Ngày 29/02/2023 xã họp.", "Ngày 31/11 xã họp."},
			[]string{"Ngày 29/02/2024 xã họp.", "Ngày 30/6 xã họp.", "Giải quyết 31/46 đơn."},
		},
		{
			"wrong-weekday",
			[]string{"Thứ Hai, ngày 15/6/2023.", "Chủ nhật, ngày 10/01/2024.", "Thứ 5 (ngày 02/02/2024)."},
			[]string{"Thứ Năm, ngày 15/6/2023.", "Tiếp dân thứ 5 hằng tuần. Ngày 02/02/2024 nghỉ."},
		},
		{
			"date-range",
			[]string{"Từ ngày 15/6/2023 đến ngày 10/6/2023.", "Niêm yết từ 01/02/2024 đến 31/01/2024.", "Từ ngày 20/12/2023 đến hết ngày 05/01/2023."},
			[]string{"Từ ngày 10/6/2023 đến ngày 15/6/2023.", "Kế hoạch ngày 15/6/2023 thay kế hoạch ngày 10/6/2023."},
		},
		{
			"future-event",
			[]string{head + "Ngày 20/02/2024 xã đã họp.", head + "Đã trao quà ngày 15/01/2024.", head + "Ngày 11/01/2024 đoàn kiểm tra làm việc."},
			[]string{head + "Ngày 20/12/2023 xã đã họp.", head + "Dự kiến ngày 20/02/2024 xã họp.", head + "Hoàn thành trước ngày 30/6/2024."},
		},
		{"legal-term", []string{
			"UBND xã ban hành Kế hoạch số 4/KH-UBND ngày 01/11/2023 về bầu cử Trưởng thôn Bến Đá.\n\nNgày 15/11/2023, thôn Bến Đá tổ chức bầu cử Trưởng thôn.",
			head + "Quyết định bầu tổ trưởng được niêm yết công khai trước 03 ngày.",
			head + "Chủ tịch UBND xã tiếp công dân 02 ngày/tháng.",
		}, []string{
			"UBND xã ban hành Kế hoạch số 4/KH-UBND ngày 01/11/2023 về bầu cử Trưởng thôn Bến Đá.\n\nNgày 25/11/2023, thôn Bến Đá tổ chức bầu cử Trưởng thôn.",
			head + "Chủ tịch UBND xã tiếp công dân 04 ngày/tháng.",
		}},
		{
			"obsolete-term",
			[]string{head + "Tiếp nhận 50 hồ sơ mức độ 4.", head + "Dịch vụ công trực tuyến mức độ 3, 4.", head + "Cấp đổi 12 sổ hộ khẩu."},
			[]string{head + "Dịch vụ công trực tuyến toàn trình.", "BÁO CÁO\nKết quả năm 2020\n\nDịch vụ công trực tuyến mức độ 3, 4.", head + "Cấp 12 thẻ căn cước công dân."},
		},
	}
}
