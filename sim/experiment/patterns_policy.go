package experiment

import (
	"fmt"
	"math"
)

// Patterns of who gets how many leads of what kind.

const (
	partnerLeads = "leads_to_partners@all"
	directLeads  = "leads_to_direct@all"
	directWins   = "direct_lead_to_win_rate@all"
	leadGini     = "lead_gini@all"
)

// Leads of twice the quality at the same budget and kappa: of the volume
// 2^-kappa is left.
const betterQuality = 0.54

var kappas = []float64{1, 1.5, 2, 2.5, 3}

var patternP8 = Pattern{
	ID: "P8", Title: "At a fixed budget wins rise with quality; few leads are wasted on many partners",
	Arms:  budgetArms(),
	Reads: []string{partnerLeads, partnerWins, directLeads, directWins},
	Claims: []Claim{
		{Says: "wins from leads of twice the quality at the same budget over those at the baseline's", Direction: AtLeast, Threshold: 1,
			Effect: pooled(func(s *Sample) float64 { return leadWins(s, kappaName(1)) / leadWins(s, "baseline") })},
		{Says: "lead wins of 100 members over those of 25, at 40 % of the volume", Direction: AtMost, Threshold: 0.9,
			Effect: pooled(func(s *Sample) float64 { return winsOf(s, "100 members") / winsOf(s, "25 members") })},
	},
	Cause:    Cause{"belief and trust frozen", set(noBelief, false, noTrust, false)},
	HingesOn: "kappa; setup hours of leads that come one by one",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("twice the quality wins %.2f times as much at kappa 1, and %s; at 40 %% of the volume 100 members win %.0f deals and 25 members %.0f",
			leadWins(s, kappaName(1))/leadWins(s, "baseline"), turningKappa(s), winsOf(s, "100 members"), winsOf(s, "25 members"))
	},
	Picture: Picture{Read: partnerWins},
}

func kappaName(kappa float64) string { return fmt.Sprintf("twice the quality at kappa %.1f", kappa) }

func budgetArms() []Arm {
	arms := []Arm{{Name: "baseline"}}
	for _, kappa := range kappas {
		arms = append(arms, Arm{Name: kappaName(kappa), Set: set(keyQuality, betterQuality, keyVolume, baselineVolume*math.Exp2(-kappa))})
	}
	return append(arms, membersArm("100 members", 1), membersArm("25 members", 0.25))
}

// membersArm has 40 % of the volume. Nobody joins, so that 25 members stay 25.
func membersArm(name string, share float64) Arm {
	return Arm{Name: name, Set: set(keyVolume, 0.4*baselineVolume, "vendors.*.members", share, "partners.join_rate", 0.0)}
}

// winsOf is the number of partners' wins from leads, leadWins that of all.
func winsOf(s *Sample, arm string) float64 {
	return s.mean(arm, partnerLeads) * s.mean(arm, partnerWins)
}

func leadWins(s *Sample, arm string) float64 {
	return winsOf(s, arm) + float64(s.mean(arm, directLeads)*s.mean(arm, directWins))
}

// turningKappa finds where leads of twice the quality win no more than before.
func turningKappa(s *Sample) string {
	base, before := leadWins(s, "baseline"), 0.0
	for i, kappa := range kappas {
		gain := leadWins(s, kappaName(kappa))/base - 1
		if gain < 0 && i > 0 {
			step := kappa - kappas[i-1]
			return fmt.Sprintf("the gain turns at kappa %.1f", kappas[i-1]+step*before/(before-gain))
		}
		before = gain
	}
	if before < 0 {
		return "there is no gain at kappa 1"
	}
	return fmt.Sprintf("the gain has not turned at kappa %.1f", kappas[len(kappas)-1])
}

var patternP9 = Pattern{
	ID: "P9", Title: "Fair and appropriate cannot both be had",
	Arms: []Arm{
		{Name: "round robin", Set: set(keyPolicy, "round-robin")},
		{Name: "lottery", Set: set(keyPolicy, "lottery")},
		knowing(0), knowing(0.5), knowing(0.8), knowing(1),
	},
	Reads: []string{leadGini, partnerWins},
	Claims: []Claim{
		{Says: "wins per lead, best fit (knowledge 0.8) less round robin", Direction: AtLeast, Threshold: 0, Effect: minus(knowingName(0.8), "round robin", partnerWins)},
		{Says: "Gini of leads, round robin less best fit (knowledge 0.8)", Direction: AtMost, Threshold: 0, Effect: minus("round robin", knowingName(0.8), leadGini)},
		{Says: "Gini of leads, round robin less lottery", Direction: AtMost, Threshold: 0, Effect: minus("round robin", "lottery", leadGini)},
		{Says: "growth of the gap in wins per lead as knowledge goes from 0 to 1", Direction: AtLeast, Threshold: 0, Effect: minus(knowingName(1), knowingName(0), partnerWins)},
	},
	Cause:    Cause{"all segments alike to a partner", set("market.fit_own", 1.0, "market.fit_other", 1.0)},
	HingesOn: "fit_own: what fit is worth",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("wins per lead: round robin %s; best fit %s knowing nothing, %s knowing all; inequality of leads (Gini) %.2f and %.2f",
			percentOf(s.mean("round robin", partnerWins)), percentOf(s.mean(knowingName(0), partnerWins)), percentOf(s.mean(knowingName(1), partnerWins)),
			s.mean("round robin", leadGini), s.mean(knowingName(0.8), leadGini))
	},
	Picture: Picture{Read: partnerWins},
}

func knowingName(k float64) string { return fmt.Sprintf("best fit, knowledge %.1f", k) }

func knowing(k float64) Arm {
	return Arm{Name: knowingName(k), Set: set(keyPolicy, "best-fit", "vendors.*.knowledge", k)}
}

// A laggard is first seen at the fourth review, at the end of week 52.
const (
	atOnce = "partner_lead_to_win_rate@53:78"
	later  = "partner_lead_to_win_rate@last_half_year"

	giniThen = "lead_gini@53:78"
)

var patternP12 = Pattern{
	ID: "P12", Title: "Reassigning laggards' leads works at once and concentrates; helping is slower and spreads",
	Arms:  []Arm{laggards("leave", 0.5), laggards("reassign", 0.5), laggards("help", 0.5), laggards("leave", 0), laggards("reassign", 0)},
	Reads: []string{atOnce, later, partnerWins, giniThen},
	Claims: []Claim{
		{Says: "wins per lead in the half-year after the fourth review, reassign less leave", Direction: AtLeast, Threshold: 0, Effect: minus(laggardName("reassign", 0.5), laggardName("leave", 0.5), atOnce)},
		{Says: "Gini of leads in that half-year, reassign less leave", Direction: AtLeast, Threshold: 0.05, Effect: minus(laggardName("reassign", 0.5), laggardName("leave", 0.5), giniThen)},
		{Says: "gain in wins per lead by helping, last half-year less first", Direction: AtLeast, Threshold: 0, Effect: helpComesLate},
		{Says: "Gini of leads in that half-year, help less leave", Direction: AtMost, Threshold: 0.02, Effect: minus(laggardName("help", 0.5), laggardName("leave", 0.5), giniThen)},
		{Says: "wins per lead with all equally skilled, reassign over leave", Direction: AtMost, Threshold: 1.03,
			Effect: over(laggardName("reassign", 0), partnerWins, laggardName("leave", 0), partnerWins)},
	},
	Cause: Cause{"all partners equally good at closing and hunting, belief and trust frozen",
		set(keyClosing, 0.0, "partners.hunting_sigma", 0.0, noBelief, false, noTrust, false)},
	HingesOn: "how unequal partners are, in skill and in what they think of leads",
	Reading: func(s *Sample) string {
		at := func(how string, sigma float64, read string) string {
			return percentOf(s.mean(laggardName(how, sigma), read))
		}
		return fmt.Sprintf("wins per lead at once and in year 3: left alone %s and %s, reassigned %s and %s, helped %s and %s; inequality of leads (Gini) %.2f, %.2f, %.2f",
			at("leave", 0.5, atOnce), at("leave", 0.5, later), at("reassign", 0.5, atOnce), at("reassign", 0.5, later), at("help", 0.5, atOnce), at("help", 0.5, later),
			s.mean(laggardName("leave", 0.5), giniThen), s.mean(laggardName("reassign", 0.5), giniThen), s.mean(laggardName("help", 0.5), giniThen))
	},
	Picture: Picture{Read: later},
}

func laggardName(how string, sigma float64) string {
	return fmt.Sprintf("%s, closing sd %.1f", how, sigma)
}

func laggards(how string, sigma float64) Arm {
	settings := set("vendors.*.laggards", how, keyClosing, sigma)
	if sigma == 0 { // equal in all that makes a partner good at its work
		settings = append(settings, set("partners.hunting_sigma", 0.0)...)
	}
	return Arm{Name: laggardName(how, sigma), Set: settings}
}

func helpComesLate(s *Sample) []float64 {
	gain := func(read string) []float64 {
		return minus(laggardName("help", 0.5), laggardName("leave", 0.5), read)(s)
	}
	last, first := gain(later), gain(atOnce)
	return s.paired(func(i int) float64 { return last[i] - first[i] })
}

const (
	noisyInquiries = 6
	workedRate     = "direct_follow_up_rate@all"
	partnerOpened  = "partner_worked_to_opportunity_rate@all"
	partnerClosed  = "partner_opportunity_to_win_rate@all"
	wideGate       = "gate 0.16, depth 0"
	narrowGate     = "gate 0.07, depth 2"
)

var patternP19 = Pattern{
	ID: "P19", Title: "Qualify more, send fewer: every later stage gains, and wins per inquiry",
	Arms: []Arm{
		{Name: wideGate, Set: append(noise(noisyInquiries), set("vendors.*.gate", 0.16, "vendors.*.depth", 0.0)...)},
		{Name: narrowGate, Set: append(noise(noisyInquiries), set("vendors.*.gate", 0.07, "vendors.*.depth", 2.0)...)},
	},
	Reads: []string{partnerLeads, directLeads, followUpAll, workedRate, partnerOpened, opened, partnerClosed, closed, partnerWins, directWins},
	Claims: []Claim{
		// Inquiries are the same in both: marketing touches the same projects.
		{Says: "wins per inquiry, narrow gate over wide", Direction: AtLeast, Threshold: 1,
			Effect: pooled(func(s *Sample) float64 { return leadWins(s, narrowGate) / leadWins(s, wideGate) })},
		{Says: "leads worked per lead, narrow gate over wide", Direction: AtLeast, Threshold: 1, Effect: stage(func(f funnel) float64 { return f.worked / f.leads })},
		{Says: "opportunities per worked lead, narrow gate over wide", Direction: AtLeast, Threshold: 1, Effect: stage(func(f funnel) float64 { return f.opportunities / f.worked })},
		{Says: "wins per opportunity, narrow gate over wide", Direction: AtLeast, Threshold: 1, Effect: stage(func(f funnel) float64 { return f.wins / f.opportunities })},
	},
	Cause:    Cause{"grades that tell nothing", set("vendors.*.auc_gap", 0.49, "vendors.*.auc_rate", 0.0)},
	HingesOn: "score_ready: a deeper look tells better who is ready to buy",
	Reading: func(s *Sample) string {
		wide, narrow := funnelOf(s, wideGate), funnelOf(s, narrowGate)
		return fmt.Sprintf("wins per 1,000 stated inquiries %.1f -> %.1f; worked %s -> %s of leads, opportunities %s -> %s of these, wins %s -> %s of these",
			wide.perInquiry(), narrow.perInquiry(), percentOf(wide.worked/wide.leads), percentOf(narrow.worked/narrow.leads),
			percentOf(wide.opportunities/wide.worked), percentOf(narrow.opportunities/narrow.worked), percentOf(wide.wins/wide.opportunities), percentOf(narrow.wins/narrow.opportunities))
	},
	Picture: Picture{Read: partnerWins},
}

// funnel counts leads of both routes, in means over replications.
type funnel struct{ leads, worked, opportunities, wins float64 }

func funnelOf(s *Sample, arm string) funnel {
	var f funnel
	for _, route := range [][3]string{{partnerLeads, followUpAll, partnerOpened}, {directLeads, workedRate, opened}} {
		leads := s.mean(arm, route[0])
		worked := float64(leads * s.mean(arm, route[1]))
		f.leads += leads
		f.worked += worked
		f.opportunities += float64(worked * s.mean(arm, route[2]))
	}
	f.wins = leadWins(s, arm)
	return f
}

// perInquiry is wins per 1,000 stated inquiries of three years.
func (f funnel) perInquiry() float64 {
	return 1000 * f.wins / (baselinePartners * (realLeads + noisyInquiries) * 156)
}

func stage(rate func(f funnel) float64) func(*Sample) []float64 {
	return pooled(func(s *Sample) float64 { return rate(funnelOf(s, narrowGate)) / rate(funnelOf(s, wideGate)) })
}
