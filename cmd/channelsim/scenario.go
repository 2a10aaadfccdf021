package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/scenarios"
)

func scenarioCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "scenario",
		Short: "The scenario library, validation, parameters, new scenarios",
	}
	cmd.AddCommand(scenarioListCommand(), scenarioShowCommand(), scenarioCheckCommand(), scenarioNewCommand(), scenarioParamsCommand(), scenarioMetricsCommand(), scenarioSchemaCommand())
	return cmd
}

func scenarioListCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the scenarios that ship with the program",
		Args:  cobra.NoArgs,
	}
	format := formatFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		l := listing{command: "scenario list", columns: []string{"name", "partners", "vendors", "weeks", "title"}}
		for _, name := range scenarios.Library() {
			s, err := scenarios.Load(name)
			if err != nil {
				return err
			}
			l.rows = append(l.rows, []any{name, s.Partners.Count, len(s.Vendors), s.Run.Weeks, s.Title})
		}
		return l.write(cmd.OutOrStdout(), *format)
	}
	return cmd
}

func scenarioShowCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:               "show SCENARIO",
		Short:             "Print a scenario with its comments, or in full",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeScenario,
	}
	resolved := cmd.Flags().Bool("resolved", false, "print every parameter instead, with what is inherited")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		s, err := loadScenario(args[0])
		if err != nil {
			return err
		}
		if *resolved {
			return s.WriteTOML(cmd.OutOrStdout())
		}
		text, err := scenarios.Source(args[0])
		if err != nil { // not shipped: then it is a file, and was just read
			if text, err = os.ReadFile(args[0]); err != nil {
				return err
			}
		}
		_, err = cmd.OutOrStdout().Write(text)
		return err
	}
	return cmd
}

func scenarioCheckCommand() *cobra.Command {
	var simulate bool
	cmd := &cobra.Command{
		Use:               "check SCENARIO...",
		Short:             "Check scenarios and report every fault with file and line",
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completeScenario,
		RunE: func(cmd *cobra.Command, args []string) error {
			bad := false
			for _, name := range args {
				if err := checkOne(cmd.OutOrStdout(), name); err != nil {
					printError(cmd.ErrOrStderr(), err)
					bad = true
				}
			}
			if bad {
				return codedError{code: exitMisuse}
			}
			if simulate {
				return checkExpectations(cmd, args)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&simulate, "run", false, "also simulate them and judge their expectations")
	return cmd
}

func checkOne(w io.Writer, name string) error {
	s, err := loadScenario(name)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s: ok\n", name)
	for _, note := range s.Notes() {
		fmt.Fprintf(w, "note: %s\n", note)
	}
	return nil
}

func scenarioParamsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "params [FILTER]",
		Short: "Print the table of parameters",
		Long: `Print the table of parameters. FILTER is a section (run, market, partners, direct,
segments, archetypes, vendors, mechanisms), a role (lever, unknown, fixed), or a part of a key,
meaning or source.`,
		Args: cobra.MaximumNArgs(1),
	}
	format := formatFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		l := listing{command: "scenario params", columns: []string{"key", "unit", "default", "range", "role", "source", "meaning"}}
		for _, p := range filterParams(strings.Join(args, "")) {
			l.rows = append(l.rows, []any{p.Key(), p.Unit, paramDefault(p, *format), p.Range(), string(p.Role), p.Source, p.Doc})
		}
		if l.rows == nil {
			return misuse(fmt.Sprintf("no parameter has %q in its key, meaning or source", args[0]), nearestParam(args[0]))
		}
		return l.write(cmd.OutOrStdout(), *format)
	}
	return cmd
}

// paramDefault keeps its type in JSON and reads like --set elsewhere.
func paramDefault(p scenarios.Param, format string) any {
	if number, ok := p.Default.(float64); ok && format != "json" {
		return scenarios.FormatNumber(number)
	}
	return p.Default
}

// filterParams selects a whole section or role by its name, else whatever has
// the filter in it.
func filterParams(filter string) []scenarios.Param {
	return sift(scenarios.Params(), filter, func(p *scenarios.Param) ([]string, string) {
		return []string{p.Section, string(p.Role)}, p.Key() + "\n" + p.Doc + "\n" + p.Source
	})
}

func nearestParam(key string) string {
	var fault scenarios.Fault
	if _, err := scenarios.Find(key); errors.As(err, &fault) {
		return fault.Hint
	}
	return ""
}

func scenarioSchemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of scenario files, for editors",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			text, err := scenarios.Schema()
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(text)
			return err
		},
	}
}
