package experiment

import (
	"context"
	"math"
	"strings"
	"testing"

	"channelsim/sim"
)

// story is a fake with follow-up going from first to last, give or take 0.02, and
// a spiral in every so many-th run.
func story(first, last float64, every int) fake {
	const weeks = 40
	return fake{fill: func(replication int, rec *sim.Record) {
		l := &sim.Layout{Vendors: []string{"acme", sim.All}, Windows: sim.StandardWindows(weeks), Weeks: weeks}
		wobble := 0.04 * (float64(replication%2) - 0.5)
		setWindow(l, rec, sim.FollowUp, "first_quarter", first+wobble)
		setWindow(l, rec, sim.FollowUp, "last_half_year", last+wobble)
		if every > 0 && replication%every == 0 {
			spiralIn(l, rec, 4)
		}
	}}
}

// long is a design of one point whose first quarter and last half-year have no weeks in common.
func long(runs int) Design {
	d := design(1, runs)
	d.Points[0].Scenario.Run.Weeks = 40
	return d
}

func TestSay(t *testing.T) {
	undefined := math.NaN()
	for _, c := range []struct {
		what          string
		story         fake
		runs          int
		says, command string
		review, never string
		abReserved    float64
	}{
		{what: "spiral", story: story(0.7, 0.2, 1), runs: 100, review: "naive",
			says:    "Partners' follow-up fell from 70 % of leads in the first quarter to 20.0 % (95 % interval 19.6-20.4 %) in the last half-year. The death spiral came in every run, half of them by week 4.",
			command: "channelsim run x.toml --set vendors.acme.review=none"},
		{what: "spiral without review", story: story(0.7, 0.2, 1), runs: 100, review: "none",
			says: "in every run", command: "channelsim run x.toml --set vendors.acme.ab_reserved=0.9"},
		{what: "spiral with all reserved", story: story(0.7, 0.2, 1), runs: 100, review: "none", abReserved: 0.9,
			says: "in every run", command: "channelsim run x.toml --set vendors.acme.lead_quality=0.45"},
		{what: "healthy", story: story(0.7, 0.7, 0), runs: 100, review: "none",
			says:    "Partners' follow-up hardly moved: 70 % of leads were worked in the first quarter, 70.0 % (95 % interval 69.6-70.4 %) in the last half-year. There was no death spiral in 100 runs.",
			command: "channelsim run x.toml --set vendors.acme.review=naive"},
		{what: "healthy with review", story: story(0.5, 0.7, 0), runs: 100, review: "naive",
			says: "Partners' follow-up rose from 50 % of leads", command: "channelsim run x.toml --set vendors.acme.lead_quality=0.15"},
		{what: "rare", story: story(0.7, 0.7, 50), runs: 100, review: "none",
			says: "The death spiral is rare: it came in 2 of 100 runs, half of them by week 4.", command: "review=naive"},
		{what: "undecided", story: story(0.7, 0.5, 2), runs: 100, review: "naive",
			says: "Whether the death spiral comes is a matter of chance: it came in 50 of 100 runs, half of them by week 4.", command: "channelsim ablate x.toml --outcome partner_follow_up_rate@last_half_year"},
		{what: "few", story: story(0.7, 0.2, 1), runs: 4, review: "naive",
			says: "4 runs can say little. So far: Partners' follow-up fell", command: "channelsim run x.toml --runs 200"},
		{what: "one", story: story(0.7, 0.2, 0), runs: 1, review: "naive",
			says: "One run can say little. So far: Partners' follow-up fell from", command: "--runs 200", never: "NaN"},
		{what: "no leads", story: story(undefined, undefined, 0), runs: 30, review: "none",
			says: "Partners received no leads in the first quarter", command: "review=naive", never: "NaN"},
		{what: "leads dry up", story: story(0.7, undefined, 0), runs: 30, review: "none",
			says: "received none in the last half-year", command: "review=naive", never: "NaN"},
	} {
		d := long(c.runs)
		d.Points[0].Scenario.Vendors[0].Review = c.review
		d.Points[0].Scenario.Vendors[0].ABReserved = c.abReserved
		got := Say(mustRun(t, d, Options{New: fakes(c.story)}), "x.toml")
		if !strings.Contains(got.Says, c.says) || !strings.Contains(got.Command, c.command) || got.Ask == "" {
			t.Errorf("%s: got %+v, want %q and %q", c.what, got, c.says, c.command)
		}
		if c.never != "" && strings.Contains(got.Says, c.never) {
			t.Errorf("%s: %q speaks of %s", c.what, got.Says, c.never)
		}
	}
}

// With a start the sentences speak of quarters and months.
func TestSayWithDates(t *testing.T) {
	d := long(100)
	d.Points[0].Scenario.Run.Start = "2026-07-06"
	got := Say(mustRun(t, d, Options{New: fakes(story(0.7, 0.2, 1))}), "x.toml").Says
	want := "Partners' follow-up fell from 70 % of leads in the first quarter (Jul-Sep 2026) to 20.0 % (95 % interval 19.6-20.4 %) in the last half-year (Oct 2026-Apr 2027). " +
		"The death spiral came in every run, half of them by Q3 2026 (week 4, from 27 Jul)."
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSayAfterAnInterruption(t *testing.T) {
	for _, c := range []struct {
		cancelAt int
		says     string
	}{
		{0, "No run was finished"},
		{5, "Interrupted: 5 runs can say little."},
		{60, "Interrupted: partners' follow-up fell"},
	} {
		ctx, cancel := context.WithCancel(context.Background())
		like := story(0.7, 0.2, 1)
		like.before = func(replication int) {
			if replication == c.cancelAt {
				cancel()
			}
		}
		a, err := Run(ctx, long(100), Options{Workers: 1, New: fakes(like)})
		if err != nil {
			t.Fatal(err)
		}
		if got := Say(a, "s0"); !strings.HasPrefix(got.Says, c.says) {
			t.Errorf("cancelled at %d: got %+v, want %q", c.cancelAt, got, c.says)
		}
	}
}

func TestAmount(t *testing.T) {
	for x, want := range map[float64]string{1234567: "EUR 1.2 million", 704298: "EUR 704 thousand", -36500: "EUR -36.5 thousand", 12.3: "EUR 12"} {
		if got := amount(DefaultOutcome, "EUR", x); got != want {
			t.Errorf("%v: %s, want %s", x, got, want)
		}
	}
}

// What follow-up did is told by what it did in each run, not by whether the windows' own intervals overlap; over a
// horizon whose windows overlap nothing is told of it.
func TestMoved(t *testing.T) {
	told := func(weeks, runs int, move func(i int) float64) string {
		d := long(runs)
		d.Points[0].Scenario.Run.Weeks = weeks
		like := fake{fill: func(i int, rec *sim.Record) {
			l := &sim.Layout{Vendors: []string{"acme", sim.All}, Windows: sim.StandardWindows(weeks), Weeks: weeks}
			level := 0.5 + 0.1*float64(i%7-3) // varies far more between runs than within one
			setWindow(l, rec, sim.FollowUp, "first_quarter", level)
			setWindow(l, rec, sim.FollowUp, "last_half_year", level+move(i))
			setWindow(l, rec, sim.FollowUp, "all", level)
		}}
		return moved(mustRun(t, d, Options{New: fakes(like)}))
	}
	for _, c := range []struct {
		weeks, runs int
		move        func(i int) float64
		want        string
	}{
		{40, 4, func(i int) float64 { return -0.18 + 0.01*float64(i%2) }, "Partners' follow-up fell from"},
		{40, 4, func(i int) float64 { return -0.18 + 0.2*float64(i%3) }, "Whether partners' follow-up moved cannot be told yet: "},
		{40, 4, func(i int) float64 { return 0.01 * float64(i%2) }, "Partners' follow-up hardly moved: "},
		{40, 1, func(int) float64 { return 0.001 }, "Partners' follow-up hardly moved: "},
		{20, 40, func(int) float64 { return -0.2 }, "Partners worked 49 % (95 % interval 42-55 %) of their leads; 20 weeks are too short to tell how that moves"},
	} {
		if got := told(c.weeks, c.runs, c.move); !strings.HasPrefix(got, c.want) {
			t.Errorf("%d weeks, %d runs: %q, want %q", c.weeks, c.runs, got, c.want)
		}
	}
}
