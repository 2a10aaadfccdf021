package experiment

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"channelsim/sim"
)

// Commands are how the user named a comparison, for the commands that it proposes.
type Commands struct {
	Compare  string   // all that follows `channelsim compare`, without --runs and what is looked at
	Outcomes string   // the flags that say what is looked at, each after a blank
	Points   []string // by point, what follows `channelsim run`
}

// SayComparison closes a comparison: which is better in the first outcome, by how
// much, how sure that is, what it costs in partners' effort and spirals, and what to ask next.
func SayComparison(c *Comparison, answer *Answer, contests []Contest, words Commands) Closing {
	first := &contests[0]
	closing := c.say(first, words)
	if but := c.cost(first, answer); but != "" {
		closing.Says += " " + but
	}
	if answer.Interrupted {
		closing.Says = fmt.Sprintf("Interrupted after %d of %d runs. So far: %s", answer.Runs, len(c.Design.Points)*c.Design.Runs, closing.Says)
	}
	return closing
}

func (c *Comparison) again(words Commands, runs int) string {
	return fmt.Sprintf("channelsim compare %s%s --runs %d", words.Compare, words.Outcomes, runs)
}

// profit is the command that compares by the vendor's profit.
func (c *Comparison) profit(words Commands) string {
	return fmt.Sprintf("channelsim compare %s --outcome %s", words.Compare, DefaultOutcome)
}

func (c *Comparison) say(first *Contest, words Commands) Closing {
	if len(first.Pairs) == 0 {
		return Closing{"There is nothing to compare yet.", "What do a few runs say?", c.again(words, 20)}
	}
	lead := first.lead()
	switch {
	case lead == nil:
		return Closing{capital(first.Outcome.Phrase()) + " is undefined in too many runs to be compared.", "Who earns more?", c.profit(words)}
	case first.alike():
		return Closing{fmt.Sprintf("No difference was found: %s is the same in each of %s, run by run.", first.Outcome.Phrase(), CountOf(lead.Difference.N, "run")),
			"What do other policies do?", fmt.Sprintf("channelsim compare %s --policy cherry-pick,merit,round-robin", words.Points[0])}
	}
	closing := c.verdict(first, lead, words)
	if n := lead.Difference.N; n < FewRuns {
		closing.Says = fmt.Sprintf("%s%s too few to tell. So far: %s", sentenceCount(n), verb(n, " is", " are"), closing.Says)
		closing.Ask, closing.Command = "Does it hold over more runs?", c.again(words, 200)
	}
	return closing
}

// Finding says what a contest has shown: what SayComparison says of the first.
func (c *Comparison) Finding(contest *Contest) string {
	return c.say(contest, Commands{Points: make([]string, len(c.Names))}).Says
}

// lead is the pair to speak of: the best point and the one that comes next, by rank
// and then by mean, or the first two points where nothing is ranked; nil if no run has
// both.
func (c *Contest) lead() *PairRow {
	pair := &c.Pairs[0]
	if best := c.Best(); best != nil {
		var next *Standing
		for i := range c.Standings {
			if s := &c.Standings[i]; s.Rank > 0 && s.Point != best.Point && (next == nil || c.above(s, next)) {
				next = s
			}
		}
		if next == nil {
			return nil
		}
		pair = c.Between(best.Point, next.Point)
	}
	if pair.Difference.N == 0 {
		return nil
	}
	return pair
}

// above reports whether a point stands above another.
func (c *Contest) above(s, other *Standing) bool {
	if s.Rank != other.Rank {
		return s.Rank < other.Rank
	}
	return c.Better.gain(s.Mean) > c.Better.gain(other.Mean)
}

// alike reports whether no run of any pair differs.
func (c *Contest) alike() bool {
	for _, p := range c.Pairs {
		if d := p.Difference; d.N == 0 || d.Mean != 0 || d.SD > 0 {
			return false
		}
	}
	return len(c.Pairs) > 0
}

// verdict says who is better, by how much and how sure.
func (c *Comparison) verdict(first *Contest, lead *PairRow, words Commands) Closing {
	a, b := c.Names[lead.A], c.Names[lead.B]
	label := first.Outcome.Phrase()
	size, within := by(first.Outcome, c.Design.currency(), lead.Difference)
	found := fmt.Sprintf("with %s %s is %s than with %s (%s)", a, label, size, b, within)
	switch {
	case first.Better == Neither:
		return Closing{capital(found) + ". Neither more nor less of it is better by itself.",
			"Who earns more by it?", c.profit(words)}
	case lead.Told != Apart:
		return Closing{c.unclear(first, lead, found), "Do more runs tell them apart?", c.again(words, 4*c.Design.Runs)}
	}
	best := first.Standing(lead.A)
	title := "Better is "
	if n := len(first.Standings); n > 2 {
		title = fmt.Sprintf("Best of %d is ", n)
	}
	if len(c.Names) == 2 && c.ends == nil {
		return Closing{fmt.Sprintf("%s%s: %s. It comes out best in %s of runs.", title, a, found, shareBetween(best.Best)),
			"What does that hinge on?", "channelsim compare " + words.Compare + words.Outcomes + " --hinges"}
	}
	return Closing{
		Says:    fmt.Sprintf("%s%s: %s. It comes out best in %s of runs.", title, a, found, shareBetween(best.Best)),
		Ask:     fmt.Sprintf("Which mechanisms drive %s with %s?", label, a),
		Command: fmt.Sprintf("channelsim ablate %s --outcome %s", words.Points[lead.A], first.Outcome),
	}
}

// unclear says of two points that are not told apart why.
func (c *Comparison) unclear(first *Contest, lead *PairRow, found string) string {
	d := lead.Difference
	switch {
	case lead.Told == ApartAlone && c.Indifference > 0:
		return fmt.Sprintf("%s, but with all pairs looked at together it is not shown to exceed %s.", capital(found), c.Margin())
	case lead.Told == ApartAlone:
		return capital(found) + ", but with all pairs looked at together this may be chance."
	case math.Max(-d.CILow, d.CIHigh) < c.Indifference:
		return fmt.Sprintf("%s and %s are alike for all that matters: %s, and %s are indifferent.", c.Names[lead.A], c.Names[lead.B], found, c.Margin())
	case c.Indifference > 0:
		return fmt.Sprintf("It is not shown that %s and %s differ by more than %s: %s.", c.Names[lead.A], c.Names[lead.B], c.Margin(), found)
	}
	if says := c.behind(first); says != "" {
		return says
	}
	return fmt.Sprintf("No difference is shown between %s and %s: %s, which may be chance.", c.Names[lead.A], c.Names[lead.B], found)
}

// Margin says in words up to which difference of the first outcome points count as alike: EUR 300
// thousand.
func (c *Comparison) Margin() string {
	return step(c.Design.Outcomes[0], c.Design.currency(), c.Indifference)
}

// behind says which points are not told apart from the best, and by how much the nearest of those lags that
// are; empty where none is.
func (c *Comparison) behind(first *Contest) string {
	best := first.Best()
	var level, others []string
	var nearest *PairRow
	for i := range first.Standings {
		s := &first.Standings[i]
		pair := first.Between(s.Point, best.Point)
		switch {
		case s.Point == best.Point || pair.Told != Apart:
			level = append(level, c.Names[s.Point])
		default:
			others = append(others, c.Names[s.Point])
			if nearest == nil || math.Abs(pair.Difference.Mean) < math.Abs(nearest.Difference.Mean) {
				nearest = pair
			}
		}
	}
	if nearest == nil {
		return ""
	}
	size, within := by(first.Outcome, c.Design.currency(), nearest.Difference)
	says := fmt.Sprintf("Best are %s, which are not told apart: with %s %s is %s than with %s (%s)", listed(level), c.Names[nearest.A], first.Outcome.Phrase(), size, c.Names[best.Point], within)
	if len(others) > 1 {
		says += ", and the other choices are further behind"
	}
	return says + "."
}

// listed joins words: a, b and c.
func listed(all []string) string {
	last := len(all) - 1
	if last < 1 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:last], ", ") + " and " + all[last]
}

// Standing is where a point stands; nil if an interruption left it out.
func (c *Contest) Standing(point int) *Standing {
	for i := range c.Standings {
		if c.Standings[i].Point == point {
			return &c.Standings[i]
		}
	}
	return nil
}

// by says a difference, and its interval: EUR 1.2 million higher; 95 % interval EUR 0.9 million
// to EUR 1.5 million, 50 runs.
func by(o Outcome, currency string, d Difference) (size, within string) {
	low, high, word := d.CILow, d.CIHigh, "higher"
	if d.Mean < 0 {
		low, high, word = -d.CIHigh, -d.CILow, "lower"
	}
	size, within = step(o, currency, math.Abs(d.Mean))+" "+word, CountOf(d.N, "run")
	if !math.IsNaN(low) {
		within = fmt.Sprintf("95 %% interval %s to %s, %s", step(o, currency, low), step(o, currency, high), within)
	}
	return size, within
}

// step prints a difference of an outcome: 3.1 points of a share, EUR 2.4 million.
func step(o Outcome, currency string, x float64) string {
	m := &sim.Metrics[sim.MetricIndex(o.Metric)]
	size := math.Abs(x)
	switch {
	case m.Unit == "money" && currency != "":
		return currency + " " + step(o, "", x)
	case m.Share:
		if size > 0 && size < 0.0005 { // not "0 points"
			return fmt.Sprintf("%.1g points", 100*x)
		}
		return strings.TrimSuffix(fmt.Sprintf("%.1f", 100*x), ".0") + " points"
	case size >= 1e3 && size < 1e4:
		return fmt.Sprintf("%.1f thousand", x/1e3)
	case size >= 1e4 && size < 1e6:
		return fmt.Sprintf("%.0f thousand", x/1e3)
	}
	return amount(o, currency, x)
}

func shareBetween(e Estimate) string {
	if math.IsNaN(e.CILow) {
		return share(e.Mean)
	}
	return fmt.Sprintf("%s (95 %% interval %.0f to %.0f %%)", share(e.Mean), 100*e.CILow, 100*e.CIHigh)
}

// Notes says what must be kept in mind with a comparison. Those of the answer on
// single points are left out: they are about levels.
func (c *Comparison) Notes(answer *Answer, contests []Contest) []string {
	notes := withoutPoints(answer.Notes)
	if runs := answer.Design.Runs; runs < FewRuns {
		notes = append(notes, fewRuns(runs))
	}
	notes = append(notes, c.runNotes()...)
	notes = append(notes, c.vendorNotes()...)
	if n := len(contests[0].Pairs); n > 1 {
		notes = append(notes, fmt.Sprintf("more than chance: yes is what stands with all %d pairs looked at together (Holm's procedure, 5 %%), not sure what would stand by itself only; each interval covers 95 %% by itself. Choices of one rank are not shown to differ; those of a lower rank are shown to be worse than a better-ranked one", n))
	}
	if c.Indifference > 0 {
		notes = append(notes, fmt.Sprintf("more than chance in %s means: shown to differ by more than %s", contests[0].Outcome.Label(), c.Margin()))
	}
	if says := contests[0].sayWorst(); says != "" {
		notes = append(notes, says)
	}
	if len(contests[0].Pairs) > 0 {
		notes = append(notes, "runs spared: all choices meet the same luck, run by run; had each met luck of its own, it would have taken so many times as many runs to be as sure")
	}
	for i := range contests {
		notes = append(notes, c.doubts(&contests[i])...)
	}
	return append(notes, c.hingeNotes(answer)...)
}

// runNotes says whose runs and seed count where the scenarios do not agree.
func (c *Comparison) runNotes() []string {
	first := &c.Design.Points[0].Scenario.Run
	for i, p := range c.Design.Points[:len(c.Names)] {
		if r := &p.Scenario.Run; r.Runs != first.Runs || r.Seed != first.Seed {
			return []string{fmt.Sprintf("%s asks for %s and seed %d: all take the %s and seed %d of %s",
				c.Names[i], CountOf(r.Runs, "run"), r.Seed, CountOf(c.Design.Runs, "run"), c.Design.Seed, c.Names[0])}
		}
	}
	return nil
}

// vendorNotes says whose figures are compared where that is not plain.
func (c *Comparison) vendorNotes() []string {
	first := vendorNames(&c.Design.Points[0])
	if c.shared() != nil {
		if len(first) > 1 {
			return []string{"the closing sentence is about the vendors together: " + strings.Join(first, ", ")}
		}
		return nil
	}
	i := slices.IndexFunc(c.Design.Points, func(p Point) bool { return !slices.Equal(vendorNames(&p), first) })
	return []string{fmt.Sprintf("the vendors differ: %s has %s, %s has %s; all figures are of a scenario's vendors together",
		c.Names[0], strings.Join(first, ", "), c.Names[i], strings.Join(vendorNames(&c.Design.Points[i]), ", "))}
}

// doubts says why the figures on one outcome may mislead.
func (c *Comparison) doubts(contest *Contest) []string {
	var notes []string
	label := contest.Label()
	if contest.Better == Neither {
		notes = append(notes, fmt.Sprintf("neither more nor less of %s is better by itself: the differences are shown, and nothing is ranked", label))
	}
	for _, p := range contest.Pairs {
		d := p.Difference
		if d.skewed() {
			notes = append(notes, fmt.Sprintf("the differences of %s between %s and %s are skewed (%.1f): their interval may hold the true mean in fewer than 90 of 100 cases",
				label, c.Names[p.A], c.Names[p.B], d.Skewness))
		}
	}
	return notes
}
