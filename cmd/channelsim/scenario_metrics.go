package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/dictionary"
	"channelsim/sim"
)

var metricsTable = dictionary.Table{Name: "scenario metrics", Row: "an outcome", Fields: dictionary.Among(fieldsOf(
	[3]string{"key", "text", "METRIC, as --outcome and files have it"},
	[3]string{"unit", "text", "unit; share is a number from 0 to 1"},
	[3]string{"kind", "text", "flow (a sum over the window), ratio (of two sums), state (a mean over the window) or whole (of the window as a whole, without weekly values)"},
	[3]string{"vendors", "text", "each and all, or all: recorded for each vendor, or for the whole market only"},
	[3]string{"by group", "true or false", "also recorded by archetype, segment and tier"},
	[3]string{"label", "text", "name in tables and pictures"},
	[3]string{"definition", "text", "how it is counted"}),
	"kind", string(sim.Flow), string(sim.Ratio), string(sim.State), string(sim.Whole))}

func scenarioMetricsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "metrics [FILTER]",
		Short: "Print the table of outcomes",
		Long: `Print the table of outcomes that runs record, with unit and definition. FILTER is a
kind (flow, ratio, state, whole), or a part of a key, label or definition. Outcomes
of which by group is true are also recorded by archetype, segment and tier.`,
		Args: cobra.MaximumNArgs(1),
	}
	format := formatFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		l := listing{table: metricsTable}
		for _, m := range filterMetrics(strings.Join(args, "")) {
			vendors := "each and all"
			if m.MarketOnly {
				vendors = "all"
			}
			l.rows = append(l.rows, []any{m.Key, m.Unit, string(m.Kind), vendors, slices.Contains(sim.GroupMetrics, m.Key), m.Label, m.Definition})
		}
		if l.rows == nil {
			keys, _, _ := knownOutcomes()
			return misuse(fmt.Sprintf("no outcome has %q in its key, label or definition", args[0]), suggestion(args[0], keys, cmd.CommandPath()+" lists all"))
		}
		return l.write(cmd.OutOrStdout(), *format)
	}
	return cmd
}

// filterMetrics selects a whole kind by its name, else whatever has the filter in it.
func filterMetrics(filter string) []sim.Metric {
	return sift(sim.Metrics, filter, func(m *sim.Metric) ([]string, string) {
		return []string{string(m.Kind)}, m.Key + "\n" + m.Label + "\n" + m.Definition
	})
}
