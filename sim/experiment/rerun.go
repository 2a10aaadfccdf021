package experiment

import (
	"context"
	"fmt"
	"iter"

	"channelsim/sim"
)

// Rerun is one replication that was simulated again, with what each partner did.
type Rerun struct {
	Point, Replication int
	Design             Design
	Record             *sim.Record // outcomes and weeks, as the experiment had them
	Err                string      // what the run died of, instead of all that
}

// PartnerWeek is a recorded week of one partner.
type PartnerWeek struct {
	Point, Replication int

	Partner    int // place, from 1
	Generation int // how many had the place before
	Archetype  string
	sim.LifeWeek
}

// RunAgain simulates a replication of a design's point once more and tells each of
// every partner's weeks as it goes. A run that panics again is told of by Err.
func RunAgain(ctx context.Context, d *Design, point, replication int, each func(*PartnerWeek)) (r *Rerun, err error) {
	s, g := d.Points[point].Scenario, &Grounds{}
	g.expect(d.Points)
	ground, err := g.Of(s)
	if err != nil {
		return nil, err
	}
	w, err := sim.New(s, sim.Options{Ground: ground, Leads: true, Windows: append(sim.StandardWindows(s.Run.Weeks), d.Windows...), Groups: d.Groups})
	if err != nil {
		return nil, err
	}
	defer func() {
		if p := recover(); p != nil {
			r.Err = fmt.Sprintf("panic: %v", p) // and nobody knows what state the world is in
			return
		}
		w.Close()
	}()
	r = &Rerun{Point: point, Replication: replication, Design: *d, Record: w.Layout().NewRecord()}
	o := observer{world: w, each: func(k *PartnerWeek) {
		k.Point, k.Replication = point, replication
		each(k)
	}}
	return r, w.Watch(ctx, d.Seed, replication, r.Record, o.look)
}

// Trace simulates every run of a design once more: it tells of each of every partner's weeks
// as they go, and then of the run with the fates of its leads. Runs that fail are left out.
func (d *Design) Trace(ctx context.Context, week func(*PartnerWeek), run func(*Rerun) error) error {
	for point := range d.Points {
		for i := range d.Runs {
			r, err := RunAgain(ctx, d, point, d.First+i, week)
			if err == nil && r.Err == "" {
				err = run(r)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// observer follows all partners through a run.
type observer struct {
	world *sim.World
	each  func(*PartnerWeek)
	lives []*sim.Life
	seen  []int // by place: newcomers so far
}

// look is called before the first week and after each.
func (o *observer) look() {
	if o.lives == nil {
		o.seen = make([]int, o.world.Partners())
		for i := range o.seen {
			o.lives = append(o.lives, o.follow(i))
		}
		return
	}
	for i, l := range o.lives {
		if _, _, _, generation := o.world.FollowUp(i + 1); generation > o.seen[i] {
			o.seen[i] = generation
			o.lives[i] = o.follow(i) // its first week is over: told of from the next one on
			continue
		}
		if k := l.Week(); k.Week >= 1 && k.Active {
			o.each(&PartnerWeek{Partner: i + 1, Generation: o.seen[i], Archetype: l.Archetype(), LifeWeek: k})
		}
	}
}

func (o *observer) follow(place int) *sim.Life {
	l, err := o.world.Life(sim.SellerRef{Number: place + 1})
	if err != nil {
		panic(err) // the place is there
	}
	return l
}

// Sampled is the run as a sample.
func (r *Rerun) Sampled() Sampled {
	return Sampled{Point: r.Point, Replication: r.Replication, Layout: r.Design.Layout(r.Point), Weekly: r.Record.Weekly}
}

// Answer is what the run says by itself, for the usual tables.
func (r *Rerun) Answer() (*Answer, error) {
	d := r.Design
	d.Points, d.Runs, d.Precision, d.Groups = []Point{d.Points[r.Point]}, 1, 0, false
	d.Points[0].Index = 0
	var blocks iter.Seq2[*Block, error] = func(yield func(*Block, error) bool) {
		rec := *r.Record
		rec.Values, rec.Weekly = rec.Values[:d.Layout(0).Values()], nil // groups come last
		yield(&Block{BlockID: BlockID{First: r.Replication, Count: 1}, Layout: d.Layout(0), Records: []*sim.Record{&rec}}, nil)
	}
	return Recall(d, blocks, Saved{}, nil)
}
