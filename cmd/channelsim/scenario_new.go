package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"channelsim/scenarios"
)

// question asks for one figure of a new scenario in the words of the trade.
type question struct {
	flag  string
	ask   string
	note  string // what to know before one answers, if anything
	help  string // for the flag and for comments in the file
	kind  figureKind
	key   string  // the parameter whose range and source the answer has
	per   float64 // the answer is so many times the parameter; 0 means once
	usual func(a answers) any
	as    string // how the usual value was made from the parameter's default, if it was
}

// answer is a figure with where it came from.
type answer struct {
	value any // int, float64 or string
	given bool
}

// answers are the figures so far, by flag.
type answers map[string]answer

func (a answers) int(flag string) int       { return a[flag].value.(int) }
func (a answers) float(flag string) float64 { return a[flag].value.(float64) }

// perPartner is the baseline's figure for as many partners as were answered, or
// the greatest that is allowed.
func (a answers) perPartner(key string) float64 {
	p, err := scenarios.Find(key)
	if err != nil {
		panic(err) // the keys are ours
	}
	return min(p.Max, baseline(key)*float64(a.int("partners"))/baseline("partners.count"))
}

// baseline is the default of a number.
func baseline(key string) float64 {
	value, err := scenarios.Default().Get(key)
	if err != nil {
		panic(err) // the keys are ours
	}
	if whole, ok := value.(int); ok {
		return float64(whole)
	}
	return value.(float64)
}

const weeksPerQuarter = 13

// fewerLeads warns that fewer leads arrive than a vendor states; how many, the file says.
const fewerLeads = "in a run slightly fewer arrive, see the file"

var questions = []question{
	{flag: "partners", ask: "How many partners are in your programme?", help: "partners in the programme",
		kind: count, key: "partners.count", usual: func(answers) any { return 100 }},
	{flag: "reps", ask: "How many direct reps do you have?", help: "direct reps",
		kind: count, key: "vendors.*.reps", as: "the baseline's per partner",
		usual: func(a answers) any { return int(math.Round(a.perPartner("reps"))) }},
	{flag: "leads", ask: "How many leads does marketing produce in a quarter?", note: fewerLeads, help: "leads a quarter",
		kind: count, key: "vendors.*.lead_volume", per: weeksPerQuarter, as: "the baseline's per partner",
		usual: func(a answers) any { return int(math.Round(weeksPerQuarter * a.perPartner("lead_volume"))) }},
	{flag: "real", ask: "What share of them has a real project behind it?", help: "share of leads with a real project behind them",
		kind: share, key: "vendors.*.lead_quality", usual: func(answers) any { return baseline("lead_quality") }},
	{flag: "kept", ask: "What share of the good (A and B) leads does the direct team keep?", help: "share of good (A and B) leads kept direct",
		kind: share, key: "vendors.*.ab_reserved", usual: func(answers) any { return 0.5 }},
	{flag: "deal-size", ask: "How large is a typical deal (mean value)?", help: "mean value of a deal",
		kind: amount, key: "market.value_mean", usual: func(answers) any { return 25000.0 }},
	{flag: "margin", ask: "What margin does a partner have on list price?", help: "partner's margin on list price",
		kind: share, key: "vendors.*.partner_margin", usual: func(answers) any { return 0.2 }},
	{flag: "currency", ask: "In what currency?", help: "currency for tables and axes, as EUR",
		kind: currency, key: "run.currency", usual: func(answers) any { return "USD" }},
}

// start is not asked: who wants dates gives the flag or edits the file.
var startQuestion = question{flag: "start", help: "first day of week 1, as 2027-01-04, for dates and quarters in tables and axes",
	kind: date, key: "run.start"}

func scenarioNewCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new FILE",
		Short: "Write a scenario from eight answers about your programme",
		Long: `Ask eight questions about your programme and write a commented scenario file that says
of each figure where it came from. Answers may come as flags; what they leave open is
asked, on a terminal or from a pipe, or takes the usual value with --yes.

Numbers may be written as 1500, 1,500, 1.500, 1.5k or 1.2m, shares as 32, 32 % or 0.32;
what was understood is printed back.`,
		Example: `  channelsim scenario new our-channel.toml
  channelsim scenario new our-channel.toml --yes --partners 60 --leads 1,500 --currency EUR`,
		Args: cobra.ExactArgs(1),
	}
	yes := cmd.Flags().Bool("yes", false, "take the usual value for what is not given")
	force := cmd.Flags().Bool("force", false, "overwrite the file if there is one")
	for _, q := range append(slices.Clone(questions), startQuestion) {
		cmd.Flags().Var(&figureFlag{kind: q.kind}, q.flag, q.help)
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := writable(args[0], *force); err != nil {
			return err
		}
		a, err := collect(cmd, *yes)
		if err != nil {
			return err
		}
		next := "; next: channelsim run " + commandWord(args[0])
		if flagged(cmd, "quiet") {
			next = ""
		}
		return create(cmd.OutOrStdout(), args[0], a, next)
	}
	return cmd
}

// figureFlag takes a figure as it was typed; help names its kind.
type figureFlag struct {
	text string
	kind figureKind
}

func (f *figureFlag) String() string { return f.text }

func (f *figureFlag) Set(text string) error {
	f.text = text
	return nil
}

// Type is the word that stands for the value in help.
func (f *figureFlag) Type() string {
	return [...]string{count: "number", share: "share", amount: "amount", currency: "currency", date: "date"}[f.kind]
}

// writable refuses, before anything is asked, a file that could not be written
// or not be run by its name.
func writable(path string, force bool) error {
	if slices.Contains(scenarios.Library(), path) {
		return misuse(path+": a scenario of this name ships with the program and would be run in its place", "try "+path+".toml")
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return misuse(path+" is a folder", "name a file in it: "+filepath.Join(path, "our-channel.toml"))
	case err == nil && !force:
		return misuse(path+" is there already", "--force overwrites it")
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	folder := filepath.Dir(path)
	if _, err = os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no folder %s\n  make it first", folder)
	}
	return err
}

// create writes the file, and says what is in it and what to do with it.
func create(out io.Writer, path string, a answers, next string) error {
	text := compose(path, a)
	if _, err := scenarios.Parse(path, []byte(text)); err != nil {
		return withoutLines(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return err
	}
	for _, q := range questions {
		usual := ""
		if !a[q.flag].given {
			usual = "  (usual)"
		}
		if q.note != "" {
			usual += "  (" + q.note + ")"
		}
		fmt.Fprintf(out, "  %-10s %12s%s\n", q.flag, q.kind.write(a[q.flag].value), usual)
	}
	_, err := fmt.Fprintf(out, "%s is written%s\n", path, next)
	return err
}

// withoutLines takes file and line off faults in a file that was not written.
func withoutLines(err error) error {
	var faults scenarios.Faults
	if errors.As(err, &faults) {
		for i := range faults {
			faults[i].File, faults[i].Line = "", 0
		}
	}
	return err
}
