package scenarios

import (
	"maps"
	"slices"
)

// Default returns the scenario in which every parameter has the default of
// the parameter table: five segments of equal share, one kind of partner, one vendor named acme,
// all mechanisms on, no name.
func Default() *Scenario {
	s := &Scenario{}
	for i := range table {
		if p := &table[i]; !p.Repeated() {
			p.write(s.section(p.Section), defaultOf(p))
		}
	}
	for _, name := range []string{"manufacturing", "retail", "finance", "health", "public"} {
		s.Segments = append(s.Segments, newSegment(name))
	}
	s.Archetypes = []Archetype{newArchetype("balanced")}
	s.Vendors = []Vendor{newVendor("acme")}
	return s
}

func newVendor(name string) Vendor {
	v := Vendor{Name: name}
	fill("vendors", &v)
	v.settle(nil)
	return v
}

func newArchetype(name string) Archetype {
	a := Archetype{Name: name}
	fill("archetypes", &a)
	return a
}

func newSegment(name string) Segment {
	g := Segment{Name: name}
	fill("segments", &g)
	return g
}

func fill(section string, element any) {
	for i := range table {
		if p := &table[i]; p.Section == section {
			p.write(element, defaultOf(p))
		}
	}
}

// defaultOf is the table's default in the parameter's own type.
func defaultOf(p *Param) any {
	v, ok := p.coerce(p.Default)
	if !ok {
		panic("scenarios: default of " + p.Key() + " has the wrong type")
	}
	return v
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
