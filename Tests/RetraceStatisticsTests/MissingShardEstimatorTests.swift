import Foundation
import Testing

@testable import RetraceStatistics

@Suite struct MissingShardEstimatorTests {
    /// Loses one of nine files in all nine ways, for an account in every set of at most four.
    @Test func pointIsUnbiasedByEnumeration() {
        let coefficients = GoodmanCoefficients(read: 8, missing: 1)
        #expect(coefficients.values.count == 4)
        for files in 1..<(1 << 9) {
            let present = files.nonzeroBitCount
            let mean = (0..<9).reduce(0.0) { sum, lost in
                let seen = (files & ~(1 << lost)).nonzeroBitCount
                return sum + (seen == 0 ? 0 : coefficients.weight(files: UInt32(seen))) / 9
            }
            if present <= 4 { #expect(abs(mean - 1) < 1e-12) }
            #expect(mean - 1 >= coefficients.biasLow - 1e-12 && mean - 1 <= coefficients.biasHigh + 1e-12)
        }
    }

    /// Loses three of twelve files in all 220 ways.
    @Test func pointIsUnbiasedWithAQuarterLost() {
        let coefficients = GoodmanCoefficients(read: 9, missing: 3)
        let ways = (0..<(1 << 12)).filter { $0.nonzeroBitCount == 3 }
        for files in [0b1, 0b11, 0b1001, 0b1011, 0b111_1111, 0b1111_1111_1111] {
            let mean = ways.reduce(0.0) { sum, lost in
                let seen = (files & ~lost).nonzeroBitCount
                return sum + (seen == 0 ? 0 : coefficients.weight(files: UInt32(seen))) / Double(ways.count)
            }
            if files.nonzeroBitCount <= coefficients.values.count { #expect(abs(mean - 1) < 1e-12) }
            #expect(mean - 1 >= coefficients.biasLow - 1e-12 && mean - 1 <= coefficients.biasHigh + 1e-12)
        }
    }

    @Test func coefficientsByHand() {
        // T = 20, a = 2: c_1 = 2/20, c_2 = −(2·3)/(20·19), c_3 = (2·3·4)/(20·19·18).
        let values = GoodmanCoefficients(read: 20, missing: 2).values
        #expect(abs(values[0] - 0.1) < 1e-15)
        #expect(abs(values[1] + 6.0 / 380) < 1e-15)
        #expect(abs(values[2] - 24.0 / 6840) < 1e-15)
    }

    /// The uncut series would subtract 21 for each account that is in all 20 files.
    @Test func accountsInEveryFileCountOnce() throws {
        let evidence = ShardEvidence(seenIn: EvidenceHistogram([20: 1_000]))
        let estimate = try #require(try interval(read: 20, missing: 2, evidence))
        #expect(abs(estimate.point - 1_000) < 0.1)
        #expect(estimate.low == 1_000)
    }

    @Test func widthIsThatOfTheStandardErrorForMany() throws {
        // 1,000 accounts alone in each of 100 files, none elsewhere: variance 0, so S² is the mean; SE² = 25·(1/100 + 1/5)·1,000.
        let alone = Dictionary(uniqueKeysWithValues: (0..<100).map { (UInt32($0), UInt64(1_000)) })
        let evidence = ShardEvidence(seenIn: EvidenceHistogram([1: 100_000]), onlyIn: alone)
        let estimate = try #require(try interval(read: 100, missing: 5, evidence))
        let reach = StudentDistribution.twoSided(0.95, degrees: 99) * (25 * 0.21 * 1_000).squareRoot()
        #expect(abs(estimate.point - 105_000) < 1e-6)
        #expect(abs((estimate.high - estimate.low) / 2 - reach) < 1)
    }

    @Test func nothingSeenAloneStillLeavesRoom() throws {
        let evidence = ShardEvidence(seenIn: EvidenceHistogram([30: 50]))
        let estimate = try #require(try interval(read: 80, missing: 20, evidence))
        #expect(estimate.high >= 52 && estimate.high < 60)
    }

    @Test func refusesTooFewAndTooMany() throws {
        let evidence = ShardEvidence(seenIn: EvidenceHistogram([1: 5]), onlyIn: [0: 5])
        let few = try #require(MissingShardEstimator(read: 7, missing: 1))
        #expect(few.estimate(evidence) == .refused(.tooFewFilesRead(read: 7)))
        let many = try #require(MissingShardEstimator(read: 20, missing: 11))
        #expect(many.estimate(evidence) == .refused(.tooManyFilesMissing(read: 20, missing: 11)))
        #expect(MissingShardEstimator(read: -1, missing: 1) == nil)
    }

    @Test func nothingMissingIsAPoint() throws {
        let evidence = ShardEvidence(seenIn: EvidenceHistogram([1: 5]), onlyIn: [0: 5])
        let estimate = try #require(try interval(read: 3, missing: 0, evidence))
        #expect(estimate == IntervalEstimate(point: 5, low: 5, high: 5, isConservative: false))
    }

    @Test func manyFilesAreNoTrouble() throws {
        let coefficients = GoodmanCoefficients(read: 90_000, missing: 10_000)
        #expect(coefficients.values.count < 60)
        #expect(coefficients.biasHigh < 1e-9)
    }

    private func interval(read: Int, missing: Int, _ evidence: ShardEvidence) throws -> IntervalEstimate? {
        let outcome = try #require(MissingShardEstimator(read: read, missing: missing)).estimate(evidence)
        if case .estimate(let estimate) = outcome { return estimate }
        return nil
    }
}
