package page

import (
	"fmt"
	"slices"
	"strings"

	"channelsim/output/text"
	"channelsim/scenarios"
)

// method says what was done, on what assumptions, and how to do it again.
func (r *Report) method(t teller) []block {
	var blocks []block
	for _, says := range t.method() {
		blocks = append(blocks, para(says))
	}
	blocks = append(blocks,
		para("In the model a vendor's marketing makes leads, a policy hands them to the vendor's own reps and to channel partners, and each partner decides every week what to spend its hours on: these leads, deals that it finds itself, or another vendor's line. What partners experience changes what they believe and whom they trust; what the vendor's report shows changes what it sends next. None of the outcomes is built in."),
		para("What a 95 % interval means: with other luck the average would come out a little different; 95 of 100 such ranges hold the average that very many runs would give. It is about the average, not about a single year, which varies more. And it is about luck, not about whether the assumptions are right."),
		para(leftOut(t.points())),
		head("What is assumed"))
	blocks = append(blocks, assumptions(t.points())...)
	blocks = append(blocks, sources(t.points())...)
	return append(blocks, r.again()...)
}

// leftOut says what is assumed not to matter.
func leftOut(points []point) string {
	says := "Assumed not to matter: prices and what competitors do about them, inflation and interest, holidays, and how well single people get on. One currency serves for all."
	for _, p := range points {
		var off []string
		for i, on := range p.Mechanisms {
			if !on {
				off = append(off, scenarios.MechanismTable[i].Doc)
			}
		}
		if off != nil {
			says += fmt.Sprintf(" Switched off%s: %s.", where(points, p), strings.Join(off, "; "))
		}
	}
	return says
}

// where names a point if there are several.
func where(points []point, p point) string {
	if len(points) == 1 {
		return ""
	}
	return " in " + p.name
}

// mostPoints is the number of scenarios whose assumptions are shown side by side; of more they
// are shown one below the other.
const mostPoints = 4

// assumptions are the parameters that differ from the program's defaults, or between points.
func assumptions(points []point) []block {
	t := &table{Caption: "What is assumed here and differs from the program's defaults", Head: []string{"Assumption"}}
	switch {
	case len(points) == 1:
		t.Head, t.Rows = append(t.Head, "Here"), differing(points)
	case len(points) <= mostPoints:
		t.Caption += ", or between the choices"
		for _, p := range points {
			t.Head = append(t.Head, text.Capital(p.name))
		}
		t.Rows = differing(points)
	default:
		t.Head = append(t.Head, "Here")
		t.below(points, differing(points))
	}
	if t.Rows == nil {
		return []block{para("All parameters are as the program has them by default. " + unknowns())}
	}
	t.Head = append(t.Head, "Default", "Where the default is from")
	return []block{{Table: t}, para("All other parameters are as the program has them by default. " + unknowns())}
}

// below puts the values of many points one below the other: first those that all have, then what
// each has of its own and not by default.
func (t *table) below(points []point, rows []row) {
	own := make([][]row, len(points))
	var alike []row
	for _, r := range rows {
		here, rest := r.Cells[:len(points)], r.Cells[len(points):]
		at := func(i int) row { return row{Head: r.Head, Small: r.Small, Cells: slices.Concat(here[i:i+1], rest)} }
		if !slices.ContainsFunc(here, func(c cell) bool { return c != here[0] }) {
			alike = append(alike, at(0))
			continue
		}
		for i := range points {
			if here[i].Main != rest[0].Main {
				own[i] = append(own[i], at(i))
			}
		}
	}
	t.group("With all choices", alike)
	for i, p := range points {
		t.group(text.Capital(p.name), own[i])
	}
}

// differing are the rows of the parameters that differ from the defaults at any of the points.
func differing(points []point) []row {
	var rows []row
	usual := scenarios.Default()
	for _, k := range keysOf(points) {
		line := row{Head: clause(k.Doc), Small: k.key}
		normal := k.Default
		if v, err := usual.Get(k.key); err == nil {
			normal = v
		}
		differs := false
		for _, p := range points {
			v, err := p.Get(k.key)
			if err != nil {
				line.Cells = append(line.Cells, words("–"))
				continue
			}
			differs = differs || v != normal
			line.Cells = append(line.Cells, words(value(v, k.Unit)))
		}
		line.Cells = append(line.Cells, words(value(normal, k.Unit)), words(k.Source))
		if differs {
			rows = append(rows, line)
		}
	}
	return rows
}

// unknowns says how much of the model nobody knows exactly.
func unknowns() string {
	n, assumed := 0, 0
	for _, p := range scenarios.Params() {
		if p.Role == scenarios.Unknown {
			n++
			if strings.HasPrefix(p.Source, "assumed") {
				assumed++
			}
		}
	}
	return fmt.Sprintf("Of the model's parameters %d are unknown, that is, nobody can decide or look them up; %d of these are assumed, and for the others a source is named. channelsim scenario params lists them all, with their sources.", n, assumed)
}

// key is a parameter of one place in a scenario.
type key struct {
	scenarios.Param
	key string
}

// keysOf are the keys that any of the points has, in the order of the table. How long and how
// often is simulated is told elsewhere, and budgets follow from other keys.
func keysOf(points []point) []key {
	var all []key
	for _, p := range scenarios.Params() {
		switch {
		case p.Section == "run" || p.Key() == "vendors.*.budget" || points[0].varied[p.Key()]:
		case !p.Repeated():
			all = append(all, key{p, p.Key()})
		default:
			for _, name := range names(points, p.Section) {
				all = append(all, key{p, p.Section + "." + name + "." + p.Name})
			}
		}
	}
	return all
}

// names are those of a table's elements, over all points.
func names(points []point, section string) []string {
	var all []string
	add := func(name string) {
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	for _, p := range points {
		switch section {
		case "vendors":
			for i := range p.Vendors {
				add(p.Vendors[i].Name)
			}
		case "segments":
			for i := range p.Segments {
				add(p.Segments[i].Name)
			}
		case "archetypes":
			for i := range p.Archetypes {
				add(p.Archetypes[i].Name)
			}
		}
	}
	return all
}

// value prints a parameter's value with its unit, in words.
func value(v any, unit string) string {
	switch x := v.(type) {
	case bool:
		if x {
			return "yes"
		}
		return "no"
	case string:
		if x == "" {
			return "none"
		}
		return x
	case int:
		return quantity(float64(x), unit)
	case float64:
		return quantity(x, unit)
	}
	return fmt.Sprint(v)
}

// quantity prints a number with its unit: 30 %, 5 % a week, 88.8 leads a week, 25,000.
func quantity(x float64, unit string) string {
	thing, per, rate := strings.Cut(unit, "/")
	switch {
	case thing == "share" || thing == "probability":
		x, thing = 100*x, "%"
	case thing == "1" || thing == "money" || slices.Contains(bare, thing) || strings.HasPrefix(thing, "log "):
		thing = ""
	}
	words := strings.TrimSpace(plain(x) + " " + thing)
	switch {
	case rate && strings.HasPrefix(per, "hour"):
		words += " an " + per
	case rate:
		words += " a " + per
	}
	return words
}

// bare are units that say nothing behind a number.
var bare = []string{"units", "exponent", "factor", "weight", "ratio", "0-1"}

// plain prints a number with its digits, without noise in the last ones, and with commas between
// thousands.
func plain(x float64) string {
	_, fraction, _ := strings.Cut(scenarios.FormatNumber(scenarios.Brief(round(x))), ".")
	return text.Round(x, -len(fraction))
}

// sources names what the scenarios themselves rest on.
func sources(points []point) []block {
	var blocks []block
	seen := map[string]bool{}
	for _, p := range points {
		if s := strings.TrimSpace(p.Source); s != "" && !seen[s] {
			seen[s] = true
			blocks = append(blocks, para(fmt.Sprintf("Sources of %s: %s", p.Name, s)))
		}
	}
	for _, p := range points {
		for _, k := range p.Shocks {
			says := fmt.Sprintf("From %s on%s, %s is %s.", p.Run.When(k.Week), where(points, p), k.Key, value(k.Value, ""))
			if !seen[says] {
				seen[says] = true
				blocks = append(blocks, para(says))
			}
		}
	}
	return blocks
}

// again says how to get the same numbers again.
func (r *Report) again() []block {
	return []block{
		head("How to get the same numbers again"),
		para(fmt.Sprintf("The same seed (%d) gives the same numbers on every machine, with version %d of the model (channelsim %s). %s; the folder keeps the scenario as it was simulated.", r.Source.Seed, r.Source.Model, r.Source.Version, r.gives())),
		code(r.Source.Command + " --out NEW-FOLDER"),
		para("The answer is in result.json, whose SHA-256 is " + r.Source.Result + "."),
	}
}

// gives says which program gives the numbers again.
func (r *Report) gives() string {
	if r.Source.Caution != "" {
		return "This command gives them with that program, and not with this one"
	}
	return "This command gives them"
}

// ofTables are the beginnings of notes on words that only the terminal's tables have.
var ofTables = []string{"saved: ", "each interval covers 95 % by itself", "mu* is", "told is"}

// procedure names how many things are looked at together; the chapter on method says it in words.
const procedure = " (Holm's procedure, 5 %)"

// doubts are what must be kept in mind.
func (r *Report) doubts() []block {
	var items []string
	for _, note := range r.Notes {
		if slices.ContainsFunc(ofTables, func(p string) bool { return strings.HasPrefix(note, p) }) {
			continue
		}
		items = append(items, text.Capital(strings.ReplaceAll(note, procedure, ""))+".")
	}
	items = append(items,
		"The model is no forecast. No public figures tell how vendors and partners follow up the same leads, so that its levels are illustrations; what differs between choices is the surer part.",
		"What is unknown was assumed. Where a decision hangs on this report, vary what is unknown first.")
	blocks := []block{{Items: items}}
	if c := r.Closing; c.Ask != "" {
		blocks = append(blocks, head("What to ask next"), para(c.Ask), code(c.Command))
	}
	return blocks
}
