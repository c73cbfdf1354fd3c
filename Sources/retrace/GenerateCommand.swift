import ArgumentParser
import Foundation
import RetraceCore
import RetraceScenario
import RetraceWorkflow

/// `retrace generate`: writes made-up logs whose truth is known.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Write made-up logs, with a policy and the truth about them.",
        discussion: """
            The generator decides what happens to each account and writes logs that show it, so the counts that a replay \
            must find are known without one: they are in truth.json. The same options give the same bytes, whatever the \
            number of threads.

            EXAMPLES
              retrace generate tailored-and-partner-audiences-2019 --output demo
              retrace generate contact-sources-2018 --output demo --accounts 1000000 \\
                --days 90 --seed 7
              retrace generate contact-sources-2018 --output bad --accounts 2000 --untidy

            EXIT STATUS
              0         finished
              64        wrong usage
              70        a bug: please report its message
              74        writing failed, or something else is in the folder
              130, 143  stopped by SIGINT or SIGTERM
            """)

    @Argument(help: "The scenario: \(ScenarioName.allCases.map(\.rawValue).joined(separator: " or ")).")
    var scenario: ScenarioName

    @Option(
        name: .shortAndLong, help: "The folder to write: logs/, policy.yaml, truth.json and README.md.",
        completion: .directory)
    var output: String

    @Option(help: "How many accounts there are.")
    var accounts: UInt64 = 10_000

    @Option(help: "How many days the logs cover, three quarters of them before the cutoff.")
    var days = 60

    @Option(help: "Decides every draw.")
    var seed: UInt64 = 1

    @Option(help: "Files per stream.")
    var shards = 8

    @Option(help: "Average number of lines per account.")
    var linesPerAccount = 10.0

    @Flag(help: "Show everything that logs may be, and every kind of bad line.")
    var untidy = false

    @OptionGroup var threads: ThreadArguments

    @Flag(help: "Replace what an earlier run left in the folder.")
    var force = false

    func run() throws {
        let start = Date()
        let cancellation = Cancellation()
        let watch = SignalWatch(cancellation)
        defer { watch.end() }
        let report: ScenarioReport
        do {
            report = try ScenarioGenerator(options).write(to: URL(fileURLWithPath: output), replaces: force) {
                cancellation.isCancelled
            }
        } catch {
            if let number = watch.stoppedBy { throw ExitCode(128 + number) }
            throw error
        }
        tell(report, seconds: Date().timeIntervalSince(start))
    }

    private var options: ScenarioOptions {
        ScenarioOptions(
            scenario: scenario, accounts: accounts, days: days, seed: seed, shards: shards,
            linesPerAccount: linesPerAccount, untidy: untidy, threads: threads.count)
    }

    private func tell(_ report: ScenarioReport, seconds: Double) {
        let rate = Int(Double(report.lines) / max(seconds, 0.001))
        let size = "\(megabytes(report.bytes)) MB of JSON, \(megabytes(report.bytesCompressed)) MB on disk"
        Console.writeError(
            "Wrote \(report.lines) lines in \(report.files) files to \(output): \(size), "
                + "\(String(format: "%.1f", seconds)) s, \(rate) lines/s.")
    }

    private func megabytes(_ bytes: UInt64) -> String { String(format: "%.1f", Double(bytes) / 1_000_000) }
}

extension ScenarioName: ExpressibleByArgument {}
