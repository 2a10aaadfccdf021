package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// checkExpectations simulates scenarios as they stand and judges what they
// expect. The exit code tells whether everything that could be judged was met.
func checkExpectations(cmd *cobra.Command, names []string) error {
	met := true
	for _, name := range names {
		s, err := loadScenario(name)
		if err != nil {
			return err
		}
		ok, err := expectationsMet(cmd, name, s)
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

// expectationsMet simulates a scenario and prints a verdict on each expectation.
func expectationsMet(cmd *cobra.Command, name string, s *scenarios.Scenario) (bool, error) {
	w := cmd.OutOrStdout()
	if len(s.Expect) == 0 {
		_, err := fmt.Fprintf(w, "%s: expects nothing\n", name)
		return true, err
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
		if _, err := fmt.Fprintf(w, "%s: %s\n", name, v); err != nil {
			return false, err
		}
	}
	return !broken(verdicts), nil
}
