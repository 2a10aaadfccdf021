package experiment

import (
	"context"
	"slices"

	"channelsim/sim"
)

// Chosen says why a partner is the most telling: of all that were in business
// from the first week to the last, were a member of some programme at the end
// and got a fair number of leads (half the median or more) both early and late,
// it is the one whose follow-up, leads worked over leads received, fell most
// from early to late. Early and late are the first and last year, or thirds of
// runs that are shorter than three.
type Chosen struct {
	Partner     int
	Of          int     // partners among whom it was chosen; 0 if none got a fair number of leads
	Early, Late float64 // follow-up
	Weeks       int     // of each of the two
}

// past is what a partner got and did in a part of the run.
type past struct{ received, worked int }

// mostTelling simulates the run once, over all partners.
func mostTelling(ctx context.Context, w *sim.World, p *Plan) (*Chosen, error) {
	run := &p.Scenario.Run
	span := max(1, min(52, run.Weeks/3))
	early, late := make([]past, w.Partners()), make([]past, w.Partners())
	still, gone := make([]bool, w.Partners()), make([]bool, w.Partners())
	w.Reset(p.Seed, p.Replication)
	for week := 1 - run.Before(); week <= run.Weeks; week++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w.Step()
		for i := range early {
			received, worked, member, generation := w.FollowUp(i + 1)
			still[i], gone[i] = member, gone[i] || generation != 0
			if week >= 1 && week <= span {
				early[i].add(received, worked)
			}
			if week > run.Weeks-span {
				late[i].add(received, worked)
			}
		}
	}
	c := fellMost(early, late, func(i int) bool { return still[i] && !gone[i] })
	c.Weeks = span
	return c, nil
}

func (p *past) add(received, worked int) {
	p.received += received
	p.worked += worked
}

func (p *past) followUp() float64 { return float64(p.worked) / float64(p.received) }

// fellMost chooses among partners that may be; where none got enough leads it
// is the one that got most early.
func fellMost(early, late []past, may func(int) bool) *Chosen {
	fairEarly, fairLate := max(1, medianLeads(early)/2), max(1, medianLeads(late)/2)
	best, most, of := -1, 0, 0
	for i := range early {
		if early[i].received > early[most].received {
			most = i
		}
		if !may(i) || early[i].received < fairEarly || late[i].received < fairLate {
			continue
		}
		of++
		if best < 0 || early[i].followUp()-late[i].followUp() > early[best].followUp()-late[best].followUp() {
			best = i
		}
	}
	if best < 0 {
		return &Chosen{Partner: most + 1}
	}
	return &Chosen{Partner: best + 1, Of: of, Early: early[best].followUp(), Late: late[best].followUp()}
}

// medianLeads is the median number of leads, the lower of two.
func medianLeads(of []past) int {
	leads := make([]int, len(of))
	for i := range of {
		leads[i] = of[i].received
	}
	slices.Sort(leads)
	return leads[(len(leads)-1)/2]
}
