package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/dictionary"
	"channelsim/scenarios"
)

func scenarioCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "scenario",
		Short: "The scenario library, validation, parameters, new scenarios",
	}
	cmd.AddCommand(scenarioListCommand(), scenarioShowCommand(), scenarioCheckCommand(), scenarioNewCommand(), scenarioParamsCommand(), scenarioMetricsCommand(), scenarioColumnsCommand(), scenarioSchemaCommand())
	return cmd
}

var listTable = dictionary.Table{Name: "scenario list", Row: "a scenario that ships with the program", Fields: fieldsOf(
	[3]string{"name", "text", "what commands take as SCENARIO"},
	[3]string{"partners", "integer", "partner firms"},
	[3]string{"vendors", "integer", "vendors"},
	[3]string{"weeks", "integer", "recorded weeks"},
	[3]string{"title", "text", "what the scenario shows"})}

func scenarioListCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the scenarios that ship with the program",
		Args:  cobra.NoArgs,
	}
	format := formatFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		l := listing{table: listTable}
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
	var model int
	asModelFlag(cmd, &model)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		s, err := loadScenario(args[0], model)
		if err != nil {
			return err
		}
		noteMoved(cmd, s, args[0])
		if *resolved {
			return s.WriteTOML(cmd.OutOrStdout())
		}
		text, err := scenarios.SourceAs(args[0], model)
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

var paramsTable = dictionary.Table{Name: "scenario params", Row: "a parameter", Fields: dictionary.Among(fieldsOf(
	[3]string{"key", "text", "SECTION.KEY, or vendors.*.KEY, as --set and --vary take it"},
	[3]string{"unit", "text", "unit; empty where there is none"},
	[3]string{"default", string(dictionary.Any), "value of a scenario that does not set it"},
	[3]string{"range", "text", "what is allowed"},
	[3]string{"plausible", "text", "of an unknown number: the range that sensitivity and similar questions look at by default; empty for others"},
	[3]string{"neutral", string(dictionary.Any), "value under which the numbers of model 3 come back; empty where the default has not moved since"},
	[3]string{"role", "text", "lever (a vendor decides it), unknown (nobody knows it exactly) or fixed"},
	[3]string{"source", "text", "where the default comes from; assumed is an answer"},
	[3]string{"meaning", "text", "what it is"}),
	"role", string(scenarios.Lever), string(scenarios.Unknown), string(scenarios.Fixed))}

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
		l := listing{table: paramsTable}
		for _, p := range filterParams(strings.Join(args, "")) {
			l.rows = append(l.rows, []any{p.Key(), p.Unit, paramValue(p.Default, *format), p.Range(), plausible(p), neutral(p, *format), string(p.Role), p.Source, p.Doc})
		}
		if l.rows == nil {
			return misuse(fmt.Sprintf("no parameter has %q in its key, meaning or source", args[0]), nearestParam(args[0]))
		}
		return l.write(cmd.OutOrStdout(), *format)
	}
	return cmd
}

// paramValue keeps its type in JSON and reads like --set elsewhere.
func paramValue(value any, format string) any {
	if number, ok := value.(float64); ok && format != "json" {
		return scenarios.FormatNumber(number)
	}
	return value
}

// plausible is the range that questions about what nobody knows look at.
func plausible(p scenarios.Param) string {
	low, high, ok := p.Plausible()
	if !ok {
		return ""
	}
	return fmt.Sprintf("[%.4g, %.4g]", low, high)
}

// neutral is what a parameter's default was before the model changed.
func neutral(p scenarios.Param, format string) any {
	was, ok := scenarios.Was(scenarios.Model-1, p.Key())
	if !ok {
		return ""
	}
	return paramValue(was, format)
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
