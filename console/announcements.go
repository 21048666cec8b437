package console

import (
	"net/http"
	"strconv"

	"danbiet/viet"
	"danbiet/ward"
)

// noticesPage is the list of announcements.
type noticesPage struct {
	visit  *visit
	counts map[ward.AnnouncementState]int
	tab    noticeTab
	rows   []noticeRow
	page   int // from 1
	more   bool
	said   string
}

// noticeRow is an announcement in the list.
type noticeRow struct {
	ward.Announcement
	author, approver, topic string // names, "" for nobody
	audience, reach         string
	running                 ward.Progress // of the run under way; zero for none
}

// noticesPerPage is how many announcements a page of the list has.
const noticesPerPage = 20

// maxNoticePages bounds how far the list is turned.
const maxNoticePages = 500

// noticeSaid is what is said above the list after something was done.
var noticeSaid = map[string]string{
	"da-soan": "Đã tạo bản soạn của các thông báo được chọn. Xin mở từng bản, điền chỗ còn thiếu rồi gửi duyệt.",
}

func (d *desk) showNotices(v *visit) {
	q := v.r.URL.Query()
	p := noticesPage{visit: v, page: 1, said: noticeSaid[q.Get("viec")]}
	if n, err := strconv.Atoi(q.Get("trang")); err == nil && n > 1 && n <= maxNoticePages {
		p.page = n
	}
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		if p.counts, err = w.AnnouncementCounts(v.ctx()); err != nil {
			return err
		}
		p.tab = tabOf(q.Get("muc"), v.can(ward.MayApprove), p.counts)
		all, err := w.AnnouncementsIn(v.ctx(), p.tab.states, (p.page-1)*noticesPerPage, noticesPerPage+1)
		if err != nil {
			return err
		}
		if p.more = len(all) > noticesPerPage; p.more {
			all = all[:noticesPerPage]
		}
		names, err := namesOf(v, w)
		if err != nil {
			return err
		}
		for _, a := range all {
			row, err := rowOf(v, w, a, names)
			if err != nil {
				return err
			}
			p.rows = append(p.rows, row)
		}
		return nil
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	d.show(v, http.StatusOK, "Thông báo: "+p.tab.label, "thong-bao", noticesBody(p))
}

// rowOf is an announcement with the names of who has to do with it, and whom it has reached.
func rowOf(v *visit, w *ward.Ward, a ward.Announcement, names map[int64]string) (noticeRow, error) {
	r := noticeRow{Announcement: a, author: names[a.AuthorID], approver: names[a.ApproverID], audience: audienceWords(v.ward, a.Notice.Audience)}
	if t, ok := v.ward.Topic(a.Notice.Topic); ok {
		r.topic = t.Name
	}
	runs, err := w.Runs(v.ctx(), a.ID)
	if err != nil || len(runs) == 0 {
		return r, err
	}
	r.reach = "Đã phát " + strconv.Itoa(len(runs)) + " lần, lần gần nhất cho " + viet.Number(runs[0].Total) + " người"
	if runs[0].State == ward.RunRunning {
		r.running, err = w.Progress(v.ctx(), runs[0].ID)
	}
	return r, err
}

// noticeNumber writes an announcement's number as addresses carry it.
func noticeNumber(id int64) string { return strconv.FormatInt(id, 36) }

// noticeID is the announcement of the address, 0 for none.
func noticeID(v *visit) int64 {
	id, err := strconv.ParseInt(v.r.PathValue("id"), 36, 64)
	if err != nil {
		return 0
	}
	return id
}

// noticePath is the address of an announcement below the ward's console.
func noticePath(id int64) string { return "thong-bao/" + noticeNumber(id) }
