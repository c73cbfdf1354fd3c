import Foundation
import Glibc
import RetraceCore
import RetraceHost
import RetraceIngest
import RetraceStatistics
import RetraceTestSupport
import RetraceWorkflow

/// A log root with a folder for checkpoints beside it.
struct CheckpointPlace {
    let logs: LogSet
    let root: RetraceTestSupport.LogRoot
    var workFolder: String { root.directory.path + "/work" }
    /// Where checkpoints lie.
    var folder: String { workFolder + "/retrace-checkpoint" }

    init(seed: UInt64) throws {
        logs = RandomLogSet.make(seed: seed, malformed: false)
        root = try LogRootBuilder(seed: seed).write(logs)
        try FileManager.default.createDirectory(atPath: workFolder, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: root.directory) }

    /// The result's bytes; the checkpoint stays.
    func run(
        resuming: Bool = false, threads: Int = 2, build: String = "1", plan: MemoryPlan? = nil, cutoff: Instant? = nil,
        manifest: Manifest? = nil, seconds: Double = 0
    ) throws -> Data {
        var options = ReplayOptions(
            root: root.root.path, policy: try PolicyFile.read(root.policy.path),
            cutoff: Cutoff(instant: cutoff ?? logs.cutoff), threads: threads, spillFolder: workFolder)
        options.checkpointFolder = workFolder
        options.checkpointSeconds = seconds
        options.resumes = resuming
        options.build = build
        options.manifest = manifest
        let run = try Reconstruction(options, cancellation: Cancellation(), plan: plan)
        return try ResultEncoder.encode(run.run().result)
    }

    /// Begins a run that spills everything, and ends it when it would give the `number`-th checkpoint its name: what is left is
    /// the one before. False when the run has fewer.
    @discardableResult
    func stop(after number: Int, resuming: Bool = false, threads: Int = 1) -> Bool {
        let plan = FaultPlan([Fault(.rename, number, code: EIO, persists: true)], below: folder)
        return plan.inForce {
            (try? run(resuming: resuming, threads: threads, plan: Engine.cramped)) == nil
        }
    }

    /// The log files.
    var files: [URL] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: root.root.path)) ?? []
        return names.map { root.root.appending(path: $0) }.filter { !$0.hasDirectoryPath }
    }

    /// Replaces a file's bytes; its time of modification stays.
    func overwrite(_ file: URL, with bytes: Data) throws {
        var status = stat()
        guard stat(file.path, &status) == 0 else { throw CocoaError(.fileReadNoSuchFile) }
        try bytes.write(to: file)
        utimensat(AT_FDCWD, file.path, [status.st_atim, status.st_mtim], 0)
    }
}
