import Foundation
import Testing

@testable import RetraceStatistics

@Suite struct EventSamplingEstimatorTests {
    /// Keeps and drops each of 1 + 2 + 4 events of three accounts in all 128 ways.
    @Test(arguments: [0.5, 0.6, 0.9])
    func pointAndVarianceAreUnbiasedByEnumeration(rate: Double) {
        let owners = [0, 1, 1, 2, 2, 2, 2]
        let weights = ThinningWeights(rate: rate)
        var mean = 0.0
        var square = 0.0
        var variance = 0.0
        for kept in 0..<(1 << owners.count) {
            var pieces = [0, 0, 0]
            var probability = 1.0
            for (event, owner) in owners.enumerated() {
                let isKept = kept >> event & 1 == 1
                pieces[owner] += isKept ? 1 : 0
                probability *= isKept ? rate : 1 - rate
            }
            let total = pieces.reduce(0) { $0 + weights[UInt32($1)] }
            mean += probability * total
            square += probability * total * total
            variance += probability * pieces.reduce(0) { $0 + weights[UInt32($1)] * (weights[UInt32($1)] - 1) }
        }
        #expect(abs(mean - 3) < 1e-12)
        #expect(abs(variance - (square - mean * mean)) < 1e-12)
    }

    /// Against the closed form −q^m·E[(−1)^L·C(m − 1, L)] of the bias for an account with m events.
    @Test(arguments: [(0.2, 4), (0.3, 6), (0.45, 9)])
    func smoothedBiasIsWhatTheoryHasAndStaysInItsBounds(rate: Double, depth: Int) {
        let weights = ThinningWeights(rate: rate, depth: depth)
        for events in 1...60 {
            let expected = (0...events).reduce(0.0) { sum, kept in
                sum + binomial(kept, events, rate) * weights[UInt32(kept)]
            }
            let theory = (0...depth).reduce(0.0) { sum, stop in
                let sign = stop % 2 == 0 ? 1.0 : -1.0
                return sum - sign * binomial(stop, depth, 2 * rate / (1 + rate)) * choose(events - 1, stop)
            }
            #expect(abs(expected - 1 - theory * pow(1 - rate, Double(events))) < 1e-9)
            #expect(expected - 1 >= weights.biasLow - 1e-12 && expected - 1 <= weights.biasHigh + 1e-12)
        }
    }

    @Test func pointByHand() throws {
        // p = 1/2: weights 2, 0, 2, so 3 seen once and 2 seen twice stand for 6.
        let estimator = try #require(EventSamplingEstimator(rate: 0.5))
        let estimate = try #require(interval(estimator.estimate(EvidenceHistogram([1: 3, 2: 2]))))
        #expect(estimate.point == 6)
        #expect(estimate.low == 5)
        #expect(estimate.isConservative)
    }

    @Test func accountsOfOneEventGetWilsonsInterval() throws {
        // Alike but for Student's quantile, which for so many accounts is all but normal.
        let events = try #require(EventSamplingEstimator(rate: 0.6)).estimate(EvidenceHistogram([1: 90_000]))
        let accounts = try #require(AccountSamplingEstimator(rate: 0.6)).estimate(seen: 90_000)
        let estimate = try #require(interval(events))
        #expect(estimate.point == accounts.point)
        #expect(abs(estimate.low - accounts.low) < 0.1)
        #expect(abs(estimate.high - accounts.high) < 0.1)
    }

    @Test func belowOneInFiveIsRefused() throws {
        let estimator = try #require(EventSamplingEstimator(rate: 0.19))
        #expect(estimator.estimate(EvidenceHistogram([1: 90])) == .refused(.sampledTooThinly(rate: 0.19)))
    }

    @Test func nothingLostIsAPoint() throws {
        let estimator = try #require(EventSamplingEstimator(rate: 1))
        let estimate = try #require(interval(estimator.estimate(EvidenceHistogram([1: 4, 9: 2]))))
        #expect(estimate == IntervalEstimate(point: 6, low: 6, high: 6, isConservative: false))
    }

    @Test(arguments: [0.2, 0.4, 0.5, 0.9])
    func nothingSeenStillLeavesRoom(rate: Double) throws {
        let estimator = try #require(EventSamplingEstimator(rate: rate))
        let estimate = try #require(interval(estimator.estimate(EvidenceHistogram())))
        #expect(estimate.point == 0 && estimate.low == 0)
        #expect(estimate.high == (log(0.025) / log(1 - rate)).rounded(.down))
    }

    @Test func heavyUsersAloneGiveAFiniteInterval() throws {
        for rate in [0.2, 0.5, 0.9] {
            let estimator = try #require(EventSamplingEstimator(rate: rate))
            let estimate = try #require(interval(estimator.estimate(EvidenceHistogram([4_000_000: 3, 1_000_001: 2]))))
            #expect(estimate.low >= 5 && estimate.high.isFinite && estimate.low <= estimate.high)
        }
    }

    private func interval(_ outcome: EstimatorOutcome) -> IntervalEstimate? {
        if case .estimate(let estimate) = outcome { estimate } else { nil }
    }

    private func choose(_ n: Int, _ k: Int) -> Double {
        guard k <= n else { return 0 }
        return (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
    }

    private func binomial(_ k: Int, _ n: Int, _ p: Double) -> Double {
        choose(n, k) * pow(p, Double(k)) * pow(1 - p, Double(n - k))
    }
}
