package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"channelsim/output/folder"
)

// started starts the program, which will not end by itself, and waits until it writes into a folder.
func started(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := program(t, args...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { killed(cmd) })
	for range 1000 {
		m, err := folder.ReadManifest(dir)
		if err == nil && slices.Equal(m.Command[1:], args) {
			return cmd
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%q does not write into %s", args, dir)
	return nil
}

// killed ends a process at once, whatever it does.
func killed(cmd *exec.Cmd) {
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

// ends runs the program to its end and wants an exit code and a message.
func ends(t *testing.T, code int, says string, args ...string) {
	t.Helper()
	cmd := program(t, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	err := cmd.Run()
	if got := cmd.ProcessState.ExitCode(); got != code || !strings.Contains(stderr.String(), says) {
		t.Errorf("%q: exit code %d (%v), want %d and %q:\n%s", args, got, err, code, says, stderr.String())
	}
}

// TestOneProcessAFolder: while one process writes into a folder others are refused and change nothing, other
// folders are free, and a process that is killed keeps nobody out.
func TestOneProcessAFolder(t *testing.T) {
	long(t)
	at := t.TempDir()
	in := func(name string) string { return filepath.Join(at, name) }
	shard := func(part, out string) []string {
		return []string{"run", "classroom", "--weeks", "20", "--runs", "4", "--quiet", "--shard", part, "--out", in(out)}
	}
	endless := []string{"run", "classroom", "--weeks", "20", "--runs", "10000000", "--quiet", "--out", in("d")}
	first := started(t, in("d"), endless...)
	ends(t, 0, "", shard("1/2", "part1")...)
	ends(t, 0, "", shard("2/2", "part2")...)
	before, err := os.ReadFile(filepath.Join(in("d"), "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	busy := fmt.Sprintf("channelsim: --out %s: another channelsim is writing there (process %d, since 2", in("d"), first.Process.Pid)
	ends(t, 2, busy, endless...)
	ends(t, 2, busy, append(endless, "--resume")...)
	ends(t, 2, busy, append(shard("1/2", "d"), "--resume")...)
	ends(t, 2, busy, "merge", in("part1"), in("part2"), "--out", in("d"))
	ends(t, 0, "", "merge", in("part1"), in("part2"), "--out", in("whole"))
	ends(t, 2, busy, "rerun", in("whole"), "--run", "0/1", "--out", in("d"))
	for _, reader := range []string{"report", "plot"} {
		ends(t, 2, in("d")+": the run is not finished", reader, in("d"))
	}
	ends(t, 2, in("d")+": the run is not finished", "export", in("d"), "--xlsx")
	if after, err := os.ReadFile(filepath.Join(in("d"), "manifest.json")); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the manifest was changed: %s, %v", after, err)
	}
	killed(first)
	ends(t, 2, "folder holds results: an unfinished run of classroom, which --resume completes", endless...)
	killed(started(t, in("d"), append(endless, "--resume")...))
	killed(started(t, in("d"), append(endless, "--resume", "--csv")...))
}

// TestStartedAtOnce: of processes that are started together for one folder one fills it. With --resume the others
// find what it left, or are refused; what comes out is what a single one leaves.
func TestStartedAtOnce(t *testing.T) {
	long(t)
	at := t.TempDir()
	args := func(out string, more ...string) []string {
		return append([]string{"run", "classroom", "--weeks", "20", "--runs", "12", "--quiet", "--out", filepath.Join(at, out)}, more...)
	}
	ends(t, 0, "", args("alone")...)
	for out, more := range map[string][]string{"once": nil, "again": {"--resume"}} {
		var all []*exec.Cmd
		for range 4 {
			cmd := program(t, args(out, more...)...)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			all = append(all, cmd)
		}
		codes := map[int]int{}
		for _, cmd := range all {
			_ = cmd.Wait()
			codes[cmd.ProcessState.ExitCode()]++
		}
		if codes[0]+codes[2] != 4 || codes[0] == 0 || more == nil && codes[0] != 1 {
			t.Errorf("%s: processes by exit code: %v", out, codes)
		}
		if want, got := content(t, filepath.Join(at, "alone")), content(t, filepath.Join(at, out)); !reflect.DeepEqual(want, got) {
			t.Errorf("%s: the folder holds %v, want %v", out, got, want)
		}
	}
}
