import RetraceCore
import RetraceIngest

/// How a memory budget is shared out, and how many partitions there are.
public struct MemoryPlan: Equatable, Sendable {
    /// Bytes that records in memory may take before they spill.
    public let spillBytes: Int
    /// Bytes of a chunk of a partition.
    public let chunkBytes: Int
    /// Base-2 logarithm of the number of partitions.
    public private(set) var partitionBits: Int
    /// Bytes that a filter of accounts may take.
    public let filterBytes: Int
    /// Bytes of a block of lines.
    public let blockBytes: Int
    /// Whether records are expected to spill.
    let isTight: Bool

    /// Partitions are chosen so that the replay of one fits into the processor's caches where memory allows.
    private static let partitionBytesWanted = 3 << 20
    /// With evidence where memory is tight: it takes as much again in each of the steps that it goes through, and waits for its
    /// turn in batches.
    private static let partitionBytesWithEvidence = 768 << 10

    /// A plan from its parts, for tests that want to see spilling and collisions on small inputs.
    public init(spillBytes: Int, chunkBytes: Int, partitionBits: Int, filterBytes: Int, blockBytes: Int) {
        self.spillBytes = spillBytes
        self.chunkBytes = chunkBytes
        self.partitionBits = partitionBits
        self.filterBytes = filterBytes
        self.blockBytes = blockBytes
        isTight = false
    }

    /// The same with another number of partitions.
    func with(partitionBits: Int) -> MemoryPlan {
        var plan = self
        plan.partitionBits = partitionBits
        return plan
    }

    /// A plan for some files.
    init(_ options: ReplayOptions, _ files: [LogFile], keepsEvidence: Bool) {
        self.init(
            memoryBytes: options.memoryBytes, threads: options.threads,
            inputBytes: files.reduce(0) { $0 + $1.sizeExpected }, keepsEvidence: keepsEvidence)
    }

    /// A plan for `inputBytes` of files as stored, which is about what their records take.
    public init(memoryBytes: Int, threads: Int, inputBytes: UInt64, keepsEvidence: Bool = false) {
        // What runs beside the records: the program, per thread a decompression window, buffers and a partition at work.
        // With evidence, SQLite and the batches that wait for their turn as well.
        let shared = (keepsEvidence ? 64 : 36) << 20
        let overhead = min(memoryBytes / 8 * 7, shared + threads * (10 << 20))
        let available = memoryBytes - overhead
        filterBytes = max(1 << 16, available / 8)
        spillBytes = available / 8 * 5
        blockBytes = 256 << 10
        isTight = Int(clamping: inputBytes) > spillBytes
        let cutsFiner = keepsEvidence && Int(clamping: inputBytes) > spillBytes / 4
        let bytesWanted = cutsFiner ? MemoryPlan.partitionBytesWithEvidence : MemoryPlan.partitionBytesWanted
        let wanted = Int(clamping: inputBytes) / bytesWanted + 1
        // Each thread holds a chunk open per partition: together they may take a quarter of what records may.
        let affordable = max(16, spillBytes / 4 / threads / (2 << 10))
        var bits = 4
        while bits < 12 && 1 << bits < wanted && 2 << bits <= affordable { bits += 1 }
        partitionBits = bits
        chunkBytes = min(16 << 10, max(2 << 10, (spillBytes / 4 / threads) >> bits)) & ~63
    }
}
