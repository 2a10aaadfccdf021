package main

import (
	"fmt"
	"io"
	"math/bits"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/output/page"
	"channelsim/output/plot"
	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// sensitivityFlags are the flags of sensitivity: run's, and how it is analysed.
type sensitivityFlags struct {
	runFlags
	varyFlags
	method               string
	spread               float64
	trajectories, points int
	second               bool
}

// Without --runs each point gets so many: enough to tell noise from influence.
const sensitivityRuns = 4

func sensitivityCommand() *cobra.Command {
	var f sensitivityFlags
	cmd := &cobra.Command{
		Use:   "sensitivity SCENARIO",
		Short: "Which parameters matter, and how much?",
		Long: `sensitivity varies parameters all over their ranges and tells which of them matter. Without
--vary these are all that nobody knows exactly (role unknown in scenario params), from 30 %
below to 30 % above their value (shares near 1: of what is missing to 1). --method morris screens many parameters with few runs;
--method sobol tells what share of the variance each explains, alone and with others. Noise
between runs is taken out, and what is said to matter stands above it with all parameters
looked at together. Points share their random numbers. Fewer --trajectories or --points, a
few keys in --vary, or fewer --weeks make it quicker; --runs 3 is the least that tells noise well.

  channelsim sensitivity death-spiral --outcome spiral
  channelsim sensitivity classroom --method sobol --second --vary close --vary lead_quality=0.2:0.5`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.sensitivity(cmd, args[0]) },
	}
	f.register(cmd, "what to look at, as `METRIC[@WINDOW]` (repeatable, the first one leads; default "+strings.Join(usualOutcomes, " and ")+")", quietOfPlans)
	flags := cmd.Flags()
	flags.Lookup("runs").Usage = fmt.Sprintf("replications at each point (default %d)", sensitivityRuns)
	flags.StringArrayVar(&f.vary, "vary", nil, "vary this parameter, as `KEY` or KEY=LO:HI (repeatable; default all unknown ones)")
	flags.StringVar(&f.method, "method", experiment.Morris, "how: "+strings.Join(experiment.SensitivityMethods, " or "))
	flags.Float64Var(&f.spread, "spread", 0.3, "ranges that are not given go from 1-`S` to 1+S of the value")
	flags.IntVar(&f.trajectories, "trajectories", 10, "with --method morris: walks through the ranges")
	flags.IntVar(&f.points, "points", 128, "with --method sobol: base points, a power of two")
	flags.BoolVar(&f.second, "second", false, "with --method sobol: what pairs explain, too (twice the points)")
	return cmd
}

// sensitivity is the whole command: plan, simulate, save, show.
func (f *sensitivityFlags) sensitivity(cmd *cobra.Command, name string) error {
	words := experiment.Asking{Source: f.source(name), Flags: f.flags(cmd)}
	a, err := f.planned(cmd, name)
	if err != nil {
		return err
	}
	answer, dir, err := f.conduct(cmd, a.Design)
	defer dir.Close()
	if err != nil {
		return err
	}
	all := a.Influences(answer)
	notes := a.Notes(answer, all)
	return f.conclude(cmd, dir, &conclusion{
		subject: page.Subject{Answer: answer, Sensitivity: a, Influences: all},
		result:  folder.Result{Command: "sensitivity", Answer: answer, Rows: folder.Sensitivity(a, answer, all, notes)},
		closing: experiment.SaySensitivity(a, answer, all, words),
		table: func(out io.Writer, o text.Options) error {
			return text.SensitivityReport(out, a, answer, all, notes, o)
		},
		pictures: func() ([]plot.Picture, error) { return plot.Sensitivity(a, answer, all, drawn(cmd)), nil },
	})
}

// flags are those of this command, as a proposed one repeats them.
func (f *sensitivityFlags) flags(cmd *cobra.Command) string {
	words := asked("vary", f.vary) + asked("window", f.windows) + asked("outcome", f.outcomes)
	for _, name := range []string{"method", "spread", "trajectories", "points", "second", "seed"} {
		if flag := cmd.Flags().Lookup(name); flag.Changed {
			words += " --" + name + "=" + flag.Value.String()
		}
	}
	return words
}

// planned reads the scenario and checks all flags, before anything is done.
func (f *sensitivityFlags) planned(cmd *cobra.Command, name string) (*experiment.Sensitivity, error) {
	if err := f.checkSensitivity(cmd); err != nil {
		return nil, err
	}
	s, d, err := f.base(cmd, name, usualOutcomes...)
	if err != nil {
		return nil, err
	}
	factors, left, err := f.ranges(s)
	if err != nil {
		return nil, err
	}
	if !cmd.Flags().Changed("runs") {
		d.Runs = sensitivityRuns
	}
	size := f.trajectories
	if f.method == experiment.Sobols {
		size = f.points
	}
	a, err := experiment.NewSensitivity(s, f.method, factors, size, f.second, d)
	if err != nil {
		return nil, codedError{exitMisuse, fmt.Errorf("sensitivity: %w", err)}
	}
	a.Left = left
	return a, nil
}

func (f *sensitivityFlags) checkSensitivity(cmd *cobra.Command) error {
	given := cmd.Flags().Changed
	if err := f.check(cmd); err != nil {
		return err
	}
	if err := oneOf("method", f.method, experiment.SensitivityMethods); err != nil {
		return err
	}
	sobol := f.method == experiment.Sobols
	switch {
	case !(f.spread > 0 && f.spread <= 1):
		return misuse(fmt.Sprintf("--spread %v: must lie in (0, 1]", f.spread), "")
	case sobol && given("trajectories"):
		return misuse("--trajectories: belongs to --method morris", "--points N sets the size of --method sobol")
	case !sobol && (given("points") || f.second):
		return misuse("--points and --second: belong to --method sobol", "--trajectories N sets the size of --method morris")
	case f.trajectories < 2 || f.trajectories > 1000:
		return misuse(fmt.Sprintf("--trajectories %d: must lie in [2, 1000]", f.trajectories), "")
	case f.points < 8 || f.points > 1<<14 || bits.OnesCount(uint(f.points)) != 1:
		return misuse(fmt.Sprintf("--points %d: must be a power of two from 8 to %d", f.points, 1<<14), "for instance 128")
	}
	return nil
}

// ranges are what varies: what --vary names, or all that is unknown.
func (f *sensitivityFlags) ranges(s *scenarios.Scenario) (factors []experiment.Factor, left []string, err error) {
	if len(f.vary) == 0 {
		factors, left = experiment.UnknownFactors(s, f.spread)
		return factors, left, nil
	}
	for _, text := range f.vary {
		var factor experiment.Factor
		if strings.Contains(text, "=") {
			factor, err = experiment.ParseFactor(s, text)
		} else {
			factor, err = experiment.FactorAround(s, text, f.spread)
		}
		switch {
		case err != nil:
			return nil, nil, codedError{exitMisuse, fmt.Errorf("--vary %w", err)}
		case !factor.Numeric() || factor.Values != nil:
			return nil, nil, misuse(fmt.Sprintf("--vary %s: must be a range of numbers without a step", text), "for instance --vary lead_quality=0.2:0.4")
		}
		for i := range factors {
			if factors[i].Key == factor.Key {
				return nil, nil, misuse(fmt.Sprintf("--vary %s: the key is varied twice", text), "")
			}
		}
		if factor.Idle(s) {
			left = append(left, factor.Key+" (not in use here)")
			continue
		}
		factors = append(factors, factor)
	}
	if len(factors) == 0 {
		return nil, nil, misuse("--vary: nothing that varies is in use here: "+strings.Join(left, ", "), "a mechanism may be off, or a policy may not heed it: channelsim scenario params tells what each is for")
	}
	return factors, left, nil
}
