package sim

import (
	"slices"
	"strings"

	"channelsim/agents"
)

// shock puts the changes in force that the scenario has for this week. Weeks
// of shocks are recorded weeks, from 1; one for a week before that can not occur.
func (w *World) shock() {
	recorded := w.week - w.scenario.Run.Before() + 1
	for _, group := range w.shocks {
		if w.scenario.Shocks[group[0]].Week == recorded {
			w.strike(group)
		}
	}
}

// strike puts the shocks of one week in force together.
func (w *World) strike(group []int) {
	changed := w.current.Clone()
	if err := changed.Strike(group); err != nil {
		panic("sim: shock that validation let pass: " + err.Error())
	}
	old := hazards{slices.Clone(w.hazards.unclaimed), slices.Clone(w.hazards.pursued)}
	pool := make([]bool, len(w.desks))
	for v := range pool {
		pool[v] = w.rules.Vendors[v].Pool
	}
	w.adopt(changed)
	w.reschedule(old)
	for v := range pool {
		if w.rules.Vendors[v].Pool && !pool[v] {
			w.openPool(v)
		}
	}
	w.arrivals = arrivalMeans(w.inForce, w.arrivals, len(w.weekly))
	for h := range w.partners {
		w.sellers[h].Cost = w.cost(&w.sellers[h])
	}
	for v := range w.desks {
		w.hearNews(v, group)
		w.admit(v) // who gets leads may hang on what has changed
	}
}

// openPool begins a pool of a vendor's leads: nobody has passed it by yet.
func (w *World) openPool(v int) {
	for h := range w.partners {
		w.standingOf(v, h).Want = [agents.Classes]float32{1, 1}
	}
}

// hearNews does what shocks do beyond changing parameters: a stated share of A/B
// leads takes the place of what the reviews made of it, and an announced change
// lets the vendor's claim enter its partners' beliefs, once.
func (w *World) hearNews(v int, group []int) {
	announced := false
	for _, i := range group {
		sh := &w.scenario.Shocks[i]
		if !sh.Concerns(w.scenario.Vendors[v].Name) {
			continue
		}
		if strings.HasSuffix(sh.Key, "ab_reserved") {
			w.reserved[v] = w.rules.Vendors[v].ABReserved
		}
		announced = announced || sh.Announce
	}
	if announced {
		w.announce(v)
	}
}

// announce adds a vendor's claim to its partners' beliefs, the more weighty the
// more they trust it.
func (w *World) announce(v int) {
	for h := range w.partners {
		if l := w.partnerLine(v, h); l.Member {
			w.hearClaim(v, l)
		}
	}
}

// hearClaim lets a vendor's claim enter the beliefs of one line.
func (w *World) hearClaim(v int, l *agents.Line) {
	weight := float64(w.rules.AnnounceWeight * w.rules.BeliefLearning)
	for c := range l.Beliefs {
		l.Beliefs[c].Announce(w.rules.Vendors[v].Claim[c], float64(weight*l.Trust))
	}
}
