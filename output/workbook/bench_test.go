package workbook

import (
	"io"
	"testing"

	"channelsim/output/internal/synthetic"
)

// BenchmarkWrite writes the workbook of 200 runs over 156 weeks.
func BenchmarkWrite(b *testing.B) {
	a := saved(b, synthetic.DeathSpiral)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Write(io.Discard, a, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
