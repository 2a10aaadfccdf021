package plot

import (
	"strings"
	"testing"

	"channelsim/output/internal/synthetic"
)

// Who cannot see a picture is told the finding, the kind of picture, its axes and its looks.
func TestAltTellsWhatIsToBeSeen(t *testing.T) {
	all, err := Run(synthetic.DeathSpiral.Answer(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		alt := p.Alt()
		for _, want := range []string{p.Title + ". ", p.kind[1:], "; across: " + p.across + p.panels[0].X.Label.Text, "Shown are: " + p.key[0].text} {
			if p.kind == "" || !strings.Contains(alt, want) {
				t.Errorf("%s: the alternative text lacks %q: %s", p.Name, want, alt)
			}
		}
	}
}
