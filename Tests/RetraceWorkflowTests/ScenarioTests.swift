import Foundation
import RetraceCore
import RetraceIngest
import RetraceScenario
import RetraceStatistics
import RetraceWorkflow
import Testing

/// The engine against scenarios whose truth is known by construction.
@Suite struct ScenarioTests {
    @Test(arguments: ScenarioName.allCases, [false, true])
    func truthIsMetExactly(name: ScenarioName, untidy: Bool) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "retrace-scenario-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try ScenarioGenerator(ScenarioOptions(scenario: name, accounts: 1500, untidy: untidy)).write(
            to: folder, replaces: false)
        let truth = try JSONDecoder().decode(
            ReplayResult.self, from: Data(contentsOf: folder.appendingPathComponent("truth.json")))
        let instant = try #require(Timestamp.parse(Array(truth.cutoff.utf8)))
        let options = ReplayOptions(
            root: folder.appendingPathComponent("logs").path,
            policy: try PolicyFile.read(folder.appendingPathComponent("policy.yaml").path),
            cutoff: Cutoff(instant: instant), threads: 2)
        var result = try Reconstruction(options, cancellation: Cancellation()).run().result
        result.estimates = nil
        result.warnings = []
        #expect(result == truth)
    }
}
