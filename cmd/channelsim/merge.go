package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// mergeFlags are the flags of merge.
type mergeFlags struct {
	out    string
	csv    bool
	xlsx   bool
	quiet  bool
	format *string
}

func mergeCommand() *cobra.Command {
	var f mergeFlags
	cmd := &cobra.Command{
		Use:   "merge DIR... --out DIR",
		Short: "Join the shards of one experiment, as if it had been simulated at once",
		Long: `merge joins folders that were filled with --shard and writes what the whole
experiment would have written, byte for byte. It simulates nothing. It refuses shards of
different experiments, and says which are missing or given twice. The shards stay as
they are.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.merge(cmd, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.out, "out", "", "write tables, pictures and the answer into a new folder `DIR`")
	flags.BoolVar(&f.csv, "csv", false, "also write the Parquet tables as CSV")
	flags.BoolVar(&f.xlsx, "xlsx", false, "also write results.xlsx, a workbook for Excel")
	flags.BoolVar(&f.quiet, "quiet", false, "no closing sentence")
	f.format = formatFlag(cmd)
	return cmd
}

// merge is the whole command: look at the shards, give their command again.
func (f *mergeFlags) merge(cmd *cobra.Command, dirs []string) error {
	if err := oneOf("format", *f.format, formats); err != nil {
		return err
	}
	if f.out == "" {
		return misuse("--out: must name the folder for the whole", "channelsim merge part1 part2 --out whole")
	}
	shards, err := readShards(dirs)
	if err != nil {
		return err
	}
	first := shards[0]
	r := &replay{adopt: dirs, joined: func(joined *folder.Folder, blocks int) error { return complete(joined, blocks, first) }}
	flags := []string{"--out", f.out, "--format", *f.format, fmt.Sprintf("--quiet=%v", f.quiet)}
	if f.csv {
		flags = append(flags, "--csv")
	}
	if f.xlsx {
		flags = append(flags, "--xlsx")
	}
	return r.again(cmd, dirs[0], first, flags...)
}

// readShards reads the manifests and makes sure that they are of one experiment and
// one of each shard.
func readShards(dirs []string) ([]*folder.Manifest, error) {
	var all []*folder.Manifest
	holder := map[string]string{} // folder by shard
	for _, dir := range dirs {
		m, err := folder.ReadManifest(dir)
		if err != nil {
			return nil, codedError{exitMisuse, fmt.Errorf("%s: no run folder: %w", dir, err)}
		}
		all = append(all, m)
		if why := foreign(all[0], m); why != "" {
			return nil, misuse(fmt.Sprintf("%s and %s cannot be joined: %s", dirs[0], dir, why), "merge joins the shards of one experiment")
		}
		if other, twice := holder[m.Shard]; twice {
			return nil, misuse(fmt.Sprintf("shard %s is in %s and in %s", m.Shard, other, dir), "name each shard once")
		}
		holder[m.Shard] = dir
		if m.Shard == "" {
			return nil, misuse(fmt.Sprintf("%s: is no shard: %s", dir, state(m)), "merge joins folders that were filled with --shard I/N")
		}
	}
	return all, missing(all[0].Shard, holder)
}

func state(m *folder.Manifest) string {
	if m.Complete {
		return "it holds a whole run already"
	}
	return "it holds an unfinished run, which --resume completes"
}

// foreign says why two shards are of different experiments, or nothing.
func foreign(a, b *folder.Manifest) string {
	switch {
	case b.Model != sim.ModelVersion:
		return fmt.Sprintf("this program has version %d of the model, and the shard has %d", sim.ModelVersion, b.Model)
	case a.Version != b.Version:
		return fmt.Sprintf("they were made by different versions of the program (%s, %s)", a.Version, b.Version)
	case a.ScenarioHash != b.ScenarioHash && a.Seed == b.Seed:
		return "their scenarios differ"
	case a.Seed != b.Seed:
		return fmt.Sprintf("their seeds differ (%d, %d)", a.Seed, b.Seed)
	case a.Design != b.Design:
		return fmt.Sprintf("they belong to different experiments (%s; %s)", strings.Join(a.Plan, " "), strings.Join(b.Plan, " "))
	}
	_, of, _ := strings.Cut(a.Shard, "/")
	if _, other, _ := strings.Cut(b.Shard, "/"); of != other {
		return fmt.Sprintf("they are shards of %s and of %s", of, other)
	}
	return ""
}

// missing says which shards are not given.
func missing(shard string, holder map[string]string) error {
	var index, of int
	if _, err := fmt.Sscanf(shard, "%d/%d", &index, &of); err != nil {
		return fmt.Errorf("manifest: shard %q: %w", shard, err)
	}
	var gaps []string
	for i := range of {
		if name := fmt.Sprintf("%d/%d", i+1, of); holder[name] == "" {
			gaps = append(gaps, name)
		}
	}
	if len(gaps) == 0 {
		return nil
	}
	return misuse("missing: shard "+strings.Join(gaps, ", "), "simulate it with --shard, or name its folder")
}

// complete makes sure that no block is missing.
func complete(joined *folder.Folder, blocks int, m *folder.Manifest) error {
	gaps := joined.Missing(blocks)
	if len(gaps) == 0 {
		return nil
	}
	_, of, _ := strings.Cut(m.Shard, "/")
	var n int
	if _, err := fmt.Sscan(of, &n); err != nil {
		return err
	}
	var shards []string
	for _, block := range gaps {
		if name := fmt.Sprintf("%d/%d", block%n+1, n); !slices.Contains(shards, name) {
			shards = append(shards, name)
		}
	}
	err := fmt.Errorf("%s of %d missing: shard %s is not complete\n  --resume completes it; the shards are as they were",
		experiment.CountOf(len(gaps), "block"), blocks, strings.Join(shards, ", "))
	return errors.Join(err, joined.Discard())
}
