package page

import (
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// goodGrades have rows of their own in the table of a single scenario.
var goodGrades = []string{"A", "B"}

// stages of the table, as the funnel has them.
const (
	received  = "received"
	workedOn  = "worked"
	wonStage  = "won"
	partners  = "partners"
	directWay = "direct"
)

// funnel says how far leads come by each route, as it is and as the vendor's report has it: of
// a single scenario by grade, so that like is held against like.
func (r run) funnel(points []point) []block {
	if len(r.Funnel) == 0 {
		return nil
	}
	t := &table{Caption: "From lead to win, as it is and as the vendor's report has it; below each the range that chance leaves open (95 % interval)",
		Head: []string{"Leads", "Received", "Worked", "Won", "Won, by the report"}}
	for _, route := range []struct{ key, words string }{{partners, "Partners"}, {directWay, "Direct team"}} {
		t.Rows = append(t.Rows, row{Head: route.words})
		for i, p := range points {
			if len(points) > 1 {
				t.Rows = append(t.Rows, r.funnelRow(i, route.key, sim.All, "with "+p.name))
				continue
			}
			for _, grade := range goodGrades {
				t.Rows = append(t.Rows, r.funnelRow(i, route.key, grade, "Grade "+grade))
			}
			t.Rows = append(t.Rows, r.funnelRow(i, route.key, sim.All, "All grades"))
		}
	}
	says := "Received is leads in a run, over the whole time; the other figures are shares of these, all runs taken together."
	if len(points) == 1 {
		says += " Only leads of the same grade can be held against each other: a route that gets better leads looks better in the last rows."
	}
	return []block{head("From lead to win"), para(says), {Table: t}, slot("funnel")}
}

// funnelRow is a route's leads of a grade.
func (r run) funnelRow(point int, route, grade, name string) row {
	all, shares := measureOf("leads_generated", 0, ""), measureOf(sim.Spiral, 1, "")
	in := r.stage(point, route, grade, received)
	line := row{Head: name}
	if in == nil || !(in.Actual.Mean > 0) {
		return row{Head: name, Cells: []cell{{Main: "0"}, none, none, none}}
	}
	line.Cells = append(line.Cells, all.estimate(&in.Actual))
	of := func(e experiment.Estimate) cell {
		n := in.Actual.Mean
		return shares.level(e.Mean/n, e.CILow/n, e.CIHigh/n)
	}
	for _, stage := range []string{workedOn, wonStage} {
		line.Cells = append(line.Cells, of(r.stage(point, route, grade, stage).Actual))
	}
	line.Cells = append(line.Cells, of(r.stage(point, route, grade, wonStage).Reported))
	return line
}

// stage is the funnel's row of a stage; nil if there is none.
func (r run) stage(point int, route, grade, stage string) *experiment.FunnelRow {
	for i := range r.Funnel {
		f := &r.Funnel[i]
		if f.Point == point && f.Vendor == sim.All && f.Route == route && f.Grade == grade && f.Stage == stage {
			return f
		}
	}
	return nil
}
