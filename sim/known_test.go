package sim

import (
	"math"
	"testing"

	"channelsim/agents"
	"channelsim/sim/chance"
	"channelsim/sim/stats"
)

// Open projects that nobody claims follow Little's law: lambda*tau, whatever
// the market starts with (M/G/infinity), with Poisson spread.
func TestLittlesLaw(t *testing.T) {
	long(t)
	s := load(t, "baseline", "lead_volume", "0", "hunting_rate", "0", "run.weeks", "120", "freshness", "7", "run.settle", "0")
	w := world(t, s, Options{})
	early, late, n := 0.0, 0.0, 60.0
	for r := range int(n) {
		w.Reset(1, r)
		for range 120 {
			w.Step()
		}
		early += w.weekly[0][1][projectsOpen]
		late += w.weekly[119][1][projectsOpen]
	}
	want, se := 240.0*20, math.Sqrt(240*20/n)
	for _, got := range []float64{early / n, late / n} {
		if math.Abs(got-want) > 4*se {
			t.Errorf("%v projects open, want %v +- %v", got, want, se)
		}
	}
}

// Arrivals follow the closed form of the Bass curve.
func TestArrivalsFollowBass(t *testing.T) {
	s := load(t, "baseline", "market.maturity", "nascent", "run.weeks", "156", "projects_per_week", "5000", "run.settle", "3")
	w := world(t, s, Options{})
	w.Reset(1, 0)
	for range 3 { // while the market settles projects appear as in the first week
		w.Step()
	}
	const p, q = 0.03, 0.38
	adopters := func(t float64) float64 { // F(t), t in years since the market began
		e := math.Exp(-(p + q) * t)
		return (1 - e) / (1 + q/p*e)
	}
	start := 0.0 // by bisection: F(start) = 0.02
	for step := 8.0; step > 1e-12; step /= 2 {
		if adopters(start+step) < 0.02 {
			start += step
		}
	}
	peak := (p + q) * (p + q) / (4 * q)
	for year := range 3 {
		got := 0.0
		for range 52 {
			w.Step()
			got += w.weekly[w.week-1][1][projectsArrived]
		}
		from := start + float64(year)
		// arrivals of a week are those at its start: the integral less half a week's growth
		want := 5000 / peak * 52 * (adopters(from+1-0.5/52) - adopters(from-0.5/52))
		if math.Abs(got-want) > 4*math.Sqrt(want)+0.001*want {
			t.Errorf("year %d: %v arrivals, want %v", year+1, got, want)
		}
	}
}

func TestBassRate(t *testing.T) {
	for _, c := range []struct {
		maturity string
		years    float64
		want     float64
	}{
		{"flat", 7, 1},
		{"nascent", 0, (0.03 + 0.38*0.02) * 0.98 / (0.41 * 0.41 / 1.52)},
		{"declining", 0, (0.03 + 0.38*0.85) * 0.15 / (0.41 * 0.41 / 1.52)},
	} {
		if got := BassRate(c.maturity, 0.03, 0.38, c.years); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s after %v years: %v, want %v", c.maturity, c.years, got, c.want)
		}
	}
	top := 0.0
	for y := 0.0; y < 20; y += 0.01 {
		top = max(top, BassRate("nascent", 0.03, 0.38, y))
	}
	if math.Abs(top-1) > 1e-5 {
		t.Errorf("the curve peaks at %v, want 1", top)
	}
}

// One partner without limits: wins per lead are P(real)*reach*close.
func TestOnePartnerWithoutLimits(t *testing.T) {
	long(t)
	s := load(t, "baseline", "partners.count", "1", "peers", "0", "partners.hours", "100000", "hours_sigma", "0", "reps", "0",
		"hunting_rate", "0", "outside_rate", "0", "projects_per_week", "5000", "lead_volume", "300", "mechanisms.ageing", "false",
		"mechanisms.busy_spells", "false", "mechanisms.exit", "false", "partners.closing_sigma", "0", "fit_own", "1", "fit_other", "1",
		"readiness", "0", "requeue", "0")
	got, half := mean(t, s, 8, 0, allWeeks, "partner_lead_to_win_rate")
	// what was opened in the last weeks is not decided yet
	want := 0.32 * 0.7 * 0.3 * (156 - 8) / 156
	if math.Abs(got-want) > 2*half+0.0005 || half > 0.002 {
		t.Errorf("wins per lead %v +- %v, want %v", got, half, want)
	}
	if got, _ := mean(t, s, 1, 0, allWeeks, FollowUp); got != 1 {
		t.Errorf("a partner with nothing else to do works %v of its leads", got)
	}
}

// P(real | grade) as the engine deals it agrees with the closed form.
func TestRealShareByGrade(t *testing.T) {
	long(t)
	s := load(t, "baseline", "projects_per_week", "5000", "lead_volume", "10000", "hunting_rate", "0", "reps", "0", "hours_contact", "168", "run.weeks", "10")
	w := world(t, s, Options{})
	w.Reset(1, 0)
	var all, real [agents.Grades]float64
	for range 10 {
		w.Step()
		for _, l := range w.leads {
			all[l.Grade]++
			if l.Real() {
				real[l.Grade]++
			}
		}
	}
	scorer := w.rules.Vendors[0].Scorer
	total := stats.Sum(all[:])
	for g := range all {
		grade := agents.Grade(g)
		share, p := scorer.Share(grade), scorer.RealShare(grade)
		if d := math.Abs(all[g]/total - share); d > 4*math.Sqrt(share*(1-share)/total)+0.002 {
			t.Errorf("grade %v: share %v, want %v", grade, all[g]/total, share)
		}
		if d := math.Abs(real[g]/all[g] - p); d > 4*math.Sqrt(p*(1-p)/all[g])+0.004 {
			t.Errorf("grade %v: P(real) %v, want %v", grade, real[g]/all[g], p)
		}
	}
}

// A Watts-Strogatz network keeps its mean degree, and loses clustering by the
// cube of the ties that stay.
func TestNetwork(t *testing.T) {
	const n, k, beta = 2000, 6, 0.1
	var net network
	net.build(chance.Root(1, 0), n, k, beta)
	if got := float64(len(net.list)) / n; got != k {
		t.Errorf("mean degree %v, want %v", got, k)
	}
	want := 3.0 * (k - 2) / (4 * (k - 1)) * math.Pow(1-beta, 3)
	if got := clustering(&net, n); math.Abs(got-want) > 0.02 {
		t.Errorf("clustering %v, want %v", got, want)
	}
	for h := range n {
		seen := map[int32]bool{}
		for _, p := range net.peers(h) {
			if p == int32(h) || seen[p] || !has(net.peers(int(p)), int32(h)) {
				t.Fatalf("partner %d has the tie to %d twice, to itself or one-sided", h, p)
			}
			seen[p] = true
		}
	}
	net.build(chance.Root(1, 0), 7, 6, 0.5) // everybody knows everybody: nothing to rewire
	if len(net.list) != 42 {
		t.Errorf("7 partners with 6 peers have %d ends of ties", len(net.list))
	}
}

func clustering(net *network, n int) float64 {
	sum := 0.0
	for h := range n {
		peers := net.peers(h)
		ties := 0
		for _, a := range peers {
			for _, b := range peers {
				if a < b && has(net.peers(int(a)), b) {
					ties++
				}
			}
		}
		sum += float64(2*ties) / float64(len(peers)*(len(peers)-1))
	}
	return sum / float64(n)
}

func TestSpiral(t *testing.T) {
	flat := func(weeks int, f func(week int) float64) (worked, received []float64) {
		for t := range weeks {
			worked, received = append(worked, 100*f(t)), append(received, 100)
		}
		return worked, received
	}
	fall := func(at int) func(int) float64 {
		return func(t int) float64 {
			if t >= at {
				return 0.1
			}
			return 0.8
		}
	}
	for _, c := range []struct {
		name string
		f    func(int) float64
		want int
	}{
		{"healthy", func(int) float64 { return 0.6 }, 0},
		{"low from the start is no fall", func(int) float64 { return 0.3 }, 0},
		{"falls by less than half", func(t int) float64 { return 0.6 - 0.25*min(1, float64(t)/50) }, 0},
		{"falls", fall(60), 63}, // the mean of weeks 60-63 is the first below 0.35
		{"comes back", func(t int) float64 { return map[bool]float64{true: 0.1, false: 0.8}[t > 40 && t < 80] }, 0},
	} {
		if got := spiral(flat(104, c.f)); got != c.want {
			t.Errorf("%s: week %d, want %d", c.name, got, c.want)
		}
	}
}

// The weekly values of a run tell the same spiral, by the whole market's leads.
func TestSpiralStart(t *testing.T) {
	l := Layout{Vendors: []string{"acme", All}, Weeks: 104}
	weekly := make([]float64, len(l.Vendors)*len(Metrics)*l.Weeks)
	for week := range l.Weeks {
		for v, worked := range []float64{80, 80} {
			if v == 1 && week >= 60 {
				worked = 10
			}
			weekly[l.Week(v, MetricIndex("leads_worked"), week)], weekly[l.Week(v, MetricIndex("leads_to_partners"), week)] = worked, 100
		}
	}
	if got := l.SpiralStart(weekly); got != 63 {
		t.Errorf("falls: week %d", got)
	}
	clear(weekly[l.Week(1, 0, 0):])
	if got := l.SpiralStart(weekly); got != 0 {
		t.Errorf("no leads at all: week %d", got)
	}
}

// Marketing touches a project that somebody pursues half as often.
func TestPursuedProjectsAreTouchedHalfAsOften(t *testing.T) {
	s := load(t, "baseline", "projects_per_week", "20", "mean_life", "1000", "lead_volume", "2000", "lead_quality", "0.5", "hunting_rate", "0", "run.weeks", "12")
	touches := func(owner int32) (n float64) {
		w := world(t, s, Options{})
		w.Reset(1, 0)
		for i := range w.projects.slots {
			w.projects.slots[i].owner = owner
		}
		for range 12 {
			w.cutBirths()
			w.newborn = w.newborn[:0]
			w.settleIn()
			for ward := range w.projects.wards {
				w.tend(ward)
				n += float64(len(w.projects.wards[ward].touches))
			}
			w.week++
		}
		return n
	}
	free, pursued := touches(unclaimed), touches(0)
	p := 0.5 * 2000 / 20_000 // a week, as stated
	want := 12 * 20_000 * p
	if math.Abs(free-want) > 4*math.Sqrt(want)+0.02*want {
		t.Errorf("%v touches of unclaimed projects, want %v", free, want)
	}
	if got, want := pursued/free, (1-math.Sqrt(1-p))/p; math.Abs(got-want) > 0.02 {
		t.Errorf("pursued projects are touched %.3f times as often, want %.3f", got, want)
	}
}
