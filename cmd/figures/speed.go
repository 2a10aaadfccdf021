package main

import (
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// benchmarks are those of make bench that the table shows.
var benchmarks = []string{"test", "-run", "^$", "-bench", "^Benchmark(Week|LargeProgramme|MonteCarlo)$", "-benchtime", "1s", "./sim", "./sim/experiment"}

// benchLine is a line of a benchmark: its name without the number of processors, and its measures.
var benchLine = regexp.MustCompile(`(?m)^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+(.*)$`)

// speed is the table of speed and memory on this computer. The command is one to be timed as a whole.
func speed(d *document, command string, _ []string) (string, error) {
	out, err := exec.Command("go", benchmarks...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", strings.Join(benchmarks, " "), err, out)
	}
	begun := time.Now()
	if out, err := exec.Command(d.source.program, strings.Fields(command)...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("channelsim %s: %w\n%s", command, err, out)
	}
	return speedTable(string(out), command, time.Since(begun))
}

func speedTable(bench, command string, took time.Duration) (string, error) {
	measured := map[string]map[string]float64{}
	for _, m := range benchLine.FindAllStringSubmatch(bench, -1) {
		measures := map[string]float64{}
		words := strings.Fields(m[2])
		for i := 0; i+1 < len(words); i += 2 {
			x, err := strconv.ParseFloat(words[i], 64)
			if err != nil {
				return "", err
			}
			measures[words[i+1]] = x
		}
		measured[m[1]] = measures
	}
	one, two, all := measured["LargeProgramme/shards=1"], measured["LargeProgramme/shards=2"], measured["MonteCarlo"]
	if one == nil || two == nil || all == nil {
		return "", errors.New("a benchmark is missing")
	}
	cores := runtime.GOMAXPROCS(0)
	var b strings.Builder
	b.WriteString("| what | million partner-weeks/s and core | ns per partner-week | bytes per partner and line |\n|---|---|---|---|\n")
	row := func(what string, of map[string]float64) {
		fmt.Fprintf(&b, "| %s | %.2f | %s | %s |\n", what, of["M-partner-weeks/s"], rounded(of["ns/partner-week"], 10), rounded(of["B/partner-line"], 100))
	}
	for _, partners := range []int{100, 1_000, 10_000, 100_000} {
		of := measured[fmt.Sprintf("Week/partners=%d", partners)]
		if of == nil {
			return "", errors.New("a benchmark is missing")
		}
		row(rounded(float64(partners), 1)+" partners", of)
	}
	row(fmt.Sprintf("`large-programme`, 1 shard: %.1f s a run", one["s/run"]), one)
	fmt.Fprintf(&b, "| `large-programme`, 2 shards: %.1f s a run, %.1f times faster | | | |\n", two["s/run"], one["s/run"]/two["s/run"])
	fmt.Fprintf(&b, "| `run death-spiral`, 200 replications on %d cores: %.1f s | %.2f | | |\n", cores, all["ns/op"]/1e9, all["M-partner-weeks/s"]/float64(cores))
	fmt.Fprintf(&b, "| `%s` on %d cores: %.0f s | | | |\n", command, cores, took.Seconds())
	return b.String(), nil
}

// rounded is a number to the nearest step, with commas between thousands.
func rounded(x, step float64) string {
	digits := strconv.Itoa(int(x/step+0.5) * int(step))
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
