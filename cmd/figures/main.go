// Command figures writes the figures of the documents: every table, picture and number in them that
// comes out of a simulation stands between two markers, and this program puts there what channelsim
// says now.
//
//	figures [--check] [--quick] PROGRAM [DOCUMENT ...]
//
// PROGRAM is the built channelsim. Without DOCUMENT it looks at every *.md file below the working
// directory, which is the top of the repository. With --check it writes nothing: it prints which
// figures would change, and exits with 1 if there are any. --quick passes over figures marked slow and
// over those marked machine, which depend on the computer; --check passes over the latter by itself.
//
// A marker is an HTML comment, which a reader of the document does not see:
//
//	<!-- figure: run death-spiral | paragraph "The death spiral came" -->
//	...
//	<!-- /figure -->
//
// Before the bar stands a channelsim command, after it what is taken from its answer (takes.go lists
// the possibilities). "figure slow:" and "figure machine:" say what a figure costs. A marker within a
// line must be free of "--", or GitHub shows it; so such a command is given a name first, on a line
// of its own:
//
//	<!-- command fair: run death-spiral --set policy=round-robin -->
//	With round robin <!-- figure fair: value spiral@all of-runs -->0 of 200<!-- /figure --> runs spiral.
//
// Commands run in an empty folder, with the files beside them that the document shows as a block of
// TOML whose first line is "# NAME.toml".
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	if err := figures(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "figures:", err)
		os.Exit(1)
	}
}

// errStale is what --check ends with where a figure would change.
var errStale = errors.New("figures are not what the program says: make figures writes them")

func figures(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("figures", flag.ContinueOnError)
	check := flags.Bool("check", false, "write nothing, and exit with 1 if a figure would change")
	quick := flags.Bool("quick", false, "pass over slow figures and those of the machine")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return errors.New("usage: figures [--check] [--quick] PROGRAM [DOCUMENT ...]")
	}
	program, err := filepath.Abs(flags.Arg(0))
	if err != nil {
		return err
	}
	documents := flags.Args()[1:]
	if len(documents) == 0 {
		if documents, err = markdown("."); err != nil {
			return err
		}
	}
	work, err := os.MkdirTemp("", "figures")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	s := &source{program: program, dir: work, answers: map[string][]byte{}}
	stale := false
	var faults []error
	for _, path := range documents {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		doc := document{path: path, text: string(text), source: s, check: *check, quick: *quick}
		changes, err := doc.renew()
		if err != nil {
			faults = append(faults, err)
		}
		for _, c := range changes {
			stale = true
			fmt.Fprintf(out, "%s: %s\n%s%s", path, c.marker, marked("- ", c.old), marked("+ ", c.new))
		}
		if now := []byte(doc.text); !*check && !bytes.Equal(now, text) {
			if err := os.WriteFile(path, now, 0o644); err != nil {
				return err
			}
		}
	}
	if len(faults) > 0 {
		return errors.Join(faults...)
	}
	if *check && stale {
		return errStale
	}
	return nil
}

// markdown finds the documents below a folder. Hidden folders and those that make things leave
// untracked have none of ours.
func markdown(root string) ([]string, error) {
	others := []string{"testdata", "node_modules", "dist", "bin", "runs"}
	var found []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != root && (name[0] == '.' || slices.Contains(others, name)) {
			return fs.SkipDir
		}
		if !d.IsDir() && filepath.Ext(name) == ".md" {
			found = append(found, path)
		}
		return nil
	})
	return found, err
}

// marked puts a sign before every line, as diff does.
func marked(sign, text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		b.WriteString(sign + line + "\n")
	}
	return b.String()
}
