package crm

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"channelsim/scenarios"
)

// usual names of columns, in small letters without blanks and marks; the first that is there counts.
var usual = map[string][]string{
	Stage:  {"stage", "dealstage", "stagename", "opportunitystage", "salesstage", "status", "phase"},
	Value:  {"amount", "value", "closevalue", "dealvalue", "dealamount", "opportunityamount", "estimatedvalue", "actualvalue", "revenue"},
	Owner:  {"partner", "partnername", "partneraccount", "reseller", "owner", "ownername", "opportunityowner", "dealowner", "salesagent", "rep", "salesrep", "assignedto"},
	Route:  {"route", "channel", "saleschannel", "routetomarket", "dealtype", "partner", "partnername", "partneraccount", "reseller"},
	Opened: {"engagedate", "createddate", "createdate", "created", "opened", "opendate", "startdate"},
	Closed: {"closedate", "closed", "closeddate", "actualclosedate"},
}

// names are the route columns that hold a partner's name.
var names = []string{"partner", "partnername", "partneraccount", "reseller"}

var (
	wonWords     = []string{"won", "gewonnen", "gagn", "ganad", "vinto", "wygran"}
	lostWords    = []string{"lost", "verloren", "perdu", "perdid", "perso", "przegran"}
	partnerWords = []string{"partner", "channel", "indirect", "reseller", "var", "msp", "distribut"}
	directWords  = []string{"direct", "inside", "field", "own", "internal", "vendor"}
)

// table finds its way about a file.
type table struct {
	file         string
	header       []string
	options      Options
	decimalComma bool
	at           map[string]int // column by role
	seen         map[string]bool
	undated      int
}

func (t *table) has(role string) bool { _, ok := t.at[role]; return ok }

// find settles which column has which role.
func (t *table) find() error {
	t.at, t.seen = map[string]int{}, map[string]bool{}
	for _, role := range Roles {
		if given, ok := t.options.Columns[role]; ok {
			i := slices.IndexFunc(t.header, func(h string) bool { return plain(h) == plain(given) })
			if i < 0 {
				return scenarios.Fault{File: t.file, Line: 1, Msg: fmt.Sprintf("no column %q: there are %s", given, strings.Join(t.header, ", "))}
			}
			t.at[role] = i
			continue
		}
		for _, name := range usual[role] {
			if i := slices.IndexFunc(t.header, func(h string) bool { return plain(h) == name }); i >= 0 {
				t.at[role] = i
				break
			}
		}
	}
	switch {
	case !t.has(Stage):
		return scenarios.Fault{File: t.file, Line: 1, Msg: "no column tells the stage: there are " + strings.Join(t.header, ", "), Hint: `--column stage=NAME says which it is`}
	case !t.has(Route) && t.options.Route == "":
		return scenarios.Fault{File: t.file, Line: 1, Msg: "no column tells whether an opportunity is a partner's or the direct team's: there are " + strings.Join(t.header, ", "),
			Hint: "--column route=NAME says which does, --route direct or --route partner that all are of one"}
	}
	return nil
}

// plain is a header in small letters, without blanks and marks.
func plain(header string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(" _-.\u00a0", r):
			return -1
		}
		return r
	}, strings.ToLower(strings.TrimSpace(header)))
}

// field is a row's text in a role; empty where the row or the column is missing.
func (t *table) field(row []string, role string) string {
	i, ok := t.at[role]
	if !ok || i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

// deal reads a row; nil for a blank one.
func (t *table) deal(line int, row []string) (*deal, error) {
	if strings.TrimSpace(strings.Join(row, "")) == "" {
		return nil, nil
	}
	d := &deal{line: line, owner: t.field(row, Owner)}
	stage := t.field(row, Stage)
	t.seen[stage] = true
	d.won, d.lost = is(stage, t.options.Won, wonWords), is(stage, t.options.Lost, lostWords)
	var err error
	if d.route, err = t.route(line, row); err != nil {
		return nil, err
	}
	if text := t.field(row, Value); text != "" {
		var ok bool
		if d.value, ok = t.number(text); !ok || d.value < 0 {
			return nil, scenarios.Fault{File: t.file, Line: line, Key: t.header[t.at[Value]], Value: strconv.Quote(text), Msg: "must be an amount of money, 0 or more"}
		}
	}
	d.opened, d.closed = t.date(row, Opened), t.date(row, Closed)
	return d, nil
}

// is reports whether a stage is one of those named, or, where none is, sounds like one.
func is(stage string, named, usual []string) bool {
	if len(named) > 0 {
		return slices.ContainsFunc(named, func(n string) bool { return plain(n) == plain(stage) })
	}
	return slices.ContainsFunc(usual, func(word string) bool { return strings.Contains(strings.ToLower(stage), word) })
}

// route tells whose an opportunity is.
func (t *table) route(line int, row []string) (string, error) {
	if t.options.Route != "" {
		return t.options.Route, nil
	}
	header, word := t.header[t.at[Route]], t.field(row, Route)
	if slices.Contains(names, plain(header)) {
		if word == "" {
			return Direct, nil
		}
		return Partner, nil
	}
	heard := func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(plain(word), w) })
	}
	switch {
	case heard(partnerWords):
		return Partner, nil
	case heard(directWords):
		return Direct, nil
	}
	return "", scenarios.Fault{File: t.file, Line: line, Key: header, Value: strconv.Quote(word), Msg: "must say partner or direct (or channel, reseller, field, ...)",
		Hint: "another column may tell: --column route=NAME; or all are of one: --route direct"}
}

// number reads an amount with or without signs of currency and marks between thousands.
func (t *table) number(text string) (float64, bool) {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune("0123456789.,-", r) {
			return r
		}
		return -1
	}, text)
	decimal, thousands := ".", ","
	if t.decimalComma {
		decimal, thousands = ",", "."
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, thousands, ""), decimal, ".")
	x, err := strconv.ParseFloat(text, 64)
	return x, err == nil
}

// date reads 2026-11-27, with or without a time of day; else it is the zero time.
func (t *table) date(row []string, role string) time.Time {
	text := t.field(row, role)
	if text == "" {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, text[:min(len(text), len(time.DateOnly))])
	if err != nil {
		t.undated++
	}
	return day
}
