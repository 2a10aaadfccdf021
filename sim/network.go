package sim

import "channelsim/sim/chance"

// network is the peer network of partners: a Watts-Strogatz (1998) ring with k
// neighbours each, of whose ties a share is rewired. It belongs to places, not
// to the firms that come and go in them.
type network struct {
	start []int32 // of each partner's peers in list; one more for the end
	list  []int32
	near  [][]int32 // scratch: adjacency while building
}

// peers returns the peers of a partner.
func (n *network) peers(partner int) []int32 {
	return n.list[n.start[partner]:n.start[partner+1]]
}

// build draws the network anew. A rewired tie keeps its first end and gets a
// random other one that is neither the first nor already a peer of it.
func (n *network) build(key uint64, partners, k int, rewiring float64) {
	if len(n.near) != partners {
		n.near = make([][]int32, partners)
	}
	for i := range n.near {
		n.near[i] = n.near[i][:0]
	}
	half := min(k, partners-1) / 2
	for i := range partners {
		for j := 1; j <= half; j++ {
			n.tie(int32(i), int32((i+j)%partners))
		}
	}
	for i := range partners {
		for j := 1; j <= half; j++ {
			if t := uint64(i*half + j); chance.Uniform(key, t, 0) < rewiring {
				n.rewire(key, t, int32(i), int32((i+j)%partners))
			}
		}
	}
	n.flatten()
}

func (n *network) tie(a, b int32) {
	n.near[a] = append(n.near[a], b)
	n.near[b] = append(n.near[b], a)
}

// rewire tries a few random ends; where all are taken the tie stays.
func (n *network) rewire(key, t uint64, a, old int32) {
	for try := uint64(1); try <= 20; try++ {
		b := int32(chance.Below(chance.Hash(key, t, try), len(n.near)))
		if b == a || has(n.near[a], b) {
			continue
		}
		replace(n.near[a], old, b)
		n.near[old] = without(n.near[old], a)
		n.near[b] = append(n.near[b], a)
		return
	}
}

func (n *network) flatten() {
	n.start, n.list = append(n.start[:0], 0), n.list[:0]
	for _, peers := range n.near {
		n.list = append(n.list, peers...)
		n.start = append(n.start, int32(len(n.list)))
	}
}

func has(xs []int32, x int32) bool {
	for _, y := range xs {
		if y == x {
			return true
		}
	}
	return false
}

func replace(xs []int32, old, by int32) {
	for i := range xs {
		if xs[i] == old {
			xs[i] = by
			return
		}
	}
}

func without(xs []int32, x int32) []int32 {
	for i := range xs {
		if xs[i] == x {
			xs[i] = xs[len(xs)-1]
			return xs[:len(xs)-1]
		}
	}
	return xs
}
