//go:build linux || darwin

package main

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/creack/pty"
)

// onTerminal runs the program on a terminal of so many columns and returns what it shows
// there; progress and notes go elsewhere.
func onTerminal(t *testing.T, columns int, args string) string {
	t.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		t.Skip("there are no terminals here: ", err)
	}
	defer master.Close()
	if err := pty.Setsize(tty, &pty.Winsize{Rows: 50, Cols: uint16(columns)}); err != nil {
		t.Fatal(err)
	}
	shown := make(chan string)
	go func() {
		var b bytes.Buffer
		_, _ = io.Copy(&b, master) // ends with an error when the other side is closed
		shown <- strings.ReplaceAll(b.String(), "\r\n", "\n")
	}()
	run(strings.Fields(args), strings.NewReader(""), tty, io.Discard)
	tty.Close()
	return <-shown
}

var escapes = regexp.MustCompile("\x1b\\[[0-9;]*m")

// Whatever the width of the terminal, no line is wider, of any report, list or help. Commands to
// copy are left whole.
func TestEverythingFitsTheTerminal(t *testing.T) {
	long(t)
	t.Chdir(t.TempDir())
	for _, part := range []string{"1", "2"} {
		printed(t, "run classroom --runs 6 --weeks 20 --quiet --out part"+part+" --shard "+part+"/2", exitDone)
	}
	printed(t, "merge part1 part2 --out whole", exitDone)
	writeFile(t, "known.toml", known)
	var all []string
	for _, c := range dataCommands {
		if !strings.HasPrefix(c.args, "merge") {
			all = append(all, c.args)
		}
	}
	all = append(all, "plot whole --list", "--help", "help", "sweep --help", "scenario --help", "scenario new --help",
		"compare classroom merit-with-a-rather-long-name-of-a-file.toml --runs 3 --weeks 6",
		"sweep classroom --vary policy=cherry-pick,merit --vary partners.trust_start=0.3,0.5 --vary mechanisms.belief=true,false --runs 2 --weeks 8",
		"tipping classroom --vary lead_quality=0.1:0.6 --vary partners.trust_start=0.2:0.8 --runs 16 --budget 64 --steps 3 --weeks 20",
		"run classroom --runs 2 --weeks 30 --set run.start=2026-07-06 --set run.currency=EUR")
	writeFile(t, "merit-with-a-rather-long-name-of-a-file.toml", "extends = \"classroom\"\n[[vendors]]\nname = \"acme\"\npolicy = \"merit\"\n")
	for _, columns := range []int{40, 60, 100} { // of others TestGridFits makes sure
		for i, args := range all {
			out := onTerminal(t, columns, strings.ReplaceAll(args, "--out whole", fmt.Sprintf("--out whole%d-%d", columns, i)))
			if len(out) < 10 {
				t.Errorf("%s shows only %q", args, out)
			}
			for line := range strings.Lines(out) {
				line = strings.TrimRight(escapes.ReplaceAllString(line, ""), "\n")
				if n := utf8.RuneCountInString(line); n > columns && !strings.HasPrefix(line, "  channelsim ") {
					t.Errorf("%s: %d columns on a terminal of %d: %s", args, n, columns, line)
				}
			}
		}
	}
}

// Bold type is for terminals whose user wants it.
func TestColours(t *testing.T) {
	for _, c := range []struct {
		name, value string
		want        bool
	}{{"TERM", "xterm-256color", true}, {"TERM", "dumb", false}, {"NO_COLOR", "1", false}, {"NO_COLOR", "", true}, {"CLICOLOR", "0", false}, {"CLICOLOR", "1", true}} {
		t.Run(c.name+"="+c.value, func(t *testing.T) {
			for _, name := range []string{"NO_COLOR", "CLICOLOR"} {
				t.Setenv(name, "")
			}
			t.Setenv("TERM", "xterm")
			t.Setenv(c.name, c.value)
			for _, args := range []string{"scenario list", "run classroom --runs 2 --weeks 5", "story classroom --weeks 15"} {
				if got := strings.Contains(onTerminal(t, 80, args), "\x1b"); got != c.want {
					t.Errorf("%s: escape sequences %v, want %v", args, got, c.want)
				}
			}
		})
	}
}
