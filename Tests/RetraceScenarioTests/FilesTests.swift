import Foundation
import RetraceCore
import RetraceScenario
import RetraceStatistics
import Testing

/// What lies on disk is what the truth says of files, lines and bytes.
struct FilesTests {
    @Test(arguments: scenarioForms)
    func summariesEqualFiles(_ scenario: ScenarioName, _ untidy: Bool) throws {
        let options = ScenarioOptions(
            scenario: scenario, accounts: 900, seed: 3, shards: 12, untidy: untidy, threads: 2)
        let folder = try ScenarioFolder(options)
        let truth = try folder.truth()
        for stream in LogStream.allCases {
            let summary = try #require(truth.streams[stream.name])
            let files = folder.files(stream).map { folder.logs.appendingPathComponent($0) }
            let unpacked = try files.map { try LogReader.unpacked($0) }
            #expect(summary.files == UInt64(files.count), "\(stream)")
            #expect(summary.bytes == UInt64(unpacked.map(\.count).reduce(0, +)), "\(stream)")
            #expect(summary.lines == UInt64(unpacked.map { LogReader.lines($0).count }.reduce(0, +)), "\(stream)")
            let stored = try files.map { try Data(contentsOf: $0).count }.reduce(0, +)
            #expect(summary.bytesCompressed == UInt64(stored), "\(stream)")
        }
    }

    @Test
    func tidyFoldersHoldTheirDays() throws {
        let folder = try ScenarioFolder(ScenarioOptions(scenario: .contactSources2018, accounts: 400, shards: 8))
        for path in folder.files(.matches) {
            let day = try #require(path.split(separator: "/")[1].split(separator: "=").last)
            let lines = LogReader.lines(try LogReader.unpacked(folder.logs.appendingPathComponent(path)))
            let stamps = lines.map { String(decoding: $0.dropFirst(7).prefix(24), as: UTF8.self) }
            #expect(stamps.allSatisfy { $0 >= day }, "\(path)")
            #expect(stamps == stamps.sorted(), "\(path)")
        }
    }

    @Test
    func tidyLogsHoldNoBadLine() throws {
        let truth = try ScenarioFolder(ScenarioOptions(scenario: .contactSources2018, accounts: 400)).truth()
        #expect(truth.streams.values.allSatisfy { $0.rejected == 0 && $0.duplicates == 0 })
    }

    @Test
    func untidyLogsHoldBadLinesAndRepeats() throws {
        let options = ScenarioOptions(scenario: .tailoredAndPartnerAudiences2019, accounts: 2000, untidy: true)
        let truth = try ScenarioFolder(options).truth()
        for stream in LogStream.allCases { #expect(truth.streams[stream.name]?.rejected ?? 0 > 0, "\(stream)") }
        for stream in [LogStream.matches, .impressions, .disclosures] {
            #expect(truth.streams[stream.name]?.duplicates ?? 0 > 0, "\(stream)")
        }
    }

    @Test(arguments: [1, 2, 3, 4, 7, 8, 60, 256, 1000])
    func shardsAreFilesPerStream(_ shards: Int) throws {
        let options = ScenarioOptions(
            scenario: .contactSources2018, accounts: 40_000, shards: shards, linesPerAccount: 6, threads: 2)
        let folder = try ScenarioFolder(options)
        #expect(folder.files(.impressions).count == shards)
    }

    @Test(arguments: [3.3, 10, 25])
    func linesPerAccountAreMet(_ wanted: Double) throws {
        let options = ScenarioOptions(
            scenario: .tailoredAndPartnerAudiences2019, accounts: 5000, linesPerAccount: wanted, threads: 2)
        let truth = try ScenarioFolder(options).truth()
        let lines = Double(truth.streams.values.map(\.lines).reduce(0, +)) / Double(options.accounts)
        #expect(abs(lines - wanted) < wanted / 10, "\(lines) lines per account")
    }
}
