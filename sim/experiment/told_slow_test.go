//go:build slow

package experiment

import "testing"

func TestCoverageOfToldDifferences(t *testing.T) { toldDifferencesCover(t, 400, 0) }
