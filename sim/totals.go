package sim

import (
	"channelsim/sim/stats"
)

// Key sources: MODEL.md, "What is measured".
const (
	yearWeeks     = 52
	keyShare      = 0.25 // of all opportunities of all lines in a year
	keyLeast      = 4    // and at least so many of them
	topShare      = 0.2
	wholePerTally = 3 // lead_gini, revenue_gini, revenue_top_fifth
)

// windowTotals keeps, per partner and line, what metrics of a whole window
// need: totals since the start, and what they were when a window began.
type windowTotals struct {
	partners, vendors int
	windows           []Window

	leads   []float64 // by vendor and partner, since the start
	revenue []float64
	from    []totals // by window: the totals before it began

	yearLeads []uint16   // opportunities from a vendor's leads this year, by vendor and partner
	year      []bySource // opportunities of all lines this year, by partner

	result  [][][wholePerTally]float64 // by window and vendor, the market last
	scratch [2][]float64
	sorted  []float64
}

// bySource counts opportunities by their source.
type bySource [fromReferral + 1]uint16

// all is their number.
func (s *bySource) all() (n int) {
	for _, k := range s {
		n += int(k)
	}
	return n
}

type totals struct{ leads, revenue []float64 }

func (t *windowTotals) allocate(partners, vendors int, windows []Window) {
	n := partners * vendors
	*t = windowTotals{partners: partners, vendors: vendors, windows: windows,
		leads: make([]float64, n), revenue: make([]float64, n),
		yearLeads: make([]uint16, n), year: make([]bySource, partners),
		from: make([]totals, len(windows)), result: make([][][wholePerTally]float64, len(windows))}
	for i := range windows {
		if windows[i].First > 1 {
			t.from[i] = totals{make([]float64, n), make([]float64, n)}
		}
		t.result[i] = make([][wholePerTally]float64, vendors+1)
	}
	t.scratch = [2][]float64{make([]float64, 0, partners), make([]float64, 0, partners)}
	t.sorted = make([]float64, 0, partners)
}

func (t *windowTotals) reset() {
	clear(t.leads)
	clear(t.revenue)
	clear(t.yearLeads)
	clear(t.year)
}

// forget drops what a place's former partner did.
func (t *windowTotals) forget(vendor, partner int) {
	at := vendor*t.partners + partner
	t.leads[at], t.revenue[at], t.yearLeads[at], t.year[partner] = 0, 0, 0, bySource{}
	for i := range t.from {
		if t.from[i].leads != nil {
			t.from[i].leads[at], t.from[i].revenue[at] = 0, 0
		}
	}
}

func (t *windowTotals) received(at int, n int32)   { t.leads[at] += float64(n) }
func (t *windowTotals) earn(at int, value float64) { t.revenue[at] += value }

// begun counts an opportunity that a partner opened.
func (t *windowTotals) begun(partner, vendor int, from source) {
	t.year[partner][from]++
	if from == fromLead || from == fromReferral {
		t.yearLeads[vendor*t.partners+partner]++
	}
}

// keySources counts, at a year's end, the members for whom the vendor's leads
// are a key source.
func (w *World) keySources() {
	recorded := w.week + 1 - w.scenario.Run.Before()
	if recorded%yearWeeks != 0 {
		return
	}
	t, now := &w.window, w.weekly[w.week]
	market := &now[len(now)-1]
	for v := range w.desks {
		for _, h := range w.desks[v].Members {
			leads, all := t.yearLeads[v*t.partners+int(h)], t.year[h].all()
			now[v][keyMembers]++
			market[keyMembers]++
			if leads >= keyLeast && float64(leads) >= keyShare*float64(all) {
				now[v][keySources]++
				market[keySources]++
			}
			if t.best(v, int(h)) {
				now[v][bestSources]++
				market[bestSources]++
			}
		}
	}
	clear(t.yearLeads)
	clear(t.year)
}

// best reports whether no source of a partner's opportunities of the year brought as many as a
// vendor's leads: hunting, campaigns, the outside line, and another vendor's leads are others.
func (t *windowTotals) best(vendor, partner int) bool {
	leads, most := t.yearLeads[vendor*t.partners+partner], uint16(0)
	for _, from := range [...]source{fromHunt, fromOutside, fromCampaign} {
		most = max(most, t.year[partner][from])
	}
	for v := range t.vendors {
		if v != vendor {
			most = max(most, t.yearLeads[v*t.partners+partner])
		}
	}
	return leads > most
}

// note takes note of windows that begin after or end with this week.
func (t *windowTotals) note(w *World) {
	recorded := w.week + 1 - w.scenario.Run.Before()
	if recorded == 0 {
		t.reset() // the warm-up is over
	}
	for i, win := range t.windows {
		if win.First > 1 && recorded == win.First-1 {
			copy(t.from[i].leads, t.leads)
			copy(t.from[i].revenue, t.revenue)
		}
		if recorded == win.Last {
			for v := range t.vendors + 1 {
				t.result[i][v] = t.inequality(w, i, v)
			}
		}
	}
}

// inequality works out the whole-window metrics of a vendor (or the market)
// over its active partners.
func (t *windowTotals) inequality(w *World, window, vendor int) [wholePerTally]float64 {
	leads, revenue := t.scratch[0][:0], t.scratch[1][:0]
	for h := range t.partners {
		s := &w.sellers[h]
		if !s.Active || (vendor < t.vendors && !w.partnerLine(vendor, h).Member) {
			continue
		}
		l, r := t.of(window, vendor, h)
		leads, revenue = append(leads, l), append(revenue, r)
	}
	return [wholePerTally]float64{
		stats.Gini(leads, t.sorted),
		stats.Gini(revenue, t.sorted),
		stats.TopShare(revenue, topShare, t.sorted),
	}
}

// of returns a partner's leads and revenue in a window, for a vendor or all.
func (t *windowTotals) of(window, vendor, partner int) (leads, revenue float64) {
	first, last := vendor, vendor
	if vendor == t.vendors {
		first, last = 0, t.vendors-1
	}
	for v := first; v <= last; v++ {
		at := v*t.partners + partner
		leads += t.leads[at]
		revenue += t.revenue[at]
		if from := &t.from[window]; from.leads != nil {
			leads -= from.leads[at]
			revenue -= from.revenue[at]
		}
	}
	return leads, revenue
}
