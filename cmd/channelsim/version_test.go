package main

import (
	"runtime/debug"
	"testing"
)

// A release is named by its tag and commit; changes that are not committed are owned up to.
func TestReleaseOf(t *testing.T) {
	build := func(version string, settings ...debug.BuildSetting) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Version: version}, Settings: settings}
	}
	commit := debug.BuildSetting{Key: "vcs.revision", Value: "0123456789abcdef0123456789abcdef01234567"}
	for _, c := range []struct {
		build *debug.BuildInfo
		stamp string
		want  string
	}{
		{build("v1.2.0", commit, debug.BuildSetting{Key: "vcs.modified", Value: "false"}), "", "v1.2.0, commit 0123456789ab"},
		{build("v1.2.0+dirty", commit, debug.BuildSetting{Key: "vcs.modified", Value: "true"}), "", "v1.2.0+dirty, commit 0123456789ab with changes"},
		{build("(devel)"), "", "(devel)"},
		{build(""), "", "(devel)"},
		{build("(devel)"), "v1.2.0, commit 0123456789ab", "v1.2.0, commit 0123456789ab"},
	} {
		if got := releaseOf(c.build, c.stamp); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
