package console

import (
	"errors"

	"danbiet/ward"
)

// printPoster sends the poster of an announcement that was approved.
func (d *desk) printPoster(v *visit) {
	d.printNotice(v, "to-roi", func(w *ward.Ward, a ward.Announcement) ([]byte, error) {
		address := ""
		if d.Notices.Address != nil {
			address = d.Notices.Address(v.ward.Slug, a.ID)
		}
		return w.NoticePoster(a, d.Notices.words(a.Notice.Text), address)
	})
}

// printScript sends what the loudspeaker's reader gets.
func (d *desk) printScript(v *visit) {
	d.printNotice(v, "loi-doc-loa", func(w *ward.Ward, a ward.Announcement) ([]byte, error) {
		spoken := a.Notice.Text
		if d.Notices.Spoken != nil {
			spoken = d.Notices.Spoken(w.Profile, a)
		}
		return w.NoticeScript(a, spoken)
	})
}

func (d *desk) printNotice(v *visit, name string, draw func(*ward.Ward, ward.Announcement) ([]byte, error)) {
	var pdf []byte
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		a, err := w.Announcement(v.ctx(), noticeID(v))
		if err != nil {
			return err
		}
		if p := (&noticePage{a: a}); !p.printable() {
			return ward.ErrNoAnnouncement
		}
		pdf, err = draw(w, a)
		return err
	})
	switch {
	case errors.Is(err, ward.ErrNoAnnouncement):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	default:
		h := v.w.Header()
		h.Set("Content-Type", "application/pdf")
		h.Set("Content-Disposition", `attachment; filename="`+name+"-"+noticeNumber(noticeID(v))+`.pdf"`)
		_, _ = v.w.Write(pdf) // the reader has gone: nobody to tell
	}
}
