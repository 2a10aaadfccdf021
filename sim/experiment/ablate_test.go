package experiment

import (
	"math"
	"slices"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Mechanisms that change nothing are not simulated: the baseline has no review.
func TestNewAblation(t *testing.T) {
	s, err := scenarios.Load("baseline")
	if err != nil {
		t.Fatal(err)
	}
	a, err := NewAblation(s, nil, []Outcome{DefaultOutcome}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(a.Idle, "review") || slices.Contains(a.Mechanisms, "review") || !slices.Contains(a.Mechanisms, "belief") {
		t.Errorf("in use %v, idle %v", a.Mechanisms, a.Idle)
	}
	if n := len(a.Mechanisms) + len(a.Idle); n != len(scenarios.MechanismTable) {
		t.Errorf("%d mechanisms of %d", n, len(scenarios.MechanismTable))
	}
	for i, p := range a.Design.Points {
		if p.Index != i || i > 0 && (len(p.Vary) != 1 || p.Vary[0].Key != "mechanisms."+a.Mechanisms[i-1]) {
			t.Errorf("point %d: %+v", i, p.Vary)
		}
	}
	only, err := NewAblation(s, []string{"trust", "review"}, nil, nil)
	if err != nil || !slices.Equal(only.Mechanisms, []string{"trust"}) || !slices.Equal(only.Idle, []string{"review"}) {
		t.Errorf("two by name: in use %v, idle %v, %v", only.Mechanisms, only.Idle, err)
	}
	s.Mechanisms[slices.IndexFunc(scenarios.MechanismTable[:], func(m scenarios.Mechanism) bool { return m.Name == "trust" })] = false
	if off, _ := NewAblation(s, nil, nil, nil); slices.Contains(off.Mechanisms, "trust") {
		t.Error("what is off already is switched off again")
	}
}

// Effects of 0, 3, -1 and 0.2 standard deviations, the latter two with noise of
// their own.
func TestAblationRows(t *testing.T) {
	effects := map[int]float64{0: 0, 1: 0, 2: 3, 3: -1, 4: 0.2}
	a := &Ablation{Design: design(5, 40), Mechanisms: []string{"none", "large", "down", "small"}}
	a.Design.Outcomes = []Outcome{followUp}
	wave := func(i, k int) float64 { return math.Sin(float64(7*i*k + k)) }
	make := func(s *scenarios.Scenario, windows []sim.Window, _ int) (Simulator, error) {
		f := fake{}
		point := int(s.Name[1] - '0')
		f.layout = sim.Layout{Vendors: []string{"acme", sim.All}, Windows: windows, Weeks: s.Run.Weeks}
		f.fill = func(i int, rec *sim.Record) {
			x := wave(i, 1)
			if point > 1 {
				x += -effects[point]*math.Sqrt(0.5) + 0.5*wave(i, point)
			}
			setAll(&f.layout, rec, sim.FollowUp, x)
		}
		return &f, nil
	}
	rows := a.Rows(mustRun(t, a.Design, Options{New: make}))
	var got []string
	for _, r := range rows {
		got = append(got, r.Mechanism+" "+string(r.Found))
		if want := effects[1+slices.Index(a.Mechanisms, r.Mechanism)]; math.Abs(r.Units-want) > 0.25 {
			t.Errorf("%s: %.2f standard deviations, want about %v", r.Mechanism, r.Units, want)
		}
		if math.Abs(r.Full.Mean-r.Off.Mean-r.Difference.Mean) > 1e-12 {
			t.Errorf("%s: %v less %v is not %v", r.Mechanism, r.Full.Mean, r.Off.Mean, r.Difference.Mean)
		}
	}
	if want := "large effect, down effect, small"; !strings.HasPrefix(strings.Join(got, ", "), want) {
		t.Errorf("got %v, want %s first", got, want)
	}
	if last := rows[len(rows)-1]; last.Mechanism != "none" || last.Found != NoEffect || last.Difference.Mean != 0 {
		t.Errorf("no effect at all: %+v", last)
	}
}

// By hand: of t = 2.2, 2.6 and 5 with 99 degrees of freedom the first is beyond
// 1.98, the second beyond 2.28 (two left), so all three stand; with 2.2 as second
// it does not, and then nothing below it does.
func TestHolm(t *testing.T) {
	row := func(tvalue float64) AblationRow {
		d := Difference{N: 100, Mean: tvalue, SD: 10, CILow: tvalue - 1.984, CIHigh: tvalue + 1.984}
		return AblationRow{Difference: d, Found: NoEffect}
	}
	for _, c := range []struct {
		ts   []float64
		want []Found
	}{
		{[]float64{2.2, 5, -2.6}, []Found{Effect, Effect, Effect}},
		{[]float64{2.1, 5, 2.2}, []Found{Alone, Effect, Alone}},
		{[]float64{1.9, 2.3, 0}, []Found{NoEffect, Alone, NoEffect}},
	} {
		var rows []AblationRow
		for _, x := range c.ts {
			rows = append(rows, row(x))
		}
		holm(rows)
		for i := range rows {
			if rows[i].Found != c.want[i] {
				t.Errorf("t of %v: %v is %q, want %q", c.ts, c.ts[i], rows[i].Found, c.want[i])
			}
		}
	}
}

// The closing names what matters most, the number of mechanisms that were looked
// at, and an interruption.
func TestSayAblation(t *testing.T) {
	row := func(name string, found Found) AblationRow {
		return AblationRow{Mechanism: name, Outcome: DefaultOutcome, Full: Summary{Mean: 2e6}, Off: Summary{Mean: 3e6}, Found: found}
	}
	a := &Ablation{Mechanisms: []string{"trust", "belief", "skill"}}
	a.Design.Runs = 50
	a.Design.Points = []Point{{Scenario: scenarios.Default()}}
	a.Design.Points[0].Scenario.Run.Currency = "EUR"
	for _, c := range []struct {
		rows        []AblationRow
		interrupted bool
		says, next  string
	}{
		{[]AblationRow{row("trust", Effect), row("belief", Alone), row("skill", NoEffect)}, false,
			"Of 3 mechanisms in use 1 moves the vendor's profit. Trust matters most: with it the mean is EUR 2.0 million, without it EUR 3.0 million.", "channelsim run x --set mechanisms.trust=false"},
		{[]AblationRow{row("trust", Alone), row("skill", NoEffect)}, true,
			"Interrupted after 2 of 3 mechanisms. So far: None of 2 mechanisms moves", "channelsim ablate x --mechanism trust --runs 200"},
		{[]AblationRow{{Mechanism: "trust", Outcome: DefaultOutcome, Full: Summary{Mean: 3.9e6}, Off: Summary{Mean: 398616}, Found: Effect}}, false,
			"Of 1 mechanism in use 1 moves the vendor's profit. Trust matters most: with it the mean is EUR 3.9 million, without it EUR 0.4 million.", "channelsim run x --set mechanisms.trust=false"},
		{nil, true, "Interrupted after 0 of 3 mechanisms. So far: No mechanism was switched off", "channelsim scenario params"},
	} {
		got := SayAblation(a, &Answer{Interrupted: c.interrupted}, c.rows, Asking{"x", " --mechanism trust"})
		if !strings.HasPrefix(got.Says, c.says) || got.Command != c.next {
			t.Errorf("got %q, %q; want %q, %q", got.Says, got.Command, c.says, c.next)
		}
	}
}
