package text

import (
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"

	gotext "github.com/jedib0t/go-pretty/v6/text"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// Main are the metrics of the outcome table, in its order.
var Main = []string{sim.FollowUp, "ab_share_to_partners", "partner_lead_to_win_rate", "direct_lead_to_win_rate",
	"reported_partner_lead_to_win_rate", "trust", "belief_good_lead", "hunting_hours_share", "revenue_total", sim.VendorProfit, "partner_profit", "partners_active"}

var windowTitles = map[string]string{"first_quarter": "first quarter", "last_half_year": "last half year", "all": "all weeks"}

// shown are the metrics of the table: the main ones, and those that were asked for.
func shown(a *experiment.Answer) []string {
	all := slices.Clone(Main)
	for _, o := range a.Design.Outcomes {
		if !slices.Contains(all, o.Metric) {
			all = append(all, o.Metric)
		}
	}
	return all
}

// OutcomeTable writes the main outcomes of the first point, and those asked for: a row for each
// metric, a column for each window, each number with its 95 % interval. With
// several vendors each has a part of its own below that of the whole market.
func OutcomeTable(w io.Writer, a *experiment.Answer, width int, plain bool) error {
	head := []string{""}
	for _, win := range windows(a) {
		head = append(head, windowTitle(&a.Design.Points[0].Scenario.Run, win))
	}
	g := NewGrid(width, plain, head...)
	g.ruled = true
	parts := vendors(a)
	for _, vendor := range parts {
		if len(parts) > 1 {
			g.part(partTitle(vendor))
		}
		for _, key := range shown(a) {
			if row := outcomeRow(a, vendor, key); row != nil {
				g.Add(row...)
			}
		}
	}
	_, err := fmt.Fprintln(w, g)
	return err
}

func widest(s string) int {
	n := 0
	for line := range strings.Lines(s) {
		n = max(n, gotext.StringWidthWithoutEscSequences(strings.TrimRight(line, "\n")))
	}
	return n
}

// spaceAtEnd is at the end of a line, or before the sequence that ends it.
var spaceAtEnd = regexp.MustCompile(`(?m) +((?:\x1b\[0m)?)$`)

func trimRight(s string) string { return spaceAtEnd.ReplaceAllString(s, "$1") }

func partTitle(vendor string) string {
	if vendor == sim.All {
		return "ALL VENDORS"
	}
	return "VENDOR " + vendor
}

// windows are the columns: those with a name, and weeks that were asked for, such as 14:52, but not those
// that were added for an expectation.
func windows(a *experiment.Answer) []sim.Window {
	asked := func(w sim.Window) bool {
		return slices.ContainsFunc(a.Design.Outcomes, func(o experiment.Outcome) bool { return o.Window == w.Name })
	}
	return slices.DeleteFunc(slices.Clone(a.Layout.Windows), func(w sim.Window) bool { return strings.Contains(w.Name, ":") && !asked(w) })
}

// windowTitle says which weeks a column covers, and which months if the scenario
// has a start.
func windowTitle(run *scenarios.Run, w sim.Window) string {
	name, ok := windowTitles[w.Name]
	switch {
	case strings.Contains(w.Name, ":"):
		name = "as asked"
	case !ok:
		name = w.Name
	}
	months := run.Months(w.First, w.Last)
	if months != "" {
		months = ",\n" + months
	}
	return fmt.Sprintf("%s\n(weeks %d-%d%s)", name, w.First, w.Last, months)
}

// vendors lists the parts of the table: all, and each vendor if there are several.
func vendors(a *experiment.Answer) []string {
	parts := []string{sim.All}
	if len(a.Layout.Vendors) > 2 {
		parts = append(parts, a.Layout.Vendors[:len(a.Layout.Vendors)-1]...)
	}
	return parts
}

func outcomeRow(a *experiment.Answer, vendor, key string) []string {
	i := sim.MetricIndex(key)
	if i < 0 {
		return nil
	}
	m := &sim.Metrics[i]
	var cells []*experiment.Summary
	largest := 0.0
	for _, win := range windows(a) {
		s := a.Find(0, vendor, key, win.Name)
		if s != nil && !undefined(s.Mean) {
			largest = math.Max(largest, math.Abs(s.Mean))
		}
		cells = append(cells, s)
	}
	unit, scale := Unit(m, largest, a.Design.Points[0].Scenario.Run.Currency)
	row := []string{label(m.Label, unit)}
	for _, s := range cells {
		row = append(row, cellText(m, s, scale))
	}
	return row
}

func label(name, unit string) string {
	if unit == "" || strings.HasSuffix(name, unit) {
		return name
	}
	return name + ", " + unit
}

func cellText(m *sim.Metric, s *experiment.Summary, scale float64) string {
	return cellBeside(m, s, scale, maxPlace)
}

// maxPlace is beside no figure.
const maxPlace = math.MaxInt

// cellBeside is cellText beside a figure whose last digit is at a place.
func cellBeside(m *sim.Metric, s *experiment.Summary, scale float64, beside int) string {
	switch {
	case s == nil:
		return "-"
	case m.Share:
		return percentTo(finer(percentPlace(s.Mean, s.CILow, s.CIHigh), beside), s.Mean, s.CILow, s.CIHigh)
	}
	return intervalTo(finer(cellPlace(m, s, scale), beside), s.Mean/scale, s.CILow/scale, s.CIHigh/scale)
}

// cellPlace is the place of the last digit of a cell; a share's is in per cent.
func cellPlace(m *sim.Metric, s *experiment.Summary, scale float64) int {
	if m.Share {
		return percentPlace(s.Mean, s.CILow, s.CIHigh)
	}
	return intervalPlace(s.Mean/scale, s.CILow/scale, s.CIHigh/scale)
}
