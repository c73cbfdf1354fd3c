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
        root = try LogRootBuilder(seed: seed).write(logs, to: CheckpointPlace.newFolder())
        try FileManager.default.createDirectory(atPath: workFolder, withIntermediateDirectories: true)
    }

    /// In memory where the system has a place for that: each checkpoint waits for the disk several times.
    private static func newFolder() -> URL {
        let isThere = access("/dev/shm", W_OK | X_OK) == 0
        let parent = isThere ? URL(fileURLWithPath: "/dev/shm") : FileManager.default.temporaryDirectory
        return parent.appending(path: "retrace-test-\(UUID().uuidString)")
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
        return names.map { root.root.appending(path: $0) }.filter {
            (try? FileManager.default.attributesOfItem(atPath: $0.path)[.type] as? FileAttributeType) == .typeRegular
        }
    }

    /// Replaces a file's bytes; its time of modification stays.
    func overwrite(_ file: URL, with bytes: Data) throws {
        var status = stat()
        guard stat(file.path, &status) == 0 else { throw CocoaError(.fileReadNoSuchFile) }
        try bytes.write(to: file)
        utimensat(AT_FDCWD, file.path, [status.st_atim, status.st_mtim], 0)
    }

    /// What lies in the checkpoint's folder.
    func copy() throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return try Dictionary(
            uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)"))) })
    }

    /// Puts the folder back as it was.
    func restore(_ copy: [String: Data]) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) { unlink("\(folder)/\(name)") }
        for (name, bytes) in copy { try QuickFile.write(bytes, to: URL(fileURLWithPath: "\(folder)/\(name)")) }
    }
}
