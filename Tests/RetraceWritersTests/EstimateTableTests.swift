import RetraceCore
import RetraceStatistics
import Testing

@testable import RetraceWriters

/// What the summary says of incomplete logs.
@Suite struct EstimateTableTests {
    private func result(_ completeness: Completeness) throws -> ReplayResult {
        var result = ResultMaker.make(matched: Bounds(lower: 1200, upper: 1300), reached: Bounds(lower: 5, upper: 5))
        result.estimates = try #require(EstimateBuilder(totals: result.counts, completeness: completeness)).build()
        return result
    }

    @Test func completeLogsNeedNoEstimate() throws {
        #expect(EstimateTable.lines(try result(Completeness())).isEmpty)
        #expect(EstimateTable.lines(ResultMaker.make()).isEmpty)
    }

    @Test func refusalsAreExplained() throws {
        let lost = StreamCompleteness(
            shards: [Shard(path: "matches/a", state: .missing, linesExpected: 7)], isFromManifest: true)
        let text = EstimateTable.lines(try result(Completeness(streams: ["matches": lost]))).joined(separator: "\n")
        #expect(text.contains("95 % confidence"))
        #expect(text.contains("matched, before         not estimated; the bounds that hold: 1,200 to 1,307\n"))
        #expect(text.contains("disclosed, before       0\n"))
        #expect(ResultMaker.flat(text).contains("Not estimated because: Lines of matches are missing"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= Prose.width })
    }

    @Test func accountsAreToldWherePersonsCannotBe() throws {
        let lost = StreamCompleteness(
            shards: [Shard(path: "matches/a", state: .missing, linesExpected: 7)], isFromManifest: true)
        var result = try result(Completeness(streams: ["matches": lost]))
        #expect(!EstimateTable.lines(result).contains { $0.contains(": accounts, with") })
        let estimate = Estimate(
            point: 5, low: 4, high: 9, confidence: 0.95, method: "missing files (Goodman)", assumptions: ["Chance."])
        result.estimates?.accounts.before["matched"] = EstimatePair(lower: estimate, upper: estimate)
        let text = EstimateTable.lines(result).joined(separator: "\n")
        #expect(text.contains("If the logs were complete: persons, with 95 % confidence\n"))
        #expect(text.contains("If the logs were complete: accounts, with 95 % confidence\n"))
        #expect(text.contains("  matched, before         4 to 9\n"))
        #expect(ResultMaker.flat(text).contains("The estimates hold if: Chance."))
    }

    @Test func intervalsRunOverBothReadings() throws {
        let sampled = LogStream.allCases.filter { $0 != .audiences && $0 != .uploads }.map {
            ($0.name, StreamCompleteness(sampling: .account(rate: 0.5, hash: nil)))
        }
        var result = try result(Completeness(streams: Dictionary(uniqueKeysWithValues: sampled)))
        result.estimates?.persons = nil
        let lower = try #require(result.estimates?.accounts.before["matched"]?.lower.low)
        let upper = try #require(result.estimates?.accounts.before["matched"]?.upper.high)
        let text = EstimateTable.lines(result).joined(separator: "\n")
        #expect(text.contains("\(Figures.count(UInt64(lower))) to \(Figures.count(UInt64(upper)))"))
        #expect(lower < 2400 && upper > 2600)
        #expect(text.contains("The estimates hold if:"))
    }
}
