package folder

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"channelsim/sim"
	"channelsim/sim/experiment"
	"channelsim/sim/stats"
)

// numbers are all that a float64 can be, and often what is awkward.
var numbers = rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1)}))

// randomBlock draws a block that nobody would simulate: no two fields agree.
func randomBlock(t *rapid.T) *experiment.Block {
	whole := rapid.Int()
	return &experiment.Block{
		Index: whole.Draw(t, "index"), Point: whole.Draw(t, "point"), First: whole.Draw(t, "first"), Count: whole.Draw(t, "count"),
		Layout: &sim.Layout{
			Vendors: rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "vendors"),
			Windows: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) sim.Window {
				return sim.Window{Name: rapid.String().Draw(t, "name"), First: whole.Draw(t, "from"), Last: whole.Draw(t, "to")}
			}), 0, 3).Draw(t, "windows"),
			Weeks: whole.Draw(t, "horizon"),
		},
		Records: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) *sim.Record {
			return &sim.Record{Seed: rapid.Uint64().Draw(t, "seed"), Replication: whole.Draw(t, "replication"),
				Values: rapid.SliceOfN(numbers, 0, 4).Draw(t, "values"), Weekly: rapid.SliceOfN(numbers, 0, 4).Draw(t, "weekly")}
		}), 0, 3).Draw(t, "records"),
		Weeks: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) stats.Moments {
			return stats.Moments{N: whole.Draw(t, "n"), Sum: numbers.Draw(t, "sum"), Mean: numbers.Draw(t, "mean"),
				M2: numbers.Draw(t, "m2"), M3: numbers.Draw(t, "m3")}
		}), 0, 4).Draw(t, "weeks"),
		Failed: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) experiment.Failure {
			return experiment.Failure{Point: whole.Draw(t, "point"), Replication: whole.Draw(t, "replication"),
				Seed: rapid.Uint64().Draw(t, "seed"), Err: rapid.String().Draw(t, "err")}
		}), 0, 3).Draw(t, "failed"),
	}
}

// sameBits compares numbers by their bits: NaN is NaN, and -0 is not 0. A field
// that is added to a block is compared, too, and fails until it is encoded.
var sameBits = cmp.Options{
	cmp.Comparer(func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }),
	cmpopts.EquateEmpty(),
}

func TestBlockRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := randomBlock(t)
		got, err := decodeBlock(encodeBlock(want))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, sameBits); diff != "" {
			t.Error(diff)
		}
	})
}

// TestWeeksThatAreNotKept: the runner tells them by nil.
func TestWeeksThatAreNotKept(t *testing.T) {
	b := &experiment.Block{Layout: &sim.Layout{}, Records: []*sim.Record{{Values: []float64{1}}}}
	if got, err := decodeBlock(encodeBlock(b)); err != nil || got.Records[0].Weekly != nil {
		t.Errorf("weeks are %v, %v; want nil", got.Records[0].Weekly, err)
	}
}

// sample is a small block with something in every field.
func sample(index int) *experiment.Block {
	return &experiment.Block{Index: index, First: 2 * index, Count: 2,
		Layout:  &sim.Layout{Vendors: []string{"acme", sim.All}, Windows: []sim.Window{{Name: "all", First: 1, Last: 2}}, Weeks: 2},
		Records: []*sim.Record{{Seed: 1 << 63, Replication: 2 * index, Values: []float64{1, math.NaN()}, Weekly: []float64{2, 3}}},
		Weeks:   []stats.Moments{{N: 1, Sum: 2, Mean: 2}},
		Failed:  []experiment.Failure{{Replication: 2*index + 1, Seed: 1, Err: "no market"}}}
}

func TestDamagedBlockIsRefused(t *testing.T) {
	raw := encodeBlock(sample(0))
	refused := func(raw []byte, what string, at int) {
		t.Helper()
		if b, err := decodeBlock(raw); b != nil || !errors.Is(err, errBlock) {
			t.Fatalf("%s at byte %d of %d: block %v, error %v", what, at, len(raw), b, err)
		}
	}
	for i := range raw {
		flipped := bytes.Clone(raw)
		flipped[i] ^= 1
		refused(flipped, "a flipped bit", i)
		refused(raw[:i], "an end", i)
	}
	refused(append(bytes.Clone(raw), 0), "one byte more", len(raw))
}

func TestForeignBlockIsRefused(t *testing.T) {
	for name, raw := range map[string]string{
		"empty":   "",
		"parquet": "PAR1 and more",
		"older":   strings.Replace(string(encodeBlock(sample(0))), blockMagic, "channelsim block 1\n", 1),
	} {
		if _, err := decodeBlock([]byte(raw)); err == nil || !strings.Contains(err.Error(), "not a usable block: it is not of this version of the program") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// TestShortFieldsAreRefused: a right checksum does not make a block.
func TestShortFieldsAreRefused(t *testing.T) {
	whole := encodeBlock(sample(0))[len(blockMagic)+32:]
	for n := range whole {
		if _, err := decodeBlock(seal(whole[:n])); !errors.Is(err, errBlock) {
			t.Fatalf("%d of %d bytes: error %v", n, len(whole), err)
		}
	}
}

// TestBlocksUpToTheFirstGap: what lies behind a gap is no part of an answer.
func TestBlocksUpToTheFirstGap(t *testing.T) {
	f := begun(t)
	for _, i := range []int{3, 1, 0} {
		if err := f.PutBlock(sample(i)); err != nil {
			t.Fatal(err)
		}
	}
	next := 0
	for b, err := range f.blocks() {
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sample(next), b, sameBits); diff != "" {
			t.Error(diff)
		}
		next++
	}
	if next != 2 {
		t.Errorf("%d blocks were read, want 2", next)
	}
}

// TestDamagedBlockIsNamed: the error leads to the file and does not call it safe.
func TestDamagedBlockIsNamed(t *testing.T) {
	f, a := simulated(t, small)
	path := filepath.Join(f.dir, blocksDir, "00000001.block")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/2] ^= 1
	if err := os.WriteFile(path, raw, 0o666); err != nil {
		t.Fatal(err)
	}
	err = f.Finish(closing(a))
	wantError(t, err, nil, "runs.parquet: cannot be written", path, "it is damaged, its checksum is wrong", "the other blocks are as they were")
	if err != nil && strings.Contains(err.Error(), "safe") {
		t.Errorf("a damaged block is called safe: %v", err)
	}
	if got, want := list(t, f.dir), []string{"blocks", "manifest.json", "points.csv", "scenario.toml"}; !cmp.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}
