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

// The buttons of a talk.
const (
	talkTake    = "nhan"
	talkRelease = "tra-lai"
	talkReserve = "giu-kin"
	talkEnd     = "ket-thuc"
	talkPreview = "xem"
	talkDrop    = "bo:" // a file, whose id stands behind it
)

// actInTalk replies, takes, gives back, reserves or ends.
func (d *desk) actInTalk(v *visit) {
	in, err := v.receive() // first: what was typed is given back where the talk is another's by now
	if err != nil {
		d.talk(v, typedTalk{problem: "Tin dài quá nên chưa gửi được. Xin rút ngắn rồi gửi lại."}, http.StatusUnprocessableEntity)
		return
	}
	err = d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		_, err := w.TalkFor(v.ctx(), talkID(v), v.session.Staff)
		return err
	})
	if d.lostWords(v, err, wordsIn(in)) {
		return
	}
	switch act := in.values.Get("viec"); act {
	case talkTake, talkRelease, talkReserve, talkEnd:
		d.passTalk(v, act, in)
	default:
		d.replyInTalk(v, in)
	}
}

// wordsIn are the words of a form of a talk.
func wordsIn(in incoming) string {
	return strings.TrimSpace(viet.Clean(in.values.Get("loi"), maxReply+1))
}

// typedIn is what a form of a talk brings along, its files kept.
func (d *desk) typedIn(v *visit, in *incoming) (t typedTalk, err error) {
	t.text = wordsIn(*in)
	t.files, err = d.keepFiles(v, in, nil)
	t.problem = in.problem
	return t, err
}

// passTalk does what a button without words says. Words that were typed already stay in the form, also of a talk that it ends.
func (d *desk) passTalk(v *visit, act string, in incoming) {
	id, by := talkID(v), v.session.Staff
	t, err := d.typedIn(v, &in)
	if err != nil {
		d.fail(v, err)
		return
	}
	err = d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		switch act {
		case talkTake:
			return w.TakeHandover(v.ctx(), id, by)
		case talkRelease:
			return w.ReleaseHandover(v.ctx(), id, by)
		case talkReserve:
			return w.ReserveHandover(v.ctx(), id, by)
		}
		return w.EndHandover(v.ctx(), id, by)
	})
	switch {
	case d.lostWords(v, err, t.text):
	case act == talkRelease, act == talkReserve: // it may be another's from here on
		v.redirect("hoi-thoai")
	case t.text != "" || len(t.files) > 0:
		d.talk(v, t, http.StatusOK)
	default:
		v.redirect("hoi-thoai/" + strconv.FormatInt(id, 10) + "#cuoi")
	}
}

// replyInTalk sends words and files, or shows them first.
func (d *desk) replyInTalk(v *visit, in incoming) {
	act := in.values.Get("viec")
	t, err := d.typedIn(v, &in)
	if err != nil {
		d.fail(v, err)
		return
	}
	if t.problem == "" {
		t.problem = replyProblem(t, strings.HasPrefix(act, talkDrop))
	}
	switch {
	case t.problem != "":
		d.talk(v, t, http.StatusUnprocessableEntity)
	case act == talkPreview, strings.HasPrefix(act, talkDrop):
		t.preview = t.text != "" || len(t.files) > 0
		d.talk(v, t, http.StatusOK)
	default:
		d.sendInTalk(v, t)
	}
}

// sendInTalk sends what was typed and brought along.
func (d *desk) sendInTalk(v *visit, t typedTalk) {
	id := talkID(v)
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		files := make([]ward.File, 0, len(t.files))
		for _, link := range t.files {
			f, err := w.OpenFile(v.ctx(), link.ID)
			if err != nil {
				return err
			}
			files = append(files, f)
		}
		return w.AnswerHandover(v.ctx(), id, t.text, v.session.Staff, files...)
	})
	if errors.Is(err, ward.ErrNoHandover) {
		t.problem = "Trò chuyện đã kết thúc nên tin này chưa được gửi."
		d.talk(v, t, http.StatusConflict)
		return
	}
	if !d.lostTalk(v, err) {
		v.redirect("hoi-thoai/" + strconv.FormatInt(id, 10) + "#cuoi")
	}
}

// replyProblem says what is wrong with a reply, "" for nothing. Whoever has just taken a file away may have nothing left.
func replyProblem(t typedTalk, dropped bool) string {
	switch {
	case t.text == "" && len(t.files) == 0 && !dropped:
		return "Xin viết nội dung hoặc chọn tệp trước khi gửi."
	case len([]rune(t.text)) > maxReply:
		return "Tin dài quá 2.000 ký tự nên chưa gửi. Xin rút ngắn hoặc chia làm hai tin."
	}
	return ""
}

// showTalkFile sends a file of this talk, or one that the officer has brought along to send. Pictures are shown; all else is
// saved.
func (d *desk) showTalkFile(v *visit) {
	var f ward.File
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		t, err := w.TalkFor(v.ctx(), talkID(v), v.session.Staff)
		if err != nil {
			return err
		}
		f, err = w.OpenFile(v.ctx(), v.r.PathValue("file"))
		if err == nil && f.Owner != deskOwner(v.session.Staff) && !slices.ContainsFunc(t.Said, func(s ward.Said) bool { return slices.Contains(s.Files, f.ID) }) {
			err = ward.ErrNoFile
		}
		return err
	})
	if err == nil && f.Owner != deskOwner(v.session.Staff) {
		err = d.saw(v, ward.ActOpenedFile, strconv.FormatInt(talkID(v), 10), f.ID)
	}
	if !d.lostTalk(v, err) {
		sendFile(v.w, f)
	}
}
