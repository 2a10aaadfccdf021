package text_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// Stories are compared with those on file, and hold what all stories must.
func TestStories(t *testing.T) {
	set := func(key, value string) []scenarios.Setting { return []scenarios.Setting{{Key: key, Value: value}} }
	for _, c := range []struct {
		name, scenario string
		set            []scenarios.Setting
		plan           experiment.Plan
	}{
		{"partner", "death-spiral", nil, experiment.Plan{}},
		{"partner-two-vendors", "rival-calls", set("run.weeks", "78"), experiment.Plan{}},
		{"partner-fails", "death-spiral", nil, experiment.Plan{Hero: experiment.Hero{Number: 88}}},
		{"partner-quits", "death-spiral", set("run.weeks", "104"), experiment.Plan{Hero: experiment.Hero{Number: 58}}},
		{"partner-leaves", "death-spiral", set("attention_floor", "0.6"), experiment.Plan{Hero: experiment.Hero{Number: 3}}},
		{"partner-recovery", "recovery", set("run.start", "2026-07-01"), experiment.Plan{Replication: 3}},
		{"rep", "classroom", set("run.currency", "EUR"), experiment.Plan{Hero: experiment.Hero{Rep: true, Number: 3}}},
		{"rep-full", "classroom", set("run.weeks", "9"), experiment.Plan{Hero: experiment.Hero{Rep: true, Number: 1}, Full: true}},
		{"vendor", "recovery", nil, experiment.Plan{Hero: experiment.Hero{Vendor: "acme"}}},
		{"twin", "death-spiral", nil, experiment.Plan{Twin: set("review", "none")}},
		{"twin-vendor", "classroom", nil, experiment.Plan{Hero: experiment.Hero{Vendor: "acme"}, Twin: set("review", "closed-loop")}},
		{"twin-same", "classroom", set("run.weeks", "26"), experiment.Plan{Twin: set("review", "naive")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := scenarios.Load(c.scenario)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.SetAll(c.set...); err != nil {
				t.Fatal(err)
			}
			c.plan.Scenario, c.plan.Seed = s, 1
			story, err := experiment.Tell(t.Context(), c.plan)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := text.StoryReport(&b, story, text.Options{Width: 80, Plain: true}); err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("testdata", "story", c.name+".txt"), b.String())
			for i, line := range strings.Split(b.String(), "\n") {
				if n := utf8.RuneCountInString(line); n > 80 {
					t.Errorf("line %d has %d columns: %s", i+1, n, line)
				}
			}
			for _, never := range []string{"NaN", "Inf", "\x1b", "\x01", "%!", "..", " .", "  ;", "one deals", "one leads", "no is"} {
				if strings.Contains(b.String(), never) {
					t.Errorf("the story holds %q", never)
				}
			}
			tableOf(t, story)
		})
	}
}

// tableOf checks a story's rows: as many cells as columns, all fit for JSON.
func tableOf(t *testing.T, s *experiment.Story) {
	t.Helper()
	rows, columns := text.StoryRows(s), text.StoryTable(s).Fields
	if len(rows) < len(s.Entries) {
		t.Errorf("%d rows of %d entries", len(rows), len(s.Entries))
	}
	for _, row := range rows {
		if len(row) != len(columns) {
			t.Errorf("%d cells under %d columns: %v", len(row), len(columns), row)
		}
		if _, err := json.Marshal(row); err != nil {
			t.Errorf("%v: %v", row, err)
		}
	}
}
