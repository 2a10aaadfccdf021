package experiment

import "context"

// Staged is an experiment that decides as it goes: it simulates one design after the other.
// The blocks of all are kept as those of one, so that the whole can go on after an interruption.
type Staged struct {
	Workers  int
	Progress func(done, total int) // may be nil
	New      Factory               // nil means worlds of package sim
	Store    Store                 // keeps the blocks of all stages, and has those of earlier calls; may be nil

	simulated int     // runs of the stages so far
	blocks    int     // of the stages so far
	grounds   Grounds // of the worlds of all stages
}

// stage simulates the next design and shows its blocks to a reader, which may be nil. planned is
// the number of runs of all stages, as far as it is known.
func (s *Staged) stage(ctx context.Context, d Design, reader Store, planned int) (*Answer, error) {
	store := reader
	if s.Store != nil {
		store = &shifted{keep: s.Store, read: reader, base: s.blocks}
	}
	s.blocks += len(d.Blocks())
	a, err := Run(ctx, d, Options{Workers: s.Workers, New: s.New, Store: store, Grounds: &s.grounds, Progress: func(done, _ int) {
		if s.Progress != nil {
			s.Progress(s.simulated+done, planned)
		}
	}})
	if a != nil {
		s.simulated += a.Runs
	}
	return a, err
}
