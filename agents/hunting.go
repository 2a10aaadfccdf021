package agents

// Practise returns hunting skill after a week in which the given share of
// capacity went into hunting for the line: skill grows with use and fades
// without (learning with depreciation: Argote; Benkard 2000).
func (r *Rules) Practise(skill, share float64) float64 {
	return skill + float64(r.SkillGain*share*(1-skill)) - float64(r.SkillLoss*skill)
}

// ExperienceYield moves the experienced yield (opportunities/hour) toward what a
// week's hunting brought. An hour or less teaches nothing.
func (r *Rules) ExperienceYield(yield, hours, found, capacity float64) float64 {
	if hours <= 1 {
		return yield
	}
	pace := r.YieldLearning * min(1, hours/capacity)
	return yield + float64(pace*(found/hours-yield))
}

// OutsideYield is the yield of the outside line (opportunities/hour) with so
// many of its opportunities open: other markets saturate too.
func (r *Rules) OutsideYield(open int32) float64 { return r.OutsideRate / (1 + float64(open)) }

// WinChance is the chance that a decided opportunity is won.
// ready is the factor of the project's readiness.
func (r *Rules) WinChance(ownSegment bool, closing, ready float64) float64 {
	fit := r.Market.FitOther
	if ownSegment {
		fit = r.Market.FitOwn
	}
	return min(1, r.Market.Close*fit*closing*ready)
}
