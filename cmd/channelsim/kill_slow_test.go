//go:build slow

package main

import "testing"

func TestKilledAtAnyMoment(t *testing.T) {
	survivesKills(t, 12, "run", "classroom", "--runs", "120", "--weeks", "30", "--csv")
	survivesKills(t, 12, "sweep", "classroom", "--weeks", "20", "--runs", "6", "--vary", "lead_quality=0.05:0.95:0.05", "--outcome", "trust")
}
