package experiment

import (
	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/stats"
)

// ExactRuns is the number of replications of a point, the first by number, from
// which quantiles and medians are read off; they are exact for these. Means,
// standard deviations, intervals and counts are over all replications.
const ExactRuns = 1000

// Design is what an experiment simulates. Everything that reaches result files
// depends on the design alone, never on how the work was shared out.
type Design struct {
	Points   []Point
	First    int          // number of the first replication
	Runs     int          // replications of each point; the first ones when Precision is given
	Seed     uint64       // points share it: the same chance for all
	Windows  []sim.Window // beside sim.StandardWindows
	Groups   bool         // also record sim.GroupMetrics by group of partners
	Outcomes []Outcome    // what precision, footnotes and tables speak of; the first one leads
	Beside   []Outcome    // that are kept by replication, too, for sentences; no number depends on them
	Vendors  []string     // whose Outcomes are kept by replication, beside the whole market's; all points have them

	// Apart gives each point replications of its own, Runs of them from First + Runs times the point's
	// number: no two points share random numbers. Not with Precision.
	Apart bool

	// NoWeeks keeps nothing by week: no Bands, Samples and Funnel, and small blocks. For designs of many
	// points with few replications each.
	NoWeeks bool

	// Precision, if above 0, adds replications until the half-width of the 95 %
	// interval of Outcomes[0] is below this share of its mean (precision.go). With Paired it
	// is about the differences of the first so many points, and a share of the first one's mean.
	Precision float64
	Paired    int
}

// Point is one treatment.
type Point struct {
	Index    int
	Scenario *scenarios.Scenario
	Vary     []scenarios.Setting // the varied keys and their values, in order
}

// BlockID says which block of a design it is. Everything in it depends on the
// design alone.
type BlockID struct {
	Index        int // in the design, from 0
	Point        int
	First, Count int // replications First to First+Count-1
}

// Block is a unit of work: a point and a range of replications.
type Block struct {
	BlockID
	Layout *sim.Layout

	// Records has a record for each replication that was finished, by number.
	// Weekly is nil in those of replication ExactRuns and later; Careers in those of SampleRuns
	// and later; these and Funnel in all with NoWeeks.
	Records []*sim.Record
	Weeks   []stats.Moments // of all these replications' weekly values, by Layout.Week; none with NoWeeks
	Failed  []Failure       // replications without a record
}

// Failure is a replication that could not be finished. `run --seed SEED` with
// enough runs meets it again.
type Failure struct {
	Point, Replication int
	Seed               uint64
	Err                string
}

// Store keeps finished blocks. Its methods are called by several workers at once and
// in any order; they must not change the block or hold on to it after they return,
// unless they copy. A block that was put is safe, whatever happens to the others.
type Store interface {
	PutBlock(b *Block) error
	// Block returns a block that an earlier call left, or nil if there is none and
	// it must be simulated.
	Block(id BlockID) (*Block, error)
}

// Shard is a part of an experiment that is simulated by itself: number Index, from
// 1, of Of. The zero value is the whole. Blocks go to the shards in turn, so that all
// have as much to do.
type Shard struct{ Index, Of int }

// has reports whether a block belongs to the shard.
func (s Shard) has(block int) bool { return s.Of <= 1 || block%s.Of == s.Index-1 }

// Whole reports whether the shard is the whole experiment.
func (s Shard) Whole() bool { return s.Of <= 1 }

// Band is the distribution over runs of one metric in one week.
type Band struct {
	Point, Week             int // Week from 1
	Vendor, Metric          string
	Mean, SD                float64 // NaN where undefined
	N                       int     // runs in which it was defined
	P05, P25, P50, P75, P95 float64 // over the first ExactRuns replications
}

// Summary is the distribution over runs of one metric over one window.
type Summary struct {
	Point                               int
	Vendor, Group, Metric, Unit, Window string
	Mean, SD                            float64 // NaN where undefined
	CILow, CIHigh                       float64 // 95 %: t-interval of the mean; Wilson's for sim.Spiral, which is 0 or 1 in a run
	P05, P50, P95                       float64 // over the first ExactRuns replications
	Skewness                            float64 // for stats.SkewDoubt
	N                                   int     // runs in which it was defined
}

// Survival is the share of runs of a point that are still healthy after each
// week: those whose spiral (sim.SpiralWeek) has not begun. No run is censored
// before the horizon, so the Kaplan-Meier curve is this share; intervals are Wilson's.
type Survival struct {
	Point              int
	Runs, Spirals      int     // finished runs, and those with a spiral
	MedianWeek         float64 // of the spirals, over all runs; NaN if there was none
	Week               []int   // 0..horizon
	Healthy, Low, High []float64
}

// SampleRuns is the number of replications of each point, the first by number, whose weeks
// and partners are kept one by one.
const SampleRuns = 20

// Sampled is one of these replications. A design without weeks has none.
type Sampled struct {
	Point, Replication int
	Layout             *sim.Layout
	Weekly             []float64    // by Layout.Week
	Careers            []sim.Career // of all partners, by vendor, place and generation
}

// FunnelRow tells how many of a point's leads of a grade came to a stage by a route, on
// average over runs.
type FunnelRow struct {
	Point    int
	Vendor   string
	Route    string   // direct or partners
	Grade    string   // that the vendor gave: A, B, C, D, or sim.All of them
	Stage    string   // received, opened, worked, opportunity, decided, won
	Actual   Estimate // leads per run
	Reported Estimate // the same as the vendor's figures have it; undefined where they say nothing
}

// Answer is what an experiment says.
type Answer struct {
	Design      Design
	Layout      sim.Layout  // of the first point
	Runs        int         // finished replications in the answer, over all points
	Interrupted bool        // the answer covers the first blocks only
	Summary     []Summary   // by point, vendor, metric, window; of a Large design, of its Outcomes only
	Bands       []Band      // by point, vendor, metric, week; of metrics with weekly values; none of a Large design
	Survival    []Survival  // by point; points that were not begun are left out
	Samples     []Sampled   // by point and replication; none of a Large design
	Funnel      []FunnelRow // by point, vendor, route, grade and stage; none of a Large design
	Notes       []string    // footnotes: doubts and warnings
	Failed      []Failure
	Price       *Price // of the spiral, where one was reckoned

	replicated [][][]float64   // see Replicated; nil for a design of one point
	moved      []stats.Moments // by point, as Survival: follow-up in the last half-year less that in the first quarter, run by run
}

// Find returns the summary of a metric over a window, or nil. Vendor is a
// vendor's name or sim.All.
func (a *Answer) Find(point int, vendor, metric, window string) *Summary {
	for i := range a.Summary {
		s := &a.Summary[i]
		if s.Point == point && s.Vendor == vendor && s.Metric == metric && s.Window == window && s.Group == sim.All {
			return s
		}
	}
	return nil
}

// Band returns the weekly bands of a metric, week by week, or nil.
func (a *Answer) Band(point int, vendor, metric string) []Band {
	for i := range a.Bands {
		b := &a.Bands[i]
		if b.Point != point || b.Vendor != vendor || b.Metric != metric {
			continue
		}
		end := i
		for end < len(a.Bands) && a.Bands[end].Point == point && a.Bands[end].Vendor == vendor && a.Bands[end].Metric == metric {
			end++
		}
		return a.Bands[i:end]
	}
	return nil
}

// SurvivalOf returns the survival curve of a point, or nil.
func (a *Answer) SurvivalOf(point int) *Survival {
	for i := range a.Survival {
		if a.Survival[i].Point == point {
			return &a.Survival[i]
		}
	}
	return nil
}
