package agents

// Belief is what a seller believes about one class of a vendor's leads: the
// counts of a Beta distribution with forgetting (beta reputation, Josang &
// Ismail 2002). A counts opportunities, B other worked leads.
type Belief struct{ A, B float64 }

// NewBelief starts from a claim (a chance) held with the weight of so many leads.
func NewBelief(claim, weight float64) Belief {
	return Belief{A: weight * claim, B: weight * (1 - claim)}
}

// P is the believed chance that a worked lead becomes an opportunity.
func (b *Belief) P() float64 { return b.A / (b.A + b.B) }

// Learn forgets a little (memory is the share kept of a week's evidence), adds
// the week's worked leads and opportunities, and keeps the weight at floor or
// above. Only leads that were worked count: what stays in the drawer teaches
// nothing, which is the hot-stove effect (Denrell & March 2001).
func (b *Belief) Learn(worked, opportunities, memory, floor float64) {
	before := *b
	b.A = float64(memory*b.A) + opportunities
	b.B = float64(memory*b.B) + (worked - opportunities)
	n := b.A + b.B
	if n == 0 { // nothing remembered, nothing new: the opinion stays
		*b, n = before, before.A+before.B
	}
	if n < floor && n > 0 {
		b.A = float64(b.A * (floor / n))
		b.B = float64(b.B * (floor / n))
	}
}

// Announce adds a vendor's claim with the given weight.
func (b *Belief) Announce(claim, weight float64) {
	b.A += float64(weight * claim)
	b.B += float64(weight * (1 - claim))
}

// Pull moves the believed chance a share of the way to another, at the same weight.
func (b *Belief) Pull(to, share float64) {
	n := b.A + b.B
	p := b.A / n
	p += float64(share * (to - p))
	b.A = float64(n * p)
	b.B = float64(n * (1 - p))
}
