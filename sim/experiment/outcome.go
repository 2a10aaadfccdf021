package experiment

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Outcome is a metric over a window.
type Outcome struct{ Metric, Window string }

// DefaultOutcome is what is spoken of when nothing else was asked for.
var DefaultOutcome = Outcome{sim.VendorProfit, "all"}

// String prints an outcome as METRIC@WINDOW.
func (o Outcome) String() string { return o.Metric + "@" + o.Window }

// Label is the outcome in words, for tables and sentences.
func (o Outcome) Label() string {
	label := o.Metric
	if m := sim.MetricIndex(o.Metric); m >= 0 {
		label = sim.Metrics[m].Label
	}
	switch o.Window {
	case "all":
		return label
	case "first_quarter":
		return label + " in the first quarter"
	case "last_half_year":
		return label + " in the last half-year"
	}
	if first, last, err := parseWeeks(o.Window); err == nil {
		return fmt.Sprintf("%s in weeks %d-%d", label, first, last)
	}
	return label + " in " + o.Window
}

// Phrase is the label as a sentence takes it: with an article where it needs one.
func (o Outcome) Phrase() string {
	label := o.Label()
	for _, head := range singular {
		if strings.HasPrefix(label, head) {
			return "the " + label
		}
	}
	return label
}

// singular are what labels of one thing begin with.
var singular = []string{"vendor's", "direct team's", "share of", "spread of", "top fifth's", "death spiral", "week of", "claimed value", "value of", "Gini", "believed chance"}

// ParseOutcome reads METRIC or METRIC@WINDOW, where WINDOW is the name of one of
// the windows or a range of weeks such as 14:52; without a window it means
// all, and what is about the whole run has no other. The error names the nearest that exists.
func ParseOutcome(text string, windows []sim.Window) (Outcome, error) {
	metric, window, given := strings.Cut(text, "@")
	if sim.MetricIndex(metric) < 0 {
		keys := make([]string, len(sim.Metrics))
		for i := range sim.Metrics {
			keys[i] = sim.Metrics[i].Key
		}
		return Outcome{}, fmt.Errorf("%s: no such outcome%s", text,
			hint(metric, keys, "channelsim scenario metrics lists all outcomes"))
	}
	if !given {
		return Outcome{metric, sim.AllWeeks}, nil
	}
	names := make([]string, len(windows))
	for i, w := range windows {
		names[i] = w.Name
	}
	if slices.Contains(names, window) {
		return ofWindow(metric, window)
	}
	if _, _, err := parseWeeks(window); err != nil {
		return Outcome{}, fmt.Errorf("%s: no such window: %s, or weeks as 14:52%s", text, strings.Join(names, ", "),
			hint(window, names, "--window NAME=14:52 adds one"))
	}
	return ofWindow(metric, window)
}

// ofWindow refuses a window for what is about the whole run.
func ofWindow(metric, window string) (Outcome, error) {
	o := Outcome{metric, window}
	if sim.Metrics[sim.MetricIndex(metric)].RunOnly && window != sim.AllWeeks {
		return Outcome{}, fmt.Errorf("%s: %s is about the whole run and has no windows\n  write %s", o, metric, Outcome{metric, sim.AllWeeks})
	}
	return o, nil
}

// Weeks returns the window of an outcome that states weeks, such as trust@14:52,
// cut to the horizon; ok is false for named windows and windows beyond it.
func (o Outcome) Weeks(horizon int) (w sim.Window, ok bool) {
	first, last, err := parseWeeks(o.Window)
	if err != nil || first > horizon {
		return sim.Window{}, false
	}
	return sim.Window{Name: o.Window, First: first, Last: min(last, horizon)}, true
}

// ParseWindow reads NAME=FIRST:LAST in weeks from 1, both included, and cuts it
// to the horizon. The name must be new, of lower case letters, digits and underscores.
func ParseWindow(text string, horizon int) (sim.Window, error) {
	name, weeks, _ := strings.Cut(text, "=")
	bad := func(why string) (sim.Window, error) {
		return sim.Window{}, fmt.Errorf("--window %s: %s\n  write NAME=FIRST:LAST in weeks, for instance second_year=53:104", text, why)
	}
	plain := func(r rune) bool { return r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' }
	if name == "" || strings.TrimFunc(name, plain) != "" {
		return bad("a name has lower case letters, digits and underscores")
	}
	if slices.ContainsFunc(sim.StandardWindows(horizon), func(w sim.Window) bool { return w.Name == name }) {
		return bad("every run has a window of this name")
	}
	first, last, err := parseWeeks(weeks)
	if err != nil {
		return bad(err.Error())
	}
	if first > horizon {
		return bad(fmt.Sprintf("begins after the horizon of %d weeks", horizon))
	}
	return sim.Window{Name: name, First: first, Last: min(last, horizon)}, nil
}

func parseWeeks(text string) (first, last int, err error) {
	a, b, _ := strings.Cut(text, ":")
	first, err1 := strconv.Atoi(a)
	last, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil || first < 1 || last < first {
		return 0, 0, fmt.Errorf("%q is no range of weeks", text)
	}
	return first, last, nil
}

// hint returns, on a line of its own, the nearest of the names, or else what
// to do instead.
func hint(word string, names []string, otherwise string) string {
	if best := scenarios.Nearest(word, names); best != "" {
		return fmt.Sprintf("\n  did you mean %q?", best)
	}
	return "\n  " + otherwise
}
