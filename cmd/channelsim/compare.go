package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/output/page"
	"channelsim/output/plot"
	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// hingeSpread is how far --hinges varies each parameter.
const hingeSpread = 0.3

// compareFlags are the flags of compare: run's, and what differs.
type compareFlags struct {
	runFlags
	policies     []string
	vendor       string
	indifference float64
	hinges       bool
}

func compareCommand() *cobra.Command {
	var f compareFlags
	cmd := &cobra.Command{
		Use:   "compare SCENARIO...",
		Short: "Which scenario or policy is better, by how much, and how sure is that?",
		Long: `compare simulates several scenarios, or one under several policies (--policy), with
the same random numbers. It tells how they differ, as paired differences with 95 %
intervals, how often each is the best, what it costs on average not to have taken the
best (regret), what the worst 5 % of runs bring, and which it cannot tell apart.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.compare(cmd, args) },
	}
	f.register(cmd, "what to look at, as `METRIC[@WINDOW]` (repeatable, the first one leads; default "+strings.Join(usualOutcomes, " and ")+")", quietOfPlans)
	flags := cmd.Flags()
	flags.StringSliceVar(&f.policies, "policy", nil, "compare one scenario under these policies, as `P,Q,...`")
	flags.StringVar(&f.vendor, "vendor", "", "with --policy: the vendor whose policy it is, by `NAME` (default the first)")
	flags.Float64Var(&f.precision, "precision", 0, "instead of --runs: run until the half-width of every difference of the first outcome is below this `SHARE` of the first mean")
	flags.BoolVar(&f.hinges, "hinges", false, fmt.Sprintf("of two: also what the verdict hinges on, with each unknown parameter 30 %% lower and higher (%d runs at each unless --runs is given)", experiment.HingeRuns))
	flags.Float64Var(&f.indifference, "indifference", 0, "differences of the first outcome up to `X`, in its unit (a share from 0 to 1), do not matter")
	return cmd
}

// compare is the whole command: plan, simulate, save, show.
func (f *compareFlags) compare(cmd *cobra.Command, args []string) error {
	comparison, err := f.plan(cmd, args)
	if err != nil {
		return err
	}
	answer, dir, err := f.conduct(cmd, comparison.Design)
	defer dir.Close()
	if err != nil {
		return err
	}
	contests := comparison.Contests(answer)
	notes := comparison.Notes(answer, contests)
	result := folder.Result{Command: "compare", Answer: answer, Rows: folder.Comparison(comparison, answer, contests, notes)}
	closing := experiment.SayComparison(comparison, answer, contests, f.commands(comparison, args))
	var hinges []experiment.Hinge
	if f.hinges {
		hinges = comparison.Hinges(answer)
		result.Rows.WithHinges(hinges)
	}
	return f.conclude(cmd, dir, &conclusion{
		subject: page.Subject{Answer: answer, Comparison: comparison, Contests: contests, Hinges: hinges},
		result:  result, closing: closing, money: comparison.SayMoney(answer),
		table: func(w io.Writer, o text.Options) error {
			if err := text.ComparisonReport(w, comparison, answer, contests, notes, o); err != nil || !f.hinges {
				return err
			}
			return text.HingeTable(w, comparison, answer, &contests[0], hinges, comparison.SayHinges(answer, hinges), o)
		},
		pictures: func() ([]plot.Picture, error) {
			return plot.Comparison(comparison, answer, contests, closing.Says, drawn(cmd)), nil
		},
	})
}

// plan reads the scenarios and checks all flags, before anything is done.
func (f *compareFlags) plan(cmd *cobra.Command, args []string) (*experiment.Comparison, error) {
	if err := f.checkCompare(cmd, args); err != nil {
		return nil, err
	}
	names, points, err := f.points(cmd, args)
	if err != nil {
		return nil, err
	}
	d, err := f.design(points[0].Scenario, usualOutcomes...)
	if err != nil {
		return nil, err
	}
	if f.indifference > 0 && experiment.BetterOf(d.Outcomes[0].Metric) == experiment.Neither {
		return nil, misuse(fmt.Sprintf("--indifference %v: neither more nor less of %s is better, so that nothing can be ranked by it", f.indifference, d.Outcomes[0]),
			"leave it out, or name an outcome with a better side, such as --outcome vendor_profit")
	}
	comparison, err := experiment.NewComparison(names, points, d)
	if err != nil {
		return nil, codedError{exitMisuse, err}
	}
	comparison.Indifference = f.indifference
	if f.hinges {
		comparison.Hinge(hingeSpread)
		if !cmd.Flags().Changed("runs") {
			comparison.Design.Runs = experiment.HingeRuns
		}
	}
	if f.precision > 0 {
		comparison.Design.Paired = len(points)
	}
	return comparison, nil
}

// asked prints the values of a repeatable flag for a command.
func asked(flag string, values []string) string {
	text := ""
	for _, v := range values {
		text += " --" + flag + " " + commandWord(v)
	}
	return text
}

// checkCompare refuses flags and arguments that do not go together.
func (f *compareFlags) checkCompare(cmd *cobra.Command, args []string) error {
	given := cmd.Flags().Changed
	switch {
	case len(args) == 1 && !given("policy"):
		return misuse("there is only one scenario to compare", "name another one, or policies for it: --policy cherry-pick,merit")
	case len(args) > 1 && given("policy"):
		return misuse(fmt.Sprintf("--policy: compares one scenario under several policies, and %d scenarios are given", len(args)),
			"name one scenario, or leave --policy out")
	case given("policy") && len(f.policies) < 2:
		return misuse(fmt.Sprintf("--policy %s: there must be at least two", strings.Join(f.policies, ",")), "for instance --policy cherry-pick,merit")
	case given("vendor") && !given("policy"):
		return misuse(fmt.Sprintf("--vendor %s: needs --policy, whose policies are that vendor's", f.vendor), "")
	case f.hinges && len(args) != 2 && len(f.policies) != 2:
		return misuse("--hinges: is for two scenarios or policies", "name the two that matter")
	case f.hinges && f.precision > 0:
		return misuse("--hinges: does not go with --precision", "give --runs")
	case !(f.indifference >= 0 && f.indifference < math.Inf(1)):
		return misuse(fmt.Sprintf("--indifference %v: must be at least 0", f.indifference), "0 lets every difference count")
	}
	for i, p := range f.policies {
		if err := oneOf("policy", p, scenarios.Policies); err != nil {
			return err
		}
		if slices.Contains(f.policies[:i], p) {
			return misuse(fmt.Sprintf("--policy %s: is given twice", p), "")
		}
	}
	return f.check(cmd)
}

// points are what is compared, with their names. Expectations are left out: they
// speak of a scenario by itself.
func (f *compareFlags) points(cmd *cobra.Command, args []string) (names []string, points []experiment.Point, err error) {
	for _, name := range args {
		s, err := f.scenario.load(cmd, name)
		if err != nil {
			return nil, nil, err
		}
		s.Expect = nil
		points = append(points, experiment.Point{Scenario: s})
	}
	if f.policies == nil {
		return args, points, nil
	}
	s := points[0].Scenario
	if err := f.chooseVendor(s); err != nil {
		return nil, nil, err
	}
	points, err = experiment.PolicyPoints(s, f.vendor, f.policies)
	return f.policies, points, err
}

// chooseVendor checks --vendor, which is by default the first.
func (f *compareFlags) chooseVendor(s *scenarios.Scenario) error {
	var vendors []string
	for i := range s.Vendors {
		vendors = append(vendors, s.Vendors[i].Name)
	}
	if f.vendor == "" {
		f.vendor = vendors[0]
	}
	return oneOf("vendor", f.vendor, vendors)
}

// commands are how to meet the comparison and its points again.
func (f *compareFlags) commands(c *experiment.Comparison, args []string) experiment.Commands {
	var quoted []string
	for _, name := range args {
		quoted = append(quoted, commandWord(name))
	}
	last := len(quoted) - 1
	quoted[last] = f.source(args[last])
	words := experiment.Commands{Compare: strings.Join(quoted, " "), Outcomes: asked("window", f.windows) + asked("outcome", f.outcomes)}
	if f.policies != nil {
		words.Compare += " --policy " + strings.Join(f.policies, ",")
		if f.vendor != c.Design.Points[0].Scenario.Vendors[0].Name {
			words.Compare += " --vendor " + commandWord(f.vendor)
		}
	}
	for i := range c.Names {
		if f.policies == nil {
			words.Points = append(words.Points, f.source(args[i]))
			continue
		}
		words.Points = append(words.Points, f.source(args[0])+" --set "+commandWord("vendors."+f.vendor+".policy="+f.policies[i]))
	}
	if f.indifference > 0 {
		words.Compare += " --indifference " + strconv.FormatFloat(f.indifference, 'g', -1, 64)
	}
	return words
}
