package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/sim"
)

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
		l := listing{command: "scenario metrics", columns: []string{"key", "unit", "kind", "vendors", "by group", "label", "definition"}}
		for _, m := range filterMetrics(strings.Join(args, "")) {
			vendors := "each and all"
			if m.MarketOnly {
				vendors = "all"
			}
			l.rows = append(l.rows, []any{m.Key, m.Unit, string(m.Kind), vendors, slices.Contains(sim.GroupMetrics, m.Key), m.Label, m.Definition})
		}
		if l.rows == nil {
			keys, _ := knownOutcomes()
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
