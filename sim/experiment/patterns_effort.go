package experiment

import (
	"fmt"
	"math"
)

// Patterns of where partners' hours go.

const (
	huntingShare = "hunting_hours_share@all"
	outsideShare = "outside_hours_share@all"
	skillAtEnd   = "hunting_skill@last_half_year"
	profitAll    = "vendor_profit@all"
)

// Volumes of P7, in doublings of the baseline's: wide enough for the optimum of a larger market.
var doublings = []float64{-3, -2, -1, 0, 1, 2, 3}

const (
	baselineVolume = 296
	quarterStep    = 1 // a quarter of the baseline's leads
	fourTimesStep  = 5
)

// markets are the markets of P7, the baseline's first.
var markets = []Arm{
	{Name: "baseline market"},
	{Name: "market twice as large", Set: set("market.projects_per_week", 480.0)},
	{Name: "declining market", Set: set("market.maturity", "declining")},
}

var patternP7 = Pattern{
	ID: "P7", Title: "More leads, less hunting; the vendor's profit has an optimum that shifts with the market",
	Arms:  volumeArms(),
	Reads: []string{huntingShare, outsideShare, skillAtEnd, profitAll},
	Claims: []Claim{
		{Says: "hunting hours with four times the leads over those with a quarter", Direction: AtMost, Threshold: 0.8,
			Effect: over(volumeName(0, fourTimesStep), huntingShare, volumeName(0, quarterStep), huntingShare)},
		{Says: "hunting skill in year 3 with four times the leads over that with a quarter", Direction: AtMost, Threshold: 0.9,
			Effect: over(volumeName(0, fourTimesStep), skillAtEnd, volumeName(0, quarterStep), skillAtEnd)},
		{Says: "rise of the outside line's part in hunting hours", Direction: AtLeast, Threshold: 0.03, Effect: toOutside},
		{Says: "profit at the best volume between less profit at the least, million", Direction: AtLeast, Threshold: 0, Effect: bestProfit(0)},
		{Says: "profit at the best volume between less profit at the greatest, million", Direction: AtLeast, Threshold: 0, Effect: bestProfit(len(doublings) - 1)},
		// "Shifts" is read as a fifth more, or fewer, leads.
		{Says: "shift of the optimum in a market twice as large, doublings", Direction: AtLeast, Threshold: 0.25, Effect: shift(1)},
		{Says: "shift of the optimum in a declining market, doublings", Direction: AtMost, Threshold: -0.25, Effect: shift(2)},
	},
	Cause:    Cause{"skill and aspiration frozen", set("mechanisms.skill", false, "mechanisms.aspiration", false)},
	HingesOn: "cost_per_lead, and how many leads it takes before one fishes out what hunters would not have found",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("from a quarter to four times the leads hunting falls from %s to %s of hours; profit is best, in the mean over runs, at %.0f, %.0f and %.0f leads a week in the baseline, large and declining market",
			percentOf(s.mean(volumeName(0, quarterStep), huntingShare)), percentOf(s.mean(volumeName(0, fourTimesStep), huntingShare)), volumeOf(optimum(s, 0)), volumeOf(optimum(s, 1)), volumeOf(optimum(s, 2)))
	},
	Picture: Picture{Read: profitAll, Axis: "leads a week"},
}

func volumeOf(doubled float64) float64 { return baselineVolume * math.Exp2(doubled) }

func volumeName(market, step int) string {
	return fmt.Sprintf("%s, %.0f leads", markets[market].Name, volumeOf(doublings[step]))
}

func volumeArms() []Arm {
	var arms []Arm
	for m, market := range markets {
		for i, d := range doublings {
			arms = append(arms, Arm{Name: volumeName(m, i), Series: market.Name, X: volumeOf(d),
				Set: append(set(keyVolume, volumeOf(d)), market.Set...)})
		}
	}
	return arms
}

// toOutside is how much more of the hunting hours go to the outside line with
// four times the leads than with a quarter.
func toOutside(s *Sample) []float64 {
	part := func(step, i int) float64 {
		outside, own := s.each(volumeName(0, step), outsideShare)[i], s.each(volumeName(0, step), huntingShare)[i]
		return outside / (outside + own)
	}
	return s.paired(func(i int) float64 { return part(fourTimesStep, i) - part(quarterStep, i) })
}

// bestProfit compares the best volume between the ends, by the mean over all
// replications, with an end. In millions.
func bestProfit(end int) func(*Sample) []float64 {
	return func(s *Sample) []float64 {
		best := 1
		for step := 2; step < len(doublings)-1; step++ {
			if s.mean(volumeName(0, step), profitAll) > s.mean(volumeName(0, best), profitAll) {
				best = step
			}
		}
		here, there := s.each(volumeName(0, best), profitAll), s.each(volumeName(0, end), profitAll)
		return s.paired(func(i int) float64 { return (here[i] - there[i]) / 1e6 })
	}
}

// optimum is where the parabola through mean profits over doublings of the volume
// has its top, one doubling beyond the range at most.
func optimum(s *Sample, market int) float64 {
	var profit []float64
	for step := range doublings {
		profit = append(profit, s.mean(volumeName(market, step), profitAll))
	}
	// Least squares on -3..3: the polynomials 1, x and x^2 - 4 are orthogonal there.
	linear, square := 0.0, 0.0
	for i, x := range doublings {
		linear += float64(profit[i]*x) / 28
		square += float64(profit[i]*(float64(x*x)-4)) / 84
	}
	top := math.Inf(1)
	if square < 0 {
		top = -linear / (2 * square)
	} else if linear < 0 {
		top = math.Inf(-1)
	}
	return math.Min(4, math.Max(-4, top))
}

func shift(market int) func(*Sample) []float64 {
	return pooled(func(s *Sample) float64 { return optimum(s, market) - optimum(s, 0) })
}

const (
	leastHunted = "income of those that hunted least"
	mostHunted  = "income of those that hunted most"
)

var patternP11 = Pattern{
	ID: "P11", Title: "When a lead programme ends, those that had stopped hunting lose most",
	Arms: []Arm{
		{Name: "programme goes on", Set: set(keyVolume, 4.0*baselineVolume)},
		{Name: "programme ends", Set: set(keyVolume, 4.0*baselineVolume), Shocks: shocks(cutWeek, set(keyVolume, 0.0))},
	},
	Reads: []string{leastHunted, mostHunted},
	Claims: []Claim{
		// Income falls below what it is in the same weeks where the programme goes on.
		{Says: "fall of income, third that hunted least less third that hunted most", Direction: AtLeast, Threshold: 0.05,
			Effect: pooled(func(s *Sample) float64 { return incomeFall(s, leastHunted) - incomeFall(s, mostHunted) })},
		{Says: "fall of income, third that hunted least", Direction: AtLeast, Threshold: 0,
			Effect: pooled(func(s *Sample) float64 { return incomeFall(s, leastHunted) })},
	},
	Cause:    Cause{"all partners hunters of equal gift", set("partners.hunting_sigma", 0.0)},
	HingesOn: "lasting gifts for hunting, and lead quality: a flood of poor leads keeps partners from better work",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("weeks 4-30 after the end: the income of those that hunted least falls by %s, that of those that hunted most by %s (below zero it rises)", percentOf(incomeFall(s, leastHunted)), percentOf(incomeFall(s, mostHunted)))
	},
	Picture: Picture{Read: leastHunted},
}

func incomeFall(s *Sample, third string) float64 {
	return 1 - s.mean("programme ends", third)/s.mean("programme goes on", third)
}

const (
	rivalWeek = 78
	leavers   = "partners_left@78:156"
	carriers  = "partners_active@65:77"
)

// The leads of P13 before and after a rival comes.
var patternP13 = Pattern{
	ID: "P13", Title: "Leads retain: with worthwhile leads fewer partners leave for a rival",
	Arms: []Arm{
		{Name: "worthwhile leads", Set: set(keyQuality, 0.64), Shocks: rival},
		{Name: "garbage", Set: set(keyQuality, 0.08), Shocks: rival},
		{Name: "no leads", Set: set(keyVolume, 0.0), Shocks: rival},
	},
	Reads: []string{leavers, carriers},
	Claims: []Claim{
		{Says: "leavers per member, garbage less worthwhile leads", Direction: AtLeast, Threshold: 0.05, Effect: moreLeave("garbage")},
		{Says: "leavers per member, no leads less worthwhile leads", Direction: AtLeast, Threshold: 0.05, Effect: moreLeave("no leads")},
	},
	Cause:    Cause{"nobody coming or going", set("mechanisms.exit", false)},
	HingesOn: "attention_floor: partners leave a line that has no place in their week",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("a year and a half after the rival came %.0f partners have left with worthwhile leads, %.0f with garbage, %.0f without leads",
			s.mean("worthwhile leads", leavers), s.mean("garbage", leavers), s.mean("no leads", leavers))
	},
	Picture: Picture{Read: leavers},
}

var rival = shocks(rivalWeek, set("partners.outside_worth", 1.4))

func moreLeave(arm string) func(*Sample) []float64 {
	return func(s *Sample) []float64 {
		rate := func(arm string, i int) float64 { return s.each(arm, leavers)[i] / s.each(arm, carriers)[i] }
		return s.paired(func(i int) float64 { return rate(arm, i) - rate("worthwhile leads", i) })
	}
}

const (
	withMarketing    = "baseline"
	withoutMarketing = "no marketing"
	revenueAll       = "revenue_total@all"
)

var patternP24 = Pattern{
	ID: "P24", Title: "Marketing matters: without it revenue is lower, it pays for itself, and there can be too much of it",
	Arms:  append([]Arm{{Name: withMarketing}, {Name: withoutMarketing, Set: set("mechanisms.marketing", false)}}, volumeArms()[:len(doublings)]...),
	Reads: []string{revenueAll, profitAll},
	Claims: []Claim{
		{Says: "fall of revenue without marketing", Direction: AtLeast, Threshold: 0.03, Effect: revenueFall},
		{Says: "fall of revenue without marketing", Direction: AtMost, Threshold: 0.15, Effect: revenueFall},
		{Says: "vendor's profit with marketing less without, million", Direction: AtLeast, Threshold: 0, Effect: marketingPays},
		{Says: "profit at the best volume between less profit at the least, million", Direction: AtLeast, Threshold: 0, Effect: bestProfit(0)},
		{Says: "profit at the best volume between less profit at the greatest, million", Direction: AtLeast, Threshold: 0, Effect: bestProfit(len(doublings) - 1)},
	},
	Cause:    Cause{"hunters can find every project", set("market.known_share", 1.0)},
	HingesOn: "known_share: what hunters would find anyway is no gain of marketing's",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("without marketing revenue is %s lower and the vendor's profit %.2f million", percentOf(average(revenueFall(s))), average(marketingPays(s)))
	},
	Picture: Picture{Read: revenueAll},
}

func revenueFall(s *Sample) []float64 {
	with, without := s.each(withMarketing, revenueAll), s.each(withoutMarketing, revenueAll)
	return s.paired(func(i int) float64 { return 1 - without[i]/with[i] })
}

func marketingPays(s *Sample) []float64 {
	with, without := s.each(withMarketing, profitAll), s.each(withoutMarketing, profitAll)
	return s.paired(func(i int) float64 { return (with[i] - without[i]) / 1e6 })
}
