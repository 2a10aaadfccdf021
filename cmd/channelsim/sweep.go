package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/output/page"
	"channelsim/output/plot"
	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// sweepFlags are the flags of sweep: run's, and what varies.
type sweepFlags struct {
	runFlags
	varyFlags
	plan   string
	points int
}

// varyFlags are --vary and what was made of it.
type varyFlags struct{ vary []string }

// factors reads --vary for a scenario.
func (f *varyFlags) factors(s *scenarios.Scenario) ([]experiment.Factor, error) {
	var all []experiment.Factor
	for _, text := range f.vary {
		factor, err := experiment.ParseFactor(s, text)
		if err != nil {
			return nil, codedError{exitMisuse, fmt.Errorf("--vary %w", err)}
		}
		for i := range all {
			if all[i].Key == factor.Key {
				return nil, misuse(fmt.Sprintf("--vary %s: the key is varied twice", text), "")
			}
		}
		all = append(all, factor)
	}
	return all, nil
}

// numeric are factors that are ranges of numbers, all values of which are meant.
func (f *varyFlags) numeric(s *scenarios.Scenario) ([]experiment.Factor, error) {
	all, err := f.factors(s)
	for i := range all {
		if !all[i].Numeric() || all[i].Values != nil {
			return nil, misuse(fmt.Sprintf("--vary %s: must be a range of numbers without a step", f.vary[i]), "for instance --vary lead_quality=0.1:0.6")
		}
	}
	return all, err
}

// varied prints the flags --vary for commands.
func (f *varyFlags) varied() string { return strings.TrimSpace(asked("vary", f.vary)) }

func sweepCommand() *cobra.Command {
	var f sweepFlags
	cmd := &cobra.Command{
		Use:   "sweep SCENARIO --vary KEY=LO:HI:STEP",
		Short: "How do outcomes respond to one or more parameters?",
		Long: `sweep simulates a scenario at many values of one or more parameters, on the same random
numbers. --vary KEY=LO:HI:STEP or --vary KEY=a,b,c gives the values; several keys make a
grid, or, with --design latin or sobol and --points N, N points spread evenly over the
ranges. With --out it draws response curves with 95 % bands, and for two numeric keys heat
maps with the line half-way between least and most; of the death spiral it says where things tip.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.sweep(cmd, args[0]) },
	}
	f.register(cmd, "what to look at, as `METRIC[@WINDOW]` (repeatable, the first one leads; default "+strings.Join(sweptOutcomes, ", ")+")", quietOfPlans)
	flags := cmd.Flags()
	flags.StringArrayVar(&f.vary, "vary", nil, "a parameter and its values, as `KEY=LO:HI:STEP`, KEY=LO:HI or KEY=A,B,C (repeatable)")
	flags.StringVar(&f.plan, "design", experiment.GridPlan, "where the points lie: "+strings.Join(experiment.SweepPlans, ", "))
	flags.IntVar(&f.points, "points", 0, "number of points of --design latin and sobol")
	return cmd
}

// sweptOutcomes are looked at when --outcome names none.
var sweptOutcomes = []string{"partner_follow_up_rate@last_half_year", "spiral@all", "vendor_profit@all"}

// sweep is the whole command: plan, simulate, save, show.
func (f *sweepFlags) sweep(cmd *cobra.Command, name string) error {
	w, err := f.planned(cmd, name)
	if err != nil {
		return err
	}
	answer, dir, err := f.conduct(cmd, w.Design)
	defer dir.Close()
	if err != nil {
		return err
	}
	rows, notes := w.Rows(answer), w.Notes(answer)
	return f.conclude(cmd, dir, &conclusion{
		subject:  page.Subject{Answer: answer, Sweep: w, Rows: rows},
		result:   folder.Result{Command: "sweep", Answer: answer, Rows: folder.Sweep(w, answer, rows, notes)},
		closing:  experiment.SaySweep(w, answer, rows, f.source(name), f.varied()+asked("window", f.windows)+asked("outcome", f.outcomes)),
		table:    func(out io.Writer, o text.Options) error { return text.SweepReport(out, w, answer, rows, notes, o) },
		pictures: func() ([]plot.Picture, error) { return plot.Sweep(w, answer, rows, drawn(cmd)) },
	})
}

// planned reads the scenario and checks all flags, before anything is done.
func (f *sweepFlags) planned(cmd *cobra.Command, name string) (*experiment.Sweep, error) {
	given := cmd.Flags().Changed
	if err := f.check(cmd); err != nil {
		return nil, err
	}
	if err := oneOf("design", f.plan, experiment.SweepPlans); err != nil {
		return nil, err
	}
	switch grid := f.plan == experiment.GridPlan; {
	case len(f.vary) == 0:
		return nil, misuse("--vary: must name a parameter and its values", "for instance --vary lead_quality=0.1:0.5:0.1")
	case grid && given("points"):
		return nil, misuse(fmt.Sprintf("--points %d: a grid has its points from the steps of --vary", f.points), "--design sobol takes a number of points")
	case !grid && (f.points < 2 || f.points > experiment.MostPoints):
		return nil, misuse(fmt.Sprintf("--points %d: must lie in [2, %d]", f.points, experiment.MostPoints), "for instance --design "+f.plan+" --points 64")
	}
	s, d, err := f.base(cmd, name, sweptOutcomes...)
	if err != nil {
		return nil, err
	}
	factors, err := f.factors(s)
	if err != nil {
		return nil, err
	}
	w, err := experiment.NewSweep(s, factors, f.plan, f.points, d)
	if err != nil {
		return nil, codedError{exitMisuse, fmt.Errorf("--vary: %w", err)}
	}
	return w, nil
}
