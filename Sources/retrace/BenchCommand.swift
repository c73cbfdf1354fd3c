import ArgumentParser
import Foundation
import RetraceCore
import RetraceIngest
import RetraceScenario
import RetraceStatistics
import RetraceWorkflow

/// `retrace bench`.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure throughput on large logs, stage by stage.",
        discussion: """
            Reads LOGROOT again and again, each time one step further: read, decompress, parse, partition, whole replay; with \
            1, 2, 4, … threads. Without LOGROOT it makes logs of its own in a temporary folder, and removes them. Decompression \
            is the limit: what a replay takes beyond it is the cost of counting.

            EXAMPLES
              retrace bench
              retrace bench --accounts 1000000 --threads 4
              retrace bench logs --policy policy.yaml --cutoff 2019-09-17 \\
                --format json --output bench.json

            EXIT STATUS
              0         finished
              64        wrong usage
              65        a bad policy or mapping
              66        no such log root, policy, mapping or required stream
              70        a bug: please report its message
              74        reading or writing failed
              130, 143  stopped by SIGINT or SIGTERM
            """)

    @Argument(
        help: ArgumentHelp(
            "The log root. (default: made for the purpose, and removed afterwards)", valueName: "logroot"),
        completion: .directory)
    var logRoot: String?

    @Option(help: "How many accounts to make logs for when there is no log root; each has about ten lines.")
    var accounts: UInt64 = 200_000

    @Option(help: "The policy of the whole replay. (default: that of the generated scenarios)", completion: .file())
    var policy: String?

    @Option(help: "The cutoff of the whole replay: a date, midnight UTC at its start, or an RFC 3339 instant.")
    var cutoff = "2019-09-17"

    @OptionGroup var mapping: MappingArguments

    @OptionGroup var threads: ThreadArguments

    @OptionGroup var memory: MemoryArguments

    @Option(
        help: "The folder for temporary files, made logs included. (default: TMPDIR, or /tmp)", completion: .directory)
    var workDir: String?

    @Option(help: "Runs of each stage with each number of threads; the median counts.")
    var runs = 3

    @Option(help: "text for people, json for programs.")
    var format = OutputFormat.text

    @OptionGroup var output: OutputArguments

    func validate() throws {
        if !(1...1000).contains(runs) { throw ValidationError("--runs takes 1 to 1000.") }
    }

    func run() throws {
        let cancellation = Cancellation()
        let watch = SignalWatch(cancellation)
        defer { watch.end() }
        try output.check()
        let report: BenchReport
        do {
            report = try measure(cancellation)
        } catch {
            if let number = watch.stoppedBy { throw ExitCode(128 + number) }
            throw error
        }
        switch format {
        case .json: try output.write(ResultEncoder.encode(report))
        case .text: try output.write(BenchTable(report).text)
        }
        if report.logs.filesDamaged > 0 { throw ExitCode(ExitStatus.incomplete) }
    }

    private func measure(_ cancellation: Cancellation) throws -> BenchReport {
        if let logRoot { return try measure(logRoot, cancellation) }
        let folder = try TemporaryFolder(in: workDir)
        defer { folder.remove() }
        say("making logs of \(accounts) accounts in \(folder.path)")
        let options = ScenarioOptions(
            scenario: .tailoredAndPartnerAudiences2019, accounts: accounts, threads: threads.count)
        try ScenarioGenerator(options).write(to: URL(fileURLWithPath: folder.path)) { cancellation.isCancelled }
        return try measure("\(folder.path)/logs", cancellation)
    }

    private func measure(_ root: String, _ cancellation: Cancellation) throws -> BenchReport {
        var options = ReplayOptions(
            root: root, policy: try readPolicy(), cutoff: try Cutoff(parsing: cutoff, timeZone: .gmt),
            threads: threads.count, memoryBytes: memory.bytes, spillFolder: workDir)
        // Logs that were made for the purpose need none.
        if logRoot != nil { options.mapping = try mapping.read(logRoot: root) }
        return try Benchmark(options, runs: runs, cancellation: cancellation).run { stage, threads in
            say("\(stage.rawValue), \(threads) \(threads == 1 ? "thread" : "threads")")
        }
    }

    private func readPolicy() throws -> Policy {
        if let policy { return try PolicyFile.read(policy) }
        return try PolicyFile.parse(BenchCommand.scenarioPolicy, name: "the scenarios' policy")
    }

    /// What the generator writes beside its logs.
    private static let scenarioPolicy = """
        permitted: [functional.service.profile, marketing.advertising]
        restricted: [essential.service.security]
        """

    private func say(_ text: String) {
        if Console.isErrorTerminal { Console.writeError("retrace bench: \(text)") }
    }
}
