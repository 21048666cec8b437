package console

import (
	"fmt"

	"danbiet/law"
	"danbiet/ward"
)

// viewNames are the inbox's parts as people read them.
var viewNames = [...]struct {
	view  ward.View
	label string
	empty string // said when it holds nothing
}{
	{ward.ViewNew, "Mới", "Không có hồ sơ mới. Hồ sơ người dân vừa gửi sẽ hiện ở đây."},
	{ward.ViewMine, "Của tôi", "Ông/bà không có hồ sơ nào đang xử lý. Hồ sơ được giao cho ông/bà sẽ hiện ở đây."},
	{ward.ViewDueSoon, "Sắp đến hạn", "Không có hồ sơ nào đến hạn trong ba ngày tới."},
	{ward.ViewOverdue, "Quá hạn", "Không có hồ sơ nào quá hạn."},
	{ward.ViewWaiting, "Chờ người dân", "Không có hồ sơ nào chờ người dân ký hoặc bổ sung."},
	{ward.ViewAll, "Tất cả", "Phường chưa nhận hồ sơ nào. Hồ sơ gửi qua trò chuyện hoặc ghi tại quầy sẽ hiện ở đây."},
}

func viewName(v ward.View) string {
	for _, n := range viewNames {
		if n.view == v {
			return n.label
		}
	}
	return string(v)
}

func viewEmpty(v ward.View) string {
	for _, n := range viewNames {
		if n.view == v {
			return n.empty
		}
	}
	return ""
}

// channels are the ways on which a petition comes: as the database names them, and as people do.
var channels = [...][2]string{{"web", "Trò chuyện trên web"}, {"telegram", "Telegram"}, {"zalo", "Zalo"}, {"terminal", "Dòng lệnh"}, {ward.ChannelPaper, "Đơn giấy"}, {ward.ChannelPhone, "Điện thoại"}}

// burning is how much a case presses: a class of the style sheet.
type burning string

const (
	burnsLate burning = "late" // the term is over
	burnsSoon burning = "soon" // as ward.ViewDueSoon
	burnsCalm burning = "calm"
	burnsRest burning = "rest" // no term runs
	burnsDone burning = "done" // closed
)

// dueWords tells how long an officer has for a case: a term that runs in working days, one that is over in days.
func dueWords(c ward.Case, today law.Date, cal *law.Calendar) (words string, how burning) {
	switch {
	case !c.ClosedAt.IsZero():
		return "xong " + law.DateOf(c.ClosedAt).Vietnamese(), burnsDone
	case c.DueOn.IsZero() && c.Status == ward.StatusUnsigned:
		return "chờ người dân bổ sung", burnsRest
	case c.DueOn.IsZero():
		return "không tính hạn", burnsRest
	case c.Overdue(today):
		return fmt.Sprintf("quá hạn %d ngày", today.Sub(c.DueOn)), burnsLate
	case c.DueOn == today:
		return "đến hạn hôm nay", burnsSoon
	}
	how = burnsCalm
	if c.DueOn.Sub(today) <= ward.SoonDays {
		how = burnsSoon
	}
	if n := cal.WorkingDaysBetween(today, c.DueOn); n > 0 {
		return fmt.Sprintf("còn %d ngày làm việc", n), how
	}
	return fmt.Sprintf("còn %d ngày", c.DueOn.Sub(today)), how
}
