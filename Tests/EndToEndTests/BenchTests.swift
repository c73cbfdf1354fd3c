import Foundation
import Testing

/// `retrace bench`.
@Suite struct BenchTests {
    @Test func makesLogsOfItsOwnAndRemovesThem() throws {
        let workspace = try Workspace()
        let outcome = try Program.run([
            "bench", "--accounts", "300", "--runs", "1", "--threads", "2", "--format", "json", "--work-dir",
            workspace.path(""),
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.isEmpty)
        let report = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
        #expect(report["schema"] as? String == "retrace.bench/1")
        let rows = try #require(report["measurements"] as? [[String: Any]])
        #expect(
            rows.compactMap { $0["threads"] as? Int } == Array(repeating: 1, count: 5) + Array(repeating: 2, count: 5))
        #expect(rows.allSatisfy { $0["lines_per_second"] as? Double ?? 0 > 0 })
        #expect(try FileManager.default.contentsOfDirectory(atPath: workspace.path("")).isEmpty)
    }

    @Test func tableNamesEveryStage() throws {
        let outcome = try Program.run(["bench", "--accounts", "300", "--runs", "1", "--threads", "1"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        for stage in ["read", "decompress", "parse", "partition", "replay"] {
            #expect(outcome.text.contains(" \(stage) "))
        }
    }

    @Test func wrongUseIsTold() throws {
        #expect(try Program.run(["bench", "/no/such/root"]).status == 66)
        #expect(try Program.run(["bench", "--runs", "0"]).status == 64)
        #expect(try Program.run(["bench", "--accounts", "0"]).status == 64)
        #expect(try Program.run(["bench", "--work-dir", "/no/such/folder"]).status == 74)
    }
}
