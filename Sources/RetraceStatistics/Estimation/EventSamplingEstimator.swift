/// Estimates distinct accounts from a log whose events were kept independently with a known probability p.
///
/// The point is Σ f_k·h_k with the weights of ``ThinningWeights``. For p ≥ 0.5 they are Good and Toulmin's, exactly unbiased, with
/// the unbiased variance v = Σ f_k·(h_k² − h_k). For 0.2 ≤ p < 0.5 they are smoothed, and the interval is widened by the worst
/// bias that any activity could cause. Below 0.2 there is no estimate: the widened interval would say nothing.
///
/// The interval is a score interval, all N with (N − N̂)² ≤ t²·v·N/N̂, which for accounts of one event each is Wilson's. The
/// quantile is Student's with 2v²/Σ f_k·(h_k² − h_k)² degrees of freedom (Satterthwaite 1946), because v is estimated too. Where
/// fewer than ``BinomialBounds/smallCount`` accounts were seen once, the high end is not below what the exact bound allows
/// for them: an unseen account leaves the fewest traces among those seen once when it had one event.
public struct EventSamplingEstimator: Sendable {
    /// The least rate with an estimate.
    public static let leastRate = 0.2
    /// The least rate without smoothing.
    public static let leastUnsmoothedRate = 0.5
    private static let greatestDepth = 16

    /// Probability with which an event was kept, above 0 and at most 1.
    public let rate: Double
    /// Two-sided confidence, above 0 and below 1.
    public let confidence: Double
    private let candidates: [ThinningWeights]

    /// An estimator; nil when `rate` is not in (0, 1] or `confidence` not in (0, 1). Some 100,000 steps for rates below 0.5.
    public init?(rate: Double, confidence: Double = 0.95) {
        guard rate > 0, rate <= 1, confidence > 0, confidence < 1 else { return nil }
        self.rate = rate
        self.confidence = confidence
        switch rate {
        case ..<Self.leastRate: candidates = []
        case ..<Self.leastUnsmoothedRate:
            candidates = (1...Self.greatestDepth).map { ThinningWeights(rate: rate, depth: $0) }
        default: candidates = [ThinningWeights(rate: rate)]
        }
    }

    /// The estimate from the accounts seen in exactly k kept events. Linear in the number of different k.
    public func estimate(_ evidence: EvidenceHistogram) -> EstimatorOutcome {
        let seen = Double(evidence.total)
        guard rate < 1 else {
            return .estimate(IntervalEstimate(point: seen, low: seen, high: seen, isConservative: false))
        }
        guard let weights = bestWeights(seen: seen) else { return .refused(.sampledTooThinly(rate: rate)) }
        return .estimate(interval(evidence, seen: seen, weights: weights))
    }

    /// The depth whose interval is the narrowest when activity is the worst. It depends on the number seen alone and not
    /// on how it is spread, so that choosing it does not bend the coverage.
    private func bestWeights(seen: Double) -> ThinningWeights? {
        let z = NormalDistribution.twoSided(confidence)
        return candidates.min { worstWidth($0, seen, z) < worstWidth($1, seen, z) }
    }

    private func worstWidth(_ weights: ThinningWeights, _ seen: Double, _ z: Double) -> Double {
        let bias = 1 / (1 + weights.biasLow) - 1 / (1 + weights.biasHigh)
        return seen * bias + 2 * z * (seen * weights.varianceHigh).squareRoot()
    }

    private func interval(_ evidence: EvidenceHistogram, seen: Double, weights: ThinningWeights) -> IntervalEstimate {
        let sums = Sums(evidence, weights: weights)
        let once = evidence[1]
        let isSmall = Double(once) < BinomialBounds.smallCount
        let exact = BinomialBounds(rate: rate, confidence: confidence)
        let floor = isSmall ? seen + Double(exact.unseenHigh(seen: once)) : seen
        let point = max(seen, sums.total)
        guard sums.variance > 0, sums.total > 0 else {
            return IntervalEstimate(point: point, low: seen, high: max(point, floor), isConservative: true)
        }
        let t = StudentDistribution.twoSided(confidence, degrees: sums.degrees)
        let ratio = sums.variance / sums.total
        let middle = sums.total + t * t * ratio / 2
        let reach = t * (sums.variance + t * t * ratio * ratio / 4).squareRoot()
        let low = max(seen, (middle - reach) / (1 + weights.biasHigh))
        let high = max(floor, (middle + reach) / (1 + weights.biasLow))
        return IntervalEstimate(
            point: point, low: min(low, high), high: high, isConservative: isSmall || weights.depth != nil)
    }

    /// Σ f_k·h_k, its variance, and the degrees of freedom of that variance.
    private struct Sums {
        var total = 0.0
        var variance = 0.0
        var squares = 0.0

        /// The unsmoothed variance is Σ f_k·(h_k² − h_k), whose expectation is exact. Smoothed weights have an
        /// expectation of at least 1 + biasLow, so Σ f_k·(h_k² − (1 + biasLow)²) does not fall short.
        init(_ evidence: EvidenceHistogram, weights: ThinningWeights) {
            let least = (1 + weights.biasLow) * (1 + weights.biasLow)
            for (pieces, accounts) in evidence.entries {
                let weight = weights[pieces]
                let excess = weight * weight - (weights.depth == nil ? weight : least)
                total += Double(accounts) * weight
                variance += Double(accounts) * excess
                squares += Double(accounts) * excess * excess
            }
        }

        var degrees: Double { max(1, 2 * variance * variance / squares) }
    }
}
