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
			return misuse(fmt.Sprintf("no outcome has %q in its key, label or definition", args[0]), suggestion(args[0], metricKeys(), cmd.CommandPath()+" lists all"))
		}
		return l.write(cmd.OutOrStdout(), *format)
	}
	return cmd
}

func metricKeys() []string {
	keys := make([]string, len(sim.Metrics))
	for i := range sim.Metrics {
		keys[i] = sim.Metrics[i].Key
	}
	return keys
}

// filterMetrics selects a whole kind by its name, else whatever has the filter in it.
func filterMetrics(filter string) []sim.Metric {
	filter = strings.ToLower(filter)
	var named, containing []sim.Metric
	for _, m := range sim.Metrics {
		if string(m.Kind) == filter {
			named = append(named, m)
		}
		if strings.Contains(strings.ToLower(m.Key+"\n"+m.Label+"\n"+m.Definition), filter) {
			containing = append(containing, m)
		}
	}
	if named != nil {
		return named
	}
	return containing
}
