package scenarios

import (
	"slices"
	"strings"
	"testing"
)

func twoVendors(t *testing.T) *Scenario {
	t.Helper()
	s, err := Parse("two.toml", []byte("[[vendors]]\nname = 'east'\n[[vendors]]\nname = 'west'\n"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestKeysReachTheirPlaces(t *testing.T) {
	for _, c := range []struct {
		key  string
		want []float64 // gate of east and west
	}{
		{"vendors.east.gate", []float64{0.5, 1}},
		{"vendors.west.gate", []float64{1, 0.5}},
		{"vendors.*.gate", []float64{0.5, 0.5}},
		{"gate", []float64{0.5, 0.5}},
	} {
		s := twoVendors(t)
		if err := s.Set(c.key, "50%"); err != nil {
			t.Errorf("%s: %v", c.key, err)
		}
		if got := []float64{s.Vendors[0].Gate, s.Vendors[1].Gate}; !slices.Equal(got, c.want) {
			t.Errorf("%s: gates %v, want %v", c.key, got, c.want)
		}
	}
}

func TestBareNameOfAMechanismGivesWay(t *testing.T) {
	for key, want := range map[string]string{"review": "vendors.*.review", "aspiration": "partners.aspiration", "gossip": "mechanisms.gossip"} {
		if p, err := Find(key); err != nil || p.Key() != want {
			t.Errorf("%s: got %v, %v", key, p, err)
		}
	}
}

func TestSetErrors(t *testing.T) {
	for _, c := range []struct{ key, value, want string }{
		{"trust_strat", "0.4", "trust_strat: no such parameter\n  did you mean \"trust_start\"?"},
		{"partners.trust_strat", "0.4", "partners.trust_strat: no such parameter\n  did you mean \"partners.trust_start\"?"},
		{"vendors.east.polcy", "lottery", "vendors.east.polcy: no such parameter\n  did you mean \"vendors.east.policy\"?"},
		{"vendors.policy", "lottery", "vendors.policy: no such parameter\n  did you mean \"vendors.*.policy\"?"},
		{"vendors.esat.policy", "lottery", "vendors.esat.policy: no such name in vendors: there are east, west\n  did you mean \"east\"?"},
		{"a.b.c.d", "1", "a.b.c.d: no such parameter\n  channelsim scenario params lists all parameters"},
		{"", "1", ": no such parameter"},
		{"hours", "40", "hours: is not unique: write one of partners.hours, direct.hours"},
		{"gate", "half", "gate = \"half\": must be a number"},
		{"run.weeks", "1.5", "run.weeks = \"1.5\": must be a whole number"},
		{"mechanisms.trust", "maybe", "mechanisms.trust = \"maybe\": must be true or false"},
		{"gate", "1.4", "gate = 1.4: must lie in [0, 1]"},
		{"gate", "nan", "gate = nan: must be a finite number"},
		{"policy", "best", "policy = \"best\": must be one of best-fit, cherry-pick, first-refusal, lottery, merit, named-accounts, open-pool, partner-first, round-robin, thompson, tiered\n  did you mean \"best-fit\"?"},
	} {
		s := twoVendors(t)
		before := s.Hash()
		err := s.Set(c.key, c.value)
		if err == nil || !strings.HasPrefix(err.Error(), strings.TrimPrefix(c.want, ": ")) {
			t.Errorf("%s=%s: got %v, want %s", c.key, c.value, err, c.want)
		}
		if s.Hash() != before {
			t.Errorf("%s=%s: changed the scenario though it failed", c.key, c.value)
		}
	}
	if err := twoVendors(t).Set("gate", true); err == nil || err.Error() != "gate = true: must be a number" {
		t.Errorf("a bool for a number: %v", err)
	}
}

func TestSetAllReportsEveryFaultAndChangesNothing(t *testing.T) {
	s := twoVendors(t)
	before := s.Hash()
	err := s.SetAll(Setting{"run.weeks", 10}, Setting{"gate", 2.0}, Setting{"nonsense", 1})
	if faults, ok := err.(Faults); !ok || len(faults) != 2 {
		t.Errorf("got %v, want two faults", err)
	}
	err = s.SetAll(Setting{"run.weeks", 10}, Setting{"vendors.east.gate", 0.5}, Setting{"lead_quality", 0}, Setting{"hold", "budget"})
	if err == nil || s.Hash() != before {
		t.Errorf("error %v; hash changed: %v", err, s.Hash() != before)
	}
}

func TestGetOfSeveral(t *testing.T) {
	s := twoVendors(t)
	if v, err := s.Get("gate"); err != nil || v != 1.0 {
		t.Errorf("equal values: %v, %v", v, err)
	}
	s.Vendors[1].Gate = 0.5
	if _, err := s.Get("gate"); err == nil || err.Error() != "gate: differs between vendors.east.gate and vendors.west.gate: name one" {
		t.Errorf("different values: %v", err)
	}
}

func TestWithLeavesTheOriginalAlone(t *testing.T) {
	s, err := Load("recovery")
	if err != nil {
		t.Fatal(err)
	}
	s.Expect = []Expect{{Outcome: "spiral", Statistic: "mean", Vendor: "all", Min: new(0.5)}}
	before := s.Hash()
	c, err := s.With("vendors.acme.gate", 0.3)
	if err != nil {
		t.Fatal(err)
	}
	c.Segments[0].Share, c.Shocks[0].Week, *c.Expect[0].Min, c.Mechanisms[0] = 0.9, 1, 0.1, false
	if s.Hash() != before {
		t.Error("changing a copy changed the original")
	}
}
