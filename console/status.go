package console

import (
	"context"
	"errors"
	"net/http"
	"time"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// statusView is the page on which a petition is looked up by its tracking code. It never holds what the citizen wrote:
// that takes the PIN, or the chat it came from.
type statusView struct {
	ward     *ward.Profile
	typed    string // what was asked for in vain, to be corrected
	problem  string // one sentence on why there is nothing to show
	petition *ward.Petition
	timeline []step
}

// step is an entry of a petition's timeline, without its note.
type step struct {
	at    time.Time
	label string
}

// maxCode is how much of a typed code is read, in runes.
const maxCode = 40

func (s *public) status(ctx context.Context, w *ward.Ward, r *http.Request) (answer, error) {
	view := statusView{ward: w.Profile}
	a := answer{title: "Tra cứu hồ sơ", section: "ho-so", private: true}
	typed, err := codeTyped(r)
	if err != nil {
		a.status, view.problem = http.StatusBadRequest, "Không đọc được mã hồ sơ ông/bà gửi. Xin nhập lại."
	} else if typed != "" {
		a.status, a.retry, err = s.lookUp(ctx, w, typed, s.visitor(r), &view)
		if err != nil {
			return a, err
		}
	}
	a.body = statusPage(view)
	return a, nil
}

// codeTyped is the code of the form, or of the address that a receipt's QR code holds.
func codeTyped(r *http.Request) (string, error) {
	if r.Method != http.MethodPost {
		return viet.Clean(r.URL.Query().Get("ma"), maxCode), nil
	}
	const largest = 4 << 10 // bytes: a code and its name are fewer than a hundred
	r.Body = http.MaxBytesReader(nil, r.Body, largest)
	if err := r.ParseForm(); err != nil {
		return "", err
	}
	return viet.Clean(r.PostForm.Get("ma"), maxCode), nil
}

// lookUp fills the view with the petition of a code, or with why there is none.
func (s *public) lookUp(ctx context.Context, w *ward.Ward, typed, visitor string, view *statusView) (status int, retry time.Duration, err error) {
	if ok, wait := s.limit.allow(visitor, w.Now()); !ok {
		view.problem = "Ông/bà đã tra cứu nhiều lần liên tiếp, xin thử lại sau một phút."
		return http.StatusTooManyRequests, wait.Round(time.Second) + time.Second, nil
	}
	view.typed = typed
	code, ok := ward.ParseCode(typed)
	if !ok {
		view.problem = "Mã hồ sơ chưa đúng, xin ông/bà kiểm tra lại từng chữ và số ghi trên giấy biên nhận."
		return http.StatusBadRequest, 0, nil
	}
	p, err := w.Petition(ctx, code)
	if errors.Is(err, ward.ErrNoPetition) {
		view.problem = "Không tìm thấy hồ sơ nào có mã này tại " + w.Profile.Short + "."
		return http.StatusNotFound, 0, nil
	}
	if err != nil {
		return 0, 0, err
	}
	events, err := w.Timeline(ctx, p.ID)
	if err != nil {
		return 0, 0, err
	}
	view.petition, view.typed = &p, ""
	for _, e := range events {
		view.timeline = append(view.timeline, step{at: e.At, label: stepLabel(w.Profile, e)})
	}
	return 0, 0, nil
}

// stepLabel names a step of a petition's life, and nothing of what was written with it.
func stepLabel(p *ward.Profile, e ward.PetitionEvent) string {
	switch e.Kind {
	case "filed":
		if e.Status == ward.StatusUnsigned {
			return capital(p.Unit()) + " nhận bản soạn sẵn, chờ đơn có chữ ký"
		}
		return "Gửi đến " + p.Unit() // as in the chat
	case "supplemented":
		return "Người gửi bổ sung tài liệu"
	case "withdrawn":
		return "Người gửi rút hồ sơ"
	case "replied":
		return "Người gửi viết thêm"
	case "reopened":
		return "Người gửi đề nghị xem xét lại"
	}
	return e.Status.Name()
}

// noTerm says why no date is promised.
func noTerm(p ward.Petition) string {
	switch {
	case p.Status == ward.StatusWithdrawn:
		return "Hồ sơ đã rút nên không còn thời hạn giải quyết."
	case p.Status == ward.StatusUnsigned:
		return "Thời hạn bắt đầu tính từ khi nhận được đơn có chữ ký hoặc điểm chỉ (Điều 8 Luật Khiếu nại 2011)."
	}
	return "Chưa xác định."
}

// onDay is a moment as people read it: "thứ Năm, 26/11/2026 lúc 08:15".
func onDay(t time.Time) string { return longDay(law.DateOf(t)) + " lúc " + viet.Clock(t) }
