package chance

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestExpTable(t *testing.T) {
	root := newBig(2)
	for range 5 {
		root.Sqrt(root)
	}
	power := newBig(1)
	for j, entry := range expTable {
		want, _ := power.Float64()
		rest := newBig(0).Sub(power, newBig(want))
		tail, _ := rest.Quo(rest, power).Float64()
		if entry.bits != math.Float64bits(want) || entry.tail != tail {
			t.Errorf("entry %d = %#x, %x, want %#x, %x", j, entry.bits, entry.tail, math.Float64bits(want), tail)
		}
		power.Mul(power, root)
	}
}

func TestLogTable(t *testing.T) {
	for i, entry := range logTable {
		from := math.Float64frombits(0x3fe6000000000000 + uint64(i)<<46)
		to := math.Float64frombits(0x3fe6000000000000 + uint64(i+1)<<46)
		inverse := math.Round(2048/(from+to)) / 1024
		if from == 1 || to == 1 {
			inverse = 1
		}
		want := newBig(0).Neg(bigLog(newBig(inverse)))
		rounded, _ := want.Float64()
		hi := math.RoundToEven(rounded*0x1p42) / 0x1p42
		lo, _ := want.Sub(want, newBig(hi)).Float64()
		if entry.inverse != inverse || entry.hi != hi || entry.lo != lo {
			t.Errorf("entry %d = %v, want %v, %x, %x", i, entry, inverse, hi, lo)
		}
		if r := max(1-from*inverse, to*inverse-1); r > 1./64 {
			t.Errorf("entry %d: remainder %g exceeds 1/64", i, r)
		}
	}
}

// TestExpLogReference measures the error that the doc comments state, against
// arithmetic with 256 bits.
func TestExpLogReference(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	worstExp, worstLog := 0.0, 0.0
	for i := range 3000 {
		x := [...]float64{r.Float64()*1416 - 708, r.NormFloat64(), r.NormFloat64() * 20}[i%3]
		worstExp = max(worstExp, ulps(Exp(x), bigExp(newBig(x))))
		y := [...]float64{r.Float64() * 2, 1 + r.NormFloat64()/100, math.Exp(r.Float64()*1400 - 700)}[i%3]
		worstLog = max(worstLog, ulps(Log(y), bigLog(newBig(y))))
	}
	t.Logf("largest error in ulp: Exp %.4f, Log %.4f", worstExp, worstLog)
	if worstExp > 0.53 || worstLog > 0.6 {
		t.Errorf("errors %.4f, %.4f exceed 0.53 and 0.6 ulp", worstExp, worstLog)
	}
}

// apart counts the representable numbers from a to b.
func apart(a, b float64) float64 {
	if a == b || a != a && b != b {
		return 0
	}
	ordered := func(x float64) float64 {
		if bits := int64(math.Float64bits(x)); bits < 0 {
			return -float64(bits & math.MaxInt64)
		}
		return float64(int64(math.Float64bits(x)))
	}
	if d := math.Abs(ordered(a) - ordered(b)); d > 4096 || math.IsNaN(a) || math.IsNaN(b) {
		return math.Inf(1)
	}
	return math.Abs(float64(int64(math.Float64bits(a) - math.Float64bits(b))))
}

// TestExpLogStandard compares with the standard library, itself within 1 ulp, at
// millions of points. Near the ends of the range of a float64 the standard library
// is off on some platforms; TestExpLogEdges goes there.
func TestExpLogStandard(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	worstExp, worstLog := 0.0, 0.0
	for range 1_000_000 {
		for _, x := range [...]float64{r.Float64()*1417 - 708, r.NormFloat64(), r.ExpFloat64() * 1e-6} {
			worstExp = max(worstExp, apart(Exp(x), math.Exp(x)))
		}
		any := math.Float64frombits(r.Uint64N(0x7fe<<52) + 1<<52)
		for _, x := range [...]float64{any, r.Float64() * 2, 1 + r.NormFloat64()*1e-4} {
			worstLog = max(worstLog, apart(Log(x), math.Log(x)))
		}
	}
	if worstExp > 2 || worstLog > 2 {
		t.Errorf("Exp up to %v, Log up to %v numbers from the standard library, want 2 at most", worstExp, worstLog)
	}
}

// TestExpLogEdges checks the special values, then the ends of the range, against
// arithmetic with 256 bits; a result below 2^-1022 may be off by its last bit.
func TestExpLogEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct{ x, exp, log float64 }{
		{0, 1, -inf}, {math.Copysign(0, -1), 1, -inf}, {inf, inf, inf}, {-inf, 0, nan}, {nan, nan, nan},
		{1, math.E, 0}, {-1, 1 / math.E, nan}, {1e300, inf, 690.7755278982137}, {-1e300, 0, nan},
		{709.7827128933841, inf, 6.564958885017789}, {710, inf, 6.565264970035361},
		{-745.1332191019412, 5e-324, nan}, {-745.1332191019413, 0, nan}, {-745.3, 0, nan}, {-1e10, 0, nan},
	} {
		if apart(Exp(c.x), c.exp) > 1 || apart(Log(c.x), c.log) > 1 {
			t.Errorf("Exp, Log(%v) = %v, %v, want %v, %v", c.x, Exp(c.x), Log(c.x), c.exp, c.log)
		}
	}
	if Exp(0) != 1 || Log(1) != 0 {
		t.Errorf("Exp(0) = %v, Log(1) = %v, want 1 and 0", Exp(0), Log(1))
	}
	for _, x := range []float64{1e-300, -1e-300, 0x1p-60, math.Ln2 / 64, 709.78, 709.782712893384,
		-708.39, -708.4, -720.5, -744.4, -745.13, 709.1, -707.9} {
		if want := bigExp(newBig(x)); ulps(Exp(x), want) > 1 {
			t.Errorf("Exp(%v) = %v, want %.20g", x, Exp(x), want)
		}
	}
	tiny := math.SmallestNonzeroFloat64
	for _, x := range []float64{tiny, 3 * tiny, 0x1p-1022 - tiny, 0x1p-1022, 0x1.8p-1030, math.MaxFloat64,
		math.Nextafter(1, 0), math.Nextafter(1, 2), 2, 0.5, 11. / 16, 11. / 8,
		math.Nextafter(11./16, 0), math.Nextafter(11./8, 0)} {
		if want := bigLog(newBig(x)); ulps(Log(x), want) > 0.6 {
			t.Errorf("Log(%v) = %v, want %.20g", x, Log(x), want)
		}
	}
}

func TestExpRises(t *testing.T) {
	for _, x := range []float64{-700, -1, -math.Ln2 / 64, math.Ln2 / 64, 1, 3 * math.Ln2 / 64, 700} {
		last := 0.0
		x -= math.Abs(x) * 1e-13
		for range 2000 {
			y := Exp(x)
			if y < last {
				t.Fatalf("Exp falls at %v", x)
			}
			x, last = math.Nextafter(x, math.Inf(1)), y
		}
	}
}

func TestPow(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	worst := 0.0
	for range 3000 {
		x, y := math.Exp(r.NormFloat64()*4), r.NormFloat64()*3
		power := bigLog(newBig(x))
		power.Mul(power, newBig(y))
		size, _ := power.Float64()
		worst = max(worst, relative(Pow(x, y), bigExp(power))/(1+math.Abs(size)))
	}
	t.Logf("largest relative error of Pow over 1 + |y log x|: %.3g", worst)
	if worst > 2.5e-16 {
		t.Errorf("relative error of Pow over 1 + |y log x| is %g, want 2.5e-16 at most", worst)
	}
}

func TestLogistic(t *testing.T) {
	for _, c := range []struct{ x, want float64 }{
		{0, 0.5}, {math.Inf(1), 1}, {math.Inf(-1), 0}, {1e4, 1}, {-1e4, 0},
		{-700, math.Exp(-700)}, {1, 1 / (1 + math.Exp(-1))}, {math.NaN(), math.NaN()},
	} {
		if apart(Logistic(c.x), c.want) > 2 {
			t.Errorf("Logistic(%v) = %v, want %v", c.x, Logistic(c.x), c.want)
		}
	}
	for x := -40.0; x <= 40; x += 0.01 {
		if d := math.Abs(Logistic(x) + Logistic(-x) - 1); d > 2.3e-16 {
			t.Errorf("Logistic(%v) + Logistic(-%v) is off 1 by %g", x, x, d)
		}
	}
}
