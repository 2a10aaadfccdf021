package plot

import (
	"path/filepath"
	"testing"

	"channelsim/output/internal/synthetic"
)

func TestPicturesOfCalibrations(t *testing.T) {
	c, a := synthetic.Calibrate()
	all := Calibration(c, a, someOptions)
	if len(all) != 3 {
		t.Fatalf("%d pictures", len(all))
	}
	for _, p := range all {
		t.Run(p.Name, func(t *testing.T) {
			likeOnFile(t, withTitle(p.Figure), filepath.Join("testdata", "calibrate-"+p.Name+".png"))
		})
	}
	for name, want := range map[string]string{
		"fit":       "The fitted model misses 1 of 2: ",
		"posterior": "By the data lead_quality lies between 0.2 and 0.4 (95 % interval); they say next to nothing of close",
		"ties":      "The data tell lead_quality and close together only: correlation -0.85",
	} {
		c, a := synthetic.Calibrate()
		for _, p := range Calibration(c, a, someOptions) {
			if p.Name == name && (len(p.Title) < len(want) || p.Title[:len(want)] != want) {
				t.Errorf("%s: %q, want %q", name, p.Title, want)
			}
		}
	}
}
