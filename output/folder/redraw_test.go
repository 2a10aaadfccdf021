package folder

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// Redraw keeps the manifest in step with the pictures, and leaves it alone where drawing fails.
func TestRedraw(t *testing.T) {
	dir := t.TempDir()
	manifest := filepath.Join(dir, manifestFile)
	if err := os.WriteFile(manifest, []byte(`{"program":"channelsim","complete":true,"sha256":{"summary.csv":"abc"}}`), 0o666); err != nil {
		t.Fatal(err)
	}
	draw := func(dir string) error { return os.WriteFile(filepath.Join(dir, "one.svg"), []byte("picture"), 0o666) }
	if err := Redraw(dir, draw); err != nil {
		t.Fatal(err)
	}
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	if m.Checksums["plots/one.svg"] != sumBytes([]byte("picture")) || m.Checksums["summary.csv"] != "abc" {
		t.Errorf("checksums %v", m.Checksums)
	}
	before, _ := os.ReadFile(manifest)
	if err := Redraw(dir, func(string) error { return errors.New("no ink") }); err == nil {
		t.Error("what cannot be drawn is no error")
	}
	if after, _ := os.ReadFile(manifest); string(after) != string(before) {
		t.Error("the manifest has changed")
	}
	if err := Redraw(t.TempDir(), draw); err == nil {
		t.Error("a folder without manifest is no error")
	}
}
