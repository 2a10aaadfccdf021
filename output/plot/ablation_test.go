package plot

import (
	"path/filepath"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// ablationOf makes up what two mechanisms do to follow-up, each seen in so many runs.
func ablationOf(t *testing.T, n int) (*experiment.Ablation, *experiment.Answer, []experiment.AblationRow) {
	t.Helper()
	outcome := experiment.Outcome{Metric: sim.FollowUp, Window: "last_half_year"}
	b, err := experiment.NewAblation(scenarios.Default(), nil, []experiment.Outcome{outcome}, nil)
	if err != nil {
		t.Fatal(err)
	}
	row := func(name string, by, half float64, found experiment.Found) experiment.AblationRow {
		return experiment.AblationRow{Mechanism: name, Outcome: outcome, Full: experiment.Summary{Mean: 0.3}, Off: experiment.Summary{Mean: 0.3 - by},
			Difference: experiment.Difference{N: n, Mean: by, CILow: by - half, CIHigh: by + half}, Found: found}
	}
	rows := []experiment.AblationRow{row("belief", -0.4, 0.05, experiment.Effect), row("aspiration", 0.2, 0.04, experiment.Effect), row("ageing", 0.01, 0.03, experiment.NoEffect)}
	return b, &experiment.Answer{Design: b.Design}, rows
}

func TestPictureOfAblation(t *testing.T) {
	b, a, rows := ablationOf(t, 40)
	all, err := Ablation(b, a, rows, someOptions)
	if err != nil || len(all) != 1 || all[0].Name != "mechanisms_partner_follow_up_rate__last_half_year" {
		t.Fatalf("%v, %v", Names(all), err) // no weeks of so many points: none of the usual pictures
	}
	if want := "Of 3 mechanisms in use 2 move partners' follow-up rate in the last half-year. Belief matters most: with it the mean is 30 %, without it 70 %."; all[0].Title != want {
		t.Errorf("the title says %q", all[0].Title)
	}
	likeOnFile(t, withTitle(all[0].Figure), filepath.Join("testdata", "ablation-"+all[0].Name+".png"))
	b, a, rows = ablationOf(t, 3)
	if all, err = Ablation(b, a, rows, someOptions); err != nil || !strings.HasPrefix(all[0].Title, "Too few runs to say (3 at each point). So far: of 3 mechanisms") {
		t.Errorf("of three runs it says %q, %v", all[0].Title, err)
	}
}
