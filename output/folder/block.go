package folder

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math"
	"os"
	"path/filepath"

	"channelsim/sim"
	"channelsim/sim/experiment"
	"channelsim/sim/stats"
)

// A block file is blockMagic, the sha256 of the rest, and the block's fields in
// their order: numbers of eight bytes, little-endian; texts and lists behind their
// length. The magic rises when the encoding changes.
const blockMagic = "channelsim block 3\n"

// errBlock is what is wrong with a file that was saved and does not read back.
var errBlock = errors.New("not a usable block")

// Folder keeps the runner's blocks.
var _ experiment.Store = (*Folder)(nil)

// PutBlock saves a finished block at once: when it returns nil the block
// survives an interruption, a crash, a power cut.
func (f *Folder) PutBlock(b *experiment.Block) error {
	if _, err := f.writeWhole(blockName(b.Index), writeBytes(encodeBlock(b))); err != nil {
		return f.keeps(err)
	}
	f.simulated.Add(int64(len(b.Records)))
	f.failed.Add(int64(len(b.Failed)))
	return nil
}

func blockName(index int) string { return fmt.Sprintf("%s/%08d.block", blocksDir, index) }

// blocks reads the saved blocks in their order, one at a time, up to the first
// that is missing: an answer covers the same.
func (f *Folder) blocks() iter.Seq2[*experiment.Block, error] {
	return func(yield func(*experiment.Block, error) bool) {
		for i := 0; ; i++ {
			b, err := readBlock(filepath.Join(f.dir, filepath.FromSlash(blockName(i))))
			if errors.Is(err, os.ErrNotExist) || !yield(b, err) || err != nil {
				return
			}
		}
	}
}

func readBlock(path string) (*experiment.Block, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	b, err := decodeBlock(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}

func encodeBlock(b *experiment.Block) []byte {
	e := encoder{}
	e.ints(b.Index, b.Point, b.First, b.Count)
	e.layout(b.Layout)
	e.ints(len(b.Records))
	for _, r := range b.Records {
		e.bits(r.Seed)
		e.ints(r.Replication)
		e.floats(r.Values)
		e.floats(r.Weekly)
	}
	e.ints(len(b.Weeks))
	for _, m := range b.Weeks {
		e.ints(m.N)
		for _, x := range []float64{m.Sum, m.Mean, m.M2, m.M3} {
			e.float(x)
		}
	}
	e.ints(len(b.Failed))
	for _, x := range b.Failed {
		e.ints(x.Point, x.Replication)
		e.bits(x.Seed)
		e.text(x.Err)
	}
	return seal(e.b)
}

// seal puts magic and checksum before the fields.
func seal(fields []byte) []byte {
	sum := sha256.Sum256(fields)
	return bytes.Join([][]byte{[]byte(blockMagic), sum[:], fields}, nil)
}

func decodeBlock(raw []byte) (*experiment.Block, error) {
	rest, ok := bytes.CutPrefix(raw, []byte(blockMagic))
	if !ok {
		return nil, fmt.Errorf("%w: it is not of this version of the program", errBlock)
	}
	if len(rest) < sha256.Size || sha256.Sum256(rest[sha256.Size:]) != [sha256.Size]byte(rest) {
		return nil, fmt.Errorf("%w: it is damaged, its checksum is wrong", errBlock)
	}
	d := decoder{b: rest[sha256.Size:]}
	b := &experiment.Block{Index: d.int(), Point: d.int(), First: d.int(), Count: d.int(), Layout: d.layout()}
	for range d.len() {
		b.Records = append(b.Records, &sim.Record{Seed: d.bits(), Replication: d.int(), Values: d.floats(), Weekly: d.floats()})
	}
	for range d.len() {
		b.Weeks = append(b.Weeks, stats.Moments{N: d.int(), Sum: d.float(), Mean: d.float(), M2: d.float(), M3: d.float()})
	}
	for range d.len() {
		b.Failed = append(b.Failed, experiment.Failure{Point: d.int(), Replication: d.int(), Seed: d.bits(), Err: d.text()})
	}
	if d.short || len(d.b) > 0 {
		return nil, fmt.Errorf("%w: its length is wrong", errBlock)
	}
	return b, nil
}

// encoder appends values to b.
type encoder struct{ b []byte }

func (e *encoder) bits(x uint64)   { e.b = binary.LittleEndian.AppendUint64(e.b, x) }
func (e *encoder) float(x float64) { e.bits(math.Float64bits(x)) }

func (e *encoder) ints(xs ...int) {
	for _, x := range xs {
		e.bits(uint64(x))
	}
}

func (e *encoder) floats(xs []float64) {
	e.ints(len(xs))
	for _, x := range xs {
		e.float(x)
	}
}

func (e *encoder) text(s string) {
	e.ints(len(s))
	e.b = append(e.b, s...)
}

func (e *encoder) layout(l *sim.Layout) {
	e.ints(len(l.Vendors))
	for _, v := range l.Vendors {
		e.text(v)
	}
	e.ints(len(l.Windows))
	for _, w := range l.Windows {
		e.text(w.Name)
		e.ints(w.First, w.Last)
	}
	e.ints(l.Weeks)
	e.ints(len(l.Groups))
	for _, g := range l.Groups {
		e.text(g.Trait)
		e.text(g.Name)
	}
}

// decoder takes values off b; after the end it returns zeros and is short.
type decoder struct {
	b     []byte
	short bool
}

func (d *decoder) take(n int) []byte {
	if n < 0 || n > len(d.b) {
		d.short = true
		return nil
	}
	head := d.b[:n]
	d.b = d.b[n:]
	return head
}

func (d *decoder) bits() uint64 {
	if b := d.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (d *decoder) int() int       { return int(d.bits()) }
func (d *decoder) float() float64 { return math.Float64frombits(d.bits()) }
func (d *decoder) text() string   { return string(d.take(d.int())) }

// len reads the length of a list, none of whose elements is empty.
func (d *decoder) len() int {
	n := d.int()
	if n < 0 || n > len(d.b) {
		d.short = true
		return 0
	}
	return n
}

// floats returns nil for an empty list: that is how weeks that are not kept read.
func (d *decoder) floats() []float64 {
	n := d.len()
	if n == 0 {
		return nil
	}
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = d.float()
	}
	return xs
}

func (d *decoder) layout() *sim.Layout {
	l := &sim.Layout{}
	for range d.len() {
		l.Vendors = append(l.Vendors, d.text())
	}
	for range d.len() {
		l.Windows = append(l.Windows, sim.Window{Name: d.text(), First: d.int(), Last: d.int()})
	}
	l.Weeks = d.int()
	for range d.len() {
		l.Groups = append(l.Groups, sim.Group{Trait: d.text(), Name: d.text()})
	}
	return l
}
