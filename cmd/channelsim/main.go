// Command channelsim tries out lead policies before anybody has to live with
// them: it simulates a vendor's leads, its direct reps and its channel partners.
//
// One file per verb; this package alone knows flags, exit codes and the clock.
// Open root.go and scenario.go first.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
