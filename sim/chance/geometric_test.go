package chance

import (
	"math"
	"testing"
)

// The table draws what the closed form draws, but for uniforms within rounding
// of a step.
func TestGeometricTableAgreesWithClosedForm(t *testing.T) {
	for _, mean := range []float64{1, 1.0001, 1.5, 2, 8, 20, 100, 1000} {
		var table GeometricTable
		table.Set(mean)
		differ := 0
		for i := range 400_000 {
			u := Uniform(Root(5, 0), uint64(i), 0)
			got, want := table.Draw(u), Geometric(u, mean)
			if got < 1 || math.Abs(float64(got-want)) > 1 {
				t.Fatalf("mean %v, u %v: %d, closed form %d", mean, u, got, want)
			}
			if got != want {
				differ++
			}
		}
		if differ > 2 {
			t.Errorf("mean %v: %d of 400,000 draws differ from the closed form", mean, differ)
		}
	}
}

func TestGeometricTableAtTheEnds(t *testing.T) {
	var table GeometricTable
	table.Set(8)
	if got := table.Draw(0); got != 1 {
		t.Errorf("least draw %d, want 1", got)
	}
	if got, want := table.Draw(1-0x1p-53), Geometric(1-0x1p-53, 8); got != want {
		t.Errorf("greatest draw %d, closed form %d", got, want)
	}
	table.Set(1)
	if got := table.Draw(0.999999); got != 1 {
		t.Errorf("with a mean of 1: %d, want 1", got)
	}
}

func TestGeometricTablePortable(t *testing.T) {
	var table GeometricTable
	h := uint64(14695981039346656037)
	for _, mean := range []float64{1.3, 8, 20, 333} {
		table.Set(mean)
		for i := range 20_000 {
			h = (h ^ uint64(table.Draw(Uniform(Root(9, 1), uint64(i), 3)))) * 1099511628211
		}
	}
	if want := uint64(0x48ad47692e9786f7); h != want {
		t.Errorf("fingerprint %#x, want %#x", h, want)
	}
}

func BenchmarkGeometricTable(b *testing.B) {
	var table GeometricTable
	table.Set(20)
	sum := 0
	for i := 0; b.Loop(); i++ {
		sum += table.Draw(float64(i%1024) / 1024)
	}
	if sum == 0 {
		b.Fatal("no draws")
	}
}
