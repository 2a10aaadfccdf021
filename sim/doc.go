// Package sim is one world and one run: it steps the agents of package agents
// through the weeks of a scenario. No clock, no files, no globals: a run is a
// pure function of scenario, seed and replication.
//
// Read week.go first: it is the order of events as a table. Every phase has a
// file of its own. MODEL.md describes the model in full.
package sim

import "channelsim/scenarios"

// ModelVersion rises with every change of numbers for a seed. The changes are
// listed in MODEL.md.
const ModelVersion = scenarios.Model
