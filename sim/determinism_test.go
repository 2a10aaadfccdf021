package sim

import (
	"reflect"
	"slices"
	"testing"

	"channelsim/agents"
	"channelsim/scenarios"
)

// many is a world with several blocks of sellers and several lots of touches.
func many(t testing.TB) *scenarios.Scenario {
	return load(t, "rival-calls", "partners.count", "900", "vendors.*.reps", "150", "market.projects_per_week", "1100",
		"vendors.*.lead_volume", "2600", "run.weeks", "30")
}

func TestSameBytesForAnyNumberOfShards(t *testing.T) {
	counts := []int{2, 3, 7}
	if testing.Short() { // the race detector needs but one
		counts = []int{3}
	}
	for _, s := range []*scenarios.Scenario{many(t), load(t, "classroom"), load(t, "recovery", "weeks", "180", "run.settle", "10")} {
		_, want := run(t, s, Options{}, 0)
		for _, shards := range counts {
			if _, got := run(t, s, Options{Shards: shards}, 0); fingerprint(got) != fingerprint(want) {
				t.Errorf("%s: %d shards give other numbers than one", s.Name, shards)
			}
		}
	}
}

func TestReplicationsDoNotDependOnOrder(t *testing.T) {
	s := load(t, "recovery", "weeks", "180", "run.settle", "10") // with shocks, which change the world's rules
	w := world(t, s, Options{})
	var want []string
	for r := range 4 {
		want = append(want, fingerprint(rerun(t, world(t, s, Options{}), 1, r)))
	}
	for _, r := range []int{3, 1, 0, 2, 1} {
		if got := fingerprint(rerun(t, w, 1, r)); got != want[r] {
			t.Errorf("replication %d differs in a world that was used before", r)
		}
	}
	slices.Sort(want)
	if len(slices.Compact(want)) != 4 {
		t.Error("two replications are secretly identical")
	}
}

func TestSeedsDiffer(t *testing.T) {
	w := world(t, load(t, "classroom"), Options{})
	if fingerprint(rerun(t, w, 1, 0)) == fingerprint(rerun(t, w, 2, 0)) {
		t.Error("two seeds give the same run")
	}
}

// A mechanism that draws but has no effect leaves everything else as it is, draw for draw.
func TestDrawsOfOneMechanismMoveNothingElse(t *testing.T) {
	idle := func(keys ...string) string {
		_, rec := run(t, load(t, "classroom", append(keys, "mechanisms.unfairness", "false")...), Options{}, 0)
		return fingerprint(rec)
	}
	without := idle("leak_rate", "0", "leak_conference", "0", "trust_leak", "0", "unfair_leak", "0")
	with := idle("leak_rate", "0.5", "leak_conference", "1", "trust_leak", "0", "unfair_leak", "0")
	if with != without {
		t.Error("drawing leaks that have no effect changes the run")
	}
	if never, always := idle("audit", "0"), idle("audit", "1"); never != always {
		t.Error("audits that nobody reads change the run")
	}
}

func TestRecordingMoreDoesNotChangeTheRun(t *testing.T) {
	s := load(t, "classroom")
	_, want := run(t, s, Options{}, 0)
	l, got := run(t, s, Options{Windows: append(StandardWindows(s.Run.Weeks), Window{"spring", 14, 52}, Window{"two", 3, 4})}, 0)
	if !slices.EqualFunc(got.Weekly, want.Weekly, same) {
		t.Error("more windows change the weeks")
	}
	for v := range l.Vendors {
		for m := range Metrics {
			a := want.Values[(v*3+allWeeks)*len(Metrics)+m]
			if b := got.Values[l.Value(v, allWeeks, m)]; !same(a, b) {
				t.Errorf("%s of %s: %v with more windows, %v without", Metrics[m].Key, l.Vendors[v], b, a)
			}
		}
	}
}

func same(a, b float64) bool { return a == b || (a != a && b != b) }

// One lead more is one lead more: whoever does not get it has the same week.
func TestOneExtraLead(t *testing.T) {
	s := load(t, "baseline", "policy", "lottery")
	a, b := world(t, s, Options{}), world(t, s, Options{})
	a.Reset(1, 0)
	b.Reset(1, 0)
	for range 6 {
		a.Step()
		b.Step()
	}
	extra := agents.Lead{ID: 0x123456789abcdef, Project: agents.NoProject, Created: 6, Grade: agents.GradeC}
	b.returned = append(b.returned, extra)
	a.Step()
	b.Step()
	var differ []int
	for h := range a.sellers {
		if !reflect.DeepEqual(a.sellers[h], b.sellers[h]) || !reflect.DeepEqual(a.linesOf(h), b.linesOf(h)) {
			differ = append(differ, h)
		}
	}
	if len(differ) != 1 {
		t.Fatalf("sellers %v have another week, want just the one that got the lead", differ)
	}
	got := b.weekly[6][0][leadsToPartners] + b.weekly[6][0][leadsToDirect] - a.weekly[6][0][leadsToPartners] - a.weekly[6][0][leadsToDirect]
	if got != 1 {
		t.Errorf("%v leads more were routed, want 1", got)
	}
}

// linesOf copies a seller's lines.
func (w *World) linesOf(h int) (lines []agents.Line) {
	if w.rep(int32(h)) {
		return append(lines, *w.repLine(h))
	}
	for v := range w.desks {
		lines = append(lines, *w.partnerLine(v, h))
	}
	return lines
}

func TestWeeklyLoopAllocatesNothing(t *testing.T) {
	for _, o := range []Options{{}, {Shards: 2}} {
		w := world(t, load(t, "death-spiral", "weeks", "80", "run.settle", "20"), o) // weeks of both kinds
		rerun(t, w, 1, 0)
		w.Reset(1, 0)
		if n := testing.AllocsPerRun(70, w.Step); n != 0 {
			t.Errorf("%d shards: a week allocates %v times", o.Shards, n)
		}
	}
}

// Nor does it with any policy and every mechanism that a scenario can add, once
// buffers have the size that they need; a budget that follows may, once a quarter.
func TestMechanismsAllocateNothing(t *testing.T) {
	long(t)
	for _, policy := range scenarios.Policies {
		s := load(t, "classroom", "weeks", "80", "run.settle", "20", "policy", policy, "recall", "reassign", "recall_after", "1", "vendors.acme.funds", "200",
			"laggards", "help", "laggard_from", "1", "weekly_cap", "4", "exploration", "0.2", "shared_outcomes", "true", "mechanisms.exit", "false")
		w := world(t, s, Options{Groups: true})
		for range 3 {
			rerun(t, w, 1, 0)
		}
		w.Reset(1, 0)
		if n := testing.AllocsPerRun(70, w.Step); n >= 0.1 {
			t.Errorf("%s: a week allocates %v times", policy, n)
		}
	}
}

// Twice the money, the same behaviour: nothing but money changes.
func TestMoneyIsAUnit(t *testing.T) {
	s := load(t, "death-spiral", "weeks", "90")
	rich := load(t, "death-spiral", "weeks", "90", "value_mean", "50000", "cost_per_lead", "130", "depth_cost", "60", "rep_cost", "4000", "account_cost", "4000")
	l, a := run(t, s, Options{}, 0)
	_, b := run(t, rich, Options{}, 0)
	for v := range l.Vendors {
		for m, metric := range Metrics {
			factor := 1.0
			if metric.Unit == "money" {
				factor = 2
			}
			x, y := a.Values[l.Value(v, allWeeks, m)], b.Values[l.Value(v, allWeeks, m)]
			if !same(factor*x, y) {
				t.Errorf("%s: %v with money doubled, was %v", metric.Key, y, x)
			}
		}
	}
}

// Dividing the market into wards is a matter of speed.
func TestSameBytesForAnyNumberOfWards(t *testing.T) {
	s := load(t, "recovery", "run.weeks", "180", "run.settle", "10")
	w := world(t, s, Options{})
	want := fingerprint(rerun(t, w, 1, 0))
	for _, n := range []int{2, 5, 16} {
		w.projects.wards = make([]ward, n)
		if got := fingerprint(rerun(t, w, 1, 0)); got != want {
			t.Errorf("%d wards give other numbers than one", n)
		}
	}
}
