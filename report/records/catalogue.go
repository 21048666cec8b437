package records

import "slices"

// Columns that several kinds have.
func codeColumn(expr string) Column {
	return Column{Name: "code", Type: Text, expr: expr, English: "tracking code of the petition", Vietnamese: "mã hồ sơ của đơn"}
}

func channelColumn(expr string) Column {
	return Column{Name: "channel", Type: Text, expr: expr, English: "telegram, web, terminal or paper", Vietnamese: "kênh: telegram, web, terminal hoặc paper (đơn giấy)"}
}

func officerColumn(expr string) Column {
	return Column{Name: "officer", Type: Pseudonym, expr: expr, English: "who of the staff, empty for nobody", Vietnamese: "cán bộ (bí danh), để trống khi không có ai"}
}

// Kinds are all kinds of records there are, in the order in which they are offered.
func Kinds() []Kind {
	return slices.Concat(talkKinds(), petitionKinds(), wardKinds(), staffKinds())
}

// talkKinds are the records of conversations.
func talkKinds() []Kind {
	return []Kind{
		{
			Name: "interactions", English: "steps of conversations, of the days on which they happened", Vietnamese: "các bước của cuộc trò chuyện, theo ngày diễn ra",
			from: ` FROM interaction i WHERE i.ward_id = $1 AND i.at >= $2 AND i.at < $3`, order: `i.at, i.interaction_id`,
			Columns: []Column{
				{Name: "at", Type: Moment, expr: "i.at", English: "when", Vietnamese: "thời điểm"},
				{Name: "conversation", Type: Pseudonym, expr: "i.conversation", English: "the same for all steps of one chat; leads back to nobody without the secret key", Vietnamese: "giống nhau ở mọi bước của một cuộc trò chuyện; không có khóa bí mật thì không dẫn đến ai"},
				channelColumn("i.channel"),
				{Name: "lang", Type: Text, expr: "i.lang", English: "vi or en", Vietnamese: "ngôn ngữ: vi hoặc en"},
				{Name: "flow", Type: Text, expr: "i.flow", English: "which conversation", Vietnamese: "hội thoại nào"},
				{Name: "step", Type: Text, expr: "i.step", English: "where in it", Vietnamese: "bước nào của hội thoại"},
				{Name: "kind", Type: Text, expr: "i.kind", English: "started, asked, answered, abandoned, completed or not-understood; for talks and ratings their own words", Vietnamese: "started (bắt đầu), asked (hỏi), answered (trả lời), abandoned (bỏ dở), completed (hoàn thành), not-understood (không hiểu); trò chuyện với cán bộ và đánh giá có từ riêng"},
			},
		},
		{
			Name: "handoffs", English: "talks of citizens with an officer, without words, of the days on which they were asked for", Vietnamese: "các lần người dân gặp cán bộ, không có nội dung, theo ngày yêu cầu",
			from: ` FROM handover h WHERE h.ward_id = $1 AND h.asked_at >= $2 AND h.asked_at < $3`, order: `h.asked_at, h.handover_id`,
			Columns: []Column{
				{Name: "asked_at", Type: Moment, expr: "h.asked_at", English: "when the citizen asked for a person", Vietnamese: "thời điểm người dân xin gặp cán bộ"},
				{Name: "conversation", Type: Pseudonym, expr: "h.conversation", English: "as in interactions", Vietnamese: "như trong interactions"},
				channelColumn("h.channel"), officerColumn("h.staff_id"),
				{Name: "answered_at", Type: Moment, expr: "h.answered_at", English: "when an officer first answered", Vietnamese: "thời điểm cán bộ trả lời lần đầu"},
				{Name: "waited", Type: Whole, Unit: "working minutes", expr: "h.waited", English: "until then, 0 while nobody has answered", Vietnamese: "thời gian chờ đến lúc đó, tính theo phút làm việc; 0 khi chưa ai trả lời"},
				{Name: "ended_at", Type: Moment, expr: "h.ended_at", English: "when it ended, empty while it goes on", Vietnamese: "thời điểm kết thúc, để trống khi đang diễn ra"},
				{Name: "ended_by", Type: Text, expr: "h.ended_by", English: "citizen, staff or quiet (nobody said anything for long)", Vietnamese: "citizen (người dân), staff (cán bộ) hoặc quiet (im lặng lâu)"},
			},
		},
		{
			Name: "callbacks", English: "calls that citizens wanted, without phones, of the days on which they asked", Vietnamese: "các đề nghị gọi lại, không có số điện thoại, theo ngày đề nghị",
			from:  ` FROM callback b LEFT JOIN petition p ON p.ward_id = b.ward_id AND p.petition_id = b.petition_id WHERE b.ward_id = $1 AND coalesce(p.about_leader, 0) = 0 AND b.asked_at >= $2 AND b.asked_at < $3`,
			order: `b.asked_at, b.callback_id`,
			Columns: []Column{
				{Name: "asked_at", Type: Moment, expr: "b.asked_at", English: "when they asked", Vietnamese: "thời điểm đề nghị"},
				codeColumn("coalesce(p.code, '')"), channelColumn("b.channel"),
				{Name: "wanted_on", Type: Day, expr: "b.wanted_on", English: "the day on which they want to be called", Vietnamese: "ngày muốn được gọi"},
				{Name: "part", Type: Text, expr: "b.part", English: "sang (in the morning) or chieu (in the afternoon)", Vietnamese: "buổi: sang (sáng) hoặc chieu (chiều)"},
				{Name: "called_at", Type: Moment, expr: "b.done_at", English: "when an officer noted the call, empty while nobody has called", Vietnamese: "thời điểm cán bộ ghi nhận đã gọi, để trống khi chưa gọi"},
				officerColumn("b.staff_id"),
			},
		},
	}
}

// petitionKinds are the records of petitions.
func petitionKinds() []Kind {
	return []Kind{
		{
			Name: "petitions", English: "petitions received on the days, but for denunciations of the ward's leaders", Vietnamese: "đơn, kiến nghị, phản ánh tiếp nhận trong kỳ, trừ đơn tố cáo lãnh đạo phường",
			from: ` FROM petition p WHERE p.ward_id = $1 AND p.about_leader = 0 AND p.received_at >= $2 AND p.received_at < $3`, order: `p.petition_id`,
			Columns: []Column{
				codeColumn("p.code"),
				{Name: "received_at", Type: Moment, expr: "p.received_at", English: "when it came in", Vietnamese: "thời điểm tiếp nhận"},
				{Name: "kind", Type: Text, expr: "p.kind", English: "khieu-nai (complaint), to-cao (denunciation), kien-nghi (proposal) or phan-anh (feedback)", Vietnamese: "loại: khieu-nai (khiếu nại), to-cao (tố cáo), kien-nghi (kiến nghị), phan-anh (phản ánh)"},
				{Name: "field", Type: Text, expr: "p.field", English: "what it is about, a field of the ward's profile", Vietnamese: "lĩnh vực, theo hồ sơ phường"},
				{Name: "neighbourhood", Type: Text, expr: "p.neighbourhood", English: "where, empty for unknown", Vietnamese: "tổ dân phố, để trống khi không rõ"},
				{Name: "status", Type: Text, expr: "p.status", English: "where it stands now", Vietnamese: "tình trạng hiện nay"},
				channelColumn("p.channel"),
				{Name: "due_on", Type: Day, expr: "p.due_on", English: "the day by which the running term ends, empty while none runs", Vietnamese: "ngày hết hạn đang tính, để trống khi chưa tính hạn"},
				{Name: "due_rule", Type: Text, expr: "p.due_rule", English: "the legal rule of the term", Vietnamese: "quy tắc pháp luật của thời hạn"},
			},
			Identified: []Column{
				{Name: "sender_name", Type: Text, English: "who sent it, empty for whoever did not say and for a denunciation", Vietnamese: "họ tên người gửi, để trống khi không nêu và đối với tố cáo"},
				{Name: "sender_phone", Type: Text, English: "their phone in international form", Vietnamese: "số điện thoại, dạng quốc tế"},
				{Name: "sender_address", Type: Text, English: "their address", Vietnamese: "địa chỉ"},
				{Name: "place", Type: Text, English: "where it happened", Vietnamese: "địa điểm xảy ra sự việc"},
				{Name: "content", Type: Text, English: "what they wrote", Vietnamese: "nội dung người dân viết"},
			},
		},
		{
			Name: "actions", English: "entries of the timelines of petitions, of the days on which they were made, without words", Vietnamese: "các mục trong tiến trình xử lý đơn, theo ngày ghi, không có nội dung",
			from:  ` FROM petition_event e JOIN petition p ON p.ward_id = e.ward_id AND p.petition_id = e.petition_id WHERE e.ward_id = $1 AND p.about_leader = 0 AND e.at >= $2 AND e.at < $3`,
			order: `e.at, e.event_id`,
			Columns: []Column{
				{Name: "at", Type: Moment, expr: "e.at", English: "when it was noted", Vietnamese: "thời điểm ghi"},
				codeColumn("p.code"),
				{Name: "kind", Type: Text, expr: "e.kind", English: "status for a step of the desk; otherwise what happened, such as filed or replied", Vietnamese: "status là bước xử lý của cán bộ; còn lại là việc đã xảy ra, như filed (nộp), replied (bổ sung)"},
				{Name: "status", Type: Text, expr: "e.status", English: "where the petition stood then", Vietnamese: "tình trạng của đơn khi đó"},
				{Name: "done_on", Type: Day, expr: "e.done_on", English: "the day of the act", Vietnamese: "ngày thực hiện"},
				{Name: "due_on", Type: Day, expr: "e.due_on", English: "the day by which it was due", Vietnamese: "ngày đến hạn của bước đó"},
				{Name: "document", Type: Text, expr: "e.document", English: "number of the notice or decision", Vietnamese: "số văn bản"},
				officerColumn("e.staff_id"),
			},
		},
		{
			Name: "ratings", English: "ratings of answers, without words, of the days on which they were given", Vietnamese: "đánh giá câu trả lời, không có lời, theo ngày đánh giá",
			from:  ` FROM petition_rating r JOIN petition p ON p.ward_id = r.ward_id AND p.petition_id = r.petition_id WHERE r.ward_id = $1 AND p.about_leader = 0 AND r.at >= $2 AND r.at < $3`,
			order: `r.at, r.answer_id`,
			Columns: []Column{
				{Name: "at", Type: Moment, expr: "r.at", English: "when it was given", Vietnamese: "thời điểm đánh giá"},
				codeColumn("p.code"),
				{Name: "kind", Type: Text, expr: "p.kind", English: "of the petition", Vietnamese: "loại đơn"},
				{Name: "field", Type: Text, expr: "p.field", English: "of the petition", Vietnamese: "lĩnh vực của đơn"},
				{Name: "neighbourhood", Type: Text, expr: "p.neighbourhood", English: "of the petition", Vietnamese: "tổ dân phố của đơn"},
				channelColumn("p.channel"),
				{Name: "stars", Type: Whole, Unit: "stars", expr: "r.stars", English: "1 (bad) to 5 (good)", Vietnamese: "1 (kém) đến 5 (tốt)"},
				{Name: "with_words", Type: Truth, expr: "(r.sealed IS NOT NULL)", English: "whether a word was left beside it", Vietnamese: "có lời nhận xét kèm theo hay không"},
			},
		},
	}
}

// wardKinds are the records of what the ward makes public and tells.
func wardKinds() []Kind {
	return []Kind{
		{
			Name: "receptions", English: "reception sessions held by the schedule", Vietnamese: "các buổi tiếp công dân theo lịch",
			list: receptionRows, Columns: receptionColumns(),
		},
		{
			Name: "disclosures", English: "documents issued on the days", Vietnamese: "tài liệu công khai ban hành trong kỳ",
			list: disclosureRows, Columns: disclosureColumns(),
		},
		{
			Name: "announcements", English: "the runs of announcements that were planned on the days", Vietnamese: "các đợt phát thông báo đã lên lịch trong kỳ",
			list: announcementRows, Columns: announcementColumns(),
		},
		{
			Name: "deliveries", English: "how many of a neighbourhood an announcement reached; runs that were planned on the days", Vietnamese: "số người của từng tổ dân phố mà thông báo đến được; các đợt đã lên lịch trong kỳ",
			from: ` FROM (SELECT d.run_id AS run_id, d.neighbourhood AS neighbourhood, d.channel AS channel, count(*) AS everybody,
				sum(CASE WHEN d.state = 'sent' THEN 1 ELSE 0 END) AS sent, sum(CASE WHEN d.state = 'gone' THEN 1 ELSE 0 END) AS gone,
				sum(CASE WHEN d.state = 'failed' THEN 1 ELSE 0 END) AS failed, sum(CASE WHEN d.seen_at > 0 THEN 1 ELSE 0 END) AS seen
				FROM delivery d WHERE d.ward_id = $1 AND d.run_id IN
				(SELECT run_id FROM announcement_run WHERE ward_id = $1 AND planned_at >= $2 AND planned_at < $3) GROUP BY d.run_id, d.neighbourhood, d.channel) x
				JOIN announcement_run r ON r.ward_id = $1 AND r.run_id = x.run_id`,
			order: `r.planned_at, r.run_id, x.neighbourhood, x.channel`,
			Columns: []Column{
				{Name: "run", Type: Pseudonym, expr: "r.run_id", English: "of an announcement; the same in all its rows", Vietnamese: "đợt phát; giống nhau ở mọi dòng của đợt"},
				{Name: "planned", Type: Moment, expr: "r.planned_at", English: "for when the run was planned", Vietnamese: "thời điểm dự kiến phát"},
				{Name: "neighbourhood", Type: Text, expr: "x.neighbourhood", English: "empty for those who have not said where they live", Vietnamese: "tổ dân phố, để trống khi người nhận chưa cho biết"},
				channelColumn("x.channel"),
				{Name: "total", Type: Whole, Unit: "people", expr: "x.everybody", English: "how many were to be told", Vietnamese: "số người cần gửi"},
				{Name: "sent", Type: Whole, Unit: "people", expr: "x.sent", English: "of these, reached", Vietnamese: "trong đó đã nhận được"},
				{Name: "gone", Type: Whole, Unit: "people", expr: "x.gone", English: "of these, whose chat cannot be reached any more", Vietnamese: "trong đó không còn liên lạc được"},
				{Name: "failed", Type: Whole, Unit: "people", expr: "x.failed", English: "of these, where sending failed", Vietnamese: "trong đó gửi không thành công"},
				{Name: "seen", Type: Whole, Unit: "people", expr: "x.seen", English: "of these, who pressed “Đã xem”", Vietnamese: "trong đó đã bấm “Đã xem”"},
			},
		},
	}
}

// staffKinds are the records of what the staff enter and do.
func staffKinds() []Kind {
	return []Kind{
		{
			Name: "indicators", English: "figures that the staff entered, whose period ends on one of the days, with their history", Vietnamese: "số liệu nhập tay của các kỳ kết thúc trong thời gian này, kèm lịch sử",
			from: ` FROM indicator_entry n WHERE n.ward_id = $1 AND n.to_on >= $2 AND n.to_on <= $3`, order: `n.indicator, n.to_on, n.from_on, n.entry_id`, days: true,
			Columns: []Column{
				{Name: "indicator", Type: Text, expr: "n.indicator", English: "which", Vietnamese: "mã chỉ tiêu"},
				{Name: "from", Type: Day, expr: "n.from_on", English: "first day of its period", Vietnamese: "ngày đầu kỳ"},
				{Name: "to", Type: Day, expr: "n.to_on", English: "last day of its period", Vietnamese: "ngày cuối kỳ"},
				{Name: "value", Type: Decimal, Unit: "of the indicator", expr: "n.value", English: "what was entered", Vietnamese: "giá trị đã nhập"},
				{Name: "document", Type: Text, expr: "n.document", English: "where it stands", Vietnamese: "văn bản nguồn"},
				{Name: "holds", Type: Truth, expr: `(n.entry_id = (SELECT max(m.entry_id) FROM indicator_entry m WHERE m.ward_id = n.ward_id AND m.indicator = n.indicator
					AND m.from_on = n.from_on AND m.to_on = n.to_on))`, English: "false where a later entry has taken its place", Vietnamese: "false khi đã có giá trị nhập sau thay thế"},
				officerColumn("n.staff_id"),
				{Name: "at", Type: Moment, expr: "n.at", English: "when it was entered", Vietnamese: "thời điểm nhập"},
			},
		},
		{
			Name: "audit", English: "what the staff saw and did, of the days on which they did; without reasons and addresses", Vietnamese: "nhật ký cán bộ đã xem và đã làm, theo ngày; không có lý do và địa chỉ",
			from: ` FROM audit a WHERE a.ward_id = $1 AND a.at >= $2 AND a.at < $3
				AND NOT EXISTS (SELECT 1 FROM petition p WHERE p.ward_id = a.ward_id AND p.code IN (a.subject, a.detail) AND p.about_leader > 0)`, order: `a.seq`,
			Columns: []Column{
				{Name: "number", Type: Whole, expr: "a.seq", English: "1, 2, 3 …; one is left out where the act was on a denunciation of the ward's leaders", Vietnamese: "số thứ tự 1, 2, 3 …; bỏ qua dòng về đơn tố cáo lãnh đạo phường"},
				{Name: "at", Type: Moment, expr: "a.at", English: "when", Vietnamese: "thời điểm"},
				officerColumn("a.staff_id"),
				{Name: "act", Type: Text, expr: "a.act", English: "what was done or seen", Vietnamese: "việc đã làm hoặc đã xem"},
				{Name: "subject", Type: Text, expr: "a.subject", English: "tracking code of a case, or the number of another record", Vietnamese: "mã hồ sơ hoặc số của bản ghi khác"},
				{Name: "detail", Type: Text, expr: "a.detail", English: "a word about it, such as the status", Vietnamese: "chi tiết, như tình trạng mới"},
			},
		},
	}
}
