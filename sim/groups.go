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
var GroupMetrics = []string{"leads_to_partners", "leads_worked", FollowUp, "partner_worked_to_opportunity_rate",
	"partner_lead_to_win_rate", "revenue_vendor_leads", "revenue_hunted", "revenue_campaigns", "partner_profit",
	"hunting_hours_share", "follow_up_hours_share", "outside_hours_share", "hunting_skill", "trust", "unfairness",
	"belief_good_lead", "esteem", "partners_active", "partners_failed", "partners_left"}

// groups counts the partners' weeks by group, where Options.Groups asks for it.
type groups struct {
	on       bool
	list     []Group
	segments int // index of the first segment
	tiers    int // and of the first tier
	metrics  []int
	now      []Tally   // by vendor (the market last) and group: this week
	windows  [][]Tally // the same by window
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
	n := (len(w.desks) + 1) * len(g.list)
	g.now = make([]Tally, n)
	for range w.layout.Windows {
		g.windows = append(g.windows, make([]Tally, n))
	}
	w.layout.Groups = g.list
}

func (g *groups) reset() {
	clear(g.now)
	for _, w := range g.windows {
		clear(w)
	}
}

// of calls do with the tallies of the groups that a partner belongs to; the
// market knows no tiers, which are each vendor's own.
func (g *groups) of(w *World, vendor, h int, do func(t *Tally)) {
	s := &w.sellers[h]
	at := g.now[vendor*len(g.list):]
	do(&at[s.Archetype])
	do(&at[g.segments+int(s.Segment)])
	if vendor < len(w.desks) {
		do(&at[g.tiers+int(w.standingOf(vendor, h).Tier)])
	}
}

// count adds the week of all partners to their groups.
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
		g.of(w, market, h, func(t *Tally) { t.countSeller(s) })
		for v := range w.desks {
			l := w.partnerLine(v, h)
			if !l.Member {
				continue
			}
			g.of(w, v, h, func(t *Tally) { t.countSeller(s); w.countGroupLine(t, v, h, l) })
			g.of(w, market, h, func(t *Tally) { w.countGroupLine(t, v, h, l) })
		}
	}
}

// countGroupLine counts what the market and vendors count elsewhere, where deals
// are decided and leads are dealt.
func (w *World) countGroupLine(t *Tally, v, h int, l *agents.Line) {
	w.countLine(t, v, l)
	t[esteemSum] += w.standingOf(v, h).Esteem
	t[leadsToPartners] += float64(l.Week.Received)
	t[wonLead] += float64(l.Week.LeadsWon)
	t[revenueLeads] += l.Week.Revenue[fromLead]
	t[revenueHunted] += l.Week.Revenue[fromHunt]
	t[revenueCampaigns] += l.Week.Revenue[fromCampaign]
}

// lost counts a partner that fails or leaves a vendor's line.
func (g *groups) lost(w *World, vendor, h int, c counter) {
	if g.on {
		g.of(w, vendor, h, func(t *Tally) { t[c]++ })
	}
}

// close adds the week to the windows that it lies in.
func (g *groups) close(w *World) {
	if !g.on {
		return
	}
	recorded := w.week + 1 - w.scenario.Run.WarmUp
	for i := range g.now {
		g.now[i][weeksCounted] = 1
	}
	for k, win := range w.layout.Windows {
		if recorded < win.First || recorded > win.Last {
			continue
		}
		for i := range g.now {
			g.windows[k][i].add(&g.now[i])
		}
	}
	clear(g.now)
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
