import RetraceCore
import RetraceHost
import RetraceIngest

/// What a run found until the end of its first pass, kept in a folder so that a later run can go on from there. Takes a few
/// bytes an affected account; nothing of the logs is kept but the ids of audiences, purposes and the like.
///
/// The folder belongs to one run at a time. Files in it appear whole or not at all.
final class Checkpoint: Sendable {
    /// The folder.
    let folder: String
    private let build: String
    private let lock: OpenFile

    private static let inputsName = "checkpoint.json"
    private static let passName = "first-pass"

    private var inputsPath: String { "\(folder)/\(Checkpoint.inputsName)" }
    private var passPath: String { "\(folder)/\(Checkpoint.passName)" }

    /// Takes the folder, which must exist, and removes what a run that was killed left half-written. Throws
    /// ``RetraceCore/RetraceError`` of kind `temporary` when another run has it, `inputOutput` when it can't be written to.
    init(folder: String, build: String) throws {
        self.folder = folder
        self.build = build
        let path = "\(folder)/lock"
        do {
            lock = try OpenFile.toLock(Checkpoint.bytes(path))
        } catch {
            throw ExchangeFile.failure(path, error)
        }
        guard lock.lock() else {
            throw RetraceError(.temporary, "Another run works in '\(folder)': wait for it, or give another --work-dir.")
        }
        for path in [inputsPath, passPath] { PendingFile.removeLeftovers(of: path) }
    }

    private static func bytes(_ path: String) -> [CChar] { Array(path.utf8CString) }

    /// The run that the checkpoint is of; nil when there is none that is whole.
    func savedInputs() throws -> CheckpointInputs? {
        do {
            guard try FileStatus.of(Checkpoint.bytes(passPath)) != nil else { return nil }
        } catch {
            throw RetraceError(.inputOutput, "'\(passPath)' cannot be looked at: \(error).")
        }
        return try CheckpointInputs(path: inputsPath)
    }

    /// Forgets everything. That something can't be removed is no error, as long as the pass is gone.
    func clear() {
        for path in [passPath, inputsPath] { try? FileSystem.remove(Checkpoint.bytes(path)) }
    }

    /// Keeps a first pass.
    func save(_ first: FirstPass, of run: Reconstruction, inputs: CheckpointInputs) throws {
        let file = try ExchangeFile(path: passPath)
        let writer = try ExchangeWriter(
            to: file.file, name: passPath, identity: identity(of: run, inputs), source: 0)
        var texts = TextDictionary(run.texts.texts())
        for partition in 0..<first.pass.outcomes.partitionCount {
            try run.workers.cancellation.check()
            try writer.writeRecords(
                .outcomes, of: partition, in: first.pass.outcomes, keeping: true, texts: &texts)
        }
        try first.partial(of: run).write(to: writer, texts: run.texts.texts())
        try writer.finish()
        // In this order: without the pass, the inputs count for nothing.
        try inputs.write(to: inputsPath)
        try file.commit()
    }

    /// A first pass as it was kept.
    func load(into run: Reconstruction, inputs: CheckpointInputs) throws -> FirstPass {
        let file: OpenFile
        do {
            file = try OpenFile.reading(Checkpoint.bytes(passPath))
        } catch {
            throw RetraceError(.inputOutput, "'\(passPath)' cannot be opened: \(error).")
        }
        let reader = try ExchangeReader(from: file, name: passPath, expecting: identity(of: run, inputs))
        let outcomes = run.makeStore()
        let loader = RecordLoader(into: outcomes, texts: run.texts)
        var partial = PartialRun()
        try partial.add(reader, texts: run.texts) { try loader.load($0, from: reader.blocks) }
        loader.finish()
        return try FirstPass(restoring: partial, outcomes: outcomes, of: run)
    }

    private func identity(of run: Reconstruction, _ inputs: CheckpointInputs) -> RunIdentity {
        var encoder = MessageEncoder()
        for file in inputs.files {
            encoder.string(file.name)
            encoder.number(file.bytes)
        }
        let files = String(encoder.message.withUnsafeBytes { TextHash.of($0) }, radix: 16)
        return RunIdentity(
            build: build, partitionBits: run.plan.partitionBits, cutoff: run.options.cutoff.instant,
            policy: run.options.policy,
            input: "\(files), windows \(run.options.windowLog), clocks \(run.options.clockSkewMilliseconds)")
    }
}
