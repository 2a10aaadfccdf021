package agents

import "testing"

// simpson is a year in which both routes win one A/B lead in ten and one other
// lead in a hundred. The direct team had most of the A/B leads, so the report
// over all leads makes the channel look five times worse: Simpson's paradox.
func simpson() Figures {
	return Figures{
		Leads: [Routes][Classes]float64{Direct: {900, 100}, Channel: {100, 900}},
		Wins:  [Routes][Classes]float64{Direct: {90, 1}, Channel: {10, 9}},
	}
}

// reviewer is a vendor that expects the channel to do as well as its own team.
func reviewer(kind string) *Vendor {
	v := rulesWith(nil).Vendors[0]
	v.Review, v.ReviewTarget = kind, 1
	return &v
}

func TestNaiveReviewIsMisledByComposition(t *testing.T) {
	f := simpson()
	x := (19.0 / 1000) / (91.0 / 1000)
	near(t, "share after a naive review", reviewer("naive").ReviewShare(0.5, &f), 0.5+0.5*(x-1))
	near(t, "share after an adjusted one", reviewer("grade-adjusted").ReviewShare(0.5, &f), 0.5)
	near(t, "share after a closed-loop one", reviewer("closed-loop").ReviewShare(0.5, &f), 0.5)
}

// The same year, but partners report four wins of ten. Only an audit shows it.
func TestClosedLoopReviewCorrectsForSilence(t *testing.T) {
	f := simpson()
	f.Wins[Channel] = [Classes]float64{4, 3.6}
	near(t, "share after an adjusted review", reviewer("grade-adjusted").ReviewShare(0.5, &f), 0.5+0.5*(0.4-1))
	near(t, "without an audit", reviewer("closed-loop").ReviewShare(0.5, &f), 0.5+0.5*(0.4-1))
	f.Audited, f.Reported = 20, 8
	near(t, "with an audit", reviewer("closed-loop").ReviewShare(0.5, &f), 0.5)
	near(t, "an audit that nobody reads", reviewer("grade-adjusted").ReviewShare(0.5, &f), 0.5+0.5*(0.4-1))
	f.Audited, f.Reported = 20, 0 // counts as half a report: rho = 0.025, and x is past the cap
	near(t, "nothing reported", reviewer("closed-loop").ReviewShare(0.3, &f), 0.8)
	f.Wins[Channel] = [Classes]float64{}
	near(t, "nothing reported ever", reviewer("closed-loop").ReviewShare(0.6, &f), 0.1)
}

// Standardisation by hand where the routes do differ by class.
func TestAdjustedWeighsClasses(t *testing.T) {
	f := Figures{
		Leads: [Routes][Classes]float64{Direct: {60, 40}, Channel: {40, 160}},
		Wins:  [Routes][Classes]float64{Direct: {12, 2}, Channel: {4, 8}},
	}
	// A/B: weight 100, 0.1 against 0.2; the rest: weight 200, 0.05 against 0.05
	near(t, "share", reviewer("grade-adjusted").ReviewShare(0.5, &f), 0.5+0.5*(20.0/30-1))
}

func TestReviewShareStaysWhereNothingCanBeMeasured(t *testing.T) {
	none := Figures{}
	noWins := simpson()
	noWins.Wins[Direct] = [Classes]float64{}
	few := simpson()
	few.Leads = [Routes][Classes]float64{Direct: {900, 19}, Channel: {19, 900}}
	for name, c := range map[string]struct {
		kind string
		f    Figures
	}{
		"review off":                  {"none", simpson()},
		"unknown review":              {"by-horoscope", simpson()},
		"naive, no leads":             {"naive", none},
		"naive, no direct wins":       {"naive", noWins},
		"adjusted, no leads":          {"grade-adjusted", none},
		"adjusted, no direct wins":    {"grade-adjusted", noWins},
		"adjusted, too few leads":     {"grade-adjusted", few},
		"closed-loop, no direct wins": {"closed-loop", noWins},
	} {
		if got := reviewer(c.kind).ReviewShare(0.37, &c.f); got != 0.37 {
			t.Errorf("%s: share moved to %g", name, got)
		}
	}
}

// A class with fewer than 20 leads on either route is left out, one with 20 is not.
func TestAdjustedLeavesOutThinClasses(t *testing.T) {
	f := Figures{
		Leads: [Routes][Classes]float64{Direct: {100, 100}, Channel: {19, 100}},
		Wins:  [Routes][Classes]float64{Direct: {10, 5}, Channel: {19, 4}},
	}
	v := reviewer("grade-adjusted")
	near(t, "share by the rest alone", v.ReviewShare(0.5, &f), 0.5+0.5*(0.8-1))
	f.Leads[Channel][AB], f.Wins[Channel][AB] = 20, 1
	near(t, "share by both", v.ReviewShare(0.5, &f), 0.5+0.5*((120*0.05+200*0.04)/(120*0.1+200*0.05)-1))
}

func TestReviewShareIsClipped(t *testing.T) {
	f := simpson()
	v := reviewer("naive")
	near(t, "at the bottom", v.ReviewShare(0.06, &f), 0.05)
	v.ReviewTarget = 0.001 // far surpassed: counts as twice the target
	near(t, "best step", v.ReviewShare(0.2, &f), 0.7)
	near(t, "at the top", v.ReviewShare(0.5, &f), 0.9)
}
