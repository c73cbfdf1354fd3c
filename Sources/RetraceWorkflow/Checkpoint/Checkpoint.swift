import Glibc
import RetraceCore
import RetraceIngest

/// What a run found until the end of its first pass, kept in a folder so that a later run can go on from there. Takes a few
/// bytes an affected account; nothing of the logs is kept but the ids of audiences, purposes and the like.
///
/// The folder belongs to one run at a time. Files in it appear whole or not at all.
final class Checkpoint: Sendable {
    /// The folder.
    let folder: String
    private let build: String
    private let lock: Int32

    private static let inputsName = "checkpoint.json"
    private static let passName = "first-pass"

    private var inputsPath: String { "\(folder)/\(Checkpoint.inputsName)" }
    private var passPath: String { "\(folder)/\(Checkpoint.passName)" }

    /// Takes the folder, which must exist, and removes what a run that was killed left half-written. Throws
    /// ``RetraceCore/RetraceError`` of kind `temporary` when another run has it, `inputOutput` when it can't be written to.
    init(folder: String, build: String) throws {
        self.folder = folder
        self.build = build
        lock = open("\(folder)/lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw ExchangeFile.failure("\(folder)/lock") }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw RetraceError(.temporary, "Another run works in '\(folder)': wait for it, or give another --work-dir.")
        }
        removeLeftovers()
    }

    deinit { close(lock) }

    /// Temporary files have the name of what they were to become, a dot, and six more characters.
    private func removeLeftovers() {
        guard let entries = opendir(folder) else { return }
        defer { closedir(entries) }
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let isLeftover = [Checkpoint.inputsName, Checkpoint.passName].contains {
                name.hasPrefix("\($0).") && name.utf8.count == $0.utf8.count + 7
            }
            if isLeftover { unlink("\(folder)/\(name)") }
        }
    }

    /// The run that the checkpoint is of; nil when there is none that is whole.
    func savedInputs() throws -> CheckpointInputs? {
        access(passPath, F_OK) == 0 ? try CheckpointInputs(path: inputsPath) : nil
    }

    /// Forgets everything.
    func clear() {
        unlink(passPath)
        unlink(inputsPath)
    }

    /// Keeps a first pass.
    func save(_ first: FirstPass, of run: Reconstruction, inputs: CheckpointInputs) throws {
        let file = try ExchangeFile(path: passPath)
        let writer = try ExchangeWriter(
            to: file.descriptor, name: passPath, identity: identity(of: run, inputs), source: 0)
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
        let descriptor = open(passPath, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw RetraceError(.inputOutput, "'\(passPath)' cannot be opened.") }
        defer { close(descriptor) }
        let reader = try ExchangeReader(from: descriptor, name: passPath, expecting: identity(of: run, inputs))
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
            policy: run.options.policy, input: "\(files), windows \(run.options.windowLog)")
    }
}
