package scenarios

import "testing"

// Weeks are named by their number, and by the calendar of their first day.
func TestCalendar(t *testing.T) {
	dated, undated := &Run{Start: "2026-07-06"}, &Run{}
	for _, c := range []struct{ got, want string }{
		{undated.When(31), "week 31"},
		{(&Run{Start: "soon"}).When(31), "week 31"},
		{dated.When(1), "Q3 2026 (week 1, from 6 Jul)"},
		{dated.When(13), "Q3 2026 (week 13, from 28 Sep)"}, // four of its days are in October
		{dated.When(14), "Q4 2026 (week 14, from 5 Oct)"},
		{dated.When(31), "Q1 2027 (week 31, from 1 Feb)"},
		{(&Run{Start: "2024-02-26"}).When(2), "Q1 2024 (week 2, from 4 Mar)"}, // over a leap day
		{(&Run{Start: "2026-07-06"}).When(5200), "Q1 2126 (week 5200, from 25 Feb)"},
		{undated.Months(1, 13), ""},
		{dated.Months(1, 13), "Jul-Sep 2026"},
		{dated.Months(1, 4), "Jul 2026"},
		{dated.Months(131, 156), "Jan-Jun 2029"},
		{dated.Months(1, 156), "Jul 2026-Jun 2029"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// Both keys are checked wherever they are given, and empty means none.
func TestStartAndCurrencyAreChecked(t *testing.T) {
	for _, c := range []struct {
		key, value string
		ok         bool
	}{
		{"start", "2027-01-04", true},
		{"start", "", true},
		{"start", "2027-02-30", false},
		{"start", "4.1.2027", false},
		{"currency", "EUR", true},
		{"currency", "€", true},
		{"currency", "", true},
		{"currency", "tausend-Euro", true},
		{"currency", "€€€€€€€€€€€€€", false},
		{"currency", "US dollars", false},
		{"currency", "EUR ", false},
		{"currency", "E\tR", false},
		{"currency", "E\xffR", false},
		{"currency", "\u202eEUR", false},
	} {
		if err := Default().Set("run."+c.key, c.value); (err == nil) != c.ok {
			t.Errorf("%s = %q: %v", c.key, c.value, err)
		}
		s := Default()
		s.Run.Start, s.Run.Currency = "", ""
		if c.key == "start" {
			s.Run.Start = c.value
		} else {
			s.Run.Currency = c.value
		}
		if err := s.Validate(); (err == nil) != c.ok {
			t.Errorf("a scenario with %s = %q: %v", c.key, c.value, err)
		}
	}
}
