package stats

import (
	"math"
	"testing"

	"channelsim/sim/chance"
)

func TestGap(t *testing.T) {
	for _, c := range []struct{ x, y, want float64 }{
		{3, 1, 2}, {0.1 + 0.2, 0.3, 0}, {2e6 + 1e-4, 2e6, 0}, {2e6 + 1, 2e6, 1}, {1e-17, -1e-16, 0}, {0.5, math.Nextafter(0.5, 1), 0}, {1e-6, 0, 1e-6},
	} {
		if got := Gap(c.x, c.y); got != c.want {
			t.Errorf("%v less %v is %v, want %v", c.x, c.y, got, c.want)
		}
	}
	if !math.IsNaN(Gap(math.NaN(), 1)) {
		t.Error("what is undefined differs by a number")
	}
}

// TestRoundingIsNoEffect: outcomes that differ by rounding are alike to pairs, to Morris and to Sobol.
func TestRoundingIsNoEffect(t *testing.T) {
	var student Student
	a, b := []float64{0.3, 0.7, 0.1}, []float64{math.Nextafter(0.3, 1), math.Nextafter(0.7, 1), math.Nextafter(0.1, 1)}
	if d := student.Paired(a, b); d.Mean != 0 || d.SD != 0 || d.Low != 0 {
		t.Errorf("pairs: %+v", d)
	}
	rounded := func(x []float64) float64 { return 0.3 + float64(x[0]*3e-16) }
	s := chance.NewStream(1, 1, 1)
	design := MorrisDesign(6, 3, 4, &s)
	if e := MorrisEffects(design, respond(design.Points, rounded, 4, 0, 0, &s), 50, &s)[0]; e.Mean.Value != 0 || e.P != 1 {
		t.Errorf("Morris: %+v", e)
	}
	points := SaltelliDesign(SobolPoints(16, 6, &s), true)
	if i := SobolIndices(respond(points, rounded, 4, 0, 0, &s), 3, true, 50, &s); i.Variance != 0 || !math.IsNaN(i.Total[0].Value) {
		t.Errorf("Sobol: %+v", i)
	}
}
