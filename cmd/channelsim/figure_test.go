package main

import "testing"

// Figures are read in the ways in which people of several countries type them.
func TestReadFigures(t *testing.T) {
	const no = -1
	for _, c := range []struct {
		kind  figureKind
		typed string
		want  float64
	}{
		{count, "1500", 1500}, {count, "1,500", 1500}, {count, "1.500", 1500}, {count, "1 500", 1500}, {count, "1'500", 1500},
		{count, "1\u00a0500", 1500}, {count, "1\u202f500", 1500}, {count, "1’500", 1500}, {count, " 12 ", 12},
		{count, "1,234,567", 1234567}, {count, "1.234.567", 1234567}, {count, "25k", 25000}, {count, "1.5 K", 1500}, {count, "1.234k", 1234},
		{count, "2 million", 2e6}, {count, "3.0", 3}, {count, "1e3", 1000}, {count, "0", 0},
		{count, "1.5", no}, {count, "15,00,000", no}, {count, "1,5000", no}, {count, "lots", no}, {count, "", no}, {count, "k", no},
		{count, "20 %", no}, {count, "1 2", no}, {count, "NaN", no}, {count, "0x10", no}, {count, "EUR 5", no}, {count, "1.500,5", no},
		{amount, "25000", 25000}, {amount, "25.000", 25000}, {amount, "25,000.50", 25000.5}, {amount, "25.000,50", 25000.5},
		{amount, "EUR 25,000", 25000}, {amount, "25k EUR", 25000}, {amount, "€1.2m", 1.2e6}, {amount, "$ 9 500", 9500}, {amount, "1,2 mio", 1.2e6},
		{amount, "12.5", 12.5}, {amount, "0.125", 0.125}, {amount, ".5", 0.5}, {amount, "XYZ", no}, {amount, "25 20", no},
		{share, "0.32", 0.32}, {share, "0,32", 0.32}, {share, "32", 0.32}, {share, "32 %", 0.32}, {share, "32%", 0.32}, {share, "32 per cent", 0.32},
		{share, "33.3 %", 0.333}, {share, "0.5 %", 0.005}, {share, "1", no}, {share, "0", 0}, {share, "100", 1}, {share, "1 %", 0.01}, {share, "2", 0.02}, {share, "0.99", 0.99},
		{share, "1.500", no}, {share, "1,5", no}, {share, "1.5 %", 0.015}, {share, "1.0", no},
		{share, "a third", no}, {share, "%", no}, {share, "1/3", no},
	} {
		got, ok := c.kind.read(c.typed)
		if ok != (c.want != no) || ok && got != c.want {
			t.Errorf("%q: got %v, %v, want %v", c.typed, got, ok, c.want)
		}
	}
}

// What is printed back reads like what was meant, and can be typed again.
func TestWriteFigures(t *testing.T) {
	for _, c := range []struct {
		kind  figureKind
		value any
		want  string
	}{
		{count, 1500, "1,500"}, {count, 7, "7"}, {count, 12345678, "12,345,678"},
		{share, 0.32, "32 %"}, {share, 0.175, "17.5 %"}, {share, 0.07, "7 %"}, {share, 1.0, "100 %"}, {share, 0.29, "29 %"},
		{amount, 25000.0, "25,000"}, {amount, 9.99, "9.99"}, {amount, 1e9, "1,000,000,000"},
		{currency, "EUR", "EUR"},
	} {
		got := c.kind.write(c.value)
		if got != c.want {
			t.Errorf("%v: got %q, want %q", c.value, got, c.want)
		}
		if whole, isInt := c.value.(int); isInt {
			c.value = float64(whole)
		}
		if again, ok := c.kind.read(got); c.kind != currency && (!ok || again != c.value) {
			t.Errorf("%q is read as %v", got, again)
		}
	}
}
