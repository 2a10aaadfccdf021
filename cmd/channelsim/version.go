package main

import (
	"fmt"
	"runtime/debug"

	"channelsim/sim"
)

// version is what --version prints: release, commit, model, Go and platform.
func version() string {
	_, settings, goVersion := build()
	return fmt.Sprintf("%s, model %d, %s %s/%s", release(), sim.ModelVersion, goVersion, settings["GOOS"], settings["GOARCH"])
}

// release names the program for files and pictures: release and commit, as far
// as the build knows them.
func release() string {
	text, settings, _ := build()
	if commit := settings["vcs.revision"]; commit != "" {
		text += ", commit " + commit[:min(12, len(commit))]
		if settings["vcs.modified"] == "true" {
			text += " with changes"
		}
	}
	return text
}

// build returns what the build says about itself.
func build() (release string, settings map[string]string, goVersion string) {
	settings = map[string]string{}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown build", settings, "go"
	}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	release = info.Main.Version
	if release == "" {
		release = "(devel)"
	}
	return release, settings, info.GoVersion
}
