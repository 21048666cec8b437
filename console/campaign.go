package console

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// campaignPage is the plan of a piece of public work with dates that the law counts, and the notices that it suggests.
type campaignPage struct {
	visit    *visit
	values   url.Values
	campaign law.Campaign
	plan     *law.CampaignPlan // nil while nothing was asked for
	fields   []law.NoticeField // the gaps of all its notices
	problem  string
	field    string // that the problem is about
	today    law.Date
}

// maxGap is how much is typed into a gap of a notice, in runes.
const maxGap = 200

func (p *campaignPage) value(field string) string { return p.values.Get(field) }

// filled are the values of the gaps; a gap that is left has its name in braces, for whoever completes the draft.
func (p *campaignPage) filled() map[string]string {
	all := map[string]string{}
	for _, f := range p.fields {
		name, _, _ := strings.Cut(f.Label, ",")
		all[f.Name] = cmp.Or(strings.Join(strings.Fields(viet.Clean(p.gapValue(f.Name), maxGap)), " "), "{"+name+"}")
	}
	return all
}

// gapValue is what stands in the field of a gap.
func (p *campaignPage) gapValue(name string) string {
	if typed, ok := p.values["o-"+name]; ok {
		return typed[0]
	}
	if name == "ten_phuong" {
		return p.visit.ward.Short
	}
	return ""
}

// ticked reports whether a step's notice is chosen: all are, until somebody has chosen.
func (p *campaignPage) ticked(step law.StepID) bool {
	return !p.values.Has("da-chon") || slices.Contains(p.values["buoc"], string(step))
}

// topic is the one that is chosen, or the one that such a campaign usually has.
func (p *campaignPage) topic() string {
	if t := p.value("chu-de"); t != "" {
		return t
	}
	usual := map[law.CampaignKind]string{
		law.CampaignLeader: "bau-cu-hop-dan", law.CampaignElection: "bau-cu-hop-dan", law.CampaignHealth: "y-te-giao-duc",
		law.CampaignMilitaryExam: "nghia-vu-quan-su", law.CampaignMilitaryCall: "nghia-vu-quan-su",
	}[p.campaign.Kind]
	if _, ok := p.visit.ward.Topic(usual); ok {
		return usual
	}
	return ""
}

// notices counts the notices of the plan.
func (p *campaignPage) notices() (n int) {
	for _, s := range p.plan.Steps {
		if s.Notice != nil {
			n++
		}
	}
	return n
}

func (d *desk) showCampaign(v *visit) {
	p := &campaignPage{visit: v, values: v.r.URL.Query()}
	if err := d.planCampaign(v, p); err != nil {
		d.fail(v, err)
		return
	}
	status := http.StatusOK
	if p.problem != "" {
		status = http.StatusUnprocessableEntity
	}
	d.show(v, status, "Lập kế hoạch theo luật", "thong-bao", campaignBody(p))
}

// planCampaign plans what the form asks for; what it lacks stands at its field.
func (d *desk) planCampaign(v *visit, p *campaignPage) error {
	return d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		p.today = w.Today()
		if p.value("loai") == "" {
			return nil
		}
		p.campaign = law.Campaign{Kind: law.CampaignKind(p.value("loai")), Today: p.today}
		var err error
		if p.campaign.Day, err = typedDate(p.value("ngay")); err != nil || p.campaign.Day.IsZero() {
			p.problem, p.field = "Xin ghi ngày như 24/11/2026.", "ngay"
			return nil
		}
		if p.campaign.Act, err = typedDate(p.value("ban-hanh")); err != nil {
			p.problem, p.field = "Xin ghi ngày như 24/11/2026, hoặc để trống.", "ban-hanh"
			return nil
		}
		groups := law.DisclosureGroups()
		if n, err := strconv.Atoi(p.value("nhom")); err == nil && n >= 1 && n <= len(groups) {
			p.campaign.Group = groups[n-1]
		}
		plan, err := law.PlanCampaign(p.campaign, w.Calendar())
		switch {
		case errors.Is(err, law.ErrNoRule):
			p.problem, p.field = "Chưa có quy định áp dụng cho ngày này trong chương trình. Xin kiểm tra lại ngày.", "ngay"
		case errors.Is(err, law.ErrNoGroup):
			p.problem, p.field = "Xin chọn nhóm nội dung công khai.", "nhom"
		case errors.Is(err, law.ErrNoCampaign):
			p.problem, p.field = "Xin chọn loại việc.", "loai"
		case err != nil:
			return err
		default:
			p.plan, p.fields = &plan, gapsOf(plan)
		}
		return nil
	})
}

// gapsOf are the gaps of all notices of a plan, each once.
func gapsOf(plan law.CampaignPlan) (fields []law.NoticeField) {
	for _, s := range plan.Steps {
		if s.Notice == nil {
			continue
		}
		for _, f := range s.Notice.Fields {
			if !slices.Contains(fields, f) {
				fields = append(fields, f)
			}
		}
	}
	return fields
}

// draftCampaign makes drafts of the notices that were chosen.
func (d *desk) draftCampaign(v *visit) {
	if err := v.r.ParseForm(); err != nil {
		v.redirect("thong-bao/chien-dich")
		return
	}
	p := &campaignPage{visit: v, values: v.r.PostForm}
	err := d.planCampaign(v, p)
	if err == nil && p.plan != nil {
		err = d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error { return p.draft(w) })
	}
	switch {
	case errors.Is(err, errRefused), err == nil && p.plan == nil:
		d.show(v, http.StatusUnprocessableEntity, "Lập kế hoạch theo luật", "thong-bao", campaignBody(p))
	case err != nil:
		d.fail(v, err)
	default:
		v.redirect("thong-bao?muc=soan&viec=da-soan")
	}
}

func (p *campaignPage) draft(w *ward.Ward) error {
	if _, ok := w.Profile.Topic(p.topic()); !ok {
		p.problem, p.field = "Xin chọn chủ đề của các thông báo.", "chu-de"
		return errRefused
	}
	made := 0
	for _, step := range p.plan.Steps {
		if step.Notice == nil || !slices.Contains(p.values["buoc"], string(step.ID)) {
			continue
		}
		title, text, _ := step.Notice.Fill(p.filled())
		n := ward.Notice{Title: title, Text: text, Topic: p.topic(), Plan: planOf(*step.Notice, w.Today())}
		if _, err := w.Compose(p.visit.ctx(), p.visit.session.Staff, n); err != nil {
			return err
		}
		made++
	}
	if made == 0 {
		p.problem, p.field = "Xin chọn ít nhất một thông báo.", "buoc"
		return errRefused
	}
	return nil
}

// planOf is when a suggested notice goes out: what of its span is still to come, or at once when all of it has passed.
func planOf(n law.PublicNotice, today law.Date) ward.Plan {
	if n.To.Before(today) {
		return ward.Plan{Soon: true}
	}
	from := n.From
	if from.Before(today) {
		from = today
	}
	return ward.Plan{From: from, To: n.To, Times: slices.Clone(n.Times)}
}

// verdictWords are how a step stands, and whether that is alarming.
func verdictWords(s law.CampaignStep) (words string, late bool) {
	return capital(s.Reason), s.Verdict == law.TooLate
}
