package agents

// Tier is a partner's rank in a vendor's programme.
type Tier uint8

// The tiers, best first. Newcomers are bronze.
const (
	Gold Tier = iota
	Silver
	Bronze
	Tiers // number of tiers
)

// String is the tier's name.
func (t Tier) String() string { return [...]string{"gold", "silver", "bronze"}[t] }

// Standing is how a partner stands with a vendor: what the vendor keeps on file
// about it, what the programme has given it, and what each thinks of the other.
// The partner's own mind toward the vendor is its Line.
type Standing struct {
	Esteem   float64 // of the vendor's people for the partner, 0..1
	Funds    float64 // unspent co-marketing funds, money
	Campaign Belief  // the partner's, that a lead of its own campaign becomes an opportunity

	SeenOwn  float64 // vendor's estimate of the partner's own opportunities per quarter
	SeenGood float64 // partner's estimate of the vendor's good leads per partner and week
	Met      bool    // whether these two have been formed

	Want    [Classes]float32 // last week's chance that the partner opens a lead, 0 if busy; for open-pool
	Tier    Tier
	Laggard bool // named at the last review
	Asked   bool // for leads, this week
	Waiting bool // asked last week
	Spent   bool // funds, this week

	// What befell the partner since it last learned, outside its own work.
	Honoured, Broken, Recalled, Helped uint16
	Referred                           uint16 // leads from account managers, which are not on the desk's record
	Shortfall                          bool

	quarters [4]Quarter
}

// Quarter is a vendor's record of a partner in one quarter.
type Quarter struct {
	Leads   uint16  // given to it by the desk, account managers' apart
	Wins    uint16  // reported, on such leads
	Found   uint16  // opportunities that it hunted
	Revenue float32 // list value of all its deals of the line, money
}

// Join starts the file of a new member.
func (st *Standing) Join(r *Rules, v *Vendor) {
	*st = Standing{Esteem: r.EsteemStart, Tier: Bronze,
		Campaign: NewBelief(v.CampaignClaim, r.StartWeight()), Want: [Classes]float32{1, 1}}
}

// Quarter returns the record of quarter number q since the start.
func (st *Standing) Quarter(q int) *Quarter { return &st.quarters[q%len(st.quarters)] }

// EndWeek forgets what belonged to one week; who asked for leads waits for them now.
func (st *Standing) EndWeek() {
	st.Waiting, st.Asked, st.Spent, st.Shortfall = st.Asked, false, false, false
	st.Honoured, st.Broken, st.Recalled, st.Helped, st.Referred = 0, 0, 0, 0, 0
}

// Year is the sum of the last four quarters.
func (st *Standing) Year() (leads, wins int, revenue float64) {
	for i := range st.quarters {
		leads += int(st.quarters[i].Leads)
		wins += int(st.quarters[i].Wins)
		revenue += float64(st.quarters[i].Revenue)
	}
	return leads, wins, revenue
}

// leastMean stands in for the mean of all partners before anything was reported.
const leastMean = 0.001

// Conversion is the vendor's estimate of a partner's reported wins per lead: its
// record of four quarters, mixed with the mean of all partners at a weight of
// merit_weight leads (empirical Bayes with a fixed weight).
func (v *Vendor) Conversion(st *Standing, mean float64) float64 {
	leads, wins, _ := st.Year()
	mean = max(mean, leastMean)
	return (float64(wins) + float64(v.MeritWeight*mean)) / (float64(leads) + v.MeritWeight)
}

// Regard moves esteem by a week: an ask lowers it, reported wins of the partner's
// own raise it, and it drifts toward 0.5.
func (r *Rules) Regard(esteem float64, asked bool, wins int32) float64 {
	if asked {
		esteem = Lose(esteem, r.EsteemAsk, 1)
	}
	esteem = Gain(esteem, r.EsteemWin, wins)
	return esteem + float64(r.EsteemDrift*(0.5-esteem))
}

// shortfall is how far evidence may stay below an estimate without disappointing.
const shortfall = 0.25

// Compare holds an estimate against the truth of a quarter. The estimate moves
// part of the way; short tells whether the truth is more than a quarter below it.
func (r *Rules) Compare(estimate, truth float64) (moved float64, short bool) {
	return estimate + float64(r.GapPace*(truth-estimate)), truth < (1-shortfall)*estimate
}

// Coach moves closing skill a week's coaching nearer to what coaching can reach.
func (v *Vendor) Coach(closing float64) float64 {
	if closing >= v.CoachingTop {
		return closing
	}
	return closing + float64(v.CoachingPace*(v.CoachingTop-closing))
}

// Referrals is the mean number of leads that an account manager passes to a
// partner this week: more to those held in esteem, and to those who asked.
func (v *Vendor) Referrals(st *Standing) float64 {
	rate := v.Vendor.Referrals
	if st.Waiting {
		rate += v.ReferAsked
	}
	return v.Attentive * rate * st.Esteem
}

// knows is the share of what an account manager of a normal span knows and does
// that is left at the vendor's span.
func knows(span, full float64) float64 {
	if span <= full {
		return 1
	}
	return full / span
}
