import Testing

@testable import RetraceStatistics

@Suite struct DistributionTests {
    @Test(arguments: [(0.95, 1.959963984540054), (0.99, 2.5758293035489004), (0.5, 0.6744897501960817)])
    func normalQuantilesAreThoseOfTheTables(confidence: Double, expected: Double) {
        #expect(abs(NormalDistribution.twoSided(confidence) - expected) < 1e-12)
        #expect(abs(NormalDistribution.cumulative(expected) - (0.5 + confidence / 2)) < 1e-12)
    }

    @Test(arguments: [(1.0, 12.706204736), (2.0, 4.302652730), (10.0, 2.228138852), (239.0, 1.969939)])
    func studentQuantilesAreThoseOfTheTables(degrees: Double, expected: Double) {
        #expect(abs(StudentDistribution.twoSided(0.95, degrees: degrees) - expected) < 1e-5)
    }

    @Test func studentTendsToNormal() {
        #expect(abs(StudentDistribution.twoSided(0.95, degrees: 9e5) - 1.959966) < 1e-5)
        #expect(StudentDistribution.twoSided(0.95, degrees: 1e7) == NormalDistribution.twoSided(0.95))
    }

    @Test func binomialTailsAreSums() {
        // Bin(5, 0.3): P(X ≤ 2) = 0.16807 + 0.36015 + 0.3087 = 0.83692.
        let bounds = BinomialBounds(rate: 0.3, confidence: 0.95)
        #expect(abs(bounds.probabilityOfAtMost(2, outOf: 5) - 0.83692) < 1e-12)
        #expect(abs(bounds.probabilityOfAtMost(4, outOf: 5) - (1 - 0.00243)) < 1e-12)
        #expect(bounds.probabilityOfAtMost(5, outOf: 5) == 1)
    }

    @Test func exactBoundsByHand() {
        // With p = 1/2 nothing seen excludes N = 6 (1/64 < 2.5 %) and not 5 (1/32).
        let half = BinomialBounds(rate: 0.5, confidence: 0.95)
        #expect(half.high(seen: 0) == 5)
        #expect(half.low(seen: 0) == 0)
        // All 10 of N = 10 with p = 0.9 has a probability of 35 %.
        let most = BinomialBounds(rate: 0.9, confidence: 0.95)
        #expect(most.low(seen: 10) == 10)
        // One of 1 with p = 0.01 has 1 %, of 2 has 1.99 %, of 3 has 2.97 %.
        #expect(BinomialBounds(rate: 0.01, confidence: 0.95).low(seen: 1) == 3)
    }
}
