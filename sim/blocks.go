package sim

import (
	"slices"

	"channelsim/agents"
)

// Sizes of blocks. They bound what one shard takes at a time and are part of
// the model, because sums are added up by block.
const (
	sellersPerBlock = 256
	perLot          = 1024 // projects or touches
)

// block is a range of sellers of one kind with what they produce in a week.
type block struct {
	first, last int // sellers
	rep         bool

	open     []opportunity // by seller, oldest first
	start    []int32       // of each seller's opportunities in open; one more for the end
	claims   []claim       // laid this week for leads and the outside line, by seller
	finds    []claim       // and by hunters
	looks    []look        // of hunters, this week
	workedOf []int32       // leads worked this week, by weeks since routing and vendor
	from, to int           // places of the block's claims among all
	decided  []int32       // places in open of those that are decided this week
	vacated  []int32       // slots whose projects are gone
	freed    []uint32      // projects that are open to others again
	sink     uint32        // of readAhead: of no meaning

	tally   []Tally  // by vendor, then what only the market has
	funnel  []funnel // by vendor, in the recorded weeks
	actions []membership

	worth []float64 // scratch: of a partner's lines
	mine  []int32   // scratch: vendors of these lines
	queue []queued  // scratch: opened leads
	moods []mood    // scratch: by vendor

	accounts []accountWork // by vendor: of the block's reps, this week
}

// source says where an opportunity came from.
type source uint8

const (
	fromLead source = iota
	fromHunt
	fromOutside
	fromCampaign
	fromReferral // of an account manager
)

// opportunity is a project that a seller pursues, in eight bytes: there are
// more of them than of anything else.
type opportunity struct {
	project int32  // slot; for the outside line its week and number, which tell finds apart
	due     uint16 // week in which it is decided if it is served in all weeks until then
	vendor  uint8  // the line; len(vendors) for the outside line
	kind    uint8  // source and grade of the lead
}

func kindOf(s source, g agents.Grade) uint8 { return uint8(s) | uint8(g)<<4 }

func (o *opportunity) source() source { return source(o.kind & 15) }

// fromVendor reports whether an opportunity came from a lead of the vendor's.
func (o *opportunity) fromVendor() bool { return o.source() == fromLead || o.source() == fromReferral }

func (o *opportunity) grade() agents.Grade { return agents.Grade(o.kind >> 4) }

func (o *opportunity) class() agents.Class { return o.grade().Class() }

// claim is a seller's wish to pursue a project, to be settled by lottery.
type claim struct {
	ticket  uint64
	seller  int32
	project int32
	vendor  uint8
	source  source
	grade   agents.Grade
	won     bool
}

// lot is a range of this week's touches of projects, or of one vendor's noise.
type lot struct {
	first, last int
	vendor      int // -1 for projects

	leads     []agents.Lead
	inquiries []float64 // by vendor
	passed    []float64 // by vendor: of these, those past the gate
	real      []float64 // by vendor: of these, those with a project behind them
}

func newBlocks(partners, reps, vendors, leadLife int) []block {
	var bs []block
	cut := func(from, to int, rep bool) {
		for f := from; f < to; f += sellersPerBlock {
			l := min(to, f+sellersPerBlock)
			bs = append(bs, block{first: f, last: l, rep: rep,
				start: make([]int32, l-f+1), workedOf: make([]int32, leadLife*vendors), tally: make([]Tally, vendors+1), funnel: make([]funnel, vendors),
				worth: make([]float64, vendors+1), mine: make([]int32, 0, vendors),
				moods: make([]mood, vendors), accounts: make([]accountWork, vendors)})
		}
	}
	cut(0, partners, false)
	cut(partners, partners+reps, true)
	return bs
}

// reach counts a lead that came to a stage.
func (b *block) reach(vendor uint8, g agents.Grade, stage int) { b.funnel[vendor][g][stage]++ }

// add adds to a counter of a vendor.
func (b *block) add(vendor int, c counter, x float64) { b.tally[vendor][c] += x }

// drop takes those opportunities of a seller out of the list that gone accepts.
// It is for the rare events between weeks.
func (b *block) drop(seller int, gone func(o *opportunity) bool) {
	i := seller - b.first
	from, to := b.start[i], b.start[i+1]
	keep := from
	for k := from; k < to; k++ {
		if !gone(&b.open[k]) {
			b.open[keep] = b.open[k]
			keep++
		}
	}
	b.open = append(b.open[:keep], b.open[to:]...)
	for k := i + 1; k < len(b.start); k++ {
		b.start[k] -= to - keep
	}
}

// insert puts an opportunity behind the others of a seller. It is for the rare
// events between weeks.
func (b *block) insert(seller int, o opportunity) {
	i := seller - b.first
	b.open = slices.Insert(b.open, int(b.start[i+1]), o)
	for k := i + 1; k < len(b.start); k++ {
		b.start[k]++
	}
}

// of returns a seller's open opportunities.
func (b *block) of(seller int) []opportunity {
	i := seller - b.first
	return b.open[b.start[i]:b.start[i+1]]
}
