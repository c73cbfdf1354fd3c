import RetraceCore
import RetraceHost
import RetraceIngest
import RetraceReplay
import RetraceStatistics
import Synchronization

/// A whole replay, from a log root to the result. Read `run` from top to bottom for the order of things.
public final class Reconstruction: Sendable {
    let options: ReplayOptions
    let files: [LogFile]
    /// The number of each file within the whole run.
    let fileNumbers: [Int]
    /// Whether this is no piece of a run.
    let hasAllFiles: Bool
    /// Files of the whole run.
    let fileCount: Int
    let streams: Set<LogStream>
    let ledger: FileLedger
    let texts: TextTable
    let pool: ChunkPool
    let plan: MemoryPlan
    let workers: WorkerGroup
    /// What became of the mapping's fields.
    let mappings = Lock<[MappingTally]>([])
    /// In a piece of a run: what earlier pieces say of files, as ``wholeFiles()`` does.
    let filesJudged = Lock<[Bool]?>(nil)
    /// Names of the files that the manifest has a hash of.
    private let hashed: Set<String>
    /// Takes the evidence of affected accounts, if it is asked for.
    let sink: (any EvidenceSink)?
    /// How far the run has come.
    public let progress = ProgressMeter()

    /// Keeps the state of the run, and decides when; nil where checkpoints weren't asked for.
    private let checkpoint: Checkpoint?
    private let clock: CheckpointClock
    /// Whether the run goes on from that checkpoint.
    private let isResumed: Bool

    /// Finds the files of the log root. Memory is shared out by `plan`, or by one made from the options. With a `sink`, it is
    /// given every affected account with its log lines.
    ///
    /// Throws ``RetraceError``: of kind `noInput` when the root or a required stream is missing, `temporary` when another run
    /// has the checkpoint folder, `data` when the checkpoint to go on from is of other files.
    public convenience init(
        _ options: ReplayOptions, cancellation: Cancellation, plan: MemoryPlan? = nil, sink: (any EvidenceSink)? = nil
    ) throws {
        var inputs = options.inputs
        inputs.spoolFolder = options.spillFolder
        let root = try LogRoot(
            scanning: options.root, mapping: options.mapping, inputs: inputs, until: cancellation)
        let files = root.allFiles
        if options.resumes { try Reconstruction.checkResumable(files) }
        var plan = plan ?? MemoryPlan(options, files, keepsEvidence: sink != nil)
        let hasPipes = files.contains { $0.pipe != nil }
        let checkpoint = try (hasPipes ? nil : options.checkpointFolder).map {
            try Checkpoint(workFolder: $0, build: options.build)
        }
        let saved = options.resumes ? try checkpoint?.saved() : nil
        if let saved, let checkpoint {
            try saved.inputs.check(against: files, folder: checkpoint.folder)
            plan = plan.with(partitionBits: saved.identity.partitionBits)
        }
        self.init(
            options, files: files, numbers: Array(files.indices), of: files.count, streams: Set(root.files.keys),
            cancellation: cancellation, plan: plan, sink: sink, checkpoint: checkpoint, isResumed: saved != nil)
    }

    private static func checkResumable(_ files: [LogFile]) throws {
        guard let file = files.first(where: { $0.pipe != nil }) else { return }
        throw RetraceError(
            .usage,
            "--resume does not go with '--stream \(file.name)': what comes by a pipe can be read but once. Replay without "
                + "--resume, or give files.")
    }

    /// A run, or a piece of one that has `fileCount` files: `numbers` are those of `files` within it.
    init(
        _ options: ReplayOptions, files: [LogFile], numbers: [Int], of fileCount: Int, streams: Set<LogStream>,
        texts: TextTable = TextTable(), cancellation: Cancellation, plan: MemoryPlan?,
        sink: (any EvidenceSink)? = nil, checkpoint: Checkpoint? = nil, isResumed: Bool = false
    ) {
        self.options = options
        self.checkpoint = checkpoint
        self.isResumed = isResumed
        self.sink = sink
        self.files = files
        fileNumbers = numbers
        hasAllFiles = numbers.count == fileCount
        self.fileCount = fileCount
        self.streams = streams
        self.texts = texts
        ledger = FileLedger(count: fileCount)
        let expected = options.manifest?.streams.values.flatMap { $0.files ?? [] } ?? []
        hashed = Set(expected.filter { $0.sha256 != nil }.map(\.path))
        // What a pipe holds nobody knows before its end; then there is no total.
        let bytes = files.allSatisfy { $0.pipe == nil } ? files.reduce(0) { $0 + $1.size } : 0
        self.plan = plan ?? MemoryPlan(options, files, keepsEvidence: sink != nil)
        if self.plan.isTight { HostMemory.returnFreedBlocks() }
        pool = ChunkPool(
            chunkBytes: self.plan.chunkBytes, budget: MemoryBudget(spillBytes: self.plan.spillBytes))
        clock = CheckpointClock(interval: options.checkpointSeconds, budget: pool.budget)
        workers = WorkerGroup(count: options.threads, cancellation: cancellation)
        progress.setTotal(bytes)
    }

    /// Replays everything. Blocks until done; the work is done on `threads` other threads.
    ///
    /// Throws ``RetraceError`` (`inputOutput` when temporary files fail, `data` when more lines are rejected than allowed)
    /// and ``Cancelled``. Damaged files don't throw: the result names them.
    public func run() throws -> ReplayReport {
        let state = try begin()
        do {
            return try goOn(state)
        } catch is NeedsWholeUses {
            return try goOn(startOver())
        }
    }

    /// Lines of one event say different hashes that begin alike, which no hash function makes: everything once more, with all of
    /// each hash, rather than keeping that for every log.
    private func startOver() -> RunState {
        checkpoint?.clear()
        ledger.clear()
        mappings.withLock { $0 = [] }
        progress.startOver()
        let state = RunState(self)
        state.keepsWholeUses = true
        return state
    }

    private func goOn(_ state: RunState) throws -> ReplayReport {
        if state.stage == .readingIdentities {
            progress.enter(.readingIdentities)
            try read([.identifiers, .audiences, .matches, .disclosures], into: state.identities, state) {
                $0.keepsWholeUses = state.keepsWholeUses
            }
            try move(state, to: .replayingIdentities)
        }
        let catalog = AudienceCatalog(state.audienceEvents, texts: texts.texts())
        let pass = try IdentityPass(self, catalog: catalog, state)
        try replayIdentities(pass, state)
        if state.stage == .readingExposures { try readExposures(pass, state) }

        progress.enter(.replayingExposures)
        let exposurePass = ExposurePass(self, catalog: catalog, havePersons: streams.contains(.accounts))
        // What has gone to a sink can't be taken back: where it can't be gone on with, the second pass is made as a whole.
        let canSave = sink == nil || sink is any ResumableEvidenceSink
        try exposurePass.run(state, saving: canSave ? savePoint(state) : nil)
        return makeReport(state.tally, state.tallies)
    }

    /// The state of the run that is gone on from, or of a new one.
    private func begin() throws -> RunState {
        if isResumed, let checkpoint { return try checkpoint.load(into: self) }
        checkpoint?.clear()
        let state = RunState(self)
        // What comes by a pipe can't be read again, should whole hashes turn out to be needed.
        state.keepsWholeUses = files.contains { $0.pipe != nil }
        return state
    }

    /// Forgets the checkpoint: to be called when the result has been handed over, so that until then a run can go on from it.
    public func discardCheckpoint() { checkpoint?.clear() }

    /// The first pass, with as much as is asked for of uploads.
    private func replayIdentities(_ pass: IdentityPass, _ state: RunState) throws {
        if state.stage == .replayingIdentities {
            progress.enter(.replayingIdentities)
            let deferred = streams.contains(.uploads) ? state.deferred : nil
            try pass.run(from: state.identities, deferringTo: deferred, saving: savePoint(state, pass))
            state.take(pass)
            try move(state, to: pass.requests.isEmpty ? .readingExposures : .readingUploads)
        }
        if state.stage == .readingUploads {
            progress.enter(.readingUploads)
            let filter = UploadFilter(pass.requests)
            try read([.uploads], into: state.deferred, state) { $0.uploadFilter = filter }
            try move(state, to: .replayingUploads)
        }
        if state.stage == .replayingUploads {
            try pass.run(from: state.deferred, deferringTo: nil, saving: savePoint(state, pass))
            state.take(pass)
            try move(state, to: .readingExposures)
        }
    }

    private func readExposures(_ pass: IdentityPass, _ state: RunState) throws {
        progress.enter(.readingExposures)
        let filters = try pass.makeFilters(maxBytes: plan.filterBytes)
        // Uploads that nobody asked for are read for their counts.
        let streams = [LogStream.accounts, .impressions] + (pass.requests.isEmpty ? [.uploads] : [])
        try read(streams, into: state.exposures, state) {
            $0.impressionFilter = filters.exposed
            $0.ownerFilter = filters.affected
        }
        try move(state, to: .replayingExposures)
    }

    // MARK: Checkpoints

    private func move(_ state: RunState, to stage: RunState.Stage) throws {
        state.stage = stage
        if checkpoint != nil && clock.isDue { try save(state) }
    }

    private func save(_ state: RunState) throws { try checkpoint?.save(state, of: self, timedBy: clock) }

    private func savePoint(_ state: RunState, _ pass: IdentityPass? = nil) -> SavePoint? {
        guard checkpoint != nil else { return nil }
        let clock = clock
        return SavePoint(isDue: { clock.isDue }) { [self] in
            if let pass { state.take(pass) }
            try save(state)
        }
    }

    /// Reads some streams into a store, but for the files that the state says have been read, and saves the run now and then.
    private func read(
        _ wanted: [LogStream], into store: PartitionStore, _ state: RunState,
        configure: (inout RoutingPlan) -> Void = { _ in }
    ) throws {
        let point = savePoint(state)
        while true {
            let outcome = try read(
                wanted, into: store, &state.tallies, except: state.finished, configure: configure, until: point?.isDue)
            state.audienceEvents += outcome.audienceEvents
            state.finished.formUnion(outcome.files)
            let isDone = !files.indices.contains {
                wanted.contains(files[$0].stream) && !state.finished.contains(fileNumbers[$0])
            }
            if isDone { return }
            try point?.save()
        }
    }

    // MARK: Parts

    func makeStore() -> PartitionStore {
        PartitionStore(partitionBits: plan.partitionBits, pool: pool, spillFolder: options.spillFolder)
    }

    /// Reads some streams into a store, but for some files; once `isDue` says so no more files are begun.
    func read(
        _ wanted: [LogStream], into store: PartitionStore, _ tallies: inout [StreamTally],
        except finished: Set<Int> = [],
        configure: (inout RoutingPlan) -> Void = { _ in }, until isDue: (@Sendable () -> Bool)? = nil
    ) throws -> ReadPhase.Outcome {
        let items = files.enumerated()
            .filter { wanted.contains($0.element.stream) && !finished.contains(fileNumbers[$0.offset]) }
            .map { number, file in
                ReadPhase.Item(
                    number: fileNumbers[number], file: file,
                    isHashed: sink != nil || options.hashesInputs || hashed.contains(file.name))
            }
        var routing = RoutingPlan(store: store, texts: texts)
        routing.keepsDetail = sink != nil
        configure(&routing)
        let phase = ReadPhase(
            items: items, plan: routing, ledger: ledger, workers: workers, progress: progress,
            blockBytes: plan.blockBytes, windowLog: options.windowLog, expansion: options.expansion, isDue: isDue)
        let outcome = try phase.run()
        for stream in tallies.indices { tallies[stream].merge(outcome.tallies[stream]) }
        mappings.withLock { $0 += outcome.mappings }
        try checkRejected(tallies)
        return outcome
    }

    /// Throws when more lines are rejected than allowed.
    func checkRejected(_ tallies: [StreamTally]) throws {
        guard let limit = options.maxRejected else { return }
        let rejected = tallies.reduce(UInt64(0)) { $0 + $1.rejected.reduce(0, +) }
        guard rejected > limit else { return }
        let samples = rejections().prefix(3).map { "\n  \($0.description)" }.joined()
        throw RetraceError(
            .data, "\(rejected) lines were rejected, and --max-rejected allows \(limit). The first ones:\(samples)")
    }

    /// The first rejected lines of each file read so far, in the order of streams and files.
    public func rejections() -> [Rejection] {
        files.indices.flatMap { ledger.rejections(file: $0, of: files[$0]) }
    }
}
