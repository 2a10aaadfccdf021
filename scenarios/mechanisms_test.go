package scenarios

import "testing"

func TestNeutralKeysExist(t *testing.T) {
	for _, m := range MechanismTable {
		if len(m.Neutral) == 0 || m.Doc == "" {
			t.Errorf("%s: nothing to neutralise, or no doc", m.Name)
		}
		for _, n := range m.Neutral {
			if err := Default().Set(n.Key, n.Value); err != nil {
				t.Errorf("%s: %v", m.Name, err)
			}
		}
	}
}

// With one mechanism off, its keys and no others take new values.
func TestEffectiveChangesOnlyNeutralKeys(t *testing.T) {
	for i, m := range MechanismTable {
		s := Default()
		s.Vendors[0].Review = "naive"
		s.Mechanisms[i] = false
		before, e := s.Hash(), s.Effective()
		if s.Hash() != before {
			t.Errorf("%s: Effective changed the scenario itself", m.Name)
		}
		neutral := map[*Param]any{}
		for _, n := range m.Neutral {
			p, err := Find(n.Key)
			if err != nil {
				t.Fatal(err)
			}
			neutral[p], _ = p.coerce(n.Value)
		}
		for j := range table {
			p := &table[j]
			was, _ := s.Get(p.Key())
			is, err := e.Get(p.Key())
			if err != nil {
				t.Errorf("%s: %v", p.Key(), err)
			}
			want, listed := neutral[p]
			if listed && is != want || !listed && is != was {
				t.Errorf("%s off: %s is %v, was %v", m.Name, p.Key(), is, was)
			}
		}
	}
}

func TestEffectiveWithAllOnIsTheScenario(t *testing.T) {
	for _, name := range Library() {
		s, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		if s.Effective().Hash() != s.Hash() {
			t.Errorf("%s: Effective changed something though all mechanisms are on", name)
		}
	}
}

// A shock does not bring back a mechanism that is off.
func TestEffectiveDropsShocksOnNeutralKeys(t *testing.T) {
	s, err := Load("recovery")
	if err != nil {
		t.Fatal(err)
	}
	if s, err = s.With("mechanisms.review", false); err != nil {
		t.Fatal(err)
	}
	e := s.Effective()
	if len(s.Shocks) != 3 || len(e.Shocks) != 2 || e.Vendors[0].Review != "none" {
		t.Fatalf("%d shocks, effective %d, review %s", len(s.Shocks), len(e.Shocks), e.Vendors[0].Review)
	}
	for _, k := range e.Shocks {
		if k.Name == "closed-loop" {
			t.Error("the review's shock is still there")
		}
	}
}

// Marketing can be off where leads cost nothing, or none has a project behind it: no volume follows
// from such a budget, and none needs to.
func TestMarketingOffWhereLeadsAreFree(t *testing.T) {
	for _, key := range []string{"vendors.*.cost_per_lead", "vendors.*.lead_quality"} {
		s := Default()
		if err := s.Set(key, 0.0); err != nil {
			t.Fatal(err)
		}
		if err := s.Set("mechanisms.marketing", false); err != nil {
			t.Fatal(err)
		}
		if v := s.Effective().Vendors[0]; v.LeadVolume != 0 || v.Budget != 0 {
			t.Errorf("%s = 0: %v leads for %v", key, v.LeadVolume, v.Budget)
		}
	}
}
