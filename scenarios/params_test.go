package scenarios

import (
	"reflect"
	"slices"
	"testing"
)

func TestTableIsSound(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Params() {
		key := p.Key()
		if seen[key] {
			t.Errorf("%s: twice in the table", key)
		}
		seen[key] = true
		if p.Doc == "" || p.Source == "" || !slices.Contains([]Role{Lever, Unknown, Fixed}, p.Role) {
			t.Errorf("%s: doc %q, source %q, role %q", key, p.Doc, p.Source, p.Role)
		}
		if number := p.Kind == Float || p.Kind == Int; number && p.Min >= p.Max {
			t.Errorf("%s: empty range %s", key, p.Range())
		}
		if p.Kind == Float && p.Unit == "" && p.Name != "choice_precision" && p.Name != "effort_precision" {
			t.Errorf("%s: no unit", key)
		}
		if msg, _ := p.check(current.defaultOf(&p)); msg != "" {
			t.Errorf("%s: default %v %s", key, p.Default, msg)
		}
	}
	if len(seen) < 150 {
		t.Errorf("only %d parameters", len(seen))
	}
}

// Every field of the sections is reached by one line of the table, and no two
// lines by the same field.
func TestPointersAreDistinct(t *testing.T) {
	s := Default()
	seen, fields := map[any]string{}, 0
	for i := range table {
		p := &table[i]
		element := s.section(p.Section)
		if p.Repeated() {
			_, elements := s.elements(p.Section)
			element = elements[0]
		}
		at := p.at(element)
		if other, twice := seen[at]; twice {
			t.Errorf("%s and %s share a field", p.Key(), other)
		}
		seen[at] = p.Key()
	}
	for _, section := range []any{s.Run, s.Market, s.Partners, s.Direct, s.Segments[0], s.Archetypes[0], s.Vendors[0]} {
		fields += reflect.TypeOf(section).NumField()
	}
	fields += len(s.Mechanisms) - 3 // the names of a segment, an archetype and a vendor are no parameters
	if len(seen) != fields {
		t.Errorf("the table reaches %d of %d fields", len(seen), fields)
	}
}

// other is a value within the range that differs from the default.
func other(p *Param) any {
	switch p.Kind {
	case Bool:
		return !p.Default.(bool)
	case Text:
		for _, word := range p.Allowed {
			if word != p.Default {
				return word
			}
		}
		return "2027-01-04"
	case Int:
		if p.Default.(int) != int(p.Min) {
			return int(p.Min)
		}
		return int(p.Min) + 1
	}
	low := p.Min + (p.Max-p.Min)/4
	if low == p.Default.(float64) {
		low = p.Min + (p.Max-p.Min)/8
	}
	return low
}

func TestSetAndGetEveryParameter(t *testing.T) {
	for _, p := range Params() {
		want := other(&p)
		s, err := Default().With(p.Key(), want)
		if err != nil {
			t.Errorf("%s: %v", p.Key(), err)
			continue
		}
		if got, err := s.Get(p.Key()); err != nil || got != want && !(p.Kind == Float && near(got.(float64), want.(float64))) {
			t.Errorf("%s: set %v, got %v, error %v", p.Key(), want, got, err)
		}
		again, err := Default().With(p.Key(), unquoted(want))
		if err != nil || again.Hash() != s.Hash() {
			t.Errorf("%s = %v as text: error %v, or another scenario", p.Key(), unquoted(want), err)
		}
		if s.Hash() == Default().Hash() {
			t.Errorf("%s: a change does not show in the scenario's text", p.Key())
		}
	}
}

// unquoted is a value as --set has it.
func unquoted(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	return FormatValue(value)
}

func TestStartMarksWhatIsReadOnce(t *testing.T) {
	for key, want := range map[string]bool{"run.seed": true, "partners.count": true, "vendors.acme.reps": true, "segments.retail.share": true,
		"mechanisms.trust": true, "vendors.acme.gate": false, "partners.trust_garbage": false, "market.close": false} {
		if p, err := Find(key); err != nil || p.Start != want {
			t.Errorf("%s: start %v, error %v", key, p.Start, err)
		}
	}
}
