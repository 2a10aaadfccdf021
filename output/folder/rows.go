package folder

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"strings"

	"channelsim/sim"
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
	columns  []column
	rows     [][]any // a string, int, decimal, Doubt or list for each column
	hinges   [][]any // of compare: what its verdict hinges on; nil if not asked for
}

// Doubt is a number in doubt, with its 95 % interval and the count of runs behind it.
type Doubt struct {
	Mean   decimal `json:"mean" says:"mean over the runs, or the estimate"`
	SD     decimal `json:"sd" says:"standard deviation between runs; undefined with fewer than two runs, and where only the interval is known"`
	CILow  decimal `json:"ci_low" says:"lower end of the 95 % interval"`
	CIHigh decimal `json:"ci_high" says:"upper end of the 95 % interval"`
	N      int     `json:"n" says:"runs behind it: those in which the number was defined"`
}

var ablationColumns = []column{
	{"mechanism", text, "name of the mechanism that is switched off: mechanisms.NAME"},
	metricColumn,
	windowColumn,
	{"full", doubtful, "the outcome with all mechanisms"},
	{"off", doubtful, "the outcome without this one"},
	{"difference", doubtful, "what the mechanism makes: full less off, run by run on the same random numbers"},
	{"units", number, "the difference in standard deviations between runs"},
	{"found", text, "effect, effect by itself (by its own interval, but not once all mechanisms are looked at together), no effect found, or not in use here (the scenario does not use the mechanism, and it was not simulated)"},
}

// Ablation makes the rows of `ablate`.
func Ablation(a *experiment.Ablation, answer *experiment.Answer, rows []experiment.AblationRow, notes []string) *Rows {
	r := &Rows{Command: "ablate", Scenario: answer.Design.Points[0].Scenario.Name, Seed: answer.Design.Seed, Runs: answer.Runs,
		Complete: !answer.Interrupted, Notes: notes, columns: ablationColumns}
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

func ablationRow(r *experiment.AblationRow) []any {
	return []any{r.Mechanism, r.Outcome.Metric, r.Outcome.Window, summaryDoubt(&r.Full), summaryDoubt(&r.Off), differenceDoubt(&r.Difference),
		decimal(r.Units), string(r.Found)}
}

// idle is what is found of a mechanism that the scenario does not use.
const idle = "not in use here"

// idleRow is the row of a mechanism that changes nothing: it was not simulated.
func idleRow(name string, o experiment.Outcome) []any {
	nothing := doubt(math.NaN(), math.NaN(), math.NaN(), math.NaN(), 0)
	return []any{name, o.Metric, o.Window, nothing, nothing, nothing, decimal(math.NaN()), idle}
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

var patternColumns = []column{
	{"id", text, "the pattern, as in sim/RESULTS.md"},
	{"title", text, "what the model must show"},
	{"effect", doubtful, "the effect of the leading claim"},
	{"threshold", number, "where it must lie beyond, written down before the first run"},
	{"verdict", text, "shown, not shown or cannot tell: shown if the whole interval of every claim lies beyond its threshold"},
	{"changed", words, "keys that differ from the baseline"},
	{"hinges_on", text, "the assumption that it depends on most"},
	{"direction", text, "on which side of the threshold the effect must lie"},
	{"says", text, "what the effect is"},
	{"reading", text, "what came out, in a sentence"},
	{"claims", nested, "all claims of the pattern, the leading one first"},
	{"cause", text, "what must make the pattern go when it is taken away"},
	{"without_cause", text, "with --causes: the verdict without it; else empty"},
}

// Patterns makes the rows of `patterns`.
func Patterns(a *experiment.PatternAnswer) *Rows {
	r := &Rows{Command: "patterns", Scenario: "baseline", Seed: a.Seed, Runs: a.Runs, Complete: !a.Interrupted, Notes: a.Notes, columns: patternColumns}
	for i := range a.Results {
		r.rows = append(r.rows, patternRow(&a.Results[i]))
	}
	return r
}

func patternRow(r *experiment.PatternResult) []any {
	p := r.Pattern
	lead := &p.Claims[0]
	without := ""
	if r.Without != nil {
		without = string(r.Without.Conclusion)
	}
	return []any{p.ID, p.Title, estimateDoubt(&r.Claims[0].Estimate), decimal(lead.Threshold), string(r.Conclusion), p.Changed(), p.HingesOn,
		string(lead.Direction), lead.Says, r.Reading, claims(r), p.Cause.Says, without}
}

// claim is one of a pattern's claims in result.json.
type claim struct {
	Says      string  `json:"says" says:"what the effect is"`
	Effect    Doubt   `json:"effect" says:"the effect"`
	Direction string  `json:"direction" among:"at least,at most" says:"on which side of the threshold the effect must lie"`
	Threshold decimal `json:"threshold" says:"where it must lie beyond"`
	Verdict   string  `json:"verdict" among:"shown,not shown,cannot tell" says:"shown, not shown or cannot tell"`
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
func (r *Rows) WriteJSON(w io.Writer) error { return r.write(w, "") }

// write writes the rows with the finding in words.
func (r *Rows) write(w io.Writer, says string) error {
	d := document{Says: says, Schema: SchemaVersion, Model: sim.ModelVersion, Command: r.Command, Scenario: r.Scenario, Seed: r.Seed, Runs: r.Runs, Complete: r.Complete,
		Rows: []row{}, Survival: []survival{}, Notes: append([]string{}, r.Notes...)}
	for _, row := range r.rows {
		text, err := rowJSON(r.columns, row)
		if err != nil {
			return err
		}
		d.Rows = append(d.Rows, text)
	}
	for _, row := range r.hinges {
		text, err := rowJSON(hingeColumns, row)
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
func rowJSON(columns []column, row []any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, c := range columns {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(appendText(nil, c.name))
		b.WriteByte(':')
		value := json.NewEncoder(&b)
		value.SetEscapeHTML(false)
		if err := value.Encode(row[i]); err != nil {
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
	return writeCSV(w, table{flatColumns(r.columns), func(yield func([]cell, error) bool) {
		for _, row := range r.rows {
			if !yield(flat(row), nil) {
				return
			}
		}
	}})
}

// flatColumns are the columns that CSV has.
func flatColumns(columns []column) []column {
	var all []column
	for _, c := range columns {
		switch c.kind {
		case doubtful:
			for _, part := range []string{"mean", "sd", "ci_low", "ci_high"} {
				all = append(all, column{c.name + "_" + part, number, c.says})
			}
			all = append(all, column{c.name + "_n", whole, c.says})
		case words, value:
			all = append(all, column{c.name, text, c.says})
		case nested:
		default:
			all = append(all, c)
		}
	}
	return all
}

// flat makes a line of a row.
func flat(row []any) (cells []cell) {
	for _, v := range row {
		switch v := v.(type) {
		case string:
			cells = append(cells, cell{text: v})
		case []string:
			cells = append(cells, cell{text: strings.Join(v, " ")})
		case int:
			cells = append(cells, cell{whole: int64(v)})
		case decimal:
			cells = append(cells, cell{number: float64(v)})
		case setting:
			cells = append(cells, cell{text: plain(v.value)})
		case Doubt:
			cells = append(cells, cell{number: float64(v.Mean)}, cell{number: float64(v.SD)}, cell{number: float64(v.CILow)}, cell{number: float64(v.CIHigh)}, cell{whole: int64(v.N)})
		}
	}
	return cells
}
