package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/output/page"
	"channelsim/output/plot"
	"channelsim/output/text"
	"channelsim/sim/experiment"
)

// patternFlags are the flags of patterns.
type patternFlags struct {
	runFlags
	only   []string
	runs   int
	seed   uint64
	causes bool
}

// Replications of each arm without --runs: the whole takes a few minutes on two cores.
const patternRuns = 200

func patternsCommand() *cobra.Command {
	var f patternFlags
	cmd := &cobra.Command{
		Use:   "patterns",
		Short: "Does the model still show what it must?",
		Long: `patterns examines what the model must show to be believed: each pattern is an
experiment of its own on the baseline, with a threshold that was written down
before the first run. A pattern is shown when the whole 95 % interval of its
effect lies beyond the threshold. Exit code 3 if one is not shown.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.patterns(cmd) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.only, "only", nil, "examine this pattern only, as `P4` (repeatable)")
	flags.IntVar(&f.runs, "runs", patternRuns, "replications of each arm")
	flags.Uint64Var(&f.seed, "seed", 1, "seed of all random numbers")
	f.registerWorkers(cmd)
	flags.BoolVar(&f.causes, "causes", false, "also take the cause of each pattern away and see it go")
	flags.StringVar(&f.out, "out", "", "write pictures and the answer into a new folder `DIR`")
	f.keep.register(cmd)
	flags.BoolVar(&f.quiet, "quiet", false, quietOfPlans)
	f.format = formatFlag(cmd)
	return cmd
}

// patterns is the whole command: choose, simulate, save, show.
func (f *patternFlags) patterns(cmd *cobra.Command) error {
	chosen, err := f.chosen(cmd)
	if err != nil {
		return err
	}
	o := experiment.PatternOptions{Runs: f.runs, Seed: f.seed, Workers: f.workers, Causes: f.causes}
	if o.Shard, err = f.keep.part(); err != nil {
		return err
	}
	d, err := experiment.PatternDesign(chosen, o)
	if err != nil {
		return err
	}
	dir, err := f.begin(cmd, &d)
	if err != nil {
		return err
	}
	defer dir.Close()
	if dir != nil {
		o.Store = dir
	}
	if !f.quiet && replayed(cmd) == nil {
		if err := f.announce(cmd, &d); err != nil {
			return err
		}
	}
	bar := f.bar(cmd)
	defer bar.clear()
	o.Progress = bar.show
	a, err := experiment.RunPatterns(cmd.Context(), chosen, o)
	if err != nil {
		return err
	}
	if !o.Shard.Whole() {
		bar.clear()
		return f.shelve(cmd, &experiment.Answer{Design: d, Runs: a.Simulated, Interrupted: a.Interrupted}, dir)
	}
	return f.conclude(cmd, dir, &conclusion{
		subject:  page.Subject{Patterns: a},
		result:   folder.Result{Command: "patterns", Rows: folder.Patterns(a)},
		closing:  experiment.SayPatterns(a),
		table:    func(w io.Writer, o text.Options) error { return text.PatternReport(w, a, o) },
		pictures: func() ([]plot.Picture, error) { return plot.Patterns(a, drawn(cmd)) },
		unmet:    slices.ContainsFunc(a.Results, func(r experiment.PatternResult) bool { return r.Conclusion != experiment.Shown }),
	})
}

// chosen lists the patterns that are asked for, in their order.
func (f *patternFlags) chosen(cmd *cobra.Command) ([]experiment.Pattern, error) {
	if err := f.check(cmd); err != nil {
		return nil, err
	}
	if f.runs < 1 || f.runs > experiment.ExactRuns {
		return nil, misuse(fmt.Sprintf("--runs %d: must lie in [1, %d]", f.runs, experiment.ExactRuns), "")
	}
	var ids []string
	for _, p := range experiment.Patterns {
		ids = append(ids, p.ID)
	}
	for _, id := range f.only {
		if err := oneOf("only", id, ids); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(slices.Clone(experiment.Patterns), func(p experiment.Pattern) bool {
		return len(f.only) > 0 && !slices.Contains(f.only, p.ID)
	}), nil
}
