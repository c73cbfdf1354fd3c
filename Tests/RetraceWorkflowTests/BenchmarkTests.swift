import Foundation
import RetraceCore
import RetraceIngest
import RetraceScenario
import RetraceStatistics
import RetraceWorkflow
import Testing

/// That a benchmark measures all of the logs at every stage. How long it takes is not looked at.
@Suite struct BenchmarkTests {
    @Test func reportCoversEveryStageAndLine() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("retrace-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let made = try ScenarioGenerator(ScenarioOptions(scenario: .contactSources2018, accounts: 300, untidy: true))
            .write(to: folder)
        let report = try BenchmarkTests.measure(folder, threads: 3)

        #expect(report.logs.lines == made.lines)
        #expect(report.logs.bytesCompressed == made.bytesCompressed)
        #expect(report.logs.bytes > report.logs.lines)
        #expect(report.logs.files == Int(made.files))
        #expect(report.logs.filesDamaged == 0)
        let expected = [1, 2, 3].flatMap { threads in BenchStage.allCases.map { "\(threads) \($0)" } }
        #expect(report.measurements.map { "\($0.threads) \($0.stage)" } == expected)
        for row in report.measurements {
            #expect(row.seconds > 0 && row.linesPerSecond > 0 && row.megabytesPerSecond > 0, "\(row)")
            #expect(row.shareOfDecompression > 0, "\(row)")
            #expect(row.stage != .decompress || row.shareOfDecompression == 1, "\(row)")
            #expect((row.peakMemoryBytes ?? 1) > 0, "\(row)")
            let goesByBlock = row.stage != .read && row.stage != .replay
            #expect((row.blockMicroseconds?.blocks ?? 0 > 0) == goesByBlock, "\(row)")
        }
    }

    @Test func damageIsCounted() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("retrace-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try ScenarioGenerator(ScenarioOptions(scenario: .contactSources2018, accounts: 100)).write(to: folder)
        let file = folder.appendingPathComponent("logs/matches/broken.jsonl.zst")
        try Data([0x28, 0xB5, 0x2F, 0xFD, 0xFF, 0xFF]).write(to: file)
        #expect(try BenchmarkTests.measure(folder, threads: 1).logs.filesDamaged == 1)
    }

    @Test func jsonHasTheNamesOfThePublicForm() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("retrace-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try ScenarioGenerator(ScenarioOptions(scenario: .contactSources2018, accounts: 100)).write(to: folder)
        let report = try BenchmarkTests.measure(folder, threads: 1)
        let data = try ResultEncoder.encode(report)
        #expect(try JSONDecoder().decode(BenchReport.self, from: data).logs == report.logs)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object["schema"] as? String == "retrace.bench/1")
        #expect(Set(object.keys) == ["schema", "logs", "machine", "memory_bytes", "runs", "measurements"])
        let rows = try #require(object["measurements"] as? [[String: Any]])
        let partition = try #require(rows.first { $0["stage"] as? String == "partition" })
        #expect(
            Set(partition.keys).isSuperset(of: [
                "threads", "seconds", "cpu_seconds", "lines_per_second", "megabytes_per_second",
                "megabytes_per_second_compressed", "spilled_bytes", "share_of_decompression", "block_microseconds",
            ]))
        let block = try #require(partition["block_microseconds"] as? [String: Any])
        #expect(Set(block.keys) == ["blocks", "p50", "p90", "p99", "p99_9", "max"])
    }

    private static func measure(_ folder: URL, threads: Int) throws -> BenchReport {
        let options = ReplayOptions(
            root: folder.appendingPathComponent("logs").path,
            policy: try PolicyFile.read(folder.appendingPathComponent("policy.yaml").path),
            cutoff: try Cutoff(parsing: "2018-10-08", timeZone: .gmt), threads: threads)
        return try Benchmark(options, runs: 1, cancellation: Cancellation()).run()
    }
}
