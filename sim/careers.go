package sim

// Career is what a partner did for one vendor in the recorded weeks of a run in which it
// carried the vendor's line.
type Career struct {
	Vendor     int // place in Layout.Vendors
	Partner    int // place, from 1
	Generation int // how many had the place before
	Archetype  string
	Segment    string

	Weeks         int     // carried the line
	Received      int     // leads
	Opened        int     // leads taken out of the drawer
	Worked        int     // leads on which a contact was paid for
	Expired       int     // leads that ran out, opened or not
	Opportunities int     // from leads
	Found         int     // opportunities from hunting
	Won, Lost     int     // opportunities of both kinds and of campaigns decided
	Revenue       float64 // list value of deals won, money
	HoursOnLeads  float64
	HoursHunted   float64
	Trust, Belief float64 // at the end of its last week; belief is the chance of a lead of average grade
}
