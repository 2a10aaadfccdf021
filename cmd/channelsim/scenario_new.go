package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/scenarios"
)

// question asks for one figure of a new scenario in the words of the trade.
type question struct {
	flag  string
	ask   string
	help  string // for the flag
	key   string // the parameter whose kind and range the answer must have
	usual func(a answers) any
}

// answers are the values given so far, by flag.
type answers map[string]any

func (a answers) int(flag string) int       { return a[flag].(int) }
func (a answers) float(flag string) float64 { return a[flag].(float64) }

// perPartner is the baseline's figure for as many partners as were answered.
func (a answers) perPartner(key string) float64 {
	base := scenarios.Default()
	value, err := base.Get(key)
	if err != nil {
		panic(err) // the keys are ours
	}
	total, ok := value.(float64)
	if !ok {
		total = float64(value.(int))
	}
	return total * float64(a.int("partners")) / float64(base.Partners.Count)
}

const weeksPerQuarter = 13

var questions = []question{
	{"partners", "How many partners are in your programme?", "partners in the programme", "partners.count",
		func(answers) any { return 100 }},
	{"reps", "How many direct reps do you have?", "direct reps", "vendors.*.reps",
		func(a answers) any { return int(math.Round(a.perPartner("reps"))) }},
	{"leads", "How many leads does marketing produce in a quarter?", "leads a quarter", "vendors.*.lead_volume",
		func(a answers) any { return math.Round(weeksPerQuarter * a.perPartner("lead_volume")) }},
	{"real", "What share of them has a real project behind it?", "share of leads with a real project behind them", "vendors.*.lead_quality",
		func(answers) any { return 0.32 }},
	{"kept", "What share of the good (A and B) leads does the direct team keep?", "share of good leads kept direct", "vendors.*.ab_reserved",
		func(answers) any { return 0.5 }},
	{"deal-size", "How large is a typical deal (mean value)?", "mean value of a deal", "market.value_mean",
		func(answers) any { return 25000.0 }},
	{"margin", "What margin does a partner have on list price?", "partner's margin on list price", "vendors.*.partner_margin",
		func(answers) any { return 0.2 }},
	{"currency", "In what currency?", "currency for tables and axes", "run.currency",
		func(answers) any { return "USD" }},
}

func scenarioNewCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new FILE",
		Short: "Write a scenario from eight answers about your programme",
		Long: `Ask eight questions and write a commented scenario file. Answers may come as flags;
what they leave open is asked, or takes the usual value with --yes. Shares may be
written as 0.32 or 32%.`,
		Args: cobra.ExactArgs(1),
	}
	yes := cmd.Flags().Bool("yes", false, "take the usual value for what is not given")
	force := cmd.Flags().Bool("force", false, "overwrite the file if there is one")
	for _, q := range questions {
		cmd.Flags().String(q.flag, "", q.help)
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if _, err := os.Stat(args[0]); !*force && !errors.Is(err, fs.ErrNotExist) {
			return misuse(args[0]+" is there already", "--force overwrites it")
		}
		a, err := collect(cmd, *yes)
		if err != nil {
			return err
		}
		text := compose(a)
		if _, err := scenarios.Parse(args[0], []byte(text)); err != nil {
			return withoutLines(err)
		}
		if err := os.WriteFile(args[0], []byte(text), 0o644); err != nil {
			return err
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s is written; next: channelsim run %s\n", args[0], args[0])
		return nil
	}
	return cmd
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

// collect takes answers from flags and asks for the rest.
func collect(cmd *cobra.Command, yes bool) (answers, error) {
	a := answers{}
	in := bufio.NewScanner(cmd.InOrStdin())
	for _, q := range questions {
		given, usual := cmd.Flags().Lookup(q.flag), q.usual(a)
		switch {
		case given.Changed:
			value, err := q.read(given.Value.String())
			if err != nil {
				return nil, misuse("--"+q.flag+" "+err.Error(), "")
			}
			a[q.flag] = value
		case yes:
			a[q.flag] = usual
		default:
			value, err := q.interview(in, cmd.ErrOrStderr(), usual)
			if err != nil {
				return nil, err
			}
			a[q.flag] = value
		}
	}
	return a, nil
}

// interview asks until the answer will do; an empty line takes the usual.
func (q question) interview(in *bufio.Scanner, out io.Writer, usual any) (any, error) {
	for {
		fmt.Fprintf(out, "%s [%s] ", q.ask, plain(usual))
		if !in.Scan() {
			fmt.Fprintln(out)
			return nil, misuse("no answer to: "+q.ask, "--"+q.flag+" answers it, --yes takes the usual value for all")
		}
		text := strings.TrimSpace(in.Text())
		if text == "" {
			return usual, nil
		}
		value, err := q.read(text)
		if err == nil {
			return value, nil
		}
		fmt.Fprintln(out, "  "+err.Error())
	}
}

// read checks an answer against the parameter that it is about.
func (q question) read(text string) (any, error) {
	p, err := scenarios.Find(q.key)
	if err != nil {
		return nil, err
	}
	value, err := p.Accept(text)
	var fault scenarios.Fault
	if errors.As(err, &fault) {
		return nil, fmt.Errorf("%s: %s", text, fault.Msg)
	}
	return value, err
}

// plain writes a value as a person would type it.
func plain(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	return scenarios.FormatValue(value)
}
