package law

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestANoticeIsCompletedByItsFields(t *testing.T) {
	s, _ := plan(t, Campaign{Kind: CampaignLeader, Day: MustDate("2024-03-17")}).Step(StepLeaderNotice)
	n := s.Notice
	if n.From != MustDate("2024-03-15") || n.To != MustDate("2024-03-16") || n.Verbatim {
		t.Errorf("%+v", n)
	}
	if diff := cmp.Diff([]string{"06:30", "17:00"}, n.Times); diff != "" {
		t.Error(diff)
	}
	values := map[string]string{
		"ten_phuong": "phường Minh Đức", "to_dan_pho": "Tổ dân phố số 1", "gio": "07 giờ 30",
		"dia_diem": "nhà văn hóa {gio}", "khong_co": "x",
	}
	title, text, missing := n.Fill(values)
	if title != "Mời họp bầu tổ trưởng Tổ dân phố số 1" || len(missing) != 0 {
		t.Errorf("%q, missing %v", title, missing)
	}
	want := "Ủy ban nhân dân phường Minh Đức kính mời đại diện các hộ gia đình Tổ dân phố số 1 dự họp bầu tổ trưởng " +
		"vào 07 giờ 30, Chủ nhật, ngày 17/03/2024, tại nhà văn hóa {gio}. Kính mong ông/bà dự họp đầy đủ, đúng giờ. Xin cảm ơn."
	if text != want {
		t.Errorf("got  %q\nwant %q", text, want)
	}
	values["gio"] = " "
	if _, text, missing = n.Fill(values); len(missing) != 1 || missing[0].Name != "gio" || !strings.Contains(text, "vào {gio}") {
		t.Errorf("missing %v in %q", missing, text)
	}
}

func TestElectionNoticesAreReadAsApproved(t *testing.T) {
	p := plan(t, Campaign{Kind: CampaignElection, Day: MustDate("2026-03-15")})
	for _, s := range p.Steps {
		if s.Notice != nil && !s.Notice.Verbatim {
			t.Errorf("%s may be reworded", s.ID)
		}
	}
	s, _ := p.Step(StepElectionNotice)
	if s.Notice.From != MustDate("2026-03-05") || s.Notice.To != MustDate("2026-03-14") {
		t.Errorf("read from %s to %s", s.Notice.From, s.Notice.To)
	}
	s, _ = p.Step(StepVoterList)
	if !strings.Contains(s.Notice.Text, "trong 30 ngày kể từ ngày niêm yết") || !strings.Contains(s.Notice.Text, "thứ Ba, ngày 03/02/2026") {
		t.Errorf("%q", s.Notice.Text)
	}
}

func TestANoticeBegunLateIsNotReadBackwards(t *testing.T) {
	p := plan(t, Campaign{Kind: CampaignLeader, Day: MustDate("2024-03-17"), Done: map[StepID]Date{StepLeaderPosted: MustDate("2024-03-18")}})
	s, _ := p.Step(StepLeaderPosted)
	if s.Notice.From != s.Notice.To || s.Notice.To != MustDate("2024-03-18") {
		t.Errorf("from %s to %s", s.Notice.From, s.Notice.To)
	}
}

func TestOnTheDayItselfOnlyTheMorningIsOfUse(t *testing.T) {
	for kind, id := range map[CampaignKind]StepID{CampaignLeader: StepLeaderVote, CampaignHealth: StepHealthDay} {
		s, _ := plan(t, Campaign{Kind: kind, Day: MustDate("2024-03-17")}).Step(id)
		if diff := cmp.Diff([]string{"06:30"}, s.Notice.Times); diff != "" {
			t.Error(diff)
		}
	}
}

func TestEveryFieldOfEveryNoticeHasALabel(t *testing.T) {
	for _, kind := range CampaignKinds() {
		p := plan(t, Campaign{Kind: kind, Day: MustDate("2026-03-15"), Act: MustDate("2026-02-02"), Group: disclosureGroups[6]})
		for _, s := range p.Steps {
			if s.Notice == nil {
				continue
			}
			for _, f := range s.Notice.Fields {
				if f.Label == "" {
					t.Errorf("%s: field %q has no label", s.ID, f.Name)
				}
			}
			if !strings.HasSuffix(s.Notice.Text, "Xin cảm ơn.") || strings.Contains(s.Notice.Text, "bạn") {
				t.Errorf("%s: %q", s.ID, s.Notice.Text)
			}
		}
	}
}
