package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/output/page"
	"channelsim/output/plot"
	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// ablateFlags are the flags of ablate: run's, and which mechanisms.
type ablateFlags struct {
	runFlags
	mechanisms []string
}

func ablateCommand() *cobra.Command {
	var f ablateFlags
	cmd := &cobra.Command{
		Use:   "ablate SCENARIO",
		Short: "Switch each mechanism off in turn: which of them causes it?",
		Long: `ablate simulates a scenario as it is, and once more without each of its mechanisms,
with the same random numbers. It tells what each mechanism makes of the outcomes,
as paired differences with 95 % intervals, the largest first. Mechanisms that
change nothing in the scenario are named and not simulated.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.ablate(cmd, args[0]) },
	}
	f.register(cmd, "what to look at, as `METRIC[@WINDOW]` (repeatable; default "+strings.Join(usualOutcomes, " and ")+")", quietOfPlans)
	cmd.Flags().StringArrayVar(&f.mechanisms, "mechanism", nil, "switch off this `NAME` only (repeatable; default all)")
	return cmd
}

// ablate is the whole command: plan, simulate, save, show.
func (f *ablateFlags) ablate(cmd *cobra.Command, name string) error {
	ablation, err := f.plan(cmd, name)
	if err != nil {
		return err
	}
	answer, dir, err := f.conduct(cmd, ablation.Design)
	defer dir.Close()
	if err != nil {
		return err
	}
	rows := ablation.Rows(answer)
	notes := ablation.Notes(answer, rows)
	return f.conclude(cmd, dir, &conclusion{
		subject:  page.Subject{Answer: answer, Ablation: ablation, Effects: rows},
		result:   folder.Result{Command: "ablate", Answer: answer, Rows: folder.Ablation(ablation, answer, rows, notes)},
		closing:  experiment.SayAblation(ablation, answer, rows, f.asking(name)),
		table:    func(w io.Writer, o text.Options) error { return text.AblationReport(w, answer, rows, notes, o) },
		pictures: func() ([]plot.Picture, error) { return plot.Ablation(ablation, answer, rows, drawn(cmd)) },
	})
}

// asking is how the ablation was asked for.
func (f *ablateFlags) asking(name string) experiment.Asking {
	return experiment.Asking{Source: f.source(name), Flags: asked("mechanism", f.mechanisms) + asked("window", f.windows) + asked("outcome", f.outcomes)}
}

// plan reads the scenario and checks all flags, before anything is done.
func (f *ablateFlags) plan(cmd *cobra.Command, name string) (*experiment.Ablation, error) {
	if err := f.check(cmd); err != nil {
		return nil, err
	}
	var names []string
	for _, m := range scenarios.MechanismTable {
		names = append(names, m.Name)
	}
	for _, m := range f.mechanisms {
		if err := oneOf("mechanism", m, names); err != nil {
			return nil, err
		}
	}
	s, d, err := f.base(cmd, name, usualOutcomes...)
	if err != nil {
		return nil, err
	}
	return experiment.NewAblation(s, f.mechanisms, d.Outcomes, d.Windows)
}
