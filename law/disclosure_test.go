package law

import (
	"slices"
	"testing"
)

func TestFourteenGroupsByTheirPosting(t *testing.T) {
	groups := DisclosureGroups()
	if len(groups) != 14 {
		t.Fatalf("%d groups", len(groups))
	}
	posted := []int{1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12}
	spoken := []int{7, 8, 9, 10, 11, 12}
	permanent := []int{4, 13}
	slugs := map[string]bool{}
	for i, g := range groups {
		if g.Number != i+1 || g.Name == "" || g.Short == "" || g.Article == "" || slugs[g.Slug] {
			t.Errorf("group %d: %+v", i+1, g)
		}
		slugs[g.Slug] = true
		if want := slices.Contains(posted, g.Number); (g.PostDays == 30) != want || (g.PostDays == 0) == want {
			t.Errorf("group %d is posted for %d days", g.Number, g.PostDays)
		}
		if g.Permanent != slices.Contains(permanent, g.Number) {
			t.Errorf("group %d permanent: %v", g.Number, g.Permanent)
		}
		if want := slices.Contains(spoken, g.Number); g.Loudspeaker != want || g.ByLeader != want || (g.LoudspeakerDays == 3) != want {
			t.Errorf("group %d on the loudspeaker: %v, %d days", g.Number, g.Loudspeaker, g.LoudspeakerDays)
		}
		if found, ok := DisclosureGroupBySlug(g.Slug); !ok || found != g {
			t.Errorf("group %d is not found by %q", g.Number, g.Slug)
		}
	}
	if groups[13].Posted() || !groups[0].Posted() || !groups[3].Posted() {
		t.Error("all but the last group are posted")
	}
	if _, ok := DisclosureGroupBySlug("khong-co"); ok {
		t.Error("an unknown slug")
	}
}

func TestDisclosureDataAgreeWithTheRules(t *testing.T) {
	day := MustDate("2024-03-07")
	posting, _ := RuleAt(RuleDisclosePosted, day)
	loudspeaker, _ := RuleAt(RuleDiscloseLoudspeaker, day)
	if postDays != posting.Value || loudspeakerDays != loudspeaker.Value {
		t.Errorf("groups say %d and %d days, rules %d and %d", postDays, loudspeakerDays, posting.Value, loudspeaker.Value)
	}
}
