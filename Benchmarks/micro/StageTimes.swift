import Glibc
import RetraceCore
import RetraceIngest
import RetraceReplay

/// CPU time of the stages of a replay's first phase, on one thread and over the same blocks.
struct StageTimes {
    /// Files to lines.
    private(set) var decompress: UInt64 = 0
    /// Lines to fields.
    private(set) var parse: UInt64 = 0
    /// Lines to records of partitions, which parses them too.
    private(set) var partition: UInt64 = 0
    /// Records to what is known of each account.
    private(set) var replay: UInt64 = 0

    /// Takes the times.
    init(_ logs: MadeLogs) throws {
        let pool = ChunkPool(chunkBytes: 16 << 10, budget: MemoryBudget(spillBytes: 1 << 30))
        let store = PartitionStore(partitionBits: 4, pool: pool, spillFolder: "/tmp")
        let texts = TextTable()
        let router = LineRouter(RoutingPlan(store: store, texts: texts), ledger: FileLedger(count: logs.files.count))
        let counter = LineCounter()
        for (number, file) in logs.files.enumerated() {
            let reader = try LineBlockReader(file, file: number, blockSize: 256 << 10, windowLog: Limits.windowLog)
            let buffer = reader.makeBuffer()
            while let block = StageTimes.timed(&decompress, { reader.next(into: buffer) }) {
                _ = try StageTimes.timed(&parse) { try counter.count(block) }
                try StageTimes.timed(&partition) { try router.route(block) }
            }
        }
        let audiences = router.finish().audienceEvents
        let inputs = ReplayInputs(
            policy: logs.policy, cutoff: logs.cutoff.instant, texts: texts.texts(),
            catalog: AudienceCatalog(audiences, texts: texts.texts()), uploadsPending: false)
        let identities = IdentityPartition()
        var facts = PartitionFacts()
        for partition in 0..<store.partitionCount {
            try StageTimes.timed(&replay) {
                try identities.take(partition, from: store)
                var batch = identities.lendBatch()
                facts.clear()
                _ = IdentityReplayer.replay(&batch, inputs, into: &facts)
                identities.giveBack(batch)
            }
        }
        identities.discard()
    }

    /// A stage's time as thousandths of that of decompressing.
    func perMille(_ stage: KeyPath<StageTimes, UInt64>) -> Int {
        Int(self[keyPath: stage] * 1000 / max(1, decompress))
    }

    private static func timed<Result>(_ total: inout UInt64, _ body: () throws -> Result) rethrows -> Result {
        let start = cpuTime()
        defer { total += cpuTime() - start }
        return try body()
    }

    /// Nanoseconds of CPU time that this thread has taken.
    private static func cpuTime() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
