//go:build slow

package main

import (
	"bytes"
	"strings"
	"testing"

	"channelsim/scenarios"
)

// Every shipped scenario keeps what it promises, at its own number of runs.
func TestShippedScenariosKeepTheirPromises(t *testing.T) {
	for _, name := range scenarios.Library() {
		var stdout, stderr bytes.Buffer
		if code := run([]string{"scenario", "check", name, "--run"}, strings.NewReader(""), &stdout, &stderr); code != exitDone {
			t.Errorf("%s: exit code %d\n%s%s", name, code, stdout.String(), stderr.String())
		}
	}
}
