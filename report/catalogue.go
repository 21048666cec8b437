package report

import "slices"

// Parts of statements that several metrics share.
const (
	// settles are the statuses with which the desk has dealt with a case.
	settles = `'tra-loi', 'quyet-dinh', 'ket-luan', 'khong-thu-ly', 'huong-dan', 'chuyen-don', 'dinh-chi'`
	// answering are the statuses that are an answer of the desk, which its citizen may rate (ward.Status.Answering).
	answering = `'tra-loi', 'quyet-dinh', 'ket-luan', 'khong-thu-ly', 'huong-dan', 'chuyen-don'`
	// caseRow is what a row says of its petition p.
	caseRow = `p.kind AS kind, p.field AS field, p.neighbourhood AS neighbourhood, p.channel AS channel, '' AS done_on`
	// eventRow is the same where the row is of a step e, on the day of the act.
	eventRow = `p.kind AS kind, p.field AS field, p.neighbourhood AS neighbourhood, p.channel AS channel, e.done_on AS done_on`
	// received are the petitions of the scope.
	received = ` FROM petition p WHERE p.ward_id = {ward} AND p.received_at >= {since} AND p.received_at < {until}`
	// eventOf joins an event e of the ward with its petition.
	eventOf = ` FROM petition_event e JOIN petition p ON p.ward_id = e.ward_id AND p.petition_id = e.petition_id WHERE e.ward_id = {ward}`
	// dayRow is what a row says of a chat's day, a step or a quarter of an hour.
	dayAt = `day * 86400000 - {shift} AS at`
	dayOf = `'' AS kind, '' AS field, '' AS neighbourhood, channel, '' AS done_on`
)

// Where figures are counted from.
const (
	fromRegister  = "Sổ theo dõi đơn"
	fromTimeline  = "Tiến trình xử lý đơn"
	fromTalks     = "Nhật ký tương tác (không có danh tính và nội dung)"
	fromNews      = "Sổ phát thông báo"
	fromSchedule  = "Lịch tiếp công dân"
	fromReception = "Sổ tiếp công dân"
	fromConsent   = "Sổ đồng ý"
	fromPosting   = "Danh mục công khai"
	fromRatings   = "Đánh giá của người dân về câu trả lời"
	fromHandover  = "Sổ trò chuyện với cán bộ"
)

// The units of figures.
const (
	unitPetitions = "đơn"
	unitPercent   = "%"
	unitCases     = "vụ"
	unitTimes     = "lượt"
)

// Catalogue is every figure that the record gives, in the order of its ID.
func Catalogue() []Metric {
	return slices.Concat(accountability(), governance(), otherDimensions())
}

// Find is the metric with an ID.
func Find(id string) (Metric, bool) {
	all := Catalogue()
	i := slices.IndexFunc(all, func(m Metric) bool { return m.ID == id })
	if i < 0 {
		return Metric{}, false
	}
	return all[i], true
}

// accountability are the figures of the third dimension, Trách nhiệm giải trình.
func accountability() []Metric {
	return []Metric{
		{
			ID: "A1", Name: "Đơn tiếp nhận", Unit: unitPetitions, Source: fromRegister, Dimension: 3, Item: "3.2", Form: Count,
			Formula: "số đơn, kiến nghị, phản ánh tiếp nhận trong kỳ",
			counted: counted{source: petitionSource, id: `p.code`},
		},
		{
			ID: "A1.tranh-chap", Name: "Đơn khiếu nại, tố cáo", Unit: unitPetitions, Source: fromRegister, Dimension: 3, Item: "3.2", Form: Count,
			Formula: "số đơn khiếu nại và đơn tố cáo tiếp nhận trong kỳ",
			counted: counted{source: petitionSource, id: `p.code`, where: `p.kind IN ('khieu-nai', 'to-cao')`},
		},
		{
			ID: "A2", Name: "Thụ lý đúng hạn", Unit: unitPercent, Source: fromTimeline, Dimension: 3, Item: "3.2", Form: Share,
			Formula: "số đơn khiếu nại, tố cáo được thụ lý hoặc từ chối trong hạn ÷ số đơn có hạn thụ lý trong kỳ",
			rows: `SELECT p.code AS id, e.at AS at, 1 AS whole, CASE WHEN e.done_on <= e.due_on THEN 1 ELSE 0 END AS part, ` + eventRow + eventOf + `
				AND e.status IN ('thu-ly', 'khong-thu-ly') AND p.kind IN ('khieu-nai', 'to-cao') AND e.due_on >= {from} AND e.due_on <= {to}
				UNION ALL SELECT p.code, p.received_at, 1, 0, p.kind, p.field, p.neighbourhood, p.channel, p.due_on FROM petition p
				WHERE p.ward_id = {ward} AND p.clock_stage = 'accept' AND p.due_on >= {from} AND p.due_on < {cutoff}`,
		},
		{
			ID: "A3", Name: "Giải quyết đúng hạn", Unit: unitPercent, Source: fromTimeline, Dimension: 3, Item: "3.2", Form: Share,
			Formula: "số đơn giải quyết xong trong hạn ÷ số đơn giải quyết xong trong kỳ",
			rows: `SELECT p.code AS id, e.at AS at, 1 AS whole, CASE WHEN e.due_on = '' OR e.done_on <= e.due_on THEN 1 ELSE 0 END AS part, ` + eventRow + eventOf + `
				AND e.kind = 'status' AND e.status IN (` + settles + `) AND e.done_on >= {from} AND e.done_on <= {to}`,
		},
		{
			ID: "A3.so-luong", Name: "Đơn giải quyết xong", Unit: unitPetitions, Source: fromTimeline, Dimension: 3, Item: "3.2", Form: Count,
			Formula: "số đơn giải quyết xong trong kỳ",
			rows: `SELECT p.code AS id, e.at AS at, 1 AS whole, 1 AS part, ` + eventRow + eventOf + `
				AND e.kind = 'status' AND e.status IN (` + settles + `) AND e.done_on >= {from} AND e.done_on <= {to}`,
		},
		{
			ID: "A4", Name: "Đơn quá hạn chưa giải quyết", Unit: unitPetitions, Source: fromTimeline, Dimension: 3, Item: "3.2", Form: Count,
			Formula: "số đơn đã quá hạn mà chưa giải quyết xong, tính đến ngày cuối kỳ",
			rows: `SELECT p.code AS id, p.received_at AS at, 1 AS whole, 1 AS part, ` + caseRow + ` FROM petition p
				LEFT JOIN (SELECT petition_id, min(done_on) AS done_on, min(due_on) AS due_on FROM petition_event
					WHERE ward_id = {ward} AND kind = 'status' AND status IN (` + settles + `) GROUP BY petition_id) s ON s.petition_id = p.petition_id
				WHERE p.ward_id = {ward} AND p.received_at < {until} AND (s.done_on IS NULL OR s.done_on > {cutoff})
				AND NOT (s.done_on IS NULL AND p.closed_at > 0 AND p.closed_at < {until})
				AND coalesce(s.due_on, p.due_on) <> '' AND coalesce(s.due_on, p.due_on) < {cutoff}`,
		},
		{
			ID: "A5", Name: "Thông báo về việc xử lý trong 10 ngày làm việc", Unit: unitPercent, Source: fromTimeline, Dimension: 3, Item: "3.2", Form: Share,
			Formula: "số đơn được cán bộ trả lời bước đầu trong 10 ngày làm việc (Điều 28 Luật Tiếp công dân 2013) ÷ số đơn tiếp nhận trong kỳ đã đến hạn đó",
			list:    firstNotices,
		},
		{
			ID: "A6", Name: "Số lần liên hệ cho một vụ việc", Unit: "lần", Source: fromTimeline, Dimension: 3, Item: "3.1", Form: Median,
			Formula: "trung vị số lần người dân liên hệ của các đơn tiếp nhận trong kỳ",
			rows: `SELECT p.code AS id, p.received_at AS at, 1 AS whole, (SELECT count(*) FROM petition_event e
				WHERE e.ward_id = p.ward_id AND e.petition_id = p.petition_id AND e.staff_id = 0 AND e.kind <> 'status') AS part, ` + caseRow + received,
		},
		{
			ID: "A6.tren-2", Name: "Vụ việc người dân phải liên hệ trên hai lần", Unit: unitPercent, Source: fromTimeline, Dimension: 3, Item: "3.1", Form: Share,
			Formula: "số đơn có trên hai lần liên hệ ÷ số đơn tiếp nhận trong kỳ",
			rows: `SELECT p.code AS id, p.received_at AS at, 1 AS whole, CASE WHEN (SELECT count(*) FROM petition_event e
				WHERE e.ward_id = p.ward_id AND e.petition_id = p.petition_id AND e.staff_id = 0 AND e.kind <> 'status') > 2 THEN 1 ELSE 0 END AS part, ` + caseRow + received,
		},
		{
			ID: "A7.vuot-cap", Name: "Đơn vượt cấp", Unit: unitCases, Source: fromRegister, Dimension: 3, Item: "3.2", Form: Count,
			Formula: "số vụ tiếp nhận trong kỳ được ghi nhận là vượt cấp",
			counted: counted{source: petitionSource, id: `p.code`, where: `p.above_level`},
		},
		{
			ID: "A7.keo-dai", Name: "Đơn kéo dài", Unit: unitCases, Source: fromRegister, Dimension: 3, Item: "3.2", Form: Count,
			Formula: "số vụ tiếp nhận trong kỳ được xác định là kéo dài (Điều 9 Luật Tiếp công dân 2013)",
			counted: counted{source: petitionSource, id: `p.code`, where: `p.prolonged`},
		},
		{
			ID: "A8", Name: "Đánh giá hài lòng", Unit: unitPercent, Source: fromRatings, Dimension: 3, Item: "3.2", Form: Share,
			Formula: "số đánh giá từ 4 sao trở lên ÷ số đánh giá người dân gửi trong kỳ (thang 5 sao); đọc cùng tỷ lệ câu trả lời được đánh giá",
			rows: `SELECT p.code AS id, r.at AS at, 1 AS whole, CASE WHEN r.stars >= 4 THEN 1 ELSE 0 END AS part, ` + caseRow + `
				FROM petition_rating r JOIN petition p ON p.ward_id = r.ward_id AND p.petition_id = r.petition_id
				WHERE r.ward_id = {ward} AND r.at >= {since} AND r.at < {until}`,
		},
		{
			ID: "A8.phan-hoi", Name: "Câu trả lời được đánh giá", Unit: unitPercent, Source: fromRatings, Dimension: 3, Item: "3.2", Form: Share,
			Formula: "số câu trả lời trong kỳ đã được người dân đánh giá ÷ số câu trả lời trong kỳ",
			rows: `SELECT p.code AS id, e.at AS at, 1 AS whole, CASE WHEN r.stars IS NULL THEN 0 ELSE 1 END AS part, ` + eventRow + `
				FROM petition_event e JOIN petition p ON p.ward_id = e.ward_id AND p.petition_id = e.petition_id
				LEFT JOIN petition_rating r ON r.ward_id = e.ward_id AND r.petition_id = e.petition_id AND r.answer_id = e.event_id
				WHERE e.ward_id = {ward} AND e.kind = 'status' AND e.status IN (` + answering + `) AND e.done_on >= {from} AND e.done_on <= {to}`,
		},
		{
			ID: "A9.ke-hoach", Name: "Ngày tiếp công dân của Chủ tịch theo lịch", Unit: "ngày", Source: fromSchedule, Dimension: 3, Item: "3.1", Form: Count, WardOnly: true, Of: OfEvents, NoChannel: true,
			Formula: "số ngày Chủ tịch tiếp công dân theo lịch trong kỳ, đã trừ ngày lễ, tết",
			list:    plannedSessions,
		},
		{
			ID: "A9.to-chuc", Name: "Buổi tiếp công dân của Chủ tịch đã tổ chức", Unit: "%", Source: fromReception, Dimension: 3, Item: "3.1", Form: Share, WardOnly: true, Of: OfEvents, NoChannel: true,
			Formula: "số ngày được ghi là đã tổ chức trên số ngày Chủ tịch tiếp công dân theo lịch trong kỳ, đến hết hôm qua, từ ngày đầu tiên phường ghi sổ tiếp công dân",
			list:    heldSessions,
		},
		{
			ID: "A9.nguoi", Name: "Người được tiếp", Unit: "người", Source: fromReception, Dimension: 3, Item: "3.1", Form: Count, WardOnly: true, Of: OfEvents, NoChannel: true,
			Formula: "tổng số người (cả những người cùng nội dung) của các lượt đã đến, ghi trong Sổ tiếp công dân, trong kỳ",
			list:    receivedPeople,
		},
		{
			ID: "A9.niem-yet", Name: "Buổi tiếp công dân niêm yết đúng hạn", Unit: "%", Source: fromSchedule, Dimension: 3, Item: "3.1", Form: Share, WardOnly: true, Of: OfEvents, NoChannel: true,
			Formula: "số ngày Chủ tịch tiếp công dân có lịch niêm yết trước ít nhất 5 ngày làm việc (Điều 24 Luật Tiếp công dân 2013) trên số ngày theo lịch trong kỳ; chưa rõ ngày niêm yết thì không tính là đúng hạn",
			list:    postedSessions,
		},
		{
			ID: "A10", Name: "Thời gian chờ cán bộ trả lời", Unit: "giờ", Source: fromHandover, Dimension: 3, Item: "3.1", Form: Median, WardOnly: true, Of: OfPeople,
			Formula: "trung vị số giờ làm việc từ khi người dân xin gặp cán bộ trong kỳ đến câu trả lời đầu tiên của cán bộ",
			rows: `SELECT CAST(conversation AS TEXT) AS id, asked_at AS at, 1 AS whole, waited / 60.0 AS part,
				'' AS kind, '' AS field, '' AS neighbourhood, channel, '' AS done_on FROM handover
				WHERE ward_id = {ward} AND asked_at >= {since} AND asked_at < {until} AND answered_at > 0`,
		},
		{
			ID: "A11", Name: "Tra cứu đầu mối liên hệ", Unit: unitTimes, Source: fromTalks, Dimension: 3, Item: "3.1", Form: Count, WardOnly: true, Of: OfEvents,
			Formula: "số lượt mở danh bạ cán bộ, tổ trưởng, đường dây nóng trong kỳ",
			counted: counted{source: stepSource, id: `flow`, whole: `n`, where: `flow = 'directory' AND kind = 'started'`},
		},
	}
}

// governance are the figures of the eighth dimension, Quản trị điện tử.
func governance() []Metric {
	return []Metric{
		{
			ID: "E1", Name: "Người dùng", Unit: "người", Source: fromTalks, Dimension: 8, Item: "8.1", Form: Distinct, WardOnly: true, Of: OfPeople,
			Formula: "số cuộc trò chuyện khác nhau có hoạt động trong kỳ",
			counted: counted{source: sessionSource, id: `conversation`},
		},
		{
			ID: "E1.dong-y", Name: "Người dân đã đồng ý cho phường lưu thông tin", Unit: "người", Source: fromConsent, Dimension: 8, Item: "8.1", Form: Distinct, WardOnly: true, Of: OfPeople,
			Formula: "số người khác nhau đã đồng ý trong kỳ, cho ít nhất một mục đích",
			rows: `SELECT CAST(citizen_id AS TEXT) AS id, at, 1 AS whole, 1 AS part, '' AS kind, '' AS field, '' AS neighbourhood, channel, '' AS done_on FROM consent
				WHERE ward_id = {ward} AND at >= {since} AND at < {until} AND given`,
		},
		{
			ID: "E2", Name: "Phiên tự phục vụ", Unit: unitPercent, Source: fromTalks, Dimension: 8, Item: "8.1", Form: Share, WardOnly: true, Of: OfPeople,
			Formula: "số phiên (một người trong một ngày) làm xong ít nhất một việc mà không phải gặp cán bộ ÷ số phiên",
			counted: counted{source: sessionSource, id: `conversation`, part: `CASE WHEN completed > 0 AND handed = 0 THEN 1 ELSE 0 END`},
		},
		{
			ID: "E3", Name: "Câu không hiểu", Unit: unitPercent, Source: fromTalks, Dimension: 8, Item: "8.1", Form: Share, WardOnly: true, Of: OfPeople,
			Formula: "số câu trợ lý ảo không hiểu ÷ số câu, lượt chọn của người dân",
			counted: counted{source: sessionSource, id: `conversation`, whole: `heard`, part: `missed`, where: `heard > 0`},
		},
		{
			ID: "E4", Name: "Lượt đọc tài liệu công khai", Unit: unitTimes, Source: fromTalks, Dimension: 8, Item: "8.1", Form: Count, WardOnly: true, Of: OfEvents,
			Formula: "số lượt mở một tài liệu công khai qua trợ lý ảo",
			counted: counted{source: stepSource, id: `flow`, whole: `n`, where: `flow = 'disclosures' AND step = 'page.0' AND kind = 'asked'`},
		},
		{
			ID: "E5", Name: "Trả lời được công khai", Unit: unitPercent, Source: fromTimeline, Dimension: 8, Item: "8.3", Form: Share,
			Formula: "số kiến nghị, phản ánh trả lời trong kỳ mà câu trả lời đã công khai ÷ số kiến nghị, phản ánh trả lời trong kỳ",
			rows: `SELECT p.code AS id, e.at AS at, 1 AS whole, CASE WHEN EXISTS (SELECT 1 FROM petition_event x
				WHERE x.ward_id = e.ward_id AND x.petition_id = e.petition_id AND x.status = 'cong-khai') THEN 1 ELSE 0 END AS part, ` + eventRow + eventOf + `
				AND e.kind = 'status' AND e.status = 'tra-loi' AND e.done_on >= {from} AND e.done_on <= {to}`,
		},
		{
			ID: "E6", Name: "Thông báo đến được người nhận", Unit: unitPercent, Source: fromNews, Dimension: 8, Item: "8.1", Form: Share, Of: OfEvents,
			Formula: "số tin đã đến ÷ số tin phải gửi của các đợt phát trong kỳ",
			rows: `SELECT CAST(r.run_id AS TEXT) AS id, r.started_at AS at, count(*) AS whole, sum(CASE WHEN d.state = 'sent' THEN 1 ELSE 0 END) AS part,
				'' AS kind, '' AS field, d.neighbourhood AS neighbourhood, d.channel AS channel, '' AS done_on
				FROM announcement_run r JOIN delivery d ON d.ward_id = r.ward_id AND d.run_id = r.run_id
				WHERE r.ward_id = {ward} AND r.started_at >= {since} AND r.started_at < {until} GROUP BY r.run_id, r.started_at, d.neighbourhood, d.channel`,
		},
		{
			ID: "E6.dung", Name: "Người dừng nhận tin", Unit: "người", Source: fromNews, Dimension: 8, Item: "8.1", Form: Count, Of: OfPeople, NoChannel: true,
			Formula: "số người đã dừng nhận tin trong kỳ",
			rows: `SELECT CAST(citizen_id AS TEXT) AS id, stopped_at AS at, 1 AS whole, 1 AS part, '' AS kind, '' AS field, neighbourhood, '' AS channel, '' AS done_on FROM subscriber
				WHERE ward_id = {ward} AND stopped_at >= {since} AND stopped_at < {until}`,
		},
		{
			ID: "E7", Name: "Tương tác ngoài giờ hành chính", Unit: unitPercent, Source: fromTalks, Dimension: 8, Item: "8.1", Form: Share, WardOnly: true, Of: OfEvents,
			Formula: "số câu, lượt chọn của người dân ngoài giờ làm việc hoặc trong ngày nghỉ ÷ tổng số, tính theo từng 15 phút",
			list:    outsideHours,
			sum:     countOutside,
		},
	}
}

// otherDimensions are weaker evidence for the other dimensions. None of them is a score: PAPI asks the people.
func otherDimensions() []Metric {
	byField := func(id, name string, dimension int, item, field string) Metric {
		return Metric{
			ID: id, Name: name, Unit: unitPetitions, Source: fromRegister, Dimension: dimension, Item: item, Form: Count,
			Formula: "số đơn, kiến nghị, phản ánh thuộc lĩnh vực này tiếp nhận trong kỳ",
			counted: counted{source: petitionSource, id: `p.code`, where: `p.field = '` + field + `'`},
		}
	}
	return []Metric{
		{
			ID: "D1.thong-bao", Name: "Đợt phát thông báo", Unit: "đợt", Source: fromNews, Dimension: 1, Item: "1.1", Form: Count, WardOnly: true, Of: OfEvents, NoChannel: true,
			Formula: "số đợt phát thông báo đến người dân đã bắt đầu trong kỳ",
			rows: `SELECT CAST(run_id AS TEXT) AS id, started_at AS at, 1 AS whole, 1 AS part, '' AS kind, '' AS field, '' AS neighbourhood, '' AS channel, '' AS done_on FROM announcement_run
				WHERE ward_id = {ward} AND started_at >= {since} AND started_at < {until} AND state <> 'skipped'`,
		},
		{
			ID: "D2.cong-khai", Name: "Tài liệu công khai ban hành trong kỳ", Unit: "tài liệu", Source: fromPosting, Dimension: 2, Item: "2.1", Form: Count, WardOnly: true, Of: OfEvents, NoChannel: true,
			Formula: "số tài liệu trong danh mục công khai có ngày ban hành trong kỳ",
			list:    disclosed,
		},
		byField("D4.thai-do", "Phản ánh về thái độ phục vụ", 4, "4.1", "thai-do-phuc-vu"),
		{
			ID: "D5.thu-tuc", Name: "Lượt hỏi về thủ tục hành chính", Unit: unitTimes, Source: fromTalks, Dimension: 5, Item: "5.4", Form: Count, WardOnly: true, Of: OfEvents,
			Formula: "số lượt mở mục thủ tục hành chính qua trợ lý ảo",
			counted: counted{source: stepSource, id: `flow`, whole: `n`, where: `flow = 'procedures' AND kind = 'started'`},
		},
		byField("D6.ha-tang", "Kiến nghị, phản ánh về hạ tầng", 6, "6.3", "ha-tang"),
		byField("D6.an-ninh", "Kiến nghị, phản ánh về an ninh, trật tự", 6, "6.4", "trat-tu-an-ninh"),
		byField("D6.y-te", "Kiến nghị, phản ánh về y tế", 6, "6.1", "y-te"),
		byField("D6.giao-duc", "Kiến nghị, phản ánh về giáo dục", 6, "6.2", "giao-duc"),
		byField("D7.moi-truong", "Kiến nghị, phản ánh về môi trường", 7, "7.1", "moi-truong"),
	}
}
