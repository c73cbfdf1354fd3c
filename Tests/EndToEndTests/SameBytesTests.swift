import Foundation
import RetraceStatistics
import RetraceTestSupport
import Testing

/// The same logs give the same bytes.
@Suite struct SameBytesTests {
    /// The JSON for a log root, without what depends on files.
    private func replay(_ root: LogRoot, cutoff: String, threads: String, whole: Bool = false) throws -> Data {
        let outcome = try Program.run([
            "replay", root.root.path, "--policy", root.policy.path, "--cutoff", cutoff, "--format", "json", "--threads",
            threads,
        ])
        #expect(outcome.status == 0)
        if whole { return outcome.output }
        var result = try outcome.result()
        for stream in result.streams.keys {
            result.streams[stream]?.files = 0
            result.streams[stream]?.bytes = 0
            result.streams[stream]?.bytesCompressed = 0
        }
        return try ResultEncoder.encode(result)
    }

    @Test(arguments: UInt64(1)...4)
    func threadsAndOrderChangeNothing(seed: UInt64) throws {
        let logs = RandomLogSet.make(seed: seed)
        let roots = try (0..<3).map { try LogRootBuilder(seed: seed + $0 * 1000).write(logs) }
        defer { for root in roots { try? FileManager.default.removeItem(at: root.directory) } }
        let cutoff = logs.cutoff.rfc3339
        let whole = try replay(roots[0], cutoff: cutoff, threads: "1", whole: true)
        for threads in ["2", "5"] {
            #expect(try replay(roots[0], cutoff: cutoff, threads: threads, whole: true) == whole)
        }
        let plain = try replay(roots[0], cutoff: cutoff, threads: "1")
        for root in roots.dropFirst() { #expect(try replay(root, cutoff: cutoff, threads: "2") == plain) }
    }

    @Test func resultsAgreeWithTheReference() throws {
        for seed in UInt64(20)..<26 {
            let logs = RandomLogSet.make(seed: seed)
            let root = try LogRootBuilder(seed: seed).write(logs)
            defer { try? FileManager.default.removeItem(at: root.directory) }
            let data = try replay(root, cutoff: logs.cutoff.rfc3339, threads: "2", whole: true)
            var result = try JSONDecoder().decode(ReplayResult.self, from: data)
            result.warnings = []
            result.estimates = nil
            #expect(result == root.filled(ReferenceModel.replay(logs)), "seed \(seed)")
        }
    }
}
