package sim

import (
	"testing"

	"channelsim/scenarios"
)

// FuzzOneWeek: whatever loads and is valid runs for a week without a panic.
func FuzzOneWeek(f *testing.F) {
	long(f)
	for _, name := range scenarios.Library() {
		text, err := scenarios.Source(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte("[run]\nweeks = 1\n[market]\nprojects_per_week = 0\n[[vendors]]\nname = \"a\"\nlead_volume = 0\n"))
	f.Add([]byte("[partners]\ncount = 1\npeers = 0\nhours = 1\n[[vendors]]\nname = \"a\"\nreps = 0\ngate = 0\n[[shocks]]\nweek = 1\nkey = \"lead_quality\"\nvalue = 0.9\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := scenarios.Parse("fuzz.toml", text)
		if err != nil || s.Validate() != nil || tooLarge(s) {
			return
		}
		w := world(t, s, Options{})
		w.Reset(uint64(s.Run.Seed), 0)
		w.Step()
	})
}

// tooLarge keeps the fuzzer from measuring memory instead of logic.
func tooLarge(s *scenarios.Scenario) bool {
	size := float64(s.Partners.Count) + s.Market.ProjectsPerWeek*s.Market.MeanLife + float64(s.Run.Weeks+s.Run.WarmUp)
	hours := float64(s.Partners.Count) * s.Partners.Hours
	for _, v := range s.Vendors {
		size += float64(v.Reps) + v.LeadVolume + float64(s.Partners.Count)
	}
	return size > 5e4 || hours*s.Partners.HuntingRate > 1e5 || hours*s.Partners.OutsideRate > 1e5 || len(s.Vendors) > 20
}
