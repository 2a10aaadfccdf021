package text_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"channelsim/output/text"
)

// A grid of any content fits any width from 40 columns on, and shows every word of every cell.
func TestGridFits(t *testing.T) {
	name := rapid.SampledFrom([]string{"merit", "cherry-pick", "partners.trust_start", "a name of some words", "partner_opportunity_to_win_rate", "x", ""})
	number := rapid.Custom(func(t *rapid.T) string {
		mean, half := rapid.Float64Range(-1e7, 1e7).Draw(t, "mean"), rapid.Float64Range(0.001, 1e6).Draw(t, "half")
		return rapid.SampledFrom([]string{text.Interval(mean, mean-half, mean+half), text.Percent(0.3, 0.2, 0.4), "-", "12 x", "998"}).Draw(t, "number")
	})
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(1, 8).Draw(t, "columns")
		width := rapid.IntRange(40, 220).Draw(t, "width")
		head, kinds := make([]string, columns), make([]*rapid.Generator[string], columns)
		for i := range head {
			head[i] = name.Draw(t, "head")
			kinds[i] = rapid.SampledFrom([]*rapid.Generator[string]{name, number}).Draw(t, "kind")
		}
		g := text.NewGrid(width, true, head...)
		var cells []string
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			row := make([]string, columns)
			for i := range row {
				row[i] = kinds[i].Draw(t, "cell")
			}
			cells = append(cells, row...)
			g.Add(row...)
		}
		out := g.String()
		for line := range strings.Lines(out) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > width {
				t.Fatalf("%d columns of %d:\n%s", n, width, out)
			}
		}
		joined := strings.Join(strings.Fields(out), "")
		for _, cell := range cells {
			if number, _, interval := strings.Cut(cell, " ["); interval && !strings.Contains(joined, strings.ReplaceAll(number, " ", "")) {
				t.Fatalf("%q is not shown:\n%s", cell, out)
			}
		}
	})
}

// Numbers stand under each other with their intervals behind; where there is less room
// names are wrapped, then intervals go below, and then rows are cards.
func TestGridNarrows(t *testing.T) {
	var b strings.Builder
	for _, width := range []int{0, 60, 50, 40} {
		g := text.NewGrid(width, true, "", "policy of the vendor", "mean", "worst 5 %", "told")
		g.Add("first", "cherry-pick", "1,840 [1,660, 2,030]", "998", "apart")
		g.Add("second", "best-fit", "65 [-40, 170]", "-1,200", "not apart")
		fmt.Fprintf(&b, "%d columns\n%s\n\n", width, g)
	}
	golden(t, "testdata/grid.txt", b.String())
}
