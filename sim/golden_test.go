package sim

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden hashes; raise ModelVersion and say why in MODEL.md")

// TestGolden holds the numbers of some runs, bit by bit. It is run on amd64,
// arm64 and WebAssembly: all three must find what is on file.
func TestGolden(t *testing.T) {
	const file = "testdata/golden.txt"
	var got bytes.Buffer
	fmt.Fprintf(&got, "model %d\n", ModelVersion)
	for _, c := range []struct {
		name string
		set  []string
	}{
		{"classroom", nil},
		{"recovery", []string{"run.weeks", "100"}},
		{"rival-calls", []string{"run.weeks", "60", "vendors.*.disclose_grades", "true", "vendors.*.depth", "1", "vendors.*.tracking", "true"}},
		{"baseline", []string{"run.weeks", "60", "policy", "best-fit", "market.maturity", "growth", "gate", "0.5"}},
		{"baseline", []string{"run.weeks", "60", "policy", "named-accounts", "mechanisms.trust", "false"}},
		{"death-spiral", []string{"run.weeks", "60", "policy", "lottery", "warm_up", "10", "kappa", "1.3", "members", "0.7"}},
		{"large-programme", []string{"run.weeks", "6", "partners.count", "1500", "reps", "300", "projects_per_week", "1800", "lead_volume", "4440"}},
	} {
		_, rec := run(t, load(t, c.name, c.set...), Options{}, 0)
		fmt.Fprintf(&got, "%s %q %s\n", c.name, c.set, fingerprint(rec))
	}
	fmt.Fprintf(&got, "funnel and careers of rival-calls %s\n", detailHash(t))
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("numbers have changed:\n%swant\n%s", got.Bytes(), want)
	}
}

// detailHash hashes what a record tells beside its values and weeks.
func detailHash(t *testing.T) string {
	w := world(t, load(t, "rival-calls", "run.weeks", "60", "policy", "open-pool"), Options{})
	rec := w.Layout().NewRecord()
	rec.Detailed = true
	if err := w.Run(t.Context(), 1, 0, rec); err != nil {
		t.Fatal(err)
	}
	h := sha256.New()
	fmt.Fprintf(h, "%x %x", rec.Funnel, rec.Careers)
	return hex.EncodeToString(h.Sum(nil))
}
