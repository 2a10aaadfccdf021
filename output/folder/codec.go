package folder

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"channelsim/sim"
	"channelsim/sim/experiment"
	"channelsim/sim/stats"
)

// encodeBlock writes the fields of a block in their order: numbers of eight bytes,
// little-endian; texts and lists behind their length.
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
		e.floats(r.Funnel)
		e.careers(r.Careers)
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
	return e.b
}

func decodeBlock(fields []byte) (*experiment.Block, error) {
	d := decoder{b: fields}
	b := &experiment.Block{BlockID: experiment.BlockID{Index: d.int(), Point: d.int(), First: d.int(), Count: d.int()}, Layout: d.layout()}
	for range d.len() {
		b.Records = append(b.Records, &sim.Record{Seed: d.bits(), Replication: d.int(), Values: d.floats(), Weekly: d.floats(),
			Funnel: d.floats(), Careers: d.careers()})
	}
	weeks := d.len()
	b.Weeks = slices.Grow(b.Weeks, weeks) // there are many
	for range weeks {
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

func (e *encoder) careers(all []sim.Career) {
	e.ints(len(all))
	for i := range all {
		c := &all[i]
		e.ints(c.Vendor, c.Partner, c.Generation)
		e.text(c.Archetype)
		e.text(c.Segment)
		e.ints(c.Weeks, c.Received, c.Opened, c.Worked, c.Expired, c.Opportunities, c.Found, c.Won, c.Lost)
		for _, x := range []float64{c.Revenue, c.HoursOnLeads, c.HoursHunted, c.Trust, c.Belief} {
			e.float(x)
		}
	}
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

func (d *decoder) careers() (all []sim.Career) {
	for range d.len() {
		all = append(all, sim.Career{Vendor: d.int(), Partner: d.int(), Generation: d.int(), Archetype: d.text(), Segment: d.text(),
			Weeks: d.int(), Received: d.int(), Opened: d.int(), Worked: d.int(), Expired: d.int(), Opportunities: d.int(), Found: d.int(),
			Won: d.int(), Lost: d.int(), Revenue: d.float(), HoursOnLeads: d.float(), HoursHunted: d.float(), Trust: d.float(), Belief: d.float()})
	}
	return all
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
