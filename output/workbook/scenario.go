package workbook

import (
	"fmt"
	"slices"

	"channelsim/scenarios"
)

// scenario lists what was assumed: every parameter with its value, of several scenarios side
// by side, and what happens on the way.
func (b *book) scenario() error {
	rows := b.assumptions()
	g := &grid{name: "Scenario", frozen: 1, len: len(rows), narrow: true, source: "scenario.toml",
		title: "What was assumed: filter the column changed for what differs from the defaults",
		says:  "every assumption with its value, unit, default, meaning and source",
		foot:  []string{"--set KEY=VALUE gives a parameter another value: channelsim run --help"}}
	if b.several() && len(b.scenarios) == 1 {
		g.foot = append([]string{"this is the first case; the sheet Points says what differs in the others"}, g.foot...)
	}
	g.columns = []column{words("key", 34)}
	for _, s := range b.scenarios {
		name := "value"
		if len(b.scenarios) > 1 {
			name = s.Name
		}
		g.columns = append(g.columns, words(name, 16))
	}
	g.columns = append(g.columns, words("unit", 16), words("default", 14), words("changed", 10), words("role", 10), words("meaning", 70), words("source", 50))
	g.rows = func(yield func([]cell, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
	return b.add(g)
}

// assumptions are the rows of the sheet.
func (b *book) assumptions() [][]cell {
	var rows [][]cell
	for i := range scenarios.Params() {
		p := &scenarios.Params()[i]
		for _, key := range b.keys(p) {
			rows = append(rows, b.assumption(p, key))
		}
	}
	for i, s := range b.scenarios {
		for _, k := range s.Shocks {
			what := "shock in week " + fmt.Sprint(k.Week) + ": " + k.Key
			rows = append(rows, b.event(i, what, k.Value, "from this week on the parameter has this value"+announced(k.Announce)))
		}
	}
	return rows
}

func announced(is bool) string {
	if is {
		return "; partners are told"
	}
	return ""
}

// keys are a parameter's key, or one for each element of its table in any of the scenarios.
func (b *book) keys(p *scenarios.Param) []string {
	if !p.Repeated() {
		return []string{p.Key()}
	}
	var keys []string
	for _, s := range b.scenarios {
		for _, name := range namesIn(s, p.Section) {
			if key := p.Section + "." + name + "." + p.Name; !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

// namesIn are the names of a table's elements.
func namesIn(s *scenarios.Scenario, section string) []string {
	var names []string
	switch section {
	case "vendors":
		for i := range s.Vendors {
			names = append(names, s.Vendors[i].Name)
		}
	case "segments":
		for i := range s.Segments {
			names = append(names, s.Segments[i].Name)
		}
	case "archetypes":
		for i := range s.Archetypes {
			names = append(names, s.Archetypes[i].Name)
		}
	}
	return names
}

func (b *book) assumption(p *scenarios.Param, key string) []cell {
	row := []cell{{value: key}}
	changed := ""
	for _, s := range b.scenarios {
		value, err := s.Get(key)
		if err != nil { // a scenario without this vendor, segment or archetype
			row = append(row, cell{})
			continue
		}
		row = append(row, b.setting(p, value))
		if value != p.Default {
			changed = "yes"
		}
	}
	return append(row, cell{value: b.unit(p.Unit)}, b.setting(p, p.Default), cell{value: changed}, cell{value: string(p.Role)}, cell{p.Doc, look{kind: "wrap"}}, cell{p.Source, look{kind: "wrap"}})
}

// event is a row about something that happens in one of the scenarios.
func (b *book) event(scenario int, what string, value any, says string) []cell {
	row := append([]cell{{value: what}}, make([]cell, len(b.scenarios)+5)...)
	row[1+scenario] = b.setting(&scenarios.Param{}, value)
	row[len(b.scenarios)+3] = cell{value: "yes"}
	row[len(b.scenarios)+5] = cell{says, look{kind: "wrap"}}
	return row
}

// setting is a parameter's value, in its unit.
func (b *book) setting(p *scenarios.Param, value any) cell {
	switch v := value.(type) {
	case float64:
		switch p.Unit {
		case "share", "probability":
			return in("0.## %", v)
		case "money":
			return in(money(b.run().Currency), v)
		}
		return in(magnitude(v), v)
	case int:
		return in(magnitude(float64(v)), int64(v))
	}
	return cell{value: value}
}
