package main

import (
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/output/page"
	"channelsim/output/plot"
	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// runFlags are the flags of run beside those of the scenario.
type runFlags struct {
	scenario  scenarioFlags
	keep      keepFlags
	data      map[string][]byte // what files beside the scenarios' say, for the folder
	workers   int
	precision float64
	outcomes  []string
	windows   []string
	out       string
	csv       bool
	xlsx      bool
	trace     bool
	format    *string
	quiet     bool
}

func runCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run SCENARIO",
		Short: "Simulate a scenario many times: outcomes with intervals, and the death spiral",
		Long: `run simulates a scenario many times and tells what came out: outcomes with 95 %
intervals, partners' follow-up week by week, how often and when the death spiral
came. Without --out nothing is written. Ctrl-C ends it early with what is there.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	f.register(cmd, "what precision and footnotes speak of, as `METRIC[@WINDOW]` (repeatable; default vendor_profit@all)", "no progress, hints and closing sentence")
	cmd.Flags().Float64Var(&f.precision, "precision", 0, "instead of --runs: run until the half-width of the first outcome's interval is below this `SHARE` of its mean")
	return cmd
}

// register adds the flags of every command that simulates scenarios; outcome and
// quiet say what these two do in it.
func (f *runFlags) register(cmd *cobra.Command, outcome, quiet string) {
	f.scenario.register(cmd)
	flags := cmd.Flags()
	f.registerWorkers(cmd)
	flags.StringArrayVar(&f.outcomes, "outcome", nil, outcome)
	flags.StringArrayVar(&f.windows, "window", nil, "add a window, as `NAME=14:52` in weeks (repeatable)")
	flags.StringVar(&f.out, "out", "", "write tables, pictures and the answer into a new folder `DIR`")
	f.keep.register(cmd)
	flags.BoolVar(&f.csv, "csv", false, "with --out: also write the Parquet tables as CSV")
	flags.BoolVar(&f.xlsx, "xlsx", false, "with --out: also write results.xlsx, a workbook for Excel")
	flags.BoolVar(&f.trace, "trace", false, "with --out: also every partner's weeks and the fate of every lead, of all runs (large; takes three times as long)")
	flags.BoolVar(&f.quiet, "quiet", false, quiet)
	f.format = formatFlag(cmd)
}

func (f *runFlags) registerWorkers(cmd *cobra.Command) {
	cmd.Flags().IntVar(&f.workers, "workers", 0, "runs side by side; changes no number (default one for each processor)")
}

// run is the whole command: ask, simulate, save, show.
func (f *runFlags) run(cmd *cobra.Command, name string) error {
	s, footnotes, err := f.assumptions(cmd, name)
	if err != nil {
		return err
	}
	d, err := f.design(s)
	if err != nil {
		return err
	}
	dir, err := f.begin(cmd, &d)
	if err != nil {
		return err
	}
	defer dir.Close()
	a, err := f.simulate(cmd, d, dir)
	if err != nil {
		return err
	}
	if a.Price, err = f.price(cmd, a, dir); err != nil {
		return err
	}
	result := folder.Result{Command: "run", Answer: a, Verdicts: experiment.Judge(a, 0)}
	return f.conclude(cmd, dir, &conclusion{
		subject: page.Subject{Answer: a},
		result:  result, footnotes: footnotes, closing: experiment.Say(a, f.source(name)), money: experiment.SayMoney(a),
		unmet: broken(result.Verdicts) && f.keep.shard == "" && replayed(cmd) == nil, // only a run by itself is held to what the scenario expects
		table: func(w io.Writer, o text.Options) error {
			shown := *a
			shown.Notes = slices.Concat(shown.Notes, footnotes)
			o.Expect = result.Verdicts
			return text.RunReport(w, &shown, o)
		},
		pictures: func() ([]plot.Picture, error) { return plot.Run(a, drawn(cmd)) },
	})
}

// price reckons who pays for the spiral, or reads it where the folder is finished.
func (f *runFlags) price(cmd *cobra.Command, a *experiment.Answer, dir *folder.Folder) (*experiment.Price, error) {
	if dir != nil && dir.Finished() {
		return folder.ReadPrice(dir.Dir())
	}
	bar := f.bar(cmd)
	defer bar.clear()
	return experiment.PriceOf(cmd.Context(), a, experiment.Options{Workers: f.workers, Progress: bar.show})
}

// drawn is what pictures say of the program and the model that made the numbers.
func drawn(cmd *cobra.Command) plot.Options {
	if again := replayed(cmd); again != nil && again.made.Earlier() {
		return plot.Options{Version: again.made.Version, Model: again.made.Model}
	}
	return plot.Options{Version: release(), Model: sim.ModelVersion}
}

// assumptions reads the scenario and checks all flags, before anything is done.
// Expectations that will not be judged are taken out, so that scenario.toml, too,
// promises nothing that was not tried; a footnote says so.
func (f *runFlags) assumptions(cmd *cobra.Command, name string) (*scenarios.Scenario, []string, error) {
	if err := f.check(cmd); err != nil {
		return nil, nil, err
	}
	s, err := f.scenario.load(cmd, name)
	if err != nil {
		return nil, nil, err
	}
	footnotes := s.Notes()
	if len(s.Expect) > 0 && f.keep.shard != "" {
		footnotes = append(footnotes, "with --shard the exit code says nothing about the scenario's expectations")
	}
	unjudged, err := f.unjudged(cmd, name, s)
	if unjudged != "" {
		s.Expect = nil
		footnotes = append(footnotes, unjudged)
	}
	return s, footnotes, err
}

// check refuses values of flags that nothing can be done with.
func (f *runFlags) check(cmd *cobra.Command) error {
	given := cmd.Flags().Changed
	if err := oneOf("format", *f.format, formats); err != nil {
		return err
	}
	switch {
	case f.workers < 0:
		return misuse(fmt.Sprintf("--workers %d: must be at least 1", f.workers), "leave it out for one for each processor")
	case given("precision") && !(f.precision > 0 && f.precision < math.Inf(1)):
		return misuse(fmt.Sprintf("--precision %v: must be above 0", f.precision), "for instance --precision 0.05 for an interval of 5 % on either side of the mean")
	case given("precision") && given("runs"):
		return misuse("--precision and --runs exclude each other", "--precision finds the number of runs by itself")
	case given("out") && f.out == "":
		return misuse("--out: must name a folder", "")
	case f.xlsx && f.out == "":
		return misuse("--xlsx: needs --out DIR, where results.xlsx is written", "")
	case f.trace && f.out == "":
		return misuse("--trace: needs --out DIR, where the tables are written", "")
	case f.trace && f.keep.shard != "":
		return misuse("--trace: does not go with --shard", "rerun DIR --run POINT/REPLICATION traces single runs of the joined folder")
	case f.trace && f.precision > 0:
		return misuse("--trace: does not go with --precision", "give --runs")
	case f.csv && f.out == "":
		return misuse("--csv: needs --out DIR, where the tables are written", "--format csv prints the summary")
	}
	return f.checkKeep()
}

// unjudged says why the scenario's expectations are not held against this run,
// or nothing: they speak of the file as it stands and of so many runs.
func (f *runFlags) unjudged(cmd *cobra.Command, name string, s *scenarios.Scenario) (string, error) {
	if len(s.Expect) == 0 || replayed(cmd) != nil {
		return "", nil
	}
	file, err := loadScenario(name, f.scenario.asModel)
	switch {
	case err != nil:
		return "", err
	case f.scenario.altersAssumptions(cmd):
		return "the scenario's expectations were not judged: they speak of it without --set and --weeks", nil
	case f.precision == 0 && s.Run.Runs < file.Run.Runs:
		return fmt.Sprintf("the scenario's expectations were not judged: they need its %d runs", file.Run.Runs), nil
	case f.precision > 0:
		return "the scenario's expectations were not judged: --precision leaves the number of runs open", nil
	}
	return "", nil
}

// design turns scenario and flags into what is simulated, looked at by the usual outcomes if
// --outcome names none.
func (f *runFlags) design(s *scenarios.Scenario, usual ...string) (experiment.Design, error) {
	d := designOf(s)
	d.Precision = f.precision
	d.Groups = f.out != "" || *f.format != "table"
	for _, text := range f.windows {
		w, err := experiment.ParseWindow(text, s.Run.Weeks)
		if err != nil {
			return d, codedError{exitMisuse, err}
		}
		if slices.ContainsFunc(d.Windows, func(o sim.Window) bool { return o.Name == w.Name }) {
			return d, misuse(fmt.Sprintf("--window %s: there is a window of this name already", text), "")
		}
		d.Windows = append(d.Windows, w)
	}
	outcomes := f.outcomes
	if len(outcomes) == 0 {
		outcomes = usual
	}
	for _, text := range outcomes {
		o, err := experiment.ParseOutcome(text, slices.Concat(sim.StandardWindows(s.Run.Weeks), d.Windows))
		if err != nil {
			return d, misuse("--outcome "+err.Error(), "")
		}
		if w, ok := o.Weeks(s.Run.Weeks); !ok && strings.Contains(o.Window, ":") {
			return d, misuse(fmt.Sprintf("--outcome %s: begins after the horizon of %d weeks", text, s.Run.Weeks), "")
		} else if ok {
			d.Windows = experiment.AddWindow(d.Windows, experiment.Outcome{Metric: o.Metric, Window: w.Name}, s.Run.Weeks)
		}
		d.Outcomes = append(d.Outcomes, o)
	}
	return d, nil
}

// designOf is the design of a single scenario as it stands, with the windows of its
// expectations.
func designOf(s *scenarios.Scenario) experiment.Design {
	return experiment.Design{Points: []experiment.Point{{Scenario: s}}, Runs: s.Run.Runs, Seed: uint64(s.Run.Seed),
		Windows: experiment.ExpectedWindows(s)}
}

// source is what follows `channelsim run` to meet this scenario again.
func (f *runFlags) source(name string) string {
	words := []string{name}
	for _, set := range f.scenario.set {
		words = append(words, "--set", set)
	}
	if f.scenario.weeks > 0 {
		words = append(words, "--weeks", strconv.Itoa(f.scenario.weeks))
	}
	if m := f.scenario.asModel; m > 0 && m != scenarios.Model {
		words = append(words, "--as-model", strconv.Itoa(m))
	}
	for i, word := range words {
		words[i] = commandWord(word)
	}
	return strings.Join(words, " ")
}

// commandWord quotes a word of a command where a shell needs it. On Windows a
// backslash stands between folders and is left alone.
func commandWord(word string) string {
	special := " *'\"$&;()<>|`#"
	if runtime.GOOS != "windows" {
		special += `\`
	}
	switch {
	case !strings.ContainsAny(word, special):
		return word
	case runtime.GOOS == "windows":
		return `"` + word + `"`
	}
	return `"` + shellEscapes.Replace(word) + `"`
}

// shellEscapes are for words in double quotes.
var shellEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`, "`", "\\`")
