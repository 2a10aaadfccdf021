package experiment

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"channelsim/scenarios"
)

// Factor is a parameter that an experiment varies: over levels of its own, or over a
// range.
type Factor struct {
	Key   string // as the user gave it
	Param *scenarios.Param
	// Values are the levels of a grid, in their order, as the parameter takes them; nil
	// for a range without steps.
	Values    []any
	Low, High float64 // ends of the range; NaN for words and booleans
}

// mostLevels bounds the levels that a range with steps may have.
const mostLevels = 10_000

// ParseFactor reads KEY=LO:HI:STEP, KEY=LO:HI or KEY=A,B,C for a scenario. The error says
// what is wrong with key, value or range, and what is allowed.
func ParseFactor(s *scenarios.Scenario, text string) (Factor, error) {
	key, values, ok := strings.Cut(text, "=")
	key = strings.TrimSpace(key)
	if !ok || key == "" || values == "" {
		return Factor{}, fmt.Errorf("%s: must have the form KEY=LO:HI:STEP, KEY=LO:HI or KEY=A,B,C\n  for instance lead_quality=0.1:0.5:0.1", text)
	}
	f, err := newFactor(s, key)
	if err != nil {
		return f, err
	}
	if strings.Contains(values, ":") {
		err = f.readRange(values)
	} else {
		err = f.readList(values)
	}
	if err != nil {
		return f, err
	}
	return f, f.check(s)
}

func newFactor(s *scenarios.Scenario, key string) (Factor, error) {
	p, err := scenarios.Find(key)
	if err != nil {
		return Factor{}, err
	}
	if p.Section == "run" {
		return Factor{}, fmt.Errorf("%s: cannot be varied: all points must have the same weeks, runs and random numbers", key)
	}
	return Factor{Key: key, Param: p, Low: math.NaN(), High: math.NaN()}, nil
}

// FactorAround is a numeric parameter that varies over its plausible range around its value in
// the scenario (scenarios.Param.Around). Whether these are the right ends is for whoever knows
// the trade to say: where no source is named the range is assumed.
func FactorAround(s *scenarios.Scenario, key string, spread float64) (Factor, error) {
	f, err := newFactor(s, key)
	if err != nil {
		return f, err
	}
	v, err := s.Get(key)
	if err != nil {
		return f, err
	}
	x := asNumber(v)
	f.Low, f.High = f.Param.Around(x, spread)
	f.Low, f.High = neat(f.Low), neat(f.High)
	if !f.Numeric() || !(f.Low < f.High) || f.number(f.Low) == f.number(f.High) {
		return f, fmt.Errorf("%s: %v has no range around it\n  write %s=LO:HI", key, v, key)
	}
	return f, f.check(s)
}

// Numeric reports whether the factor is a number.
func (f *Factor) Numeric() bool {
	return f.Param.Kind == scenarios.Float || f.Param.Kind == scenarios.Int
}

// readRange reads LO:HI or LO:HI:STEP.
func (f *Factor) readRange(text string) error {
	parts := strings.Split(text, ":")
	if !f.Numeric() || len(parts) > 3 {
		return fmt.Errorf("%s=%s: is no range of numbers\n  list the values, as %s=A,B", f.Key, text, f.Key)
	}
	var xs []float64
	for _, part := range parts {
		x, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
			return fmt.Errorf("%s=%s: %q is no number", f.Key, text, part)
		}
		xs = append(xs, x)
	}
	f.Low, f.High = xs[0], xs[1]
	if !(f.Low < f.High) {
		return fmt.Errorf("%s=%s: must go from a lower to a higher value", f.Key, text)
	}
	if len(xs) == 2 {
		return nil
	}
	if !(xs[2] > 0) || (f.High-f.Low)/xs[2] > mostLevels {
		return fmt.Errorf("%s=%s: the step must be above 0 and make at most %d levels", f.Key, text, mostLevels)
	}
	for i := 0; ; i++ {
		x := neat(f.Low + float64(float64(i)*xs[2]))
		if x > f.High+float64(1e-9*xs[2]) {
			return nil
		}
		v, err := f.Param.Accept(f.number(x))
		if err != nil {
			return f.fault(err)
		}
		if !slices.Contains(f.Values, v) {
			f.Values = append(f.Values, v)
		}
	}
}

// neat rounds to twelve digits, so that 0.1 + 2*0.1 is 0.3.
func neat(x float64) float64 { return scenarios.Rounded(x, 12) }

// number is a number as the parameter's kind wants it.
func (f *Factor) number(x float64) any {
	if f.Param.Kind == scenarios.Int {
		return int(math.RoundToEven(x))
	}
	return x
}

// readList reads values with commas between.
func (f *Factor) readList(text string) error {
	for word := range strings.SplitSeq(text, ",") {
		v, err := f.Param.Accept(strings.TrimSpace(word))
		if err != nil {
			return f.fault(err)
		}
		if slices.Contains(f.Values, v) {
			return fmt.Errorf("%s=%s: %v is given twice", f.Key, text, v)
		}
		f.Values = append(f.Values, v)
	}
	if f.Numeric() {
		f.Low, f.High = math.Inf(1), math.Inf(-1)
		for i := range f.Values {
			f.Low, f.High = math.Min(f.Low, f.Value(i)), math.Max(f.High, f.Value(i))
		}
	}
	return nil
}

func (f *Factor) fault(err error) error {
	var fault scenarios.Fault
	if errors.As(err, &fault) {
		fault.Key = f.Key
		return fault
	}
	return err
}

// Value is a level as a number; NaN for words and booleans.
func (f *Factor) Value(level int) float64 { return asNumber(f.Values[level]) }

func asNumber(v any) float64 {
	switch v := v.(type) {
	case float64:
		return v
	case int:
		return float64(v)
	}
	return math.NaN()
}

// check tries the ends: they must be allowed, and the key must mean something in the
// scenario.
func (f *Factor) check(s *scenarios.Scenario) error {
	ends := f.Values
	if ends == nil {
		ends = []any{f.number(f.Low), f.number(f.High)}
	}
	for _, v := range ends {
		if _, err := s.With(f.Key, v); err != nil {
			return err
		}
	}
	return nil
}

// At is the value at a share of the way from Low to High, or the level there for a
// factor with levels. Each integer has an equal part of the way.
func (f *Factor) At(share float64) any {
	if f.Values != nil {
		return f.Values[min(int(share*float64(len(f.Values))), len(f.Values)-1)]
	}
	if f.Param.Kind == scenarios.Int {
		return int(math.Min(f.Low+math.Floor(float64(share*(f.High-f.Low+1))), f.High))
	}
	return f.number(neat(f.Low + float64(share*(f.High-f.Low))))
}

// Vary makes a point of a scenario, with values for the factors. It is an error if the
// values do not go together.
func Vary(s *scenarios.Scenario, index int, factors []Factor, values []any) (Point, error) {
	p := Point{Index: index}
	for i := range factors {
		p.Vary = append(p.Vary, scenarios.Setting{Key: factors[i].Key, Value: values[i]})
	}
	var err error
	if p.Scenario, err = s.WithAll(p.Vary...); err == nil {
		err = p.Scenario.Validate()
	}
	if err != nil {
		return p, narrow(err, factors, p.Vary)
	}
	p.Scenario.Expect = nil
	return p, nil
}

// narrow says of faults of values that do not go together which ranges to narrow: those of
// the keys that a fault names, or all of a few.
func narrow(err error, factors []Factor, vary []scenarios.Setting) error {
	var faults scenarios.Faults
	var fault scenarios.Fault
	if errors.As(err, &fault) {
		faults = scenarios.Faults{fault}
	} else if !errors.As(err, &faults) {
		return err
	}
	faults = slices.Clone(faults)
	for i := range faults {
		var named []string
		for k := range factors {
			if text := faults[i].Key + " " + faults[i].Msg; len(factors) < 4 || strings.Contains(text, factors[k].Param.Name) {
				named = append(named, fmt.Sprintf("%s=%v (from %v to %v)", factors[k].Key, vary[k].Value, factors[k].Low, factors[k].High))
			}
		}
		if named != nil {
			faults[i].Hint = strings.TrimSpace(faults[i].Hint + " narrow a range: this comes of " + strings.Join(named, " with "))
		}
	}
	return faults
}
