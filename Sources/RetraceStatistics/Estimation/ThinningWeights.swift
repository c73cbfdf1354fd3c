import Foundation

/// The weight h_k that an account seen in k kept events gets in an estimate of all accounts, when events are kept
/// independently with probability p; h_0 = 0, because a log can't weigh what it doesn't show.
///
/// Good and Toulmin (1956): h_k = 1 − (−q/p)^k. For an account with m ≥ 1 events Σ_k Bin(m, p)(k)·h_k = 1 − (q − q)^m = 1: exactly
/// unbiased. For p < 1/2 the weights grow without limit, so Orlitsky, Suresh and Wu (2016) cut the series off at a random
/// place L: h_k = 1 − (−q/p)^k·P(L ≥ k), here with their binomial L ~ Bin(depth, 2p/(1 + p)) (that is 2/(2 + t) with t = q/p). That
/// leaves a bias for an account of m events, which is computed here exactly, for every m.
struct ThinningWeights {
    /// Probability with which an event was kept, 0 < p < 1.
    let rate: Double
    /// The greatest k whose weight differs from 1; nil for the unsmoothed series.
    let depth: Int?
    /// The least value over all m of (expected weight of an account with m events) − 1: 0 or negative.
    let biasLow: Double
    /// The greatest such value: 0 or positive.
    let biasHigh: Double
    /// The greatest variance over all m of the weight of an account with m events.
    let varianceHigh: Double
    private let smoothed: [Double]

    /// Good and Toulmin's weights, for p ≥ 1/2.
    init(rate: Double) {
        self.rate = rate
        depth = nil
        biasLow = 0
        biasHigh = 0
        varianceHigh = (1 - rate) / rate
        smoothed = []
    }

    /// Smoothed weights with L ~ Bin(depth, 2p/(1 + p)). Takes about 10·depth²/p steps.
    init(rate: Double, depth: Int) {
        self.rate = rate
        self.depth = depth
        smoothed = Self.smoothedWeights(rate: rate, depth: depth)
        var low = 0.0
        var high = 0.0
        var variance = 0.0
        for events in 1...Int(10 * Double(depth + 3) / rate) {
            let moments = Self.moments(of: smoothed, rate: rate, events: events)
            low = min(low, moments.bias)
            high = max(high, moments.bias)
            variance = max(variance, moments.variance)
        }
        biasLow = low
        biasHigh = high
        varianceHigh = variance
    }

    /// h_k; 0 for k = 0.
    subscript(pieces: UInt32) -> Double {
        guard pieces > 0 else { return 0 }
        guard depth != nil else { return 1 - pow(-(1 - rate) / rate, Double(pieces)) }
        return Int(pieces) < smoothed.count ? smoothed[Int(pieces)] : 1
    }

    private static func smoothedWeights(rate: Double, depth: Int) -> [Double] {
        let stop = binomial(2 * rate / (1 + rate), trials: depth)
        var tail = 1.0
        var weights = [0.0]
        for k in 1...depth {
            tail -= stop[k - 1]
            weights.append(1 - pow(-(1 - rate) / rate, Double(k)) * max(0, tail))
        }
        return weights
    }

    /// Bias and variance of the weight of an account with `events` events; beyond the depth all weights are 1.
    private static func moments(of weights: [Double], rate: Double, events: Int) -> (bias: Double, variance: Double) {
        var bias = 0.0
        var square = 1.0
        var term = exp(Double(events) * log1p(-rate))
        for k in 0...min(events, weights.count - 1) {
            bias += term * (weights[k] - 1)
            square += term * (weights[k] * weights[k] - 1)
            term *= Double(events - k) / Double(k + 1) * rate / (1 - rate)
        }
        return (bias, square - (1 + bias) * (1 + bias))
    }

    private static func binomial(_ probability: Double, trials: Int) -> [Double] {
        var terms = [exp(Double(trials) * log1p(-probability))]
        for k in 0..<trials {
            terms.append(terms[k] * Double(trials - k) / Double(k + 1) * probability / (1 - probability))
        }
        return terms
    }
}
