package experiment

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"channelsim/scenarios"
	"channelsim/sim/chance"
	"channelsim/sim/stats"
)

// Methods of sensitivity analysis.
const (
	Morris = "morris" // screening: which of many factors matter at all
	Sobols = "sobol"  // shares of variance: how much of it each explains, alone and with others
)

// SensitivityMethods lists them.
var SensitivityMethods = []string{Morris, Sobols}

// Random numbers of the analysis, none of the model's; and the resamples of its intervals.
const (
	placesStream    = 0x53454e5331 // "SENS1"
	bootstrapStream = 0x53454e5332 // "SENS2"
	resamples       = 1000
	morrisLevels    = 4
)

// MostSobolFactors is the number of factors whose Sobol indices can be estimated.
const MostSobolFactors = stats.SobolDimensions / 2

// Sensitivity is a design that tells which parameters matter. All points meet the same
// random numbers.
type Sensitivity struct {
	Design  Design
	Method  string
	Factors []Factor
	Left    []string // parameters that were left out, with the reason
	Second  bool     // Sobol indices of pairs, too

	walks stats.Trajectories
	asked int // trajectories or base points
}

// UnknownFactors are the numeric parameters that nobody knows exactly (scenarios.Unknown), each
// from 1-spread to 1+spread of its value, and those left out, with the reason.
func UnknownFactors(s *scenarios.Scenario, spread float64) (factors []Factor, left []string) {
	whole := canonical(s)
	for _, p := range scenarios.Params() {
		if p.Role != scenarios.Unknown || p.Kind != scenarios.Float && p.Kind != scenarios.Int {
			continue
		}
		f, err := FactorAround(s, p.Key(), spread)
		switch {
		case p.Section == "segments" || p.Section == "archetypes":
			if several := "those of " + p.Section; !slices.Contains(left, several) {
				left = append(left, several)
			}
		case err != nil:
			left = append(left, p.Key()+" (no range by default)")
		case !f.smooth(s):
			left = append(left, p.Key()+" (not every value in its range is allowed)")
		case f.idle(s, whole):
			left = append(left, p.Key()+" (not in use here)")
		default:
			factors = append(factors, f)
		}
	}
	return factors, left
}

// smooth reports whether values between the ends are allowed, too.
func (f *Factor) smooth(s *scenarios.Scenario) bool {
	for i := range morrisLevels {
		if _, err := Vary(s, 0, []Factor{*f}, []any{f.At(float64(i) / (morrisLevels - 1))}); err != nil {
			return false
		}
	}
	return true
}

// Idle reports whether the model sees no difference between the ends of the range: the
// mechanism that reads the parameter is off, for instance.
func (f *Factor) Idle(s *scenarios.Scenario) bool { return f.idle(s, canonical(s)) }

// idle reports whether the model sees no difference between the ends: the mechanism is off.
func (f *Factor) idle(s *scenarios.Scenario, whole string) bool {
	for _, v := range []float64{0, 1} {
		p, err := Vary(s, 0, []Factor{*f}, []any{f.At(v)})
		if err != nil {
			return false
		}
		p.Scenario.Expect = s.Expect
		if canonical(p.Scenario) != whole {
			return false
		}
	}
	return true
}

// NewSensitivity plans an analysis: size is the number of Morris trajectories or of base points of
// Saltelli's design. Runs, seed, outcomes and windows are the design's.
func NewSensitivity(s *scenarios.Scenario, method string, factors []Factor, size int, second bool, d Design) (*Sensitivity, error) {
	a := &Sensitivity{Design: d, Method: method, Factors: factors, Second: second, asked: size}
	a.Design.Points, a.Design.NoWeeks, a.Design.Groups = nil, true, false
	stream := chance.NewStream(chance.Root(d.Seed, 0), placesStream, 0)
	var shares [][]float64
	switch k := len(factors); {
	case k == 0:
		return nil, fmt.Errorf("no parameter varies\n  name some with --vary KEY=LO:HI")
	case method == Sobols && k > MostSobolFactors:
		return nil, fmt.Errorf("%d parameters: Sobol indices are for at most %d\n  screen them with --method morris first, and name those that matter with --vary KEY", k, MostSobolFactors)
	case method == Sobols:
		shares = stats.SaltelliDesign(stats.SobolPoints(size, 2*k, &stream), second)
	default:
		a.walks = stats.MorrisDesign(size, k, morrisLevels, &stream)
		shares = a.walks.Points
	}
	for i, at := range shares {
		values := make([]any, len(factors))
		for k := range factors {
			values[k] = factors[k].At(at[k])
		}
		p, err := Vary(s, i, factors, values)
		if err != nil {
			return nil, err
		}
		a.Design.Points = append(a.Design.Points, p)
	}
	return a, nil
}

// Influence is what one factor does to one outcome of the whole market.
type Influence struct {
	Outcome Outcome
	Factor  int
	Effects stats.Effects // of Morris screening
	First   stats.Index   // of Sobol
	Total   stats.Index
	Pairs   []stats.Index // of Sobol with Second: with each later factor
	Replies int           // replicates behind it
	Found   Found         // by Holm's procedure over all parameters of the outcome
	Both    []Found       // of Pairs, by Holm's procedure over all pairs of the outcome
}

// Told reports whether influence is told from chance with all parameters looked at together.
func (i *Influence) Told() bool { return i.Found == Effect }

// Size is what influences are ranked by: mu* or the total index.
func (i *Influence) Size(method string) float64 {
	if method == Sobols {
		return i.Total.Value
	}
	return i.Effects.Absolute.Value
}

// Influences reads the analysis off the answer, by outcome, the greatest first. After an
// interruption it is about the trajectories or base points that are complete.
func (a *Sensitivity) Influences(answer *Answer) []Influence {
	var all []Influence
	for i, o := range answer.Design.Outcomes {
		s := a.sample(answer, o)
		if s.y == nil {
			continue
		}
		stream := chance.NewStream(chance.Root(a.Design.Seed, 0), bootstrapStream, uint64(i))
		of := a.influences(s, &stream)
		for k := range of {
			of[k].Outcome = o
		}
		slices.SortStableFunc(of, func(x, y Influence) int { return cmp.Compare(ordered(y.Size(a.Method)), ordered(x.Size(a.Method))) })
		all = append(all, of...)
	}
	return all
}

// ordered makes what is undefined the least.
func ordered(x float64) float64 {
	if math.IsNaN(x) {
		return math.Inf(-1)
	}
	return x
}

// stride is the number of points that belong together.
func (a *Sensitivity) stride() int {
	switch k := len(a.Factors); {
	case a.Method == Morris:
		return k + 1
	case a.Second:
		return 2*k + 2
	default:
		return k + 2
	}
}

// sample is what an outcome came to at the points that the analysis can use.
type sample struct {
	y      [][]float64 // by point and replicate
	groups []int       // trajectories or base points that are there, by number
	all    int         // of which so many were finished
}

// sample reads an outcome off the answer. The estimators need all replicates at all points of
// a group: where some are undefined or failed, either these replicates are left out everywhere
// or the groups with a gap are, whichever keeps more runs. Fewer than two groups are none.
func (a *Sensitivity) sample(answer *Answer, o Outcome) sample {
	y := a.finished(answer, o)
	s := sample{all: len(y) / a.stride()}
	byReplicate, byGroup := a.wholeReplicates(y), a.wholeGroups(y)
	switch {
	case len(byReplicate)*s.all >= len(byGroup)*a.Design.Runs:
		for g := range s.all {
			s.groups = append(s.groups, g)
		}
	default:
		s.groups, byReplicate = byGroup, byReplicate[:0]
		for r := range a.Design.Runs {
			byReplicate = append(byReplicate, r)
		}
	}
	if len(s.groups) < 2 || len(byReplicate) == 0 {
		return sample{all: s.all}
	}
	for _, g := range s.groups {
		for _, row := range y[g*a.stride() : (g+1)*a.stride()] {
			var kept []float64
			for _, r := range byReplicate {
				kept = append(kept, row[r])
			}
			s.y = append(s.y, kept)
		}
	}
	return s
}

// finished is an outcome by point and replicate, NaN where it is undefined or failed, of the
// groups that an interruption left whole.
func (a *Sensitivity) finished(answer *Answer, o Outcome) (y [][]float64) {
	begun := 0
	for p := range a.Design.Points {
		if answer.Replicated(p, o) != nil {
			begun = p + 1
		}
	}
	if begun > 0 && answer.Interrupted && len(answer.Replicated(begun-1, o)) < a.Design.Runs {
		begun--
	}
	for p := range begun - begun%a.stride() {
		row := slices.Clone(answer.Replicated(p, o))
		for len(row) < a.Design.Runs { // the last ones failed
			row = append(row, math.NaN())
		}
		y = append(y, row)
	}
	return y
}

// wholeReplicates are the replicates that are defined at all points.
func (a *Sensitivity) wholeReplicates(y [][]float64) (whole []int) {
	for r := range a.Design.Runs {
		if !slices.ContainsFunc(y, func(row []float64) bool { return math.IsNaN(row[r]) }) {
			whole = append(whole, r)
		}
	}
	return whole
}

// wholeGroups are the groups in which all is defined.
func (a *Sensitivity) wholeGroups(y [][]float64) (whole []int) {
	gap := func(row []float64) bool { return slices.ContainsFunc(row, math.IsNaN) }
	for g := range len(y) / a.stride() {
		if !slices.ContainsFunc(y[g*a.stride():(g+1)*a.stride()], gap) {
			whole = append(whole, g)
		}
	}
	return whole
}

func (a *Sensitivity) influences(s sample, stream *chance.Stream) []Influence {
	k, replicates := len(a.Factors), len(s.y[0])
	all, ps := make([]Influence, k), make([]float64, k)
	if a.Method == Morris {
		for i, e := range stats.MorrisEffects(a.walksOf(s.groups), s.y, resamples, stream) {
			all[i] = Influence{Factor: i, Replies: replicates, Effects: e}
			ps[i] = e.P
		}
	} else {
		indices := stats.SobolIndices(s.y, k, a.Second, resamples, stream)
		for i := range all {
			all[i] = Influence{Factor: i, Replies: replicates, First: indices.First[i], Total: indices.Total[i]}
			ps[i] = aboveZero(indices.Total[i], replicates)
			if a.Second {
				all[i].Pairs = indices.Second[i]
			}
		}
	}
	for i, found := range stepDown(ps) {
		all[i].Found = found
	}
	if a.Second {
		tellPairs(all)
	}
	return all
}

// tellPairs decides which pairs explain something together, of factors in their order.
func tellPairs(all []Influence) {
	var ps []float64
	for i := range all {
		for _, pair := range all[i].Pairs[i+1:] {
			ps = append(ps, aboveZero(pair, all[i].Replies))
		}
	}
	found := stepDown(ps)
	for i := range all {
		later := len(all) - i - 1
		all[i].Both = append(slices.Repeat([]Found{NoEffect}, i+1), found[:later]...)
		found = found[later:]
	}
}

// walksOf are the trajectories with these numbers.
func (a *Sensitivity) walksOf(groups []int) stats.Trajectories {
	k, t := len(a.Factors), stats.Trajectories{Different: a.walks.Different}
	for _, g := range groups {
		t.Points = append(t.Points, a.walks.Points[g*(k+1):(g+1)*(k+1)]...)
		t.Steps = append(t.Steps, a.walks.Steps[g*k:(g+1)*k]...)
	}
	return t
}

// aboveZero is how likely chance makes so large an index where there is none, as its interval
// has it: below 5 % where the interval lies above 0. NaN where noise counts in it.
func aboveZero(i stats.Index, replicates int) float64 {
	switch {
	case replicates < 2:
		return math.NaN()
	case i.Value < 1e-9: // a share of nothing but rounding, or an impossible one
		return 1
	}
	errors := i.Value / (i.Value - i.Low) * chance.NormalQuantile((1+stats.Level)/2)
	return 2 * chance.NormalCDF(-errors)
}

// Notes says what must be kept in mind with the influences.
func (a *Sensitivity) Notes(answer *Answer, all []Influence) []string {
	notes := withoutPoints(answer.Notes)
	if len(a.Left) > 0 {
		notes = append(notes, "left out: "+strings.Join(a.Left, ", "))
	}
	if a.Method == Morris {
		notes = append(notes, "mu* is the mean change of the outcome over a parameter's whole range (ranges are assumed; --vary KEY=LO:HI sets them); intervals cover 95 % by themselves and heed both the choice of trajectories and chance between runs; noise is the mu* that chance between runs makes of a parameter without influence")
		if n := len(a.Design.Points) / a.stride(); n < a.asked {
			notes = append(notes, fmt.Sprintf("%d trajectories instead of %d: with so few parameters no more are found that differ in each step, and the same again says nothing new; more --runs, not more --trajectories, make it surer", n, a.asked))
		}
	} else {
		notes = append(notes, fmt.Sprintf("first is the share of the outcome's variance over the ranges that a parameter explains alone, total with all its interactions; noise between runs is taken out; intervals are percentiles of %d resamples and may reach beyond 0 and 1", resamples))
	}
	if len(a.Factors) > 1 && len(all) > 0 {
		notes = append(notes, fmt.Sprintf("told is what stands above chance with all %d parameters looked at together (Holm's procedure, 5 %%); \"alone\" stands by itself only, as 1 in %d would without influence", len(a.Factors), map[string]int{Morris: 20, Sobols: 40}[a.Method]))
	}
	if n := len(a.Factors) * (len(a.Factors) - 1) / 2; a.Second && n > 1 && len(all) > 0 {
		notes = append(notes, fmt.Sprintf("told of pairs is what stands above chance with all %d pairs looked at together, likewise", n))
	}
	switch runs := a.Design.Runs; {
	case runs == 1:
		notes = append(notes, "with one run at each point noise cannot be told from influence: take --runs 4")
	case runs == 2 && a.Method == Morris:
		notes = append(notes, "with two runs at each point little can be told from noise: take --runs 4")
	}
	for _, o := range answer.Design.Outcomes {
		notes = append(notes, a.gaps(answer, o)...)
	}
	return notes
}

// gaps says what of an outcome is left out because it is undefined or its runs failed.
func (a *Sensitivity) gaps(answer *Answer, o Outcome) []string {
	s, groups := a.sample(answer, o), "base points"
	if a.Method == Morris {
		groups = "trajectories"
	}
	switch {
	case s.y == nil && s.all < 2:
		return []string{fmt.Sprintf("nothing is said of %s: it takes two whole groups of %d points", o.Label(), a.stride())}
	case s.y == nil:
		return []string{fmt.Sprintf("nothing is said of %s: in too many runs it is undefined, or they failed", o.Label())}
	case len(s.groups) < s.all:
		return []string{fmt.Sprintf("%s is undefined, or its run failed, somewhere in %d of %d %s: these are left out, so that what is said is about the parts of the ranges where it is defined",
			o.Label(), s.all-len(s.groups), s.all, groups)}
	case len(s.y[0]) < a.Design.Runs:
		return []string{fmt.Sprintf("%s is defined at all points in %d of %s only, which are what it says", o.Label(), len(s.y[0]), CountOf(a.Design.Runs, "run"))}
	}
	return nil
}
