//go:build browser

package page_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// All kinds of reports in a real browser; see browser/check.mjs. Needs Chromium, node, and
// `npm ci` in browser/. PICTURES names a folder for screenshots and PDF files to look at.
func TestInBrowser(t *testing.T) {
	dir := os.Getenv("PICTURES")
	if dir == "" {
		dir = t.TempDir()
	}
	files := append(save(t, dir), simulated(t, dir)...)
	check := exec.Command("node", append([]string{"browser/check.mjs", dir}, files...)...)
	out, err := check.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
}

// simulated are reports of the kinds that cannot be made up, from short runs of the real program.
func simulated(t *testing.T, dir string) (files []string) {
	program := filepath.Join(t.TempDir(), "channelsim")
	command(t, "go", "build", "-o", program, "channelsim/cmd/channelsim")
	for _, line := range []string{
		"compare classroom --policy cherry-pick,merit,round-robin,lottery --runs 20 --weeks 60",
		"sweep classroom --vary lead_quality=0.1:0.5:0.2 --runs 20 --weeks 30",
		"sensitivity classroom --vary lead_quality --vary close --vary hunting_rate --runs 4 --weeks 30 --trajectories 6",
		"tipping classroom --vary lead_quality=0.1:0.6 --runs 16 --budget 64 --steps 3 --weeks 60",
		"calibrate classroom --data testdata/known.toml --vary lead_quality=0.1:0.6 --vary close=0.1:0.8 --keep 100 --budget 400 --runs 40 --weeks 30",
		"ablate classroom --mechanism trust --mechanism belief --runs 20 --weeks 30",
	} {
		args := strings.Fields(line)
		out := filepath.Join(t.TempDir(), args[0])
		file := filepath.Join(dir, args[0]+".html")
		command(t, program, append(args, "--quiet", "--out", out)...)
		command(t, program, "report", out, "--out", file)
		files = append(files, file)
	}
	return files
}

func command(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}

// save writes all kinds of reports into a folder, and returns their files.
func save(t *testing.T, dir string) []string {
	var files []string
	for name, r := range reports(t) {
		file := filepath.Join(dir, name+".html")
		if err := os.WriteFile(file, []byte(written(t, r)), 0o666); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}
