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
		BlockID: experiment.BlockID{Index: whole.Draw(t, "index"), Point: whole.Draw(t, "point"), First: whole.Draw(t, "first"), Count: whole.Draw(t, "count")},
		Layout: &sim.Layout{
			Vendors: rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "vendors"),
			Windows: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) sim.Window {
				return sim.Window{Name: rapid.String().Draw(t, "name"), First: whole.Draw(t, "from"), Last: whole.Draw(t, "to")}
			}), 0, 3).Draw(t, "windows"),
			Weeks: whole.Draw(t, "horizon"),
		},
		Records: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) *sim.Record {
			return &sim.Record{Seed: rapid.Uint64().Draw(t, "seed"), Replication: whole.Draw(t, "replication"),
				Values: rapid.SliceOfN(numbers, 0, 4).Draw(t, "values"), Weekly: rapid.SliceOfN(numbers, 0, 4).Draw(t, "weekly"),
				Funnel: rapid.SliceOfN(numbers, 0, 4).Draw(t, "funnel"), Careers: rapid.SliceOfN(rapid.Make[sim.Career](), 0, 2).Draw(t, "careers")}
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
	return &experiment.Block{BlockID: experiment.BlockID{Index: index, First: 2 * index, Count: 2},
		Layout:  &sim.Layout{Vendors: []string{"acme", sim.All}, Windows: []sim.Window{{Name: "all", First: 1, Last: 2}}, Weeks: 2},
		Records: []*sim.Record{{Seed: 1 << 63, Replication: 2 * index, Values: []float64{1, math.NaN()}, Weekly: []float64{2, 3}}},
		Weeks:   []stats.Moments{{N: 1, Sum: 2, Mean: 2}},
		Failed:  []experiment.Failure{{Replication: 2*index + 1, Seed: 1, Err: "no market"}}}
}

// packOf writes blocks into a file and returns it.
func packOf(t *testing.T, design string, indexes ...int) string {
	t.Helper()
	var entries []packed
	for _, i := range indexes {
		entries = append(entries, newPacked(i, squeezer.EncodeAll(encodeBlock(sample(i)), nil)))
	}
	path := filepath.Join(t.TempDir(), packName(0, indexes[0]))
	var b bytes.Buffer
	if err := errors.Join(writePack(&b, design, entries), os.WriteFile(path, b.Bytes(), 0o666)); err != nil {
		t.Fatal(err)
	}
	return path
}

// own is the fingerprint of the design of tests, and foreign that of another.
var own, foreign = strings.Repeat("a", 64), strings.Repeat("b", 64)

func TestDamagedPackIsRefused(t *testing.T) {
	path := packOf(t, own, 3, 4)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if entries, err := readPack(path, own); err != nil || len(entries) != 2 || entries[1].index != 4 {
		t.Fatalf("%d blocks, %v", len(entries), err)
	}
	refused := func(raw []byte, what string, at int) {
		t.Helper()
		if err := os.WriteFile(path, raw, 0o666); err != nil {
			t.Fatal(err)
		}
		if got, err := readPack(path, own); got != nil || !errors.Is(err, errBlock) {
			t.Fatalf("%s at byte %d of %d: %v, error %v", what, at, len(raw), got, err)
		}
	}
	end := len(raw) - int(entrySize(t, path))
	for i := range raw {
		flipped := bytes.Clone(raw)
		flipped[i] ^= 1
		refused(flipped, "a flipped bit", i)
		if i != end { // there a whole block ends
			refused(raw[:i], "an end", i)
		}
	}
	refused(append(bytes.Clone(raw), 0), "one byte more", len(raw))
}

// entrySize is the size of the last block in a file.
func entrySize(t *testing.T, path string) int64 {
	t.Helper()
	entries, err := readPack(path, own)
	if err != nil {
		t.Fatal(err)
	}
	return entryHead + entries[len(entries)-1].size
}

func TestForeignPackIsRefused(t *testing.T) {
	if _, err := readPack(packOf(t, foreign, 1), own); err == nil || !strings.Contains(err.Error(), "not a usable block: it belongs to another run") {
		t.Errorf("another run's: error %v", err)
	}
	path := filepath.Join(t.TempDir(), "0-1.blocks")
	for _, raw := range []string{"", "PAR1 and more", "channelsim block 3\n"} {
		if err := os.WriteFile(path, []byte(raw), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := readPack(path, own); err == nil || !strings.Contains(err.Error(), "not a usable block: it is not of this version of the program") {
			t.Errorf("%q: error %v", raw, err)
		}
	}
}

// TestShortFieldsAreRefused: a right checksum does not make a block.
func TestShortFieldsAreRefused(t *testing.T) {
	whole := encodeBlock(sample(0))
	for n := range whole {
		if _, err := decodeBlock(whole[:n]); !errors.Is(err, errBlock) {
			t.Fatalf("%d of %d bytes: error %v", n, len(whole), err)
		}
	}
	if _, err := decodeBlock(append(whole, 0)); !errors.Is(err, errBlock) {
		t.Errorf("one byte more: error %v", err)
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
	path := filepath.Join(f.dir, blocksDir, packName(0, 1))
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/2] ^= 1
	if err := os.WriteFile(path, raw, 0o666); err != nil {
		t.Fatal(err)
	}
	err = f.Finish(closing(a))
	wantError(t, err, nil, "runs.parquet: cannot be written", path, "it is damaged, the checksum of block 1 is wrong", "the other blocks are as they were")
	if err != nil && strings.Contains(err.Error(), "safe") {
		t.Errorf("a damaged block is called safe: %v", err)
	}
	if got, want := list(t, f.dir), []string{"blocks", "manifest.json", "scenario.toml"}; !cmp.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}
