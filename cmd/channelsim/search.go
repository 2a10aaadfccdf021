package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/sim/experiment"
)

// What commands share that decide as they go: they ask for runs by what they saw before, and so
// have no table of runs and no shards.

// registerSearch adds their flags; out says what --out writes.
func (f *runFlags) registerSearch(cmd *cobra.Command, out string) {
	f.scenario.registerOne(cmd)
	f.registerWorkers(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.out, "out", "", out)
	flags.BoolVar(&f.keep.resume, "resume", false, "with --out: go on with what an earlier call left there; nothing is simulated again")
	flags.BoolVar(&f.quiet, "quiet", false, quietOfPlans)
	f.format = formatFlag(cmd)
}

// search claims the folder, says what will be done at most and how long that may take, and lets
// find work. The folder, nil where none was asked for, is closed after an error.
func (f *runFlags) search(cmd *cobra.Command, d experiment.Design, planned int, s *experiment.Staged, find func(context.Context) error) (dir *folder.Folder, err error) {
	if dir, err = f.begin(cmd, &d); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			dir.Close()
		}
	}()
	if dir != nil { // a nil folder would not be a nil store
		s.Store = dir
	}
	s.Workers = f.workers
	if !f.quiet && (dir == nil || !dir.Finished()) {
		if err := f.pilot(cmd, &d, planned, fmt.Sprintf("at most %d runs", planned)); err != nil {
			return dir, err
		}
	}
	bar := f.bar(cmd)
	defer bar.clear()
	s.Progress = bar.show
	return dir, find(cmd.Context())
}
