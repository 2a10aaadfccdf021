package main

import (
	"regexp"
	"testing"
)

// fusedInstruction finds the line and name of fused products in the compiler's
// listings for arm64 (FMADDD, FNMSUBD) and amd64 (VFMADD231SD), and on others.
var fusedInstruction = regexp.MustCompile(`\(([^()]*\.go:\d+)\)\s+(V?FN?M(?:ADD|SUB)\w*)\s`)

// The pattern above is of no use if it finds nothing: lines of real listings.
func TestFusedInstruction(t *testing.T) {
	const at = "\t0x0028 00040 (channelsim/sim/effort.go:76)\t"
	for line, want := range map[string]bool{
		at + "FMSUBD\tF0, F3, F2, F2\n":       true,
		at + "FNMSUBD\tF2, F0, F1, F1\n":      true,
		at + "VFMADD231SD\tX1, X3, X0\n":      true,
		at + "FMADD\tF1, F2, F3, F1\n":        true,
		at + "FMULD\tF0, F1, F1\n":            false,
		at + "FADDD\tF0, F1, F1\n":            false,
		at + "WFMINDB\tV0, V1, $0, V0\n":      false,
		"\trel 40+8 t=R_CALL math.FMA+0\n":    false,
		at + "CALL\tchannelsim.FMADDER(SB)\n": false,
	} {
		if got := fusedInstruction.MatchString(line); got != want {
			t.Errorf("%q: found %v, want %v", line, got, want)
		}
	}
}
