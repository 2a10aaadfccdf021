package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/output/page"
	"channelsim/output/plot"
	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/scenarios/crm"
	"channelsim/sim/experiment"
)

// calibrateFlags are the flags of calibrate: some of run's, the data and how it searches.
type calibrateFlags struct {
	runFlags
	varyFlags
	files        []string
	columns      []string
	route        string
	won, lost    []string
	keep, budget int
}

func calibrateCommand() *cobra.Command {
	var f calibrateFlags
	cmd := &cobra.Command{
		Use:   "calibrate SCENARIO --data FILE --vary KEY=LO:HI",
		Short: "Which values of unknown parameters fit what was observed?",
		Long: `calibrate fits parameters of a scenario to what is known of a programme. FILE is an export of
opportunities from a CRM system (CSV), or summary targets (TOML):

  [[target]]
  outcome = "partner_follow_up_rate@first_quarter"
  value = 0.55
  n = 400                 # leads counted; or sd = 0.03, or low = 0.5 and high = 0.6
  source = "partner portal"

An export tells win rates by route and how unequal partners' revenue is, which are fitted to, and
the value of deals and the length of the sales cycle, which are taken over. It is read, not copied.
The search tries values all over the ranges of --vary, one run each, and then more around those
whose outcomes are most like the observed ones (approximate Bayesian computation). It ends with what
the data say of each parameter, whether the model can give what was observed, and a fitted scenario.

  channelsim calibrate classroom --data known.toml --vary lead_quality=0.1:0.6 --out fit
  channelsim calibrate baseline --data opportunities.csv --route direct --vary close=0.1:0.9`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.calibrate(cmd, args[0]) },
	}
	f.registerSearch(cmd, "write the answer, posterior.csv, fitted.toml and pictures into a new folder `DIR`")
	flags := cmd.Flags()
	flags.StringArrayVar(&f.files, "data", nil, "what is known: targets (`FILE`.toml) or an export of opportunities (CSV; repeatable)")
	flags.StringArrayVar(&f.vary, "vary", nil, "fit this parameter within a range, as `KEY=LO:HI` (repeatable)")
	flags.StringArrayVar(&f.columns, "column", nil, "what a column of the export is, as `ROLE=NAME` with ROLE one of "+strings.Join(crm.Roles, ", ")+" (repeatable; default by usual names)")
	flags.StringVar(&f.route, "route", "", "all opportunities of the export are of one route: `direct` or partner")
	flags.StringSliceVar(&f.won, "won", nil, "`STAGE`s of the export that mean won (default all with \"won\" in them)")
	flags.StringSliceVar(&f.lost, "lost", nil, "`STAGE`s of the export that mean lost (default all with \"lost\" in them)")
	flags.StringArrayVar(&f.windows, "window", nil, "add a window for targets, as `NAME=14:52` in weeks (repeatable)")
	flags.IntVar(&f.keep, "keep", experiment.CalibrationKeep, "combinations of values that are kept: they tell what the data allow")
	flags.IntVar(&f.budget, "budget", experiment.CalibrationBudget, "most runs of the search")
	flags.IntVar(&f.scenario.runs, "runs", experiment.CalibrationChecks, "runs with which the fit is checked, and as many of the fitted scenario")
	return cmd
}

// calibrate is the whole command: plan, search, save, show.
func (f *calibrateFlags) calibrate(cmd *cobra.Command, name string) error {
	c, err := f.planned(cmd, name)
	if err != nil {
		return err
	}
	var a *experiment.CalibrationAnswer
	dir, err := f.search(cmd, c.Design(), c.Planned(), &c.Staged, func(ctx context.Context) (err error) {
		a, err = c.Find(ctx)
		return err
	})
	if err != nil {
		return err
	}
	defer dir.Close()
	return f.conclude(cmd, dir, &conclusion{
		subject:  page.Subject{Calibration: c, Fit: a},
		result:   folder.Result{Command: "calibrate", Rows: folder.Calibration(c, a)},
		closing:  experiment.SayCalibration(c, a, f.source(name)),
		table:    func(w io.Writer, o text.Options) error { return text.CalibrationReport(w, c, a, o) },
		files:    folder.CalibrationFiles(c, a),
		pictures: func() ([]plot.Picture, error) { return plot.Calibration(c, a, drawn(cmd)), nil },
	})
}

// planned reads scenario and data and checks all flags, before anything is done.
func (f *calibrateFlags) planned(cmd *cobra.Command, name string) (*experiment.Calibration, error) {
	if err := f.checkCalibration(cmd); err != nil {
		return nil, err
	}
	s, d, err := f.base(cmd, name)
	if err != nil {
		return nil, err
	}
	factors, err := f.numeric(s)
	if err != nil {
		return nil, err
	}
	for i := range factors {
		if factors[i].Idle(s) {
			return nil, misuse(fmt.Sprintf("--vary %s: is not in use in %s: no data can tell it", f.vary[i], s.Name), "a mechanism may be off, or a policy may not heed it")
		}
	}
	known, err := f.evidence(cmd)
	if err != nil {
		return nil, err
	}
	c, err := experiment.NewCalibration(s, factors, known, f.held(), d)
	if err != nil {
		return nil, codedError{exitMisuse, fmt.Errorf("calibrate: %w", err)}
	}
	c.Keep, c.Budget, c.Checks = f.keep, f.budget, f.scenario.runs
	return c, nil
}

// held are the keys that the user set: what the data measure does not override them.
func (f *calibrateFlags) held() (keys []string) {
	for _, set := range f.scenario.set {
		key, _, _ := strings.Cut(set, "=")
		keys = append(keys, strings.TrimSpace(key))
	}
	return keys
}

func (f *calibrateFlags) checkCalibration(cmd *cobra.Command) error {
	if err := f.check(cmd); err != nil {
		return err
	}
	switch {
	case len(f.files) == 0:
		return misuse("--data: must name what is known of the programme", "targets in a TOML file, or an export of opportunities; channelsim calibrate --help shows how they look")
	case len(f.vary) == 0:
		return misuse("--vary: must name at least one parameter and its range", "for instance --vary lead_quality=0.1:0.6; channelsim scenario params --role unknown lists what nobody knows exactly")
	case f.route != "" && f.route != crm.Direct && f.route != crm.Partner:
		return misuse(fmt.Sprintf("--route %s: must be %s or %s", f.route, crm.Direct, crm.Partner), "")
	case f.keep < 50 || f.keep > 10_000:
		return misuse(fmt.Sprintf("--keep %d: must lie in [50, 10000]", f.keep), "")
	case f.budget < 3*f.keep:
		return misuse(fmt.Sprintf("--budget %d: must be at least three times --keep %d: the search begins with twice as many", f.budget, f.keep), "")
	case f.scenario.runs < 20 || f.scenario.runs > 10_000:
		return misuse(fmt.Sprintf("--runs %d: must lie in [20, 10000]", f.scenario.runs), "")
	}
	_, err := f.roles()
	return err
}

// roles reads --column.
func (f *calibrateFlags) roles() (map[string]string, error) {
	all := map[string]string{}
	for _, text := range f.columns {
		role, name, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return nil, misuse(fmt.Sprintf("--column %s: must have the form ROLE=NAME", text), "for instance --column stage=\"Deal Stage\"")
		}
		if err := oneOf("column", role, crm.Roles); err != nil {
			return nil, err
		}
		all[role] = name
	}
	return all, nil
}

// evidence reads all files of --data; of a folder that is read back, what they said.
func (f *calibrateFlags) evidence(cmd *cobra.Command) (*scenarios.Evidence, error) {
	all := &scenarios.Evidence{}
	f.data = map[string][]byte{}
	for _, file := range f.files {
		e, err := f.known(cmd, file)
		if err != nil {
			return nil, misread(file, err)
		}
		var b bytes.Buffer
		if err := e.WriteTOML(&b); err != nil {
			return nil, err
		}
		f.data[file] = b.Bytes()
		all.Targets, all.Measured, all.Notes = append(all.Targets, e.Targets...), append(all.Measured, e.Measured...), append(all.Notes, e.Notes...)
	}
	return all, nil
}

// known reads one file: targets, or an export.
func (f *calibrateFlags) known(cmd *cobra.Command, file string) (*scenarios.Evidence, error) {
	if again := replayed(cmd); again != nil && again.data[file] != "" {
		return scenarios.LoadTargets(again.data[file])
	}
	if strings.EqualFold(filepath.Ext(file), ".toml") {
		return scenarios.LoadTargets(file)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	columns, err := f.roles()
	if err != nil {
		return nil, err
	}
	e, err := crm.Read(filepath.Base(file), data, crm.Options{Columns: columns, Route: f.route, Won: f.won, Lost: f.lost})
	if err != nil {
		return nil, err
	}
	return e.Evidence(), nil
}

// misread makes misuse of an error in a file of --data.
func misread(file string, err error) error {
	var fault scenarios.Fault
	var faults scenarios.Faults
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return misuse("--data "+file+": there is no such file", "")
	case errors.As(err, &path), errors.As(err, &fault), errors.As(err, &faults):
		return codedError{exitMisuse, err}
	}
	return err
}
