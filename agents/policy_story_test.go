package agents

import (
	"fmt"
	"strings"
	"testing"

	"channelsim/scenarios"
)

// tell routes leads, named by their grades in lower case, in order, and tells who
// got them: p1, p2 are partners, r1, r2 reps, - is nobody. A star marks a lead
// that is reserved for the channel.
func (d *Desk) tell(policy, leads string) string {
	grades := map[string]Grade{"a": GradeA, "b": GradeB, "c": GradeC, "d": GradeD, "u": Unqualified, "i": Incomplete}
	var got []string
	for i, word := range strings.Fields(leads) {
		letter, reserved := strings.CutSuffix(word, "*")
		l := Lead{ID: uint64(i), Project: NoProject, Grade: grades[letter]}
		to := int(d.hand(policy, &l, reserved))
		switch n := len(d.Partners); {
		case to < 0:
			got = append(got, "-")
		case to < n:
			got = append(got, fmt.Sprint("p", to+1))
		default:
			got = append(got, fmt.Sprint("r", to+1-n))
		}
	}
	return strings.Join(got, " ")
}

// Two reps with room for two leads each, three partners.
func TestPolicyStories(t *testing.T) {
	for _, c := range []struct{ name, policy, leads, want string }{
		{
			"cherry-pick keeps the best while reps have room", "cherry-pick",
			"a  c  b  d  a  u  b  i  a  b  c",
			"r1 p1 r2 p2 r1 p3 r2 p1 p2 p3 p1",
		},
		{
			"cherry-pick lets go what is reserved", "cherry-pick",
			"a* a  b* b  c",
			"p1 r1 p2 r2 p3",
		},
		{
			"round robin goes round everybody", "round-robin",
			"a  u  c  b  d  a  i  c",
			"p1 p2 p3 r1 r2 p1 p2 p3",
		},
		{
			"round robin deals reserved leads round the partners", "round-robin",
			"a* a  b* a* b  b* c",
			"p1 p1 p2 p3 p2 p1 p3",
		},
		{
			"named accounts, none of them named", "named-accounts",
			"a  b  c  d  u",
			"p1 p2 p3 p1 p2",
		},
	} {
		d := newDesk(3, 2, func(v *scenarios.Vendor) {
			v.QueueLimit = 2
			v.BigTicket, v.NamedShare, v.ListStretch = 0, 0, 0
		}).fromTheTop()
		want := strings.Join(strings.Fields(c.want), " ")
		if got := d.tell(c.policy, c.leads); got != want {
			t.Errorf("%s:\nleads %s\nwent  %s\nwant  %s", c.name, c.leads, got, want)
		}
	}
}

// Where every account is named the reps get all they have room for, A/B or not.
func TestNamedAccountsFillReps(t *testing.T) {
	d := newDesk(3, 2, func(v *scenarios.Vendor) { v.QueueLimit, v.NamedShare = 2, 1 }).fromTheTop()
	if got, want := d.tell("named-accounts", "a c a* d u b i"), "r1 r2 p1 r1 r2 p2 p3"; got != want {
		t.Errorf("went %s, want %s", got, want)
	}
}

// A rep that has worked off a lead has room again, from the next week on.
func TestRoomComesBack(t *testing.T) {
	d := newDesk(2, 2, func(v *scenarios.Vendor) { v.QueueLimit = 1 }).fromTheTop()
	if got, want := d.tell("cherry-pick", "a a a"), "r1 r2 p1"; got != want {
		t.Fatalf("first week: %s, want %s", got, want)
	}
	d.Sellers[3].Pending--
	d.StartWeek(2)
	if got, want := d.tell("cherry-pick", "a a"), "r2 p2"; got != want || d.Week != 2 {
		t.Errorf("week %d: %s, want %s", d.Week, got, want)
	}
}

// Turns go on where they were when a partner leaves.
func TestTurnsAfterAPartnerLeaves(t *testing.T) {
	d := newDesk(4, 0, nil).fromTheTop()
	first := d.tell("round-robin", "a* a* a*")
	d.Partners = d.Partners[:2]
	if got, want := first+" "+d.tell("round-robin", "a* a* a*"), "p1 p2 p3 p2 p1 p2"; got != want {
		t.Errorf("went %s, want %s", got, want)
	}
}
