//go:build browser

package page_test

import (
	"os"
	"os/exec"
	"testing"
)

// All kinds of reports in a real browser; see browser/check.mjs. Needs Chromium, node, and
// `npm ci` in browser/. PICTURES names a folder for screenshots and PDF files to look at.
func TestInBrowser(t *testing.T) {
	dir := os.Getenv("PICTURES")
	if dir == "" {
		dir = t.TempDir()
	}
	check := exec.Command("node", append([]string{"browser/check.mjs", dir}, save(t, dir)...)...)
	out, err := check.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
}
