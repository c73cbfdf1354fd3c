import Foundation

/// Estimates distinct accounts when whole files are missing at random: a of M, T = M − a read.
///
/// The point is D + Σ_j c_j·f_j with ``GoodmanCoefficients`` and f_j the accounts seen in exactly j of the read files. The standard
/// error is SE² = a²·(1/T + 1/a)·S², S² the larger of variance and mean over read files of the number of accounts seen in
/// that file alone: what a files hold that no other does, predicted from T files. The quantile is Student's with T − 1
/// degrees of freedom. The interval has three parts that the plain D̂ ± t·SE lacks, each of which the calibration asked for:
///
/// - It is a score interval: with φ = S²/mean and p = T/M, all N₁ with (f_1 − N₁p)² ≤ t²·φ·N₁·p·q. Its width is that of ± t·SE for large f_1, and
///   it is not empty when f_1 = 0.
/// - The high end takes what varies between files beyond chance as a factor, not as a summand (log-normal, in the manner of
///   Chao 1987): where few files hold most of the accounts, the missing ones may hold many times the average.
/// - Where f_1 < ``BinomialBounds/smallCount`` the high end is not below the exact bound.
///
/// The widest bias that the cut of the coefficients can cause widens both ends. All this makes it conservative.
public struct MissingShardEstimator: Sendable {
    /// The least number of files read with an estimate.
    public static let leastRead = 8
    /// The greatest number of missing files per read file with an estimate.
    public static let greatestMissingPerRead = 0.5
    /// The greatest relative bias with an estimate.
    public static let greatestBias = 0.05

    /// Files read to their end, T.
    public let read: Int
    /// Files missing or damaged, a.
    public let missing: Int
    /// Two-sided confidence, above 0 and below 1.
    public let confidence: Double
    private let coefficients: GoodmanCoefficients?

    /// An estimator; nil when a number is negative or `confidence` not in (0, 1).
    public init?(read: Int, missing: Int, confidence: Double = 0.95) {
        guard read >= 0, missing >= 0, confidence > 0, confidence < 1 else { return nil }
        self.read = read
        self.missing = missing
        self.confidence = confidence
        let isInRange = read >= Self.leastRead && Double(missing) <= Double(read) * Self.greatestMissingPerRead
        coefficients = isInRange && missing > 0 ? GoodmanCoefficients(read: read, missing: missing) : nil
    }

    /// The estimate from the evidence of the files read. Linear in the number of files.
    public func estimate(_ evidence: ShardEvidence) -> EstimatorOutcome {
        let seen = Double(evidence.seenIn.total)
        guard missing > 0 else {
            return .estimate(IntervalEstimate(point: seen, low: seen, high: seen, isConservative: false))
        }
        guard read >= Self.leastRead else { return .refused(.tooFewFilesRead(read: read)) }
        guard let coefficients, max(coefficients.biasHigh, -coefficients.biasLow) <= Self.greatestBias else {
            return .refused(.tooManyFilesMissing(read: read, missing: missing))
        }
        return .estimate(interval(evidence, seen: seen, coefficients: coefficients))
    }

    private func interval(
        _ evidence: ShardEvidence, seen: Double, coefficients: GoodmanCoefficients
    ) -> IntervalEstimate {
        let total = evidence.seenIn.entries.reduce(0) { sum, entry in
            sum + Double(entry.accounts) * coefficients.weight(files: entry.pieces)
        }
        let point = max(seen, total)
        let spread = Spread(evidence, files: read)
        let t = StudentDistribution.twoSided(confidence, degrees: Double(read - 1))
        let (below, above) = reach(spread, t: t)
        let skewed = skewedReach(spread, unseen: point - seen, t: t)
        let exact = BinomialBounds(rate: Double(read) / Double(read + missing), confidence: confidence)
        let isSmall = spread.once < BinomialBounds.smallCount
        let floor = isSmall ? seen + Double(exact.unseenHigh(seen: UInt64(spread.once))) : seen
        let high = max(floor, (point + max(above, skewed)) / (1 + coefficients.biasLow))
        let low = max(seen, (point - below) / (1 + coefficients.biasHigh))
        return IntervalEstimate(point: point, low: min(low, high), high: high, isConservative: true)
    }

    /// How far the score interval reaches below and above the point.
    private func reach(_ spread: Spread, t: Double) -> (below: Double, above: Double) {
        let p = Double(read) / Double(read + missing)
        let scale = t * t * spread.overdispersion
        let shift = scale * (1 - p) / (2 * p)
        let half = (scale * spread.once * (1 - p) / (p * p) + shift * shift).squareRoot()
        return (half - shift, half + shift)
    }

    /// How far the high end reaches when the variance beyond chance is a factor on the unseen.
    private func skewedReach(_ spread: Spread, unseen: Double, t: Double) -> Double {
        guard spread.mean > 0, unseen > 0 else { return 0 }
        let a = Double(missing)
        let prediction = a * a * (1 / Double(read) + 1 / a)
        let relative = (prediction * max(0, spread.variance - spread.mean)).squareRoot() / (a * spread.mean)
        // A factor above e^20 says "anything", which the caller's other bounds then end.
        let factor = unseen * (exp(min(20, t * relative)) - 1)
        return (factor * factor + t * t * prediction * spread.mean).squareRoot()
    }

    /// Mean and variance over files of the accounts seen in that file alone.
    private struct Spread {
        let once: Double
        let mean: Double
        let variance: Double

        init(_ evidence: ShardEvidence, files: Int) {
            let counts = evidence.onlyIn.sorted { $0.key < $1.key }.map { Double($0.value) }
            let mean = counts.reduce(0, +) / Double(files)
            let squares = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            once = counts.reduce(0, +)
            self.mean = mean
            variance = (squares + Double(max(0, files - counts.count)) * mean * mean) / Double(files - 1)
        }

        /// S²/mean: 1 when files differ by chance alone, more when they differ beyond it.
        var overdispersion: Double { mean > 0 ? max(1, variance / mean) : 1 }
    }
}
