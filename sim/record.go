package sim

import (
	"math"

	"channelsim/sim/stats"
)

// All is the name under which outcomes of the whole market are recorded.
const All = "all"

// Layout says where each number of a record stands.
type Layout struct {
	Vendors []string // the vendors' names in file order, then All
	Windows []Window
	Weeks   int
	Groups  []Group // of partners; none unless asked for
}

// Value is the position of a metric over a window in Record.Values.
func (l *Layout) Value(vendor, window, metric int) int {
	return (vendor*len(l.Windows)+window)*len(Metrics) + metric
}

// GroupValue is the position in Record.Values of one of GroupMetrics for a group of
// the vendor's (or all) partners.
func (l *Layout) GroupValue(vendor, group, window, metric int) int {
	return l.values() + ((vendor*len(l.Groups)+group)*len(l.Windows)+window)*len(GroupMetrics) + metric
}

// values is the number of values that belong to no group.
func (l *Layout) values() int { return len(l.Vendors) * len(l.Windows) * len(Metrics) }

// Defined reports whether a metric means anything for a vendor over a window: some are of the
// whole market only, and some of the whole run. What stands in a record where it does not is
// to be left alone.
func (l *Layout) Defined(vendor, window, metric int) bool {
	m := &Metrics[metric]
	return (!m.MarketOnly || l.Vendors[vendor] == All) && (!m.RunOnly || l.Windows[window].Name == AllWeeks)
}

// Values is the number of values in a record.
func (l *Layout) Values() int { return l.GroupValue(len(l.Vendors), 0, 0, 0) }

// Week is the position of a metric's week (from 0) in Record.Weekly.
func (l *Layout) Week(vendor, metric, week int) int {
	return (vendor*len(Metrics)+metric)*l.Weeks + week
}

// Record is what is kept of one run. An undefined number is NaN.
type Record struct {
	Seed        uint64
	Replication int
	Values      []float64  // by Layout.Value, then by Layout.GroupValue
	Weekly      []float64  // by Layout.Week
	Funnel      []float64  // by Layout.Funnel
	Careers     []Career   // of all partners, by vendor, place and generation; none unless Detailed
	Detailed    bool       // set before the run: keep Careers, too
	Trace       *Trace     // of worlds with Options.Trace, else nil
	Leads       []LeadFate // of worlds with Options.Leads, in the order of routing; else nil
}

// NewRecord returns an empty record of the layout's size.
func (l *Layout) NewRecord() *Record {
	return &Record{
		Values: make([]float64, l.Values()),
		Weekly: make([]float64, len(l.Vendors)*len(Metrics)*l.Weeks),
	}
}

// spiralLevel and spiralShare define the death spiral (MODEL.md, "What is measured").
const (
	spiralLevel = 0.35
	spiralShare = 0.5
	spiralMean  = 4 // weeks
)

// spiral finds the week (from 1) from which the trailing four-week mean of
// follow-up stays below half of its first-quarter level and below 0.35 up to
// the end, or 0 if there is none. worked and received are weekly sums.
func spiral(worked, received []float64) int {
	quarter := min(13, len(worked))
	first := stats.Sum(worked[:quarter]) / stats.Sum(received[:quarter])
	line := math.Min(spiralLevel, spiralShare*first)
	week := 0
	for t := spiralMean - 1; t < len(worked); t++ {
		w, r := stats.Sum(worked[t-spiralMean+1:t+1]), stats.Sum(received[t-spiralMean+1:t+1])
		below := r > 0 && w < float64(line*r)
		switch {
		case !below:
			week = 0
		case week == 0:
			week = t + 1
		}
	}
	return week
}

// SpiralStart is the week (from 1) in which the market of a run with these weekly values, by
// Week, fell into the death spiral, or 0 if it did not.
func (l *Layout) SpiralStart(weekly []float64) int {
	series := func(key string) []float64 {
		return weekly[l.Week(len(l.Vendors)-1, MetricIndex(key), 0):][:l.Weeks]
	}
	return spiral(series("leads_worked"), series("leads_to_partners"))
}

// read fills a record from the weeks of the run that has just ended.
func (w *World) read(rec *Record) {
	weeks := w.weekly[w.scenario.Run.Before():]
	for v := range w.layout.Vendors {
		for m := range Metrics {
			for t := range weeks {
				rec.Weekly[w.layout.Week(v, m, t)] = w.metric(&Metrics[m], v, &weeks[t][v])
			}
		}
		for i, win := range w.layout.Windows {
			var sum Tally
			for t := win.First; t <= win.Last; t++ {
				sum.add(&weeks[t-1][v])
			}
			for m := range Metrics {
				rec.Values[w.layout.Value(v, i, m)] = w.metric(&Metrics[m], v, &sum)
			}
		}
	}
	w.readWhole(rec)
	w.readFunnel(rec)
	w.readCareers(rec)
	w.readLeads(rec)
	w.groups.read(w, rec)
}

// metric reads a metric off a tally, NaN where it is undefined.
func (w *World) metric(m *Metric, vendor int, t *Tally) float64 {
	if m.read == nil || (m.MarketOnly && vendor != len(w.desks)) {
		return math.NaN()
	}
	return m.read(t)
}

// readWhole fills in what is known of whole windows only.
func (w *World) readWhole(rec *Record) {
	first := MetricIndex("lead_gini")
	for i := range w.layout.Windows {
		for v := range w.layout.Vendors {
			for k, x := range w.window.result[i][v] {
				rec.Values[w.layout.Value(v, i, first+k)] = x
			}
		}
	}
	w.readSpiral(rec)
}

// readSpiral tells whether and when the run's market fell into the spiral. It
// is a matter of the whole horizon: it stands in every window, and is defined for one.
func (w *World) readSpiral(rec *Record) {
	weeks, market := w.weekly[w.scenario.Run.Before():], len(w.desks)
	worked, received := make([]float64, len(weeks)), make([]float64, len(weeks))
	for t := range weeks {
		worked[t] = weeks[t][market][workedPartner]
		received[t] = weeks[t][market][leadsReachedPartners]
	}
	week := spiral(worked, received)
	for i := range w.layout.Windows {
		happened, when := 0.0, math.NaN()
		if week > 0 {
			happened, when = 1, float64(week)
		}
		rec.Values[w.layout.Value(market, i, MetricIndex(Spiral))] = happened
		rec.Values[w.layout.Value(market, i, MetricIndex(SpiralWeek))] = when
	}
}
