package scenarios

import (
	"os"
	"strings"
	"testing"
)

// The file in the package comment loads and says what its comments say.
func TestDocExample(t *testing.T) {
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var toml strings.Builder
	for line := range strings.Lines(string(text)) {
		if code, ok := strings.CutPrefix(line, "//\t"); ok {
			toml.WriteString(code)
		} else {
			toml.WriteString("\n")
		}
	}
	s, err := Parse("doc.go", []byte(toml.String()))
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "gold-rush" || len(s.Vendors) != 2 || len(s.Segments) != 6 || len(s.Shocks) != 1 || len(s.Expect) != 2 { // one of them is the baseline's
		t.Errorf("got %q with %d vendors, %d segments, %d shocks, %d expectations", s.Name, len(s.Vendors), len(s.Segments), len(s.Shocks), len(s.Expect))
	}
	if v := s.Vendors[0]; v.Reps != 10 || v.ABReserved != 0.8 || !near(v.LeadVolume, 35000.0/(65*0.4/0.27)) {
		t.Errorf("acme: reps %d, reserved %g, volume %g", v.Reps, v.ABReserved, v.LeadVolume)
	}
}

func near(a, b float64) bool { return a > b*(1-1e-12) && a < b*(1+1e-12) }
