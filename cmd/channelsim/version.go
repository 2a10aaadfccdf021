package main

import (
	"fmt"
	"runtime/debug"

	"channelsim/sim"
)

// version is what --version prints: release, commit, model, Go and platform.
func version() string {
	b := built()
	return fmt.Sprintf("%s, model %d, %s %s/%s", releaseOf(b, stamp), sim.ModelVersion, b.GoVersion, setting(b, "GOOS"), setting(b, "GOARCH"))
}

// stamp is set when a release is built: Go itself finds no commit in a working tree that git keeps
// beside its repository, and says nothing.
var stamp string

// release names the program for files and pictures: release and commit, as far
// as the build knows them.
func release() string { return releaseOf(built(), stamp) }

func releaseOf(b *debug.BuildInfo, stamp string) string {
	if stamp != "" {
		return stamp
	}
	text := b.Main.Version
	if text == "" {
		text = "(devel)"
	}
	if commit := setting(b, "vcs.revision"); commit != "" {
		text += ", commit " + commit[:min(12, len(commit))]
		if setting(b, "vcs.modified") == "true" {
			text += " with changes"
		}
	}
	return text
}

// built is what the build says about itself.
func built() *debug.BuildInfo {
	if b, ok := debug.ReadBuildInfo(); ok {
		return b
	}
	return &debug.BuildInfo{GoVersion: "go", Main: debug.Module{Version: "unknown build"}}
}

func setting(b *debug.BuildInfo, key string) string {
	for _, s := range b.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}
