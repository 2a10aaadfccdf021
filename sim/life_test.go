package sim

import (
	"math"
	"testing"

	"channelsim/agents"
)

// Lives add up to the world, week by week: what is told of all sellers is what
// the world counted, and the parts of a change of mind sum to the whole.
func TestLivesAddUpToTheWorld(t *testing.T) {
	for name, set := range map[string][]string{
		"recovery":    {"run.weeks", "180", "run.settle", "10", "run.warm_up", "5", "can_fail", "false"},
		"rival-calls": {"run.weeks", "80", "can_fail", "false"},
		"classroom": {"run.weeks", "80", "can_fail", "false", "funds", "200", "ask_rate", "0.2", "recall_after", "1", "vendors.*.recall", "reassign",
			"registration_broken", "0.3", "laggards", "help", "referrals", "0.2"},
		"cherry-pick": {"run.weeks", "60", "can_fail", "false", "leave_after", "1", "attention_floor", "2", "rejoin_after", "1", "rejoin_rate", "1", "lead_life", "6"},
	} {
		t.Run(name, func(t *testing.T) {
			w := world(t, load(t, name, set...), Options{})
			w.Reset(1, 0)
			lives, seen := everybody(t, w), map[string]bool{}
			before := make([][]LifeLine, len(lives))
			for range w.weekly {
				for i := range lives {
					before[i] = lives[i].Lines()
				}
				w.Step()
				var got [11]float64
				for i := range lives {
					k := lives[i].Week()
					for n := range k.Lines {
						got = tell(t, got, lives[i], &before[i][n], &k.Lines[n], seen)
					}
				}
				compare(t, w, got)
			}
			for _, what := range []string{"announced", "joined", "leak", "heard"} {
				if what != "announced" && !seen[what] && name == "rival-calls" {
					t.Errorf("nobody %s: the test says nothing of it", what)
				}
			}
			if name == "cherry-pick" && !seen["dropped"] {
				t.Error("nobody left with leads in the drawer")
			}
			if name == "recovery" && !seen["announced"] {
				t.Error("nothing was announced")
			}
		})
	}
}

// everybody follows all sellers.
func everybody(t *testing.T, w *World) (all []*Life) {
	for i := range w.sellers {
		ref := SellerRef{Number: i + 1}
		if i >= w.partners {
			ref = SellerRef{Rep: true, Number: i - w.partners + 1}
		}
		l, err := w.Life(ref)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	return all
}

// tell adds a week on a line to the sums and checks that its parts make a whole.
func tell(t *testing.T, sum [11]float64, l *Life, before, k *LifeLine, seen map[string]bool) [11]float64 {
	t.Helper()
	if !k.Member {
		seen["joined"] = seen["joined"] || k.Joined
		return sum
	}
	if d := before.Belief + k.Claimed + k.Learned + k.Heard - k.Belief; math.Abs(d) > 1e-12 {
		t.Fatalf("parts of belief miss %v: %+v", d, k)
	}
	wins := 7
	if l.rep() {
		wins = 8
	} else {
		if d := before.Trust + k.TrustBy.Total() - k.Trust; math.Abs(d) > 1e-12 {
			t.Fatalf("parts of trust miss %v: %+v", d, k)
		}
		for i, x := range []int{k.Received, k.Opened, k.Worked, k.Opportunities, k.Collisions, k.Found, k.Lost} {
			sum[i] += float64(x)
		}
		seen["announced"] = seen["announced"] || k.Claimed != 0
		seen["leak"] = seen["leak"] || k.TrustBy.Leak < -0.01
		seen["heard"] = seen["heard"] || math.Abs(k.Heard) > 0.005
	}
	sum[wins] += float64(k.Won)
	sum[9] += k.Revenue
	sum[10] += float64(k.Expired)
	seen["dropped"] = seen["dropped"] || k.Left && k.Expired > k.Missed
	return sum
}

// compare holds what was told against what was counted in the week just stepped.
func compare(t *testing.T, w *World, got [11]float64) {
	t.Helper()
	c := &w.weekly[w.week-1][len(w.desks)]
	want := [11]float64{c[leadsToPartners], c[openedPartner], c[workedPartner], c[opportunityLead], c[collisionCount], c[opportunityHunt],
		c[lostLead] + c[lostHunt] + c[lostCampaign], c[wonLead] + c[wonHunt] + c[wonCampaign], c[wonDirect], c[revenueDirect] + c[revenueLeads] + c[revenueHunted] + c[revenueCampaigns],
		c[expiredPartner] + c[expiredDirect]}
	for i := range want {
		if math.Abs(got[i]-want[i]) > 1e-6 {
			t.Fatalf("week %d: number %d is %v told, %v counted", w.week, i, got[i], want[i])
		}
	}
}

// Whoever is followed lives as if he were not.
func TestFollowingChangesNothing(t *testing.T) {
	s := load(t, "recovery", "run.weeks", "180", "run.settle", "10")
	_, want := run(t, s, Options{}, 0)
	w := world(t, s, Options{})
	w.Reset(1, 0)
	lives := everybody(t, w)
	b, err := w.Books("acme")
	if err != nil {
		t.Fatal(err)
	}
	for range w.weekly {
		w.Step()
		b.Quarter()
		for _, l := range lives {
			l.Week()
		}
	}
	rec := w.Layout().NewRecord()
	w.read(rec)
	if fingerprint(rec) != fingerprint(want) {
		t.Error("the run differs from one that nobody looked at")
	}
}

// A life ends when its firm fails, though a newcomer takes its place.
func TestLifeEndsWithTheFirm(t *testing.T) {
	w := world(t, load(t, "classroom", "run.weeks", "150", "cost_share", "1", "run.settle", "0", "entry_power", "0", "cash_max", "66"), Options{})
	w.Reset(1, 0)
	l, err := w.Life(SellerRef{Number: 1})
	if err != nil {
		t.Fatal(err)
	}
	failed, after, newcomer, last := 0, 0, false, 0.0
	for range w.weekly {
		w.Step()
		k := l.Week()
		if failed > 0 && k.Active {
			after++
		}
		if k.Failed {
			failed++
			last = k.Served + k.OnLeads + k.Hunted + k.Outside
		} else if s := &w.sellers[0]; !newcomer && !s.Active && (s.Busy || s.Week != agents.SellerWeek{}) {
			t.Fatalf("week %d: a place that nobody has works on: %+v", k.Week, s.Week)
		}
		newcomer = newcomer || failed > 0 && w.sellers[0].Active
	}
	if failed != 1 || after != 0 || !newcomer || last == 0 {
		t.Errorf("failed %d times after a week of %v hours, lived %d weeks after; a newcomer came: %v", failed, last, after, newcomer)
	}
}

func TestLifeRefusesStrangers(t *testing.T) {
	w := world(t, load(t, "classroom"), Options{})
	w.Reset(1, 0)
	for _, ref := range []SellerRef{{Number: 0}, {Number: 31}, {Rep: true, Number: 4}, {Rep: true}} {
		if _, err := w.Life(ref); err == nil {
			t.Errorf("%+v has a life", ref)
		}
	}
	if _, err := w.Books("nobody"); err == nil {
		t.Error("an unknown vendor has books")
	}
}

// A vendor's books are what its reviews saw: repeating the review from them gives
// the shares that it decided on, also after a shock restated the share.
func TestBooksAreWhatTheReviewSaw(t *testing.T) {
	s := load(t, "recovery", "run.weeks", "130")
	for i := range s.Shocks {
		s.Shocks[i].Week = 78 // the last week of a quarter, the hardest for the books
	}
	w := world(t, s, Options{})
	w.Reset(1, 0)
	b, _ := w.Books("acme")
	quarters, leads := 0, 0
	for range w.weekly {
		w.Step()
		q, ok := b.Quarter()
		if !ok {
			continue
		}
		quarters++
		leads += q.LeadsToPartners
		v := w.rules.Vendors[0].Vendor
		want := math.Min(math.Max(q.ShareBefore+v.ReviewGain*(math.Min(q.Says/v.ReviewTarget, 2)-1), v.ShareMin), v.ShareMax)
		if math.Abs(want-q.Share) > 1e-12 || q.Share != w.reserved[0] {
			t.Errorf("quarter %d: share %v after %v and a measure of %v, want %v", q.Number, q.Share, q.ShareBefore, q.Says, want)
		}
		if q.Reported > q.Won || q.Target != v.ReviewTarget || q.Review != v.Review {
			t.Errorf("quarter %d: %+v", q.Number, q)
		}
	}
	all := 0.0
	for i := range w.weekly {
		if i >= s.Run.Settle {
			all += w.weekly[i][0][leadsReachedPartners]
		}
	}
	if quarters != 10 || leads != int(all) {
		t.Errorf("%d quarters with %d leads of %v", quarters, leads, all)
	}
}
