package experiment

import "fmt"

// Patterns of measuring and of what cannot be undone.

const (
	dipLate   = "partner_follow_up_rate@183:208"
	shareEnd  = "ab_share_to_partners@92:104"
	shareLate = "ab_share_to_partners@183:208"

	keyTarget = "vendors.*.review_target"
	keyGain   = "vendors.*.review_gain"
)

// Two vendors of P5 that believe their reports and send leads good enough for a healthy state. One
// of them keeps the good leads for a year, in which nothing is reviewed.
var patternP5 = Pattern{
	ID: "P5", Title: "Hysteresis: a year in which the direct team kept the good leads is not undone", Weeks: 208,
	Arms: []Arm{
		{Name: fairThroughout, Set: naively},
		{Name: yearWithout, Set: naively, Shocks: append(shocks(53, set(keyGain, 0.0, keyReserved, 0.05)), shocks(105, set(keyGain, 0.5))...)},
	},
	Reads: []string{shareEnd, shareLate, dipLate},
	Claims: []Claim{
		{Says: "part of the lost share of A/B leads that is still missing two years after", Direction: AtLeast, Threshold: 0.5,
			Effect: pooled(func(s *Sample) float64 { return lostBy(s, shareLate) / lostBy(s, shareEnd) })},
		{Says: "follow-up still missing two years after", Direction: AtLeast, Threshold: 0.1, Effect: minus(fairThroughout, yearWithout, dipLate)},
	},
	Cause:    Cause{"a review that compares like leads and counts every win", set(keyReview, "closed-loop")},
	HingesOn: "the vendor's allocation, which its report holds in place; partners' memory alone fades",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("the year costs partners %s points of their share of A/B leads, two years later %s are still missing; follow-up is then %s against %s",
			percent(lostBy(s, shareEnd)), percent(lostBy(s, shareLate)), percentOf(s.mean(yearWithout, dipLate)), percentOf(s.mean(fairThroughout, dipLate)))
	},
	Picture: Picture{Read: dipLate},
}

const (
	fairThroughout = "good leads throughout"
	yearWithout    = "a year without them"
)

var naively = set(keyReview, "naive", keyTarget, 0.2, keyReserved, 0.9, keyQuality, 0.45)

func lostBy(s *Sample, read string) float64 {
	return s.mean(fairThroughout, read) - s.mean(yearWithout, read)
}

const spirals = "spiral@all"

func reviewed(review string) Arm {
	return Arm{Name: review, Set: set(keyReserved, 0.6, keyReview, review)}
}

var patternP6 = Pattern{
	ID: "P6", Title: "Naive measurement turns a sustainable programme into a collapsing one; honest measurement does not",
	Arms:  []Arm{reviewed("none"), reviewed("naive"), reviewed("grade-adjusted"), reviewed("closed-loop")},
	Reads: []string{spirals, followUpLast},
	Claims: []Claim{
		// "Collapsing" is read as a spiral in most runs, "not" as one in ten at most.
		{Says: "share of runs with a spiral, naive", Direction: AtLeast, Threshold: 0.5, Effect: level("naive", spirals), Share: true},
		{Says: "share of runs with a spiral, no review", Direction: AtMost, Threshold: 0.1, Effect: level("none", spirals), Share: true},
		{Says: "share of runs with a spiral, grade-adjusted", Direction: AtMost, Threshold: 0.1, Effect: level("grade-adjusted", spirals), Share: true},
		{Says: "share of runs with a spiral, closed loop", Direction: AtMost, Threshold: 0.1, Effect: level("closed-loop", spirals), Share: true},
		// Whether a run counts as a spiral hangs on a line near which many end; how far follow-up falls does not.
		{Says: "follow-up of the last half-year, naive over closed loop", Direction: AtMost, Threshold: 0.75,
			Effect: over("naive", followUpLast, "closed-loop", followUpLast)},
	},
	Cause:    Cause{"no review", set("mechanisms.review", false)},
	HingesOn: "lead quality: with good leads the naive vendor's programme is sustainable, too",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("spirals in %s of runs if naive, %s if grade-adjusted, %s if closed-loop, %s without review; follow-up in year 3 is %s, %s, %s, %s",
			percentOf(s.mean("naive", spirals)), percentOf(s.mean("grade-adjusted", spirals)), percentOf(s.mean("closed-loop", spirals)), percentOf(s.mean("none", spirals)),
			percentOf(s.mean("naive", followUpLast)), percentOf(s.mean("grade-adjusted", followUpLast)), percentOf(s.mean("closed-loop", followUpLast)), percentOf(s.mean("none", followUpLast)))
	},
	Picture: Picture{Read: followUpLast},
}

// Noises of P17: quarters of the way to where a naive vendor with a target of 0.2, which starts with
// nine tenths of its good leads for partners, loses that state within four years in every other run.
var edgeNoises = []float64{0.4, 0.8, 1.2, 1.6}

var nearEdge = set(keyReview, "naive", keyTarget, 0.2, keyReserved, 0.9)

const (
	pulseNoise = 2
	pastEdge   = 2.6
	pulseEnd   = "partner_follow_up_rate@66:78"
	pulseYear  = "partner_follow_up_rate@125:137"
)

var patternP17 = Pattern{
	ID: "P17", Title: "Near the edge recovery slows",
	Arms:  edgeArms(),
	Reads: []string{pulseEnd, pulseYear, "variance rises", "AR(1) rises"},
	Claims: []Claim{
		{Says: "rise, for each of three steps up to the edge, of the part of a pulse's deficit that is left a year later", Direction: AtLeast, Threshold: 0,
			Effect: pooled(func(s *Sample) float64 {
				_, slope := line([]float64{0, 1, 2, 3}, deficitsLeft(s))
				return slope
			})},
	},
	Cause:    Cause{"leads chosen nearly at random", set("partners.choice_precision", 1.0)},
	HingesOn: "choice_precision: partners who stop opening leads stop learning",
	Reading: func(s *Sample) string {
		left := deficitsLeft(s)
		return fmt.Sprintf("left a year after: %.2f, %.2f, %.2f, %.2f. Alarms before a spiral and without one: wider swings (variance) in %s and %s of runs, slower ones (AR(1)) in %s and %s", left[0], left[1], left[2], left[3],
			percentOf(s.mean("beyond the edge", "variance rises")), percentOf(s.mean(edgeName(0, false), "variance rises")),
			percentOf(s.mean("beyond the edge", "AR(1) rises")), percentOf(s.mean(edgeName(0, false), "AR(1) rises")))
	},
	Picture: Picture{Read: pulseYear, Axis: "noise leads per partner and week"},
}

func edgeName(i int, pulse bool) string {
	if pulse {
		return fmt.Sprintf("noise %.1f with a pulse", edgeNoises[i])
	}
	return fmt.Sprintf("noise %.1f", edgeNoises[i])
}

func edgeArms() []Arm {
	arms := []Arm{}
	for i, n := range edgeNoises {
		base := append(noise(n), nearEdge...)
		pulse := append(shocks(53, noise(n+pulseNoise)), shocks(79, noise(n))...)
		arms = append(arms, Arm{Name: edgeName(i, false), Series: "undisturbed", X: n, Set: base},
			Arm{Name: edgeName(i, true), Series: "a year after a pulse of noise", X: n, Set: base, Shocks: pulse})
	}
	return append(arms, Arm{Name: "beyond the edge", Series: "undisturbed", X: pastEdge, Set: append(noise(pastEdge), nearEdge...)})
}

// deficitsLeft is, for each noise, the part of the deficit in follow-up at the
// end of the pulse that is left a year later.
func deficitsLeft(s *Sample) []float64 {
	var left []float64
	for i := range edgeNoises {
		deficit := func(read string) float64 { return s.mean(edgeName(i, false), read) - s.mean(edgeName(i, true), read) }
		left = append(left, deficit(pulseYear)/deficit(pulseEnd))
	}
	return left
}

const (
	reportedPartner = "reported_partner_lead_to_win_rate@all"
	reportedDirect  = "reported_direct_lead_to_win_rate@all"
	tenth           = "a tenth crosses over"
)

var patternP18 = Pattern{
	ID: "P18", Title: "The report lies: five times worse per lead, the same per worked lead of a grade",
	// named-accounts without big tickets keeps a tenth of all accounts direct, and
	// of A and B leads those on the stretched list: 0.1 + 0.9*0.8889 = 0.9.
	Arms:  []Arm{{Name: tenth, Set: set(keyPolicy, "named-accounts", "vendors.*.big_ticket", 0.0, "vendors.*.list_stretch", 0.8889, keyReserved, 0.0)}},
	Reads: []string{reportedPartner, reportedDirect, "A/B wins per worked lead, partners", "A/B wins per worked lead, direct", "other wins per worked lead, partners", "other wins per worked lead, direct"},
	Claims: []Claim{
		{Says: "reported wins per lead, direct over partners", Direction: AtLeast, Threshold: 5, Effect: over(tenth, reportedDirect, tenth, reportedPartner)},
		{Says: "wins per worked A/B lead, partners over direct", Direction: AtLeast, Threshold: 0.8, Effect: perGrade("A/B")},
		{Says: "wins per worked A/B lead, partners over direct", Direction: AtMost, Threshold: 1.25, Effect: perGrade("A/B")},
		{Says: "wins per other worked lead, partners over direct", Direction: AtLeast, Threshold: 0.8, Effect: perGrade("other")},
		{Says: "wins per other worked lead, partners over direct", Direction: AtMost, Threshold: 1.25, Effect: perGrade("other")},
	},
	Cause:    Cause{"all leads by lot", set(keyPolicy, "lottery")},
	HingesOn: "reporting, and which leads the direct team gets; account managers' informal leads, which are better than their grade, are no part of the report",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("reported: direct %s of leads won, partners %s; per worked A/B lead %s and %s, per other worked lead %s and %s",
			percentOf(s.mean(tenth, reportedDirect)), percentOf(s.mean(tenth, reportedPartner)),
			percentOf(s.mean(tenth, "A/B wins per worked lead, direct")), percentOf(s.mean(tenth, "A/B wins per worked lead, partners")),
			percentOf(s.mean(tenth, "other wins per worked lead, direct")), percentOf(s.mean(tenth, "other wins per worked lead, partners")))
	},
	Picture: Picture{Read: reportedPartner},
}

func perGrade(class string) func(*Sample) []float64 {
	return over(tenth, class+" wins per worked lead, partners", tenth, class+" wins per worked lead, direct")
}

const (
	fewFirst  = "a twentieth for partners at first"
	mostFirst = "nine tenths for partners at first"
	shareDone = "ab_share_to_partners@last_half_year"
	tenYears  = 520
)

// Targets of P22: between them the prototype had both states.
var stateTargets = []float64{0.15, 0.2}

var patternP22 = Pattern{
	ID: "P22", Title: "Two states: where the partners' share of good leads began still decides ten years later", Weeks: tenYears,
	Arms:  stateArms(),
	Reads: []string{shareDone, followUpLast},
	Claims: []Claim{
		// "Still differs" is read as a fifth of the good leads.
		{Says: "share of A/B leads after ten years, begun high less begun low, review target 0.15", Direction: AtLeast, Threshold: 0.2, Effect: startDecides(0)},
		{Says: "share of A/B leads after ten years, begun high less begun low, review target 0.2", Direction: AtLeast, Threshold: 0.2, Effect: startDecides(1)},
	},
	Cause:    Cause{"a review that compares like leads and counts every win", set(keyReview, "closed-loop")},
	HingesOn: "the review's target: the higher it is, the sooner the high state is lost",
	Reading: func(s *Sample) string {
		at := func(i int, start string) string { return percentOf(s.mean(stateName(i, start), shareDone)) }
		return fmt.Sprintf("begun high and low, partners get %s and %s of A/B leads at a target of 0.15, %s and %s at 0.2", at(0, mostFirst), at(0, fewFirst), at(1, mostFirst), at(1, fewFirst))
	},
	Picture: Picture{Read: shareDone},
}

func stateName(i int, start string) string {
	return fmt.Sprintf("target %g, %s", stateTargets[i], start)
}

func stateArms() (arms []Arm) {
	for i, target := range stateTargets {
		arm := func(start string, share float64) Arm {
			return Arm{Name: stateName(i, start), Set: set(keyReview, "naive", keyTarget, target, keyReserved, share)}
		}
		arms = append(arms, arm(fewFirst, 0.05), arm(mostFirst, 0.9))
	}
	return arms
}

func startDecides(i int) func(*Sample) []float64 {
	return minus(stateName(i, mostFirst), stateName(i, fewFirst), shareDone)
}
