package sim_test

// network ties places to a rewired ring (5.1).
func (w *twin) network() {
	n := w.s.Partners.Count
	tied := make([][]bool, n)
	for i := range tied {
		tied[i] = make([]bool, n)
	}
	tie := func(a, b int, is bool) { tied[a][b], tied[b][a] = is, is }
	var ties [][2]int
	for i := range n {
		for k := 1; k <= w.s.Partners.Peers/2; k++ {
			tie(i, (i+k)%n, true)
			ties = append(ties, [2]int{i, (i + k) % n})
		}
	}
	for _, e := range ties {
		if !w.chance(w.s.Partners.Rewiring) {
			continue
		}
		for range 20 {
			if c := w.IntN(n); c != e[0] && !tied[e[0]][c] {
				tie(e[0], e[1], false)
				tie(e[0], c, true)
				break
			}
		}
	}
	w.near = make([][]int, n)
	for i := range n {
		for j := range n {
			if tied[i][j] && i != j {
				w.near[i] = append(w.near[i], j)
			}
		}
	}
}
