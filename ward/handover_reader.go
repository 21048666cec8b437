package ward

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"danbiet/law"
	"danbiet/viet"
)

// A talk belongs to the officer who has taken it; nobody else reads it. One that nobody has taken waits for anyone. What
// is said in it may be about whoever works at the ward: a talk that denounces somebody, or that names a leader, is reserved
// for those who take petitions in and approve nothing, and is never open to an officer whom it names (Luật Tố cáo 2018,
// Điều 8: nobody may disclose who denounced).

// Talk is a Handover with what was said in it, for an officer who may read it.
type Talk struct {
	Handover
	Said     []Said // oldest first, without marks that say nothing
	Reserved bool
	Free     bool // it waits for anyone who may read it
}

// How long a citizen waits for the officer who has taken their talk before anyone may take it over: a half day of office
// hours, or a day and a night where the ward has published none.
const (
	neglectedAfter  = 4 * time.Hour // of working time
	neglectedAtMost = 24 * time.Hour
)

// TalksFor lists the talks that go on and that an officer may read, in the order of Handovers.
func (w *Ward) TalksFor(ctx context.Context, by Staff) ([]Talk, error) {
	all, err := w.Handovers(ctx)
	if err != nil {
		return nil, err
	}
	var open []Talk
	for _, h := range all {
		t, may, err := w.talkFor(ctx, h, by)
		if err != nil {
			return nil, err
		}
		if may {
			open = append(open, t)
		}
	}
	return open, nil
}

// TalksForNobody is how many talks go on that are reserved and that nobody who works at the desk may read.
func (w *Ward) TalksForNobody(ctx context.Context) (n int, err error) {
	all, err := w.Handovers(ctx)
	if err != nil {
		return 0, err
	}
	everybody, err := w.Everybody(ctx)
	if err != nil {
		return 0, err
	}
	for _, h := range all {
		read, reserved := false, false
		for _, s := range append([]Staff{{}}, everybody...) { // nobody first: to know whether it is reserved
			t, may, err := w.talkFor(ctx, h, s)
			if err != nil {
				return 0, err
			}
			reserved, read = t.Reserved, read || may && !s.Disabled && s.Role.Can(MayTalk)
		}
		if reserved && !read {
			n++
		}
	}
	return n, nil
}

// TalkFor finds a talk for an officer, also one that is over; ErrNoHandover for whoever may not read it.
func (w *Ward) TalkFor(ctx context.Context, id int64, by Staff) (Talk, error) {
	h, err := w.Handover(ctx, id)
	if err != nil {
		return Talk{}, err
	}
	t, may, err := w.talkFor(ctx, h, by)
	if err == nil && !may {
		err = ErrNoHandover
	}
	return t, err
}

func (w *Ward) talkFor(ctx context.Context, h Handover, by Staff) (t Talk, may bool, err error) {
	t.Handover = h
	if t.Said, err = w.SaidIn(ctx, h.ID); err != nil {
		return t, false, err
	}
	t.Reserved = slices.ContainsFunc(t.Said, func(s Said) bool { return s.Reserved })
	taker := Staff{}
	if h.StaffID != 0 {
		if taker, err = w.staff(ctx, h.StaffID); err != nil && !errors.Is(err, ErrNoStaff) {
			return t, false, err
		}
	}
	t.Free = h.StaffID == 0 || taker.Disabled || t.concerns(taker) || w.neglected(h)
	switch {
	case t.concerns(by):
	case h.StaffID == by.ID && h.StaffID != 0:
		may = true
	default:
		may = t.Free && (!t.Reserved || mayKeep(by))
	}
	t.Said = slices.DeleteFunc(t.Said, func(s Said) bool { return s.Text == "" && len(s.Files) == 0 })
	return t, may, nil
}

// neglected reports whether a citizen has waited for the officer of their talk for so long that another may take over.
func (w *Ward) neglected(h Handover) bool {
	now := w.Now()
	return h.Waits && h.EndedAt.IsZero() &&
		(now.Sub(h.SaidAt) >= neglectedAtMost || w.Profile.WorkingTime(w.Calendar(), h.SaidAt, now) >= neglectedAfter)
}

// concerns reports whether a reserved talk may be about somebody: about every leader, and about whoever it names.
func (t Talk) concerns(s Staff) bool {
	return t.Reserved && (s.Role.Approves() || slices.ContainsFunc(t.Said, func(one Said) bool { return one.StaffID == 0 && names(one.Text, s.Name) }))
}

// confiding are words that denounce somebody or name a leader, folded.
var confiding = []string{
	"to cao", "to giac", "hoi lo", "tham nhung", "tham o", "lot tay", "nhan tien cua", "can bo nhan tien", "cong chuc nhan tien", "an chan", "bien thu", "nhung nhieu",
	"hach dich", "vu loi", "chu tich", "lanh dao", "denounce", "corruption", "bribe", "chairman", "chairwoman", "chairperson",
}

// confidingMarked are others of which the marks count where somebody has typed any: “bị thu hồi đất” names no “bí thư”, and
// “thông báo kế hoạch” no “bảo kê”.
var confidingMarked = []string{"bí thư", "bảo kê", "lạm quyền", "vòi vĩnh"}

// confides reports whether words are among those.
func confides(text string) bool {
	folded := " " + strings.Join(viet.Words(text), " ") + " "
	if slices.ContainsFunc(confiding, func(words string) bool { return strings.Contains(folded, " "+words+" ") }) {
		return true
	}
	typed := strings.Join(lettered(text), " ")
	marked := typed != viet.Fold(typed)
	return slices.ContainsFunc(confidingMarked, func(words string) bool {
		return strings.Contains(" "+typed+" ", " "+words+" ") || !marked && strings.Contains(folded, " "+viet.Fold(words)+" ")
	})
}

// lettered are the words of a text as they were typed, in small letters.
func lettered(text string) []string {
	return strings.FieldsFunc(strings.ToLower(viet.NFC(text)), func(r rune) bool { return !unicode.IsLetter(r) })
}

// codeTyped is what may be the code of a case in the middle of words.
var codeTyped = regexp.MustCompile(`(?i)\bHS[-. ]?[0-9A-Z]{4}[-. ]?[0-9A-Z]{5}\b`)

// Confides reports whether words are for those who take petitions in alone: they denounce somebody, name one of the ward's
// leaders, or the code of a denunciation. A word too many only makes fewer officers answer.
func (w *Ward) Confides(ctx context.Context, text string) (bool, error) {
	if confides(text) || slices.ContainsFunc(w.Profile.Officials, func(o Official) bool { return names(text, o.Name) }) {
		return true, nil
	}
	for _, typed := range codeTyped.FindAllString(text, -1) {
		code, ok := ParseCode(typed)
		if !ok {
			continue
		}
		var found bool
		err := w.tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM petition WHERE ward_id = $1 AND code = $2 AND (kind = $3 OR about_leader > 0))`,
			w.ID, string(code), string(law.ToCao)).Scan(&found)
		if err != nil {
			return false, fmt.Errorf("look for a denunciation: %w", err)
		}
		if found {
			return true, nil
		}
	}
	return false, nil
}

// addressed are the words before a given name alone: "ông Cẩn".
var addressed = []string{"ông", "bà", "anh", "chị", "cô", "chú", "đồng chí", "cán bộ", "công chức", "mr", "mrs", "ms"}

// names reports whether words name somebody: by the whole name, or by the given name as people are addressed. Marks of a
// name count for nothing, those of the word before it only where it has some: “có hóa đơn” names no “cô Hoa”. Nobody is
// named by a name of one word.
func names(text, name string) bool {
	parts := viet.Words(name)
	if len(parts) < 2 {
		return false
	}
	folded := " " + strings.Join(viet.Words(text), " ") + " "
	if strings.Contains(folded, " "+strings.Join(parts, " ")+" ") {
		return true
	}
	return namesGiven(lettered(text), parts[len(parts)-1])
}

// namesGiven reports whether a given name, folded, stands behind a word by which people are addressed.
func namesGiven(typed []string, given string) bool {
	for i, word := range typed {
		if viet.Fold(word) != given {
			continue
		}
		before := " " + strings.Join(typed[:i], " ")
		if slices.ContainsFunc(addressed, func(a string) bool {
			return strings.HasSuffix(before, " "+a) || strings.HasSuffix(before, " "+viet.Fold(a))
		}) {
			return true
		}
	}
	return false
}

// CallFor reports whether an officer may read a call that is about no case: its words are reserved as those of a talk are.
func (w *Ward) CallFor(ctx context.Context, cb Callback, by Staff) (bool, error) {
	reserved, err := w.Confides(ctx, cb.Said.About)
	if err != nil || !reserved {
		return err == nil, err
	}
	return mayKeep(by) && !names(cb.Said.About, by.Name), nil
}
