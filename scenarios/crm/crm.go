// Package crm reads what a sales system exports, opportunities as rows of a CSV file, and says
// what it tells of a programme: outcomes to fit a scenario to, and parameters that can be read
// off outright.
//
// Columns are found by their usual names (Stage or deal_stage, Amount or close_value, Owner or
// sales_agent, ...), in any order and with others between them; Options.Columns names those that
// are called otherwise. The text may be UTF-8 or UTF-16, with commas, semicolons or tabs between
// fields; with semicolons a comma is a decimal sign, as spreadsheets of many countries write it.
package crm

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"channelsim/scenarios"
)

// What a column may be.
const (
	Stage  = "stage"  // how far the opportunity is; what contains "won" or "lost" is decided
	Value  = "value"  // money of the deal
	Owner  = "owner"  // whose it is: the partner firm
	Route  = "route"  // partner or direct, or the partner's name, empty for direct
	Opened = "opened" // date at which it became an opportunity
	Closed = "closed" // date at which it was decided
)

// Roles lists them.
var Roles = []string{Stage, Value, Owner, Route, Opened, Closed}

// Routes by which an opportunity may come.
const (
	Direct  = "direct"
	Partner = "partner"
)

// Options say what the file does not.
type Options struct {
	Columns   map[string]string // header of the column with a role, where its name is not a usual one
	Route     string            // Direct or Partner: all rows are of this route; empty if a column tells
	Won, Lost []string          // names of stages; empty for the usual ones
}

// deal is a row.
type deal struct {
	line           int
	route          string
	owner          string
	won, lost      bool
	value          float64 // 0 where it is not given
	opened, closed time.Time
}

// Export is a file that was read.
type Export struct {
	file  string
	deals []deal
	dated bool // dates could be read
	notes []string
}

// Read reads an export. The error is a scenarios.Fault: which line, which column, what is
// wanted.
func Read(file string, data []byte, o Options) (*Export, error) {
	text, err := decode(data)
	if err != nil {
		return nil, scenarios.Fault{File: file, Msg: err.Error(), Hint: "save it as CSV (UTF-8)"}
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = separator(text)
	r.FieldsPerRecord = -1
	header, err := r.Read()
	if err != nil {
		return nil, scenarios.Fault{File: file, Msg: "no line with the names of the columns: the file is empty or no CSV", Hint: "export opportunities with a header line"}
	}
	t := &table{file: file, header: header, options: o, decimalComma: r.Comma == ';'}
	if err := t.find(); err != nil {
		return nil, err
	}
	e := &Export{file: file, dated: t.has(Opened) && t.has(Closed)}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, torn(file, err)
		}
		line, _ := r.FieldPos(0)
		d, err := t.deal(line, row)
		if err != nil {
			return nil, err
		}
		if d != nil {
			e.deals = append(e.deals, *d)
		}
	}
	if t.undated > 0 {
		e.dated = false
		e.notes = append(e.notes, fmt.Sprintf("%d dates are not written as 2026-11-27: dates are left out", t.undated))
	}
	return e, t.decided(e)
}

// torn is the fault of a text that is no CSV.
func torn(file string, err error) error {
	f := scenarios.Fault{File: file, Msg: "no CSV: " + err.Error()}
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		f.Line, f.Msg = parse.StartLine, "no CSV: "+parse.Err.Error()
	}
	return f
}

// decode turns UTF-16, which spreadsheets call Unicode text, into UTF-8, and drops a byte order mark.
func decode(data []byte) ([]byte, error) {
	text, _, err := transform.Bytes(unicode.BOMOverride(unicode.UTF8.NewDecoder()), data)
	if err == nil && bytes.IndexByte(text, 0) >= 0 {
		err = errors.New("is no text: a workbook is saved in another form")
	}
	return text, err
}

// separator is the mark between fields: what is most frequent of those in the first line.
func separator(text []byte) rune {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	best, most := ',', 0
	for _, mark := range []rune{',', ';', '\t'} {
		if n := strings.Count(string(first), string(mark)); n > most {
			best, most = mark, n
		}
	}
	return best
}

// stages lists the stages of a file that say neither won nor lost, at most a few.
func (t *table) stages() string {
	all := slices.Sorted(func(yield func(string) bool) {
		for s := range t.seen {
			if !yield(s) {
				return
			}
		}
	})
	if len(all) > 8 {
		all = append(all[:8], "...")
	}
	return strings.Join(all, ", ")
}

// decided makes sure that there is something to tell.
func (t *table) decided(e *Export) error {
	won := slices.ContainsFunc(e.deals, func(d deal) bool { return d.won })
	lost := slices.ContainsFunc(e.deals, func(d deal) bool { return d.lost })
	header := t.header[t.at[Stage]]
	switch {
	case len(e.deals) == 0:
		return scenarios.Fault{File: t.file, Msg: "there are no opportunities below the header"}
	case !won:
		return scenarios.Fault{File: t.file, Key: header, Msg: "no opportunity was won: there are " + t.stages(), Hint: "--won NAME says what the stage is called"}
	case !lost:
		return scenarios.Fault{File: t.file, Key: header, Msg: "no opportunity was lost: there are " + t.stages(), Hint: "--lost NAME says what the stage is called"}
	}
	return nil
}
