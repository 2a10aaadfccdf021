package workbook

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"channelsim/sim"
)

// about says what the workbook holds, what its columns mean, and how to make it again.
func (b *book) about() error {
	const name = "About"
	if err := b.newSheet(name); err != nil {
		return err
	}
	fit := true
	if err := b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	w, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	s := &sheet{book: b, grid: &grid{name: name, columns: []column{words("", 36), words("", 120)}}, stream: w}
	if err := s.setWidths(1, s.grid.columns); err != nil {
		return err
	}
	for _, part := range b.parts() {
		if err := s.part(part); err != nil {
			return err
		}
	}
	if err := b.paper(name, true, ""); err != nil {
		return err
	}
	return w.Flush()
}

// part is a part of About: a heading, and pairs of a name and what there is to say.
type part struct {
	heading string
	pairs   [][2]string
}

func (s *sheet) part(p part) error {
	kind := "section"
	if s.last == 0 {
		kind = "title"
	} else {
		s.last++ // a row apart
	}
	heading := []cell{{p.heading, look{kind: kind}}}
	if kind == "section" {
		heading = append(heading, cell{"", look{kind: kind}})
	}
	if err := s.write(s.last+1, heading, nil); err != nil {
		return err
	}
	for _, pair := range p.pairs {
		if err := s.write(s.last+1, []cell{{pair[0], look{kind: "wrap"}}, {pair[1], look{kind: "wrap"}}}, nil); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) parts() []part {
	return []part{b.subject(), b.contents(), b.doubts(), b.verdicts(), columnsPart, b.windows(), b.reproduce(), b.outcomes()}
}

// subject says what was simulated and what came out.
func (b *book) subject() part {
	s := b.scenarios[0]
	p := part{heading: b.headline()}
	if b.said.Says != "" {
		p.pairs = append(p.pairs, [2]string{"what came out", b.said.Says})
	}
	for _, s := range b.scenarios {
		if s.Description != "" {
			p.pairs = append(p.pairs, [2]string{s.Name, strings.TrimSpace(s.Title + ". " + s.Description)})
		}
	}
	if s.Source != "" {
		p.pairs = append(p.pairs, [2]string{"where figures come from", s.Source})
	}
	return p.with("what it is", "A simulation: levels illustrate, differences are arguments. Vary what nobody knows exactly.")
}

// with adds a pair.
func (p part) with(name, says string) part {
	p.pairs = append(p.pairs, [2]string{name, says})
	return p
}

func (b *book) contents() part {
	p := part{heading: "Sheets"}
	for _, s := range b.sheets {
		p = p.with(s.name, s.says)
	}
	for _, cut := range b.cuts {
		p = p.with("CUT", cut)
	}
	if !b.archive.Holds(runsFile) {
		p = p.with("not here", b.said.Command+" keeps no table of runs, so that there are no sheets Summary, Weekly and Runs")
	} else if !b.archive.Holds(weeksFile) {
		p = p.with("not here", b.said.Command+" keeps no weeks, so that there is no sheet Weekly")
	}
	return p
}

// doubts are what goes with the numbers.
func (b *book) doubts() part {
	p := part{heading: "Doubts"}
	if says := b.archive.Manifest.Caution(); says != "" {
		p = p.with("model", says)
	}
	for _, note := range b.said.Notes {
		p = p.with("note", note)
	}
	if len(p.pairs) == 0 {
		p = p.with("none", "the program has no doubts beyond the intervals")
	}
	return p
}

// verdicts are those on the scenario's expectations.
func (b *book) verdicts() part {
	p := part{heading: "What the scenario expects"}
	for _, v := range b.said.Expect {
		p = p.with(v.Judgement, strings.TrimSpace(fmt.Sprintf("%s: %s of %s is %v. %s", v.Name, v.Statistic, v.Outcome, v.Value, v.Why)))
	}
	if len(p.pairs) == 0 {
		p = p.with("nothing", "no expectations were judged")
	}
	return p
}

var columnsPart = part{"Columns", [][2]string{
	{"outcome, metric", "what is measured, in words and by its key; the keys are explained at the end"},
	{"case, point", "which of several scenarios, policies or values of parameters; the sheet Points lists them"},
	{"vendor", "a vendor's name, or all for the whole market"},
	{"route, grade, stage", "to whom leads went (direct or partners), the grade that the vendor gave, and how far they came"},
	{"actual, reported", "as it is, and as the vendor's figures have it: of leads with partners it hears only how some of them ended"},
	{"group", "all, or a group of partners by archetype, tier or segment"},
	{"mean", "the mean over the runs"},
	{"95 % low, 95 % high", "the 95 % interval of the mean: with other random numbers, 95 of 100 such intervals hold the true mean. More runs make it narrower"},
	{"5 %, median, 95 % of runs below", "how single runs spread: this part of the runs came out lower. This is the risk that remains however many runs there are"},
	{"standard deviation", "how far single runs lie from the mean, typically"},
	{"n", "runs in which the number was defined"},
	{"an empty cell", "the number is not defined, such as a rate of no leads or the week of a spiral that never came"},
	{"seed", "with it and the number of the replication a run can be met again: channelsim rerun"},
}}

// windows says which weeks the windows cover.
func (b *book) windows() part {
	p := part{heading: "Windows"}
	for _, w := range sim.StandardWindows(b.run().Weeks) {
		says := fmt.Sprintf("weeks %d to %d", w.First, w.Last)
		if months := b.run().Months(w.First, w.Last); months != "" {
			says += ", " + months
		}
		p = p.with(w.Name, says)
	}
	return p.with("14:52 and the like", "from one week to another, both included")
}

// reproduce says where the numbers come from and how to come to them again.
func (b *book) reproduce() part {
	m := b.archive.Manifest
	p := part{heading: "How to reproduce"}
	p = p.with("command line", strings.Join(m.Command, " "))
	p = p.with("in full", "channelsim "+strings.Join(quoted(m.Plan), " "))
	if b.said.Command == "run" {
		p = p.with("or, from the folder", "channelsim run scenario.toml --out again")
	}
	p = p.with("program", "channelsim "+m.Version)
	if b.options.Program != m.Version {
		p = p.with("this workbook by", "channelsim "+b.options.Program)
	}
	p = p.with("model version", strconv.Itoa(m.Model)+" (the same model and seed give the same numbers on every machine)")
	p = p.with("seed", strconv.FormatUint(m.Seed, 10))
	p = p.with("runs", runsOf(b.said.Runs)+failed(m.Failed))
	if m.Finished != nil {
		p = p.with("finished", m.Finished.UTC().Format(time.RFC3339))
	}
	return p.with("exact numbers", "cells hold all digits, whatever they show; "+strings.Join(b.exactFiles(), ", ")+" in the same folder hold the same numbers")
}

func failed(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", and %d that failed", n)
}

func (b *book) exactFiles() []string {
	var names []string
	for _, name := range []string{runsFile, weeksFile, summaryFile, funnelFile, "result.json"} {
		if b.archive.Holds(name) {
			names = append(names, name)
		}
	}
	return names
}

// quoted are the words of a command as a shell takes them.
func quoted(words []string) []string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = w
		if strings.ContainsAny(w, " *'$&;()<>|`#") {
			all[i] = `"` + w + `"`
		}
	}
	return all
}

// outcomes explains every metric that the folder has.
func (b *book) outcomes() part {
	p := part{heading: "Outcomes"}
	for i := range sim.Metrics {
		m := &sim.Metrics[i]
		if len(b.metrics) > 0 && !b.metrics[m.Key] {
			continue // of a later model
		}
		p = p.with(m.Key, fmt.Sprintf("%s (%s): %s", m.Label, b.unit(m.Unit), m.Definition))
	}
	return p
}
