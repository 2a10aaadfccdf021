package folder

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"strings"

	"channelsim/sim/experiment"
)

// Rows is the answer of a command whose result is a list of its own rows instead
// of the summary's.
type Rows struct {
	Command  string
	Scenario string // what the rows are about
	Seed     uint64
	Runs     int // finished replications
	Complete bool
	Notes    []string
	head     []entry   // names, for CSV without any rows
	rows     [][]entry // all with the same names
	hinges   [][]entry // of compare: what its verdict hinges on; nil if not asked for
}

// entry is a named value of a row: a string, a decimal, Doubt, or a list.
type entry struct {
	name  string
	value any
}

// Doubt is a number in doubt, with its 95 % interval and the count of runs behind it.
type Doubt struct {
	Mean   decimal `json:"mean"`
	SD     decimal `json:"sd"`
	CILow  decimal `json:"ci_low"`
	CIHigh decimal `json:"ci_high"`
	N      int     `json:"n"`
}

// Ablation makes the rows of `ablate`, with the columns mechanism, metric, window, full,
// off, difference, units and found.
func Ablation(a *experiment.Ablation, answer *experiment.Answer, rows []experiment.AblationRow, notes []string) *Rows {
	r := &Rows{Command: "ablate", Scenario: answer.Design.Points[0].Scenario.Name, Seed: answer.Design.Seed, Runs: answer.Runs,
		Complete: !answer.Interrupted, Notes: notes, head: ablationRow(&experiment.AblationRow{})}
	for i := range rows {
		r.rows = append(r.rows, ablationRow(&rows[i]))
	}
	for _, name := range a.Idle {
		for _, o := range answer.Design.Outcomes {
			r.rows = append(r.rows, idleRow(name, o))
		}
	}
	return r
}

func ablationRow(r *experiment.AblationRow) []entry {
	return []entry{{"mechanism", r.Mechanism}, {"metric", r.Outcome.Metric}, {"window", r.Outcome.Window},
		{"full", summaryDoubt(&r.Full)}, {"off", summaryDoubt(&r.Off)},
		{"difference", differenceDoubt(&r.Difference)},
		{"units", decimal(r.Units)}, {"found", string(r.Found)}}
}

// idleRow is the row of a mechanism that changes nothing: it was not simulated.
func idleRow(name string, o experiment.Outcome) []entry {
	nothing := doubt(math.NaN(), math.NaN(), math.NaN(), math.NaN(), 0)
	return []entry{{"mechanism", name}, {"metric", o.Metric}, {"window", o.Window},
		{"full", nothing}, {"off", nothing}, {"difference", nothing}, {"units", decimal(math.NaN())}, {"found", "not in use here"}}
}

func doubt(mean, sd, low, high float64, n int) Doubt {
	return Doubt{decimal(mean), decimal(sd), decimal(low), decimal(high), n}
}

func summaryDoubt(s *experiment.Summary) Doubt { return doubt(s.Mean, s.SD, s.CILow, s.CIHigh, s.N) }

func estimateDoubt(e *experiment.Estimate) Doubt {
	return doubt(e.Mean, e.SD, e.CILow, e.CIHigh, e.N)
}

func differenceDoubt(d *experiment.Difference) Doubt {
	return doubt(d.Mean, d.SD, d.CILow, d.CIHigh, d.N)
}

// Patterns makes the rows of `patterns`, with the columns id, title, effect, threshold,
// verdict, changed, hinges_on, and then direction, says, reading, claims, cause and, where
// causes were taken away, the verdict without_cause.
func Patterns(a *experiment.PatternAnswer) *Rows {
	r := &Rows{Command: "patterns", Scenario: "baseline", Seed: a.Seed, Runs: a.Runs, Complete: !a.Interrupted, Notes: a.Notes}
	blank := experiment.Pattern{Claims: make([]experiment.Claim, 1)}
	r.head = patternRow(&experiment.PatternResult{Pattern: &blank, Claims: make([]experiment.ClaimResult, 1)})
	for i := range a.Results {
		r.rows = append(r.rows, patternRow(&a.Results[i]))
	}
	return r
}

func patternRow(r *experiment.PatternResult) []entry {
	p := r.Pattern
	lead := &p.Claims[0]
	row := []entry{{"id", p.ID}, {"title", p.Title}, {"effect", estimateDoubt(&r.Claims[0].Estimate)}, {"threshold", decimal(lead.Threshold)},
		{"verdict", string(r.Conclusion)}, {"changed", p.Changed()}, {"hinges_on", p.HingesOn},
		{"direction", string(lead.Direction)}, {"says", lead.Says}, {"reading", r.Reading}, {"claims", claims(r)},
		{"cause", p.Cause.Says}, {"without_cause", ""}}
	if r.Without != nil {
		row[len(row)-1].value = string(r.Without.Conclusion)
	}
	return row
}

// claim is one of a pattern's claims in result.json.
type claim struct {
	Says      string  `json:"says"`
	Effect    Doubt   `json:"effect"`
	Direction string  `json:"direction"`
	Threshold decimal `json:"threshold"`
	Verdict   string  `json:"verdict"`
}

func claims(r *experiment.PatternResult) []claim {
	var list []claim
	for i := range r.Claims {
		c := &r.Pattern.Claims[i]
		list = append(list, claim{c.Says, estimateDoubt(&r.Claims[i].Estimate), string(c.Direction), decimal(c.Threshold), string(r.Claims[i].Conclusion)})
	}
	return list
}

// WriteJSON writes result.json: undefined numbers are null.
func (r *Rows) WriteJSON(w io.Writer) error {
	d := document{Schema: SchemaVersion, Command: r.Command, Scenario: r.Scenario, Seed: r.Seed, Runs: r.Runs, Complete: r.Complete,
		Rows: []json.RawMessage{}, Survival: []survival{}, Notes: append([]string{}, r.Notes...)}
	for _, row := range r.rows {
		text, err := rowJSON(row)
		if err != nil {
			return err
		}
		d.Rows = append(d.Rows, text)
	}
	for _, row := range r.hinges {
		text, err := rowJSON(row)
		if err != nil {
			return err
		}
		d.Hinges = append(d.Hinges, text)
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return out.Encode(d)
}

// rowJSON is an object with the fields in their order.
func rowJSON(row []entry) ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range row {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(appendText(nil, f.name))
		b.WriteByte(':')
		value := json.NewEncoder(&b)
		value.SetEscapeHTML(false)
		if err := value.Encode(f.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// WriteCSV writes the rows with a header line; a number in doubt takes the columns
// NAME_mean, NAME_sd, NAME_ci_low, NAME_ci_high and NAME_n. What is a table in itself is
// left out.
func (r *Rows) WriteCSV(w io.Writer) error {
	columns, _ := flat(r.head)
	return writeCSV(w, table{columns, func(yield func([]cell, error) bool) {
		for _, row := range r.rows {
			if _, cells := flat(row); !yield(cells, nil) {
				return
			}
		}
	}})
}

// flat makes a line of a row.
func flat(row []entry) (columns []column, cells []cell) {
	add := func(name string, k kind, v cell) {
		columns, cells = append(columns, column{name, k}), append(cells, v)
	}
	for _, f := range row {
		switch v := f.value.(type) {
		case string:
			add(f.name, text, cell{text: v})
		case []string:
			add(f.name, text, cell{text: strings.Join(v, " ")})
		case decimal:
			add(f.name, number, cell{number: float64(v)})
		case Doubt:
			add(f.name+"_mean", number, cell{number: float64(v.Mean)})
			add(f.name+"_sd", number, cell{number: float64(v.SD)})
			add(f.name+"_ci_low", number, cell{number: float64(v.CILow)})
			add(f.name+"_ci_high", number, cell{number: float64(v.CIHigh)})
			add(f.name+"_n", whole, cell{whole: int64(v.N)})
		}
	}
	return columns, cells
}
