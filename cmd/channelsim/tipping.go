package main

import (
	"context"
	"fmt"
	"io"
	"math"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/output/page"
	"channelsim/output/plot"
	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// tippingFlags are the flags of tipping: some of run's, and how it searches.
type tippingFlags struct {
	runFlags
	varyFlags
	level, tolerance float64
	budget, steps    int
}

func tippingCommand() *cobra.Command {
	var f tippingFlags
	cmd := &cobra.Command{
		Use:   "tipping SCENARIO --vary KEY=LO:HI",
		Short: "Where does it tip, and is the way back another one?",
		Long: `tipping searches the value of a parameter at which half of the runs spiral, with an interval
that holds it in 95 of 100 cases. Then it follows the response along the range from both
ends: where the branches differ, what happened before decides (hysteresis), and the width of the
loop says how much further one must go to come back. It also tells how well early
warnings (variance, autocorrelation) foretell the spiral. A second --vary draws a map of both.
Long runs are shared out by the number of workers only: the search decides as it goes.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.tipping(cmd, args[0]) },
	}
	f.registerSearch(cmd, "write pictures and the answer into a new folder `DIR`")
	flags := cmd.Flags()
	flags.StringArrayVar(&f.vary, "vary", nil, "the parameter and its range, as `KEY=LO:HI`; a second one for a map")
	flags.StringArrayVar(&f.outcomes, "outcome", nil, "what tips, as `METRIC[@WINDOW]` (default spiral@all)")
	flags.Float64Var(&f.level, "level", math.NaN(), "a run has tipped when the outcome is above `X`, in its unit (default half-way between the ends)")
	flags.IntVar(&f.scenario.runs, "runs", experiment.TippingRuns, "most runs at one value; a tenth of them at each value of the loop")
	flags.IntVar(&f.budget, "budget", experiment.TippingBudget, "most runs of the search")
	flags.Float64Var(&f.tolerance, "tolerance", 0, "width of the interval that is narrow enough, in the key's unit (default a fiftieth of the range)")
	flags.IntVar(&f.steps, "steps", experiment.TippingSteps, "values on each branch of the loop")
	return cmd
}

// tipping is the whole command: plan, search, save, show.
func (f *tippingFlags) tipping(cmd *cobra.Command, name string) error {
	t, err := f.planned(cmd, name)
	if err != nil {
		return err
	}
	var a *experiment.TippingAnswer
	dir, err := f.search(cmd, t.Design(), t.Planned(), &t.Staged, func(ctx context.Context) (err error) {
		a, err = t.Find(ctx)
		return err
	})
	if err != nil {
		return err
	}
	defer dir.Close()
	closing := experiment.SayTipping(t, a, f.source(name))
	return f.conclude(cmd, dir, &conclusion{
		subject:  page.Subject{Tipping: t, Found: a},
		result:   folder.Result{Command: "tipping", Rows: folder.Tipping(t, a)},
		closing:  closing,
		table:    func(w io.Writer, o text.Options) error { return text.TippingReport(w, t, a, o) },
		pictures: func() ([]plot.Picture, error) { return plot.Tipping(t, a, closing.Says, drawn(cmd)), nil },
	})
}

// planned reads the scenario and checks all flags, before anything is done.
func (f *tippingFlags) planned(cmd *cobra.Command, name string) (*experiment.Tipping, error) {
	if err := f.checkTipping(cmd); err != nil {
		return nil, err
	}
	runs := f.scenario.runs
	s, d, err := f.base(cmd, name, sim.Spiral+"@all")
	if err != nil {
		return nil, err
	}
	factors, err := f.numeric(s)
	if err != nil {
		return nil, err
	}
	t := &experiment.Tipping{Scenario: s, Factor: factors[0], Seed: uint64(s.Run.Seed), Outcome: d.Outcomes[0], Level: f.level,
		Response: experiment.Outcome{Metric: sim.FollowUp, Window: "last_half_year"}, Runs: runs, Budget: f.budget, Tolerance: f.tolerance, Steps: f.steps}
	if t.Outcome.Metric != sim.Spiral {
		t.Response.Metric = t.Outcome.Metric
	}
	if t.Tolerance == 0 {
		t.Tolerance = (t.Factor.High - t.Factor.Low) / 50
	}
	if len(factors) > 1 {
		t.Second = &factors[1]
	}
	return t, nil
}

func (f *tippingFlags) checkTipping(cmd *cobra.Command) error {
	given := cmd.Flags().Changed
	if err := f.check(cmd); err != nil {
		return err
	}
	switch {
	case len(f.vary) == 0 || len(f.vary) > 2:
		return misuse("--vary: must name one parameter and its range, or two for a map", "for instance --vary lead_quality=0.1:0.6")
	case len(f.outcomes) > 1:
		return misuse("--outcome: one at a time", "")
	case f.scenario.runs < 16 || f.scenario.runs > experiment.ExactRuns:
		return misuse(fmt.Sprintf("--runs %d: must lie in [16, %d]", f.scenario.runs, experiment.ExactRuns), "fewer runs than 16 decide nothing")
	case f.budget < 2*f.scenario.runs:
		return misuse(fmt.Sprintf("--budget %d: must be at least twice --runs %d: both ends may need as many", f.budget, f.scenario.runs), "")
	case given("tolerance") && !(f.tolerance > 0 && f.tolerance < math.Inf(1)):
		return misuse(fmt.Sprintf("--tolerance %v: must be above 0", f.tolerance), "")
	case f.steps < 3 || f.steps > 101:
		return misuse(fmt.Sprintf("--steps %d: must lie in [3, 101]", f.steps), "")
	}
	return nil
}
