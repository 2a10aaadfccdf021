//go:build slow

package experiment

import "flag"

var update = flag.Bool("update", false, "make the tables of slow studies anew")
