/// Estimates N accounts from n that a hash of the account id kept with probability p.
///
/// Every account is kept or dropped as a whole with all its lines, so n ~ Bin(N, p) for every count: the point is n/p, and the
/// interval is Wilson's score interval (1927) solved for N: all N with (n − Np)² ≤ z²·N·p·q, that is
/// (2n + z²q ± z√(z²q² + 4nq)) / 2p with q = 1 − p. Where fewer than ``BinomialBounds/smallCount`` accounts were seen, or are
/// thought unseen, the score interval covers too little (92.1 % at N = 100, p = 0.01) and ``BinomialBounds`` replaces it.
public struct AccountSamplingEstimator: Sendable {
    /// Probability with which an account was kept, above 0 and at most 1.
    public let rate: Double
    /// Two-sided confidence, above 0 and below 1.
    public let confidence: Double

    /// An estimator; nil when `rate` is not in (0, 1] or `confidence` not in (0, 1).
    public init?(rate: Double, confidence: Double = 0.95) {
        guard rate > 0, rate <= 1, confidence > 0, confidence < 1 else { return nil }
        self.rate = rate
        self.confidence = confidence
    }

    /// The estimate from `seen` accounts in the sample. Constant time but for small numbers (below about 1,000 steps).
    public func estimate(seen: UInt64) -> IntervalEstimate {
        let n = Double(seen)
        guard rate < 1 else { return IntervalEstimate(point: n, low: n, high: n, isConservative: false) }
        let unseen = n * (1 - rate) / rate
        guard n >= BinomialBounds.smallCount, unseen >= BinomialBounds.smallCount else { return exact(seen: seen) }
        let z = NormalDistribution.twoSided(confidence)
        let q = 1 - rate
        let middle = 2 * n + z * z * q
        let reach = z * (z * z * q * q + 4 * n * q).squareRoot()
        return IntervalEstimate(
            point: n / rate, low: max(n, (middle - reach) / (2 * rate)), high: (middle + reach) / (2 * rate),
            isConservative: false)
    }

    private func exact(seen: UInt64) -> IntervalEstimate {
        let bounds = BinomialBounds(rate: rate, confidence: confidence)
        return IntervalEstimate(
            point: Double(seen) / rate, low: Double(bounds.low(seen: seen)), high: Double(bounds.high(seen: seen)),
            isConservative: true)
    }
}
