package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// maxNamed bounds the number of vendors and of segments: the model keeps their
// places in a byte.
const maxNamed = 250

// Validate says everything that is wrong with the scenario at once: values out
// of range and values that do not go together. The error is Faults, or nil.
// Faults carry file and line where the key was read from a file.
func (s *Scenario) Validate() error {
	var faults Faults
	for _, f := range s.findings() {
		faults = append(faults, f.Fault)
	}
	return faults.orNil()
}

// finding is a fault with the keys that it is a consequence of, so that it can
// be left out where one of them is wrong in itself.
type finding struct {
	Fault
	about []string
}

// inspector collects findings about one scenario.
type inspector struct {
	s     *Scenario
	found []finding
}

func (x *inspector) add(key, value, msg, hint string, about ...string) {
	f := Fault{Key: key, Value: value, Msg: msg, Hint: hint}
	at := x.s.whence(key, about...)
	f.File, f.Line = at.file, at.line
	x.found = append(x.found, finding{f, append(about, key)})
}

// whence tells where a key was written; of a key that was not, where one of
// the others was that it hangs together with, or its table.
func (s *Scenario) whence(key string, others ...string) place {
	for _, k := range append([]string{key}, others...) {
		if at, ok := s.origin[k]; ok {
			return at
		}
	}
	for {
		if at, ok := s.origin[key]; ok {
			return at
		}
		dot := strings.LastIndexByte(key, '.')
		if dot < 0 {
			return place{}
		}
		key = key[:dot]
	}
}

func (s *Scenario) findings() []finding {
	x := &inspector{s: s}
	x.names()
	x.ranges()
	x.together()
	x.shocks()
	x.expectations()
	return x.found
}

func nameRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-'
}

// badName says what is wrong with a name, or nothing.
func badName(section, name string) string {
	switch {
	case name == "":
		return "must not be empty"
	case strings.IndexFunc(name, func(r rune) bool { return !nameRune(r) }) >= 0:
		return "must be made of lower-case letters, digits and hyphens"
	case section == "vendors" && name == "all":
		return "is reserved for the whole market"
	}
	return ""
}

func (x *inspector) names() {
	if x.s.Name != "" {
		if msg := badName("", x.s.Name); msg != "" {
			x.add("name", quote(x.s.Name), msg, "")
		}
	}
	for _, section := range namedTables {
		names, _ := x.s.elements(section)
		if len(names) == 0 {
			x.add(section, "", "there must be at least one", "", section+".name", "[["+section+"]]")
		}
		if len(names) > maxNamed {
			x.add(section, "", fmt.Sprintf("there can be %d at most", maxNamed), "", section+".name", "[["+section+"]]")
		}
		for i, name := range names {
			if msg := badName(section, name); msg != "" {
				x.add(section+".name", quote(name), msg, "")
			} else if slices.Contains(names[:i], name) {
				x.add(section+".name", quote(name), "stands for two of the [["+section+"]]: names must differ", "")
			}
		}
	}
}

// ranges checks every parameter against its own line of the table.
func (x *inspector) ranges() {
	for i := range table {
		p := &table[i]
		if !p.Repeated() {
			x.inRange(p, x.s.section(p.Section), p.Key())
			continue
		}
		names, elements := x.s.elements(p.Section)
		for j, name := range names {
			x.inRange(p, elements[j], p.Section+"."+name+"."+p.Name)
		}
	}
}

func (x *inspector) inRange(p *Param, element any, key string) {
	value := p.read(element)
	if msg, hint := p.check(value); msg != "" {
		x.add(key, FormatValue(value), msg, hint)
	}
}

// together checks what several parameters must obey in common. It is run for
// the start and again for the state after each shock.
func (x *inspector) together() {
	p := &x.s.Partners
	x.ordered("partners.skill_min", p.SkillMin, "partners.skill_max", p.SkillMax)
	x.ordered("partners.cash_min", p.CashMin, "partners.cash_max", p.CashMax)
	x.ordered("direct.seniority_min", x.s.Direct.SeniorityMin, "direct.seniority_max", x.s.Direct.SeniorityMax)
	if p.Peers%2 != 0 {
		x.add("partners.peers", fmt.Sprint(p.Peers), "must be even: half on either side of the ring", "")
	} else if p.Peers >= p.Count && p.Peers > 0 {
		x.add("partners.peers", fmt.Sprint(p.Peers), fmt.Sprintf("must be below partners.count = %d", p.Count),
			fmt.Sprintf("set partners.peers = %d as well", max(0, (p.Count-1)/2*2)), "partners.count")
	}
	x.shares("segments")
	x.shares("archetypes")
	for i := range x.s.Vendors {
		x.vendor(&x.s.Vendors[i])
	}
}

func (x *inspector) ordered(lowKey string, low float64, highKey string, high float64) {
	if low > high {
		x.add(lowKey, FormatNumber(low), fmt.Sprintf("must not be above %s = %s", highKey, FormatNumber(high)), "", highKey)
	}
}

// shares checks that a share of every element of a table adds up to 1 with the others.
func (x *inspector) shares(section string) {
	p, _ := lookup(section, "share")
	names, elements := x.s.elements(section)
	sum, about := 0.0, []string{}
	for i, name := range names {
		sum += p.read(elements[i]).(float64)
		about = append(about, section+"."+name+".share")
	}
	if len(names) > 0 && math.Abs(sum-1) > 1e-9 {
		x.add(section, "", fmt.Sprintf("the shares add up to %s: they must add up to 1", trim(sum)), "", about...)
	}
}

// mostTouched is the greatest chance with which marketing may touch an open
// project in a week; above it the rates that follow lose their meaning.
const mostTouched = 0.9

func (x *inspector) vendor(v *Vendor) {
	prefix := "vendors." + v.Name + "."
	if sum := v.GradeA + v.GradeB + v.GradeC + v.GradeD; sum > 1+1e-9 {
		x.add(prefix+"grade_d", FormatNumber(v.GradeD), fmt.Sprintf("with grade_a, grade_b and grade_c it adds up to %s: at most 1", trim(sum)), "",
			prefix+"grade_a", prefix+"grade_b", prefix+"grade_c")
	}
	for _, of := range [][2]string{{"tier_gold", "tier_silver"}, {"quota_gold", "quota_silver"}} {
		x.atMostOne(prefix, v, of)
	}
	x.ordered(prefix+"share_min", v.ShareMin, prefix+"share_max", v.ShareMax)
	open := x.s.Market.ProjectsPerWeek * x.s.Market.MeanLife
	if real := v.LeadVolume * v.LeadQuality; real > mostTouched*open {
		x.add(prefix+"lead_volume", FormatNumber(v.LeadVolume),
			fmt.Sprintf("so many leads of quality %s need %s projects a week behind them, but about %s are open: at most %g of these can be touched in a week",
				FormatNumber(v.LeadQuality), trim(real), trim(open), mostTouched),
			"lower lead_volume or raise market.projects_per_week", prefix+"lead_quality", prefix+"budget", "market.projects_per_week", "market.mean_life")
	}
}

// atMostOne checks that two shares leave something, or nothing, for a third.
func (x *inspector) atMostOne(prefix string, v *Vendor, names [2]string) {
	first, _ := lookup("vendors", names[0])
	second, _ := lookup("vendors", names[1])
	a, b := first.read(v).(float64), second.read(v).(float64)
	if a+b > 1+1e-9 {
		x.add(prefix+names[1], FormatNumber(b), fmt.Sprintf("with %s it adds up to %s: at most 1", names[0], trim(a+b)), "", prefix+names[0])
	}
}

// trim writes a computed number with six significant digits.
func trim(v float64) string { return fmt.Sprintf("%.6g", v) }
