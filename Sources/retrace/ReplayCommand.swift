import ArgumentParser
import Foundation
import RetraceCore
import RetraceIngest
import RetraceStatistics
import RetraceWorkflow

/// `retrace replay`.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Replays a log root and counts the people affected.")

    @Argument(help: "The folder that holds one folder per stream.")
    var logRoot: String
    @Option(help: "The policy: YAML with the lists permitted and restricted.")
    var policy: String
    @Option(help: "A date (midnight at its start) or an RFC 3339 instant.")
    var cutoff: String
    @Option var timeZone: String = "UTC"
    @Option var threads: Int?
    @Option var memory: String?

    func run() throws {
        let zone = TimeZone(identifier: timeZone) ?? .gmt
        let options = ReplayOptions(
            root: logRoot, policy: try PolicyFile.read(policy), cutoff: try Cutoff(parsing: cutoff, timeZone: zone),
            threads: threads, memoryBytes: memory.flatMap(Int.init))
        let report = try Reconstruction(options, cancellation: Cancellation()).run()
        Console.write(try ResultEncoder.encode(report.result))
    }
}
