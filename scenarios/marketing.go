package scenarios

import (
	"math"
	"strconv"
)

// Marketing rests on one equation, budget = lead_volume * cost per touch, with
// cost per touch = cost_per_lead * (lead_quality/cost_quality)^kappa. Two of
// volume, quality and budget are stated, the third follows.

// stated says which keys of a vendor were given together.
type stated map[string]bool

// CostPerTouch is what one touch (inquiry) costs at the vendor's lead quality,
// in money: cost_per_lead * (lead_quality/cost_quality)^kappa.
func (v *Vendor) CostPerTouch() float64 {
	return v.CostPerLead * power(v.LeadQuality/v.CostQuality, v.Kappa)
}

// settle makes volume, quality and budget agree after the keys in given were
// set. It returns the key at fault and what is wrong, or two empty strings.
// In the end the budget is always computed from the volume, so that a file
// that states volume and quality gives the same bits.
func (v *Vendor) settle(given stated) (key, msg string) {
	volume, quality, budget := given["lead_volume"], given["lead_quality"], given["budget"]
	switch {
	case volume && quality && budget:
		if want := float64(v.LeadVolume * v.CostPerTouch()); math.Abs(v.Budget-want) > 1e-6*max(v.Budget, want) {
			return "budget", "does not agree with lead_volume and lead_quality, which cost " + FormatNumber(want) + " a week: state two of the three"
		}
	case volume && budget:
		if !v.qualityFollows() {
			return "budget", "no lead_quality gives this budget at this lead_volume: state another two of the three"
		}
	case volume:
	case budget && v.Budget == 0 && v.LeadVolume == 0: // no leads cost nothing, whatever one costs
	case budget || v.Hold == "budget" && given.changesCost():
		cost := v.CostPerTouch()
		if !(cost > 0) {
			return "lead_quality", "must be above 0, and so must cost_per_lead, for a lead_volume to follow from the budget"
		}
		v.LeadVolume = v.Budget / cost
	}
	v.Budget = v.LeadVolume * v.CostPerTouch()
	return "", ""
}

func (given stated) changesCost() bool {
	return given["lead_quality"] || given["cost_per_lead"] || given["cost_quality"] || given["kappa"]
}

// qualityFollows solves the equation for lead_quality; it reports false where
// no finite quality does.
func (v *Vendor) qualityFollows() bool {
	if !(v.Kappa > 0 && v.LeadVolume > 0 && v.CostPerLead > 0) {
		return false
	}
	q := v.CostQuality * power(v.Budget/(v.LeadVolume*v.CostPerLead), 1/v.Kappa)
	if math.IsNaN(q) || math.IsInf(q, 0) {
		return false
	}
	v.LeadQuality = q
	return true
}

// power is x^e. math.Pow differs in its last bits between processors, hence
// the usual exponents are exact products and others keep twelve digits.
func power(x, e float64) float64 {
	switch e {
	case 0:
		return 1
	case 0.5:
		return math.Sqrt(x)
	case 1:
		return x
	case 2:
		return x * x
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(math.Pow(x, e), 'e', 11, 64), 64)
	if err != nil {
		return math.Inf(1)
	}
	return rounded
}
