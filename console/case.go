package console

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/ward"
)

// casePage is all that the page of a case shows.
type casePage struct {
	visit   *visit
	c       ward.Case
	content ward.Content
	sees    bool // who sent it
	reached bool // its citizen is told of changes in their chat
	files   []ward.CaseFile
	events  []ward.PetitionEvent
	notes   []ward.Note
	staff   []ward.Staff
	similar []ward.Likeness
	replies []ward.ReplyTemplate // that are offered and that are not
	calls   []ward.Callback
	ratings []ward.Rating
	today   law.Date
	left    string // how far off the due date is
	now     time.Time
	typed   typed
}

func (d *desk) showCase(v *visit) { d.openCase(v, typed{}, http.StatusOK) }

// openCase shows a case, with what was typed into a form that was refused.
func (d *desk) openCase(v *visit, t typed, status int) {
	p, err := d.readCase(v)
	switch {
	case errors.Is(err, ward.ErrNoPetition):
		d.elsewhereKept(v)
	case err != nil:
		d.fail(v, err)
	default:
		if err := d.saw(v, ward.ActOpenedCase, string(p.c.Code), ""); err != nil {
			d.fail(v, err)
			return
		}
		p.typed = t
		if t.conflict {
			p.typed.meanwhile = p.since(t.openedAt())
		}
		d.show(v, status, "Hồ sơ "+string(p.c.Code), "ho-so", caseBody(p))
	}
}

// readCase reads the case of the address.
func (d *desk) readCase(v *visit) (*casePage, error) {
	code, ok := ward.ParseCode(v.r.PathValue("code"))
	if !ok {
		return nil, ward.ErrNoPetition
	}
	p := &casePage{visit: v}
	ctx := v.ctx()
	return p, d.House.Read(ctx, v.ward.Slug, func(w *ward.Ward) (err error) {
		if p.c, err = w.Case(ctx, code); err != nil {
			return err
		}
		p.today, p.now = w.Today(), w.Now()
		p.left = remaining(p.c, p.today, w.Calendar())
		if p.sees, err = d.sees(v, w, p.c); err != nil {
			return err
		}
		if p.reached, err = w.Reaches(ctx, p.c.Petition); err != nil {
			return err
		}
		if p.content, err = w.PetitionContent(ctx, p.c.ID); err != nil {
			return err
		}
		if p.files, err = w.CaseFiles(ctx, p.c.ID); err != nil {
			return err
		}
		if p.events, err = w.Timeline(ctx, p.c.ID); err != nil {
			return err
		}
		if p.notes, err = w.Notes(ctx, p.c.ID); err != nil {
			return err
		}
		if p.staff, err = w.Everybody(ctx); err != nil {
			return err
		}
		if p.calls, err = w.CallbacksOf(ctx, p.c.ID); err != nil {
			return err
		}
		if p.ratings, err = w.Ratings(ctx, p.c.ID); err != nil {
			return err
		}
		if p.replies, err = w.Replies(ctx); err != nil {
			return err
		}
		if v.can(ward.MayReceiveCases) {
			p.similar, err = w.Similar(ctx, p.c, p.content.What)
		}
		return err
	})
}

// joined are the codes of the cases that go on in this one.
func (p *casePage) joined() (codes []string) {
	for _, link := range ward.LinksOf(p.events) {
		if link.Kind == ward.LinkJoined {
			codes = append(codes, string(link.Code))
		}
	}
	return codes
}

// base is the address of the case.
func (p *casePage) base() string { return p.visit.path("ho-so/" + string(p.c.Code)) }

// who names one of the staff, and the citizen for nobody.
func (p *casePage) who(id int64) string {
	if id == 0 {
		return "Công dân"
	}
	if i := slices.IndexFunc(p.staff, func(s ward.Staff) bool { return s.ID == id }); i >= 0 {
		return p.staff[i].Name
	}
	return "Cán bộ"
}

// handlers are whom the case can be given to.
func (p *casePage) handlers() (all []ward.Staff) {
	for _, s := range p.staff {
		if !s.Disabled && s.Role.Can(ward.MayHandleCases) {
			all = append(all, s)
		}
	}
	return all
}

// steps are what the visitor may do with the case now, without the answer, which has a form of its own.
func (p *casePage) steps() (all []ward.Step) {
	for _, s := range p.c.Steps() {
		if s.To != ward.StatusAnswered && mayStep(p.visit, s.To) {
			all = append(all, s)
		}
	}
	return all
}

// answers reports whether the visitor may answer the case now.
func (p *casePage) answers() bool {
	return p.visit.can(ward.MayHandleCases) && slices.ContainsFunc(p.c.Steps(), func(s ward.Step) bool { return s.To == ward.StatusAnswered })
}

// merges reports whether the visitor may close the case as a duplicate: while it waits for an answer.
func (p *casePage) merges() bool {
	return p.visit.can(ward.MayReceiveCases) && p.c.Status.Open() && (p.c.Kind == law.KienNghi || p.c.Kind == law.PhanAnh)
}

// intake are the steps of whoever takes petitions in: until a case is accepted or looked into.
var intake = [...]ward.Status{
	ward.StatusRegistered, ward.StatusUnsigned, ward.StatusClassified, ward.StatusEligible, ward.StatusIneligible, ward.StatusGuided,
	ward.StatusTransferred, ward.StatusReturned, ward.StatusFiledAway, ward.StatusWithdrawn,
}

// mayStep reports whether the visitor may take a step: whoever takes petitions in, those of the intake; whoever works on
// them, every one, for in a small office it is one person.
func mayStep(v *visit, to ward.Status) bool {
	return v.can(ward.MayHandleCases) || v.can(ward.MayReceiveCases) && slices.Contains(intake[:], to)
}

// entry is a line of what was done to a case, by whom and when.
type entry struct {
	at        time.Time
	who, what string
}

// since are the entries of the timeline and the notes from a moment on.
func (p *casePage) since(from time.Time) (all []entry) {
	for _, e := range p.events {
		if e.At.After(from) {
			all = append(all, entry{e.At, p.who(e.StaffID), eventWords(e)})
		}
	}
	for _, n := range p.notes {
		if n.At.After(from) {
			all = append(all, entry{n.At, p.who(n.StaffID), noteWords(n)})
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return a.at.Compare(b.at) })
	return all
}

// opened is the moment at which the page was made, for its forms.
func (p *casePage) opened() string { return strconv.FormatInt(p.now.UnixMilli(), 10) }

func (p *casePage) version() string { return strconv.FormatInt(p.c.Version, 10) }

// flagged reports whether a flag's box is ticked: as it was typed, or as the case has it.
func (p *casePage) flagged(flag caseFlag) bool {
	if p.typed.form == "co" {
		return p.typed.values.Get(flag.name) != ""
	}
	f := p.c.Flags
	return *flag.of(&f)
}

// likeliest is the code of the likest case, "" where none is like this one.
func (p *casePage) likeliest() string {
	if len(p.similar) == 0 {
		return ""
	}
	return string(p.similar[0].Code)
}

// replying reports whether the form of the reply is open: it was typed into, or a letter was chosen.
func (p *casePage) replying() bool {
	_, chosen := p.chosen(ward.ReplyAnswer)
	return p.typed.form == "tra-loi" || chosen
}

// stepping reports whether the form of a step is open: it was typed into, or a letter was chosen for it.
func (p *casePage) stepping(to ward.Status) bool {
	_, chosen := p.chosen(ward.ReplySupplement)
	return p.typed.form == "buoc-"+string(to) || to == ward.StatusUnsigned && chosen
}

// lost is what was typed into a form that the page has no more, because the case has gone on: it is shown, to be copied.
func (p *casePage) lost() string {
	step, isStep := strings.CutPrefix(p.typed.form, "buoc-")
	switch {
	case p.typed.form == "tra-loi" && !p.answers():
		return p.typed.values.Get("noi-dung")
	case isStep && !slices.ContainsFunc(p.steps(), func(s ward.Step) bool { return string(s.To) == step }):
		return p.typed.values.Get("ly-do")
	}
	return ""
}
