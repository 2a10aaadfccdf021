package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a file of model 3 leaves open is told, and can be had as it was.
func TestOldFilesSayWhatHasMoved(t *testing.T) {
	old := "extends = \"death-spiral\"\n[run]\nseed = 7\n[partners]\nleave_rate = 0.001\n"
	file := filepath.Join(t.TempDir(), "old.toml")
	if err := os.WriteFile(file, []byte(old), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := Load(file)
	if err != nil {
		t.Fatal(err)
	}
	note := s.MovedNote("old.toml")
	for _, says := range []string{"old.toml does not say", "run.settle 156 (was 0)", "vendors.acme.lead_quality 0.235 (was 0.32)", "run.weeks 208 (was 156)", "model = 4", "--as-model 3"} {
		if !strings.Contains(note, says) {
			t.Errorf("the note does not say %q:\n%s", says, note)
		}
	}
	for _, stated := range []string{"leave_rate", "run.seed", "budget"} {
		if strings.Contains(note, stated) {
			t.Errorf("%s has not moved, or follows:\n%s", stated, note)
		}
	}
	before, err := LoadAs(file, 3)
	if err != nil {
		t.Fatal(err)
	}
	if before.Run.Settle != 0 || before.Run.Weeks != 156 || before.Vendors[0].LeadQuality != 0.32 || before.Partners.LeaveRate != 0.001 || before.Run.Seed != 7 {
		t.Errorf("as model 3: %+v, quality %g, leave_rate %g", before.Run, before.Vendors[0].LeadQuality, before.Partners.LeaveRate)
	}
	if before.MovedNote("old.toml") != "" {
		t.Error("what was asked for is told as if it were news")
	}
}

func TestFilesOfThisModelSayNothing(t *testing.T) {
	for _, text := range []string{"model = 4\n", "model = 4\nextends = \"recovery\"\n"} {
		if s := parseText(t, text); len(s.Moved()) != 0 {
			t.Errorf("%q: %v", text, s.Moved())
		}
	}
	for _, name := range Library() {
		if s := load(t, name); s.MovedNote(name) != "" {
			t.Errorf("%s has no model = %d", name, Model)
		}
	}
	// what the program writes says for which model it is
	var text strings.Builder
	if err := Default().WriteTOML(&text); err != nil {
		t.Fatal(err)
	}
	if s := parseText(t, text.String()); len(s.Moved()) != 0 || !strings.HasPrefix(text.String(), "model = 4\n") {
		t.Errorf("%v\n%.80s", s.Moved(), text.String())
	}
	if s := parseText(t, "model = 3\n"); !strings.Contains(s.MovedNote("x"), "version 3") {
		t.Error(s.MovedNote("x"))
	}
}

func TestModelIsChecked(t *testing.T) {
	for text, says := range map[string]string{"model = 5": "later", "model = \"four\"": "version", "model = 0": "version"} {
		if _, err := Parse("m.toml", []byte(text)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", text, err)
		}
	}
	file := filepath.Join(t.TempDir(), "new.toml")
	if err := os.WriteFile(file, []byte("model = 4\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadAs(file, 3); err == nil || !strings.Contains(err.Error(), "--as-model") {
		t.Errorf("a file of model 4 as one of model 3: %v", err)
	}
	if _, err := LoadAs("baseline", 2); err == nil || !strings.Contains(err.Error(), "4, 3") {
		t.Errorf("model 2: %v", err)
	}
}

// The neutral values lie in the ranges of the parameters, and every parameter that is new has one.
func TestMovedDefaults(t *testing.T) {
	for key, value := range movedDefaults(3) {
		p, err := Find(key)
		if err != nil {
			t.Fatal(err)
		}
		if msg, _ := p.check(value); msg != "" {
			t.Errorf("%s = %v: %s", key, value, msg)
		}
		if value == current.defaultOf(p) {
			t.Errorf("%s has not moved", key)
		}
	}
	if v, ok := Was(3, "run.settle"); !ok || v != 0 {
		t.Errorf("run.settle was %v", v)
	}
	if _, ok := Was(3, "run.weeks"); ok {
		t.Error("run.weeks has not moved")
	}
}
