import Foundation
import RetraceStatistics
import RetraceTestSupport
import Testing

/// The same logs give the same bytes, and the right ones.
@Suite struct SameBytesTests {
    private func replay(_ root: LogRoot, _ logs: LogSet, threads: Int) throws -> Data {
        try Program.run([
            "replay", root.root.path, "--policy", root.policy.path, "--cutoff", logs.cutoff.rfc3339, "--format", "json",
            "--threads", String(threads), "--quiet",
        ]).output
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>) func threadsDoNotMatter(seed: UInt64) throws {
        let logs = RandomLogSet.make(seed: seed)
        let root = try LogRootBuilder(seed: seed).write(logs)
        defer { try? FileManager.default.removeItem(at: root.directory) }
        let outputs = try [1, 2, 5].map { try replay(root, logs, threads: $0) }
        #expect(outputs[0] == outputs[1])
        #expect(outputs[0] == outputs[2])
        var result = try JSONDecoder().decode(ReplayResult.self, from: outputs[0])
        (result.estimates, result.warnings) = (nil, [])
        #expect(result == root.filled(ReferenceModel.replay(logs)))
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>) func filesDoNotMatter(seed: UInt64) throws {
        let logs = RandomLogSet.make(seed: seed)
        let results = try [seed, seed + 100].map { layout in
            let root = try LogRootBuilder(seed: layout).write(logs)
            defer { try? FileManager.default.removeItem(at: root.directory) }
            var result = try JSONDecoder().decode(ReplayResult.self, from: try replay(root, logs, threads: 2))
            for name in result.streams.keys {
                result.streams[name]?.files = 0
                result.streams[name]?.bytes = 0
                result.streams[name]?.bytesCompressed = 0
            }
            return result
        }
        #expect(results[0] == results[1])
    }
}
