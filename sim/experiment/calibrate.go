package experiment

import (
	"context"
	"fmt"
	"math"
	"slices"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/chance"
	"channelsim/sim/stats"
)

// Calibration fits parameters of a scenario to what was observed, by approximate Bayesian
// computation (stats.ABC): it tries combinations of values, one run each, keeps those whose
// outcomes are most like the observed ones, and tries more around them. What is kept says which
// values the observations allow, and how sure that is. Before the first run every value in a
// parameter's range is taken for equally likely.
type Calibration struct {
	Scenario *scenarios.Scenario // with what was measured outright
	Factors  []Factor            // ranges of what is fitted
	Targets  []Target
	Measured []scenarios.Measured // parameters that the data told outright
	Remarks  []string             // what must be kept in mind with the data
	Seed     uint64

	Keep   int // combinations that are kept
	Budget int // most runs of the search
	Checks int // runs with which the fit is checked afterwards, and as many of the fitted scenario

	Staged

	design Design
	runs   int // that were asked for so far: each is a replication of its own
}

// Values of a Calibration that the user leaves open.
const (
	CalibrationKeep   = 500
	CalibrationBudget = 8000
	CalibrationChecks = 200
)

// settledShare is the share of new combinations that are nearer than those kept at which the
// search ends: more runs would hardly narrow it (Lenormand, Jabot and Deffuant 2013, 0.05).
const settledShare = 0.05

// MostTargets and MostFitted bound what can be fitted: with more, too few combinations come near.
const (
	MostTargets = 20
	MostFitted  = 12
)

// Random numbers of the search, none of the model's.
const (
	calibrateStream = 0x43414c31 // "CAL1"
	predictStream   = 0x43414c32 // "CAL2"
)

// Target is an outcome of the scenario with what was observed of it.
type Target struct {
	scenarios.Target
	Of Outcome
}

// Label is the outcome in words, with the vendor if it is about one.
func (t *Target) Label() string {
	if t.Vendor == sim.All {
		return t.Of.Label()
	}
	return t.Of.Label() + " (" + t.Vendor + ")"
}

// Interval is where the observed value lies with 95 %, by the error that was stated for it; of a
// share not beyond 0 and 1.
func (t *Target) Interval() (low, high float64) {
	half := float64(scenarios.TwoSided95 * t.SD)
	low, high = t.Value-half, t.Value+half
	if sim.Metrics[sim.MetricIndex(t.Of.Metric)].Share {
		low, high = math.Max(low, 0), math.Min(high, 1)
	}
	return low, high
}

// NewCalibration plans a calibration. The scenario takes over what was measured, but for keys that
// vary or that are held. Windows are the design's. The error says which target or parameter cannot be used.
func NewCalibration(s *scenarios.Scenario, factors []Factor, known *scenarios.Evidence, held []string, d Design) (*Calibration, error) {
	c := &Calibration{Factors: factors, Seed: d.Seed, Keep: CalibrationKeep, Budget: CalibrationBudget, Checks: CalibrationChecks, Remarks: known.Notes, design: d}
	var err error
	if c.Scenario, err = c.measure(s, known.Measured, held); err != nil {
		return nil, err
	}
	switch {
	case len(known.Targets) == 0:
		return nil, fmt.Errorf("there is no target: nothing to fit to")
	case len(known.Targets) > MostTargets:
		return nil, fmt.Errorf("%d targets: at most %d", len(known.Targets), MostTargets)
	case len(factors) > MostFitted:
		return nil, fmt.Errorf("%d parameters: at most %d\n  channelsim sensitivity tells which ones matter", len(factors), MostFitted)
	}
	for _, t := range known.Targets {
		if err := c.aim(t); err != nil {
			return nil, err
		}
	}
	_, err = c.points(c.corners())
	return c, err
}

// measure gives a scenario what the data tell outright.
func (c *Calibration) measure(s *scenarios.Scenario, measured []scenarios.Measured, held []string) (*scenarios.Scenario, error) {
	for _, m := range measured {
		p, err := scenarios.Find(m.Key)
		if err != nil {
			return nil, err
		}
		same := func(key string) bool {
			q, err := scenarios.Find(key)
			return err == nil && q == p
		}
		if slices.ContainsFunc(held, same) || slices.ContainsFunc(c.Factors, func(f Factor) bool { return same(f.Key) }) {
			continue
		}
		if s, err = s.With(m.Key, m.Value); err != nil {
			return nil, err
		}
		c.Measured = append(c.Measured, m)
	}
	return s, s.Validate()
}

// aim adds a target.
func (c *Calibration) aim(t scenarios.Target) error {
	windows := append(sim.StandardWindows(c.Scenario.Run.Weeks), c.design.Windows...)
	o, err := ParseOutcome(t.Outcome, windows)
	if err != nil {
		return err
	}
	m := &sim.Metrics[sim.MetricIndex(o.Metric)]
	if t.Vendor != sim.All {
		if !slices.ContainsFunc(c.Scenario.Vendors, func(v scenarios.Vendor) bool { return v.Name == t.Vendor }) {
			return fmt.Errorf("%s: there is no vendor %q in %s", t.Outcome, t.Vendor, c.Scenario.Name)
		}
		if m.MarketOnly {
			return fmt.Errorf("%s: is of the whole market only: leave the vendor %q out", t.Outcome, t.Vendor)
		}
	}
	if m.Share && (t.Value < 0 || t.Value > 1) {
		return fmt.Errorf("%s = %v: is a share from 0 to 1", t.Outcome, t.Value)
	}
	if slices.ContainsFunc(c.Targets, func(other Target) bool { return other.Of == o && other.Vendor == t.Vendor }) {
		return fmt.Errorf("%s: is given twice", t.Outcome)
	}
	c.Targets = append(c.Targets, Target{t, o})
	c.design.Windows = AddWindow(c.design.Windows, o, c.Scenario.Run.Weeks)
	return nil
}

// corners are places that show whether the ranges go together: the middle, and all parameters at
// an end but one.
func (c *Calibration) corners() (all [][]float64) {
	const end = 1e-9
	for _, rest := range []float64{0.5, end, 1 - end} {
		for k := range c.Factors {
			at := make([]float64, len(c.Factors))
			for i := range at {
				at[i] = rest
			}
			for _, x := range []float64{end, 1 - end} {
				at[k] = x
				all = append(all, slices.Clone(at))
			}
		}
	}
	return all
}

// points are the scenarios at places in the unit cube.
func (c *Calibration) points(places [][]float64) ([]Point, error) {
	all := make([]Point, len(places))
	for i, at := range places {
		var err error
		if all[i], err = Vary(c.Scenario, i, c.Factors, c.values(at)); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (c *Calibration) values(at []float64) []any {
	all := make([]any, len(at))
	for k := range at {
		all[k] = c.Factors[k].At(at[k])
	}
	return all
}

// Design is what the calibration is about, for its fingerprint: the stages decide as they go.
func (c *Calibration) Design() Design {
	p := Point{Scenario: c.Scenario, Vary: []scenarios.Setting{{Key: "search", Value: []any{c.Keep, c.Budget, c.Checks}}}}
	for i := range c.Factors {
		p.Vary = append(p.Vary, scenarios.Setting{Key: c.Factors[i].Key, Value: []float64{c.Factors[i].Low, c.Factors[i].High}})
	}
	for i := range c.Targets {
		t := &c.Targets[i]
		p.Vary = append(p.Vary, scenarios.Setting{Key: t.Of.String(), Value: []any{t.Vendor, t.Value, t.SD}})
	}
	d := c.design
	d.Points, d.Runs = []Point{p}, c.Planned()
	return d
}

// Planned is the most runs that the whole may take.
func (c *Calibration) Planned() int { return c.Budget + 2*c.Checks }

// CalibrationAnswer is what was found.
type CalibrationAnswer struct {
	Parameters   []Posterior   // by factor
	Fits         []Fit         // by target
	Correlations []Correlation // of all pairs of parameters
	Draws        []Draw        // the combinations that were kept, as a weighted sample
	Generations  []Generation
	Effective    float64             // draws with equal weights that say as much
	Fitted       *scenarios.Scenario // nil after an interruption of the search
	FittedAt     []any               // its values, by factor
	Undefined    int                 // runs in which a target was undefined, or that failed
	Settled      bool                // the search ended before its budget
	Simulated    int
	Interrupted  bool
	Notes        []string
}

// Posterior is what the observations say of a parameter, in its unit.
type Posterior struct {
	Mean, SD, Low, Median, High float64 // Low to High holds it with 95 %
	Learned                     float64 // share of the variance over the range that the observations took away
}

// Open reports whether the observations say next to nothing of the parameter.
func (p *Posterior) Open() bool { return p.Learned < littleLearned }

// Fit is how an outcome of the fitted model compares with what was observed.
type Fit struct {
	Before   Spread   // over the ranges, before the data were looked at
	After    Spread   // of single runs over what the data allow
	Fitted   Estimate // mean of the runs of the fitted scenario
	Tail     float64  // chance of a result as far out as the observed one, error of measurement and luck counted
	Outside  bool     // the observed value lies beyond all runs over the ranges
	Observed float64
}

// Met reports whether the observed value is one that the fitted model might give.
func (f *Fit) Met() bool { return f.Tail >= 1-stats.Level }

// Spread is where outcomes lie.
type Spread struct {
	P05, P50, P95 float64
	N             int
}

// Correlation says how two parameters go together in what the data allow: near -1 or 1 only a
// combination of them is known.
type Correlation struct {
	First, Second int
	R             float64
}

// Draw is a combination of values that the data allow.
type Draw struct {
	Weight   float64   // of 1 in all
	Values   []float64 // by factor
	Outcomes []float64 // by target, of the run that stands behind it
}

// Generation is a round of the search.
type Generation struct {
	Runs      int
	Accepted  float64 // share of them that came nearer than what was kept
	Tolerance float64 // greatest distance of what is kept, in spreads of the first generation
}

// Find searches. When ctx is cancelled the answer holds what is known so far.
func (c *Calibration) Find(ctx context.Context) (*CalibrationAnswer, error) {
	a := &CalibrationAnswer{}
	abc := c.search()
	before, err := c.narrow(ctx, abc, a)
	if err != nil {
		return nil, err
	}
	if len(abc.Kept) > 0 {
		p := abc.Posterior()
		c.learn(a, abc, p)
		if err := c.check(ctx, a, p, before); err != nil {
			return nil, err
		}
	}
	a.Interrupted = ctx.Err() != nil
	a.Simulated = c.simulated
	a.Notes = c.notes(a)
	return a, nil
}

func (c *Calibration) search() *stats.ABC {
	abc := &stats.ABC{Keep: c.Keep, Stream: chance.NewStream(chance.Root(c.Seed, 0), calibrateStream, 0)}
	for i := range c.Targets {
		abc.Observed, abc.Errors = append(abc.Observed, c.Targets[i].Value), append(abc.Errors, c.Targets[i].SD)
	}
	return abc
}

// narrow runs generation after generation. It returns the outcomes of the first, which is spread over
// all of the ranges.
func (c *Calibration) narrow(ctx context.Context, abc *stats.ABC, a *CalibrationAnswer) (before [][]float64, err error) {
	n := min(2*c.Keep, c.Budget)
	for spent := 0; n > 0 && !a.Settled; n = min(c.Keep, c.Budget-spent) {
		var at [][]float64
		if before == nil {
			at = abc.First(n, len(c.Factors))
		} else {
			at = abc.Next(n)
		}
		outcomes, err := c.try(ctx, at)
		if outcomes == nil || err != nil {
			return before, err
		}
		if before == nil {
			before = outcomes
		}
		g := Generation{Runs: n, Accepted: abc.Told(at, outcomes)}
		g.Tolerance = abc.Tolerance
		a.Generations = append(a.Generations, g)
		a.Undefined += undefinedRows(outcomes)
		if len(abc.Kept) < 10 {
			return before, nil // nothing to go on from
		}
		spent += n
		a.Settled = len(a.Generations) > 1 && g.Accepted < settledShare
	}
	return before, nil
}

func undefinedRows(rows [][]float64) (n int) {
	for _, row := range rows {
		if slices.ContainsFunc(row, math.IsNaN) {
			n++
		}
	}
	return n
}

// try simulates one run at each place and returns the outcomes by place and target: NaN where
// undefined or failed; nil after an interruption.
func (c *Calibration) try(ctx context.Context, places [][]float64) ([][]float64, error) {
	points, err := c.points(places)
	if err != nil {
		return nil, err
	}
	return c.simulate(ctx, points, 1)
}

// simulate runs points, each so often, and returns the outcomes by run, point by point.
func (c *Calibration) simulate(ctx context.Context, points []Point, runs int) ([][]float64, error) {
	d := c.design
	d.Points, d.First, d.Runs, d.Apart, d.NoWeeks, d.Groups = points, c.runs, runs, true, true, false
	d.Outcomes = nil
	for i := range c.Targets {
		if !slices.Contains(d.Outcomes, c.Targets[i].Of) {
			d.Outcomes = append(d.Outcomes, c.Targets[i].Of)
		}
	}
	r := &readings{targets: c.Targets, first: c.runs, rows: make([][]float64, len(points)*runs)}
	for i := range r.rows {
		r.rows[i] = undefined(len(c.Targets))
	}
	c.runs += len(r.rows)
	answer, err := c.stage(ctx, d, r, c.Planned())
	if err != nil || answer.Interrupted {
		return nil, err
	}
	return r.rows, nil
}

// learn reads off what the posterior says of the parameters.
func (c *Calibration) learn(a *CalibrationAnswer, abc *stats.ABC, p stats.Posterior) {
	a.Effective = stats.EffectiveSize(p.Weights)
	total := stats.Sum(p.Weights)
	columns := make([][]float64, len(c.Factors))
	for k := range c.Factors {
		columns[k] = c.numbers(k, p.Parameter(k))
		a.Parameters = append(a.Parameters, c.posterior(k, columns[k], p.Weights))
		for j := range k {
			a.Correlations = append(a.Correlations, Correlation{j, k, stats.WeightedCorrelation(columns[j], columns[k], p.Weights)})
		}
	}
	for i := range p.At {
		d := Draw{Weight: p.Weights[i] / total, Outcomes: abc.Kept[i].Outcomes}
		for k := range columns {
			d.Values = append(d.Values, columns[k][i])
		}
		a.Draws = append(a.Draws, d)
	}
}

// numbers are a factor's values at shares of its range.
func (c *Calibration) numbers(k int, shares []float64) []float64 {
	xs := make([]float64, len(shares))
	for i, share := range shares {
		xs[i] = asNumber(c.Factors[k].At(share))
	}
	return xs
}

func (c *Calibration) posterior(k int, xs, weights []float64) Posterior {
	variance := stats.WeightedCovariance(xs, xs, weights)
	quantile := func(p float64) float64 { return stats.WeightedQuantile(xs, weights, p) }
	return Posterior{Mean: stats.WeightedMean(xs, weights), SD: math.Sqrt(variance), Low: quantile(0.025), Median: quantile(0.5), High: quantile(0.975),
		Learned: 1 - variance/c.Factors[k].variance()}
}

// variance is that of a factor all of whose values are equally likely.
func (f *Factor) variance() float64 {
	width := f.High - f.Low
	if f.Param.Kind == scenarios.Int {
		return (float64((width+1)*(width+1)) - 1) / 12
	}
	return float64(width*width) / 12
}

// check simulates what the fit says: runs over all that the data allow, and runs of the one
// scenario that is handed out.
func (c *Calibration) check(ctx context.Context, a *CalibrationAnswer, p stats.Posterior, before [][]float64) error {
	stream := chance.NewStream(chance.Root(c.Seed, 0), predictStream, 0)
	var places [][]float64
	for _, i := range stats.Resample(p.Weights, c.Checks, stream.Unit()) {
		places = append(places, p.At[i])
	}
	after, err := c.try(ctx, places)
	if err != nil || after == nil {
		return err
	}
	at := make([]any, len(c.Factors))
	for k := range at {
		at[k] = c.Factors[k].rounded(a.Parameters[k].Mean)
	}
	point, err := Vary(c.Scenario, 0, c.Factors, at)
	if err != nil {
		return err
	}
	fitted, err := c.simulate(ctx, []Point{point}, c.Checks)
	if err != nil || fitted == nil {
		return err
	}
	a.Fitted, a.FittedAt = point.Scenario, at
	for j := range c.Targets {
		a.Fits = append(a.Fits, c.fit(j, before, after, fitted, &stream))
	}
	return nil
}

// rounded is a value to four digits, within the range: what is handed out should not look more certain than it is.
func (f *Factor) rounded(x float64) any {
	return f.number(math.Min(math.Max(scenarios.Rounded(x, 4), f.Low), f.High))
}

func (c *Calibration) fit(j int, before, after, fitted [][]float64, stream *chance.Stream) Fit {
	t := &c.Targets[j]
	first, last := column(before, j), column(after, j)
	f := Fit{Observed: t.Value, Before: spread(first), After: spread(last), Fitted: estimate(column(fitted, j), t.Of.Metric == sim.Spiral)}
	lowest, highest := stats.Quantile(first, 0), stats.Quantile(first, 1)
	f.Outside = t.Value+float64(2*t.SD) < lowest || t.Value-float64(2*t.SD) > highest
	above, below := 0, 0
	for _, x := range last {
		switch x += float64(t.SD * chance.NormalQuantile(chance.Open(stream.Next()))); {
		case x > t.Value:
			above++
		case x < t.Value:
			below++
		}
	}
	f.Tail = math.Min(1, float64(2*float64(min(above, below)+1))/float64(len(last)+1))
	return f
}

// column is a target's outcome in all runs in which it is defined, sorted.
func column(rows [][]float64, j int) []float64 {
	xs := make([]float64, len(rows))
	for i := range rows {
		xs[i] = rows[i][j]
	}
	return stats.Defined(xs, nil)
}

func spread(sorted []float64) Spread {
	return Spread{stats.Quantile(sorted, 0.05), stats.Quantile(sorted, 0.5), stats.Quantile(sorted, 0.95), len(sorted)}
}
