import Foundation
import RetraceCore
import RetraceStatistics
import RetraceTestSupport
import Testing

/// Estimates of logs that lost files, against the truth of the whole logs.
@Suite struct LossTests {
    private func chosen(_ count: Int, _ seed: UInt64) -> Set<Int> {
        var random = SplitMix64(seed: seed &* 977 &+ 5)
        return Set(Array(0..<SplitLogs.fileCount).shuffled(using: &random).prefix(count))
    }

    private func estimate(_ result: ReplayResult, _ count: CountKind) throws -> Estimate {
        try #require(result.estimates?.accounts.before[count.name]?.lower)
    }

    /// The point of the estimator, given evidence that is counted here.
    private func expected(_ logs: SplitLogs, _ stream: LogStream, without lost: Set<Int>) throws -> Double {
        var evidence = ShardEvidence()
        for events in (logs.events[stream] ?? [:]).values {
            let files = events.reduce(into: Set<Int>()) { $0.formUnion($1) }.subtracting(lost)
            if !files.isEmpty { evidence.add(files: files.map { UInt32($0) }) }
        }
        let estimator = try #require(
            MissingShardEstimator(read: SplitLogs.fileCount - lost.count, missing: lost.count))
        guard case .estimate(let interval) = estimator.estimate(evidence) else { throw Refused() }
        return interval.point
    }

    private struct Refused: Error {}

    @Test(arguments: [(CountKind.matched, 40), (.reached, 10), (.disclosed, 10)])
    func intervalsHoldTheTruthAsOftenAsTheySay(count: CountKind, runs: Int) throws {
        let stream = try #require(SplitLogs.streams[count])
        var (holding, refused) = (0, 0)
        for seed in 0..<UInt64(runs) {
            let logs = try SplitLogs(seed: seed)
            let lost = chosen(3, seed)
            try logs.lose(lost, of: stream)
            let estimate = try estimate(logs.replay(), count)
            guard let low = estimate.low, let high = estimate.high, let point = estimate.point else {
                #expect(estimate.refused?.contains("not collected") == false)
                refused += 1
                continue
            }
            let truth = Double(logs.truth(stream))
            if low <= truth && truth <= high { holding += 1 }
            // Those reached are among those solely matched, of whom all are known here.
            let known = try min(expected(logs, stream, without: lost), count == .reached ? truth : .infinity)
            #expect(estimate.method.hasPrefix("missing files") && abs(point - known) <= 0.5, "seed \(seed)")
        }
        // 95 of 100, and 5 of 100 refused, leave room for chance; the seeds are fixed.
        #expect(refused * 8 <= runs)
        #expect(holding * 10 >= (runs - refused) * 9)
    }

    @Test func evidenceIsTheSameWhateverTheThreads() throws {
        let logs = try SplitLogs(seed: 3)
        try logs.lose(chosen(3, 3), of: .matches)
        let one = try logs.replay(threads: 1)
        let four = try logs.replay(threads: 4)
        #expect(one.estimates == four.estimates)
    }

    @Test func namesTellWhatIsMissingAsAManifestDoes() throws {
        let logs = try SplitLogs(seed: 4)
        let lost = [6, 13, 19]
        try logs.lose(lost, of: .matches)
        let listed = try logs.replay()
        let guessed = try logs.replay(isListed: false)
        // A guess is told, and is no file that could not be read.
        #expect(guessed.incomplete.isEmpty)
        let first = SplitLogs.path(of: .matches, lost[0])
        #expect(guessed.warnings.contains { $0.contains("\(first) and 2 more") })
        let (known, told) = (try estimate(listed, .matched), try estimate(guessed, .matched))
        #expect(told.refused == nil && told.point == known.point && told.high == known.high)
        #expect(told.assumptions.count > known.assumptions.count)
    }

    /// Pieces are told which files are whole, and find the same evidence.
    @Test func piecesEstimateAsAWholeRunDoes() throws {
        let logs = try SplitLogs(seed: 5)
        try logs.lose([7, 10, 20], of: .impressions)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("retrace-loss-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for isDamaged in [false, true] {
            if isDamaged { try logs.damage(3, of: .impressions) }
            let whole = try logs.replay(isListed: false)
            let run = try ClusterRun(
                root: logs.root, policy: logs.policy, cutoff: logs.cutoff, partitionBits: 2, folder: folder)
            let result = try run.result(run.all()).result
            #expect(result == whole)
            #expect(try estimate(result, .reached).method.hasPrefix("missing files"))
        }
    }

    @Test(arguments: 0..<5)
    func lossInOneRunIsRefused(first: Int) throws {
        let logs = try SplitLogs(seed: UInt64(first))
        try logs.lose(first..<(first + 8), of: .matches)
        let matched = try estimate(logs.replay(), .matched)
        #expect(matched.point == nil && matched.refused != nil)
        #expect(matched.refused?.contains("not collected") == false)
        let truth = Double(logs.truth(.matches))
        #expect(try #require(matched.low) <= truth && truth <= matched.high ?? .infinity)
    }

    @Test func lostIdentifiersLeaveNoBound() throws {
        let logs = try SplitLogs(seed: 1)
        try logs.lose([0], of: .matches)
        let path = "identifiers/dt=2019-02-00/part-9.jsonl"
        let result = try logs.replay(expecting: path)
        for count in CountKind.allCases {
            let estimate = try estimate(result, count)
            #expect(estimate.point == nil && estimate.low == 0 && estimate.high == nil && estimate.refused != nil)
        }
    }
}
