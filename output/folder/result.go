package folder

import (
	"encoding/json"
	"io"

	"channelsim/sim/experiment"
)

// Result is a command's answer as result.json holds it and `--format json` and
// `--format csv` print it.
type Result struct {
	Command  string               // verb
	Answer   *experiment.Answer   // what came out; nil for tipping and patterns, which have no table of runs
	Verdicts []experiment.Verdict // on the scenario's expectations; nil if they were not judged
	Rows     *Rows                // result.json of commands with rows of their own; nil for the summary's
}

// document is the content of result.json, in its order.
type document struct {
	Schema   int               `json:"schema"`
	Command  string            `json:"command"`
	Scenario string            `json:"scenario"`
	Seed     uint64            `json:"seed"`
	Runs     int               `json:"runs"`
	Complete bool              `json:"complete"`
	Rows     []json.RawMessage `json:"rows"`
	Hinges   []json.RawMessage `json:"hinges,omitempty"` // of compare --hinges
	Survival []survival        `json:"survival"`
	Notes    []string          `json:"notes"`
	Expect   []verdict         `json:"expect"` // null if not judged
}

type survival struct {
	Point      int       `json:"point"`
	Runs       int       `json:"runs"`
	Spirals    int       `json:"spirals"`
	MedianWeek decimal   `json:"median_week"`
	Week       []int     `json:"week"`
	Healthy    []decimal `json:"healthy"`
	Low        []decimal `json:"ci_low"`
	High       []decimal `json:"ci_high"`
}

type verdict struct {
	Name      string   `json:"name"`
	Outcome   string   `json:"outcome"`
	Vendor    string   `json:"vendor"`
	Statistic string   `json:"statistic"`
	Min       *float64 `json:"min"`
	Max       *float64 `json:"max"`
	Value     decimal  `json:"value"`
	Judgement string   `json:"judgement"`
	Why       string   `json:"why,omitempty"`
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
		return r.Rows.WriteJSON(w)
	}
	a := r.Answer
	d := document{Schema: SchemaVersion, Command: r.Command, Seed: a.Design.Seed, Runs: a.Runs, Complete: !a.Interrupted,
		Scenario: a.Design.Points[0].Scenario.Name, Rows: []json.RawMessage{}, Survival: []survival{}, Notes: append([]string{}, a.Notes...)}
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
