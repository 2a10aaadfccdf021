package agents

// roundRobin deals every lead in turn over partners and reps alike, one a head.
// The commonest rule of lead distribution tools; fair, and blind to fit.
type roundRobin struct{}

var _ = Register("round-robin", roundRobin{})

func (roundRobin) Route(d *Desk, _ *Lead, reserved bool) int32 {
	if reserved {
		return d.NextPartner()
	}
	return d.NextSeller()
}
