package experiment

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"channelsim/sim/stats"
)

// Standing is where one point stands in an outcome. Of an outcome of which neither
// more nor less is better only the summary is known: the rank is 0.
type Standing struct {
	Point int
	Summary
	// Rank is 1 for the points that none is shown to beat, and otherwise one below the
	// lowest-ranked point that is shown to beat this one.
	Rank int
	// Best is the share of runs in which the point was the best of all; a tie counts
	// in equal parts. Wilson's interval.
	Best Estimate
	// Regret is how much better the best of all was, a mean over runs; never below 0, nor is its
	// interval.
	Regret Estimate
	// Downside is the mean over the worst 5 % of runs (downside).
	Downside float64
}

// stand fills in the standings. One point by itself is not ranked.
func (c *Contest) stand(answer *Answer) {
	nothing := Estimate{math.NaN(), math.NaN(), math.NaN(), math.NaN(), 0}
	for i := range c.Standings {
		s := &c.Standings[i]
		s.Best, s.Regret, s.Downside = nothing, nothing, math.NaN()
	}
	if c.Better == Neither || len(c.Standings) < 2 {
		return
	}
	gains := c.gains(answer)
	c.chances(gains)
	for i, xs := range gains {
		c.Standings[i].Downside = c.Better.gain(downside(xs))
	}
	c.rank()
}

// gains are the outcomes by standing and replication, turned so that more is better.
func (c *Contest) gains(answer *Answer) [][]float64 {
	var all [][]float64
	for i := range c.Standings {
		var xs []float64
		for _, x := range answer.ReplicatedOf(c.Standings[i].Point, c.Vendor, c.Outcome) {
			xs = append(xs, c.Better.gain(x))
		}
		all = append(all, xs)
	}
	return all
}

// chances works out who was best how often and by how much, over the replications
// in which the outcome is defined for all.
func (c *Contest) chances(gains [][]float64) {
	wins, regret := make([]stats.Moments, len(gains)), make([]stats.Moments, len(gains))
	row := make([]float64, len(gains))
	for replication := 0; across(gains, replication, row); replication++ {
		top, ties := best(row)
		if ties == 0 {
			continue
		}
		for i, x := range row {
			won := 0.0
			lost := stats.Gap(top, x)
			if lost == 0 {
				won = 1 / float64(ties)
			}
			wins[i].Add(won)
			regret[i].Add(lost)
		}
	}
	var student stats.Student
	for i := range c.Standings {
		s, w, r := &c.Standings[i], &wins[i], &regret[i]
		won, lost := stats.WilsonOf(math.Min(w.Sum, float64(w.N)), w.N), student.Mean(*r)
		s.Best = Estimate{w.Average(), w.SD(), won.Low, won.High, w.N}
		s.Regret = Estimate{r.Average(), r.SD(), math.Max(0, lost.Low), lost.High, r.N}
	}
}

// across reads one replication of all points into row; false after the last that
// all have.
func across(gains [][]float64, replication int, row []float64) bool {
	for i, xs := range gains {
		if replication >= len(xs) {
			return false
		}
		row[i] = xs[replication]
	}
	return len(row) > 0
}

// best returns the greatest of the numbers and how many are as great; 0 if one is
// undefined.
func best(row []float64) (top float64, ties int) {
	top = slices.Max(row)
	for _, x := range row {
		if math.IsNaN(x) {
			return top, 0
		}
		if stats.Gap(top, x) == 0 {
			ties++
		}
	}
	return top, ties
}

// downside is the mean over exactly the lowest 5 % of what is defined: of 24 runs the worst and a fifth of
// the next; of fewer than 20 the worst.
func downside(xs []float64) float64 {
	sorted := slices.DeleteFunc(slices.Clone(xs), math.IsNaN)
	slices.Sort(sorted)
	switch {
	case len(sorted) == 0:
		return math.NaN()
	case len(sorted) < worstOne:
		return sorted[0]
	}
	whole := len(sorted) / worstOne
	sum, weight := stats.Sum(sorted[:whole]), float64(whole)
	if rest := float64(len(sorted)%worstOne) / worstOne; rest > 0 {
		sum, weight = sum+float64(rest*sorted[whole]), weight+rest
	}
	return sum / weight
}

// worstOne is how many runs have one among their worst 5 %.
const worstOne = 20

// sayWorst says on how few runs the downside rests; nothing from five on.
func (c *Contest) sayWorst() string {
	for i := range c.Standings {
		s := &c.Standings[i]
		if worst := float64(s.N) / worstOne; !math.IsNaN(s.Downside) && worst < 5 {
			return fmt.Sprintf("the worst 5 %% of %s are %s: a mere hint; --runs 200 rests it on 10", CountOf(s.N, "run"), runsOf(math.Max(1, worst)))
		}
	}
	return ""
}

// runsOf prints a number of runs that may have a fraction: 1.2 runs.
func runsOf(x float64) string {
	switch {
	case x == 1:
		return "a single one"
	case x == math.Floor(x):
		return fmt.Sprintf("%.0f of them", x)
	}
	return fmt.Sprintf("%.2g of them, the last one counted in part", x)
}

// rank ranks the points from the best mean down, by who is shown to beat whom.
func (c *Contest) rank() {
	var order []*Standing
	for i := range c.Standings {
		if s := &c.Standings[i]; s.N > 0 {
			order = append(order, s)
		}
	}
	slices.SortStableFunc(order, func(x, y *Standing) int { return cmp.Compare(c.Better.gain(y.Mean), c.Better.gain(x.Mean)) })
	for i, s := range order {
		s.Rank = 1
		for _, above := range order[:i] {
			p := c.Between(above.Point, s.Point)
			if p.Told == Apart && c.Better.gain(p.Difference.Mean) > 0 {
				s.Rank = max(s.Rank, above.Rank+1)
			}
		}
	}
}
