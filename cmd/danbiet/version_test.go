package main

import (
	"runtime/debug"
	"testing"
)

func TestAProgramBuiltWithoutAVersionTellsWhereItComesFrom(t *testing.T) {
	commit := []debug.BuildSetting{{Key: "vcs.revision", Value: "0123456789abcdef0123"}, {Key: "vcs.time", Value: "2026-05-04T03:02:01Z"}, {Key: "vcs.modified", Value: "false"}}
	changed := append(commit[:2:2], debug.BuildSetting{Key: "vcs.modified", Value: "true"})
	for name, c := range map[string]struct {
		info debug.BuildInfo
		want string
	}{
		"installed by its tag": {debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}}, "v1.2.3"},
		"a commit":             {debug.BuildInfo{Main: debug.Module{Version: "(devel)"}, Settings: commit}, "unreleased 0123456789ab of 2026-05-04"},
		"a commit and changes": {debug.BuildInfo{Settings: changed}, "unreleased 0123456789ab of 2026-05-04, changed since"},
		"no history":           {debug.BuildInfo{Main: debug.Module{Version: "(devel)"}}, "unreleased"},
	} {
		if got := builtVersion(&c.info); got != c.want {
			t.Errorf("%s: %q; want %q", name, got, c.want)
		}
	}
}
