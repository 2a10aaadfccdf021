package scenarios

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Statistics are the statistics of an outcome that an expectation can bound.
var Statistics = []string{"mean", "sd", "p05", "p50", "p95", "ci_low", "ci_high"}

// maxWeek is the last week of the longest horizon.
const maxWeek = 5200

// shocks checks every shock in itself, then the scenario after each of them.
func (x *inspector) shocks() {
	sound := true
	for i := range x.s.Shocks {
		before := len(x.found)
		x.shock(&x.s.Shocks[i], indexed("shocks", i))
		sound = sound && len(x.found) == before
	}
	if sound {
		x.afterShocks()
	}
}

func (x *inspector) shock(k *Shock, prefix string) {
	if _, given := x.s.origin[prefix+".week"]; k.Week == 0 && !given {
		x.add(prefix+".week", "", "a shock needs the week in which it comes", "")
	} else if k.Week < 1 || k.Week > maxWeek {
		x.add(prefix+".week", fmt.Sprint(k.Week), fmt.Sprintf("must lie in [1, %d]", maxWeek), "")
	}
	if k.Key == "" {
		x.add(prefix+".key", "", "a shock needs the key of a parameter", "")
		return
	}
	ts, err := x.s.targets(k.Key)
	if err != nil {
		f := err.(Fault)
		x.add(prefix+".key", quote(k.Key), f.Msg, f.Hint)
		return
	}
	p := ts[0].param
	if p.Start {
		x.add(prefix+".key", quote(k.Key), "is read once, when a run starts: a shock cannot change it", "")
		return
	}
	if k.Value == nil {
		x.add(prefix+".value", "", "a shock needs a value", "")
		return
	}
	value, ok := p.coerce(k.Value)
	if !ok {
		x.add(prefix+".value", FormatValue(k.Value), "must be "+p.wanted()+", as "+k.Key+" is", "")
	} else if msg, hint := p.check(value); msg != "" {
		x.add(prefix+".value", FormatValue(value), msg, hint)
	}
}

// ShockWeeks groups the shocks by week, in the order of weeks; each group holds
// indices into s.Shocks in their own order. Shocks of one week come together: of
// several changes to a vendor's volume, quality and budget all count as stated.
func (s *Scenario) ShockWeeks() [][]int {
	order := make([]int, len(s.Shocks))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.Shocks[a].Week, s.Shocks[b].Week) })
	var groups [][]int
	for n, i := range order {
		if n == 0 || s.Shocks[i].Week != s.Shocks[order[n-1]].Week {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], i)
	}
	return groups
}

// Strike applies a group of shocks, as ShockWeeks returns it, in place.
func (s *Scenario) Strike(group []int) error {
	settings := make([]Setting, len(group))
	for n, i := range group {
		settings[n] = Setting{s.Shocks[i].Key, s.Shocks[i].Value}
	}
	return s.SetAll(settings...)
}

// afterShocks plays the shocks week by week and reports what does not go
// together then, though it did before. The last shock of a week answers for it.
func (x *inspector) afterShocks() {
	later := &inspector{s: x.s.Clone()}
	later.together()
	known := later.found
	for _, group := range x.s.ShockWeeks() {
		prefix := indexed("shocks", group[len(group)-1])
		if err := later.s.Strike(group); err != nil {
			x.add(prefix, "", "after this shock "+err.Error(), "")
			continue
		}
		later.found = nil
		later.ranges()
		later.together()
		for _, f := range later.found {
			if !slices.ContainsFunc(known, func(o finding) bool { return o.Key == f.Key && o.Msg == f.Msg }) {
				known = append(known, f)
				x.add(prefix, "", "after this shock "+Fault{Key: f.Key, Value: f.Value, Msg: f.Msg}.Error(), f.Hint, f.about...)
			}
		}
	}
}

func (x *inspector) expectations() {
	vendors, _ := x.s.elements("vendors")
	for i, e := range x.s.Expect {
		prefix := indexed("expect", i)
		if e.Outcome == "" {
			x.add(prefix+".outcome", "", "an expectation needs an outcome, METRIC or METRIC@WINDOW", "")
		}
		if !slices.Contains(Statistics, e.Statistic) {
			x.add(prefix+".statistic", quote(e.Statistic), "must be one of "+strings.Join(Statistics, ", "), didYouMean(e.Statistic, Statistics))
		}
		if e.Vendor != "all" && !slices.Contains(vendors, e.Vendor) {
			x.add(prefix+".vendor", quote(e.Vendor), "must be one of "+strings.Join(append([]string{"all"}, vendors...), ", "), didYouMean(e.Vendor, vendors))
		}
		x.bounds(e, prefix)
	}
}

func (x *inspector) bounds(e Expect, prefix string) {
	if e.Min == nil && e.Max == nil {
		x.add(prefix, "", "an expectation needs a bound: min, max or both", "", prefix+".min", prefix+".max")
	}
	for i, bound := range []*float64{e.Min, e.Max} {
		if bound != nil && (math.IsNaN(*bound) || math.IsInf(*bound, 0)) {
			x.add(prefix+[]string{".min", ".max"}[i], FormatNumber(*bound), "must be a finite number", "")
		}
	}
	if e.Min != nil && e.Max != nil && *e.Min > *e.Max {
		x.add(prefix+".min", FormatNumber(*e.Min), "must not be above max = "+FormatNumber(*e.Max), "", prefix+".max")
	}
}

// CheckOutcomes says which expectations speak of outcomes or windows that do
// not exist. This package does not know what the model records, so the names
// of metrics and windows come as arguments, and those of metrics that are about
// the whole run and go with the window all only; a window may also be given by its
// weeks, as 14:52. The error is Faults, or nil.
func (s *Scenario) CheckOutcomes(metrics, windows, whole []string) error {
	x := &inspector{s: s}
	for i, e := range s.Expect {
		key := indexed("expect", i) + ".outcome"
		metric, window, given := strings.Cut(e.Outcome, "@")
		if !slices.Contains(metrics, metric) {
			x.add(key, quote(e.Outcome), "no such metric", didYouMean(metric, metrics))
		}
		if _, _, weeks := weeksOf(window); given && !weeks && !slices.Contains(windows, window) {
			x.add(key, quote(e.Outcome), "no such window: "+strings.Join(windows, ", ")+", or weeks as 14:52", didYouMean(window, windows))
		} else if given && window != "all" && slices.Contains(whole, metric) {
			x.add(key, quote(e.Outcome), metric+" is about the whole run and has no windows", "write "+metric+"@all")
		}
	}
	var faults Faults
	for _, f := range x.found {
		faults = append(faults, f.Fault)
	}
	return faults.orNil()
}

// weeksOf reads a window given as FIRST:LAST.
func weeksOf(window string) (first, last int, ok bool) {
	n, err := fmt.Sscanf(window, "%d:%d", &first, &last)
	ok = n == 2 && err == nil && first >= 1 && last >= first && fmt.Sprintf("%d:%d", first, last) == window
	return first, last, ok
}

// Notes says what in the scenario has no effect though it is no fault: shocks
// and expectations beyond the horizon. Empty for most scenarios.
func (s *Scenario) Notes() []string {
	var notes []string
	note := func(key, msg string) {
		at := s.whence(key)
		notes = append(notes, Fault{File: at.file, Line: at.line, Key: key, Msg: msg}.Error())
	}
	for i, k := range s.Shocks {
		if k.Week > s.Run.Weeks {
			note(indexed("shocks", i), fmt.Sprintf("comes in week %d, beyond the horizon of %d weeks: it will not happen", k.Week, s.Run.Weeks))
		}
	}
	for i, e := range s.Expect {
		_, window, _ := strings.Cut(e.Outcome, "@")
		if first, _, ok := weeksOf(window); ok && first > s.Run.Weeks {
			note(indexed("expect", i), fmt.Sprintf("speaks of weeks %s, beyond the horizon of %d weeks: it cannot be judged", window, s.Run.Weeks))
		}
	}
	return notes
}

// normalizeShocks gives each value the type of its parameter, so that a whole
// number stands for a number. It is for scenarios without faults.
func (s *Scenario) normalizeShocks() {
	for i := range s.Shocks {
		k := &s.Shocks[i]
		if p, err := Find(k.Key); err == nil {
			k.Value, _ = p.coerce(k.Value)
		}
	}
}
