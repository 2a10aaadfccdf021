package experiment

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"
)

// ahead is how many blocks for each worker may be finished or under way while an
// earlier one is not: enough to keep all busy, and a bound on memory.
const ahead = 4

// simulate works off the jobs, side by side, and folds the blocks strictly in
// their order, so that every sum is added up in the same order whoever was
// first. It returns nil when ctx is cancelled; the fold then ends before the first
// job that was not finished.
func (r *runner) simulate(ctx context.Context, jobs []BlockID) error {
	if len(jobs) == 0 { // of a shard that has none of them
		return nil
	}
	workers := min(r.options.Workers, len(jobs))
	window := max(workers*ahead, 2*r.together(jobs))
	if r.options.backwards {
		window = len(jobs)
	}
	tickets := make(chan struct{}, window) // one for each job handed out and not yet folded
	todo, done := make(chan BlockID), make(chan *Block)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(todo)
		r.handOut(ctx, jobs, tickets, todo)
		return nil
	})
	for range workers {
		w := &worker{r: r, world: r.first}
		r.first = nil
		g.Go(func() error {
			defer w.leave()
			return w.work(ctx, todo, done)
		})
	}
	failed := make(chan error, 1)
	go func() {
		failed <- g.Wait()
		close(done)
	}()
	r.foldInOrder(jobs, done, tickets)
	return <-failed
}

// handOut passes the jobs on while there are tickets, until ctx is cancelled.
func (r *runner) handOut(ctx context.Context, jobs []BlockID, tickets chan<- struct{}, todo chan<- BlockID) {
	for i, j := range jobs {
		if r.options.backwards {
			j = jobs[len(jobs)-1-i]
		}
		select {
		case tickets <- struct{}{}:
		case <-ctx.Done():
			return
		}
		select {
		case todo <- j:
		case <-ctx.Done():
			return
		}
	}
}

// work simulates and stores jobs until there are no more or ctx is cancelled.
func (w *worker) work(ctx context.Context, todo <-chan BlockID, done chan<- *Block) error {
	for j := range todo {
		b, err := w.block(ctx, j)
		if b == nil || err != nil {
			return err
		}
		done <- b
	}
	return nil
}

// foldInOrder folds blocks as soon as all before them are folded, and those of a turn together.
func (r *runner) foldInOrder(jobs []BlockID, done <-chan *Block, tickets <-chan struct{}) {
	early := map[int]*Block{}
	for b := range done {
		r.progress(b.Count)
		early[b.Index] = b
		next := jobs[:r.together(jobs)]
		for len(next) > 0 && !slices.ContainsFunc(next, func(j BlockID) bool { return early[j.Index] == nil }) {
			for _, j := range next {
				r.fold(early[j.Index])
				delete(early, j.Index)
				<-tickets
			}
			jobs = jobs[len(next):]
			next = jobs[:r.together(jobs)]
		}
	}
	for _, b := range early {
		r.done -= b.Count // after an interruption: finished, but not in the answer
	}
}
