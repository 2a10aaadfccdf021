package scenarios

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestShippedScenariosLoad(t *testing.T) {
	want := []string{"baseline", "cherry-pick", "classroom", "death-spiral", "first-refusal", "gift-certificate", "grandma", "honey-pot",
		"label-inflation", "large-programme", "lead-glut", "mature-market", "nascent-market", "performance-programme", "programme-cut",
		"qualify-more", "recovery", "rival-calls", "service-level", "sharesplodge"}
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

// Every shipped scenario promises something, and each of its figures has a source
// or is said to be assumed: one entry at the least, in a list or a sentence.
func TestShippedScenariosPromiseAndCite(t *testing.T) {
	for _, name := range Library() {
		if s := load(t, name); len(s.Expect) == 0 {
			t.Errorf("%s: expects nothing", name)
		}
		text, err := Source(name)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(text), "\n# Where the figures come from")
		cited, _, found := strings.Cut(rest, "\n# What to try")
		if !found || len(cited) < 40 || !strings.Contains(cited, "assumed") && !strings.Contains(cited, " as ") && !strings.Contains(cited, "CRM magazine") {
			t.Errorf("%s: names no source for its figures, nor that they are assumed:%s", name, cited)
		}
		if !strings.Contains(rest, "\n#   channelsim ") {
			t.Errorf("%s: no command to try", name)
		}
	}
}

// Two ways to spend the baseline's marketing budget.
func TestGiftsCostWhatTheBaselineSpends(t *testing.T) {
	budget := load(t, "baseline").Vendors[0].Budget
	for _, name := range []string{"grandma", "qualify-more", "gift-certificate"} {
		s := load(t, name)
		v := s.Vendors[0]
		if spent := v.Budget + v.Funds*float64(s.Partners.Count); !near(spent, budget) {
			t.Errorf("%s spends %g, the baseline %g", name, spent, budget)
		}
	}
	if g := load(t, "grandma").Vendors[0]; !near(g.LeadVolume, 592) {
		t.Errorf("grandma: %g leads for the same money, its comment says 592", g.LeadVolume)
	}
}

// Archetypes that two scenarios share are the same in both.
func TestArchetypesOfProgrammes(t *testing.T) {
	a, b := load(t, "performance-programme").Archetypes, load(t, "programme-cut").Archetypes
	if len(a) != 4 || !slices.Equal(a, b) {
		t.Errorf("performance-programme: %+v\nprogramme-cut: %+v", a, b)
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
	if s := load(t, "recovery"); s.Vendors[0].Review != "naive" || len(s.Shocks) != 3 || s.Shocks[0].Week != 170 {
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
		"classroom":       {30, 3, 208, 200},
		"large-programme": {20000, 2000, 156, 3},
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
