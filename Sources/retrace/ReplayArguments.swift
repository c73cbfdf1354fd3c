import ArgumentParser
import Foundation
import RetraceCore
import RetraceHost
import RetraceIngest
import RetraceWorkflow

/// What every command that replays logs is told: where they are and how to read them.
struct ReplayArguments: ParsableArguments {
    @Argument(help: ArgumentHelp("The log root: one folder per stream.", valueName: "logroot"))
    var logRoot: String

    @OptionGroup var policy: PolicyArguments

    @OptionGroup var mapping: MappingArguments

    @Option(help: "The cutoff: a date such as 2019-09-17 (midnight at its start), or an RFC 3339 instant.")
    var cutoff: String

    @Option(help: "The time zone of a cutoff that is a date.")
    var timeZone = "UTC"

    @Option(help: "The manifest: which files there should be. YAML, or a list of hashes by sha256sum.")
    var manifest: String?

    @Option(
        help: ArgumentHelp(
            "How a stream was sampled: matches=event:0.5, or all=account:0.1. May be repeated.",
            valueName: "stream=by:rate"))
    var sampling: [SamplingArgument] = []

    @Option(
        help: ArgumentHelp(
            "How far the clocks of services may be off, such as 5s or 250ms.",
            discussion: "Uses whose verdict that could change are listed as ambiguous_clock, and count as unattributed."
        ))
    var clockSkew = TimeSpan(milliseconds: 0)

    @Option(help: "Worker threads. (default: one per processor)")
    var threads: Int?

    @Option(help: "Memory to stay within, such as 4GiB. (default: half of what the machine or control group has)")
    var memory: ByteCount?

    @Option(help: "The folder for temporary files and a checkpoint. (default: TMPDIR, or /tmp, and none)")
    var workDir: String?

    @Flag(help: "Go on from the checkpoint under --work-dir that a run which was stopped left there, if there is one.")
    var resume = false

    @Option(help: "Give up with status 65 when more lines than this are rejected. (default: no limit)")
    var maxRejected: UInt64?

    @Option(help: "Accept Zstandard windows up to 2^N bytes.")
    var windowLog = Limits.windowLog

    func validate() throws {
        if resume && workDir == nil {
            throw ValidationError("--resume needs the --work-dir of the run that was stopped.")
        }
        if TimeZone(identifier: timeZone) == nil {
            throw ValidationError(
                "There is no time zone '\(timeZone)'. Give a name such as UTC or America/Los_Angeles.")
        }
        if let threads, !(1...Limits.threadsMax).contains(threads) {
            throw ValidationError("--threads takes 1 to \(Limits.threadsMax).")
        }
        if clockSkew.milliseconds > Limits.clockSkewMilliseconds {
            throw ValidationError("--clock-skew takes at most 24h.")
        }
        if let memory, memory.bytes < Limits.memoryBytesMin {
            throw ValidationError("--memory takes \(Limits.memoryBytesMin >> 20)MiB or more.")
        }
        if !(10...Limits.windowLogMax).contains(windowLog) {
            throw ValidationError("--window-log takes 10 to \(Limits.windowLogMax).")
        }
    }

    /// The options of the run; the folder for temporary files is made where there is none. Throws
    /// ``RetraceCore/RetraceError`` when that fails, when the policy or the manifest can't be read or the cutoff is none.
    func options() throws -> ReplayOptions {
        if let workDir {
            do {
                try FileSystem.makeFolder(workDir)
            } catch {
                throw RetraceError(
                    .inputOutput, "The folder '\(workDir)' for temporary files cannot be made: \(error).")
            }
        }
        let zone = TimeZone(identifier: timeZone) ?? .gmt
        let cutoff = try Cutoff(parsing: cutoff, timeZone: zone)
        var options = ReplayOptions(
            root: logRoot, policy: try policy.read(), cutoff: cutoff, threads: threads,
            memoryBytes: memory?.bytes, spillFolder: workDir, windowLog: windowLog, maxRejected: maxRejected)
        options.clockSkewMilliseconds = clockSkew.milliseconds
        options.checkpointFolder = workDir
        options.resumes = resume
        options.build = Version.text
        options.mapping = try mapping.read(logRoot: logRoot)
        options.manifest = try manifest.map { try ManifestReader.read($0) }
        for argument in sampling {
            for stream in argument.streams { options.sampling[stream] = argument.sampling }
        }
        return options
    }
}
