package flows_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/flows"
	"danbiet/talk"
	"danbiet/ward"
)

func TestAFileOfTheStaffReachesTheCitizenWithAWayToEndTheTalk(t *testing.T) {
	end := [][]talk.Button{{{Label: "End the talk", Data: "go:handover:end"}}}
	want := talk.Message{Title: "The ward's staff send a file", File: &talk.Sent{ID: "f1", Name: "mau.pdf", Mime: "application/pdf", Size: 9}, Rows: end}
	got := flows.StaffSays(ward.FromStaff{Lang: "en", File: &ward.FileLink{ID: "f1", Name: "mau.pdf", Mime: "application/pdf", Size: 9}})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
