//go:build slow && !js

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
// arm64 fuses wherever any platform does, and newer amd64 in part. The first build
// for a platform compiles the standard library, too, so these tests are slow.
func TestNoFusedProducts(t *testing.T) { noFusedProducts(t, "GOARCH=arm64") }

func TestNoFusedProductsNewerAMD64(t *testing.T) {
	noFusedProducts(t, "GOARCH=amd64", "GOAMD64=v3")
}

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
