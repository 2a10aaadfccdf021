package experiment

import "fmt"

// Patterns of the spiral itself: who gets which leads, and what becomes of them.

const (
	followUpAll   = "partner_follow_up_rate@all"
	followUpFirst = "partner_follow_up_rate@first_quarter"
	followUpLast  = "partner_follow_up_rate@last_half_year"
	opened        = "direct_worked_to_opportunity_rate@all"
	closed        = "direct_opportunity_to_win_rate@all"
	partnerWins   = "partner_lead_to_win_rate@all"
	keySource     = "key_source_share@all"
)

// allDirect lets the direct team keep the A and B leads, as far as it has room.
var allDirect = Arm{Name: "A/B to direct", Set: set(keyReserved, 0.0)}

var patternP1 = Pattern{
	ID: "P1", Title: "Direct reps win 9 % of the good leads that they work, partners under a fifth of that per lead",
	Arms:  []Arm{allDirect},
	Reads: []string{opened, closed, partnerWins},
	Claims: []Claim{
		{Says: "partners' wins per lead over direct wins per worked lead", Direction: AtMost, Threshold: 0.2,
			Effect: func(s *Sample) []float64 {
				arm := allDirect.Name
				return s.paired(func(i int) float64 {
					return s.each(arm, partnerWins)[i] / float64(s.each(arm, opened)[i]*s.each(arm, closed)[i])
				})
			}},
		// "About 30 %" is read as 30 % with a third of it on either side.
		{Says: "direct opportunities per worked lead", Direction: AtLeast, Threshold: 0.2, Effect: level(allDirect.Name, opened)},
		{Says: "direct opportunities per worked lead", Direction: AtMost, Threshold: 0.4, Effect: level(allDirect.Name, opened)},
		{Says: "direct wins per opportunity", Direction: AtLeast, Threshold: 0.2, Effect: level(allDirect.Name, closed)},
		{Says: "direct wins per opportunity", Direction: AtMost, Threshold: 0.4, Effect: level(allDirect.Name, closed)},
	},
	Cause:    Cause{"all leads by lot", set(keyPolicy, "lottery")},
	HingesOn: "who gets the A and B leads",
	Reading: func(s *Sample) string {
		arm := allDirect.Name
		return fmt.Sprintf("reps turn %s of worked leads into opportunities and win %s of these; partners win %s of their leads",
			percentOf(s.mean(arm, opened)), percentOf(s.mean(arm, closed)), percentOf(s.mean(arm, partnerWins)))
	},
	Picture: Picture{Read: partnerWins},
}

var patternP2 = Pattern{
	ID: "P2", Title: "Few partners count the vendor as a key source of business",
	Arms:  []Arm{allDirect},
	Reads: []string{keySource},
	Claims: []Claim{
		// "Order of 7 %" is read as half an order of magnitude on either side.
		{Says: "partners for whom the vendor is a key source", Direction: AtMost, Threshold: 0.22, Effect: level(allDirect.Name, keySource)},
		{Says: "partners for whom the vendor is a key source", Direction: AtLeast, Threshold: 0.022, Effect: level(allDirect.Name, keySource)},
	},
	Cause:    Cause{"all A and B leads for partners", set(keyReserved, 1.0)},
	HingesOn: "how many good leads are left for partners",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("%s of partners, mean over three year ends", percentOf(s.mean(allDirect.Name, keySource)))
	},
	Picture: Picture{Read: keySource},
}

var patternP3 = Pattern{
	ID: "P3", Title: "Follow-up declines: what was worked in quarter 1 is hardly opened by year 3",
	Arms:  []Arm{allDirect},
	Reads: []string{followUpFirst, followUpLast},
	Claims: []Claim{
		{Says: "follow-up of the last half-year over that of the first quarter", Direction: AtMost, Threshold: 0.5,
			Effect: func(s *Sample) []float64 {
				first, last := s.each(allDirect.Name, followUpFirst), s.each(allDirect.Name, followUpLast)
				return s.paired(func(i int) float64 { return last[i] / first[i] })
			}},
	},
	Cause:    Cause{"belief and trust frozen", set(noBelief, false, noTrust, false)},
	HingesOn: "belief and trust following what leads were worth",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("follow-up goes from %s to %s", percentOf(s.mean(allDirect.Name, followUpFirst)), percentOf(s.mean(allDirect.Name, followUpLast)))
	},
	Picture: Picture{Read: followUpLast},
}

// Qualities of P4, in equal steps. Of a line, three of the nine steps make a third.
const (
	leastQuality = 0.08
	qualitySteps = 9
	steepSteps   = 3
)

var patternP4 = Pattern{
	ID: "P4", Title: "Below a critical lead quality follow-up collapses: a threshold, not a line",
	Arms:  qualityArms(),
	Reads: []string{followUpLast},
	Claims: []Claim{
		{Says: "part of the whole change that lies in the steepest third of the range (a line: 0.33)", Direction: AtLeast, Threshold: 0.6, Effect: steepestThird},
		{Says: "follow-up at the best quality", Direction: AtLeast, Threshold: 0.8, Effect: level(qualityName(qualitySteps), followUpLast)},
		{Says: "follow-up at the worst quality", Direction: AtMost, Threshold: 0.2, Effect: level(qualityName(0), followUpLast)},
	},
	Cause:    Cause{"belief and trust frozen", set(noBelief, false, noTrust, false)},
	HingesOn: "choice_precision: the more precisely partners choose, the steeper",
	Reading: func(s *Sample) string {
		from := steepest(s)
		return fmt.Sprintf("between qualities of %s and %s follow-up in year 3 goes from %s to %s", percentOf(qualityAt(from)), percentOf(qualityAt(from+steepSteps)),
			percentOf(s.mean(qualityName(from), followUpLast)), percentOf(s.mean(qualityName(from+steepSteps), followUpLast)))
	},
	Picture: Picture{Read: followUpLast, Axis: "lead quality (share with a real project)"},
}

func qualityAt(step int) float64  { return float64(leastQuality*100+8*step) / 100 }
func qualityName(step int) string { return fmt.Sprintf("quality %.2f", qualityAt(step)) }

func qualityArms() []Arm {
	var arms []Arm
	for i := range qualitySteps + 1 {
		arms = append(arms, Arm{Name: qualityName(i), Set: set(keyQuality, qualityAt(i)), X: qualityAt(i)})
	}
	return arms
}

// steepest finds where the mean response rises most over a third of the range.
func steepest(s *Sample) int {
	best, most := 0, 0.0
	for from := range qualitySteps - steepSteps + 1 {
		if rise := riseFrom(s, from, from+steepSteps); rise > most {
			best, most = from, rise
		}
	}
	return best
}

func riseFrom(s *Sample, from, to int) float64 {
	return s.mean(qualityName(to), followUpLast) - s.mean(qualityName(from), followUpLast)
}

// steepestThird takes the place of the steepest third from all replications: each
// one's own would make a virtue of its noise.
func steepestThird(s *Sample) []float64 {
	from := steepest(s)
	return pooled(func(s *Sample) float64 { return riseFrom(s, from, from+steepSteps) / riseFrom(s, 0, qualitySteps) })(s)
}

var patternP16 = Pattern{
	ID: "P16", Title: "Partners accept all leads and work few: the rest stays in the drawer",
	Arms:  []Arm{{Name: "baseline"}},
	Reads: []string{followUpAll, "leads_to_partners@all", "leads_worked@all"},
	Claims: []Claim{
		// "Few" is read as less than half.
		{Says: "share of accepted leads that were not worked", Direction: AtLeast, Threshold: 0.5,
			Effect: func(s *Sample) []float64 {
				accepted, worked := s.each("baseline", "leads_to_partners@all"), s.each("baseline", "leads_worked@all")
				return s.paired(func(i int) float64 { return 1 - worked[i]/accepted[i] })
			}},
	},
	Cause:    Cause{"belief and trust frozen", set(noBelief, false, noTrust, false)},
	HingesOn: "lead quality: see P4",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("of %.0f leads accepted in three years %.0f were worked", s.mean("baseline", "leads_to_partners@all"), s.mean("baseline", "leads_worked@all"))
	},
	Picture: Picture{Read: followUpAll},
}

// percentOf prints a share for a reading.
func percentOf(x float64) string { return percent(x) + " %" }
