import Foundation
import RetraceCore
import RetraceScenario
import RetraceStatistics

/// A scenario on disk; removed with the value.
final class ScenarioFolder {
    let url: URL

    init() {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("retrace-scenario-\(UUID().uuidString)")
    }

    /// Generates a scenario into a new folder.
    convenience init(_ options: ScenarioOptions) throws {
        self.init()
        try ScenarioGenerator(options).write(to: url)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var logs: URL { url.appendingPathComponent("logs") }

    /// The truth that was written.
    func truth() throws -> ReplayResult {
        let data = try Data(contentsOf: url.appendingPathComponent("truth.json"))
        return try JSONDecoder().decode(ReplayResult.self, from: data)
    }

    /// Bytes of all files, by path.
    func contents() throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for path in LogReader.files(below: url) {
            contents[path] = try Data(contentsOf: url.appendingPathComponent(path))
        }
        return contents
    }

    /// Paths of the files of a stream, relative to ``logs``.
    func files(_ stream: LogStream) -> [String] {
        LogReader.files(below: logs.appendingPathComponent(stream.name)).map { "\(stream.name)/\($0)" }
    }
}

/// Both scenarios, tidy and untidy.
let scenarioForms: [(ScenarioName, Bool)] = ScenarioName.allCases.flatMap { [($0, false), ($0, true)] }
