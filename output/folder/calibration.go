package folder

import (
	"bytes"
	"fmt"
	"io"
	"math"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// Files of calibrate beside result.json.
const (
	posteriorFile = "posterior.csv"
	fittedFile    = "fitted.toml"
)

var calibrationColumns = []column{
	{"part", text, "which part of the answer, and so what value is: parameter (what the data say of it: mean of the posterior, and the interval that holds it with 95 %), fitted (its value in fitted.toml), " +
		"measured (what the data tell outright), observed (a target with the error that was stated for it), before and after (outcome of single runs over all ranges, and over what the data allow: the median, and the interval of 90 of 100 runs), " +
		"outcome (mean of the runs of the fitted scenario), tail (chance of a result as far out as the observed one), correlation (of two parameters in what the data allow), generation (share of a round's runs that came nearer)"},
	{"item", text, "a parameter, an outcome as METRIC@WINDOW, or the number of the round"},
	{"with", text, "the other parameter of a correlation; of outcomes the vendor"},
	{"value", doubtful, "see part"},
	{"learned", number, "of parameter: share of the variance over its range that the data took away, from 0 (nothing known) to 1"},
	{"says", text, "of tail: met or missed; of measured and observed: where the figure is from; else empty"},
}

// Calibration makes the rows of `calibrate`.
func Calibration(c *experiment.Calibration, a *experiment.CalibrationAnswer) *Rows {
	r := &Rows{Command: "calibrate", Scenario: c.Scenario.Name, Seed: c.Seed, Runs: a.Simulated, Complete: !a.Interrupted, Notes: a.Notes, columns: calibrationColumns}
	add := func(part, item, with string, value Doubt, learned float64, says string) {
		r.rows = append(r.rows, []any{part, item, with, value, decimal(learned), says})
	}
	none := math.NaN()
	for k := range a.Parameters {
		p, key := &a.Parameters[k], c.Factors[k].Key
		add("parameter", key, "", doubt(p.Mean, p.SD, p.Low, p.High, int(math.Round(a.Effective))), p.Learned, "")
	}
	for k, v := range a.FittedAt {
		add("fitted", c.Factors[k].Key, "", exactly(v), none, "")
	}
	for _, m := range c.Measured {
		add("measured", m.Key, "", exactly(m.Value), none, m.Source)
	}
	for i := range c.Targets {
		t := &c.Targets[i]
		low, high := t.Interval()
		add("observed", t.Of.String(), t.Vendor, doubt(t.Value, t.SD, low, high, 1), none, t.Source)
	}
	for i := range a.Fits {
		t, f := &c.Targets[i], &a.Fits[i]
		item := t.Of.String()
		for _, s := range []struct {
			part   string
			spread experiment.Spread
		}{{"before", f.Before}, {"after", f.After}} {
			add(s.part, item, t.Vendor, doubt(s.spread.P50, none, s.spread.P05, s.spread.P95, s.spread.N), none, "")
		}
		add("outcome", item, t.Vendor, estimateDoubt(&f.Fitted), none, "")
		says := "missed"
		if f.Met() {
			says = "met"
		}
		add("tail", item, t.Vendor, doubt(f.Tail, none, none, none, f.After.N), none, says)
	}
	for _, p := range a.Correlations {
		add("correlation", c.Factors[p.First].Key, c.Factors[p.Second].Key, doubt(p.R, none, none, none, int(math.Round(a.Effective))), none, "")
	}
	for i, g := range a.Generations {
		add("generation", plain(i+1), "", doubt(g.Accepted, none, none, none, g.Runs), none, "")
	}
	return r
}

// exactly is a parameter's value without doubt; undefined for a word.
func exactly(v any) Doubt {
	x := math.NaN()
	switch v := v.(type) {
	case float64:
		x = v
	case int:
		x = float64(v)
	}
	return doubt(x, math.NaN(), math.NaN(), math.NaN(), 1)
}

var posteriorColumns = []column{
	{"draw", whole, "number of the combination, from 0, the nearest first"},
	{"weight", number, "how much it counts: weights add up to 1"},
}

// posteriorColumn is a column of a parameter of the posterior.
func posteriorColumn(key string) column {
	return column{key, number, "value of the parameter in this combination"}
}

// targetColumn is a column of an outcome of the run that stands behind a combination.
func targetColumn(name string) column {
	return column{name, number, "the target's outcome in the run that stands behind the combination, with a draw of the error of measurement"}
}

// CalibrationFiles are the files of a calibration beside result.json: the combinations that the data
// allow, and the fitted scenario.
func CalibrationFiles(c *experiment.Calibration, a *experiment.CalibrationAnswer) (files []File) {
	if a.Draws != nil {
		files = append(files, File{posteriorFile, asCSV(posteriorTable(c, a))})
	}
	if a.Fitted != nil {
		files = append(files, File{fittedFile, func(w io.Writer) error { return writeFitted(w, c, a) }})
	}
	return files
}

func posteriorTable(c *experiment.Calibration, a *experiment.CalibrationAnswer) table {
	columns := append([]column{}, posteriorColumns...)
	for k := range c.Factors {
		columns = append(columns, posteriorColumn(c.Factors[k].Key))
	}
	for i := range c.Targets {
		name := outcomeColumn(c.Targets[i].Of.Metric, c.Targets[i].Of.Window).name
		if c.Targets[i].Vendor != "all" {
			name += "__" + c.Targets[i].Vendor
		}
		columns = append(columns, targetColumn(name))
	}
	return table{columns, func(yield func([]cell, error) bool) {
		for i, d := range a.Draws {
			row := []cell{{whole: int64(i)}, {number: d.Weight}}
			for _, x := range append(append([]float64{}, d.Values...), d.Outcomes...) {
				row = append(row, cell{number: x})
			}
			if !yield(row, nil) {
				return
			}
		}
	}}
}

// writeFitted writes the fitted scenario in full, with what the data say of each parameter before it.
func writeFitted(w io.Writer, c *experiment.Calibration, a *experiment.CalibrationAnswer) error {
	var b bytes.Buffer
	s := *a.Fitted
	fmt.Fprintf(&b, "# %s, fitted by channelsim calibrate (model %d, seed %d, %s).\n", s.Name, sim.ModelVersion, c.Seed, experiment.CountOf(a.Simulated, "run"))
	for k := range c.Factors {
		p := &a.Parameters[k]
		fmt.Fprintf(&b, "# %s = %v: the data allow %.4g to %.4g (95 %%), of %v to %v\n", c.Factors[k].Key, a.FittedAt[k], p.Low, p.High, c.Factors[k].Low, c.Factors[k].High)
	}
	for _, m := range c.Measured {
		fmt.Fprintf(&b, "# %s = %v: measured (%s)\n", m.Key, m.Value, m.Source)
	}
	for i := range c.Targets {
		t := &c.Targets[i]
		fmt.Fprintf(&b, "# to %s = %.6g, sd %.2g", t.Of, t.Value, t.SD)
		if t.Source != "" {
			fmt.Fprintf(&b, " (%s)", t.Source)
		}
		b.WriteString("\n")
	}
	s.Name += "-fitted"
	if s.Title != "" {
		s.Title += ", fitted to data"
	}
	b.WriteString("\n")
	if err := s.WriteTOML(&b); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}
