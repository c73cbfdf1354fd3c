import Foundation
import Testing

@testable import RetraceStatistics

@Suite struct AccountSamplingEstimatorTests {
    @Test func scoreIntervalByHand() throws {
        let estimate = try #require(AccountSamplingEstimator(rate: 0.5)).estimate(seen: 100)
        #expect(estimate.point == 200)
        #expect(abs(estimate.low - 174.136184) < 1e-5)
        #expect(abs(estimate.high - 229.705275) < 1e-5)
        #expect(!estimate.isConservative)
    }

    @Test func everythingKeptIsAPoint() throws {
        let estimate = try #require(AccountSamplingEstimator(rate: 1)).estimate(seen: 7)
        #expect(estimate == IntervalEstimate(point: 7, low: 7, high: 7, isConservative: false))
    }

    @Test(arguments: [0, -0.1, 1.01, .nan])
    func wrongRatesAreRefused(rate: Double) {
        #expect(AccountSamplingEstimator(rate: rate) == nil)
        #expect(EventSamplingEstimator(rate: rate) == nil)
    }

    @Test func endsRiseWithWhatIsSeen() throws {
        for rate in [0.01, 0.3, 0.95] {
            let estimator = try #require(AccountSamplingEstimator(rate: rate))
            let estimates = (0..<500).map { estimator.estimate(seen: UInt64($0)) }
            for (less, more) in zip(estimates, estimates.dropFirst()) {
                #expect(less.low <= more.low + 1 / rate)
                #expect(less.point < more.point)
                #expect(less.low <= less.point && less.point <= less.high)
            }
        }
    }

    /// No simulation: the coverage is summed over every outcome, for every N.
    @Test(arguments: [0.02, 0.1, 0.5, 0.8, 0.9])
    func coverageIsAtLeast93PercentForEveryTruth(rate: Double) throws {
        let estimator = try #require(AccountSamplingEstimator(rate: rate))
        let greatest = 420
        let estimates = (0...greatest).map { estimator.estimate(seen: UInt64($0)) }
        for truth in stride(from: 1, through: greatest, by: 3) {
            var probability = exp(Double(truth) * log(1 - rate))
            var coverage = 0.0
            for seen in 0...truth {
                let held = (estimates[seen].low...estimates[seen].high).contains(Double(truth))
                coverage += held ? probability : 0
                probability *= Double(truth - seen) / Double(seen + 1) * rate / (1 - rate)
            }
            if exp(Double(truth) * log(1 - rate)) > 0 { #expect(coverage >= 0.93, "N = \(truth)") }
        }
    }
}
