package chance

import (
	"math"
	"math/bits"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// checkChiSquare fails if the counts do not agree with what is expected of them.
// Seeds are fixed, so a passing test passes always; p-values below 1e-5 would be
// an accident for one seed in 100,000.
func checkChiSquare(t *testing.T, what string, counts []int, expected []float64) {
	t.Helper()
	statistic := 0.0
	for i, n := range counts {
		d := float64(n) - expected[i]
		statistic += d * d / expected[i]
	}
	p := distuv.ChiSquared{K: float64(len(counts) - 1)}.Survival(statistic)
	if p < 1e-5 || p > 1-1e-5 {
		t.Errorf("%s: chi-square %.1f on %d cells, p = %.2g", what, statistic, len(counts), p)
	}
}

// checkEven fails if the counts are not those of equally likely cells.
func checkEven(t *testing.T, what string, counts []int) {
	t.Helper()
	total := 0
	for _, n := range counts {
		total += n
	}
	expected := make([]float64, len(counts))
	for i := range expected {
		expected[i] = float64(total) / float64(len(counts))
	}
	checkChiSquare(t, what, counts, expected)
}

// TestHashAvalanche flips each input bit on plain small counters: each output bit
// must change half of the time.
func TestHashAvalanche(t *testing.T) {
	const n = 4096
	for in := range 192 {
		var flips [64]int
		flip := [3]uint64{}
		flip[in/64] = 1 << (in % 64)
		for i := range uint64(n) {
			key, a, b := i%4, i/4%32, i/128
			change := Hash(key, a, b) ^ Hash(key^flip[0], a^flip[1], b^flip[2])
			for ; change != 0; change &= change - 1 {
				flips[bits.TrailingZeros64(change)]++
			}
		}
		for out, count := range flips {
			if z := (float64(count) - n/2) / math.Sqrt(n/4.); math.Abs(z) > 5.5 {
				t.Errorf("input bit %d flips output bit %d in %d of %d", in, out, count, n)
			}
		}
	}
}

// neighbours are the steps between causes that a model takes all the time.
var neighbours = []struct {
	name      string
	key, a, b uint64
}{
	{"next key", 1, 0, 0}, {"next a", 0, 1, 0}, {"next b", 0, 0, 1},
	{"diagonal", 0, 1, 1}, {"antidiagonal", 0, 1, ^uint64(0)}, {"key against a", 1, ^uint64(0), 0},
	{"key against b", 1, 0, ^uint64(0)}, {"year", 0, 0, 52}, {"far a", 0, 1 << 32, 0},
	{"steps that would cancel in a sum", ^uint64(stepB) + 1, 0, 1},
}

// TestHashNeighbours puts draws of neighbouring causes on a 16 by 16 board, by
// their leading and by their last bits, and correlates them.
func TestHashNeighbours(t *testing.T) {
	const n = 1 << 18
	for _, step := range neighbours {
		var top, last [256]int
		product := 0.0
		for i := range uint64(n) {
			key, a, b := i%8+1, i/8%1024+1, i/8192+1
			x, y := Hash(key, a, b), Hash(key+step.key, a+step.a, b+step.b)
			top[x>>60<<4|y>>60]++
			last[x%16<<4|y%16]++
			product += (Unit(x) - 0.5) * (Unit(y) - 0.5) * 12
		}
		checkEven(t, step.name+", leading bits", top[:])
		checkEven(t, step.name+", last bits", last[:])
		if z := product / math.Sqrt(n); math.Abs(z) > 4.5 {
			t.Errorf("%s: correlation %g, z = %.1f", step.name, product/n, z)
		}
	}
}

// TestHashGrid fills a grid of entities and weeks: no draw twice, half draws twice
// as often as chance has it, every byte and every bit even.
func TestHashGrid(t *testing.T) {
	const side = 1024
	full := make([]uint64, 0, side*side)
	halves := [2][]uint64{}
	var bytes [8][256]int
	var ones [64]int
	for i := range uint64(side * side) {
		h := Hash(Key(1, 2), i/side, i%side)
		full = append(full, h)
		halves[0] = append(halves[0], h>>32)
		halves[1] = append(halves[1], h&math.MaxUint32)
		for k := range bytes {
			bytes[k][h>>(8*k)&255]++
		}
		for k := range ones {
			ones[k] += int(h >> k & 1)
		}
	}
	if n := repeats(full); n > 0 {
		t.Errorf("%d draws occur twice", n)
	}
	const expected = float64(side*side) * (side*side - 1) / 2 / (1 << 32)
	for k, half := range halves {
		if n := repeats(half); math.Abs(float64(n)-expected) > 5*math.Sqrt(expected) {
			t.Errorf("half %d: %d repeats, expected %.0f", k, n, expected)
		}
	}
	for k := range bytes {
		checkEven(t, "byte", bytes[k][:])
	}
	for k, n := range ones {
		if z := (float64(n) - side*side/2) / (side / 2); math.Abs(z) > 4.5 {
			t.Errorf("bit %d is set %d times, z = %.1f", k, n, z)
		}
	}
}

// repeats sorts xs and counts the values that equal the one before.
func repeats(xs []uint64) int {
	slices.Sort(xs)
	n := 0
	for i := 1; i < len(xs); i++ {
		if xs[i] == xs[i-1] {
			n++
		}
	}
	return n
}

func TestHashTellsArgumentsApart(t *testing.T) {
	for a := range uint64(64) {
		for b := range a {
			if Hash(5, a, b) == Hash(5, b, a) || Hash(a, 5, b) == Hash(b, 5, a) || Hash(a, b, 5) == Hash(b, a, 5) {
				t.Fatalf("swapping %d and %d changes nothing", a, b)
			}
		}
	}
	if Hash(0, 0, 0) == 0 {
		t.Error("Hash(0, 0, 0) is 0")
	}
}

// TestKeysDiffer looks for roots, keys, sub-keys, draws and stream draws that
// coincide where seeds, replications, mechanisms and entities are small numbers.
func TestKeysDiffer(t *testing.T) {
	var all []uint64
	for seed := range uint64(20) {
		for replication := range 20 {
			root := Root(seed, replication)
			all = append(all, root)
			for mechanism := range uint64(20) {
				key := Key(root, mechanism)
				s := NewStream(key, 0, 0)
				all = append(all, key, Key(key, mechanism), Hash(root, mechanism, 0), Hash(key, mechanism, 1), s.Next(), s.Next())
			}
		}
	}
	if n := repeats(all); n > 0 {
		t.Errorf("%d of %d keys and draws coincide", n, len(all))
	}
}

// TestRootsUnrelated correlates runs that differ by one in seed or replication.
func TestRootsUnrelated(t *testing.T) {
	const n = 200
	for seed := range uint64(30) {
		for _, other := range []uint64{Root(seed+1, 3), Root(seed, 4), Root(seed+1, 2), Root(3, int(seed)+100)} {
			product := 0.0
			for i := range uint64(n) {
				product += (Uniform(Root(seed, 3), i, 0) - 0.5) * (Uniform(other, i, 0) - 0.5) * 12
			}
			if z := product / math.Sqrt(n); math.Abs(z) > 4.5 {
				t.Errorf("seed %d: correlation of neighbouring roots, z = %.1f", seed, z)
			}
		}
	}
}

func TestUnitOpenRange(t *testing.T) {
	const most = math.MaxUint64
	for _, c := range []struct{ got, want float64 }{
		{Unit(0), 0}, {Unit(most), 1 - 0x1p-53}, {Unit(1 << 63), 0.5}, {Unit(1 << 11), 0x1p-53},
		{Open(0), 0x1p-53}, {Open(most), 1 - 0x1p-53}, {Open(1 << 63), 0.5 + 0x1p-53}, {Open(1 << 12), 3 * 0x1p-53},
		{Uniform(1, 2, 3), Unit(Hash(1, 2, 3))},
	} {
		if c.got != c.want {
			t.Errorf("got %v, want %v", c.got, c.want)
		}
	}
}

func TestBelow(t *testing.T) {
	for _, n := range []int{1, 2, 3, 7, 10, 97, 1000} {
		counts := make([]int, n)
		for i := range uint64(100_000) {
			counts[Below(Hash(21, i, uint64(n)), n)]++
		}
		if n > 1 {
			checkEven(t, "Below", counts)
		}
	}
	const large = 3 << 61 // where a remainder would favour the low third
	low := 0
	for i := range uint64(30_000) {
		if Below(Hash(22, i, 0), large) < large/3 {
			low++
		}
	}
	if z := (float64(low) - 10_000) / math.Sqrt(30_000*2/9.); math.Abs(z) > 4.5 {
		t.Errorf("%d of 30000 draws in the low third", low)
	}
}

func TestStream(t *testing.T) {
	a, b := NewStream(1, 2, 3), NewStream(1, 2, 3)
	c := NewStream(1, 3, 2)
	first := a.Next()
	if first != b.Next() || first == c.Next() || first == Hash(1, 2, 3) {
		t.Error("a stream must depend on its cause alone, and not repeat the hash of the cause")
	}
	if Unit(a.Next()) != b.Unit() {
		t.Error("Unit is not the unit of Next")
	}
	// Draw number k over many short streams, and one long stream, in pairs.
	var long, short [256]int
	for i := range uint64(1 << 17) {
		long[a.Next()>>60<<4|a.Next()>>60]++
		s := NewStream(2, i%512, i/512)
		s.Next()
		short[s.Next()>>60<<4|s.Next()>>60]++
	}
	checkEven(t, "long stream", long[:])
	checkEven(t, "short streams", short[:])
}

// TestNoAllocation runs everything that draws; none may allocate.
func TestNoAllocation(t *testing.T) {
	n := testing.AllocsPerRun(100, func() {
		s := NewStream(Key(Root(1, 2), 3), 4, 5)
		u := s.Unit()
		z := NormalQuantile(Open(s.Next()))
		sink += LogNormal(z, 2, 1) + Exponential(u) + NormalCDF(z) + Pow(u+1, z) + Logistic(z) + Uniform(1, 2, 3)
		sinkInt += uint64(Poisson(&s, 5) + Poisson(&s, 500) + Geometric(u, 20) + Below(s.Next(), 9))
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}
