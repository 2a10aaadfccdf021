//go:build slow

package experiment

import "testing"

func TestMuchNoiseIsNoInfluence(t *testing.T) {
	wrong, alone := noiseIsNoInfluence(t, 6)
	if wrong > 1 || alone == 0 || alone > 15 { // 6 x 40 parameters: 6 by themselves, none together in 19 of 20 analyses
		t.Errorf("of noise alone %d parameters are told from chance, %d by themselves", wrong, alone)
	}
}
