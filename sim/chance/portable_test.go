package chance

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"testing"
)

// TestPortable hashes the bits of a large fixed set of results of every function.
// The constants hold on every platform; run the test on each, for instance
//
//	GOARCH=arm64 go test -exec qemu-aarch64 -run Portable ./sim/chance
//	GOOS=js GOARCH=wasm go test -exec "$(go env GOROOT)/lib/wasm/go_js_wasm_exec" -run Portable ./sim/chance
//	GOAMD64=v3 go test -run Portable ./sim/chance
//
// A changed constant changes the results of every simulation ever run.
func TestPortable(t *testing.T) {
	unit := func(i uint64) float64 { return Uniform(61, i, 0) }
	wide := func(i uint64) float64 { return 1500 * (unit(i) - 0.5) }
	anyPositive := func(i uint64) float64 { return math.Float64frombits(Hash(62, i, 0) >> 1 % (0x7ff << 52)) }
	hash := func(i uint64) uint64 { return Hash(Key(Root(i%7, int(i%5)), i%3), i, i*i) }
	stream := func(i uint64) *Stream { s := NewStream(63, i, 1); return &s }
	for _, c := range []struct {
		name string
		want uint64
		f    func(i uint64) float64
	}{
		{"Hash, upper half", 0x466b6b4117fe3664, func(i uint64) float64 { return float64(hash(i) >> 32) }},
		{"Hash, lower half", 0x7ceae00f19c0960b, func(i uint64) float64 { return float64(hash(i) & math.MaxUint32) }},
		{"Unit", 0x8f82afe860bec464, unit},
		{"Open", 0x24d476a0929fcf06, func(i uint64) float64 { return Open(Hash(64, i, i)) }},
		{"Below", 0x44b68380e94253c0, func(i uint64) float64 { return float64(Below(Hash(65, i, i), int(i)+1)) }},
		{"Stream", 0xc674190a778fbde3, func(i uint64) float64 { s := stream(i); return s.Unit() + s.Unit() }},
		{"Exp", 0x920ae51e67a5b3c, func(i uint64) float64 { return Exp(wide(i)) }},
		{"Exp near 0", 0x9ec7e83dc20a662f, func(i uint64) float64 { return Exp(4 * (unit(i) - 0.5)) }},
		{"Log", 0xb2668101086cf984, func(i uint64) float64 { return Log(anyPositive(i)) }},
		{"Log near 1", 0x461f345d0412dee3, func(i uint64) float64 { return Log(1 + (unit(i)-0.5)/32) }},
		{"Pow", 0x2db3cc297481eee7, func(i uint64) float64 { return Pow(10*unit(i), wide(i)/100) }},
		{"Logistic", 0x57e30c9811e9f90f, func(i uint64) float64 { return Logistic(wide(i) / 20) }},
		{"NormalCDF", 0x1c02eae013d655fd, func(i uint64) float64 { return NormalCDF(wide(i) / 20) }},
		{"NormalCDF near 0", 0x64db47c4c61cf305, func(i uint64) float64 { return NormalCDF(wide(i) / 200) }},
		{"NormalQuantile", 0x5a403e485fd5b7b9, func(i uint64) float64 { return NormalQuantile(Open(Hash(66, i, i))) }},
		{"NormalQuantile far", 0x1464db827e82163d, func(i uint64) float64 { return NormalQuantile(anyPositive(i) / math.MaxFloat64) }},
		{"Exponential", 0xe69debd71b45cb80, func(i uint64) float64 { return Exponential(unit(i)) }},
		{"Geometric", 0xc5aae0104ff7314e, func(i uint64) float64 { return float64(Geometric(unit(i), 1+100*unit(i+1))) }},
		{"Poisson walk", 0x6d718605391c216e, func(i uint64) float64 { return float64(Poisson(stream(i), 10*unit(i))) }},
		{"Poisson rejection", 0x917e1362123df552, func(i uint64) float64 { return float64(Poisson(stream(i), 10+1000*unit(i))) }},
		{"Poisson large", 0x345df4f77bc6f836, func(i uint64) float64 { return float64(Poisson(stream(i), 1e12*unit(i))) }},
		{"LogNormal", 0xdad87211591407c5, func(i uint64) float64 { return LogNormal(wide(i)/200, 25000, unit(i+1)) }},
		{"sum of LogNormal", 0x885ee11e0397b9c0, sumOfProducts},
	} {
		if got := fingerprint(c.f); got != c.want {
			t.Errorf("%s: fingerprint %#x, want %#x", c.name, got, c.want)
		}
	}
}

// sumOfProducts adds what inlined functions return, where a careless product
// would fuse with the sum of the caller.
func sumOfProducts(i uint64) float64 {
	z := NormalQuantile(Open(Hash(67, i, i)))
	return LogNormal(z, 25000, 1.1) + z + NormalCDF(z) + Exp(z-708.5) + Logistic(z)
}

// fingerprint is the FNV-1a hash of the bits of f(0), f(1), ...
func fingerprint(f func(uint64) float64) uint64 {
	h := fnv.New64a()
	var word [8]byte
	for i := range uint64(20_000) {
		binary.LittleEndian.PutUint64(word[:], math.Float64bits(f(i)))
		h.Write(word[:])
	}
	return h.Sum64()
}
