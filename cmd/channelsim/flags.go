package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/scenarios"
	"channelsim/sim"
)

// scenarioFlags are the flags of every command that takes a SCENARIO.
type scenarioFlags struct {
	set               []string
	seed, weeks, runs int
	asModel           int

	read map[string]*scenarios.Scenario // what load made of the names given
}

// register adds the flags to a command, and completion of shipped names.
func (f *scenarioFlags) register(cmd *cobra.Command) {
	f.registerOne(cmd)
	cmd.Flags().IntVar(&f.runs, "runs", 0, "replications (default the scenario's)")
}

// registerOne is register for commands that simulate a single run.
func (f *scenarioFlags) registerOne(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.set, "set", nil, "give a parameter another value, as `KEY=VALUE` (repeatable)")
	flags.IntVar(&f.seed, "seed", 0, "seed of all random numbers (default the scenario's)")
	flags.IntVar(&f.weeks, "weeks", 0, "recorded weeks (default the scenario's)")
	asModelFlag(cmd, &f.asModel)
	cmd.ValidArgsFunction = completeScenario
}

// asModelFlag is the flag of commands that read scenario files of earlier models.
func asModelFlag(cmd *cobra.Command, model *int) {
	cmd.Flags().IntVar(model, "as-model", scenarios.Model, "take what a scenario leaves open, and a shipped one, as version `N` of the model had it")
}

func completeScenario(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return scenarios.Library(), cobra.ShellCompDirectiveDefault
}

// altersAssumptions reports whether the flags make another scenario of it, so
// that the file's expectations cannot be held against it.
func (f *scenarioFlags) altersAssumptions(cmd *cobra.Command) bool {
	return len(f.set) > 0 || cmd.Flags().Changed("weeks")
}

// load reads a scenario and applies the flags; what it returns is valid. Its
// errors lead to the exit code for misuse.
func (f *scenarioFlags) load(cmd *cobra.Command, nameOrPath string) (s *scenarios.Scenario, err error) {
	if again := replayed(cmd); again != nil && again.sources[nameOrPath] != "" {
		s, err = loadScenario(again.sources[nameOrPath], again.made.Model) // as it was, flags and all
	} else {
		s, err = f.apply(cmd, nameOrPath)
	}
	if f.read == nil {
		f.read = map[string]*scenarios.Scenario{}
	}
	f.read[nameOrPath] = s
	return s, err
}

// apply reads a scenario and applies the flags.
func (f *scenarioFlags) apply(cmd *cobra.Command, nameOrPath string) (*scenarios.Scenario, error) {
	s, err := loadScenario(nameOrPath, f.asModel)
	if err != nil {
		return nil, err
	}
	noteMoved(cmd, s, nameOrPath)
	settings, err := f.settings(cmd)
	if err != nil || settings == nil {
		return s, err
	}
	if err := s.SetAll(settings...); err != nil {
		return nil, err
	}
	return s, s.Validate()
}

// settings are the flags' values, those of --seed, --weeks and --runs last.
func (f *scenarioFlags) settings(cmd *cobra.Command) ([]scenarios.Setting, error) {
	settings, err := parseSettings("set", f.set)
	if err != nil {
		return nil, err
	}
	for _, own := range []struct {
		flag  string
		value int
	}{{"seed", f.seed}, {"weeks", f.weeks}, {"runs", f.runs}} {
		if cmd.Flags().Changed(own.flag) {
			settings = append(settings, scenarios.Setting{Key: "run." + own.flag, Value: own.value})
		}
	}
	return settings, nil
}

// parseSettings reads KEY=VALUE pairs of a flag.
func parseSettings(flag string, pairs []string) ([]scenarios.Setting, error) {
	var settings []scenarios.Setting
	for _, pair := range pairs {
		key, value, ok := strings.Cut(pair, "=")
		if !ok || key == "" {
			return nil, misuse(fmt.Sprintf("--%s %s: must have the form KEY=VALUE", flag, pair), "for instance --"+flag+" partners.trust_start=0.4")
		}
		settings = append(settings, scenarios.Setting{Key: strings.TrimSpace(key), Value: strings.TrimSpace(value)})
	}
	return settings, nil
}

// oneOf refuses a flag's value that is not among those allowed.
func oneOf(flag, value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return misuse(fmt.Sprintf("--%s %s: must be one of %s", flag, value, strings.Join(allowed, ", ")), suggestion(value, allowed, ""))
}

// knownOutcomes lists the metrics and windows that expectations may name, and the metrics
// that are about the whole run.
var knownOutcomes = func() (metrics, windows, whole []string) {
	for i := range sim.Metrics {
		metrics = append(metrics, sim.Metrics[i].Key)
		if sim.Metrics[i].RunOnly {
			whole = append(whole, sim.Metrics[i].Key)
		}
	}
	for _, w := range sim.StandardWindows(1) {
		windows = append(windows, w.Name)
	}
	return metrics, windows, whole
}

// loadScenario reads a scenario, with its expectations checked against what
// the program records.
func loadScenario(nameOrPath string, model int) (*scenarios.Scenario, error) {
	s, err := scenarios.LoadAs(nameOrPath, model)
	var path *fs.PathError
	if errors.As(err, &path) {
		return nil, codedError{exitMisuse, err}
	}
	if err != nil {
		return s, err
	}
	if err := s.CheckOutcomes(knownOutcomes()); err != nil {
		return nil, err
	}
	return s, nil
}

// noteMoved tells, also with --quiet, of values that a file leaves open and the program has changed.
func noteMoved(cmd *cobra.Command, s *scenarios.Scenario, file string) {
	if note := s.MovedNote(file); note != "" {
		printNotes(cmd.ErrOrStderr(), []string{note})
	}
}

// flagged reports whether a flag without a value is set.
func flagged(cmd *cobra.Command, name string) bool {
	set, err := cmd.Flags().GetBool(name)
	return err == nil && set
}
