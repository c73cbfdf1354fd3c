import RetraceCore
import RetraceIngest

/// One reading of some files: decompressed, parsed and routed to partitions by all workers together.
struct ReadPhase: Sendable {
    /// A file and its number within the run.
    struct Item: Sendable {
        var number: Int
        var file: LogFile
        /// Whether its bytes are hashed as they are read.
        var isHashed = false
    }

    let items: [Item]
    let plan: RoutingPlan
    let ledger: FileLedger
    let workers: WorkerGroup
    let progress: ProgressMeter
    let blockBytes: Int
    let windowLog: Int
    var expansion = ExpansionLimit.standard
    /// Once it says so no more files are begun; each worker reads one at least. Nil: all are read.
    var isDue: (@Sendable () -> Bool)?

    /// What was read.
    struct Outcome: Sendable {
        var tallies: [StreamTally]
        var audienceEvents: [AudienceEvent]
        var mappings: [MappingTally] = []
        /// Numbers of the files that were read.
        var files: [Int] = []
    }

    /// Whether the files can only be read one after the other.
    private var isInOrder: Bool { items.contains { $0.file.joined != nil } }

    /// Reads the files, largest first, so that the last ones to finish are small; those that can only be read in their order,
    /// so, by one worker, whom the others help. Throws ``RetraceError`` when spilling
    /// fails, ``Cancelled`` when asked to stop; damage of files is noted in the ledger and does not throw.
    func run() throws -> Outcome {
        let isInOrder = isInOrder
        let sorted =
            isInOrder
            ? items : items.sorted { ($1.file.sizeExpected, $0.number) < ($0.file.sizeExpected, $1.number) }
        let exchange = BlockExchange(fileCount: sorted.count)
        let parts = try workers.run { worker in
            let router = LineRouter(plan, ledger: ledger)
            if worker == 0 || !isInOrder { try readFiles(sorted, exchange, router) }
            try exchange.help { block in
                defer { exchange.recycle(block) }
                try workers.cancellation.check()
                try router.route(block)
            }
            let finished = router.finish()
            return Outcome(
                tallies: finished.tallies, audienceEvents: finished.audienceEvents, mappings: router.mappingTallies)
        }
        var outcome = ReadPhase.merge(parts)
        outcome.files = sorted[..<exchange.takenCount].map(\.number)
        return outcome
    }

    private func readFiles(_ sorted: [Item], _ exchange: BlockExchange, _ router: LineRouter) throws {
        // Nobody must wait for the files that a lone reader has not come to.
        defer { if isInOrder { exchange.close() } }
        while let position = exchange.takeFile() {
            defer { exchange.finishFile() }
            try read(sorted[position], exchange, router)
            if isDue?() == true { exchange.close() }
        }
    }

    private func read(_ item: Item, _ exchange: BlockExchange, _ router: LineRouter) throws {
        let reader: LineBlockReader
        do {
            reader = try LineBlockReader(
                item.file, file: item.number, blockSize: blockBytes, windowLog: windowLog, isHashing: item.isHashed,
                expansion: expansion)
        } catch let damage as FrameError {
            // It may be that a pipe was waited for in vain.
            try workers.cancellation.check()
            return ledger.finish(file: item.number, bytes: 0, damage: damage)
        }
        var buffer = exchange.takeSpareBuffer() ?? reader.makeBuffer()
        var bytesNoted: UInt64 = 0
        while let block = reader.next(into: buffer) {
            try workers.cancellation.check()
            progress.add(reader.bytesRead - bytesNoted)
            bytesNoted = reader.bytesRead
            if exchange.offer(block) {
                buffer = exchange.takeSpareBuffer() ?? reader.makeBuffer()
            } else {
                try router.route(block)
            }
        }
        progress.add(reader.bytesRead - bytesNoted)
        let sha256 = reader.damage == nil ? reader.finishHash() : nil
        ledger.finish(
            file: item.number, bytes: reader.bytesDecoded, bytesStored: reader.bytesRead, damage: reader.damage,
            sha256: sha256)
    }

    private static func merge(_ parts: [Outcome]) -> Outcome {
        var result = Outcome(
            tallies: [StreamTally](repeating: StreamTally(), count: LogStream.allCases.count), audienceEvents: [])
        for part in parts {
            for stream in result.tallies.indices { result.tallies[stream].merge(part.tallies[stream]) }
            result.audienceEvents += part.audienceEvents
            result.mappings += part.mappings
        }
        return result
    }
}
