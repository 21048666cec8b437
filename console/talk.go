package console

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

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

func (d *desk) showTalk(v *visit) { d.talk(v, "", "", http.StatusOK) }

// talk shows one talk, with what was typed where it was refused.
func (d *desk) talk(v *visit, typed, problem string, status int) {
	page := talkPage{visit: v, typed: typed, problem: problem}
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
	if d.lostTalk(v, err) {
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

// actInTalk replies, takes or ends.
func (d *desk) actInTalk(v *visit) {
	if err := v.r.ParseForm(); err != nil {
		d.talk(v, "", "Tin dài quá nên chưa gửi được. Xin rút ngắn rồi gửi lại.", http.StatusUnprocessableEntity)
		return
	}
	id, by := talkID(v), v.session.Staff
	text := strings.TrimSpace(viet.Clean(v.r.PostForm.Get("loi"), maxReply+1))
	act := v.r.PostForm.Get("viec")
	if problem := replyProblem(act, text); problem != "" {
		d.talk(v, text, problem, http.StatusUnprocessableEntity)
		return
	}
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		switch act {
		case "nhan":
			return w.TakeHandover(v.ctx(), id, by)
		case "tra-lai":
			return w.ReleaseHandover(v.ctx(), id, by)
		case "giu-kin":
			return w.ReserveHandover(v.ctx(), id, by)
		case "ket-thuc":
			return w.EndHandover(v.ctx(), id, by)
		}
		return w.AnswerHandover(v.ctx(), id, text, by)
	})
	if errors.Is(err, ward.ErrNoHandover) {
		d.talk(v, text, "Trò chuyện đã kết thúc nên tin này chưa được gửi.", http.StatusConflict)
		return
	}
	if d.lostTalk(v, err) {
		return
	}
	if act == "tra-lai" || act == "giu-kin" { // it may be another's from here on
		v.redirect("hoi-thoai")
		return
	}
	v.redirect("hoi-thoai/" + strconv.FormatInt(id, 10) + "#cuoi")
}

// replyProblem says what is wrong with a form, "" for nothing.
func replyProblem(act, text string) string {
	switch {
	case slices.Contains([]string{"nhan", "ket-thuc", "tra-lai", "giu-kin"}, act):
		return ""
	case text == "":
		return "Xin viết nội dung trước khi gửi."
	case len([]rune(text)) > maxReply:
		return "Tin dài quá 2.000 ký tự nên chưa gửi. Xin rút ngắn hoặc chia làm hai tin."
	}
	return ""
}

// showTalkFile sends a file that was sent in this talk. Pictures are shown; all else is saved.
func (d *desk) showTalkFile(v *visit) {
	var f ward.File
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		t, err := w.TalkFor(v.ctx(), talkID(v), v.session.Staff)
		if err != nil {
			return err
		}
		file := v.r.PathValue("file")
		if !slices.ContainsFunc(t.Said, func(s ward.Said) bool { return slices.Contains(s.Files, file) }) {
			return ward.ErrNoFile
		}
		f, err = w.OpenFile(v.ctx(), file)
		return err
	})
	if err == nil {
		err = d.saw(v, ward.ActOpenedFile, strconv.FormatInt(talkID(v), 10), f.ID)
	}
	if d.lostTalk(v, err) {
		return
	}
	sendFile(v.w, f)
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
