package main

import (
	"fmt"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// What commands share that simulate a design of several points and answer with rows
// of their own: the plan, the runs, the folder.

// usualOutcomes are looked at when --outcome names none.
var usualOutcomes = []string{"vendor_profit@all", "partner_follow_up_rate@last_half_year"}

// quietOfPlans is what --quiet does in these commands.
const quietOfPlans = "no plan, progress and closing sentence"

// pilotRuns are simulated to tell how long the whole will take: the first one
// of a simulator takes longer.
const pilotRuns = 2

// announce says on standard error what will be done and how long it may take.
func (f *runFlags) announce(cmd *cobra.Command, d *experiment.Design) error {
	runs, points := len(d.Points)*d.Runs, experiment.CountOf(len(d.Points), "point")
	if d.Precision > 0 {
		runs = len(d.Points) * experiment.MinPreciseRuns
		return f.pilot(cmd, d, runs, fmt.Sprintf("%s x at least %d runs", points, experiment.MinPreciseRuns))
	}
	return f.pilot(cmd, d, runs, fmt.Sprintf("%s x %s = %s", points, experiment.CountOf(d.Runs, "run"), experiment.CountOf(runs, "run")))
}

// pilot surveys the market of the first point, simulates two runs of it and says how long so many
// may take, and what of that is for settling.
func (f *runFlags) pilot(cmd *cobra.Command, d *experiment.Design, runs int, words string) error {
	pilot := experiment.Design{Points: d.Points[:1], Runs: pilotRuns, Seed: d.Seed}
	grounds, started := &experiment.Grounds{}, time.Now()
	if _, err := grounds.Of(d.Points[0].Scenario); err != nil {
		return err
	}
	survey := time.Since(started)
	if _, err := experiment.Run(cmd.Context(), pilot, experiment.Options{Workers: 1, Shards: 1, Grounds: grounds}); err != nil {
		return err
	}
	each := (time.Since(started) - survey) / pilotRuns
	workers := f.workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	markets := d.Markets()
	all := (each*time.Duration(runs) + survey*time.Duration(markets)) / time.Duration(min(workers, runtime.GOMAXPROCS(0)))
	settling := ""
	if run := &d.Points[0].Scenario.Run; run.Settle > 0 {
		settling = fmt.Sprintf(", of which %d of %d weeks settle the market; %s to survey first, %s each", run.Settle,
			run.Before()+run.Weeks, experiment.CountOf(markets, "market"), survey.Round(time.Millisecond))
	}
	_, err := fmt.Fprintf(cmd.ErrOrStderr(), "plan: %s, about %s (by a pilot, %s a run%s)\n",
		words, max(time.Second, all.Round(time.Second)), each.Round(time.Millisecond), settling)
	return err
}

// base reads the one scenario that such a command starts from, and checks what it looks at: by
// default the usual outcomes. Expectations are left out: they speak of the scenario by itself.
func (f *runFlags) base(cmd *cobra.Command, name string, usual ...string) (*scenarios.Scenario, experiment.Design, error) {
	s, err := f.scenario.load(cmd, name)
	if err != nil {
		return nil, experiment.Design{}, err
	}
	s.Expect = nil
	d, err := f.design(s, usual...)
	return s, d, err
}

// conduct simulates a design of several points: it claims the folder, says what is
// planned, and runs. Nobody waits for a folder where none was asked for. The folder is the
// caller's to close, after an error too.
func (f *runFlags) conduct(cmd *cobra.Command, d experiment.Design) (*experiment.Answer, *folder.Folder, error) {
	dir, err := f.begin(cmd, &d)
	if err != nil {
		return nil, nil, err
	}
	if !f.quiet && (dir == nil || !dir.Finished()) && replayed(cmd) == nil {
		if err := f.announce(cmd, &d); err != nil {
			return nil, dir, err
		}
	}
	answer, err := f.simulate(cmd, d, dir)
	return answer, dir, err
}
