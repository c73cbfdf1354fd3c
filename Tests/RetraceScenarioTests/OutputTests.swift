import Foundation
import RetraceCore
import RetraceScenario
import Testing

/// Where the generator writes, and what it leaves alone.
struct OutputTests {
    private let options = ScenarioOptions(scenario: .contactSources2018, accounts: 50)

    private func kind(_ body: () throws -> Void) -> RetraceError.Kind? {
        do { try body() } catch { return (error as? RetraceError)?.kind }
        return nil
    }

    @Test
    func fullFolderIsRefused() throws {
        let folder = try ScenarioFolder(options)
        #expect(kind { try ScenarioGenerator(options).write(to: folder.url) } == .usage)
    }

    @Test
    func forceReplacesWhatTheGeneratorWroteAlone() throws {
        let folder = try ScenarioFolder(options)
        let note = folder.url.appendingPathComponent("note.txt")
        try Data("mine".utf8).write(to: note)
        let stray = folder.logs.appendingPathComponent("stray.jsonl")
        try Data("{}".utf8).write(to: stray)
        try ScenarioGenerator(options).write(to: folder.url, replaces: true)
        #expect(FileManager.default.fileExists(atPath: note.path))
        #expect(!FileManager.default.fileExists(atPath: stray.path))
    }

    @Test
    func stoppedRunLeavesNothing() throws {
        let folder = ScenarioFolder()
        #expect(kind { try ScenarioGenerator(options).write(to: folder.url, isCancelled: { true }) } == .temporary)
        let siblings = try FileManager.default.contentsOfDirectory(atPath: folder.url.deletingLastPathComponent().path)
        #expect(!siblings.contains { $0.contains(folder.url.lastPathComponent) })
    }

    @Test
    func unwritablePlaceIsNamed() {
        let place = URL(fileURLWithPath: "/proc/retrace/scenario")
        #expect(kind { try ScenarioGenerator(options).write(to: place) } == .inputOutput)
    }

    @Test
    func optionsOutsideTheirLimitsAreUsageErrors() {
        var wrong: [ScenarioOptions] = Array(repeating: options, count: 6)
        wrong[0].accounts = 0
        wrong[1].days = 7
        wrong[2].shards = 0
        wrong[3].linesPerAccount = 1
        wrong[4].threads = 0
        wrong[5].linesPerAccount = .nan
        for options in wrong { #expect(kind { _ = try ScenarioGenerator(options) } == .usage) }
    }
}
