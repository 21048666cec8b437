package console

import (
	"fmt"
	"strings"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// stepWords name a step as what an officer does.
var stepWords = map[ward.Status]string{
	ward.StatusRegistered: "Vào sổ", ward.StatusUnsigned: "Yêu cầu ký, bổ sung", ward.StatusClassified: "Phân loại xong",
	ward.StatusEligible: "Đủ điều kiện xử lý", ward.StatusIneligible: "Không đủ điều kiện xử lý", ward.StatusAccepted: "Thụ lý",
	ward.StatusRefused: "Không thụ lý", ward.StatusGuided: "Hướng dẫn", ward.StatusTransferred: "Chuyển đơn",
	ward.StatusReturned: "Trả lại tài liệu gốc", ward.StatusFiledAway: "Lưu đơn", ward.StatusVerifying: "Xác minh",
	ward.StatusDialogue: "Tổ chức đối thoại", ward.StatusExtended: "Gia hạn", ward.StatusSuspended: "Tạm đình chỉ",
	ward.StatusDropped: "Đình chỉ", ward.StatusWithdrawn: "Ghi nhận rút đơn", ward.StatusDecided: "Ra quyết định giải quyết",
	ward.StatusConcluded: "Kết luận nội dung tố cáo", ward.StatusPublished: "Công khai kết quả", ward.StatusClosed: "Kết thúc hồ sơ",
}

// stepName is what an officer does when a case goes from one status to another.
func stepName(from, to ward.Status) string {
	if to == ward.StatusVerifying {
		switch {
		case from == ward.StatusSuspended:
			return "Tiếp tục giải quyết"
		case from == ward.StatusWithdrawn:
			return "Tiếp tục giải quyết dù đã rút"
		case !from.Open():
			return "Mở lại để giải quyết tiếp"
		}
	}
	return stepWords[to]
}

// eventWords say what an entry of the timeline is, as the desk reads it.
func eventWords(e ward.PetitionEvent) string {
	switch e.Kind {
	case "filed":
		return "Gửi đến phường"
	case "supplemented":
		return "Bổ sung tài liệu"
	case "withdrawn":
		return "Rút đơn"
	case "replied":
		return "Người gửi viết thêm"
	case ward.EventRedated:
		return "Tính lại hạn vì ngày nghỉ thay đổi; hạn trước là " + e.Due.Vietnamese()
	case "reopened":
		return "Người gửi đề nghị xem xét lại"
	case string(ward.LinkSplit):
		return "Tách một phần thành hồ sơ " + e.Document
	case string(ward.LinkPart):
		return "Được tách ra từ hồ sơ " + e.Document
	case string(ward.LinkMerged):
		return "Gộp vào hồ sơ " + e.Document
	case string(ward.LinkAlone):
		return "Giải quyết riêng, vì hồ sơ chính " + e.Document + " đã rút"
	case string(ward.LinkJoined):
		return "Nhận gộp hồ sơ " + e.Document
	}
	return e.Status.Name()
}

// linked reports whether an entry tells of another case, whose code is then no document's number.
func linked(e ward.PetitionEvent) bool { return len(ward.LinksOf([]ward.PetitionEvent{e})) > 0 }

func noteWords(n ward.Note) string {
	switch n.Kind {
	case ward.NoteAssigned:
		if n.Text == "" {
			return "Thôi giao xử lý"
		}
		return "Giao cho " + n.Text
	case ward.NoteReclassified:
		return "Phân loại lại: " + n.Text
	case ward.NoteFlagged:
		if n.Text == "" {
			return "Bỏ các dấu hiệu"
		}
		return "Đánh dấu: " + n.Text
	}
	return n.Text
}

// caseFlag is one flag as a form shows it.
type caseFlag struct {
	name, label, hint string
	of                func(*ward.Flags) *bool
}

// caseFlags are what officers decide about a case, with when they do. That it is late is computed.
var caseFlags = [...]caseFlag{
	{"phuc-tap", "Vụ việc phức tạp", "Khiếu nại: 45 ngày, Điều 28 Luật Khiếu nại 2011", func(f *ward.Flags) *bool { return &f.Complex }},
	{"vung-sau", "Vùng sâu, vùng xa", "Thời hạn dài hơn, Điều 28 Luật Khiếu nại 2011", func(f *ward.Flags) *bool { return &f.Remote }},
	{"nhieu-noi", "Xác minh tại nhiều địa điểm", "Tố cáo: 10 ngày làm việc, Điều 24 Luật Tố cáo 2018", func(f *ward.Flags) *bool { return &f.SeveralPlaces }},
	{"keo-dai", "Kéo dài", "Đã giải quyết đúng pháp luật mà vẫn tiếp tục, Điều 9 Luật Tiếp công dân 2013", func(f *ward.Flags) *bool { return &f.Prolonged }},
	{"vuot-cap", "Vượt cấp", "Đã gửi lên cấp trên cấp có thẩm quyền", func(f *ward.Flags) *bool { return &f.AboveLevel }},
}

// needs are what a step asks for, for its form's hint.
func needs(s ward.Step) string {
	var all []string
	for _, n := range []struct {
		asked bool
		name  string
	}{{s.Reason, "lý do"}, {s.Document, "số văn bản"}, {s.Date, "ngày thực hiện"}} {
		if n.asked {
			all = append(all, n.name)
		}
	}
	if len(all) == 0 {
		return ""
	}
	return "Cần " + listed(all) + "."
}

// weight is a file's size as people read it.
func weight(bytes int64) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%d KB", max(bytes>>10, 1))
	}
	return strings.Replace(fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20)), ".", ",", 1)
}

// fileWords name a file by what it is: its own name is read with its bytes.
func fileWords(f ward.CaseFile, number int) string {
	kind := "Tệp"
	switch {
	case f.Role == "form":
		kind = "Mẫu đơn"
	case f.Role == "receipt":
		kind = "Giấy biên nhận"
	case strings.HasPrefix(f.Mime, "image/"):
		kind = "Ảnh"
	case strings.HasPrefix(f.Mime, "video/"):
		kind = "Video"
	case strings.HasPrefix(f.Mime, "audio/"):
		kind = "Ghi âm"
	case f.Mime == "application/pdf":
		kind = "Tệp PDF"
	}
	return fmt.Sprintf("%s %d", kind, number)
}

// shortly is the beginning of a text, cut between words.
func shortly(text string, runes int) string {
	cut := viet.Clean(strings.Join(strings.Fields(text), " "), runes)
	if cut == strings.Join(strings.Fields(text), " ") {
		return cut
	}
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + "…"
}

// remaining says how far off a case's due date is, in the words of the inbox; nothing of a case that is done.
func remaining(c ward.Case, today law.Date, cal *law.Calendar) string {
	if !c.ClosedAt.IsZero() {
		return ""
	}
	words, _ := dueWords(c, today, cal)
	return words
}

// nameOr is who sent a petition, or that they did not say.
func nameOr(name string) string {
	if name == "" {
		return "Không nêu tên"
	}
	return name
}

// eventNote is what stands below an entry of the timeline besides an answer: why an officer took the step, or what the
// citizen wrote.
func eventNote(e ward.PetitionEvent) string {
	switch {
	case e.Note == "", e.Answer() != "":
		return ""
	case e.Kind == "status":
		return "Lý do: " + e.Note
	case e.Kind == "replied", e.Kind == "reopened":
		return "“" + e.Note + "”"
	}
	return ""
}
