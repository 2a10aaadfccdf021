package scenarios

import (
	"math"
	"strings"
	"testing"
)

// By hand: a touch of quality 0.27 costs 65, so at kappa 1 one of 0.54 costs 130.
func TestMarketingInFiles(t *testing.T) {
	for _, c := range []struct {
		name, vendor            string
		volume, quality, budget float64
	}{
		{"nothing stated", "", 296, 0.27, 19240},
		{"volume and quality", "lead_volume = 100\nlead_quality = 0.54", 100, 0.54, 13000},
		{"quality and budget", "lead_quality = 0.54\nbudget = 13000", 100, 0.54, 13000},
		{"volume and budget", "lead_volume = 100\nbudget = 13000", 100, 0.54, 13000},
		{"volume and budget, kappa 2", "lead_volume = 100\nbudget = 26000\nkappa = 2", 100, 0.54, 26000},
		{"all three", "lead_volume = 100\nlead_quality = 0.54\nbudget = 13000.001", 100, 0.54, 13000},
		{"volume alone", "lead_volume = 100", 100, 0.27, 6500},
		{"volume alone, held budget", "lead_volume = 100\nhold = 'budget'", 100, 0.27, 6500},
		{"budget alone", "budget = 6500", 100, 0.27, 6500},
		{"quality alone", "lead_quality = 0.54", 296, 0.54, 38480},
		{"quality alone, held budget", "lead_quality = 0.54\nhold = 'budget'", 148, 0.54, 19240},
		{"cost alone, held budget", "cost_per_lead = 130\nhold = 'budget'", 148, 0.27, 19240},
		{"kappa 0", "lead_quality = 0.54\nkappa = 0", 296, 0.54, 19240},
		{"kappa 2", "lead_quality = 0.54\nkappa = 2", 296, 0.54, 76960},
		{"kappa 3", "lead_quality = 0.54\nkappa = 3", 296, 0.54, 153920},
		{"no quality", "lead_quality = 0", 296, 0, 0},
	} {
		s, err := Parse("m.toml", []byte("[[vendors]]\nname = 'acme'\n"+c.vendor))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		v := s.Vendors[0]
		if math.Abs(v.LeadVolume-c.volume) > 1e-9 || math.Abs(v.LeadQuality-c.quality) > 1e-12 || math.Abs(v.Budget-c.budget) > 1e-6 {
			t.Errorf("%s: volume %g, quality %g, budget %g, want %g, %g, %g", c.name, v.LeadVolume, v.LeadQuality, v.Budget, c.volume, c.quality, c.budget)
		}
	}
}

// What the child of a scenario states counts; the rest is the settled parent's.
func TestMarketingIsInheritedSettled(t *testing.T) {
	s, err := Parse("m.toml", []byte("extends = 'rival-calls'\n[[vendors]]\nname = 'brightline'\nlead_quality = 0.54\n"))
	if err != nil {
		t.Fatal(err)
	}
	if v := s.Vendors[1]; !near(v.LeadVolume, 148) || !near(v.Budget, 19240) {
		t.Errorf("the parent holds the budget: volume %g, budget %g", v.LeadVolume, v.Budget)
	}
}

func TestMarketingBySet(t *testing.T) {
	set := func(settings ...Setting) Vendor {
		t.Helper()
		s, err := Default().WithAll(settings...)
		if err != nil {
			t.Fatal(err)
		}
		return s.Vendors[0]
	}
	if v := set(Setting{"lead_quality", 0.54}); v.LeadVolume != 296 || v.Budget != 38480 {
		t.Errorf("quality: volume %g, budget %g", v.LeadVolume, v.Budget)
	}
	if v := set(Setting{"budget", 38480}); v.LeadVolume != 592 || v.LeadQuality != 0.27 {
		t.Errorf("budget: volume %g, quality %g", v.LeadVolume, v.LeadQuality)
	}
	if v := set(Setting{"lead_volume", 592}); v.Budget != 38480 || v.LeadQuality != 0.27 {
		t.Errorf("volume: budget %g, quality %g", v.Budget, v.LeadQuality)
	}
	a := set(Setting{"budget", 13000}, Setting{"lead_quality", 0.54})
	b := set(Setting{"lead_quality", 0.54}, Setting{"budget", 13000})
	if a != b || !near(a.LeadVolume, 100) {
		t.Errorf("the order of settings matters: volumes %g and %g", a.LeadVolume, b.LeadVolume)
	}
	s := Default()
	s.Vendors[0].Hold = "budget"
	err := s.Set("lead_quality", 0)
	if err == nil || !strings.HasPrefix(err.Error(), "vendors.acme.lead_quality = 0: must be above 0") {
		t.Errorf("quality 0 at a held budget: %v", err)
	}
}

// The equation holds for every quality and kappa, and powers agree with the
// product they stand for.
func TestPower(t *testing.T) {
	for _, x := range []float64{0, 0.001, 0.5, 1, 1.7, 3.125} {
		for e, want := range map[float64]float64{0: 1, 0.5: math.Sqrt(x), 1: x, 2: x * x, 3: x * x * x} {
			if got := power(x, e); math.Abs(got-want) > 1e-11*want {
				t.Errorf("%g^%g = %g, want %g", x, e, got, want)
			}
		}
	}
	if got := power(10, 400); !math.IsInf(got, 1) {
		t.Errorf("10^400 = %g", got)
	}
	if got, digits := power(2, 1.5), 2.82842712475; got != digits {
		t.Errorf("2^1.5 = %v, want twelve digits, %v", got, digits)
	}
}
