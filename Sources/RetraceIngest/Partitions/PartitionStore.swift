import RetraceCore
import RetraceHost

/// The records of one partition: chunks in memory and extents in spill files. Held by one thread at a time.
struct PartitionContents: Sendable {
    var chunks: [Chunk] = []
    var extents: [SpillExtent] = []
    var pool: ChunkPool

    /// Calls `body` with each record and its head, in no particular order.
    @inline(__always)
    func forEachRecord(_ body: (UnsafeRawPointer, UInt64) -> Void) {
        for chunk in chunks {
            var record = UnsafeRawPointer(chunk.base)
            let end = record + chunk.count
            while record < end {
                let head = Record.head(record)
                body(record, head)
                record += Record.size(record, head)
            }
        }
    }

    /// Bytes of records in memory.
    var bytes: Int { chunks.reduce(0) { $0 + $1.count } }

    /// Reads what was spilled back into memory.
    mutating func load() throws {
        for extent in extents {
            var chunk = pool.take(bytes: extent.bytes)
            chunk.count = extent.bytes
            chunks.append(chunk)
            try extent.file.read(extent, into: UnsafeMutableRawBufferPointer(start: chunk.base, count: extent.bytes))
        }
        extents = []
    }

    /// Gives the memory back.
    mutating func discard() {
        for chunk in chunks { pool.give(chunk) }
        chunks = []
        extents = []
    }
}

/// Records by partition: filled by writers, one a thread, then taken out partition by partition. Thread-safe.
public final class PartitionStore: Sendable {
    /// Base-2 logarithm of the number of partitions.
    public let partitionBits: Int
    let pool: ChunkPool
    let spillFolder: String
    let contents: Lock<[PartitionContents]>

    /// How many partitions there are.
    public var partitionCount: Int { 1 << partitionBits }

    /// An empty store that spills into unnamed files in `spillFolder`.
    public init(partitionBits: Int, pool: ChunkPool, spillFolder: String) {
        self.partitionBits = partitionBits
        self.pool = pool
        self.spillFolder = spillFolder
        contents = Lock(Array(repeating: PartitionContents(pool: pool), count: 1 << partitionBits))
    }

    deinit {
        contents.withLock { all in
            for index in all.indices { all[index].discard() }
        }
    }

    /// A way in for one thread.
    public func makeWriter() -> PartitionWriter { PartitionWriter(self) }

    func add(_ part: PartitionContents, to partition: Int) {
        contents.withLock {
            $0[partition].chunks += part.chunks
            $0[partition].extents += part.extents
        }
    }

    /// Takes out what lies in memory of a partition, for whoever gives it back or frees it.
    func takeChunks(of partition: Int) -> [Chunk] {
        contents.withLock { all in
            defer { all[partition].chunks = [] }
            return all[partition].chunks
        }
    }

    /// Takes a partition out, all of it in memory; the store has it no longer. The taker discards it. Throws
    /// ``RetraceError`` of kind `inputOutput` when a spill file can't be read.
    func take(_ partition: Int) throws -> PartitionContents {
        var part = contents.withLock { all in
            defer { all[partition] = PartitionContents(pool: pool) }
            return all[partition]
        }
        do {
            try part.load()
        } catch {
            part.discard()
            throw error
        }
        return part
    }

    /// Calls `body` with a partition piece by piece: what is spilled is read one extent at a time. With `keeping`, the partition
    /// stays as it was, and nobody may take it meanwhile. Throws ``RetraceError`` of kind `inputOutput` when a spill file can't
    /// be read, and whatever `body` throws.
    func forEachPiece(of partition: Int, keeping: Bool, _ body: (PartitionContents) throws -> Void) throws {
        var part = contents.withLock { all in
            defer { if !keeping { all[partition] = PartitionContents(pool: pool) } }
            return all[partition]
        }
        defer { if !keeping { part.discard() } }
        try body(PartitionContents(chunks: part.chunks, pool: pool))
        for extent in part.extents {
            var piece = PartitionContents(extents: [extent], pool: pool)
            defer { piece.discard() }
            try piece.load()
            try body(piece)
        }
    }

    /// Calls `body` with a partition, all of it in memory. With `keeping`, the partition stays as it was: what is spilled
    /// stays spilled. Throws ``RetraceError`` of kind `inputOutput` when a spill file can't be read.
    func visit(_ partition: Int, keeping: Bool, _ body: (PartitionContents) -> Void) throws {
        guard keeping else {
            var contents = try take(partition)
            defer { contents.discard() }
            return body(contents)
        }
        let kept = contents.withLock { $0[partition] }
        body(PartitionContents(chunks: kept.chunks, pool: pool))
        var spilled = PartitionContents(extents: kept.extents, pool: pool)
        defer { spilled.discard() }
        try spilled.load()
        body(spilled)
    }
}
