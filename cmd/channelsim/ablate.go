package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// ablateFlags are the flags of ablate: run's, and which mechanisms.
type ablateFlags struct {
	runFlags
	mechanisms []string
}

// ablateOutcomes are looked at when --outcome names none.
var ablateOutcomes = []string{"vendor_profit@all", "partner_follow_up_rate@last_half_year"}

func ablateCommand() *cobra.Command {
	var f ablateFlags
	cmd := &cobra.Command{
		Use:   "ablate SCENARIO",
		Short: "Switch each mechanism off in turn: which of them causes it?",
		Long: `ablate simulates a scenario as it is, and once more without each of its mechanisms,
with the same random numbers. It tells what each mechanism makes of the outcomes,
as paired differences with 95 % intervals, the largest first. Mechanisms that
change nothing in the scenario are named and not simulated.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.ablate(cmd, args[0]) },
	}
	f.scenario.register(cmd)
	flags := cmd.Flags()
	flags.IntVar(&f.workers, "workers", 0, "runs side by side; changes no number (default one for each processor)")
	flags.StringArrayVar(&f.mechanisms, "mechanism", nil, "switch off this `NAME` only (repeatable; default all)")
	flags.StringArrayVar(&f.outcomes, "outcome", nil, "what to look at, as `METRIC[@WINDOW]` (repeatable; default "+strings.Join(ablateOutcomes, " and ")+")")
	flags.StringArrayVar(&f.windows, "window", nil, "add a window, as `NAME=14:52` in weeks (repeatable)")
	flags.StringVar(&f.out, "out", "", "write tables, pictures and the answer into a new folder `DIR`")
	flags.BoolVar(&f.csv, "csv", false, "with --out: also write the Parquet tables as CSV")
	flags.BoolVar(&f.quiet, "quiet", false, "no plan, progress and closing sentence")
	f.format = formatFlag(cmd)
	return cmd
}

// ablate is the whole command: plan, simulate, save, show.
func (f *ablateFlags) ablate(cmd *cobra.Command, name string) error {
	ablation, err := f.plan(cmd, name)
	if err != nil {
		return err
	}
	answer, dir, err := f.conduct(cmd, ablation.Design)
	if err != nil {
		return err
	}
	rows := ablation.Rows(answer)
	notes := ablation.Notes(answer, rows)
	r := report{result: folder.Result{Command: "ablate", Answer: answer, Rows: folder.Ablation(ablation, answer, rows, notes)}}
	if dir != nil {
		if err := f.finish(dir, r.result); err != nil {
			return err
		}
	}
	closing := experiment.SayAblation(ablation, answer, rows, f.source(name))
	if err := f.showRows(cmd, r.result.Rows, closing, func(w io.Writer, o text.Options) error {
		return text.AblationReport(w, answer, rows, notes, o)
	}); err != nil {
		return err
	}
	return r.exit()
}

// plan reads the scenario and checks all flags, before anything is done.
func (f *ablateFlags) plan(cmd *cobra.Command, name string) (*experiment.Ablation, error) {
	if err := f.check(cmd); err != nil {
		return nil, err
	}
	var names []string
	for _, m := range scenarios.MechanismTable {
		names = append(names, m.Name)
	}
	for _, m := range f.mechanisms {
		if !slices.Contains(names, m) {
			return nil, misuse(fmt.Sprintf("--mechanism %s: must be one of %s", m, strings.Join(names, ", ")), suggestion(m, names, ""))
		}
	}
	s, err := f.scenario.load(cmd, name)
	if err != nil {
		return nil, err
	}
	s.Expect = nil // they speak of the scenario by itself
	if len(f.outcomes) == 0 {
		f.outcomes = ablateOutcomes
	}
	d, err := f.design(s)
	if err != nil {
		return nil, err
	}
	return experiment.NewAblation(s, f.mechanisms, d.Outcomes, d.Windows)
}

// pilotRuns are simulated to tell how long the whole will take: the first one
// of a simulator takes longer.
const pilotRuns = 2

// announce says on standard error what will be done and how long it may take.
func (f *runFlags) announce(cmd *cobra.Command, d *experiment.Design) error {
	pilot := experiment.Design{Points: d.Points[:1], Runs: pilotRuns, Seed: d.Seed}
	started := time.Now()
	if _, err := experiment.Run(cmd.Context(), pilot, experiment.Options{Workers: 1, Shards: 1}); err != nil {
		return err
	}
	each := time.Since(started) / pilotRuns
	runs := len(d.Points) * d.Runs
	workers := f.workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	all := each * time.Duration(runs) / time.Duration(min(workers, runtime.GOMAXPROCS(0)))
	_, err := fmt.Fprintf(cmd.ErrOrStderr(), "plan: %d points x %d runs = %d runs, about %s (by a pilot, %s a run)\n",
		len(d.Points), d.Runs, runs, max(time.Second, all.Round(time.Second)), each.Round(time.Millisecond))
	return err
}

// showRows prints an answer that is a list of rows, in the format that was asked for.
func (f *runFlags) showRows(cmd *cobra.Command, rows *folder.Rows, closing experiment.Closing, table func(io.Writer, text.Options) error) error {
	w := cmd.OutOrStdout()
	switch *f.format {
	case "csv":
		printNotes(cmd.ErrOrStderr(), rows.Notes)
		return rows.WriteCSV(w)
	case "json":
		return rows.WriteJSON(w)
	}
	o := text.Options{Width: terminalWidth(w), Plain: !colourful(w)}
	if !f.quiet {
		o.Closing = closing.Says
	}
	if err := table(w, o); err != nil || f.quiet {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n  %s\n", text.Wrap(closing.Ask, 80), closing.Command)
	return err
}

// conduct simulates a design of several points: it claims the folder, says what is
// planned, and runs. Nobody waits for a folder where none was asked for.
func (f *runFlags) conduct(cmd *cobra.Command, d experiment.Design) (*experiment.Answer, *folder.Folder, error) {
	dir, err := f.begin(d.Points[0].Scenario, &d)
	if err != nil {
		return nil, nil, err
	}
	if !f.quiet {
		if err := f.announce(cmd, &d); err != nil {
			return nil, nil, err
		}
	}
	answer, err := f.simulate(cmd, d, dir)
	return answer, dir, err
}
