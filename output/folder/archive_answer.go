package folder

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"

	"channelsim/sim/experiment"
)

// Said is what result.json says.
type Said struct {
	Command  string
	Scenario string // the first one's name
	Seed     uint64
	Runs     int
	Rows     [][]Field // of the command's own; those of run are the summary's
	Hinges   [][]Field // of compare --hinges
	Survival []experiment.Survival
	Says     string // the finding in words
	Notes    []string
	Expect   []Verdict // nil where expectations were not judged
}

// Field is a named value of a row.
type Field struct {
	Name  string
	Value any // string, float64, bool, Doubt; nil where it is undefined
}

// Verdict is a judgement on one of the scenario's expectations.
type Verdict struct {
	Name, Outcome, Statistic string
	Value                    float64 // NaN where undefined
	Judgement, Why           string
}

// UnmarshalJSON reads null as an undefined number.
func (d *decimal) UnmarshalJSON(b []byte) error {
	x := math.NaN()
	if string(b) != "null" {
		if err := json.Unmarshal(b, &x); err != nil {
			return err
		}
	}
	*d = decimal(x)
	return nil
}

// Said reads result.json. What is a table within a row is left out.
func (a *Archive) Said() (*Said, error) {
	path := a.path(resultFile)
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var d struct {
		Said
		Rows, Hinges []json.RawMessage
		Survival     []survival
		Expect       []verdict
	}
	if err := json.Unmarshal(b, &d); err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %w", path, err)
	}
	said := d.Said
	for _, s := range d.Survival {
		said.Survival = append(said.Survival, experiment.Survival{Point: s.Point, Runs: s.Runs, Spirals: s.Spirals, MedianWeek: float64(s.MedianWeek)})
	}
	for _, v := range d.Expect {
		said.Expect = append(said.Expect, Verdict{v.Name, v.Outcome, v.Statistic, float64(v.Value), v.Judgement, v.Why})
	}
	if said.Rows, err = orderedRows(d.Rows); err == nil {
		said.Hinges, err = orderedRows(d.Hinges)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %w", path, err)
	}
	return &said, nil
}

func orderedRows(rows []json.RawMessage) ([][]Field, error) {
	var all [][]Field
	for _, raw := range rows {
		fields, err := ordered(raw)
		if err != nil {
			return nil, err
		}
		all = append(all, fields)
	}
	return all, nil
}

// ordered reads an object with its fields in their order.
func ordered(raw json.RawMessage) ([]Field, error) {
	in := json.NewDecoder(bytes.NewReader(raw))
	if _, err := in.Token(); err != nil { // the brace
		return nil, err
	}
	var fields []Field
	for in.More() {
		name, err := in.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := in.Decode(&value); err != nil {
			return nil, err
		}
		v, keep, err := fieldValue(value)
		if err != nil {
			return nil, fmt.Errorf("%v: %w", name, err)
		}
		if keep {
			fields = append(fields, Field{fmt.Sprint(name), v})
		}
	}
	return fields, nil
}

// fieldValue reads a value of a row; tables are not kept.
func fieldValue(raw json.RawMessage) (value any, keep bool, err error) {
	switch raw[0] {
	case '{':
		var d Doubt
		err = json.Unmarshal(raw, &d)
		return d, true, err
	case '[':
		var words []string
		if json.Unmarshal(raw, &words) != nil {
			return nil, false, nil
		}
		return strings.Join(words, " "), true, nil
	}
	err = json.Unmarshal(raw, &value)
	return value, true, err
}

// ErrOtherSearch says that the runs of a folder are not those that this program's search would ask for.
var ErrOtherSearch = errors.New("what its runs say to this program is not what result.json says: another version made it, and looks at it")

// Retells makes sure that rows that were made of a folder's runs again are those of its result.json. A
// command that decides as it goes asks for runs that depend on what it saw before, and another version
// of the program may decide otherwise: it would take the runs for what they are not. The error is
// ErrOtherSearch.
func (a *Archive) Retells(r *Rows) error {
	var then, now struct{ Rows []json.RawMessage }
	b, err := os.ReadFile(a.path(resultFile))
	if err != nil {
		return err
	}
	var again bytes.Buffer
	if err := r.WriteJSON(&again); err != nil {
		return err
	}
	if err := errors.Join(json.Unmarshal(b, &then), json.Unmarshal(again.Bytes(), &now)); err != nil {
		return fmt.Errorf("%s: cannot be read: %w", a.path(resultFile), err)
	}
	if !slices.EqualFunc(then.Rows, now.Rows, func(x, y json.RawMessage) bool { return bytes.Equal(x, y) }) {
		return ErrOtherSearch
	}
	return nil
}
