package scenarios

import "strings"

// Scenario is everything that is assumed about one market, its vendors and
// their partners. The zero value is of no use; start from Default or Load.
type Scenario struct {
	Name        string // short key, lower case with hyphens
	Title       string // one line for tables and pictures
	Description string // what it shows, in a few sentences
	Source      string // where its figures come from

	Run        Run
	Market     Market
	Partners   Partners
	Direct     Direct
	Mechanisms Mechanisms
	Segments   []Segment
	Archetypes []Archetype
	Vendors    []Vendor
	Shocks     []Shock
	Expect     []Expect

	moved   []Moved          // what the file leaves open and has changed since an earlier model
	written int              // for which version of the model the file says it is; 0 if it does not say
	origin  map[string]place // where each key was written, for faults
}

// place is a line in a scenario file.
type place struct {
	file string
	line int
}

// Run says how long and how often the scenario is simulated.
type Run struct {
	Weeks    int    // horizon, recorded weeks
	Runs     int    // replications
	Seed     int    // seed of all random streams
	Settle   int    // weeks before anything else in which the market and sellers' work settle, and minds stay as they start
	WarmUp   int    // weeks simulated before the record starts
	Start    string // first day of week 1, YYYY-MM-DD, or empty
	Currency string // currency code for tables and axes, or empty
}

// Before is the number of weeks that are simulated before the record starts.
func (r *Run) Before() int { return r.Settle + r.WarmUp }

// Market holds the facts about customers: they are the same for whoever sells.
type Market struct {
	ProjectsPerWeek float64
	MeanLife        float64
	ValueMean       float64
	ValueSigma      float64
	Maturity        string
	BassP           float64
	BassQ           float64
	Reach           float64
	SpeedTau        float64
	Close           float64
	CycleWeeks      float64
	Requeue         float64
	Readiness       float64
	FitOwn          float64
	FitOther        float64
	Freshness       int
	PursuedTouch    float64
	CustomerShare   float64
	CustomerDirect  float64
	CustomerEase    float64
	CustomerScore   float64
	KnownShare      float64
}

// Partners holds what partners have in common, and their law of variation.
type Partners struct {
	Count        int
	Hours        float64
	HoursSigma   float64
	SkillMin     float64
	SkillMax     float64
	ClosingSigma float64
	HuntingSigma float64

	HoursSetup   float64
	HoursReview  float64
	HoursContact float64
	HoursPursue  float64
	LeadLife     int

	ChoicePrecision float64
	EffortPrecision float64
	LeadTrustBase   float64
	LeadTrustSlope  float64
	HuntTrustBase   float64
	HuntTrustSlope  float64
	Aspiration      float64
	AspirationOpen  float64

	BeliefWeight    float64
	BeliefClaim     float64
	ClaimFactor     float64
	BeliefMemory    float64
	BeliefFloor     float64
	BeliefLearning  float64
	AnnounceWeight  float64
	GossipRate      float64
	GossipPull      float64
	ConferenceEvery int
	ConferenceWeek  int
	ConferencePull  float64
	Peers           int
	Rewiring        float64
	Hearsay         float64

	HuntingRate   float64
	OwnSegment    float64
	SkillGain     float64
	SkillLoss     float64
	YieldLearning float64
	OutsideRate   float64
	OutsideWorth  float64
	OutsideMargin float64
	OutsideOpen   float64
	BusyStart     float64
	BusyEnd       float64

	TrustStart       float64
	TrustLearning    float64
	HuntCollision    float64
	BrokenClaims     float64
	TrustDrift       float64
	TrustLossFactor  float64
	TrustOpportunity float64
	TrustGarbage     float64
	TrustCollision   float64
	TrustLeak        float64
	TrustDrought     float64
	LeakRate         float64
	LeakConference   float64
	DroughtLevel     float64
	UnfairLeak       float64
	UnfairDrought    float64
	UnfairMemory     float64
	UnfairFactor     float64

	TrustRegistration float64
	TrustBroken       float64
	TrustRecall       float64
	TrustIgnored      float64
	TrustFunds        float64
	TrustHelp         float64
	TrustShortfall    float64

	AskRate       float64
	EsteemStart   float64
	EsteemDrift   float64
	EsteemAsk     float64
	EsteemWin     float64
	FundsOwn      float64
	FundsBurst    float64
	CampaignTold  float64
	GapVendor     float64
	GapPartner    float64
	GapRate       float64
	GapShared     float64
	GapPace       float64
	GapDisappoint float64

	ReportBase  float64
	ReportFloor float64
	ReportTrust float64

	CostShare      float64
	CashMin        float64
	CashMax        float64
	CashCap        float64
	CanFail        bool
	RefillWeeks    int
	AttentionFloor float64
	AttentionWeeks float64
	LeaveAfter     int
	RejoinAfter    int
	RejoinRate     float64
	JoinRate       float64
	LeaveRate      float64
	LeaveTrust     float64
	EntryPower     float64
	WorkOrder      string
	WeekPart       float64
}

// Direct holds what the vendors' own reps have in common. Where it is silent
// a rep follows the rules and figures of Partners and Market.
type Direct struct {
	Hours           float64
	ClosingSigma    float64
	Commission      float64
	AccountYield    float64
	AccountDeals    float64
	AccountBase     float64
	CommissionPaid  bool
	SeniorityMin    float64
	SeniorityMax    float64
	TrackingEffect  float64
	PrequalifEffect float64
}

// Segment is a part of the market: an industry, a region.
type Segment struct {
	Name     string
	Share    float64 // of all projects; the shares add up to 1
	Maturity string  // overrides Market.Maturity, empty means the market's
}

// Archetype is a kind of partner: how its firms differ from the average one.
type Archetype struct {
	Name          string
	Share         float64 // of all partners; the shares add up to 1
	HoursFactor   float64
	SkillFactor   float64
	ClosingFactor float64
	FollowFactor  float64
	HuntFactor    float64
	OutsideFactor float64
	CustomerBase  float64
	MarginFactor  float64
	CostFactor    float64
}

// Vendor is one technology vendor with its marketing, policy and review.
type Vendor struct {
	Name    string
	Reps    int
	Members float64

	LeadVolume  float64
	LeadQuality float64
	Budget      float64
	Hold        string

	CostPerLead float64
	CostQuality float64
	Kappa       float64
	AUCGap      float64
	AUCRate     float64
	ScoreReady  float64
	Missing     float64
	Depth       float64
	DepthCost   float64
	Gate        float64
	GradeA      float64
	GradeB      float64
	GradeC      float64
	GradeD      float64

	Policy      string
	ABReserved  float64
	QueueLimit  int
	Candidates  int
	Knowledge   float64
	BigTicket   float64
	NamedShare  float64
	ListStretch float64
	Disclose    bool
	Tracking    bool
	Inflation   int

	WeeklyCap     int
	Exploration   float64
	Recall        string
	RecallAfter   int
	RecallMost    int
	RecallCost    float64
	MeritWeight   float64
	TierGold      float64
	TierSilver    float64
	QuotaGold     float64
	QuotaSilver   float64
	AccountSpan   float64
	AccountFull   float64
	AccountCost   float64
	Referrals     float64
	ReferAsked    float64
	ReferQuality  float64
	Registration  bool
	ProtectWeeks  int
	ProtectMargin float64
	ProtectBroken float64
	Funds         float64
	FundsLife     int
	SharedResults bool

	Review       string
	ReviewTarget float64
	ReviewGain   float64
	ShareMin     float64
	ShareMax     float64
	ReviewLeads  int
	Audit        float64

	Laggards     string
	LaggardShare float64
	LaggardFrom  int
	CoachingPace float64
	CoachingTop  float64
	CoachingCost float64
	BudgetGain   float64
	BudgetMin    float64
	BudgetMax    float64

	GrossMargin   float64
	PartnerMargin float64
	RepCost       float64
}

// Shock sets one parameter to a new value from a week on.
type Shock struct {
	Name     string
	Week     int    // first recorded week with the new value, 1-based
	Key      string // a parameter key
	Value    any    // float64, bool or string, as the parameter wants
	Announce bool   // partners hear of it: the vendor's claim enters their belief
}

// Expect is an outcome that a scenario promises.
type Expect struct {
	Name      string
	Outcome   string   // METRIC or METRIC@WINDOW
	Vendor    string   // a vendor's name or "all"
	Statistic string   // mean, sd, p05, p50, p95, ci_low or ci_high
	Min       *float64 // at least one bound
	Max       *float64
}

// Concerns reports whether the shock is about this vendor: it changes one of
// its parameters, or one that belongs to no vendor in particular.
func (s *Shock) Concerns(vendor string) bool {
	rest, ok := strings.CutPrefix(s.Key, "vendors.")
	if !ok {
		return true
	}
	name, _, _ := strings.Cut(rest, ".")
	return name == "*" || name == vendor
}
