package experiment

import (
	"channelsim/sim"
	"channelsim/sim/stats"
)

// funnelFold adds up the funnels of a point's runs.
type funnelFold struct {
	layout           *sim.Layout
	actual, reported []stats.Moments // by funnelPlace
}

// funnelPlace is where a row of the funnel stands; the grade after the last one is all grades.
func funnelPlace(vendor, route, grade, stage int) int {
	return ((vendor*len(sim.FunnelRoutes)+route)*(len(sim.FunnelGrades)+1)+grade)*len(sim.FunnelStages) + stage
}

// each visits every row in its order.
func (f *funnelFold) each(do func(vendor, route, grade, stage int)) {
	for v := range f.layout.Vendors {
		for route := range sim.FunnelRoutes {
			for grade := range len(sim.FunnelGrades) + 1 {
				for stage := range sim.FunnelStages {
					do(v, route, grade, stage)
				}
			}
		}
	}
}

// add takes a run in.
func (f *funnelFold) add(rec *sim.Record) {
	if rec.Funnel == nil {
		return
	}
	if f.actual == nil {
		n := funnelPlace(len(f.layout.Vendors), 0, 0, 0)
		f.actual, f.reported = make([]stats.Moments, n), make([]stats.Moments, n)
	}
	l := f.layout
	f.each(func(v, route, grade, stage int) {
		actual, reported, told := 0.0, 0.0, false
		for g := range sim.FunnelGrades {
			if grade != g && grade != len(sim.FunnelGrades) {
				continue
			}
			actual += rec.Funnel[l.Funnel(v, route, g, stage)]
			if at, ok := l.FunnelTold(v, route, g, stage); ok {
				reported, told = reported+rec.Funnel[at], true
			}
		}
		at := funnelPlace(v, route, grade, stage)
		f.actual[at].Add(actual)
		if told {
			f.reported[at].Add(reported)
		}
	})
}

// rows reads the funnel off.
func (f *funnelFold) rows(point int) []FunnelRow {
	if f.actual == nil {
		return nil
	}
	var student stats.Student
	estimate := func(m stats.Moments) Estimate {
		ci := student.Mean(m)
		return Estimate{m.Average(), m.SD(), ci.Low, ci.High, m.N}
	}
	grades := append(append([]string{}, sim.FunnelGrades...), sim.All)
	var rows []FunnelRow
	f.each(func(v, route, grade, stage int) {
		at := funnelPlace(v, route, grade, stage)
		rows = append(rows, FunnelRow{Point: point, Vendor: f.layout.Vendors[v], Route: sim.FunnelRoutes[route], Grade: grades[grade],
			Stage: sim.FunnelStages[stage], Actual: estimate(f.actual[at]), Reported: estimate(f.reported[at])})
	})
	return rows
}
