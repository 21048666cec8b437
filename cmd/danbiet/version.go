package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// versionCmd prints the version.
type versionCmd struct{}

// Run prints the program's version, Go's and the platform.
func (versionCmd) Run(s streams) error {
	_, err := fmt.Fprintf(s.out, "danbiet %s (%s, %s/%s)\n", programVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// programVersion is the version that the program was built with, or else what Go noted.
func programVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		return builtVersion(info)
	}
	return unreleased
}

// unreleased is what a program is that was built from a folder without history.
const unreleased = "unreleased"

// builtVersion is the version of the module, which Go takes from the tag, or the commit with its time and a mark where
// files had been changed since.
func builtVersion(info *debug.BuildInfo) string {
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	setting := map[string]string{}
	for _, s := range info.Settings {
		setting[s.Key] = s.Value
	}
	revision := setting["vcs.revision"]
	if revision == "" {
		return unreleased
	}
	words := unreleased + " " + revision[:min(len(revision), 12)]
	if day, _, ok := strings.Cut(setting["vcs.time"], "T"); ok {
		words += " of " + day
	}
	if setting["vcs.modified"] == "true" {
		words += ", changed since"
	}
	return words
}
