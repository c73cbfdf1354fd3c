import ArgumentParser
import Foundation
import RetraceCore
import RetraceStatistics
import RetraceWorkflow
import RetraceWriters

/// `retrace check`.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Try a mapping and a policy on the start of each file, and say what a replay would make of them.",
        discussion: """
            Reads the first blocks of every file as a replay would, and tells for each field how many lines have it, how many \
            lack it and how many are wrong, with examples in which identifiers and account ids are masked; which lines would \
            be rejected, and why; and which purposes the policy does not name.

            EXAMPLES
              retrace check logs --policy policy.yaml
              retrace check logs --policy policy.yaml --mapping retrace.yaml --format json

            EXIT STATUS
              0         a replay would be sound, as far as the samples tell
              64        wrong usage
              65        it would not be, or the policy or the mapping is wrong
              66        no such log root, policy, mapping or required stream
              70        a bug: please report its message
              74        reading or writing failed
              130, 143  stopped by SIGINT or SIGTERM
            """)

    @OptionGroup var input: InputArguments

    @OptionGroup var policy: PolicyArguments

    @Option(help: ArgumentHelp("Blocks of 256 KiB of lines to read of each file.", valueName: "number"))
    var blocks = 4

    @Option(help: "How many rejected lines in the samples are no problem.")
    var maxRejected: UInt64 = 0

    @Option(help: "text for people, json for programs.")
    var format = OutputFormat.text

    @OptionGroup var output: OutputArguments

    @OptionGroup var threads: ThreadArguments

    func validate() throws {
        if blocks < 1 { throw ValidationError("--blocks takes 1 or more.") }
    }

    func run() throws {
        try output.check()
        let cancellation = Cancellation()
        let watch = SignalWatch(cancellation)
        defer { watch.end() }
        let report: CheckReport
        do {
            report = try check(cancellation)
        } catch {
            if error is Cancelled, let number = watch.stoppedBy { throw ExitCode(128 + number) }
            throw error
        }
        switch format {
        case .json: try output.write(ResultEncoder.encode(report))
        case .text: try output.write(CheckSummary(report).text)
        }
        if !report.isSound { throw ExitCode(RetraceError.Kind.data.rawValue) }
    }

    private func check(_ cancellation: Cancellation) throws -> CheckReport {
        var check = try LogCheck(
            root: input.logRoot, mapping: try input.readMapping(), inputs: try input.inputs(),
            policy: try policy.read().policy,
            threads: threads.count, cancellation: cancellation)
        check.blocksPerFile = blocks
        check.rejectedMax = maxRejected
        check.windowLog = input.reading.windowLog
        return try check.run()
    }
}
