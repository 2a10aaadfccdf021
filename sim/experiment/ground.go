package experiment

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Grounds surveys the markets of an experiment's points, each once: points that differ
// in nothing but levers stand on the ground of the first of them, so that all choices
// meet the same touches. Workers share it, and so may the designs of one experiment.
// The zero value is ready.
type Grounds struct {
	mutex sync.Mutex
	known map[string]*survey
}

// survey is a ground that is measured when it is first asked for.
type survey struct {
	first  *scenarios.Scenario
	once   sync.Once
	ground sim.Ground
	err    error
}

// expect names scenarios that may be asked for, in order: the first of a world is
// the one that is surveyed.
func (g *Grounds) expect(points []Point) {
	for i := range points {
		g.survey(points[i].Scenario)
	}
}

// Of is the ground of a scenario's world.
func (g *Grounds) Of(s *scenarios.Scenario) (*sim.Ground, error) {
	v := g.survey(s)
	v.once.Do(func() { v.ground, v.err = sim.Survey(context.Background(), v.first) })
	return &v.ground, v.err
}

func (g *Grounds) survey(s *scenarios.Scenario) *survey {
	key := worldOf(s)
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if g.known == nil {
		g.known = map[string]*survey{}
	}
	v := g.known[key]
	if v == nil {
		v = &survey{first: s}
		g.known[key] = v
	}
	return v
}

// Markets counts the markets that the design's points stand in: each is surveyed once.
func (d *Design) Markets() int {
	known := map[string]bool{}
	for i := range d.Points {
		known[worldOf(d.Points[i].Scenario)] = true
	}
	return len(known)
}

// worldOf spells out what of a scenario nobody decides: all but its levers, its
// horizon, its seed and what happens in the course of the run.
func worldOf(s *scenarios.Scenario) string {
	var b strings.Builder
	s.Each(func(p *scenarios.Param, key string, value any) {
		if p.Role != scenarios.Lever && (p.Section != "run" || p.Name == "settle") {
			fmt.Fprintf(&b, "%s=%v\n", key, value)
		}
	})
	return b.String()
}
