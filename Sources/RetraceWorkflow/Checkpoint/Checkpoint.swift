import RetraceCore
import RetraceHost
import RetraceIngest

/// The state of a run, kept in a folder so that a later run can go on from there: what has been found so far, and the records
/// that are still to be replayed, which lie in spill files anyhow and are given names.
///
/// The folder is our own, belongs to one run at a time, and only its owner may enter it. A state appears whole or not at all;
/// until then the one before it stands.
final class Checkpoint: @unchecked Sendable {
    // Unchecked: used by one thread at a time, the one that drives the run.
    /// The folder.
    let folder: String
    private let build: String
    private let lock: OpenFile
    private let keeper: SpillKeeper
    private let evidence: EvidenceKeeper

    static let folderName = "retrace-checkpoint"

    private var statePath: String { "\(folder)/state" }

    /// Takes the folder in `workFolder`, and removes what a run that was killed left half-written. Throws
    /// ``RetraceCore/RetraceError`` of kind `temporary` when another run has it, `inputOutput` when it can't be written to.
    init(workFolder: String, build: String) throws {
        folder = "\(workFolder)/\(Checkpoint.folderName)"
        self.build = build
        keeper = SpillKeeper(folder: folder)
        evidence = EvidenceKeeper(folder: folder)
        lock = try Checkpoint.takeLock(of: folder)
        PendingFile.removeLeftovers(of: "\(folder)/state")
    }

    private static func takeLock(of folder: String) throws -> OpenFile {
        let lock: OpenFile
        do {
            try FileSystem.makeFolder(folder)
            lock = try OpenFile.toLock(Array("\(folder)/lock".utf8CString))
        } catch {
            throw ExchangeFile.failure("\(folder)/lock", error)
        }
        guard lock.lock() else {
            throw RetraceError(.temporary, "Another run works in '\(folder)': wait for it, or give another --work-dir.")
        }
        return lock
    }

    /// Which run is kept, and of which files; nil when none is, and then nothing is left in the folder.
    func saved() throws -> (identity: RunIdentity, inputs: CheckpointInputs)? {
        guard let reader = try reader() else {
            SpillKeeper.remove(in: folder)
            evidence.clear()
            return nil
        }
        var inputs = CheckpointInputs()
        while let block = try reader.next(), block.head.kind == .inputs {
            try reader.decode(block) { try inputs.add(from: &$0) }
        }
        return (reader.identity, inputs)
    }

    /// Forgets everything. That something can't be removed is no error: what stays is whole, or will be refused.
    func clear() {
        try? FileSystem.remove(Array(statePath.utf8CString))
        SpillKeeper.remove(in: folder)
        evidence.clear()
    }

    private func reader() throws -> ExchangeReader? {
        do {
            let file = try OpenFile.reading(Array(statePath.utf8CString))
            return try ExchangeReader(from: file, name: statePath, expecting: nil)
        } catch let error as HostError {
            if error.isAbsence { return nil }
            throw RetraceError(.inputOutput, "'\(statePath)' cannot be opened: \(error).")
        }
    }

    private func identity(of run: Reconstruction) -> RunIdentity {
        RunIdentity(
            build: build, partitionBits: run.plan.partitionBits, cutoff: run.options.cutoff.instant,
            policy: run.options.policy, input: run.options.settings + (run.sink == nil ? "" : ", case"))
    }

    // MARK: Saving

    /// Keeps the state of a run in place of the one before. Nobody else may touch the run meanwhile. Throws
    /// ``RetraceCore/RetraceError`` of kind `inputOutput` and ``Cancelled``.
    func save(_ state: RunState, of run: Reconstruction, timedBy clock: CheckpointClock) throws {
        do {
            try clock.measure {
                for store in state.stores { try Checkpoint.spill(store, run.workers) }
                try keeper.keep(state.stores)
            } finish: {
                try write(state, of: run)
            }
        } catch {
            keeper.takeBackNames()
            throw error
        }
    }

    private static func spill(_ store: PartitionStore, _ workers: WorkerGroup) throws {
        _ = try workers.forEach(below: store.partitionCount) {
            Spiller(of: store)
        } _: { partition, spiller in
            try spiller.spiller.spill(partition)
        }
    }

    /// Lets a worker have its own.
    private struct Spiller: @unchecked Sendable {
        // Unchecked: made and used by one worker.
        let spiller: StoreSpiller

        init(of store: PartitionStore) { spiller = StoreSpiller(store) }
    }

    private func write(_ state: RunState, of run: Reconstruction) throws {
        try noteEnds(state, of: run)
        let file = try ExchangeFile(path: statePath)
        defer { if file.hasName { keeper.removeOthers() } }
        let writer = try ExchangeWriter(to: file.file, name: statePath, identity: identity(of: run), source: 0)
        try state.inputs.write(to: writer)
        try StateWriter(state, run, keeper).write(to: writer)
        if state.stage == .replayingExposures, let sink = run.sink as? any ResumableEvidenceSink {
            try evidence.keep(sink, to: writer)
        }
        try writer.finish()
        try file.commit()
    }

    /// Hashes the ends of the files that have been read since the last time.
    private func noteEnds(_ state: RunState, of run: Reconstruction) throws {
        let new = state.finished.subtracting(state.inputsNoted).sorted()
        let parts = try run.workers.forEach(below: new.count) {
            [(Int, UInt64?)]()
        } _: { position, part in
            part.append((new[position], try? FileEnds.hash(of: run.files[new[position]])))
        }
        for (number, ends) in parts.joined() { state.inputs.files[number].ends = ends }
        state.inputsNoted.formUnion(new)
    }

    // MARK: Loading

    /// The state that is kept, brought into `run`. Throws ``RetraceCore/RetraceError``: of kind `data` when it is of another run
    /// or a file has changed since, `inputOutput` when it can't be read or is damaged; ``Cancelled``.
    func load(into run: Reconstruction) throws -> RunState {
        guard let reader = try reader() else {
            throw RetraceError(.inputOutput, "'\(statePath)' has gone. Replay without --resume to start anew.")
        }
        if let difference = identity(of: run).difference(from: reader.identity) {
            throw RetraceError(
                .data, "The checkpoint in '\(folder)' was made \(difference). Replay without --resume to start anew.")
        }
        let loader = StateLoader(run, keeper, evidence)
        while let block = try reader.next() { try loader.take(block, from: reader) }
        let state = try loader.finish(reader)
        // What a later save had begun to keep when its run ended.
        keeper.removeOthers()
        try check(state, run)
        try restoreEvidence(loader.evidenceMessages, to: run)
        return state
    }

    /// Lets the run's sink go on, if the state is of a time when it had been given something.
    private func restoreEvidence(_ messages: [[UInt8]], to run: Reconstruction) throws {
        guard !messages.isEmpty, let sink = run.sink as? any ResumableEvidenceSink else { return evidence.clear() }
        try evidence.restore(messages, to: sink, texts: run.texts.texts().count)
    }

    /// Compares the files that have been read with what is known of them.
    private func check(_ state: RunState, _ run: Reconstruction) throws {
        let finished = state.finished.sorted()
        let (inputs, folder) = (state.inputs.files, folder)
        _ = try run.workers.forEach(below: finished.count) {
        } _: { position, _ in
            let number = finished[position]
            let file = run.files[number]
            let isSame =
                if let sha256 = run.ledger.entry(of: number).sha256 {
                    (try? StoredFile.sha256(of: file)) == sha256
                } else {
                    (try? FileEnds.hash(of: file)) == inputs[number].ends
                }
            guard isSame else {
                throw CheckpointInputs.refusal(
                    of: file.name, "has changed, though not its size or time,", folder: folder)
            }
        }
    }
}
