package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/scenarios"
	"channelsim/sim"
)

// saved is a finished folder that is looked at again: nothing is simulated.
type saved struct {
	dir      string
	manifest *folder.Manifest
	*conclusion
}

// openSaved reads a folder back: what its own command came to.
func openSaved(cmd *cobra.Command, dir string) (*saved, error) {
	m, err := finishedManifest(cmd, dir)
	if err != nil {
		return nil, err
	}
	files := &folder.Archive{Dir: dir, Manifest: m}
	if err := files.Check(); err != nil {
		return nil, err
	}
	s := &saved{dir: dir, manifest: m}
	r := &replay{reads: dir, told: func(c *conclusion) error {
		s.conclusion = c
		return nil
	}}
	silent := &cobra.Command{}
	silent.SetContext(cmd.Context())
	silent.SetOut(io.Discard)
	silent.SetErr(io.Discard)
	err = r.again(silent, dir, m, "--quiet", "--out", dir)
	if err == nil && s.result.Answer == nil {
		err = files.Retells(s.result.Rows)
	}
	if err != nil {
		err = fmt.Errorf("%s: cannot be read back: %w", dir, err)
		if m.Version != release() {
			err = fmt.Errorf("%w\n  it was made by version %s of the program, and this is %s", err, m.Version, release())
		}
		return nil, err
	}
	return s, nil
}

// finishedManifest reads the manifest of a folder that can be looked at, and notes if it is of an earlier model. What
// is wrong with it is misuse.
func finishedManifest(cmd *cobra.Command, dir string) (*folder.Manifest, error) {
	m, err := folder.ReadManifest(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, misuse(dir+": no run folder: there is no manifest.json", "run, compare and others make one with --out DIR")
	case err != nil:
		return nil, codedError{exitMisuse, err}
	case m.Shard != "" && !m.Complete:
		return nil, misuse(fmt.Sprintf("%s: holds shard %s only", dir, m.Shard), "channelsim merge joins the shards")
	case !m.Complete:
		return nil, misuse(dir+": the run is not finished", "complete it: channelsim "+strings.Join(m.Plan, " ")+" --out "+commandWord(dir)+" --resume")
	case !slices.Contains(scenarios.Editions(), m.Model):
		return nil, misuse(fmt.Sprintf("%s: was made by version %d of the model, and this program has version %d", dir, m.Model, sim.ModelVersion),
			"simulate it again with this program, or look at it with the one that made it ("+m.Version+")")
	}
	if says := m.Caution(); says != "" {
		printNotes(cmd.ErrOrStderr(), []string{dir + ": " + says})
	}
	return m, nil
}
