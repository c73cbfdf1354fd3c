import Histogram
import RetraceCore
import RetraceIngest

/// One run of one stage over all files, its blocks shared out among threads as in a replay.
struct BenchPass: Sendable {
    let stage: BenchStage
    let files: [LogFile]
    let options: ReplayOptions
    let cancellation: Cancellation

    /// What a run found, its time aside.
    struct Outcome: Sendable {
        var lines = 0
        var bytes: UInt64 = 0
        var damaged = 0
        var spilledBytes = 0
        var latencies: Histogram<UInt64>?
    }

    /// Runs the stage. Throws ``RetraceCore/RetraceError`` when spilling fails, ``Cancelled`` when asked to stop.
    func run() throws -> Outcome {
        switch stage {
        case .read: try readStored()
        case .decompress, .parse, .partition: try readBlocks()
        case .replay: try replay()
        }
    }

    private var workers: WorkerGroup { WorkerGroup(count: options.threads, cancellation: cancellation) }

    private func readStored() throws -> Outcome {
        let files = largestFirst
        let parts = try workers.forEach(below: files.count) {
            Outcome()
        } _: { position, part in
            guard (try? StoredFile.read(files[position].file, bufferSize: 1 << 20)) != nil else {
                part.damaged += 1
                return
            }
        }
        return Outcome(damaged: parts.reduce(0) { $0 + $1.damaged })
    }

    private func replay() throws -> Outcome {
        let report = try Reconstruction(options, cancellation: cancellation).run()
        return Outcome(spilledBytes: report.spilledBytes)
    }

    private func readBlocks() throws -> Outcome {
        let inputBytes = files.reduce(0) { $0 + $1.size }
        let plan = MemoryPlan(memoryBytes: options.memoryBytes, threads: options.threads, inputBytes: inputBytes)
        let budget = MemoryBudget(spillBytes: plan.spillBytes)
        let store = PartitionStore(
            partitionBits: plan.partitionBits, pool: ChunkPool(chunkBytes: plan.chunkBytes, budget: budget),
            spillFolder: options.spillFolder)
        let routing = RoutingPlan(store: store, texts: TextTable())
        let ledger = FileLedger(count: files.count)
        let files = largestFirst
        let exchange = BlockExchange(fileCount: files.count)
        let parts = try workers.run { _ in
            var work = BlockWork(stage, router: stage == .partition ? LineRouter(routing, ledger: ledger) : nil)
            var part = Outcome()
            while let position = exchange.takeFile() {
                defer { exchange.finishFile() }
                try read(files[position], plan.blockBytes, exchange, &work, &part)
            }
            try exchange.help { block in
                defer { exchange.recycle(block) }
                try cancellation.check()
                try work.take(block)
            }
            work.finish()
            part.lines = work.lines
            part.latencies = work.latencies
            return part
        }
        var outcome = BenchPass.merge(parts)
        outcome.spilledBytes = budget.spilledBytes
        return outcome
    }

    private typealias Item = (number: Int, file: LogFile)

    /// As in a replay, so that the last files to finish are small.
    private var largestFirst: [(number: Int, file: LogFile)] {
        files.enumerated().sorted { ($1.element.size, $0.offset) < ($0.element.size, $1.offset) }
            .map { ($0.offset, $0.element) }
    }

    private func read(
        _ item: Item, _ blockBytes: Int, _ exchange: BlockExchange, _ work: inout BlockWork, _ part: inout Outcome
    ) throws {
        guard
            let reader = try? LineBlockReader(
                item.file, file: item.number, blockSize: blockBytes, windowLog: options.windowLog,
                expansion: options.expansion)
        else {
            part.damaged += 1
            return
        }
        var buffer = exchange.takeSpareBuffer() ?? reader.makeBuffer()
        while let block = work.next(reader, into: buffer) {
            try cancellation.check()
            if stage != .decompress && exchange.offer(block) {
                buffer = exchange.takeSpareBuffer() ?? reader.makeBuffer()
            } else {
                try work.take(block)
            }
        }
        part.bytes += reader.bytesDecoded
        part.damaged += reader.damage == nil ? 0 : 1
    }

    private static func merge(_ parts: [Outcome]) -> Outcome {
        var result = Outcome()
        var latencies = Histogram<UInt64>()
        for part in parts {
            result.lines += part.lines
            result.bytes += part.bytes
            result.damaged += part.damaged
            if let own = part.latencies { latencies.add(own) }
        }
        result.latencies = latencies
        return result
    }
}
