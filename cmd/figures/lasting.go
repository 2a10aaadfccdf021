package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// begun are the classes of spirals by how many weeks before the horizon they began, up to most.
var begun = []struct {
	says string
	most int
}{
	{"last 4 weeks", 4}, {"weeks 5-8 from the end", 8}, {"weeks 9-13 from the end", 13},
	{"weeks 14-26 from the end", 26}, {"earlier", 1 << 30},
}

// lasting repeats runs with a year more, and tells of the spirals of the shorter runs which had lasted
// at its end. Its words are scenarios, each with its number of weeks, as death-spiral=156; the command
// is "run" with all that they share.
func lasting(d *document, command string, words []string) (string, error) {
	type count struct{ all, lasted, again int }
	counts := make([][]count, len(begun)) // by class and scenario
	for i := range counts {
		counts[i] = make([]count, len(words))
	}
	for j, w := range words {
		name, text, _ := strings.Cut(w, "=")
		weeks, err := strconv.Atoi(text)
		if err != nil {
			return "", errors.New("say SCENARIO=WEEKS")
		}
		rest := strings.TrimPrefix(command, "run ")
		before, err := spiralWeeks(d.source, fmt.Sprintf("run %s %s --weeks %d", name, rest, weeks))
		if err != nil {
			return "", err
		}
		after, err := spiralWeeks(d.source, fmt.Sprintf("run %s %s --weeks %d", name, rest, weeks+52))
		if err != nil {
			return "", err
		}
		for run, week := range before {
			class := 0
			for week <= weeks-begun[class].most {
				class++
			}
			c := &counts[class][j]
			c.all++
			if later, spirals := after[run]; spirals {
				c.again++
				if later <= week {
					c.lasted++
				}
			}
		}
	}
	var b strings.Builder
	b.WriteString("| spirals begun |")
	for _, w := range words {
		name, weeks, _ := strings.Cut(w, "=")
		fmt.Fprintf(&b, " `%s` (%s) |", name, weeks)
	}
	b.WriteString(" all that lasted |\n|---|" + strings.Repeat("---|", len(words)+1) + "\n")
	for i, class := range begun {
		all, lasted := 0, 0
		fmt.Fprintf(&b, "| %s |", class.says)
		for _, c := range counts[i] {
			all, lasted = all+c.all, lasted+c.lasted
			if c.all == 0 {
				b.WriteString(" none |")
			} else {
				fmt.Fprintf(&b, " %d: %d, %d |", c.all, c.lasted, c.again)
			}
		}
		if all == 0 {
			b.WriteString(" none |\n")
		} else {
			fmt.Fprintf(&b, " %.0f %% |\n", 100*float64(lasted)/float64(all))
		}
	}
	return b.String(), nil
}

// spiralWeeks are the weeks in which the spirals of a command's runs began, by run.
func spiralWeeks(s *source, command string) (map[string]int, error) {
	folder, err := s.folder(command)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(filepath.Join(folder, "runs.csv"))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, err
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	at, known := column["spiral_week__all"]
	if !known {
		return nil, errors.New("runs.csv has no spiral_week__all")
	}
	weeks := map[string]int{}
	for _, row := range rows[1:] {
		if row[column["vendor"]] != "all" || row[at] == "" {
			continue
		}
		week, err := strconv.ParseFloat(row[at], 64)
		if err != nil {
			return nil, err
		}
		weeks[row[column["replication"]]] = int(week)
	}
	return weeks, nil
}
