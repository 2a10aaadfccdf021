package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"channelsim/output/folder"
	"channelsim/sim/experiment"
)

// A command that reads a folder (merge, rerun) gives the folder's own command again, as
// the manifest's plan has it. So every verb has one place where its design is made.

// replay says what is different when a command is given again.
type replay struct {
	made    *folder.Manifest                         // of the folder
	sources map[string]string                        // files of the scenarios that the plan names
	data    map[string]string                        // files with what other files that the plan names said
	adopt   []string                                 // shards whose blocks are taken instead of simulating
	take    func(d experiment.Design) error          // is given the design instead of simulating it; may be nil
	joined  func(f *folder.Folder, blocks int) error // sees whether all blocks are there; may be nil
	reads   string                                   // finished folder whose runs are read instead of simulating; may be empty
	told    func(c *conclusion) error                // is given what came out instead of its being saved and shown; may be nil
}

type replayKey struct{}

// replayed is how the command is given again, nil if a user gives it.
func replayed(cmd *cobra.Command) *replay {
	r, _ := cmd.Context().Value(replayKey{}).(*replay)
	return r
}

// again gives a folder's command again, with some flags more.
func (r *replay) again(cmd *cobra.Command, dir string, m *folder.Manifest, flags ...string) error {
	r.made = m
	r.sources, r.data = inFolder(dir, m.Sources), inFolder(dir, m.Data)
	if len(m.Plan) == 0 {
		return misuse(dir+": its manifest does not say how to plan the run again", "")
	}
	root := rootCommand()
	root.SetArgs(slices.Concat(m.Plan, flags))
	root.SetOut(cmd.OutOrStdout())
	root.SetErr(cmd.ErrOrStderr())
	return root.ExecuteContext(context.WithValue(cmd.Context(), replayKey{}, r))
}

// inFolder is where the files of a manifest are.
func inFolder(dir string, files map[string]string) map[string]string {
	all := map[string]string{}
	for name, file := range files {
		all[name] = filepath.Join(dir, filepath.FromSlash(file))
	}
	return all
}

// errTaken ends a command whose design was all that was wanted.
var errTaken = errors.New("design taken")

// designOfFolder plans a folder's run again.
func designOfFolder(cmd *cobra.Command, dir string, m *folder.Manifest) (d experiment.Design, err error) {
	r := &replay{take: func(made experiment.Design) error {
		d = made
		return errTaken
	}}
	quiet := &cobra.Command{}
	quiet.SetContext(cmd.Context())
	quiet.SetOut(io.Discard)
	quiet.SetErr(io.Discard)
	err = r.again(quiet, dir, m, "--quiet", "--out", dir)
	if errors.Is(err, errTaken) {
		err = nil
	}
	return d, err
}

// incidental are flags that matter to how the work is done and shown, and not to
// what is simulated.
var incidental = []string{"out", "resume", "shard", "workers", "quiet", "format", "csv", "trace", "xlsx", "help"}

// planOf is a command without what is incidental: verb, arguments, flags.
func planOf(cmd *cobra.Command) []string {
	plan := append([]string{cmd.Name()}, cmd.Flags().Args()...)
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if slices.Contains(incidental, f.Name) {
			return
		}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			for _, v := range list.GetSlice() {
				plan = append(plan, "--"+f.Name+"="+v)
			}
			return
		}
		plan = append(plan, "--"+f.Name+"="+f.Value.String())
	})
	return plan
}
