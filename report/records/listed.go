package records

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"danbiet/law"
	"danbiet/ward"
)

// Rows that are made in Go, of a schedule, of documents and of runs.

func receptionColumns() []Column {
	return []Column{
		{Name: "date", Type: Day, English: "the day", Vietnamese: "ngày"},
		{Name: "who", Type: Text, English: "who receives", Vietnamese: "người tiếp"},
		{Name: "by", Type: Text, English: "a substitute, empty for none", Vietnamese: "người tiếp thay, để trống khi không có"},
		{Name: "from", Type: Text, English: "HH:MM; a row for each shift", Vietnamese: "giờ bắt đầu; mỗi ca một dòng"},
		{Name: "to", Type: Text, English: "HH:MM", Vietnamese: "giờ kết thúc"},
		{Name: "place", Type: Text, English: "where", Vietnamese: "địa điểm"},
		{Name: "moved_from", Type: Day, English: "the day that it was moved from", Vietnamese: "dời từ ngày"},
		{Name: "reason", Type: Text, English: "why it was moved", Vietnamese: "lý do dời"},
		{Name: "document", Type: Text, English: "the notice of it", Vietnamese: "văn bản thông báo"},
	}
}

func receptionRows(_ context.Context, w *ward.Ward, from, to law.Date, each func(...any) error) error {
	for _, s := range w.Profile.Sessions(w.Calendar(), from, to) {
		for _, shift := range s.Shifts {
			if err := each(s.Date.String(), s.Who, s.By, shift.From, shift.To, s.Place, s.MovedFrom.String(), s.Reason, s.Document); err != nil {
				return err
			}
		}
	}
	return nil
}

func disclosureColumns() []Column {
	return []Column{
		{Name: "slug", Type: Text, English: "the document's name in addresses", Vietnamese: "tên tài liệu trong địa chỉ"},
		{Name: "group", Type: Whole, English: "1 to 14, Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11", Vietnamese: "nhóm nội dung công khai 1 đến 14, Điều 11 Luật Thực hiện dân chủ ở cơ sở 2022"},
		{Name: "title", Type: Text, English: "its title", Vietnamese: "tên tài liệu"},
		{Name: "number", Type: Text, English: "its number and symbol", Vietnamese: "số, ký hiệu"},
		{Name: "issued", Type: Day, English: "the day on which it was issued", Vietnamese: "ngày ban hành"},
		{Name: "issuer", Type: Text, English: "the body that issued it", Vietnamese: "cơ quan ban hành"},
		{Name: "signer", Type: Text, English: "who signed", Vietnamese: "người ký"},
		{Name: "valid_from", Type: Day, English: "from when it holds", Vietnamese: "có hiệu lực từ ngày"},
		{Name: "valid_to", Type: Day, English: "until when, empty for still valid", Vietnamese: "hết hiệu lực từ ngày, để trống khi còn hiệu lực"},
		{Name: "superseded_by", Type: Text, English: "slug of what replaced it", Vietnamese: "tài liệu thay thế"},
	}
}

// disclosureRows hands out the documents issued on the days, the oldest first. One without a date is in no period.
func disclosureRows(ctx context.Context, w *ward.Ward, from, to law.Date, each func(...any) error) error {
	all, err := w.Disclosures(ctx, 0)
	if err != nil {
		return err
	}
	for i := len(all) - 1; i >= 0; i-- {
		d := all[i]
		issued, err := law.ParseDate(d.Issued)
		if err != nil || issued.Before(from) || issued.After(to) {
			continue
		}
		err = each(d.Slug, d.Group, oneLine(d.Title), d.Number, d.Issued, d.Issuer, d.Signer, d.ValidFrom, d.ValidTo, d.SupersededBy)
		if err != nil {
			return err
		}
	}
	return nil
}

func announcementColumns() []Column {
	people := func(name, english, vietnamese string) Column {
		return Column{Name: name, Type: Whole, Unit: "people", English: english, Vietnamese: vietnamese}
	}
	return []Column{
		{Name: "announcement", Type: Text, English: "its number, as danbiet announce list shows it", Vietnamese: "số của thông báo, như danbiet announce list"},
		{Name: "planned", Type: Moment, English: "for when the run was planned", Vietnamese: "thời điểm dự kiến phát"},
		{Name: "started", Type: Moment, English: "when it began", Vietnamese: "thời điểm bắt đầu"},
		{Name: "ended", Type: Moment, English: "when it ended", Vietnamese: "thời điểm kết thúc"},
		{Name: "state", Type: Text, English: "running, paused, done, stopped or skipped", Vietnamese: "running (đang phát), paused (tạm dừng), done (xong), stopped (dừng hẳn) hoặc skipped (bỏ qua)"},
		{Name: "title", Type: Text, English: "of the announcement", Vietnamese: "tiêu đề"},
		{Name: "topic", Type: Text, English: "its topic", Vietnamese: "chủ đề"},
		{Name: "emergency", Type: Truth, English: "whether it went to everybody at once", Vietnamese: "tin khẩn cấp hay không"},
		{Name: "ground", Type: Text, English: "the act by which it is mandatory", Vietnamese: "căn cứ bắt buộc thông báo"},
		people("total", "how many were to be told", "số người cần gửi"),
		people("sent", "of these, reached", "trong đó đã nhận được"),
		people("gone", "of these, whose chat cannot be reached any more", "trong đó không còn liên lạc được"),
		people("failed", "of these, where sending failed", "trong đó gửi không thành công"),
		people("stopped", "of these, not sent because the run was stopped", "trong đó không gửi vì đợt phát bị dừng"),
		people("waiting", "of these, not sent yet", "trong đó chưa gửi"),
		people("seen", "of these, who pressed “Đã xem”", "trong đó đã bấm “Đã xem”"),
		people("unreachable", "left out: their chat cannot be reached", "không gửi: không liên lạc được"),
		people("no_place", "left out: they have not said where they live", "không gửi: chưa cho biết nơi ở"),
		people("no_consent", "left out: they have not agreed to get notices", "không gửi: chưa đồng ý nhận tin"),
		people("opted_out", "left out: they want no more notices", "không gửi: đã dừng nhận tin"),
		people("topic_off", "left out: they do not want the topic", "không gửi: không chọn chủ đề này"),
		{Name: "neighbourhoods", Type: Text, English: "sent/total of each, as in “duong-hoa 12/13”; unknown are those who have not said where they live", Vietnamese: "đã gửi/cần gửi của từng tổ dân phố, như “duong-hoa 12/13”; unknown là người chưa cho biết nơi ở"},
	}
}

func announcementRows(ctx context.Context, w *ward.Ward, from, to law.Date, each func(...any) error) error {
	const base = 36 // in which announcements are numbered
	return w.AnnouncementRuns(ctx, from, to, func(r ward.RunRecord) error {
		failed := int64(0)
		for _, n := range r.Progress.Failed {
			failed += n
		}
		places := make([]string, len(r.Places))
		for i, p := range r.Places {
			places[i] = fmt.Sprintf("%s %d/%d", cmp.Or(p.Neighbourhood, "unknown"), p.Sent, p.Total)
		}
		n, p := r.Notice, r.Progress
		values := []any{
			strconv.FormatInt(r.AnnouncementID, base), moment(r.PlannedAt), moment(r.StartedAt), moment(r.EndedAt), string(r.State), oneLine(n.Title), n.Topic,
			strconv.FormatBool(n.Emergency), oneLine(n.Ground), r.Total, p.Sent, p.Gone, failed, p.Stopped, p.Waiting, p.Seen,
		}
		for _, why := range []ward.Exclusion{ward.Unreachable, ward.NoPlace, ward.NoConsent, ward.OptedOut, ward.TopicOff} {
			values = append(values, r.Excluded[why])
		}
		return each(append(values, strings.Join(places, "; "))...)
	})
}

// identifiedPetitions are petitions with who sent them and what they wrote.
func identifiedPetitions(ctx context.Context, w *ward.Ward, from, to law.Date, each func(...any) error) error {
	return w.Register(ctx, from, to, func(p ward.Petition) error {
		values := []any{
			string(p.Code), moment(p.ReceivedAt), string(p.Kind), p.Field, p.Neighbourhood, string(p.Status), p.Channel, p.DueOn.String(), p.DueRule,
		}
		if p.Kind == law.ToCao {
			return each(append(values, "", "", "", "", "")...)
		}
		c := p.Content
		words := strings.Join(strings.Fields(strings.Join([]string{c.Act, c.Respondent, c.What, c.Reason, c.Demand}, " ")), " ")
		return each(append(values, oneLine(c.Name), c.Phone, oneLine(c.Address), oneLine(c.Where), words)...)
	})
}
