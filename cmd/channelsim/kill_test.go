package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"channelsim/output/folder"
)

// asProgram makes the test binary the program: set in its environment.
const asProgram = "CHANNELSIM_AS_PROGRAM"

// program starts the whole program as a process of its own.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// content is the hash of every file of a folder but the manifest, pictures and what a killed program left of
// its own.
func content(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "manifest.json" || strings.Contains(path, "plots") {
			return err
		}
		b, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, dir)] = fmt.Sprintf("%x", sha256.Sum256(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestKilled kills a program three times; a slow test does so more often, and with another command.
func TestKilled(t *testing.T) {
	long(t)
	survivesKills(t, 3, "run", "classroom", "--runs", "60", "--weeks", "30", "--csv")
}

// survivesKills: a program that is killed again and again, whatever it is doing, comes to the bytes of an
// undisturbed run, and what was safe is not simulated again.
func survivesKills(t *testing.T, times int, args ...string) {
	t.Helper()
	dir := t.TempDir()
	calm, wild := filepath.Join(dir, "calm"), filepath.Join(dir, "wild")
	begun := time.Now()
	if out, err := program(t, append(args, "--out", calm, "--quiet")...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	took := time.Since(begun)
	kills, dice := 0, rand.New(rand.NewPCG(1, uint64(len(args))))
	anew := true
	for kill := range times {
		if anew { // from the beginning again
			if err := os.RemoveAll(wild); err != nil {
				t.Fatal(err)
			}
		}
		cmd := program(t, append(args, "--out", wild, "--quiet", "--resume")...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration((0.1 + 0.7*dice.Float64()) * float64(took)))
		_ = cmd.Process.Kill() // it may be done already
		done := cmd.Wait() == nil
		if !done {
			kills++
		}
		anew = done || kill%6 == 5
	}
	cmd := program(t, append(args, "--out", wild, "--resume")...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	if strings.Contains(stderr.String(), "warning") {
		t.Errorf("after %d kills: %s", kills, stderr.String())
	}
	want, got := content(t, calm), content(t, wild)
	if fmt.Sprint(want) != fmt.Sprint(got) {
		t.Errorf("%s: after %d kills the files are not those of an undisturbed run: %v, want %v", args[0], kills, got, want)
	}
	m, err := folder.ReadManifest(wild)
	if err != nil || !m.Complete || m.Simulated+m.Reused != m.Planned {
		t.Errorf("%+v, %v", m, err)
	}
	if kills == 0 {
		t.Errorf("%s: no kill came in time", args[0])
	}
	t.Logf("%s: %d kills, %d of %d replications were simulated in the end", args[0], kills, m.Simulated, m.Planned)
}
