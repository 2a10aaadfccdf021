package scenarios

import (
	"fmt"
	"slices"
	"strings"
)

// target is one place in a scenario that a key addresses.
type target struct {
	param   *Param
	element any    // the section or table element that holds the value
	key     string // full key, with the element's name
}

// Find returns the parameter that a key names. A key is section.key,
// vendors.NAME.key, vendors.*.key, or a bare key that is unique over the table;
// a mechanism's bare name gives way to another parameter's. The error is a Fault that names the nearest key.
func Find(key string) (*Param, error) {
	parts := strings.Split(key, ".")
	var found []*Param
	for i := range table {
		if p := &table[i]; p.named(parts) {
			found = append(found, p)
		}
	}
	if len(found) > 1 { // a mechanism steps back: review is the vendors' review
		found = slices.DeleteFunc(found, func(p *Param) bool { return p.Section == "mechanisms" })
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, unknownKey(key, parts)
	}
	keys := make([]string, len(found))
	for i, p := range found {
		keys[i] = p.Key()
	}
	return nil, Fault{Key: key, Msg: "is not unique: write one of " + strings.Join(keys, ", ")}
}

// named reports whether the parts of a key name this parameter.
func (p *Param) named(parts []string) bool {
	last := parts[len(parts)-1]
	switch len(parts) {
	case 1:
		return p.Name == last
	case 2:
		return !p.Repeated() && p.Section == parts[0] && p.Name == last
	case 3:
		return p.Repeated() && p.Section == parts[0] && p.Name == last
	}
	return false
}

func unknownKey(key string, parts []string) Fault {
	f := Fault{Key: key, Msg: "no such parameter"}
	var keys, names []string
	for i := range table {
		p := &table[i]
		full := p.Key()
		if p.Repeated() && len(parts) == 3 {
			full = strings.Replace(full, "*", parts[1], 1)
		}
		keys, names = append(keys, full), append(names, p.Name)
	}
	f.Hint = didYouMean(key, keys)
	if len(parts) == 1 {
		f.Hint = didYouMean(key, names)
	}
	if f.Hint == "" {
		f.Hint = "channelsim scenario params lists all parameters"
	}
	return f
}

// targets returns every place that a key addresses in this scenario.
func (s *Scenario) targets(key string) ([]target, error) {
	p, err := Find(key)
	if err != nil {
		return nil, err
	}
	if !p.Repeated() {
		return []target{{p, s.section(p.Section), p.Key()}}, nil
	}
	wanted := "*"
	if parts := strings.Split(key, "."); len(parts) == 3 {
		wanted = parts[1]
	}
	var found []target
	names, elements := s.elements(p.Section)
	for i, name := range names {
		if wanted == "*" || wanted == name {
			found = append(found, target{p, elements[i], p.Section + "." + name + "." + p.Name})
		}
	}
	if found == nil {
		return nil, Fault{Key: key, Msg: "no such name in " + p.Section + ": there are " + strings.Join(names, ", "), Hint: didYouMean(wanted, names)}
	}
	return found, nil
}

// elements returns names of and pointers to the elements of a table with names.
func (s *Scenario) elements(section string) (names []string, elements []any) {
	switch section {
	case "vendors":
		for i := range s.Vendors {
			names, elements = append(names, s.Vendors[i].Name), append(elements, &s.Vendors[i])
		}
	case "segments":
		for i := range s.Segments {
			names, elements = append(names, s.Segments[i].Name), append(elements, &s.Segments[i])
		}
	case "archetypes":
		for i := range s.Archetypes {
			names, elements = append(names, s.Archetypes[i].Name), append(elements, &s.Archetypes[i])
		}
	}
	return names, elements
}

// Get returns the value of a parameter: a float64, int, bool or string. A key
// that addresses several vendors or segments must find the same value in all.
func (s *Scenario) Get(key string) (any, error) {
	ts, err := s.targets(key)
	if err != nil {
		return nil, err
	}
	value := ts[0].param.read(ts[0].element)
	for _, t := range ts[1:] {
		if t.param.read(t.element) != value {
			return nil, Fault{Key: key, Msg: fmt.Sprintf("differs between %s and %s: name one", ts[0].key, t.key)}
		}
	}
	return value, nil
}

// Each calls do with every value of the scenario, in the order of the table: that of a table
// with names once for each of them. Key is the value's full key.
func (s *Scenario) Each(do func(p *Param, key string, value any)) {
	for i := range table {
		ts, err := s.targets(table[i].Key())
		if err != nil {
			continue // there is none of these
		}
		for _, t := range ts {
			do(t.param, t.key, t.param.read(t.element))
		}
	}
}

// Set gives one parameter a new value, in place. The value is a number, bool
// or string; a string is read as --set KEY=VALUE does. Marketing follows: see
// SetAll. Faults of the value itself are returned and nothing is changed;
// whether the scenario as a whole still holds together is Validate's to say.
func (s *Scenario) Set(key string, value any) error {
	return s.SetAll(Setting{key, value})
}

// With returns a copy with one parameter changed; see Set.
func (s *Scenario) With(key string, value any) (*Scenario, error) {
	return s.WithAll(Setting{key, value})
}

// WithAll returns a copy with several parameters changed; see SetAll.
func (s *Scenario) WithAll(settings ...Setting) (*Scenario, error) {
	c := s.Clone()
	if err := c.SetAll(settings...); err != nil {
		return nil, err
	}
	return c, nil
}

// SetAll gives several parameters new values at once, in place. Of a vendor's
// lead_volume, lead_quality and budget those that are given count as stated
// and the rest follows, so their order does not matter. The error is Faults
// with everything that is wrong; then nothing is changed.
func (s *Scenario) SetAll(settings ...Setting) error {
	changes, err := s.changes(settings)
	if err != nil {
		return err
	}
	before := s.Clone()
	given := map[*Vendor]stated{}
	for _, c := range changes {
		c.param.write(c.element, c.value)
		delete(s.origin, c.key)
		if v, ok := c.element.(*Vendor); ok {
			if given[v] == nil {
				given[v] = stated{}
			}
			given[v][c.param.Name] = true
		}
	}
	return s.settleAll(given, before)
}

// change is a checked value with the place that takes it.
type change struct {
	target
	value any
}

func (s *Scenario) changes(settings []Setting) ([]change, error) {
	var all []change
	var faults Faults
	for _, g := range settings {
		ts, err := s.targets(g.Key)
		if err != nil {
			faults = append(faults, err.(Fault))
			continue
		}
		value, err := ts[0].param.acceptFor(g)
		if err != nil {
			faults = append(faults, err.(Fault))
			continue
		}
		for _, t := range ts {
			all = append(all, change{t, value})
		}
	}
	return all, faults.orNil()
}

// settleAll settles the vendors that were changed, or puts all back as before.
func (s *Scenario) settleAll(given map[*Vendor]stated, before *Scenario) error {
	var faults Faults
	for i := range s.Vendors {
		v := &s.Vendors[i]
		if given[v] == nil {
			continue
		}
		if key, msg := v.settle(given[v]); key != "" {
			full := "vendors." + v.Name + "." + key
			value, _ := s.Get(full)
			faults = append(faults, Fault{Key: full, Value: FormatValue(value), Msg: msg})
		}
	}
	if faults == nil {
		return nil
	}
	// Copied element by element: callers may hold pointers into the scenario.
	copy(s.Vendors, before.Vendors)
	copy(s.Segments, before.Segments)
	copy(s.Archetypes, before.Archetypes)
	s.Run, s.Market, s.Partners, s.Direct, s.Mechanisms = before.Run, before.Market, before.Partners, before.Direct, before.Mechanisms
	s.origin = before.origin
	return faults
}

// acceptFor is Accept with the setting's own key in the fault.
func (p *Param) acceptFor(g Setting) (any, error) {
	value, err := p.Accept(g.Value)
	if f, ok := err.(Fault); ok {
		f.Key = g.Key
		return nil, f
	}
	return value, err
}

// mustSet is Set for keys and values that the program itself supplies.
func (s *Scenario) mustSet(key string, value any) {
	if err := s.Set(key, value); err != nil {
		panic(err)
	}
}
