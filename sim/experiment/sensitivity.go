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
	a := &Sensitivity{Design: d, Method: method, Factors: factors, Second: second}
	a.Design.Points, a.Design.NoWeeks = nil, true
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
	Told    bool          // influence is told from chance
}

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
		y := a.responses(answer, o)
		if y == nil {
			continue
		}
		stream := chance.NewStream(chance.Root(a.Design.Seed, 0), bootstrapStream, uint64(i))
		of := a.influences(y, &stream)
		for k := range of {
			of[k].Outcome, of[k].Replies = o, len(y[0])
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

// responses are an outcome by point and replicate, over the replicates in which it is
// defined at all of the complete points; nil if there are none.
func (a *Sensitivity) responses(answer *Answer, o Outcome) [][]float64 {
	complete := 0
	for complete < len(a.Design.Points) && len(answer.Replicated(complete, o)) == a.Design.Runs {
		complete++
	}
	complete -= complete % a.stride()
	if complete < 2*a.stride() {
		return nil
	}
	y := make([][]float64, complete)
	for r := range a.Design.Runs {
		defined := true
		for p := range y {
			defined = defined && !math.IsNaN(answer.Replicated(p, o)[r])
		}
		for p := range y {
			if defined {
				y[p] = append(y[p], answer.Replicated(p, o)[r])
			}
		}
	}
	if len(y[0]) == 0 {
		return nil
	}
	return y
}

func (a *Sensitivity) influences(y [][]float64, stream *chance.Stream) []Influence {
	k := len(a.Factors)
	all := make([]Influence, k)
	if a.Method == Morris {
		walks := len(y) / (k + 1)
		design := stats.Trajectories{Points: a.walks.Points[:len(y)], Steps: a.walks.Steps[:walks*k]}
		for i, e := range stats.MorrisEffects(design, y, resamples, stream) {
			all[i] = Influence{Factor: i, Effects: e, Told: e.Absolute.Low > e.Floor}
		}
		return all
	}
	indices := stats.SobolIndices(y, k, a.Second, resamples, stream)
	for i := range all {
		all[i] = Influence{Factor: i, First: indices.First[i], Total: indices.Total[i], Told: indices.Total[i].Low > 0}
		if a.Second {
			all[i].Pairs = indices.Second[i]
		}
	}
	return all
}

// Notes says what must be kept in mind with the influences.
func (a *Sensitivity) Notes(answer *Answer, all []Influence) []string {
	notes := withoutPoints(answer.Notes)
	if len(a.Left) > 0 {
		notes = append(notes, "left out: "+strings.Join(a.Left, ", "))
	}
	if a.Method == Morris {
		notes = append(notes, fmt.Sprintf("mu* is the mean change of the outcome over a parameter's whole range (ranges are assumed; --vary KEY=LO:HI sets them); intervals cover 95 %% by themselves, from %d resamples of the trajectories; \"chance\" is the mu* that noise between runs makes of a parameter without influence", resamples))
	} else {
		notes = append(notes, fmt.Sprintf("first is the share of the outcome's variance over the ranges that a parameter explains alone, total with all its interactions; noise between runs is taken out; intervals are percentiles of %d resamples and may reach beyond 0 and 1", resamples))
	}
	if a.Design.Runs == 1 {
		notes = append(notes, "with one run at each point noise cannot be told from influence: take --runs 4")
	}
	for i := range all {
		if r := all[i].Replies; r < a.Design.Runs && (i == 0 || all[i-1].Outcome != all[i].Outcome) {
			notes = append(notes, fmt.Sprintf("%s is defined at all points in %d of %s only, which are what it says", all[i].Outcome.Label(), r, countOf(a.Design.Runs, "run")))
		}
	}
	return notes
}

// SaySensitivity closes an analysis: what matters most to the first outcome, and what to ask next.
func SaySensitivity(a *Sensitivity, answer *Answer, all []Influence, source string) Closing {
	c := a.say(answer, all, source)
	if answer.Interrupted {
		c.Says = fmt.Sprintf("Interrupted after %d of %d runs. So far: %s", answer.Runs, len(a.Design.Points)*a.Design.Runs, c.Says)
	}
	return c
}

func (a *Sensitivity) say(answer *Answer, all []Influence, source string) Closing {
	o := answer.Design.Outcomes[0]
	var of []Influence
	told := 0
	for _, i := range all {
		if i.Outcome == o {
			of = append(of, i)
			if i.Told {
				told++
			}
		}
	}
	more := fmt.Sprintf("channelsim sensitivity %s --method %s --runs %d", source, a.Method, 4*a.Design.Runs)
	switch {
	case len(of) == 0:
		return Closing{"There is nothing to say yet: " + o.Label() + " is not defined at enough points.", "What do more runs say?", more}
	case told == 0:
		return Closing{fmt.Sprintf("None of %s moves %s so much that it is told from chance.", countOf(len(of), "parameter"), o.Label()), "Do more runs show something?", more}
	}
	top := &of[0]
	says := fmt.Sprintf("%s hinges most on %s", capital(o.Label()), a.Factors[top.Factor].Key)
	if a.Method == Morris {
		says += fmt.Sprintf(", which moves it by %s over its range", step(o, top.Effects.Absolute.Value))
	} else {
		says += fmt.Sprintf(", which explains %s of its variance, %s with interactions", percentOf(top.First.Value), percentOf(top.Total.Value))
	}
	if told > 1 {
		says += fmt.Sprintf("; then on %s", a.Factors[of[1].Factor].Key)
	}
	if told > 2 {
		says += fmt.Sprintf(" and %s", a.Factors[of[2].Factor].Key)
	}
	f := &a.Factors[top.Factor]
	return Closing{fmt.Sprintf("%s. Of %s, %d %s told from chance.", says, countOf(len(of), "parameter"), told, verb(told, "is", "are")),
		fmt.Sprintf("How does it respond to %s?", f.Key), fmt.Sprintf("channelsim sweep %s --vary %s=%v:%v:%v --outcome %s", source, f.Key, f.Low, f.High, fifth(f), o)}
}

// fifth is a fifth of a factor's range, as a number that reads well.
func fifth(f *Factor) any {
	if f.Param.Kind == scenarios.Int {
		return max(1, int(math.Round((f.High-f.Low)/5)))
	}
	return neat((f.High - f.Low) / 5)
}
