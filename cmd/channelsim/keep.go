package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// keepFlags are the flags of commands whose runs are kept in a folder: an interrupted
// run goes on, and a long one is shared out.
type keepFlags struct {
	resume bool
	shard  string
}

func (f *keepFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&f.resume, "resume", false, "with --out: go on with what an earlier call left there; nothing is simulated again")
	flags.StringVar(&f.shard, "shard", "", "with --out: simulate part `I/N` of the runs only; merge joins the parts")
}

// part reads --shard.
func (f *keepFlags) part() (experiment.Shard, error) {
	var s experiment.Shard
	if f.shard == "" {
		return s, nil
	}
	n, err := fmt.Sscanf(f.shard, "%d/%d", &s.Index, &s.Of)
	if err != nil || n != 2 || f.shard != fmt.Sprintf("%d/%d", s.Index, s.Of) || s.Index < 1 || s.Index > s.Of {
		return s, misuse(fmt.Sprintf("--shard %s: must have the form I/N with I from 1 to N", f.shard), "for instance --shard 1/4 here and 2/4, 3/4, 4/4 elsewhere")
	}
	return s, nil
}

// checkKeep refuses values of these flags that nothing can be done with.
func (f *runFlags) checkKeep() error {
	if _, err := f.keep.part(); err != nil {
		return err
	}
	switch {
	case f.keep.resume && f.out == "":
		return misuse("--resume: needs --out DIR, where the earlier call left its runs", "")
	case f.keep.shard != "" && f.out == "":
		return misuse(fmt.Sprintf("--shard %s: needs --out DIR, where the runs are kept for merge", f.keep.shard), "")
	case f.keep.shard != "" && f.precision > 0:
		return misuse(fmt.Sprintf("--shard %s: does not go with --precision", f.keep.shard), "a shard cannot know when all of them together are precise enough: give --runs")
	}
	return nil
}

// begin claims the folder for a design and writes what is known before the run, or
// finds what an earlier call left; nil without --out.
func (f *runFlags) begin(cmd *cobra.Command, d *experiment.Design) (*folder.Folder, error) {
	again := replayed(cmd)
	if again != nil && again.take != nil {
		return nil, again.take(*d)
	}
	if again != nil && again.reads != "" {
		return folder.Open(again.reads, d)
	}
	if f.out == "" {
		return nil, nil
	}
	info, err := f.info(cmd, d)
	if err != nil {
		return nil, err
	}
	dir, err := f.claim(cmd, info)
	if err != nil || again == nil {
		return dir, err
	}
	if err := again.join(dir, info.Blocks); err != nil {
		dir.Close()
		return nil, err
	}
	return dir, nil
}

// join takes in the blocks of shards and makes sure that all are there.
func (r *replay) join(dir *folder.Folder, blocks int) error {
	for _, from := range r.adopt {
		if err := dir.Adopt(from); err != nil {
			return errors.Join(err, dir.Discard())
		}
	}
	return r.joined(dir, blocks)
}

// undo leaves nothing of a merge that is not saved as a whole: its runs are in the shards, and half
// of it would be in the way when it is tried again.
func (r *replay) undo(dir *folder.Folder, err error) error {
	if r == nil || r.adopt == nil {
		return err
	}
	return errors.Join(err, dir.Discard())
}

// claim makes the folder or opens it again.
func (f *runFlags) claim(cmd *cobra.Command, info folder.Info) (dir *folder.Folder, err error) {
	if f.keep.resume {
		var faults []error
		dir, faults, err = folder.Resume(f.out, info)
		for _, fault := range faults {
			fmt.Fprintf(cmd.ErrOrStderr(), "warning: %s; it is set aside, and its runs are simulated again\n", fault)
		}
	} else if dir, err = folder.Create(f.out); err == nil {
		err = dir.Begin(info)
	}
	if err != nil {
		dir.Close()
		return nil, outError(err)
	}
	if fault := dir.Unguarded(); fault != nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "warning: %s: cannot be locked (%s); see to it that no other channelsim writes there\n", f.out, fault)
	}
	if kept := dir.Kept(); kept > 0 && !f.quiet {
		fmt.Fprintf(cmd.ErrOrStderr(), "resuming: %s in %s\n", experiment.CountOf(kept, "block"), f.out)
	}
	return dir, nil
}

// outError tells of a folder that cannot be taken: it is misuse of --out where the folder is
// not one for these results.
func outError(err error) error {
	for _, wrong := range []error{folder.ErrHoldsResults, folder.ErrNotAFolder, folder.ErrOtherRun, folder.ErrBusy} {
		if errors.Is(err, wrong) {
			return codedError{exitMisuse, fmt.Errorf("--out %w", err)}
		}
	}
	return err
}

// info is what the manifest says before the run.
func (f *runFlags) info(cmd *cobra.Command, d *experiment.Design) (folder.Info, error) {
	s := d.Points[0].Scenario
	info := folder.Info{Program: release(), Command: append([]string{"channelsim"}, os.Args[1:]...), Plan: planOf(cmd), Scenario: s.Name,
		Sources: map[string][]byte{}, Data: f.data, Seed: d.Seed, Runs: d.Runs * len(d.Points), Blocks: len(d.Blocks()), Started: time.Now()}
	if d.Precision > 0 {
		info.Runs, info.Blocks = experiment.MaxPreciseRuns*len(d.Points), 0
	}
	var err error
	if info.Shard, err = f.keep.part(); err != nil {
		return info, err
	}
	if info.Design, err = d.Fingerprint(); err != nil {
		return info, err
	}
	if info.TOML, err = resolved(s); err != nil {
		return info, err
	}
	for name, read := range f.scenario.read {
		if info.Sources[name], err = resolved(read); err != nil {
			return info, err
		}
	}
	return info, nil
}

// resolved is a scenario in full, as a folder keeps it. It names the model, whose numbers it gives
// again, and not the program, which may be another.
func resolved(s *scenarios.Scenario) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Every parameter of a run with version %d of the model: running this file gives its numbers again.\n", sim.ModelVersion)
	err := s.WriteTOML(&b)
	return b.Bytes(), err
}

// simulate runs the design, with a progress bar if somebody watches; of a finished
// folder it reads the answer. A shard ends here: its runs wait for merge.
func (f *runFlags) simulate(cmd *cobra.Command, d experiment.Design, dir *folder.Folder) (*experiment.Answer, error) {
	if dir != nil && dir.Finished() {
		return folder.Read(dir.Dir(), d)
	}
	o := experiment.Options{Workers: f.workers}
	var err error
	if o.Shard, err = f.keep.part(); err != nil {
		return nil, err
	}
	if dir != nil { // a nil folder would not be a nil store
		o.Store = dir
	}
	bar := f.bar(cmd)
	defer bar.clear()
	o.Progress = bar.show
	a, err := experiment.Run(cmd.Context(), d, o)
	if err != nil || o.Shard.Whole() {
		return a, err
	}
	bar.clear()
	return nil, f.shelve(cmd, a, dir)
}

// shelve ends a shard. The error that it returns makes the exit code.
func (f *runFlags) shelve(cmd *cobra.Command, a *experiment.Answer, dir *folder.Folder) error {
	if err := dir.Shelve(time.Now(), !a.Interrupted); err != nil {
		return err
	}
	if len(a.Failed) > 0 {
		printNotes(cmd.ErrOrStderr(), []string{experiment.SayFailed(a.Failed)})
	}
	if a.Interrupted {
		fmt.Fprintf(cmd.ErrOrStderr(), "interrupted: %s of shard %s are safe in %s; --resume goes on\n", experiment.CountOf(a.Runs, "run"), f.keep.shard, f.out)
		return codedError{code: exitInterrupted}
	}
	if !f.quiet {
		fmt.Fprintf(cmd.OutOrStdout(), "Shard %s is done: %s of %d are in %s.\n\nWhen all shards are done, join them:\n  channelsim merge DIR... --out ALL\n",
			f.keep.shard, experiment.CountOf(a.Runs, "run"), a.Design.Runs*len(a.Design.Points), f.out)
	}
	return codedError{code: exitDone}
}
