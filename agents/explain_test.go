package agents

import (
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// The parts sum to what Feel makes of the week, whatever happened in it.
func TestFeelPartsSumToFeel(t *testing.T) {
	r := rulesWith(nil)
	rapid.Check(t, func(t *rapid.T) {
		trust, unfair := share(t, "trust"), share(t, "unfair")
		some := rapid.Int32Range(0, 30)
		e := Experience{Opportunities: some.Draw(t, "opportunities"), Garbage: some.Draw(t, "worthless"),
			Collisions: some.Draw(t, "collisions"), Leak: rapid.Bool().Draw(t, "leak"), Drought: rapid.Bool().Draw(t, "dry"), Ignored: rapid.Bool().Draw(t, "ignored"),
			Broken: some.Draw(t, "broken"), Honoured: some.Draw(t, "honoured"), Recalled: some.Draw(t, "recalled"), Helped: some.Draw(t, "helped"),
			Funded: rapid.Bool().Draw(t, "funded"), Shortfall: rapid.Bool().Draw(t, "shortfall")}
		p := r.FeelParts(&r.Vendors[0], trust, unfair, e)
		sum := p.Sum()
		after, _ := r.Feel(&r.Vendors[0], trust, unfair, e)
		if math.Abs(trust+sum-after) > 1e-14 {
			t.Fatalf("parts %+v of %v make %v, Feel %v", p, trust, trust+sum, after)
		}
	})
}

// Worked by hand: a leak halves nothing but takes its share of what garbage left.
func TestFeelParts(t *testing.T) {
	r := rulesWith(nil)
	p := r.FeelParts(&r.Vendors[0], 0.6, 0.5, Experience{Garbage: 1, Collisions: 1, Leak: true, Drought: true, Opportunities: 1})
	rest := 0.6
	for _, c := range []struct {
		cause string
		got   float64
		keep  float64
	}{
		{"garbage", p.Garbage, 0.99}, {"collision", p.Collisions, 1 - 0.06*3}, {"leak", p.Leak, 0.85}, {"drought", p.Drought, 0.985},
	} {
		near(t, c.cause, c.got, rest*(c.keep-1))
		rest *= c.keep
	}
	near(t, "opportunity", p.Opportunities, 0.06*(1-rest))
	rest += p.Opportunities
	near(t, "drift", p.Drift, 0.01*(0.5-rest))
}

// Everything that Feel knows of has a part of its own, so that a cause that is
// new to Feel cannot hide in the drift.
func TestEveryExperienceHasItsPart(t *testing.T) {
	r := calm(nil)
	kinds := reflect.TypeFor[Experience]()
	for i := range kinds.NumField() {
		name := kinds.Field(i).Name
		var e Experience
		switch at := reflect.ValueOf(&e).Elem().Field(i); at.Kind() {
		case reflect.Bool:
			at.SetBool(true)
		case reflect.Int32:
			at.SetInt(2)
		default:
			t.Fatalf("%s is a %s", name, at.Kind())
		}
		parts := reflect.ValueOf(r.FeelParts(&r.Vendors[0], 0.5, 0.3, e))
		if parts.NumField() != kinds.NumField()+1 {
			t.Fatalf("%d parts for %d experiences and the drift", parts.NumField(), kinds.NumField())
		}
		for k := range parts.NumField() {
			part, size := parts.Type().Field(k).Name, math.Abs(parts.Field(k).Float())
			if own := part == name; own != (size > 1e-6) {
				t.Errorf("%s alone moved part %s by %v", name, part, size)
			}
		}
	}
}

func TestMeasured(t *testing.T) {
	v := &Vendor{}
	v.Review, v.ReviewLeads = "none", 20
	f := &Figures{Leads: [Routes][Classes]float64{Direct: {100, 0}, Channel: {50, 150}},
		Wins: [Routes][Classes]float64{Direct: {10, 0}, Channel: {3, 1}}, Audited: 4, Reported: 2}
	for review, want := range map[string]float64{"naive": (4.0 / 200) / (10.0 / 100), "grade-adjusted": 0.6, "closed-loop": 1.2} {
		x, ok := v.Measured(review, f)
		if !ok {
			t.Fatalf("%s: not measured", review)
		}
		near(t, review, x, want)
	}
	if _, ok := v.Measured("none", f); ok || v.Review != "none" {
		t.Error("without a review nothing is measured, and the vendor keeps its own")
	}
}
