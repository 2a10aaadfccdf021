package scenarios

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestShippedScenariosLoad(t *testing.T) {
	want := []string{"baseline", "cherry-pick", "classroom", "death-spiral", "large-programme", "recovery", "rival-calls"}
	names := Library()
	if !slices.IsSorted(names) {
		t.Errorf("not sorted: %v", names)
	}
	for _, name := range want {
		if !slices.Contains(names, name) {
			t.Errorf("%s does not ship", name)
		}
	}
	for _, name := range names {
		s, err := Load(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s.Name != name || s.Title == "" || s.Description == "" || s.Source == "" {
			t.Errorf("%s: name %q, title %q, description %q, source %q", name, s.Name, s.Title, s.Description, s.Source)
		}
		if notes := s.Notes(); notes != nil {
			t.Errorf("%s: %v", name, notes)
		}
		text, err := Source(name)
		if err != nil || !strings.HasPrefix(string(text), "# ") || !bytes.Contains(text, []byte("\n# Where the figures come from")) || !bytes.Contains(text, []byte("\n# What to try")) {
			t.Errorf("%s: its comments do not say what it shows, where figures come from and what to try; error %v", name, err)
		}
	}
}

func load(t *testing.T, name string) *Scenario {
	t.Helper()
	s, err := Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What each scenario promises to be, relative to the defaults.
func TestShippedScenariosAreWhatTheySay(t *testing.T) {
	base := load(t, "baseline")
	d := Default()
	d.Name, d.Title, d.Description, d.Source = base.Name, base.Title, base.Description, base.Source
	d.Expect = base.Expect
	if base.Hash() != d.Hash() {
		t.Error("baseline is not the default")
	}
	if v := load(t, "cherry-pick").Vendors[0]; v.Policy != "cherry-pick" || v.ABReserved != 0 || v.Review != "none" {
		t.Errorf("cherry-pick: %+v", v)
	}
	if v := load(t, "death-spiral").Vendors[0]; v.Review != "naive" || v.ABReserved != 0.5 {
		t.Errorf("death-spiral: %+v", v)
	}
	if s := load(t, "recovery"); s.Vendors[0].Review != "naive" || len(s.Shocks) != 3 || s.Shocks[0].Week != 79 {
		t.Errorf("recovery: %+v", s.Shocks)
	}
	if s := load(t, "rival-calls"); len(s.Vendors) != 2 || !near(s.Vendors[0].Budget, s.Vendors[1].Budget) {
		t.Errorf("rival-calls: %+v", s.Vendors)
	}
}

// classroom and large-programme are the baseline per partner.
func TestSizesKeepTheBaselinePerPartner(t *testing.T) {
	base := load(t, "baseline")
	for name, want := range map[string]struct{ count, reps, weeks, runs int }{
		"classroom":       {30, 6, 104, 200},
		"large-programme": {20000, 4000, 156, 3},
	} {
		s := load(t, name)
		factor := float64(s.Partners.Count) / float64(base.Partners.Count)
		if s.Partners.Count != want.count || s.Vendors[0].Reps != want.reps || s.Run.Weeks != want.weeks || s.Run.Runs != want.runs {
			t.Errorf("%s: %d partners, %d reps, %d weeks, %d runs", name, s.Partners.Count, s.Vendors[0].Reps, s.Run.Weeks, s.Run.Runs)
		}
		if !near(s.Market.ProjectsPerWeek, factor*base.Market.ProjectsPerWeek) || !near(s.Vendors[0].LeadVolume, factor*base.Vendors[0].LeadVolume) {
			t.Errorf("%s: %g projects, %g leads", name, s.Market.ProjectsPerWeek, s.Vendors[0].LeadVolume)
		}
	}
}
