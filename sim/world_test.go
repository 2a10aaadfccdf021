package sim

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"testing"

	"channelsim/scenarios"
)

// load reads a shipped scenario and sets parameters, as KEY, VALUE, ...
func load(t testing.TB, name string, set ...string) *scenarios.Scenario {
	t.Helper()
	s, err := scenarios.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return with(t, s, set...)
}

// with sets parameters of a scenario, as KEY, VALUE, ...
func with(t testing.TB, s *scenarios.Scenario, set ...string) *scenarios.Scenario {
	t.Helper()
	for i := 0; i < len(set); i += 2 {
		if err := s.Set(set[i], set[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func world(t testing.TB, s *scenarios.Scenario, o Options) *World {
	t.Helper()
	w, err := New(s, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w
}

// run simulates one replication in a world of its own.
func run(t testing.TB, s *scenarios.Scenario, o Options, replication int) (*Layout, *Record) {
	t.Helper()
	w := world(t, s, o)
	return w.Layout(), rerun(t, w, 1, replication)
}

func rerun(t testing.TB, w *World, seed uint64, replication int) *Record {
	t.Helper()
	rec := w.Layout().NewRecord()
	if err := w.Run(t.Context(), seed, replication, rec); err != nil {
		t.Fatal(err)
	}
	return rec
}

// fingerprint hashes every number of a record, bit by bit.
func fingerprint(rec *Record) string {
	h := sha256.New()
	var b [8]byte
	for _, xs := range [][]float64{rec.Values, rec.Weekly} {
		for _, x := range xs {
			if x != x {
				x = math.NaN() // one bit pattern for all
			}
			binary.LittleEndian.PutUint64(b[:], math.Float64bits(x))
			h.Write(b[:])
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// mean averages a metric of a vendor over replications; the interval is of 95 %.
func mean(t testing.TB, s *scenarios.Scenario, runs int, vendor, window int, metric string) (m, half float64) {
	t.Helper()
	w := world(t, s, Options{})
	sum, squares, n := 0.0, 0.0, 0.0
	for r := range runs {
		rec := rerun(t, w, 1, r)
		x := rec.Values[w.Layout().Value(vendor, window, MetricIndex(metric))]
		if x != x {
			continue
		}
		sum, squares, n = sum+x, squares+x*x, n+1
	}
	m = sum / n
	return m, 2 * math.Sqrt((squares/n-m*m)/(n-1))
}

// Positions in StandardWindows.
const (
	firstQuarter = iota
	lastHalfYear
	allWeeks
)

// long leaves a test of numbers out where -short asks for it, as the race
// detector's run does: it has nothing to say about goroutines.
func long(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("numbers only")
	}
}
