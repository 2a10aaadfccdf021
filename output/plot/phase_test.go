package plot

import (
	"testing"

	"gonum.org/v1/plot/plotter"
)

// The title tells where the runs that spiral go and where the others go, not where all go on average.
func TestPhaseFinding(t *testing.T) {
	way := func(spiral bool, from, to float64) path {
		return path{plotter.XYs{{X: from, Y: 0.5}, {X: 0.9, Y: 0.9}, {X: to, Y: 0.4}}, spiral}
	}
	lost := []path{way(true, 0.52, 0.22), way(true, 0.48, 0.24)}
	kept := []path{way(false, 0.46, 0.30), way(false, 0.50, 0.32), way(false, 0.48, 0.28), {}}
	for _, c := range []struct {
		paths []path
		want  string
	}{
		{append(lost, kept...), "2 of 6 sampled runs spiral, with follow-up from 50 % to 23 %, the others from 48 % to 30 %"},
		{lost, "All 2 sampled runs spiral: follow-up goes from 50 % to 23 %, trust from 0.50 to 0.40"},
		{kept, "None of 4 sampled runs spirals: follow-up goes from 48 % to 30 %, trust from 0.50 to 0.40"},
		{[]path{{}}, "No value to show: follow-up or trust is undefined"},
	} {
		if got := phaseFinding(c.paths); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
