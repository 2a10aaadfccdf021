package stats

import "channelsim/sim/chance"

// DetrendLinear returns what a series is above the straight line of least squares.
func DetrendLinear(xs []float64) []float64 {
	middle := float64(float64(len(xs)-1) / 2)
	level := mean(xs)
	slope, squares := 0.0, 0.0
	for i, x := range xs {
		t := float64(i) - middle
		slope += float64(t * (x - level))
		squares += float64(t * t)
	}
	if squares > 0 {
		slope /= squares
	}
	out := make([]float64, len(xs))
	for i, x := range xs {
		out[i] = x - level - float64(slope*(float64(i)-middle))
	}
	return out
}

// DetrendGaussian returns what a series is above its moving mean with weights
// exp(-d^2 / (2 bandwidth^2)) at a distance of d steps (E. A. Nadaraya and
// G. S. Watson, 1964; V. Dakos et al., PNAS 105, 2008, for early warnings). bandwidth
// is in steps and above 0: the standard deviation of the kernel. At both ends, for
// about two bandwidths, the mean is one-sided and lags behind a trend.
func DetrendGaussian(xs []float64, bandwidth float64) []float64 {
	weights := make([]float64, len(xs))
	for d := range weights {
		z := float64(d) / bandwidth
		weights[d] = chance.Exp(-z * z / 2)
	}
	out := make([]float64, len(xs))
	for i, x := range xs {
		sum, total := 0.0, 0.0
		for j, other := range xs {
			w := weights[max(i-j, j-i)]
			sum += float64(w * other)
			total += w
		}
		out[i] = x - sum/total
	}
	return out
}

// RollingVariance returns the sample variance in each window of so many steps: value
// k is of xs[k] to xs[k+window-1]; none for a series shorter than the window.
func RollingVariance(xs []float64, window int) []float64 {
	return rolling(xs, window, func(xs []float64) float64 {
		var m Moments
		for _, x := range xs {
			m.Add(x)
		}
		return m.Variance()
	})
}

// RollingAutocorrelation returns the lag-1 autocorrelation in each window, as
// RollingVariance does the variance; NaN where the window is constant.
func RollingAutocorrelation(xs []float64, window int) []float64 {
	return rolling(xs, window, Autocorrelation)
}

// Autocorrelation returns the lag-1 autocorrelation of a series about its mean m,
// sum (x[t]-m)(x[t+1]-m) / sum (x[t]-m)^2, from -1 to 1; NaN for a constant one. In a
// short series of n it comes out too low, by (1 + 4 rho)/n for an AR(1) process
// (M. G. Kendall, Biometrika 41, 1954).
func Autocorrelation(xs []float64) float64 {
	level := mean(xs)
	joint, squares := 0.0, 0.0
	for i, x := range xs {
		squares += float64((x - level) * (x - level))
		if i > 0 {
			joint += float64((x - level) * (xs[i-1] - level))
		}
	}
	return joint / squares
}

func rolling(xs []float64, window int, f func([]float64) float64) []float64 {
	var out []float64
	for end := window; end <= len(xs); end++ {
		out = append(out, f(xs[end-window:end]))
	}
	return out
}

// Warning holds the signals that tend to rise when a system recovers ever more
// slowly on its way to a tipping point (M. Scheffer et al., Nature 461, 2009).
type Warning struct {
	Variance, Autocorrelation           []float64 // by window, see RollingVariance
	VarianceTrend, AutocorrelationTrend Kendall   // against time
}

// NewWarning works out the signals of a series without its trend, in windows of so
// many steps, customarily half the series. The windows overlap, so the P of the trends
// is no probability of a false alarm: of 200 AR(1) series of 400 steps with nothing
// ahead 181 and more had P < 0.05, measured by TestFalseAlarms. Compare Tau with that
// of series known to be steady.
func NewWarning(residuals []float64, window int) Warning {
	w := Warning{Variance: RollingVariance(residuals, window), Autocorrelation: RollingAutocorrelation(residuals, window)}
	w.VarianceTrend, w.AutocorrelationTrend = Trend(w.Variance), Trend(w.Autocorrelation)
	return w
}

// Trend returns Kendall's rank correlation of a series with time.
func Trend(xs []float64) Kendall {
	time := make([]float64, len(xs))
	for i := range time {
		time[i] = float64(i)
	}
	return KendallTau(time, xs)
}
