package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestTheHelpShowsAFileThatCanBeCopied(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := runCommand(t.Context(), []string{"announce", "file", "--help"}, streams{out: &out, err: &out}); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"    text: |\n      Mời các cháu", "\n    plan: ", "\n      at: 2026-12-01 07:30 ", "\n    disclosure: lich-tiep-cong-dan-2024 "} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("%q is not in the help:\n%s", line, &out)
		}
	}
}

func TestAPlanNamesStepsInWords(t *testing.T) {
	t.Parallel()
	for _, flags := range [][]string{nil, {"--ids"}} {
		var out bytes.Buffer
		args := append([]string{"announce", "plan", "--kind", "leader-election", "--date", "2024-03-17"}, flags...)
		if err := runCommand(t.Context(), args, streams{out: &out, err: &out}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), "17/03/2024 đã qua") {
			t.Error("it does not say that the day is over")
		}
		if has := strings.Contains(out.String(), "[leader."); has != (flags != nil) {
			t.Errorf("with %q the steps' names are there: %v", flags, has)
		}
	}
}
