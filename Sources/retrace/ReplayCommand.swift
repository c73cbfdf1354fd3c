import ArgumentParser
import Foundation
import RetraceCore
import RetraceIngest
import RetraceWorkflow
import RetraceWriters

/// `retrace replay`.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Replay a log root and count the people affected.",
        discussion: """
            The log root holds a folder for each stream: identifiers and matches, and, where there are some, audiences, \
            uploads, impressions, disclosures and accounts. Their files are JSON Lines, plain or compressed with \
            Zstandard or gzip, in any order.

            The result goes to standard output, or to the file of --output, and nothing else does.

            EXAMPLES:
              A summary to read:
                retrace replay /logs --policy policy.yaml --cutoff 2019-09-17

              The day of another time zone:
                retrace replay /logs --policy policy.yaml --cutoff 2019-09-17 \\
                    --time-zone America/Los_Angeles

              For a program:
                retrace replay /logs --policy policy.yaml --cutoff 2019-09-17 \\
                    --format json --output result.json

              On a shared machine:
                retrace replay /logs --policy policy.yaml --cutoff 2019-09-17 \\
                    --threads 4 --memory 8GiB --work-dir /scratch

              Only if every line is valid, and naming the first that are not:
                retrace replay /logs --policy policy.yaml --cutoff 2019-09-17 \\
                    --max-rejected 0 --rejects rejects.jsonl

            EXIT CODES:
              0   finished, and every byte was read
              3   finished, but a file was not read to its end
              64  wrong usage
              65  a wrong policy, or more rejected lines than allowed
              66  no such log root, policy or stream
              70  a bug
              74  reading or writing failed
              75  stopped, and may be tried again
              130, 143  stopped by SIGINT, SIGTERM
            """)

    @OptionGroup(title: "Logs") var logs: LogOptions
    @OptionGroup(title: "Resources") var resources: ResourceOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() throws {
        let cancellation = Cancellation()
        let signals = SignalWatch(cancelling: cancellation)
        do {
            try replay(cancellation)
        } catch is Cancelled {
            throw ExitCode(signals.exitStatus ?? RetraceError.Kind.temporary.rawValue)
        }
    }

    private func replay(_ cancellation: Cancellation) throws {
        let policy = try PolicyFile.read(logs.policy)
        let options = ReplayOptions(
            root: logs.logRoot, policy: policy, cutoff: try logs.instant(), threads: resources.threads,
            memoryBytes: resources.memory?.bytes, spillFolder: resources.workDir, windowLog: logs.windowLog,
            maxRejected: logs.maxRejected)
        let reconstruction = try Reconstruction(options, cancellation: cancellation)
        let result = try OutputTarget(path: output.output)
        let rejects = try output.rejects.map { try OutputTarget(path: $0) }
        try resources.prepareWorkFolder()

        let companion = RunCompanion(options, output)
        companion.tellSettings(bytes: reconstruction.progress.bytesTotal)
        let report = try companion.accompany(reconstruction, rejects: rejects)
        try cancellation.check()

        try rejects?.write(RejectionLines.encode(report.rejections))
        try result.write(companion.render(report, to: result))
        companion.tellRemarks(report, writtenTo: result)
        if !report.result.incomplete.isEmpty { throw ExitCode(ExitStatus.incomplete) }
    }
}
