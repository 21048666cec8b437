package ward_test

import (
	"strings"
	"testing"

	"danbiet/law"
	"danbiet/sample"
	"danbiet/ward"
)

// TestAReportGoesToWhoeverStandsAboveTheWardWhenItGoesOut: the town ended on 30 June 2025, and a report of the half-year
// until that day goes out after it. Luật Tổ chức chính quyền địa phương, 72/2025/QH15.
func TestAReportGoesToWhoeverStandsAboveTheWardWhenItGoesOut(t *testing.T) {
	raw, err := sample.FS.ReadFile("ward.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := ward.ParseProfile(raw)
	if err != nil {
		t.Fatal(err)
	}
	for end, want := range map[string]string{
		"2024-06-30": "UBND thị xã Mỹ Hào", "2024-12-31": "UBND thị xã Mỹ Hào", "2025-06-29": "UBND thị xã Mỹ Hào",
		"2025-06-30": "UBND tỉnh Hưng Yên", "2026-06-30": "UBND tỉnh Hưng Yên",
	} {
		if got := p.Recipients(law.MustDate(end)); got[0] != want || got[len(got)-1] != "Lưu: VT, VP" {
			t.Errorf("the report until %s goes to %q; want %s first and the archive last", end, got, want)
		}
	}
	if got := (&ward.Profile{Short: "phường Minh Đức"}).Recipients(law.MustDate("2026-06-30")); got[len(got)-1] != "Lưu: VT" {
		t.Errorf("without a list: %q", got)
	}
}

func TestEarlierRecipientsNeedADayAndNames(t *testing.T) {
	raw, err := sample.FS.ReadFile("ward.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{"until: 2025-06-30": "until: hôm qua", "recipients: [UBND thị xã Mỹ Hào, ": `recipients: [" ", `} {
		if _, err := ward.ParseProfile([]byte(strings.Replace(string(raw), from, to, 1))); err == nil || !strings.Contains(err.Error(), "report: ") {
			t.Errorf("%s: %v; want an error that names the report's part", to, err)
		}
	}
}
