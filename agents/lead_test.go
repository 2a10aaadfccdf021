package agents

import "testing"

func TestGrades(t *testing.T) {
	want := []string{"A", "B", "C", "D", "unqualified", "incomplete"}
	for g := GradeA; g < Grades; g++ {
		if g.String() != want[g] {
			t.Errorf("grade %d is called %s, want %s", g, g, want[g])
		}
		if ab := g.Class() == AB; ab != (g == GradeA || g == GradeB) {
			t.Errorf("grade %v: class A/B %v", g, ab)
		}
	}
}

// Two touches of one project are one account, wherever its slot went since; two
// touches with nobody behind them are two.
func TestAccount(t *testing.T) {
	first := Lead{ID: 901, Project: 7, Identity: 42}
	again := Lead{ID: 902, Project: 9, Identity: 42}
	noise, noise2 := Lead{ID: 903, Project: NoProject}, Lead{ID: 904, Project: NoProject}
	if first.Account() != again.Account() {
		t.Error("one project, two accounts")
	}
	if noise.Account() == noise2.Account() {
		t.Error("two strangers, one account")
	}
	if slotZero := (Lead{Project: 0}); !slotZero.Real() || noise.Real() {
		t.Error("a lead with a project is real, and no other")
	}
}
