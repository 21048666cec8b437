package flows_test

import (
	"strings"
	"testing"

	"danbiet/db/dbtest"
	"danbiet/sample"
	"danbiet/ward"
)

// TestAReceptionThatIsMovedSaysWhy: by the ward, and by a day off, in both languages.
func TestAReceptionThatIsMovedSaysWhy(t *testing.T) {
	t.Parallel()
	raw, err := sample.FS.ReadFile("ward.yaml")
	if err != nil {
		t.Fatal(err)
	}
	profile, err := ward.ParseProfile(raw)
	if err != nil {
		t.Fatal(err)
	}
	for i := range profile.Reception.Weekly {
		profile.Reception.Weekly[i].OnHoliday = "next-working-day"
	}
	profile.Reception.Moves = []ward.ReceptionMove{{Who: "chairman", Date: "2024-04-11", To: "2024-04-12", Reason: "Họp Hội đồng nhân dân"}}
	s := openStage(t, dbtest.SQLite(t))
	if err := s.house.Apply(t.Context(), profile); err != nil {
		t.Fatal(err)
	}
	for language, want := range map[string][]string{
		"vi": {
			"• Thứ Sáu, 12/04/2024, 07:30–11:30, 13:30–17:00 (dời từ ngày 11/04/2024). Lý do: Họp Hội đồng nhân dân\n",
			"• Thứ Sáu, 19/04/2024, 07:30–11:30, 13:30–17:00 (dời từ ngày 18/04/2024). Lý do: Trùng ngày nghỉ Giỗ Tổ Hùng Vương\n",
		},
		"en": {
			"• Friday, 12/04/2024, 07:30–11:30, 13:30–17:00 (moved from 11/04/2024). Reason: Họp Hội đồng nhân dân\n",
			"• Friday, 19/04/2024, 07:30–11:30, 13:30–17:00 (moved from 18/04/2024). Reason: Hùng Kings' Day\n",
		},
	} {
		script := "~ at 2024-04-01 08:00\n~ lang " + language + "\n> /lich\n> [month]\n"
		said, err := s.play(t.Context(), language, []byte(script), withButtons)
		if err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
		for _, line := range want {
			if !strings.Contains(string(said), line) {
				t.Errorf("in %s nobody says %q:\n%s", language, line, said)
			}
		}
	}
}
