//go:build !js

package main

import (
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// modelPackages are those whose numbers must be the same bits on every platform:
// all that run or judge the model.
var modelPackages = []string{"channelsim/agents", "channelsim/scenarios", "channelsim/sim/..."}

// The compiler may turn a*b + c into one instruction that rounds once. It does
// so across statements and into inlined functions, on most platforms but not on
// plain amd64, and x/2 is a product to it. Only float64(a*b) + c forbids it.
// arm64 fuses wherever any platform does; a slow test looks at newer amd64.
func TestNoFusedProducts(t *testing.T) { noFusedProducts(t, "GOARCH=arm64") }

// noFusedProducts compiles the model packages for a platform and names each line
// of source that became a fused instruction. It reads the machine code because
// no result shows them reliably: a fused product changes the last bit of few.
func noFusedProducts(t *testing.T, platform ...string) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no compiler at hand")
	}
	args := append([]string{"build", "-gcflags=-S"}, modelPackages...)
	cmd := exec.Command("go", args...)
	cmd.Env = append(os.Environ(), platform...)
	listing, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%.2000s", platform, err, listing)
	}
	for _, pkg := range []string{"agents", "scenarios", "sim", "sim/chance", "sim/experiment", "sim/stats"} {
		if !regexp.MustCompile(`(?m)^# channelsim/` + pkg + `$`).Match(listing) {
			t.Fatalf("%v: no listing of %s", platform, pkg)
		}
	}
	seen := map[string]bool{}
	for _, m := range fusedInstruction.FindAllSubmatch(listing, -1) {
		if line := string(m[1]); !seen[line] {
			seen[line] = true
			t.Errorf("%v: %s: %s: write float64(a*b) around the product that feeds this sum", platform, line, m[2])
		}
	}
}

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
