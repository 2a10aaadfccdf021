package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"channelsim/output/dictionary"
	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// checkFlags are the flags of scenario check.
type checkFlags struct {
	asModel  int
	simulate bool
	format   *string
	rows     [][]any // for csv and json, what was found so far
}

var checkTable = dictionary.Table{Name: "scenario check", Row: "a fault, a note, a verdict on an expectation, or ok of a scenario without faults", Fields: dictionary.Among(fieldsOf(
	[3]string{"scenario", "text", "as it was named"},
	[3]string{"kind", "text", "ok, fault, note, or what became of an expectation: met, not met or cannot be judged"},
	[3]string{"file", "text", "file with the fault; empty where there is none"},
	[3]string{"line", "integer", "line in it, from 1; 0 where there is none"},
	[3]string{"key", "text", "key with the fault, or the outcome that is expected"},
	[3]string{"value", "text", "its value; empty where there is none"},
	[3]string{"says", "text", "what is wrong and what is allowed, or what was found"},
	[3]string{"hint", "text", "what to try; empty where there is no hint"}),
	"kind", "ok", "fault", "note", string(experiment.Met), string(experiment.NotMet), string(experiment.Unclear))}

func scenarioCheckCommand() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:               "check SCENARIO...",
		Short:             "Check scenarios and report every fault with file and line",
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completeScenario,
		RunE:              func(cmd *cobra.Command, args []string) error { return f.check(cmd, args) },
	}
	cmd.Flags().BoolVar(&f.simulate, "run", false, "also simulate them and judge their expectations")
	asModelFlag(cmd, &f.asModel)
	f.format = formatFlag(cmd)
	return cmd
}

// check is the whole command. Its exit code tells of faults and of expectations that
// were not met.
func (f *checkFlags) check(cmd *cobra.Command, names []string) error {
	if err := oneOf("format", *f.format, formats); err != nil {
		return err
	}
	verdict := f.checkAll(cmd, names)
	if *f.format == "table" || verdict != nil && !errors.As(verdict, new(codedError)) {
		return verdict
	}
	if err := (listing{table: checkTable, rows: f.rows}).write(cmd.OutOrStdout(), *f.format); err != nil {
		return err
	}
	return verdict
}

func (f *checkFlags) checkAll(cmd *cobra.Command, names []string) error {
	bad := false
	for _, name := range names {
		if err := f.checkOne(cmd, name); err != nil {
			f.fault(cmd, name, err)
			bad = true
		}
	}
	if bad {
		return codedError{code: exitMisuse}
	}
	if f.simulate {
		return f.expectations(cmd, names)
	}
	return nil
}

func (f *checkFlags) checkOne(cmd *cobra.Command, name string) error {
	s, err := loadScenario(name, f.asModel)
	if err != nil {
		return err
	}
	f.say(cmd, name+": ok", name, "ok", "", "")
	notes := s.Notes()
	if moved := s.MovedNote(name); moved != "" {
		notes = append(notes, moved)
	}
	for _, note := range notes {
		f.say(cmd, "note: "+note, name, "note", "", note)
	}
	return nil
}

// say prints a line, or keeps it as a row.
func (f *checkFlags) say(cmd *cobra.Command, line, name, kind, key, says string) {
	if *f.format == "table" {
		fmt.Fprintln(cmd.OutOrStdout(), line)
		return
	}
	f.rows = append(f.rows, []any{name, kind, "", 0, key, "", says, ""})
}

// fault prints what is wrong with a scenario, or keeps it as rows.
func (f *checkFlags) fault(cmd *cobra.Command, name string, err error) {
	var faults scenarios.Faults
	var one scenarios.Fault
	switch {
	case *f.format == "table":
		printError(cmd.ErrOrStderr(), err)
		return
	case errors.As(err, &one):
		faults = scenarios.Faults{one}
	case !errors.As(err, &faults):
		faults = scenarios.Faults{{Msg: err.Error()}}
	}
	for _, x := range faults {
		f.rows = append(f.rows, []any{name, "fault", x.File, x.Line, x.Key, x.Value, x.Msg, x.Hint})
	}
}

// expectations simulates scenarios as they stand and judges what they expect. The
// exit code tells whether everything that could be judged was met.
func (f *checkFlags) expectations(cmd *cobra.Command, names []string) error {
	met := true
	for _, name := range names {
		s, err := loadScenario(name, f.asModel)
		if err != nil {
			return err
		}
		ok, err := f.expectationsMet(cmd, name, s)
		if err != nil {
			return err
		}
		met = met && ok
	}
	if !met {
		return codedError{code: exitExpectation}
	}
	return nil
}

// expectationsMet simulates a scenario and tells a verdict on each expectation.
func (f *checkFlags) expectationsMet(cmd *cobra.Command, name string, s *scenarios.Scenario) (bool, error) {
	if len(s.Expect) == 0 {
		f.say(cmd, name+": expects nothing", name, "note", "", "expects nothing")
		return true, nil
	}
	a, err := experiment.Run(cmd.Context(), designOf(s), experiment.Options{})
	if err != nil {
		return false, err
	}
	if a.Interrupted {
		return false, codedError{exitInterrupted, fmt.Errorf("%s: interrupted before all runs were done: not judged", name)}
	}
	verdicts := experiment.Judge(a, 0)
	for _, v := range verdicts {
		f.say(cmd, fmt.Sprintf("%s: %s", name, v), name, string(v.Judgement), v.Expect.Outcome, v.String())
	}
	return !broken(verdicts), nil
}
