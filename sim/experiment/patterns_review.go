package experiment

import "fmt"

// Patterns of measuring and of what cannot be undone.

// The naive vendor of P5 is healthy on its own at this ratio of noise: in the
// well-mixed rules its healthy and its collapsed state exist side by side from
// 0.60 to 0.80 (sim/MODEL.md, 7.18). For a year it sends what the baseline sends.
const (
	bistableNoise = 0.7
	poorNoise     = 2
)

const (
	dipEnd  = "partner_follow_up_rate@92:104"
	dipLate = "partner_follow_up_rate@183:208"
)

var naively = append(noise(bistableNoise), set(keyReview, "naive")...)

var patternP5 = Pattern{
	ID: "P5", Title: "Hysteresis: better leads after a bad year do not bring effort back", Weeks: 208,
	Arms: []Arm{
		{Name: "good leads throughout", Set: naively},
		{Name: "a year of poor leads", Set: naively, Shocks: append(shocks(53, noise(poorNoise)), shocks(105, noise(bistableNoise))...)},
	},
	Reads: []string{dipEnd, dipLate},
	Claims: []Claim{
		{Says: "part of the loss still there two years after quality is back", Direction: AtLeast, Threshold: 0.5,
			Effect: pooled(func(s *Sample) float64 { return dipLoss(s, dipLate) / dipLoss(s, dipEnd) })},
		{Says: "follow-up lost at the end of the bad year", Direction: AtLeast, Threshold: 0.2,
			Effect: minus("good leads throughout", "a year of poor leads", dipEnd)},
	},
	Cause:    Cause{"no review", set(keyReview, "none")},
	HingesOn: "newcomers, who know nothing of the bad year: with nobody coming or going 0.57 of the loss is left and the pattern is shown",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("the bad year costs %s points of follow-up, two years later %s are still missing", percent(dipLoss(s, dipEnd)), percent(dipLoss(s, dipLate)))
	},
	Picture: Picture{Read: dipLate},
}

func dipLoss(s *Sample, read string) float64 {
	return s.mean("good leads throughout", read) - s.mean("a year of poor leads", read)
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
	},
	Cause:    Cause{"no review", set("mechanisms.review", false)},
	HingesOn: "lead quality: from 0.48 on the naive vendor's programme is sustainable, too",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("spirals in %s of runs if naive, %s if grade-adjusted, %s if closed-loop, %s without review; follow-up in year 3 is %s, %s, %s, %s",
			percentOf(s.mean("naive", spirals)), percentOf(s.mean("grade-adjusted", spirals)), percentOf(s.mean("closed-loop", spirals)), percentOf(s.mean("none", spirals)),
			percentOf(s.mean("naive", followUpLast)), percentOf(s.mean("grade-adjusted", followUpLast)), percentOf(s.mean("closed-loop", followUpLast)), percentOf(s.mean("none", followUpLast)))
	},
	Picture: Picture{Read: followUpLast},
}

// Noises of P17: quarters of the way to where the healthy state of the naive
// vendor's well-mixed rules ends (0.80).
var edgeNoises = []float64{0.2, 0.4, 0.6, 0.8}

const (
	pulseNoise = 2
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
	HingesOn: "choice_precision: partners who stop opening leads stop learning; it comes out without a review, too",
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
		base := append(noise(n), set(keyReview, "naive")...)
		pulse := append(shocks(53, noise(n+pulseNoise)), shocks(79, noise(n))...)
		arms = append(arms, Arm{Name: edgeName(i, false), Series: "undisturbed", X: n, Set: base},
			Arm{Name: edgeName(i, true), Series: "a year after a pulse of noise", X: n, Set: base, Shocks: pulse})
	}
	return append(arms, Arm{Name: "beyond the edge", Series: "undisturbed", X: poorNoise, Set: append(noise(poorNoise), set(keyReview, "naive")...)})
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
	HingesOn: "reporting, and which leads the direct team gets; account managers' informal leads, which are better than their grade, are no part of the report: counted in, partners win 1.22 times as much per worked A/B lead",
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
