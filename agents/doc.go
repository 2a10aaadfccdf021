// Package agents holds those who decide: vendors, their direct reps, channel
// partners, and the leads that pass between them. It is a collection of small
// rules: each takes what an agent knows and returns what it does or how its
// state changes. Package sim calls them, week by week.
//
// Partners and reps are both sellers and follow the same rules: a rep is a
// seller with one line, graded leads, no doubt about its own vendor, and account
// work in place of hunting. Read seller.go first, then choice.go.
package agents
