package main

import (
	"fmt"
	"runtime/debug"

	"channelsim/sim"
)

// version is what --version prints: release, commit, model, Go and platform.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown build"
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	text := info.Main.Version
	if text == "" {
		text = "(devel)"
	}
	if commit := settings["vcs.revision"]; commit != "" {
		text += ", commit " + commit[:min(12, len(commit))]
		if settings["vcs.modified"] == "true" {
			text += " with changes"
		}
	}
	return fmt.Sprintf("%s, model %d, %s %s/%s", text, sim.ModelVersion, info.GoVersion, settings["GOOS"], settings["GOARCH"])
}
