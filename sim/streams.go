package sim

import "channelsim/sim/chance"

// mechanism names a family of random draws. A draw is keyed by (seed,
// replication, mechanism, entity, week), never by a running count, so that a
// draw added in one mechanism moves nothing in another.
type mechanism int

const (
	drawArrivals   mechanism = iota // projects of a segment in a week
	drawProject                     // identity of a project
	drawLife                        // weeks until it lapses
	drawValue                       // its value
	drawReadiness                   // its readiness
	drawTouch                       // threshold of a vendor's touch on a project
	drawNoise                       // number of a vendor's noise touches in a week
	drawLead                        // identity of a lead
	drawScore                       // score of a noise lead
	drawMissing                     // missing data of a lead
	drawDesk                        // a vendor's lead desk
	drawReserve                     // whether an A/B lead is reserved for the channel
	drawStart                       // what a seller is like
	drawMember                      // whether a partner carries a line at the start
	drawBusy                        // busy spells
	drawOpen                        // whether a lead is opened
	drawReach                       // whether a contact reaches somebody
	drawHunt                        // looks of a hunter
	drawOutside                     // finds of the outside line
	drawOutsideWin                  // its decisions
	drawTicket                      // lottery for a contested project
	drawClose                       // whether an opportunity is decided in a week
	drawWin                         // whether it is won
	drawRequeue                     // whether a lost project is open again
	drawReport                      // whether an outcome is reported
	drawAudit                       // whether a win is audited
	drawLeak                        // whether a partner learns of kept leads
	drawGossip                      // whether a partner talks with peers
	drawNetwork                     // the peer network
	drawJoin                        // who joins
	drawRejoin                      // who comes back
	drawCustomer                    // whose existing customer a project belongs to
	drawGlance                      // hunters' further looks at their own customers
	drawRegister                    // whether a partner registers a deal
	drawBreak                       // whether the vendor honours a registration
	drawAsk                         // whether a partner asks for leads
	drawRefer                       // account managers' leads
	drawCampaign                    // partners' campaigns
	drawSee                         // whether a side sees the other's true figures
	drawKnown                       // whether hunters can find a project
	drawSight                       // what a vendor's score gets wrong about a project
	drawClash                       // whether a hunter clashes with the vendor's rep at the account
	drawLeave                       // whether a discontented partner leaves
	drawEntry                       // whether a failed partner's place is taken
	mechanisms                      // number of mechanisms
)

// streams holds the key of every mechanism in one replication.
type streams [mechanisms]uint64

func newStreams(seed uint64, replication int) (s streams) {
	root := chance.Root(seed, replication)
	for m := range s {
		s[m] = chance.Key(root, uint64(m)+1)
	}
	return s
}

// uniform is the draw of a mechanism for an entity in a week.
func (s *streams) uniform(m mechanism, entity, week uint64) float64 {
	return chance.Uniform(s[m], entity, week)
}

// hash is the same draw as 64 bits.
func (s *streams) hash(m mechanism, entity, week uint64) uint64 {
	return chance.Hash(s[m], entity, week)
}
