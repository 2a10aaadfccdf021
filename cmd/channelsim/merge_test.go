package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestInterruptedMerge: nothing is left of it that looks like a run which --resume, and not merge, completes.
func TestInterruptedMerge(t *testing.T) {
	at := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	do := func(args string) error {
		root := rootCommand()
		root.SetArgs(strings.Fields(strings.ReplaceAll(args, "@", at+string(filepath.Separator))))
		root.SetOut(io.Discard)
		root.SetErr(io.Discard)
		return root.ExecuteContext(ctx)
	}
	for _, shard := range []string{"1", "2"} {
		if code := exitCode(ctx, do("run classroom --weeks 5 --runs 4 --shard "+shard+"/2 --out @part"+shard)); code != exitDone {
			t.Fatalf("exit code %d", code)
		}
	}
	cancel()
	err := do("merge @part1 @part2 --out @whole")
	if err == nil || exitCode(ctx, err) != exitInterrupted || !strings.Contains(err.Error(), "the shards are as they were") {
		t.Errorf("error %v, exit code %d", err, exitCode(ctx, err))
	}
	if left, err := os.ReadDir(filepath.Join(at, "whole")); err != nil || len(left) > 0 {
		t.Errorf("%q was left, %v", left, err)
	}
	ctx = context.Background()
	if err := do("merge @part1 @part2 --out @whole"); err != nil {
		t.Error(err)
	}
}
