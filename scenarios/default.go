package scenarios

import (
	"maps"
	"slices"
)

// Default returns the scenario in which every parameter has the default of
// the parameter table: five segments of equal share, one kind of partner, one vendor named acme,
// all mechanisms on, no name.
func Default() *Scenario { return current.scenario() }

// scenario is the one with all defaults.
func (e *edition) scenario() *Scenario {
	s := &Scenario{}
	for i := range table {
		if p := &table[i]; !p.Repeated() {
			p.write(s.section(p.Section), e.defaultOf(p))
		}
	}
	for _, name := range []string{"manufacturing", "retail", "finance", "health", "public"} {
		s.Segments = append(s.Segments, e.newSegment(name))
	}
	s.Archetypes = []Archetype{e.newArchetype("balanced")}
	s.Vendors = []Vendor{e.newVendor("acme")}
	return s
}

func (e *edition) newVendor(name string) Vendor {
	v := Vendor{Name: name}
	e.fill("vendors", &v)
	v.settle(nil)
	return v
}

func (e *edition) newArchetype(name string) Archetype {
	a := Archetype{Name: name}
	e.fill("archetypes", &a)
	return a
}

func (e *edition) newSegment(name string) Segment {
	g := Segment{Name: name}
	e.fill("segments", &g)
	return g
}

func (e *edition) fill(section string, element any) {
	for i := range table {
		if p := &table[i]; p.Section == section {
			p.write(element, e.defaultOf(p))
		}
	}
}

// section returns the section of the given name, as the pointers of the
// parameter table want it; nil for tables with names.
func (s *Scenario) section(name string) any {
	switch name {
	case "run":
		return &s.Run
	case "market":
		return &s.Market
	case "partners":
		return &s.Partners
	case "direct":
		return &s.Direct
	case "mechanisms":
		return &s.Mechanisms
	}
	return nil
}

// Clone returns a deep copy: changing one scenario never changes the other.
func (s *Scenario) Clone() *Scenario {
	c := *s
	c.Segments = slices.Clone(s.Segments)
	c.Archetypes = slices.Clone(s.Archetypes)
	c.Vendors = slices.Clone(s.Vendors)
	c.Shocks = slices.Clone(s.Shocks)
	c.Expect = slices.Clone(s.Expect)
	for i := range c.Expect {
		c.Expect[i].Min = clonePointer(c.Expect[i].Min)
		c.Expect[i].Max = clonePointer(c.Expect[i].Max)
	}
	c.origin = maps.Clone(s.origin)
	return &c
}

func clonePointer(p *float64) *float64 {
	if p == nil {
		return nil
	}
	return new(*p)
}
