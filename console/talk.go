package console

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"danbiet/viet"
	"danbiet/ward"
)

// maxReply is the longest reply in a talk, in letters: a telephone shows it whole.
const maxReply = 2000

// talkRow is a talk in the list.
type talkRow struct {
	ward.Talk
	first string // what the citizen has begun with
	taker string // who answers, "" for nobody yet
}

// callRow is a call that a citizen waits for.
type callRow struct {
	ward.Callback
	late   bool
	hidden bool // the phone: it tells who denounced, and is read on the page of the case
}

// called names a call for whoever hears the button: by its phone, or by its case where the phone is hidden.
func called(c callRow) string {
	if c.hidden {
		return "về hồ sơ " + string(c.Code)
	}
	if c.Said.Phone == "" {
		return c.Said.About
	}
	return viet.DisplayPhone(c.Said.Phone)
}

// talksPage is the list of talks and calls.
type talksPage struct {
	visit *visit
	talks []talkRow
	calls []callRow
}

// talkPage is one talk.
type talkPage struct {
	visit   *visit
	talk    ward.Talk
	said    []saidRow
	taker   string
	problem string
	typed   string
	files   []ward.FileLink // that the officer has brought along and not sent yet
	preview bool
}

// typedTalk is a form of a talk that comes back: refused, or to be looked at before it is sent.
type typedTalk struct {
	text, problem string
	files         []ward.FileLink
	preview       bool
}

// saidRow is one word of a talk, with whose it is.
type saidRow struct {
	ward.Said
	by    string // "Người dân" or the officer's name
	files []ward.File
}

func (d *desk) showTalks(v *visit) {
	page := talksPage{visit: v}
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		talks, err := w.TalksFor(v.ctx(), v.session.Staff)
		if err != nil {
			return err
		}
		names, err := namesOf(v, w)
		if err != nil {
			return err
		}
		for _, t := range talks {
			row := talkRow{Talk: t, taker: names[t.StaffID]}
			if len(t.Said) > 0 {
				row.first = t.Said[0].Text
			}
			page.talks = append(page.talks, row)
		}
		page.calls, err = d.callsFor(v, w)
		return err
	})
	if err == nil && len(page.talks)+len(page.calls) > 0 {
		err = d.saw(v, ward.ActOpenedList, listTalks, "")
	}
	if err != nil {
		d.fail(v, err)
		return
	}
	d.show(v, http.StatusOK, "Trò chuyện", "hoi-thoai", talksBody(page))
}

// callsFor are the calls that wait and that the visitor may make: those about a case whose sender they may know, for a phone
// tells who denounced, and those about none whose words are not reserved from them.
func (d *desk) callsFor(v *visit, w *ward.Ward) (rows []callRow, err error) {
	calls, err := w.Callbacks(v.ctx())
	if err != nil {
		return nil, err
	}
	for _, call := range calls {
		hidden := false
		if call.Code == "" {
			may, err := w.CallFor(v.ctx(), call, v.session.Staff)
			if err != nil {
				return nil, err
			}
			if !may {
				continue
			}
		} else {
			c, err := w.Case(v.ctx(), call.Code)
			if err != nil {
				return nil, err
			}
			sees, err := d.sees(v, w, c)
			if err != nil {
				return nil, err
			}
			if !sees && !unveils(v, c) {
				continue
			}
			hidden = !sees
		}
		rows = append(rows, callRow{call, w.Today().After(call.On), hidden})
	}
	return rows, nil
}

// namesOf are the names of the staff.
func namesOf(v *visit, w *ward.Ward) (map[int64]string, error) {
	all, err := w.Everybody(v.ctx())
	names := map[int64]string{}
	for _, s := range all {
		names[s.ID] = s.Name
	}
	return names, err
}

func (d *desk) showTalk(v *visit) { d.talk(v, typedTalk{}, http.StatusOK) }

// talk shows one talk, with what was typed and is not sent yet.
func (d *desk) talk(v *visit, t typedTalk, status int) {
	page := talkPage{visit: v, typed: t.text, problem: t.problem, files: t.files, preview: t.preview}
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		if page.talk, err = w.TalkFor(v.ctx(), talkID(v), v.session.Staff); err != nil {
			return err
		}
		names, err := namesOf(v, w)
		if err != nil {
			return err
		}
		page.taker = names[page.talk.StaffID]
		for _, s := range page.talk.Said {
			row := saidRow{Said: s, by: names[s.StaffID]}
			for _, id := range s.Files {
				f, err := w.OpenFile(v.ctx(), id)
				if err != nil {
					return err
				}
				f.Data = nil
				row.files = append(row.files, f)
			}
			page.said = append(page.said, row)
		}
		return nil
	})
	if err == nil {
		err = d.saw(v, ward.ActOpenedTalk, strconv.FormatInt(page.talk.ID, 10), "")
	}
	if d.lostWords(v, err, t.text) {
		return
	}
	d.show(v, status, "Trò chuyện với người dân", "hoi-thoai", talkBody(page))
}

func talkID(v *visit) int64 {
	id, err := strconv.ParseInt(v.r.PathValue("talk"), 10, 64)
	if err != nil {
		return 0 // no talk has it
	}
	return id
}

// lostTalk answers for an error, and reports whether there was one.
func (d *desk) lostTalk(v *visit, err error) bool {
	switch {
	case err == nil:
		return false
	case errors.Is(err, ward.ErrNoHandover), errors.Is(err, ward.ErrNoFile), errors.Is(err, ward.ErrNoCallback):
		d.missing(v)
	default:
		d.fail(v, err)
	}
	return true
}

// lostWords is lostTalk where something was typed: a talk may have become another's meanwhile, and the words are not lost with
// it. It says the same of a talk that is none.
func (d *desk) lostWords(v *visit, err error, typed string) bool {
	if typed == "" || !errors.Is(err, ward.ErrNoHandover) {
		return d.lostTalk(v, err)
	}
	d.show(v, http.StatusNotFound, "Không tìm thấy trang", "", talkGone(v, typed))
	return true
}

// endCall notes that a citizen was called. A call that the visitor may not make is none of theirs to end.
func (d *desk) endCall(v *visit) {
	id, err := strconv.ParseInt(v.r.PathValue("call"), 10, 64)
	if err != nil {
		d.missing(v)
		return
	}
	err = d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		calls, err := d.callsFor(v, w)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(calls, func(c callRow) bool { return c.ID == id }) {
			return ward.ErrNoCallback
		}
		return w.EndCallback(v.ctx(), id, v.session.Staff)
	})
	if d.lostTalk(v, err) {
		return
	}
	v.redirect("hoi-thoai#goi-lai")
}

// mine reports whether the visitor answers in the talk.
func (p talkPage) mine() bool { return p.talk.StaffID == p.visit.session.Staff.ID }

// whose says who answers in a talk of the list.
func (t talkRow) whose(v *visit) string {
	switch {
	case t.StaffID == v.session.Staff.ID:
		return "· ông/bà đang trả lời"
	case t.taker == "":
		return ""
	}
	return "· " + t.taker + " đã nhận nhưng chưa trả lời được, xin nhận thay"
}

// waitingFor is how long a talk has waited, in words.
func (t talkRow) waitingFor() string {
	if t.Waits {
		return "chờ trả lời từ " + clockAndDay(t.SaidAt)
	}
	return "đã trả lời, tin cuối " + clockAndDay(t.SaidAt)
}
