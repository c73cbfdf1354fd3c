import ArgumentParser
import Foundation
import RetraceCore
import RetraceHost
import RetraceIngest
import RetraceWorkflow

/// What every command that replays logs is told: where they are and how to read them.
struct ReplayArguments: ParsableArguments {
    @OptionGroup var input: InputArguments

    @OptionGroup var policy: PolicyArguments

    @OptionGroup var cutoff: CutoffArguments

    @OptionGroup var completeness: CompletenessArguments

    @Option(
        help: ArgumentHelp(
            "How far the clocks of services may be off, such as 5s or 250ms.",
            discussion: "Uses whose verdict that could change are listed as ambiguous_clock, and count as unattributed."
        ))
    var clockSkew = TimeSpan(milliseconds: 0)

    @OptionGroup var threads: ThreadArguments

    @OptionGroup var memory: MemoryArguments

    @Option(
        help: "The folder for temporary files and a checkpoint. (default: TMPDIR, or /tmp, and none)",
        completion: .directory)
    var workDir: String?

    @Flag(help: "Go on from the checkpoint under --work-dir that a run which was stopped left there, if there is one.")
    var resume = false

    @Option(
        help: ArgumentHelp(
            "Save the run under --work-dir at most this often; 0: after each file and partition, whatever it costs.",
            valueName: "seconds"))
    var checkpointEvery = 60.0

    @Option(help: "Give up with status 65 when more lines than this are rejected. (default: no limit)")
    var maxRejected: UInt64?

    @Option(help: "Read this much of what a file unpacks to, more only as --max-ratio allows. (default: 64GiB)")
    var maxUnpacked: ByteCount?

    @Option(help: "Read so many times a file's size of what it unpacks to, more only as --max-unpacked allows.")
    var maxRatio = Limits.expansionRatio

    /// What a case is told of the run.
    func caseSource(_ options: ReplayOptions) -> ClusterJob.CaseSource {
        ClusterJob.CaseSource(
            logRoot: input.logRoot ?? "", timeZone: cutoff.timeZone, policy: options.policyText)
    }

    func validate() throws {
        if resume && workDir == nil {
            throw ValidationError("--resume needs the --work-dir of the run that was stopped.")
        }
        if maxRatio == 0 { throw ValidationError("--max-ratio takes 1 or more.") }
        if !(0...1e9).contains(checkpointEvery) { throw ValidationError("--checkpoint-every takes 0 or more seconds.") }
        if clockSkew.milliseconds > Limits.clockSkewMilliseconds {
            throw ValidationError("--clock-skew takes at most 24h.")
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
        let (policy, policyText) = try policy.read()
        var options = ReplayOptions(
            root: input.logRoot, policy: policy, cutoff: try cutoff.read(), threads: threads.count,
            memoryBytes: memory.bytes, spillFolder: workDir, windowLog: input.reading.windowLog,
            maxRejected: maxRejected)
        options.policyText = policyText
        options.clockSkewMilliseconds = clockSkew.milliseconds
        options.checkpointFolder = workDir
        options.checkpointSeconds = checkpointEvery
        options.resumes = resume
        options.build = Version.text
        options.expansion = ExpansionLimit(
            bytes: maxUnpacked.map { UInt64($0.bytes) } ?? Limits.expandedBytes, ratio: maxRatio)
        options.mapping = try input.readMapping()
        options.inputs = try input.inputs()
        options.manifest = try completeness.readManifest(anyFolder: options.mapping != nil)
        options.sampling = completeness.samplings
        return options
    }
}
