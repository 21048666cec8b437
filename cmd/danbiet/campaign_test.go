package main

import (
	"strings"
	"testing"

	"danbiet/law"
)

func TestAPlanFitsTheScreen(t *testing.T) {
	plan, err := law.PlanCampaign(law.Campaign{
		Kind: law.CampaignLeader, Day: law.MustDate("2024-03-17"), Act: law.MustDate("2024-02-27"), Today: law.MustDate("2024-02-27"),
	}, law.NewCalendar(nil))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := (announcePlanCmd{}).write(planPage{Writer: &out, width: planWidth, columns: planWidths, ids: true}, plan); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if n := len([]rune(strings.TrimSpace(line))); n > planWidth {
			t.Errorf("a line has %d letters: %s", n, line)
		}
	}
	for _, want := range []string{"✗ Làm ngày 27/02/2024:", "chỉ còn 19 ngày, thiếu", "1 ngày so với 20 ngày", "[leader.posted]"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}
