package main

import (
	"fmt"
	"runtime"
	"strconv"

	"github.com/spf13/cobra"

	"channelsim/output/text"
	"channelsim/sim/experiment"
)

// storyFlags are the flags of story beside those of the scenario.
type storyFlags struct {
	scenario    scenarioFlags
	replication int
	partner     string
	rep         int
	vendor      string
	twin        []string
	full        bool
	format      *string
}

// storyFacts are what JSON says of all rows.
var storyFacts = fieldsOf(
	[3]string{"scenario", "text", "name of the scenario"},
	[3]string{"seed", "integer", "seed of all random numbers"},
	[3]string{"replication", "integer", "which of the scenario's runs, from 0"},
	[3]string{"who", "text", "whose story it is"})

func storyCommand() *cobra.Command {
	var f storyFlags
	cmd := &cobra.Command{
		Use:   "story SCENARIO",
		Short: "Tell the life of one partner, rep or vendor, and where it parts from the same life in another world",
		Long: `story simulates one run and tells the diary of a partner, a rep or a vendor: what
came, what it believed and why it changed its mind, with numbers. By default it is
the most telling partner: of those that stayed and got a fair number of leads, the
one whose follow-up fell most.

With --twin the same life is told in a world that differs in that setting and has
the same random numbers: the week and the reason where the two part, and both ends.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	f.scenario.registerOne(cmd)
	flags := cmd.Flags()
	flags.IntVar(&f.replication, "replication", 0, "which of the scenario's runs, by number from 0")
	flags.StringVar(&f.partner, "partner", "auto", "whose story: a partner by `NUMBER` from 1, or auto for the most telling")
	flags.IntVar(&f.rep, "rep", 0, "a rep's story instead, by `NUMBER` from 1 through all vendors")
	flags.StringVar(&f.vendor, "vendor", "", "a vendor's story instead, by `NAME`: what its reports said and what was so")
	flags.StringArrayVar(&f.twin, "twin", nil, "tell the same life with another value, too, as `KEY=VALUE` (repeatable)")
	flags.BoolVar(&f.full, "full", false, "every week, not the telling ones alone")
	f.format = formatFlag(cmd)
	return cmd
}

func (f *storyFlags) run(cmd *cobra.Command, name string) error {
	p, err := f.plan(cmd, name)
	if err != nil {
		return err
	}
	s, err := experiment.Tell(cmd.Context(), p)
	switch {
	case cmd.Context().Err() != nil:
		return cmd.Context().Err()
	case err != nil:
		return codedError{exitMisuse, err}
	}
	w := cmd.OutOrStdout()
	if *f.format == "table" {
		return text.StoryReport(w, s, text.Options{Width: terminalWidth(w), Plain: !colourful(w)})
	}
	l := listing{table: text.StoryTable(s), rows: text.StoryRows(s), about: storyFacts,
		facts: []any{p.Scenario.Name, p.Seed, p.Replication, s.Hero.Name(p.Scenario)}}
	return l.write(w, *f.format)
}

// plan reads the scenario and the flags.
func (f *storyFlags) plan(cmd *cobra.Command, name string) (p experiment.Plan, err error) {
	if p.Hero, err = f.hero(cmd); err != nil {
		return p, err
	}
	if err := oneOf("format", *f.format, formats); err != nil {
		return p, err
	}
	if f.replication < 0 {
		return p, misuse(fmt.Sprintf("--replication %d: must be at least 0", f.replication), "")
	}
	if p.Twin, err = parseSettings("twin", f.twin); err != nil {
		return p, err
	}
	if err := experiment.CheckTwin(p.Twin); err != nil {
		return p, codedError{exitMisuse, err}
	}
	if p.Scenario, err = f.scenario.load(cmd, name); err != nil {
		return p, err
	}
	p.Seed, p.Replication, p.Full, p.Shards = uint64(p.Scenario.Run.Seed), f.replication, f.full, runtime.GOMAXPROCS(0)
	return p, nil
}

// hero reads whose story is asked for.
func (f *storyFlags) hero(cmd *cobra.Command) (h experiment.Hero, err error) {
	given := cmd.Flags().Changed
	asked := 0
	for _, name := range []string{"partner", "rep", "vendor"} {
		if given(name) {
			asked++
		}
	}
	switch {
	case asked > 1:
		return h, misuse("--partner, --rep and --vendor exclude each other", "a story has one hero")
	case given("vendor"):
		if f.vendor == "" {
			return h, misuse("--vendor: must name a vendor", "")
		}
		return experiment.Hero{Vendor: f.vendor}, nil
	case given("rep"):
		return experiment.Hero{Rep: true, Number: f.rep}, nil
	case f.partner == "auto":
		return h, nil
	}
	n, err := strconv.Atoi(f.partner)
	if err != nil || n == 0 {
		return h, misuse(fmt.Sprintf("--partner %s: must be auto or a number from 1", f.partner), suggestion(f.partner, []string{"auto"}, "for instance --partner 17"))
	}
	return experiment.Hero{Number: n}, nil
}
