package sim

import "channelsim/agents"

// Sizes of blocks. They bound what one shard takes at a time and are part of
// the model, because sums are added up by block.
const (
	sellersPerBlock  = 256
	projectsPerBlock = 4096
	noisePerBlock    = 2048
)

// block is a range of sellers of one kind with what they produce in a week.
type block struct {
	first, last int // sellers
	rep         bool

	open      []opportunity // by seller, oldest first
	spare     []opportunity // the list that is built next
	start     []int32       // of each seller's opportunities in open; one more for the end
	claims    []claim       // laid this week, by seller
	firstHere int           // place of the block's first claim among all
	vacated   []int32       // slots whose projects are gone

	tally   []Tally // by vendor, then the market
	actions []membership

	worth []float64 // scratch: of a partner's lines
	mine  []int32   // scratch: vendors of these lines
	openN []int32   // scratch: open opportunities by vendor, outside last
	queue []queued  // scratch: opened leads
	moods []mood    // scratch: by vendor
}

// source says where an opportunity came from.
type source uint8

const (
	fromLead source = iota
	fromHunt
	fromOutside
)

// opportunity is a project that a seller pursues.
type opportunity struct {
	project int32 // slot; for the outside line its number among the week's finds
	opened  int16 // week
	vendor  uint8 // the line; len(vendors) for the outside line
	source  source
	grade   agents.Grade // of the lead
	over    bool         // decided, or its holder left the line
}

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

// lot is a range of project slots, or of one vendor's noise touches.
type lot struct {
	first, last int
	vendor      int // -1 for projects

	leads   []agents.Lead
	touches [][2]float64 // by vendor: inquiries and those past the gate
	vacated []int32
	open    int
	idle    int
}

func newBlocks(partners, reps, vendors int) []block {
	var bs []block
	cut := func(from, to int, rep bool) {
		for f := from; f < to; f += sellersPerBlock {
			l := min(to, f+sellersPerBlock)
			bs = append(bs, block{first: f, last: l, rep: rep,
				start: make([]int32, l-f+1), tally: make([]Tally, vendors+1),
				worth: make([]float64, vendors+1), mine: make([]int32, 0, vendors),
				openN: make([]int32, vendors+1), moods: make([]mood, vendors)})
		}
	}
	cut(0, partners, false)
	cut(partners, partners+reps, true)
	return bs
}

// add adds to a counter of a vendor and of the market.
func (b *block) add(vendor int, c counter, x float64) {
	b.tally[vendor][c] += x
	b.tally[len(b.tally)-1][c] += x
}

// expired is the counter of leads that ran out with sellers of this kind.
func (b *block) expired() counter {
	if b.rep {
		return expiredDirect
	}
	return expiredPartner
}

// of returns a seller's open opportunities.
func (b *block) of(seller int) []opportunity {
	i := seller - b.first
	return b.open[b.start[i]:b.start[i+1]]
}
