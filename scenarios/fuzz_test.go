package scenarios

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzParse: no text makes Parse panic, and what it accepts is valid, survives
// being written and read, and can be made effective.
func FuzzParse(f *testing.F) {
	for _, name := range Library() {
		text, err := Source(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	files, err := filepath.Glob("testdata/bad/*.toml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := Parse(".toml", text)
		if err != nil {
			_ = err.Error()
			return
		}
		if err := s.Validate(); err != nil {
			t.Fatalf("accepted, yet not valid: %v", err)
		}
		s.Notes()
		s.Effective()
		roundTrip(t, s)
	})
}
