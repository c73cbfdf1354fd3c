import RetraceCore
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

    /// Keeps the first pass; nil where checkpoints weren't asked for, and where evidence is collected or lines are mapped,
    /// about which they hold nothing.
    private let checkpoint: Checkpoint?
    /// The files when the run began, and those of the checkpoint to go on from.
    private let inputs: CheckpointInputs?
    private let savedInputs: CheckpointInputs?

    /// Finds the files of the log root. Memory is shared out by `plan`, or by one made from the options. With a `sink`, it is
    /// given every affected account with its log lines.
    ///
    /// Throws ``RetraceError``: of kind `noInput` when the root or a required stream is missing, `temporary` when another run
    /// has the checkpoint folder, `data` when the checkpoint to go on from is of other files.
    public convenience init(
        _ options: ReplayOptions, cancellation: Cancellation, plan: MemoryPlan? = nil, sink: (any EvidenceSink)? = nil
    ) throws {
        let root = try LogRoot(scanning: options.root, mapping: options.mapping)
        let files = root.allFiles
        var plan = plan ?? MemoryPlan(options, files)
        var checkpoint: Checkpoint?
        var saved: CheckpointInputs?
        if let folder = options.checkpointFolder, sink == nil, options.mapping == nil {
            checkpoint = try Checkpoint(folder: folder, build: options.build)
            saved = options.resumes ? try checkpoint?.savedInputs() : nil
        }
        if let bits = saved?.partitionBits { plan = plan.with(partitionBits: bits) }
        let inputs = checkpoint.map { _ in CheckpointInputs(files, partitionBits: plan.partitionBits) }
        if let inputs, let folder = options.checkpointFolder { try saved?.check(against: inputs, folder: folder) }
        self.init(
            options, files: files, numbers: Array(files.indices), of: files.count, streams: Set(root.files.keys),
            cancellation: cancellation, plan: plan, sink: sink, checkpoint: checkpoint, inputs: inputs, saved: saved)
    }

    /// A run, or a piece of one that has `fileCount` files: `numbers` are those of `files` within it.
    init(
        _ options: ReplayOptions, files: [LogFile], numbers: [Int], of fileCount: Int, streams: Set<LogStream>,
        texts: TextTable = TextTable(), cancellation: Cancellation, plan: MemoryPlan?,
        sink: (any EvidenceSink)? = nil, checkpoint: Checkpoint? = nil, inputs: CheckpointInputs? = nil,
        saved: CheckpointInputs? = nil
    ) {
        self.options = options
        self.checkpoint = checkpoint
        self.inputs = inputs
        savedInputs = saved
        self.sink = sink
        self.files = files
        fileNumbers = numbers
        hasAllFiles = numbers.count == fileCount
        self.streams = streams
        self.texts = texts
        ledger = FileLedger(count: fileCount)
        let expected = options.manifest?.streams.values.flatMap { $0.files ?? [] } ?? []
        hashed = Set(expected.filter { $0.sha256 != nil }.map(\.path))
        let bytes = files.reduce(0) { $0 + $1.size }
        self.plan = plan ?? MemoryPlan(options, files)
        pool = ChunkPool(
            chunkBytes: self.plan.chunkBytes, budget: MemoryBudget(spillBytes: self.plan.spillBytes))
        workers = WorkerGroup(count: options.threads, cancellation: cancellation)
        progress.setTotal(bytes)
    }

    /// Replays everything. Blocks until done; the work is done on `threads` other threads.
    ///
    /// Throws ``RetraceError`` (`inputOutput` when temporary files fail, `data` when more lines are rejected than allowed)
    /// and ``Cancelled``. Damaged files don't throw: the result names them.
    public func run() throws -> ReplayReport {
        let first = try resumed() ?? replayIdentities()
        var tallies = first.tallies

        progress.enter(.readingExposures)
        let exposures = makeStore()
        let filters = try first.pass.makeFilters(maxBytes: plan.filterBytes)
        let streams = [LogStream.accounts, .impressions] + (first.haveUploads ? [] : [.uploads])
        _ = try read(streams, into: exposures, &tallies) {
            $0.impressionFilter = filters.exposed
            $0.ownerFilter = filters.affected
        }

        progress.enter(.replayingExposures)
        let exposurePass = ExposurePass(self, catalog: first.catalog, havePersons: self.streams.contains(.accounts))
        let tally = try exposurePass.run(
            from: exposures, outcomes: first.pass.outcomes, evidence: first.pass.evidence,
            startingWith: first.pass.tally)
        return makeReport(tally, tallies)
    }

    /// The first pass as an earlier run left it, if there is one to go on from.
    private func resumed() throws -> FirstPass? {
        guard let checkpoint, let savedInputs else {
            checkpoint?.clear()
            return nil
        }
        return try checkpoint.load(into: self, inputs: savedInputs)
    }

    /// Forgets the checkpoint: to be called when the result has been handed over, so that until then a run can go on from it.
    public func discardCheckpoint() { checkpoint?.clear() }

    private func replayIdentities() throws -> FirstPass {
        var tallies = [StreamTally](repeating: StreamTally(), count: LogStream.allCases.count)
        progress.enter(.readingIdentities)
        let identities = makeStore()
        let read = try read([.identifiers, .audiences, .matches, .disclosures], into: identities, &tallies)

        progress.enter(.replayingIdentities)
        let catalog = AudienceCatalog(read.audienceEvents, texts: texts.texts())
        let deferred = makeStore()
        let pass = IdentityPass(self, catalog: catalog)
        try pass.run(from: identities, deferringTo: streams.contains(.uploads) ? deferred : nil)

        let needsUploads = !pass.requests.isEmpty
        if needsUploads {
            progress.enter(.readingUploads)
            let filter = UploadFilter(pass.requests)
            _ = try self.read([.uploads], into: deferred, &tallies) { $0.uploadFilter = filter }
            try pass.run(from: deferred, deferringTo: nil)
        }
        let first = FirstPass(
            pass, catalog: catalog, audienceEvents: read.audienceEvents, tallies: tallies, haveUploads: needsUploads)
        if let checkpoint, let inputs { try checkpoint.save(first, of: self, inputs: inputs) }
        return first
    }

    func makeStore() -> PartitionStore {
        PartitionStore(partitionBits: plan.partitionBits, pool: pool, spillFolder: options.spillFolder)
    }

    /// Reads some streams into a store.
    func read(
        _ wanted: [LogStream], into store: PartitionStore, _ tallies: inout [StreamTally],
        configure: (inout RoutingPlan) -> Void = { _ in }
    ) throws -> ReadPhase.Outcome {
        let items = files.enumerated().filter { wanted.contains($0.element.stream) }
            .map { number, file in
                ReadPhase.Item(
                    number: fileNumbers[number], file: file, isHashed: sink != nil || hashed.contains(file.name))
            }
        var routing = RoutingPlan(store: store, texts: texts)
        routing.keepsDetail = sink != nil
        configure(&routing)
        let phase = ReadPhase(
            items: items, plan: routing, ledger: ledger, workers: workers, progress: progress,
            blockBytes: plan.blockBytes,
            windowLog: options.windowLog)
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
