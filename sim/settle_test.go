package sim

import (
	"math"
	"testing"

	"channelsim/agents"
)

// The ground is that of the settled market without marketing: smaller than that of a market in which
// nobody sells, of which most is still to be had, and the same whatever the vendor's levers that only
// marketing feels.
func TestSurvey(t *testing.T) {
	s := load(t, "classroom", "run.settle", "52")
	g, err := Survey(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	unsold := agents.Unsold(&s.Market)
	if !(g.Pool > 0.6*unsold.Pool && g.Pool < unsold.Pool && g.Had > 0.8 && g.Had < 1) {
		t.Errorf("%+v, without sellers %+v", g, unsold)
	}
	for _, set := range [][]string{{"lead_volume", "20"}, {"lead_quality", "0.5"}, {"policy", "lottery"}, {"run.seed", "77"}, {"review", "closed-loop"}} {
		if again, err := Survey(t.Context(), with(t, load(t, "classroom", "run.settle", "52"), set...)); err != nil || again != g {
			t.Errorf("%v: %+v, want %+v (%v)", set, again, g, err)
		}
	}
	if more, err := Survey(t.Context(), load(t, "classroom", "run.settle", "52", "hunting_rate", "0.3")); err != nil || more.Pool >= g.Pool {
		t.Errorf("more hunting leaves %+v of %+v (%v)", more, g, err)
	}
	if none, err := Survey(t.Context(), load(t, "classroom", "run.settle", "0")); err != nil || none != unsold {
		t.Errorf("without settling %+v, want %+v (%v)", none, unsold, err)
	}
}

// A large market is measured on a part of it, which is a valid one where so much is stated of the whole
// that the part could not hold it.
func TestSurveyOfALargeMarket(t *testing.T) {
	s := load(t, "large-programme", "run.settle", "6", "hours_sigma", "0.4", "partners.closing_sigma", "0.3", "lead_volume", "1000000")
	pilot, scale := pilotOf(s)
	if scale != 10 || pilot.Partners.Count != pilotPartners || pilot.Market.ProjectsPerWeek != 4800 || pilot.Vendors[0].Reps != 200 {
		t.Fatalf("scale %v, %d partners, %v projects, %v reps", scale, pilot.Partners.Count, pilot.Market.ProjectsPerWeek, pilot.Vendors[0].Reps)
	}
	if err := pilot.Validate(); err != nil {
		t.Error(err)
	}
}

// While the market settles minds, money and memberships stay as they start, and practice, pipelines
// and queues do not; nothing of it is in the record.
func TestSettlingMovesWorkAndNoMinds(t *testing.T) {
	w := world(t, load(t, "classroom", "run.settle", "30", "cash_max", "34", "leave_rate", "1", "leave_trust", "1", "gossip_rate", "1"), Options{})
	w.Reset(1, 0)
	lines, cash := append([]agents.Line(nil), w.lines...), w.sellers[3].Cash
	for range 30 {
		w.Step()
	}
	skill, open := 0.0, int32(0)
	for i := range w.lines {
		now, was := &w.lines[i], &lines[i]
		if now.Beliefs != was.Beliefs || now.Trust != was.Trust || now.Unfair != was.Unfair || now.Member != was.Member || now.Hurt != was.Hurt {
			t.Fatalf("line %d: %+v, at the start %+v", i, now, was)
		}
		skill += math.Abs(now.Skill - was.Skill)
		open += now.Open
	}
	if skill == 0 || open == 0 {
		t.Errorf("skill moved by %v, %d opportunities are open", skill, open)
	}
	for i := range w.standing {
		if leads, wins, revenue := w.standing[i].Year(); leads != 0 || wins != 0 || revenue != 0 || w.standing[i].Esteem != w.rules.EsteemStart {
			t.Fatalf("the vendor has %d leads, %d wins and %v on file", leads, wins, revenue)
		}
	}
	if w.sellers[3].Cash != cash || w.quarters[0] != [4]Tally{} || w.reserved[0] != 0.5 {
		t.Error("money, reports or the reserved share moved")
	}
	w.Step()
	if w.sellers[3].Cash == cash || w.quarters[0][0][inquiries] == 0 {
		t.Error("nothing begins with week 1")
	}
}

// What the vendor states of its leads holds in what arrives, less what its own marketing fishes out.
func TestStatedLeadsArrive(t *testing.T) {
	long(t)
	for quality, want := range map[string]float64{"0.15": 0.15, "0.27": 0.27, "0.45": 0.45} {
		s := load(t, "baseline", "lead_quality", quality, "run.weeks", "26")
		real, _ := mean(t, s, 12, 1, allWeeks, "lead_real_share")
		came, _ := mean(t, s, 12, 1, allWeeks, "leads_generated")
		if real > 1.01*want || real < 0.93*want || math.Abs(came/(26*296)-1) > 0.05 {
			t.Errorf("at quality %s %.4f are real, of %.0f leads", quality, real, came)
		}
	}
}

// Finite accounts: by hand, 10 opportunities that hours would pursue of 20 there are keep
// 20*(1 - exp(-0.5))/10 of the yield.
func TestKeptYield(t *testing.T) {
	for _, c := range []struct {
		x, accounts float64
		finite      bool
		want        float64
	}{{10, 20, true, 2 * (1 - math.Exp(-0.5))}, {10, 0, false, 1}, {0, 20, true, 1}, {10, 0, true, 0}, {1e-9, 20, true, 1}} {
		if got := keptYield(c.x, c.accounts, c.finite); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
