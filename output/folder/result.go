package folder

import (
	"encoding/json"
	"io"

	"channelsim/output/dictionary"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// Result is a command's answer as result.json holds it and `--format json` and
// `--format csv` print it.
type Result struct {
	Command  string               // verb
	Answer   *experiment.Answer   // what came out; nil for tipping and patterns, which have no table of runs
	Verdicts []experiment.Verdict // on the scenario's expectations; nil if they were not judged
	Rows     *Rows                // result.json of commands with rows of their own; nil for the summary's
	Says     string               // the finding in words; may be empty
}

// document is the content of result.json, in its order.
type document struct {
	Schema   int        `json:"schema" says:"version of this form: rises when a field changes its meaning"`
	Command  string     `json:"command" says:"the command that answers"`
	Scenario string     `json:"scenario" says:"name of the scenario, or of the first of several"`
	Seed     uint64     `json:"seed" says:"seed of all random numbers"`
	Runs     int        `json:"runs" says:"runs that were finished, over all points"`
	Complete bool       `json:"complete" says:"false after an interruption: the answer is about the runs that were finished"`
	Rows     []row      `json:"rows" says:"the answer: see the command"`
	Hinges   []row      `json:"hinges,omitempty" says:"compare --hinges only: what the verdict hinges on"`
	Survival []survival `json:"survival" says:"how long partners' follow-up stayed healthy, for each point; empty where the answer has rows of its own"`
	Price    *price     `json:"price,omitempty" says:"run only: who pays for the death spiral; left out where none was reckoned"`
	Says     string     `json:"says,omitempty" says:"the finding in words: the command's closing sentence and, of run and compare, where revenue goes and what reps without leads do; left out where there is none"`
	Notes    []string   `json:"notes" says:"doubts: what to keep in mind"`
	Expect   []verdict  `json:"expect" null:"true" says:"verdicts on the scenario's expectations; null if they were not judged"`
	Model    int        `json:"model" says:"version of the model: rises with any change of numbers for a seed"`
}

// row is an object with the fields of a command's rows.
type row json.RawMessage

// MarshalJSON is what there is.
func (r row) MarshalJSON() ([]byte, error) { return r, nil }

// DictionaryType says that a row is an object, described elsewhere.
func (row) DictionaryType() dictionary.Type { return dictionary.Object }

type survival struct {
	Point      int       `json:"point" says:"point of the design, from 0"`
	Runs       int       `json:"runs" says:"runs that were finished"`
	Spirals    int       `json:"spirals" says:"runs with a death spiral"`
	MedianWeek decimal   `json:"median_week" says:"median week of the spiral, of the runs that had one; undefined if none had"`
	Week       []int     `json:"week" says:"weeks, from 0 (before the first) to the horizon"`
	Healthy    []decimal `json:"healthy" says:"share of runs without a spiral up to each of these weeks"`
	Low        []decimal `json:"ci_low" says:"lower end of its 95 % interval (Wilson's)"`
	High       []decimal `json:"ci_high" says:"upper end of its 95 % interval"`
}

type verdict struct {
	Name      string   `json:"name" says:"name of the expectation; may be empty"`
	Outcome   string   `json:"outcome" says:"METRIC or METRIC@WINDOW"`
	Vendor    string   `json:"vendor" says:"name of a vendor, or all"`
	Statistic string   `json:"statistic" among:"mean,sd,p05,p50,p95,ci_low,ci_high" says:"what of the outcome is held against the bounds: mean, sd, p05, p50, p95, ci_low or ci_high"`
	Min       *float64 `json:"min" says:"least value allowed, null if there is none"`
	Max       *float64 `json:"max" says:"greatest value allowed, null if there is none"`
	Value     decimal  `json:"value" says:"the value that came out"`
	Judgement string   `json:"judgement" among:"met,not met,cannot be judged" says:"met, not met or cannot be judged"`
	Why       string   `json:"why,omitempty" says:"why it could not be judged; left out otherwise"`
}

// decimal is a number that is null in JSON where it is undefined.
type decimal float64

// MarshalJSON prints the shortest number that reads back to the same bits.
func (d decimal) MarshalJSON() ([]byte, error) {
	c := column{kind: number}
	if s := c.format(cell{number: float64(d)}); s != "" {
		return []byte(s), nil
	}
	return []byte("null"), nil
}

func decimals(xs []float64) []decimal {
	ds := make([]decimal, len(xs))
	for i, x := range xs {
		ds[i] = decimal(x)
	}
	return ds
}

// WriteJSON writes result.json. Undefined numbers are null; the bytes depend on
// the result alone.
func (r Result) WriteJSON(w io.Writer) error {
	if r.Rows != nil {
		return r.Rows.write(w, r.Says)
	}
	a := r.Answer
	d := document{Schema: SchemaVersion, Model: sim.ModelVersion, Command: r.Command, Seed: a.Design.Seed, Runs: a.Runs, Complete: !a.Interrupted, Says: r.Says,
		Scenario: a.Design.Points[0].Scenario.Name, Rows: []row{}, Survival: []survival{}, Notes: append([]string{}, a.Notes...), Price: pricing(a)}
	for i := range a.Summary {
		d.Rows = append(d.Rows, appendJSON(nil, summaryColumns, summaryRow(&a.Summary[i])))
	}
	for _, s := range a.Survival {
		d.Survival = append(d.Survival, survival{s.Point, s.Runs, s.Spirals, decimal(s.MedianWeek),
			s.Week, decimals(s.Healthy), decimals(s.Low), decimals(s.High)})
	}
	if r.Verdicts != nil {
		d.Expect = []verdict{}
	}
	for _, v := range r.Verdicts {
		e := &v.Expect
		d.Expect = append(d.Expect, verdict{e.Name, e.Outcome, e.Vendor, e.Statistic, e.Min, e.Max, decimal(v.Value), string(v.Judgement), v.Why})
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return out.Encode(d)
}

// WriteCSV writes the rows, or summary.csv where the command has none of its own.
func (r Result) WriteCSV(w io.Writer) error {
	if r.Rows != nil {
		return r.Rows.WriteCSV(w)
	}
	return writeCSV(w, summaryTable(once(r.Answer.Summary)))
}

// Notes are the footnotes.
func (r Result) Notes() []string {
	if r.Rows != nil {
		return r.Rows.Notes
	}
	return r.Answer.Notes
}

// Interrupted reports whether the answer covers the first runs only.
func (r Result) Interrupted() bool {
	if r.Rows != nil {
		return !r.Rows.Complete
	}
	return r.Answer.Interrupted
}
