import Foundation
import RetraceCase
import RetraceCore
import RetraceIngest
import RetraceStatistics
import RetraceWorkflow

/// A case that is written while a replay runs.
struct CaseRecording {
    /// Takes the evidence.
    let writer: CaseWriter
    private let started = CaseRecording.now()

    /// Begins a case, if one is asked for; a run that is stopped drops it. Throws as ``RetraceCase/CaseWriter`` does.
    init?(_ arguments: CaseArguments, cancellation: Cancellation) throws {
        guard let path = arguments.caseFile else { return nil }
        writer = try CaseWriter(path: path, overwrite: arguments.force) { cancellation.isCancelled }
    }

    /// Writes the rest and gives the case its name.
    func finish(_ replayed: ReplayReport, _ source: ClusterJob.CaseSource, _ options: ReplayOptions) throws {
        let run = CaseRun(
            programVersion: Version.text, commandLine: CommandLine.arguments, logRoot: source.logRoot,
            cutoff: options.cutoff.instant, timeZone: source.timeZone, started: started,
            finished: CaseRecording.now(),
            hasPersons: replayed.result.counts.persons != nil, policyText: source.policy,
            policySHA256: Data(source.policy.utf8).withUnsafeBytes(SHA256Hasher.hash),
            permitted: options.policy.permitted,
            restricted: options.policy.restricted)
        try writer.finish(
            CaseWriter.Ending(
                run: run, inputs: replayed.inputs.map(CaseRecording.input), result: replayed.result,
                rejections: replayed.rejections,
                documents: [EstimateCommand.document: ResultEncoder.encode(replayed.basis)]))
    }

    private static func input(_ input: ReplayInput) -> CaseInput {
        let hasInstants = input.instants.first != .distantFuture
        return CaseInput(
            file: input.name, stream: input.stream.name, size: input.size, sha256: input.sha256, lines: input.lines,
            rejected: input.rejected, first: hasInstants ? input.instants.first : nil,
            last: hasInstants ? input.instants.last : nil, damage: input.damage)
    }

    private static func now() -> Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
