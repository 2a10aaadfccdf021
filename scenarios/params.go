package scenarios

import (
	"math"
	"slices"
)

// Role says what a parameter is to a user.
type Role string

// The roles of a parameter.
const (
	Lever   Role = "lever"   // somebody can decide it
	Unknown Role = "unknown" // nobody knows it exactly: vary it in a sensitivity analysis
	Fixed   Role = "fixed"   // a definition or a setting of the program
)

// Kind is the type of a parameter's value.
type Kind string

// The kinds of a parameter.
const (
	Float Kind = "number"
	Int   Kind = "integer"
	Bool  Kind = "boolean"
	Text  Kind = "string"
)

// Param is one line of the parameter table: everything that the program knows
// about a parameter. Defaults, ranges, --set, --vary, documentation, schema and
// validation are all made from it.
type Param struct {
	Section string // run, market, partners, direct, mechanisms, segments, archetypes or vendors
	Name    string // key within the section
	Kind    Kind
	Unit    string
	Default any      // float64, int, bool or string
	Min     float64  // least value, for numbers
	Max     float64  // greatest value, for numbers
	Allowed []string // allowed words, for strings; nil means any
	Role    Role
	Source  string // paper, data set, or "assumed"
	Doc     string
	Start   bool // read once, when a run starts: a shock cannot change it

	// Low to High is the plausible range of an unknown number, which the questions about what nobody
	// knows look at. Min to Max is what a file may say.
	Low, High float64

	at func(element any) any // pointer to the value inside its section's element
}

// Key is the parameter's full key; "*" stands for a table's name.
func (p *Param) Key() string {
	if p.Repeated() {
		return p.Section + ".*." + p.Name
	}
	return p.Section + "." + p.Name
}

// Repeated reports whether the parameter belongs to a table with names
// ([[vendors]], for instance), so that it exists once for each of them.
func (p *Param) Repeated() bool { return slices.Contains(namedTables, p.Section) }

// namedTables are the tables whose elements have names.
var namedTables = []string{"segments", "archetypes", "vendors"}

// Params is the parameter table, in the order of the documentation.
func Params() []Param { return table }

var table = slices.Concat(atStart(runParams), marketParams, atStart(segmentParams), atStart(archetypeParams), partnerParams, directParams, vendorParams,
	atStart(mechanismParams()))

// once marks a parameter that is read once, when a run starts.
func (p Param) once() Param {
	p.Start = true
	return p
}

// UsualSpread is how far an unknown number may plausibly be off, as a share of its value, where
// nothing better is known.
const UsualSpread = 0.3

// Around is the plausible range of a parameter that has a value: its own range, where it has one
// that the value lies in; else from 1-spread to 1+spread of the value, and of a share above one half
// by so much of what is missing to 1, so that a memory of 0.985 a week stays a long one. Another
// spread than the usual narrows or widens both. It stays within what is allowed.
func (p *Param) Around(x, spread float64) (low, high float64) {
	below := float64(spread * math.Abs(x))
	if p.Min >= 0 && p.Max == 1 && x > 0.5 {
		below = float64(spread * (1 - x))
	}
	above := below
	if p.Low < p.High && p.Low <= x && x <= p.High {
		below, above = float64((x-p.Low)*(spread/UsualSpread)), float64((p.High-x)*(spread/UsualSpread))
	}
	return math.Max(p.Min, x-below), math.Min(p.Max, x+above)
}

// Plausible is the plausible range of an unknown number at its default; ok is false for others.
func (p *Param) Plausible() (low, high float64, ok bool) {
	if p.Role != Unknown || p.Kind != Float && p.Kind != Int {
		return 0, 0, false
	}
	x, isFloat := p.Default.(float64)
	if !isFloat {
		x = float64(p.Default.(int))
	}
	low, high = p.Around(x, UsualSpread)
	return low, high, low < high
}

// plausibly gives a parameter a plausible range of its own.
func (p Param) plausibly(low, high float64) Param {
	p.Low, p.High = low, high
	return p
}

func atStart(ps []Param) []Param {
	for i := range ps {
		ps[i].Start = true
	}
	return ps
}

func number[T any](section, name, unit string, def, lo, hi float64, role Role, source, doc string, at func(*T) *float64) Param {
	return Param{Section: section, Name: name, Kind: Float, Unit: unit, Default: def, Min: lo, Max: hi,
		Role: role, Source: source, Doc: doc, at: func(e any) any { return at(e.(*T)) }}
}

func integer[T any](section, name, unit string, def, lo, hi int, role Role, source, doc string, at func(*T) *int) Param {
	return Param{Section: section, Name: name, Kind: Int, Unit: unit, Default: def, Min: float64(lo), Max: float64(hi),
		Role: role, Source: source, Doc: doc, at: func(e any) any { return at(e.(*T)) }}
}

func boolean[T any](section, name string, def bool, role Role, source, doc string, at func(*T) *bool) Param {
	return Param{Section: section, Name: name, Kind: Bool, Default: def,
		Role: role, Source: source, Doc: doc, at: func(e any) any { return at(e.(*T)) }}
}

func word[T any](section, name, def string, allowed []string, role Role, source, doc string, at func(*T) *string) Param {
	return Param{Section: section, Name: name, Kind: Text, Default: def, Allowed: allowed,
		Role: role, Source: source, Doc: doc, at: func(e any) any { return at(e.(*T)) }}
}

func mechanismParams() []Param {
	var ps []Param
	for i, m := range MechanismTable {
		ps = append(ps, boolean("mechanisms", m.Name, true, Fixed, "sim/MODEL.md", m.Doc+"; seen in "+m.Shows.Scenario+", "+m.Shows.Outcome,
			func(e *Mechanisms) *bool { return &e[i] }))
	}
	return ps
}
