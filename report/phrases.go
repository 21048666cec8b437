package report

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"danbiet/report/check"
)

// phrases are how reports speak of a figure: patterns in lower case with one group around the number, as check.Figure has
// them. Only what can mean nothing else stands here: a wrong alarm is worse than none.
var phrases = map[string][]string{
	"A1": {
		`(?:ubnd phường|phường|ủy ban nhân dân phường)(?: đã)?(?: [^.;\d]{0,20})? tiếp nhận(?:,? và giải quyết)? (\d[\d.,]*) (?:lượt )?đơn(?: thư|[,.;]| kiến nghị)`,
		`tổng số đơn(?: thư)?(?: đã)? tiếp nhận(?: trong kỳ)?(?: là|:) (\d[\d.,]*)`,
	},
	"A9.ke-hoach":           {`(\d[\d.,]*) (?:ngày|buổi) tiếp công dân (?:định kỳ )?của chủ tịch`},
	"dan-so":                {`(\d[\d.,]*) người (?:dân )?(?:đang )?sinh sống thường xuyên`, `tổng số dân sinh sống thường xuyên[^.;\d]{0,80} là (\d[\d.,]*) người`},
	"hoi-vien":              {`(\d[\d.,]*) người (?:dân )?tham gia các (?:tổ chức|hội)`},
	"dvc":                   {`cung cấp (?:[^.;,\d]{0,50} )?(\d[\d.,]*) dịch vụ công trực tuyến`},
	"dvc.phat-sinh":         {`(\d[\d.,]*) (?:dịch vụ công|tthc|thủ tục hành chính) (?:trực tuyến )?(?:đã |có )?phát sinh hồ sơ`},
	"dvc.ho-so":             {`(\d[\d.,]*) hồ sơ (?:dịch vụ công )?trực tuyến`},
	"phap-luat.hoi-nghi":    {`tổ chức (\d[\d.,]*) hội nghị (?:tuyên truyền,? )?phổ biến,? giáo dục pháp luật`},
	"to-roi":                {`phát (?:trên |hơn )?(\d[\d.,]*) tờ rơi`},
	"ho-ngheo":              {`(\d[\d.,]*) hộ nghèo`},
	"ho-can-ngheo":          {`(\d[\d.,]*) hộ cận nghèo`},
	"tin-bai.trang":         {`(\d[\d.,]*) tin,? bài trên (?:trang|cổng) thông tin điện tử`},
	"tin-bai.truyen-thanh":  {`(\d[\d.,]*) tin,? bài trên (?:hệ thống |đài )truyền thanh`},
	"tin-bai.chuyen-doi-so": {`(\d[\d.,]*) tin,? bài (?:tuyên truyền )?về chuyển đổi số`},
	"tro-giup-phap-ly":      {`(\d[\d.,]*) lượt (?:người )?(?:được )?(?:truyền thông )?trợ giúp pháp lý`},
}

// Checked are the figures of the sheet that a report can be checked against: those that there are, and that reports speak
// of in words that mean nothing else.
func (s Sheet) Checked() (all []check.Figure) {
	for id, patterns := range phrases {
		if f, ok := s.Figures[id]; ok && !f.None {
			all = append(all, check.Figure{Name: lowerFirst(f.Metric.Name), Patterns: patterns, Value: f.Value})
		}
		one, known := FindIndicator(id)
		if e, ok := s.Entries[id]; ok && known {
			all = append(all, check.Figure{Name: lowerFirst(one.Name), Patterns: patterns, Value: e.Value})
		}
	}
	slices.SortFunc(all, func(a, b check.Figure) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// lowerFirst is a name within a sentence.
func lowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[size:]
}
