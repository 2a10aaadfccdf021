package text

import (
	"bytes"
	"strings"
	"testing"

	"channelsim/output/internal/synthetic"
	"channelsim/sim/experiment"
)

func TestCalibrationReport(t *testing.T) {
	c, a := synthetic.Calibrate()
	var b bytes.Buffer
	if err := CalibrationReport(&b, c, a, Options{Width: 160, Plain: true, Closing: experiment.SayCalibration(c, a, "baseline").Says}); err != nil {
		t.Fatal(err)
	}
	got := strings.Join(strings.Fields(b.String()), " ")
	for _, want := range []string{
		"made-up: 2 parameters to 2 targets, 8,400 runs in all, seed 1 ",
		" lead_quality 0.1 to 0.6 0.30 [0.20, 0.40] 88 % 0.3 close 0.1 to 0.8 0.4 [0.1, 0.7] 5 % 0.4 ",
		" Partners' follow-up rate in the first quarter 50 % [45, 55] 54 % [43, 66] 51 % [44, 58] 50.7 % [50.3, 51.1] met ",
		" (million EUR) 90 [86, 94] 40 [20, 60] 44 [35, 55] 44.0 [43.3, 44.7] missed ",
		"The fitted model misses 1 of 2: revenue",
		" was observed at EUR 90.0 million, and with these parameters it lies between EUR 35.0 million and EUR 55.0 million in 90 of 100 runs. So what the fit says of the parameters is not to be relied on.",
		"* a doubt",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}
