package sim

import "channelsim/agents"

// Stages of the funnel, as Record.Funnel counts them. A lead that is routed anew counts once
// with each route that it reaches.
const (
	StageReceived    = iota // reached a seller of the route
	StageOpened             // taken out of the drawer
	StageWorked             // a contact was paid for
	StageOpportunity        // became an opportunity
	StageDecided            // won or lost
	StageWon
	toldDecided // of those decided, and of those won, that partners told the vendor of
	toldWon
	funnelCounts
)

// FunnelStages names the stages, in their order.
var FunnelStages = []string{"received", "opened", "worked", "opportunity", "decided", "won"}

// FunnelRoutes names the routes, in the order of Layout.Funnel.
var FunnelRoutes = []string{agents.Direct: "direct", agents.Channel: "partners"}

// FunnelGrades names the grades, in the order of Layout.Funnel: what the vendor gave, not
// what it wrote on the lead.
var FunnelGrades = func() (names []string) {
	for g := range agents.Grades {
		names = append(names, g.String())
	}
	return names
}()

// Funnel is the position in Record.Funnel of the leads of a vendor (or of all), by route
// and grade, that came to a stage in the recorded weeks.
func (l *Layout) Funnel(vendor, route, grade, stage int) int {
	return ((vendor*int(agents.Routes)+route)*int(agents.Grades)+grade)*funnelCounts + stage
}

// FunnelTold is the position of the same as the vendor's figures have it; ok is false where
// they say nothing: partners tell, if at all, how it ended.
func (l *Layout) FunnelTold(vendor, route, grade, stage int) (at int, ok bool) {
	switch {
	case agents.Route(route) == agents.Direct || stage == StageReceived:
		return l.Funnel(vendor, route, grade, stage), true
	case stage == StageDecided:
		return l.Funnel(vendor, route, grade, toldDecided), true
	case stage == StageWon:
		return l.Funnel(vendor, route, grade, toldWon), true
	}
	return 0, false
}

// funnelSize is the length of Record.Funnel.
func (l *Layout) funnelSize() int { return l.Funnel(len(l.Vendors), 0, 0, 0) }

// funnel counts one vendor's leads by grade.
type funnel [agents.Grades][funnelCounts]uint32

// readFunnel fills in the counts of all blocks, which are each of one route.
func (w *World) readFunnel(rec *Record) {
	l := &w.layout
	rec.Funnel = grow(rec.Funnel, l.funnelSize())
	clear(rec.Funnel)
	count := func(v int, route agents.Route, f *funnel) {
		for g := range f {
			for stage, n := range f[g] {
				rec.Funnel[l.Funnel(v, int(route), g, stage)] += float64(n)
				rec.Funnel[l.Funnel(len(w.desks), int(route), g, stage)] += float64(n)
			}
		}
	}
	for v := range w.desks {
		for route := range agents.Routes {
			count(v, route, &w.routed[v][route])
		}
		for b := range w.blocks {
			count(v, w.routeOf(int32(w.blocks[b].first)), &w.blocks[b].funnel[v])
		}
	}
}

// emptyFunnels forgets what was counted.
func (w *World) emptyFunnels() {
	for v := range w.routed {
		w.routed[v] = [agents.Routes]funnel{}
	}
	for b := range w.blocks {
		clear(w.blocks[b].funnel)
	}
}
