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
	return fake{fill: func(replication int, rec *sim.Record) {
		l := &sim.Layout{Vendors: []string{"acme", sim.All}, Windows: sim.StandardWindows(30), Weeks: 30}
		wobble := 0.04 * (float64(replication%2) - 0.5)
		setWindow(l, rec, sim.FollowUp, "first_quarter", first+wobble)
		setWindow(l, rec, sim.FollowUp, "last_half_year", last+wobble)
		if every > 0 && replication%every == 0 {
			spiralIn(l, rec, 4)
		}
	}}
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
		d := design(1, c.runs)
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
	d := design(1, 100)
	d.Points[0].Scenario.Run.Start = "2026-07-06"
	got := Say(mustRun(t, d, Options{New: fakes(story(0.7, 0.2, 1))}), "x.toml").Says
	want := "Partners' follow-up fell from 70 % of leads in the first quarter (Jul-Sep 2026) to 20.0 % (95 % interval 19.6-20.4 %) in the last half-year (Aug 2026-Jan 2027). " +
		"The death spiral came in every run, half of them by Q3 2026 (week 4, from 27 Jul)."
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSayAfterAnInterruption(t *testing.T) {
	for _, c := range []struct {
		cancelAt      int
		says, command string
	}{
		{0, "No run was finished", "--runs 20"},
		{5, "Interrupted: 5 runs can say little.", "--runs 200"},
		{60, "Interrupted: partners' follow-up fell", "channelsim run s0 --runs 100"},
	} {
		ctx, cancel := context.WithCancel(context.Background())
		like := story(0.7, 0.2, 1)
		like.before = func(replication int) {
			if replication == c.cancelAt {
				cancel()
			}
		}
		a, err := Run(ctx, design(1, 100), Options{Workers: 1, New: fakes(like)})
		if err != nil {
			t.Fatal(err)
		}
		if got := Say(a, "s0"); !strings.HasPrefix(got.Says, c.says) || !strings.HasSuffix(got.Command, c.command) {
			t.Errorf("cancelled at %d: got %+v, want %q and %q", c.cancelAt, got, c.says, c.command)
		}
	}
}
