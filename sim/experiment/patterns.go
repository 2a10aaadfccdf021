package experiment

import (
	"math"
	"slices"

	"channelsim/scenarios"
)

// Pattern is something that the model must show (RESULTS.md, section 2). It is an
// experiment of its own: arms that share their random numbers, and claims about
// how they differ. Claims are written down before anything is simulated.
type Pattern struct {
	ID    string // P1, P2, ...
	Title string // the sentence in short
	Weeks int    // horizon; 0 means the baseline's
	Arms  []Arm

	// Reads is what is read off each run: outcomes of the whole market as
	// METRIC@WINDOW, or names from traced.
	Reads []string
	// Claims must all hold. The first one leads: it makes effect and threshold
	// of the table. A conjunction of claims, each at its level, needs no
	// correction for their number (intersection-union test, Berger 1982).
	Claims []Claim
	// Cause is what should make the pattern go when it is taken away.
	Cause    Cause
	HingesOn string // what decides whether it comes out
	Reading  func(s *Sample) string
	Picture  Picture
}

// Arm is the baseline with some keys changed.
type Arm struct {
	Name   string
	Set    []scenarios.Setting
	Shocks []scenarios.Shock

	Series string  // arms of one name are one curve of the picture
	X      float64 // place on the picture's axis, if it has one
}

// Picture says what the picture of a pattern shows: one number for each arm.
type Picture struct {
	Read string // one of the pattern's
	Axis string // what Arm.X is; empty draws arms side by side
}

// Direction says on which side of its threshold an effect must lie.
type Direction string

// The directions.
const (
	AtLeast Direction = "at least"
	AtMost  Direction = "at most"
)

// Claim says on which side of a threshold an effect lies.
type Claim struct {
	Says      string // what the effect is, in words
	Direction Direction
	Threshold float64
	// Effect returns a number for each replication; their mean is the effect.
	Effect func(s *Sample) []float64
	// Share says that the numbers are 0 or 1, so that the interval is Wilson's.
	Share bool
}

// Cause is a change to all arms that takes away what brings a pattern about.
type Cause struct {
	Says string
	Set  []scenarios.Setting
}

// Conclusion is what an experiment says about a claim or a pattern.
type Conclusion string

// The conclusions: the whole 95 % interval lies beyond the threshold, the whole
// interval lies on the wrong side, or neither.
const (
	Shown      Conclusion = "shown"
	NotShown   Conclusion = "not shown"
	CannotTell Conclusion = "cannot tell"
)

// Estimate is a number with its 95 % interval; NaN where undefined.
type Estimate struct {
	Mean, SD, CILow, CIHigh float64
	N                       int
}

// conclude holds an estimate against a threshold.
func (c *Claim) conclude(e Estimate) Conclusion {
	low, high := e.CILow-c.Threshold, e.CIHigh-c.Threshold
	if c.Direction == AtMost {
		low, high = -high, -low
	}
	switch {
	case low > 0:
		return Shown
	case high <= 0: // no difference at all is no difference
		return NotShown
	}
	return CannotTell // also where the interval is undefined
}

// together is the conclusion about claims that must all hold.
func together(claims []ClaimResult) Conclusion {
	all := Shown
	for _, c := range claims {
		switch {
		case c.Conclusion == NotShown:
			return NotShown
		case c.Conclusion == CannotTell:
			all = CannotTell
		}
	}
	return all
}

// Changed lists the keys in which the pattern's arms differ from the baseline.
func (p *Pattern) Changed() []string {
	keys := []string{}
	add := func(key string) {
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	for _, a := range p.Arms {
		for _, s := range a.Set {
			add(s.Key)
		}
		for _, s := range a.Shocks {
			add(s.Key)
		}
	}
	return keys
}

// set is a list of settings, from keys and values in turn.
func set(pairs ...any) []scenarios.Setting {
	var settings []scenarios.Setting
	for i := 0; i < len(pairs); i += 2 {
		settings = append(settings, scenarios.Setting{Key: pairs[i].(string), Value: pairs[i+1]})
	}
	return settings
}

// shocks are settings that come in a week.
func shocks(week int, settings []scenarios.Setting) []scenarios.Shock {
	var list []scenarios.Shock
	for _, s := range settings {
		list = append(list, scenarios.Shock{Week: week, Key: s.Key, Value: s.Value})
	}
	return list
}

// Keys that several patterns change.
const (
	keyVolume   = "vendors.*.lead_volume"
	keyQuality  = "vendors.*.lead_quality"
	keyReserved = "vendors.*.ab_reserved"
	keyReview   = "vendors.*.review"
	keyPolicy   = "vendors.*.policy"
	keyClosing  = "partners.closing_sigma"
	noTrust     = "mechanisms.trust"
	noBelief    = "mechanisms.belief"
)

// Leads with a project behind them per partner and week, and partners, of the baseline.
const (
	realLeads        = 0.96
	baselinePartners = 100
)

// noise sets so many noise leads per partner and week beside the baseline's real ones.
func noise(ratio float64) []scenarios.Setting {
	return set(keyVolume, math.Round(baselinePartners*(realLeads+ratio)), keyQuality, math.Round(100*realLeads/(realLeads+ratio))/100)
}
