//go:build !js

package chance

import (
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// TestNoFusedProducts compiles the package for the platforms whose compiler fuses
// products with sums, and looks for such instructions. It finds what TestPortable
// may miss: a fused product changes the last bit of few results.
func TestNoFusedProducts(t *testing.T) {
	fused := regexp.MustCompile(`\((.*\.go:\d+)\)\s+(FN?M(?:ADD|SUB)[SD]?|VFN?M(?:ADD|SUB)\w+)\s`)
	for _, platform := range [][]string{{"GOARCH=arm64"}, {"GOARCH=amd64", "GOAMD64=v3"}} {
		cmd := exec.Command("go", "build", "-gcflags=-S", ".")
		cmd.Env = append(os.Environ(), platform...)
		listing, err := cmd.CombinedOutput()
		if err != nil {
			t.Skipf("no compiler at hand: %v", err)
		}
		if len(listing) < 10_000 {
			t.Fatalf("%v: listing of %d bytes only", platform, len(listing))
		}
		for _, m := range fused.FindAllSubmatch(listing, -1) {
			t.Errorf("%v: %s: %s", platform, m[1], m[2])
		}
	}
}
