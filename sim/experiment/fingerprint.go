package experiment

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"channelsim/sim"
)

// Fingerprint is a hash, in hex, of all that a design's numbers depend on: model,
// scenarios, varied keys, replications, seed and what is recorded. Blocks of two
// designs may be put together only if it is the same.
func (d *Design) Fingerprint() (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "model %d\nfirst %d\nruns %d\nseed %d\nwindows %v\ngroups %v\nno weeks %v\noutcomes %v\nvendors %q\nprecision %v\npaired %d\n",
		sim.ModelVersion, d.First, d.Runs, d.Seed, d.Windows, d.Groups, d.NoWeeks, d.Outcomes, d.Vendors, d.Precision, d.Paired)
	if d.Apart {
		fmt.Fprintln(h, "apart")
	}
	for i := range d.Points {
		if err := d.Points[i].describe(h, i == 0); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// describe writes what makes a point what it is: its scenario, or what it varies
// from the first one's.
func (p *Point) describe(w io.Writer, first bool) error {
	fmt.Fprintf(w, "point %d %q\n", p.Index, p.Scenario.Name)
	for _, v := range p.Vary {
		fmt.Fprintf(w, "%s = %v\n", v.Key, v.Value)
	}
	if first || len(p.Vary) == 0 {
		return p.Scenario.WriteTOML(w)
	}
	return nil
}
