package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// rerunFlags are the flags of rerun.
type rerunFlags struct {
	run, out string
	csv      bool
	quiet    bool
	format   *string
}

func rerunCommand() *cobra.Command {
	var f rerunFlags
	cmd := &cobra.Command{
		Use:   "rerun DIR --run POINT/REPLICATION",
		Short: "Repeat one run of a saved experiment exactly, with what each partner did",
		Long: `rerun simulates one replication of a run folder again and makes sure that it comes to
the numbers that were saved. With --out it writes the run's weekly series (sample.parquet)
and every partner's weeks (partners.parquet): leads, hours, belief, trust, money, and what
became of each lead (leads.parquet). A run that failed is met again, with its error.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.rerun(cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.run, "run", "", "which run, as `POINT/REPLICATION`, both from 0 as in runs.parquet")
	flags.StringVar(&f.out, "out", "", "write weekly series and partners' weeks into a new folder `DIR`")
	flags.BoolVar(&f.csv, "csv", false, "with --out: also as CSV")
	flags.BoolVar(&f.quiet, "quiet", false, "no closing sentence")
	f.format = formatFlag(cmd)
	return cmd
}

// rerun is the whole command: plan again, simulate, compare, save, show.
func (f *rerunFlags) rerun(cmd *cobra.Command, dir string) error {
	if err := oneOf("format", *f.format, formats); err != nil {
		return err
	}
	m, err := folder.ReadManifest(dir)
	if err != nil {
		return codedError{exitMisuse, fmt.Errorf("%s: no run folder: %w", dir, err)}
	}
	if m.Model != sim.ModelVersion {
		return misuse(fmt.Sprintf("%s: was made by version %d of the model, and this program has version %d", dir, m.Model, sim.ModelVersion),
			"report, plot and export show what it holds")
	}
	d, err := designOfFolder(cmd, dir, m)
	if err != nil {
		return err
	}
	point, replication, err := f.which(&d, m)
	if err != nil {
		return err
	}
	r, err := experiment.RunAgain(cmd.Context(), &d, point, replication, func(*experiment.PartnerWeek) {})
	if err != nil {
		return err
	}
	if r.Err != "" {
		return fmt.Errorf("replication %d of point %d fails again: %s", replication, point, r.Err)
	}
	says, err := f.compare(dir, m, r)
	if err != nil {
		return err
	}
	if err := f.save(cmd, r); err != nil {
		return err
	}
	return f.show(cmd, r, says)
}

// which reads --run.
func (f *rerunFlags) which(d *experiment.Design, m *folder.Manifest) (point, replication int, err error) {
	a, b, _ := strings.Cut(f.run, "/")
	point, err1 := strconv.Atoi(a)
	replication, err2 := strconv.Atoi(b)
	runs := d.Runs
	if d.Precision > 0 {
		runs = m.Planned
	}
	switch {
	case err1 != nil || err2 != nil:
		return 0, 0, misuse(fmt.Sprintf("--run %s: must have the form POINT/REPLICATION", f.run), "for instance --run 0/17")
	case point < 0 || point >= len(d.Points):
		return 0, 0, misuse(fmt.Sprintf("--run %s: the point must lie in [0, %d]", f.run, len(d.Points)-1), "points.csv says what the points are")
	case replication < 0 || replication >= runs:
		return 0, 0, misuse(fmt.Sprintf("--run %s: the replication must lie in [0, %d]", f.run, runs-1), "")
	}
	return point, replication, nil
}

// compare holds the run against what was saved and says how that went.
func (f *rerunFlags) compare(dir string, m *folder.Manifest, r *experiment.Rerun) (string, error) {
	if !m.Complete || m.Checksums["runs.parquet"] == "" {
		return "The folder holds no finished table of runs to compare it with.", nil
	}
	saved, err := folder.ReadRun(dir, &r.Design, r.Point, r.Replication)
	switch {
	case err != nil:
		return "", err
	case saved == nil:
		return "It failed when the folder was made and does not now.", nil
	}
	if err := folder.Agrees(saved, r.Record, r.Design.Layout(r.Point)); err != nil {
		return "", fmt.Errorf("the run comes to other numbers than those in %s: %w\n  was the folder changed, or made by another program?", dir, err)
	}
	return "It comes to the numbers that were saved, to the last bit.", nil
}

// save writes the traces, if there is a folder for them.
func (f *rerunFlags) save(cmd *cobra.Command, r *experiment.Rerun) error {
	if f.out == "" {
		return nil
	}
	trace := func(week func(*experiment.PartnerWeek), run func(*experiment.Rerun) error) error {
		again, err := experiment.RunAgain(cmd.Context(), &r.Design, r.Point, r.Replication, week)
		if err != nil {
			return err
		}
		return run(again)
	}
	return outError(folder.SaveRerun(f.out, r, trace, f.csv))
}

// showRows prints the run as rows; note says which it is.
func (f *rerunFlags) showRows(cmd *cobra.Command, a *experiment.Answer, point int, note string) error {
	for i := range a.Summary {
		a.Summary[i].Point = point // in the answer of one run there is point 0 alone
	}
	for i := range a.Survival {
		a.Survival[i].Point = point
	}
	a.Notes = append(a.Notes, note)
	result := folder.Result{Command: "rerun", Answer: a}
	if *f.format == "json" {
		return result.WriteJSON(cmd.OutOrStdout())
	}
	printNotes(cmd.ErrOrStderr(), a.Notes)
	return result.WriteCSV(cmd.OutOrStdout())
}

func (f *rerunFlags) show(cmd *cobra.Command, r *experiment.Rerun, says string) error {
	a, err := r.Answer()
	if err != nil {
		return err
	}
	w := cmd.OutOrStdout()
	which := fmt.Sprintf("Replication %d of point %d (%s), seed %d", r.Replication, r.Point, a.Design.Points[0].Scenario.Name, r.Design.Seed)
	if *f.format != "table" {
		return f.showRows(cmd, a, r.Point, which+". "+says)
	}
	fmt.Fprint(w, text.Wrap(which, wrapWidth(w)), "\n\n")
	if err := text.OutcomeTable(w, a, wrapWidth(w), !colourful(w)); err != nil || f.quiet {
		return err
	}
	_, err = fmt.Fprintf(w, "\n%s\n", text.Wrap(says, wrapWidth(w)))
	return err
}
