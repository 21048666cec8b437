package console

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"danbiet/law"
	"danbiet/ward"
)

// confirmPage is what a change of the schedule would do to those who have booked, before it is made.
type confirmPage struct {
	visit *visit
	what  string
	month string // as in an address, "" for the present one
	rows  []ward.VisitNews
}

// changeSchedule changes the schedule, once whoever does it has seen how many booked slots it touches. Open cases are dated
// again where days off have changed.
func (d *desk) changeSchedule(v *visit, what, month string, change func(*ward.Ward) error) {
	if v.r.PostForm.Get("xac-nhan") == "" {
		rows, err := d.House.WouldReseat(v.ctx(), v.ward.Slug, change)
		if err == nil && len(rows) > 0 {
			err = d.saw(v, ward.ActOpenedList, listReception, bookedDays(rows))
		}
		if err != nil {
			d.refuseSchedule(v, err)
			return
		}
		if len(rows) > 0 {
			d.show(v, http.StatusOK, "Xác nhận thay đổi lịch", "lich-tiep", confirmBody(&confirmPage{visit: v, what: what, month: month, rows: rows}))
			return
		}
	}
	var done []ward.VisitNews
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		w.As(v.session.Staff)
		err := change(w)
		done = w.Reseated()
		return err
	})
	if err != nil {
		d.refuseSchedule(v, err)
		return
	}
	d.redate(v)
	values := url.Values{}
	if month != "" {
		values.Set("thang", month)
	}
	if len(done) > 0 {
		untold := untoldOf(done)
		values.Set("da-bao", strconv.Itoa(len(done)-untold))
		values.Set("can-goi", strconv.Itoa(untold))
	}
	if len(values) == 0 {
		v.redirect("lich-tiep")
		return
	}
	v.redirect("lich-tiep?" + values.Encode())
}

func untoldOf(all []ward.VisitNews) (n int) {
	for _, one := range all {
		if one.Untold {
			n++
		}
	}
	return n
}

// bookedDays are the first and the last day of some booked slots, as the log writes them.
func bookedDays(all []ward.VisitNews) string {
	byDay := func(a, b ward.VisitNews) int { return a.Was.Compare(b.Was) }
	first, last := slices.MinFunc(all, byDay).Was, slices.MaxFunc(all, byDay).Was
	if first == last {
		return first.String()
	}
	return first.String() + " " + last.String()
}

// toldWords say what came of a change for those who had booked, "" for nothing.
func toldWords(values url.Values) string {
	told, errTold := strconv.Atoi(values.Get("da-bao"))
	untold, errUntold := strconv.Atoi(values.Get("can-goi"))
	if errTold != nil || errUntold != nil || told < 0 || untold < 0 {
		return ""
	}
	text := fmt.Sprintf("Đã báo qua trò chuyện cho %d người đã đặt giờ.", told)
	if untold > 0 {
		text += fmt.Sprintf(" Còn %d người chưa báo được, cần gọi điện.", untold)
	}
	return text
}

// counts say how many booked slots a change touches.
func (p *confirmPage) counts() string {
	moved := 0
	for _, one := range p.rows {
		if one.Visit.State == ward.VisitBooked {
			moved++
		}
	}
	text := fmt.Sprintf("Thay đổi này ảnh hưởng đến %d giờ đã đặt: ", len(p.rows))
	switch lost := len(p.rows) - moved; {
	case lost == 0:
		text += "tất cả dời theo buổi tiếp."
	case moved == 0:
		text += "không giờ nào còn."
	default:
		text += fmt.Sprintf("%d giờ dời theo buổi tiếp, %d giờ không còn.", moved, lost)
	}
	if n := untoldOf(p.rows); n > 0 {
		text += fmt.Sprintf(" %d người không báo được qua trò chuyện và được đưa vào danh sách cần gọi lại.", n)
	}
	return text
}

// slotWas is the slot as it was booked.
func slotWas(n ward.VisitNews) string {
	return n.Visit.Slot + ", " + longDay(n.Was) + ", " + n.Visit.Who
}

// slotNow is what becomes of it.
func slotNow(n ward.VisitNews) string {
	becomes := "không còn"
	if n.Visit.State == ward.VisitBooked {
		becomes = "dời sang " + longDay(n.Visit.Day) + ", cùng giờ"
	}
	if n.Untold {
		return becomes + "; cần gọi điện báo"
	}
	return becomes + "; được báo qua trò chuyện"
}

// whoBooked names whoever booked, unless they denounce.
func (p *confirmPage) whoBooked(n ward.VisitNews) string {
	return visitorName(visitRow{n.Visit, n.Visit.Kind == law.ToCao && n.Visit.StaffID != p.visit.session.Staff.ID})
}
