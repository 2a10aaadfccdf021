package sim

import (
	"channelsim/agents"
)

// Group is a part of the partners, by one of their traits: a policy has winners
// and losers among them. A partner belongs to one group of every trait.
type Group struct {
	Trait string // archetype, segment or tier
	Name  string
}

// String prints a group as archetype=hunter.
func (g Group) String() string { return g.Trait + "=" + g.Name }

// GroupMetrics are the metrics that are recorded by group: those of partners.
var GroupMetrics = []string{"leads_to_partners", "leads_dealt", "leads_worked", FollowUp, "partner_worked_to_opportunity_rate",
	"partner_lead_to_win_rate", "revenue_vendor_leads", "revenue_hunted", "revenue_campaigns", "partner_profit",
	"hunting_hours_share", "follow_up_hours_share", "outside_hours_share", "hunting_skill", "trust", "unfairness",
	"belief_good_lead", "esteem", "partners_active", "partners_failed", "partners_left"}

// groups counts the partners' weeks by group, where Options.Groups asks for it. It
// counts by cell, which is what partners share that agree in every trait, and adds
// cells up to groups when a week is over.
type groups struct {
	on       bool
	list     []Group
	segments int       // index of the first segment in list
	tiers    int       // and of the first tier
	metrics  []int     // GroupMetrics in Metrics
	cells    []Tally   // by vendor (the market last) and cell: this week
	windows  [][]Tally // by window, then by vendor and group
}

func (g *groups) allocate(w *World) {
	if !g.on {
		return
	}
	for _, a := range w.scenario.Archetypes {
		g.list = append(g.list, Group{"archetype", a.Name})
	}
	g.segments = len(g.list)
	for _, s := range w.scenario.Segments {
		g.list = append(g.list, Group{"segment", s.Name})
	}
	g.tiers = len(g.list)
	for t := range agents.Tiers {
		g.list = append(g.list, Group{"tier", t.String()})
	}
	for _, key := range GroupMetrics {
		g.metrics = append(g.metrics, MetricIndex(key))
	}
	g.cells = make([]Tally, (len(w.desks)+1)*g.perVendor())
	for range w.layout.Windows {
		g.windows = append(g.windows, make([]Tally, (len(w.desks)+1)*len(g.list)))
	}
	w.layout.Groups = g.list
	w.keepNotes()
}

// perVendor is the number of cells of a vendor.
func (g *groups) perVendor() int {
	return g.segments * (g.tiers - g.segments) * int(agents.Tiers)
}

// cell is the tally of all that agree with a partner in every trait. The market
// knows no tiers, which are each vendor's own: there all are in the first.
func (g *groups) cell(w *World, vendor, h int) *Tally {
	s, tier := &w.sellers[h], agents.Tier(0)
	if vendor < len(w.desks) {
		tier = w.standingOf(vendor, h).Tier
	}
	at := (int(s.Archetype)*(g.tiers-g.segments)+int(s.Segment))*int(agents.Tiers) + int(tier)
	return &g.cells[vendor*g.perVendor()+at]
}

// members calls do with the groups that a cell of a vendor lies in.
func (g *groups) members(cell int, do func(group int)) {
	do(cell / int(agents.Tiers) / (g.tiers - g.segments))
	do(g.segments + cell/int(agents.Tiers)%(g.tiers-g.segments))
	do(g.tiers + cell%int(agents.Tiers))
}

func (g *groups) reset() {
	clear(g.cells)
	for _, w := range g.windows {
		clear(w)
	}
}

// count adds the week of all partners to their cells.
func (g *groups) count(w *World) {
	if !g.on {
		return
	}
	market := len(w.desks)
	for h := range w.partners {
		s := &w.sellers[h]
		if !s.Active {
			continue
		}
		all := g.cell(w, market, h)
		all.countSeller(s)
		for v := range w.desks {
			if l := w.partnerLine(v, h); l.Member {
				t := g.cell(w, v, h)
				t.countSeller(s)
				w.countGroupLine(t, v, h, l)
				w.countGroupLine(all, v, h, l)
			}
		}
	}
}

// countGroupLine counts what the market and vendors count elsewhere, where deals
// are decided and leads are dealt.
func (w *World) countGroupLine(t *Tally, v, h int, l *agents.Line) {
	w.countLine(t, v, l)
	t[esteemSum] += w.standingOf(v, h).Esteem
	t[leadsToPartners] += float64(l.Week.Received)
	t[leadsReachedPartners] += float64(l.Week.Received) // each group had them, whoever had them before
	t[wonLead] += float64(l.Week.LeadsWon)
	t[revenueLeads] += l.Notes.Revenue[fromLead]
	t[revenueHunted] += l.Notes.Revenue[fromHunt]
	t[revenueCampaigns] += l.Notes.Revenue[fromCampaign]
}

// lost counts a partner that fails or leaves a vendor's line.
func (g *groups) lost(w *World, vendor, h int, c counter) {
	if g.on {
		g.cell(w, vendor, h)[c]++
	}
}

// close adds the week to the windows that it lies in.
func (g *groups) close(w *World) {
	if !g.on {
		return
	}
	recorded := w.week + 1 - w.scenario.Run.Before()
	for k, win := range w.layout.Windows {
		if win.First <= recorded && recorded <= win.Last {
			g.addTo(g.windows[k], len(w.desks))
		}
	}
	clear(g.cells)
}

// addTo adds the week's cells up by group.
func (g *groups) addTo(window []Tally, vendors int) {
	for i := range g.cells {
		t := &g.cells[i]
		if t[members] == 0 && t[partnersFailed] == 0 && t[partnersLeft] == 0 {
			continue // nobody is like this
		}
		vendor := i / g.perVendor()
		g.members(i%g.perVendor(), func(group int) {
			if group < g.tiers || vendor < vendors {
				window[vendor*len(g.list)+group].add(t)
			}
		})
	}
	for i := range window {
		window[i][weeksCounted]++
	}
}

// read fills in a record's values by group.
func (g *groups) read(w *World, rec *Record) {
	for v := range w.layout.Vendors {
		for i := range g.list {
			for k := range g.windows {
				for m, metric := range g.metrics {
					rec.Values[w.layout.GroupValue(v, i, k, m)] = Metrics[metric].read(&g.windows[k][v*len(g.list)+i])
				}
			}
		}
	}
}
